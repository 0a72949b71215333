package corpus

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

//go:embed boilerplate.txt
var builtinBoilerplate string

// Boilerplate says what of a body is none of the text: datelines, bylines,
// jumps to another page. The zero value drops nothing.
type Boilerplate struct{ rules []boilerplateRule }

type boilerplateRule struct {
	name, where string
	pattern     *regexp.Regexp
}

// BuiltinBoilerplate returns the rules that ship with Tifa (boilerplate.txt).
func BuiltinBoilerplate() Boilerplate {
	b, err := ParseBoilerplate(strings.NewReader(builtinBoilerplate), "boilerplate.txt")
	if err != nil {
		panic(err) // a test reads the file
	}
	return b
}

// ParseBoilerplate reads rules in the form that boilerplate.txt explains. The
// error of a bad line begins with name:line.
func ParseBoilerplate(r io.Reader, name string) (Boilerplate, error) {
	var b Boilerplate
	err := eachRule(r, name, func(text string) error {
		rule, err := parseBoilerplateRule(text)
		b.rules = append(b.rules, rule)
		return err
	})
	return b, err
}

func parseBoilerplateRule(text string) (boilerplateRule, error) {
	name, rest, _ := strings.Cut(text, " ")
	where, pattern, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if pattern = strings.TrimSpace(pattern); pattern == "" {
		return boilerplateRule{}, errors.New("want NAME WHERE PATTERN")
	}
	anchored := pattern
	switch where {
	case "first":
		anchored = `^(?:` + pattern + `)`
	case "last":
		anchored = `(?:` + pattern + `)$`
	case "any":
	default:
		return boilerplateRule{}, fmt.Errorf("unknown place %q (have first, last, any)", where)
	}
	re, err := regexp.Compile(anchored)
	if err != nil {
		return boilerplateRule{}, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return boilerplateRule{name, where, re}, nil
}

// Names returns the names that rules have.
func (b Boilerplate) Names() []string {
	var names []string
	for _, r := range b.rules {
		if !slices.Contains(names, r.name) {
			names = append(names, r.name)
		}
	}
	return names
}

// Only returns the rules of some names; one that no rule has is an error.
func (b Boilerplate) Only(names []string) (Boilerplate, error) {
	var only Boilerplate
	for _, n := range names {
		if !slices.Contains(b.Names(), n) {
			return only, fmt.Errorf("unknown boilerplate %q (have %s)", n, strings.Join(b.Names(), ", "))
		}
	}
	for _, r := range b.rules {
		if slices.Contains(names, r.name) {
			only.rules = append(only.rules, r)
		}
	}
	return only, nil
}

// Drop returns a body without boilerplate. A line end stands for what was
// dropped inside a paragraph, so that no match crosses it.
func (b Boilerplate) Drop(body string) string {
	if len(b.rules) == 0 || body == "" {
		return body
	}
	lines := strings.Split(body, "\n")
	first := slices.IndexFunc(lines, hasText)
	if first < 0 {
		return body
	}
	for _, r := range b.rules {
		last := len(lines) - 1
		for last > 0 && !hasText(lines[last]) {
			last--
		}
		switch r.where {
		case "first":
			lines[first] = r.drop(lines[first])
		case "last":
			lines[last] = r.drop(lines[last])
		default:
			for i := range lines {
				lines[i] = r.drop(lines[i])
			}
		}
	}
	return strings.Join(lines, "\n")
}

func hasText(line string) bool { return strings.TrimSpace(line) != "" }

// drop drops what the pattern matches of a line, the space around it aside.
func (r *boilerplateRule) drop(line string) string {
	text := strings.TrimSpace(line)
	if text == "" {
		return line
	}
	n := 1
	if r.where == "any" {
		n = -1
	}
	kept := []byte(line[:strings.Index(line, text)])
	done := 0
	for _, m := range r.pattern.FindAllStringIndex(text, n) {
		kept = append(kept, text[done:m[0]]...)
		if done = m[1]; m[0] > 0 && done < len(text) && m[0] < done {
			kept = append(kept, '\n')
		}
	}
	return string(append(kept, text[done:]...))
}
