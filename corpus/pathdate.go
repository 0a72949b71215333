package corpus

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// A pathInfo is what the path of a plain text says of it.
type pathInfo struct {
	fields []cell // in the order of the path
	date   Date
	text   string // the date as the path has it
	title  string // what stands in the name behind the date
}

// compileDatePath makes an expression of [Profile.DatePath]; nil of "".
func compileDatePath(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	shape := `(?:^|/)`
	seen := make(map[string]bool)
	for rest := strings.TrimPrefix(pattern, "/"); rest != ""; {
		if rest[0] == '*' {
			shape, rest = shape+`[^/]*?`, rest[1:]
			continue
		}
		n := strings.IndexAny(rest, "{*")
		if n != 0 {
			if n < 0 {
				n = len(rest)
			}
			shape, rest = shape+regexp.QuoteMeta(rest[:n]), rest[n:]
			continue
		}
		name, behind, ok := strings.Cut(rest[1:], "}")
		if !ok {
			return nil, fmt.Errorf("date path %q: { without }", pattern)
		}
		part, err := pathPart(name)
		switch {
		case err != nil:
			return nil, fmt.Errorf("date path %q: %w", pattern, err)
		case seen[name]:
			return nil, fmt.Errorf("date path %q: {%s} stands twice", pattern, name)
		}
		seen[name] = true
		shape, rest = shape+`(?P<`+name+`>`+part+`)`, behind
	}
	return regexp.Compile(shape + `$`)
}

// pathPart is the expression of what may stand for a name in a date path.
func pathPart(name string) (string, error) {
	switch i := targetOf(name); {
	case name == "year":
		return `\d{4}`, nil
	case name == "month", name == "day":
		return `\d{1,2}`, nil
	case name == "date":
		return `\d{4}(?:[-._年]?\d{1,2}(?:[-._月]?\d{1,2}日?|月)?|年)?`, nil
	case name == "page", name == "item", name == "issue":
		return `\d+`, nil
	case i >= 0 && i != targetBody:
		return `[^/]+?`, nil
	}
	return "", fmt.Errorf("unknown name {%s} (have year, month, day, %s)", name, targetNames(func(t target) bool { return t.name != "body" }))
}

// readDatePath reads the path as the pattern says. ok is false where it does
// not match, or names no day, month or year that there is.
func readDatePath(pattern *regexp.Regexp, name string) (info pathInfo, ok bool) {
	m := pattern.FindStringSubmatch(stem(name))
	if m == nil {
		return info, false
	}
	var year, month, day string
	for i, group := range pattern.SubexpNames() {
		switch v := m[i]; group {
		case "":
		case "year":
			year = v
		case "month":
			month = v
		case "day":
			day = v
		case "date":
			info.text = v
			info.date, ok = ReadDate(strings.ReplaceAll(v, "_", "-"))
		case "title":
			info.title = v
		default:
			info.fields = append(info.fields, cell{name: group, text: v})
		}
	}
	if info.text == "" && year != "" {
		info.text = strings.TrimRight(year+"-"+month+"-"+day, "-")
		info.date, ok = parts(year, month, day)
	}
	return info, ok
}

// How a path holds a date, from the beginning of one of its parts on: as
// 200506280501 (date, page and item, the names of the newspaper database), with
// the day in one part or in several, and with a month or a year only.
var (
	packedPath = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(\d{2,3})(\d{2})$`)
	dayPath    = regexp.MustCompile(`^(\d{4})(?:(\d{2})/?(\d{2})|[-._/年]{1,2}(\d{1,2})[-._/月]{1,2}(\d{1,2})日?|/(\d{2})(\d{2}))(|\D.*)$`)
	monthPath  = regexp.MustCompile(`^((?:1[89]|20)\d{2})(?:(\d{2})|[-._/年]{1,2}(\d{1,2})月?)(|\D.*)$`)
	yearPath   = regexp.MustCompile(`^((?:1[89]|20)\d{2})(|[-._/ 年].*)$`)

	// placePath is the page, perhaps the item, and a title behind a date.
	placePath = regexp.MustCompile(`^[-._/ ]{0,2}第?(\d{1,3})版?(?:[-._/ ](\d{1,4}))?(?:$|[-._/ ](.*)$)`)
)

// readUsualPath reads a path by the usual ways to name files after days. A
// month or a year alone counts only in the part of the path that the user did
// not name: folders of years are everywhere.
func readUsualPath(source, inside string) (info pathInfo, ok bool) {
	all := strings.Split(stem(joinPath(source, inside)), "/")
	last := len(all) - 1
	if m := packedPath.FindStringSubmatch(all[last]); m != nil {
		if info.date, ok = parts(m[1], m[2], m[3]); ok {
			info.text = m[1] + m[2] + m[3]
			info.fields = []cell{{name: "page", text: m[4]}, {name: "item", text: m[5]}}
			return info, true
		}
	}
	own := max(0, last-strings.Count(inside, "/"))
	for _, shape := range []*regexp.Regexp{dayPath, monthPath, yearPath} {
		for i := last; i >= 0 && (shape == dayPath || i >= own); i-- {
			m := shape.FindStringSubmatch(strings.Join(all[i:], "/"))
			if m == nil {
				continue
			}
			var numbers []string
			for _, v := range m[1 : len(m)-1] {
				if v != "" {
					numbers = append(numbers, v)
				}
			}
			info.text = strings.Join(numbers, "-")
			numbers = append(numbers, "", "")
			if info.date, ok = parts(numbers[0], numbers[1], numbers[2]); ok {
				info.place(m[len(m)-1])
				return info, true
			}
		}
	}
	return pathInfo{}, false
}

// place reads what stands in a path behind the date.
func (info *pathInfo) place(rest string) {
	if m := placePath.FindStringSubmatch(rest); m != nil {
		info.fields = append(info.fields, cell{name: "page", text: m[1]})
		if m[2] != "" {
			info.fields = append(info.fields, cell{name: "item", text: m[2]})
		}
		rest = m[3]
	}
	rest = strings.Trim(rest[strings.LastIndexByte(rest, '/')+1:], "-._ 年月日")
	if strings.Trim(rest, "0123456789-._") != "" {
		info.title = rest
	}
}

// stem is the path without the ending of its name, nor that of packed files.
func stem(name string) string {
	name = unpackedName(name)
	if ext := path.Ext(name); len(ext) < 10 && strings.Trim(ext, ".0123456789") != "" {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}
