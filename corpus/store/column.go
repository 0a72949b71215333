package store

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tifa/corpus"
)

// A Column holds the values of a field for every document.
type Column struct {
	Info   corpus.FieldInfo
	Values []string // distinct values, in order
	starts []uint32 // document → its first place in ids
	ids    []uint32 // indexes of Values
}

// Of returns the values of a document as indexes of Values, without
// repetition, in the order of the record; none where it has no value.
func (c *Column) Of(doc int) []uint32 { return c.ids[c.starts[doc]:c.starts[doc+1]] }

// columns are made when they are first asked for.
type columns struct {
	mu    sync.Mutex
	made  map[string]*Column
	codes []string // codes of fields that have no name, sorted
}

// otherFields are derived from the page, the texts and the place of a document.
var otherFields = []corpus.FieldInfo{
	{Name: "date"}, {Name: "front"}, {Name: "part"}, {Name: "id"}, {Name: "kicker"}, {Name: "title"}, {Name: "subtitle"},
	{Name: "words", Number: true}, {Name: "characters", Number: true},
}

// ownPrefix stands before the name of a field of the records that is also the
// name of one of ours: a column "source" of a CSV file is record_source.
const ownPrefix = "record_"

// Fields describes the fields of the corpus, in the order in which people list
// them: stored ones, date fields, what is derived, and codes without a name.
func (c *Corpus) Fields() []corpus.FieldInfo {
	fields := slices.Clone(corpus.StoredFields)
	for _, name := range corpus.DateFields {
		fields = append(fields, corpus.FieldInfo{Name: name})
	}
	fields = append(fields, otherFields...)
	for _, code := range c.columns.codes {
		name := code
		if slices.ContainsFunc(fields, func(f corpus.FieldInfo) bool { return f.Name == name }) {
			name = ownPrefix + code
		}
		fields = append(fields, corpus.FieldInfo{Name: name, Code: code, Many: true})
	}
	return fields
}

// Column returns the column of a field. The error of a field that the corpus
// does not have names those that it has.
func (c *Corpus) Column(name string) (*Column, error) {
	c.columns.mu.Lock()
	defer c.columns.mu.Unlock()
	if col := c.columns.made[name]; col != nil {
		return col, nil
	}
	fields := c.Fields()
	i := slices.IndexFunc(fields, func(f corpus.FieldInfo) bool { return f.Name == name })
	if i < 0 {
		return nil, unknownField(name, fields)
	}
	col := c.makeColumn(fields[i])
	if c.columns.made == nil {
		c.columns.made = make(map[string]*Column)
	}
	c.columns.made[name] = col
	return col, nil
}

func unknownField(name string, fields []corpus.FieldInfo) error {
	var names []string
	for _, f := range fields {
		if f.Code == name {
			return fmt.Errorf("unknown field %q: its name is %s", name, f.Name)
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("unknown field %q (have %s)", name, strings.Join(names, ", "))
}

func (c *Corpus) makeColumn(info corpus.FieldInfo) *Column {
	values := c.recoded(info.Name)
	number := make(map[string]uint32)
	col := &Column{Info: info, starts: make([]uint32, 0, len(c.docs)+1)}
	for doc := range c.docs {
		col.starts = append(col.starts, uint32(len(col.ids)))
		for _, v := range values(doc) {
			id, ok := number[v]
			if !ok {
				id = uint32(len(number))
				number[v] = id
			}
			if !slices.Contains(col.ids[col.starts[doc]:], id) {
				col.ids = append(col.ids, id)
			}
		}
	}
	col.starts = append(col.starts, uint32(len(col.ids)))
	col.Values = slices.Collect(maps.Keys(number))
	order := strings.Compare
	if info.Number {
		order = corpus.CompareNumbers
	}
	slices.SortFunc(col.Values, order)
	renumber := make([]uint32, len(number))
	for i, v := range col.Values {
		renumber[number[v]] = uint32(i)
	}
	for i, id := range col.ids {
		col.ids[i] = renumber[id]
	}
	return col
}

// Values returns the values of a field of a document, recoded.
func (c *Corpus) Values(doc int, field string) []string { return c.recoded(field)(doc) }

// recoded is valuesOf under the names that the recoding gives values.
func (c *Corpus) recoded(field string) func(doc int) []string {
	values := c.valuesOf(field)
	if !slices.Contains(c.recoding.Fields(), field) {
		return values
	}
	return func(doc int) []string { return c.recoding.Values(field, values(doc), c.docs[doc].Date) }
}

// valuesOf returns the function that gives a field's values of a document.
func (c *Corpus) valuesOf(field string) func(doc int) []string {
	single := func(value func(doc int) string) func(int) []string {
		return func(doc int) []string {
			if v := value(doc); v != "" {
				return []string{v}
			}
			return nil
		}
	}
	switch {
	case field == "id":
		return single(c.ID)
	case field == "kind":
		return single(c.Kind)
	case field == "date":
		return single(func(doc int) string { return c.docs[doc].Date.String() })
	case field == "part":
		return single(func(doc int) string { return c.docs[doc].part })
	case field == "front":
		return single(func(doc int) string { return fmt.Sprint(c.docs[doc].Front()) })
	case field == "words":
		return single(func(doc int) string { return strconv.Itoa(c.Words(doc, corpus.AllZones)) })
	case field == "characters":
		return single(func(doc int) string { return strconv.Itoa(c.Characters(doc, corpus.AllZones)) })
	case field == "kicker":
		return single(func(doc int) string { return c.docs[doc].text[corpus.Kicker] })
	case field == "title":
		return single(func(doc int) string { return c.docs[doc].text[corpus.Title] })
	case field == "subtitle":
		return single(func(doc int) string { return c.docs[doc].text[corpus.Subtitle] })
	case slices.Contains(corpus.DateFields, field):
		return single(func(doc int) string { return corpus.DateValue(field, c.docs[doc].Date) })
	}
	if code, ok := strings.CutPrefix(field, ownPrefix); ok && slices.Contains(c.columns.codes, code) {
		return func(doc int) []string { return c.docs[doc].Coded(code) }
	}
	return func(doc int) []string { return c.docs[doc].Values(field) }
}
