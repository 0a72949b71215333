package corpus

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// plainText reads a file that is one document. What its front matter says goes
// before what its path says.
type plainText struct {
	rows *rowDecoder
	info pathInfo
}

// cells reads the text. The first line is the title, be it a heading of
// Markdown or not; where the name of the file has a title, only a line that
// has it too, or a heading, is.
func (p *plainText) cells(text []byte, line int) ([]cell, rowResult) {
	front, rest := frontMatter(text)
	cells, err := frontCells(front)
	if err != nil {
		p.rows.problem(line, BadRecord, "front matter: %v; read as text", err)
		rest = text
	}
	said := make(map[int]bool) // fields by the front matter
	for i := range cells {
		if !cells[i].empty() {
			said[p.rows.mapping.slot(cells[i].name).target] = true
		}
	}
	for _, c := range p.info.fields {
		if !said[targetOf(c.name)] {
			cells = append(cells, c)
		}
	}
	if p.info.text != "" && !said[targetDate] {
		cells = append(cells, cell{name: "date", text: p.info.text})
	}
	title, body := "", trimLines(string(rest))
	if !said[targetTitle] {
		title, body = p.title(body)
		cells = append(cells, cell{name: "title", text: title})
	}
	return append(cells, cell{name: "body", text: body}), rowResult{}
}

// title cuts the title off the text.
func (p *plainText) title(text string) (title, body string) {
	first, rest, more := strings.Cut(text, "\n")
	heading := strings.TrimLeft(first, "#")
	isHeading := len(heading) < len(first) && len(first)-len(heading) <= 6 && (heading == "" || heading[0] == ' ' || heading[0] == '\t')
	if isHeading {
		return trim(heading), trimLines(rest)
	}
	named := p.info.title
	if named != "" && !strings.Contains(squeezed(first), squeezed(named)) {
		return named, text
	}
	if !more && named == "" {
		return "", text // a single line is the text itself
	}
	return trim(first), trimLines(rest)
}

// squeezed is s without what file names have to leave out or to change.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t　_-:：/\\?？*\"“”<>《》|", r) {
			return -1
		}
		return r
	}, s)
}

// trimLines takes blank lines off both ends of a text; the first paragraph
// keeps the spaces that it begins with.
func trimLines(s string) string {
	s = strings.TrimRight(s, " \t\n　")
	for {
		line, rest, more := strings.Cut(s, "\n")
		if !more || trim(line) != "" {
			return s
		}
		s = rest
	}
}

// frontMatter cuts off YAML between lines of ---, nil where there is none.
func frontMatter(text []byte) (front, rest []byte) {
	body := bytes.TrimLeft(text, "\n")
	if !bytes.HasPrefix(body, []byte("---\n")) {
		return nil, text
	}
	at := len("---\n")
	for at < len(body) {
		line, _, _ := bytes.Cut(body[at:], []byte{'\n'})
		next := min(len(body), at+len(line)+1)
		switch string(bytes.TrimRight(line, " \t")) {
		case "---", "...":
			return body[len("---\n"):at], body[next:]
		}
		at = next
	}
	return nil, text
}

// maxFrontMatter is how much YAML is read in bytes.
const maxFrontMatter = 64 << 10

// frontCells reads front matter.
func frontCells(front []byte) ([]cell, error) {
	if len(front) > maxFrontMatter {
		return nil, fmt.Errorf("more than %d bytes", maxFrontMatter)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(front, &root); err != nil || len(root.Content) == 0 {
		return nil, bareYAML(err)
	}
	m := root.Content[0]
	if m.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("no names and values")
	}
	var cells []cell
	for i := 0; i+1 < len(m.Content); i += 2 {
		c := cell{name: m.Content[i].Value}
		switch v := m.Content[i+1]; v.Kind {
		case yaml.ScalarNode:
			c.text = scalar(v)
		case yaml.SequenceNode:
			for _, item := range v.Content {
				if s := scalar(item); s != "" {
					c.list = append(c.list, s)
				}
			}
		default:
			c.text, c.nested = compactYAML(v), true
		}
		cells = append(cells, c)
	}
	return cells, nil
}

// scalar is the value as it is written, "" for null.
func scalar(n *yaml.Node) string {
	switch {
	case n.Kind != yaml.ScalarNode:
		return compactYAML(n)
	case n.Tag == "!!null":
		return ""
	}
	return n.Value
}

// compactYAML writes a nested value on one line. Aliases are not followed: a
// few of them can stand for any amount of text.
func compactYAML(n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		return n.Value
	case yaml.AliasNode:
		return "*" + n.Value
	}
	var parts []string
	for i := 0; i < len(n.Content); i++ {
		part := compactYAML(n.Content[i])
		if n.Kind == yaml.MappingNode && i+1 < len(n.Content) {
			i++
			part += ": " + compactYAML(n.Content[i])
		}
		parts = append(parts, part)
	}
	if n.Kind == yaml.SequenceNode {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
