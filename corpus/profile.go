package corpus

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Profile describes how a corpus is written, so that it need be said once.
// The zero value judges everything by what is there. A profile is not changed
// by decoding: many files may be decoded with it at once.
type Profile struct {
	// Format of all files; "" judges each by its first bytes and its name.
	Format Format

	// Encoding of all files; "" judges each by its first bytes.
	// DecodeOptions.Encoding goes before it.
	Encoding Encoding

	// Map says which columns (keys of JSON and of front matter) a field is read
	// from. Of several the first that has a value goes into a field of one
	// value; a field of many takes all. A field that is not here is read from
	// columns of the usual names; with no column (an empty list), from none.
	// [KeepColumn] lists columns that are kept under their own names although
	// they have a usual name, as are all that go nowhere else, each as a
	// Document.Fields of that code. The tagged format has no columns.
	Map map[string][]string

	// Constants are values of fields for documents that have none of their own:
	// {"paper": "PLA"}.
	Constants map[string]string

	// Separators are the characters that each end a value where a field of many
	// values is given as one text; "" keeps it whole. The default is "/;；|",
	// for author and keyword also "、". The tagged format has its own.
	Separators map[string]string

	// DatePath says where in the path of a plain text its fields stand:
	// {year}/{month}/{day}/{page}-{title}. It is matched against the end of the
	// path, without the ending of the name. {date} is a date of any precision,
	// {year}, {month} and {day} are parts of one; all other names are fields of
	// the document; * is anything without a slash. "" tries the usual ways.
	DatePath string

	datePath *regexp.Regexp // compiled by ParseProfile: a corpus may have a file for each article
}

// KeepColumn is the name in [Profile.Map] for columns to keep as they are.
const KeepColumn = "keep"

// A target is a field of a document that other formats can fill.
type target struct {
	name string
	one  func(d *Document) *string   // of a field of one value
	many func(d *Document) *[]string // of one of many
	text bool                        // it is counted text
}

// The numbers of some targets.
const (
	targetDate = iota
	targetTitle
	targetBody
	numNamedTargets
)

var targets = []target{
	targetDate:  {name: "date", one: func(d *Document) *string { return &d.DateText }},
	targetTitle: {name: "title", one: func(d *Document) *string { return &d.Title }, text: true},
	targetBody:  {name: "body", one: func(d *Document) *string { return &d.Body }, text: true},
	{name: "kicker", one: func(d *Document) *string { return &d.Kicker }, text: true},
	{name: "subtitle", one: func(d *Document) *string { return &d.Subtitle }, text: true},
	{name: "paper", one: func(d *Document) *string { return &d.Paper }},
	{name: "issue", one: func(d *Document) *string { return &d.Issue }},
	{name: "page", one: func(d *Document) *string { return &d.Page }},
	{name: "item", one: func(d *Document) *string { return &d.Item }},
	{name: "section", one: func(d *Document) *string { return &d.Section }},
	{name: "author", many: func(d *Document) *[]string { return &d.Authors }},
	{name: "class", many: func(d *Document) *[]string { return &d.Classes }},
	{name: "column", many: func(d *Document) *[]string { return &d.Columns }},
	{name: "keyword", many: func(d *Document) *[]string { return &d.Keywords }},
	{name: "genre", many: func(d *Document) *[]string { return &d.Genres }},
}

// targetOf returns the number of the field, -1 where it is none.
func targetOf(name string) int {
	return slices.IndexFunc(targets, func(t target) bool { return t.name == name })
}

// targetNames lists the fields, for messages; some says which of them.
func targetNames(some func(t target) bool) string {
	var names []string
	for _, t := range targets {
		if some(t) {
			names = append(names, t.name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func anyTarget(target) bool    { return true }
func manyTarget(t target) bool { return t.many != nil }

// ParseMap reads columns of fields as the command line has them:
// date=pubtime,body=content. A field may be given several times.
func ParseMap(s string) (map[string][]string, error) {
	m := make(map[string][]string)
	for part := range strings.SplitSeq(s, ",") {
		field, column, ok := strings.Cut(part, "=")
		field, column = strings.TrimSpace(field), strings.TrimSpace(column)
		if !ok {
			return nil, fmt.Errorf("%q: want field=column", part)
		}
		if err := checkMapped(field); err != nil {
			return nil, err
		}
		columns := m[field]
		if column != "" {
			columns = append(columns, column)
		}
		m[field] = columns
	}
	return m, nil
}

func checkMapped(field string) error {
	if field != KeepColumn && targetOf(field) < 0 {
		return fmt.Errorf("unknown field %q (have %s, and %s for columns to keep as they are)", field, targetNames(anyTarget), KeepColumn)
	}
	return nil
}

func checkConstant(field, value string) error {
	switch {
	case targetOf(field) < 0:
		return fmt.Errorf("unknown field %q (have %s)", field, targetNames(anyTarget))
	case field == targets[targetDate].name:
		if _, ok := ReadDate(value); !ok {
			return fmt.Errorf("constant date %q is not a date", value)
		}
	}
	return nil
}

func checkSeparators(field string) error {
	if i := targetOf(field); i < 0 || targets[i].many == nil {
		return fmt.Errorf("field %q does not have many values (those that do are %s)", field, targetNames(manyTarget))
	}
	return nil
}

// Check tells whether decoding can use the profile; [ParseProfile] has done it.
func (p *Profile) Check() error {
	if p == nil {
		return nil
	}
	if _, err := ParseFormat(string(p.Format)); err != nil {
		return err
	}
	if p.Format == Tagged && len(p.Map) > 0 {
		return fmt.Errorf("the tagged format has no columns to map")
	}
	if _, err := compileDatePath(p.DatePath); err != nil {
		return err
	}
	for _, field := range slices.Sorted(maps.Keys(p.Map)) {
		if err := checkMapped(field); err != nil {
			return err
		}
	}
	for _, field := range slices.Sorted(maps.Keys(p.Constants)) {
		if err := checkConstant(field, p.Constants[field]); err != nil {
			return err
		}
	}
	for _, field := range slices.Sorted(maps.Keys(p.Separators)) {
		if err := checkSeparators(field); err != nil {
			return err
		}
	}
	return nil
}

// setConstants gives the document the values that it does not have.
func (p *Profile) setConstants(d *Document) {
	for i := range targets {
		v, ok := p.Constants[targets[i].name]
		switch t := &targets[i]; {
		case !ok || v == "":
		case t.many != nil:
			if to := t.many(d); len(*to) == 0 {
				*to = appendValues(nil, v, p.separators(t.name))
			}
		case *t.one(d) == "":
			*t.one(d) = v
			if i == targetDate {
				d.Date, _ = ReadDate(v)
			}
		}
	}
}

// separators returns the characters that end a value of the field.
func (p *Profile) separators(field string) string {
	if p != nil {
		if s, ok := p.Separators[field]; ok {
			return s
		}
	}
	if field == "author" || field == "keyword" {
		return "/;；|、"
	}
	return "/;；|"
}

// appendValues splits a text at separators and appends what list lacks.
func appendValues(list []string, text, separators string) []string {
	for text != "" {
		n, size := len(text), 0
		if i := strings.IndexAny(text, separators); i >= 0 {
			n = i
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		list = appendNew(list, trim(text[:n]))
		text = text[n+size:]
	}
	return list
}

// appendNew appends a value that the list lacks. Only hostile records have
// lists so long that looking would cost the square; there repeats stay.
func appendNew(list []string, v string) []string {
	const long = 200
	if v == "" || len(list) < long && slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}
