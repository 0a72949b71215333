package corpus

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// ParseProfile reads a profile from YAML:
//
//	format: csv
//	encoding: gb18030
//	map:
//	  date: pubtime
//	  body: [content, text]
//	  keep: source
//	constants:
//	  paper: PLA
//	separators:
//	  author: ";、"
//	date-path: "{year}/{month}/{day}/{page}-{title}"
//
// All keys may be left out; one that there is not is an error. Errors begin
// with name:line.
func ParseProfile(r io.Reader, name string) (*Profile, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > maxProfile {
		return nil, fmt.Errorf("%s: a profile has at most %d bytes", name, maxProfile)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		line, what := yamlError(err)
		return nil, fmt.Errorf("%s:%d: %s", name, line, what)
	}
	p := new(Profile)
	if len(root.Content) == 0 {
		return p, nil
	}
	err = eachOf(root.Content[0], "", p.setKey)
	var at *lineError
	if errors.As(err, &at) {
		return nil, fmt.Errorf("%s:%d: %w", name, at.line, at.err)
	}
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

const maxProfile = 1 << 20

// A lineError is an error at a line of the profile.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }

func atLine(n *yaml.Node, err error) error {
	var inner *lineError
	if err == nil || errors.As(err, &inner) {
		return err
	}
	return &lineError{n.Line, err}
}

// eachOf calls f for the keys and values of a mapping. An error of f is one of
// the line of the value.
func eachOf(n *yaml.Node, of string, f func(key string, value *yaml.Node) error) error {
	if n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		if of == "" {
			return atLine(n, errors.New("want keys and values"))
		}
		return atLine(n, fmt.Errorf("%s: want keys and values", of))
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			return atLine(key, fmt.Errorf("%q stands twice", key.Value))
		}
		seen[key.Value] = true
		if err := atLine(key, f(key.Value, n.Content[i+1])); err != nil {
			return err
		}
	}
	return nil
}

// setKey sets what a key of the profile says.
func (p *Profile) setKey(key string, v *yaml.Node) (err error) {
	switch key {
	case "format":
		return scalarOf(v, key, func(s string) error {
			p.Format, err = ParseFormat(s)
			return err
		})
	case "encoding":
		return scalarOf(v, key, func(s string) error {
			p.Encoding, err = ParseEncoding(s)
			return err
		})
	case "date-path":
		return scalarOf(v, key, func(s string) error {
			p.DatePath = s
			p.datePath, err = compileDatePath(s)
			return err
		})
	case "report": // which parts a report has: no matter of reading
		return nil
	case "map":
		p.Map = make(map[string][]string)
		return eachOf(v, key, p.setMapped)
	case "constants":
		p.Constants = make(map[string]string)
		return eachOf(v, key, func(field string, v *yaml.Node) error {
			return scalarOf(v, field, func(s string) error {
				p.Constants[field] = s
				return checkConstant(field, s)
			})
		})
	case "separators":
		p.Separators = make(map[string]string)
		return eachOf(v, key, func(field string, v *yaml.Node) error {
			return scalarOf(v, field, func(s string) error {
				p.Separators[field] = s
				return checkSeparators(field)
			})
		})
	}
	return fmt.Errorf("unknown key %q (have format, encoding, map, constants, separators, date-path)", key)
}

func (p *Profile) setMapped(field string, v *yaml.Node) error {
	if err := checkMapped(field); err != nil {
		return err
	}
	columns := []string{}
	add := func(s string) error {
		if s != "" {
			columns = append(columns, s)
		}
		return nil
	}
	values := []*yaml.Node{v}
	if v.Kind == yaml.SequenceNode {
		values = v.Content
	}
	for _, v := range values {
		if err := scalarOf(v, field, add); err != nil {
			return err
		}
	}
	p.Map[field] = columns
	return nil
}

// scalarOf gives f the value of a key that has one, "" for null.
func scalarOf(v *yaml.Node, key string, f func(s string) error) error {
	switch {
	case v.Kind != yaml.ScalarNode:
		return atLine(v, fmt.Errorf("%s: want one value", key))
	case v.Tag == "!!null":
		return atLine(v, f(""))
	}
	return atLine(v, f(v.Value))
}

// yamlLine is how the YAML package says where an error is.
var yamlLine = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s*)?(?:line (\d+): )?(.*)`)

// yamlError takes an error of the YAML package to pieces. One without a line is
// of the first.
func yamlError(err error) (line int, what string) {
	m := yamlLine.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		return 1, err.Error()
	}
	line, _ = strconv.Atoi(m[1])
	return max(line, 1), m[2]
}

// bareYAML is the error without the name of the package.
func bareYAML(err error) error {
	if err == nil {
		return nil
	}
	_, what := yamlError(err)
	return errors.New(what)
}
