package store

import (
	"fmt"
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
	starts []uint32 // document → its first place in ids; nil where none has several values
	ids    []uint32 // indexes of Values; without starts one a document, or noValue

	whole struct {
		once   once
		counts []int // by value, of all documents
	}
}

// Of returns the values of a document as indexes of Values, without
// repetition, in the order of the record; none where it has no value.
func (c *Column) Of(doc int) []uint32 {
	if c.starts != nil {
		return c.ids[c.starts[doc]:c.starts[doc+1]]
	}
	if c.ids[doc] == noValue {
		return nil
	}
	return c.ids[doc : doc+1]
}

// Counts returns for each of Values how many of docs have it; docs ascend. It
// must not be changed.
func (c *Column) Counts(docs []int) []int {
	if c.starts == nil && len(docs) == len(c.ids) { // all of them
		c.whole.once.do(func() { c.whole.counts = c.countAll() })
		return c.whole.counts
	}
	counts := make([]int, len(c.Values))
	for _, doc := range docs {
		for _, id := range c.Of(doc) {
			counts[id]++
		}
	}
	return counts
}

// countAll is Counts of all documents. It has two counters for each value: one
// would wait for its own last sum. Those without a value are counted before the
// first.
func (c *Column) countAll() []int {
	even, odd := make([]int, len(c.Values)+1), make([]int, len(c.Values)+1)
	ids := c.ids
	for ; len(ids) >= 2; ids = ids[2:] {
		even[ids[0]+1]++
		odd[ids[1]+1]++
	}
	if len(ids) > 0 {
		even[ids[0]+1]++
	}
	for i, n := range odd {
		even[i] += n
	}
	return even[1:]
}

// Any tells for every document whether one of its values is among those for
// which of holds; missing is said of one without a value.
func (c *Column) Any(of []bool, missing bool) []bool {
	if c.starts == nil {
		holds := make([]bool, len(c.ids))
		for doc, id := range c.ids {
			if id == noValue {
				holds[doc] = missing
			} else {
				holds[doc] = of[id]
			}
		}
		return holds
	}
	holds := make([]bool, len(c.starts)-1)
	for doc, from := range c.starts[:len(holds)] {
		ids := c.ids[from:c.starts[doc+1]]
		holds[doc] = len(ids) == 0 && missing
		for _, id := range ids {
			holds[doc] = holds[doc] || of[id]
		}
	}
	return holds
}

// fits tells whether a column that was read from a file leads to values only:
// callers use them as indexes.
func (c *Column) fits(documents int) bool {
	for _, id := range c.ids {
		if int(id) >= len(c.Values) && (id != noValue || c.starts != nil) {
			return false
		}
	}
	return c.starts == nil || len(c.starts) == documents+1 && slices.IsSorted(c.starts) && int(c.starts[documents]) == len(c.ids)
}

// columns are made when they are first asked for.
type columns struct {
	mu   sync.Mutex
	made map[string]*Column
}

// otherFields are derived from the page, the texts and the place of a document.
var otherFields = []corpus.FieldInfo{
	{Name: "date"}, {Name: "front"}, {Name: "part"}, {Name: "id"}, {Name: "kicker"}, {Name: "title"}, {Name: "subtitle"},
	{Name: "words", Number: true}, {Name: "characters", Number: true},
}

// ownPrefix stands before the name of a field of the records that is also the
// name of one of ours: a column "source" of a CSV file is record_source.
const ownPrefix = "record_"

// codes returns the codes of fields that have values but no name, sorted.
func (c *Corpus) codes() []string {
	kept := []map[string]*rawColumn{c.catalog.columns}
	if c.catalog.columns == nil {
		for _, s := range c.segments {
			kept = append(kept, s.columns)
		}
	}
	var codes []string
	for _, columns := range kept {
		for name, col := range columns {
			if code, ok := strings.CutPrefix(name, "="); ok && col.values.len() > 0 {
				codes = append(codes, code)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Fields describes the fields of the corpus, in the order in which people list
// them: stored ones, date fields, what is derived, and codes without a name.
func (c *Corpus) Fields() []corpus.FieldInfo {
	fields := slices.Clone(corpus.StoredFields)
	for _, name := range corpus.DateFields {
		fields = append(fields, corpus.FieldInfo{Name: name})
	}
	fields = append(fields, otherFields...)
	for _, code := range c.codes() {
		name := code
		if slices.ContainsFunc(fields, func(f corpus.FieldInfo) bool { return f.Name == name }) {
			name = ownPrefix + code
		}
		fields = append(fields, corpus.FieldInfo{Name: name, Code: code, Many: true})
	}
	return fields
}

// Field describes the field of a name. The error of a field that the corpus
// does not have names those that it has.
func (c *Corpus) Field(name string) (corpus.FieldInfo, error) {
	fields := c.Fields()
	if i := slices.IndexFunc(fields, func(f corpus.FieldInfo) bool { return f.Name == name }); i >= 0 {
		return fields[i], nil
	}
	return corpus.FieldInfo{}, unknownField(name, fields)
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

// Column returns the column of a field. The error of a field that the corpus
// does not have names those that it has.
func (c *Corpus) Column(name string) (*Column, error) {
	c.columns.mu.Lock()
	defer c.columns.mu.Unlock()
	if col := c.columns.made[name]; col != nil {
		return col, nil
	}
	info, err := c.Field(name)
	if err != nil {
		return nil, err
	}
	if c.columns.made == nil {
		c.columns.made = make(map[string]*Column)
	}
	col := c.makeColumn(info)
	c.columns.made[name] = col
	return col, nil
}

// Stored returns the column of a field that every corpus has
// ([corpus.StoredFields]); it panics for any other.
func (c *Corpus) Stored(name string) *Column {
	col, err := c.Column(name)
	if err != nil {
		panic(err)
	}
	return col
}

func (c *Corpus) makeColumn(info corpus.FieldInfo) *Column {
	recoded := slices.Contains(c.recoding.Fields(), info.Name)
	switch {
	case recoded || c.parts != nil && info.Name == "part":
	case slices.Contains(corpus.DateFields, info.Name) || info.Name == "date":
		return c.dateColumn(info)
	case c.parts == nil:
		if raw := c.keptColumn(info); raw != nil {
			col := &Column{Info: info, Values: raw.values.list(), ids: raw.ids.all()}
			if raw.starts.len() > 0 {
				col.starts = raw.starts.all()
			}
			if c.catalog.file != nil {
				check(col.fits(c.Len()), c.catalog.file.name, "the values of %s do not fit", info.Name)
			}
			return col
		}
	}
	return c.columnOf(info, c.recoded(info.Name))
}

// keptColumn returns a column as the catalog keeps it, or makes it of those of
// the segments; nil where it is of no stored field.
func (c *Corpus) keptColumn(info corpus.FieldInfo) *rawColumn {
	name := columnName(info)
	if col := c.catalog.columns[name]; col != nil {
		return col
	}
	return c.mergeColumn(c.segments, name, valueOrder(info))
}

// columnName is the name of a field's column in segments and catalog.
func columnName(info corpus.FieldInfo) string {
	if info.Code != "" && info.Name == info.Code || strings.HasPrefix(info.Name, ownPrefix) {
		return "=" + info.Code
	}
	return info.Name
}

func valueOrder(info corpus.FieldInfo) func(a, b string) int {
	if info.Number {
		return corpus.CompareNumbers
	}
	return strings.Compare
}

// columnOf returns the column of what values says of each document.
func (c *Corpus) columnOf(info corpus.FieldInfo, values func(doc int) []string) *Column {
	number := make(map[string]uint32)
	col := &Column{Info: info, starts: make([]uint32, 0, c.Len()+1)}
	for doc := range c.Len() {
		col.starts = append(col.starts, uint32(len(col.ids)))
		for _, v := range values(doc) {
			id, ok := number[v]
			if !ok {
				id = uint32(len(col.Values))
				number[v] = id
				col.Values = append(col.Values, v)
			}
			if !slices.Contains(col.ids[col.starts[doc]:], id) {
				col.ids = append(col.ids, id)
			}
		}
	}
	col.starts = append(col.starts, uint32(len(col.ids)))
	renumber := sortValues(col.Values, valueOrder(info))
	for i, id := range col.ids {
		col.ids[i] = renumber[id]
	}
	return col
}

// dateColumn is columnOf for what a date gives: documents stand in the order of
// their dates, so neighbours mostly have the same value.
func (c *Corpus) dateColumn(info corpus.FieldInfo) *Column {
	number := make(map[string]uint32)
	col := &Column{Info: info, ids: make([]uint32, c.Len())}
	var last corpus.Date
	id := noValue
	for doc := range c.Len() {
		if d := c.Date(doc); doc == 0 || d != last {
			last, id = d, noValue
			value := d.String()
			if info.Name != "date" {
				value = corpus.DateValue(info.Name, d)
			}
			if value != "" {
				known := false
				if id, known = number[value]; !known {
					id = uint32(len(col.Values))
					number[value] = id
					col.Values = append(col.Values, value)
				}
			}
		}
		col.ids[doc] = id
	}
	renumber := sortValues(col.Values, valueOrder(info))
	for i, id := range col.ids {
		if id != noValue {
			col.ids[i] = renumber[id]
		}
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
	return func(doc int) []string { return c.recoding.Values(field, values(doc), c.Date(doc)) }
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
	text := func(z corpus.Zone) func(int) []string {
		return single(func(doc int) string { return c.Text(doc, z) })
	}
	switch {
	case field == "id":
		return single(c.ID)
	case field == "kind":
		return single(c.Kind)
	case field == "date":
		return single(func(doc int) string { return c.Date(doc).String() })
	case field == "part":
		return single(c.heading)
	case field == "front":
		return single(func(doc int) string { return strconv.FormatBool(c.Front(doc)) })
	case field == "words":
		return single(func(doc int) string { return strconv.Itoa(c.Words(doc, corpus.AllZones)) })
	case field == "characters":
		return single(func(doc int) string { return strconv.Itoa(c.Characters(doc, corpus.AllZones)) })
	case field == "kicker":
		return text(corpus.Kicker)
	case field == "title":
		return text(corpus.Title)
	case field == "subtitle":
		return text(corpus.Subtitle)
	case slices.Contains(corpus.DateFields, field):
		return single(func(doc int) string { return corpus.DateValue(field, c.Date(doc)) })
	}
	name := field
	if code, ok := strings.CutPrefix(field, ownPrefix); ok && slices.Contains(c.codes(), code) {
		name = "=" + code
	} else if !slices.ContainsFunc(corpus.StoredFields, func(f corpus.FieldInfo) bool { return f.Name == field }) {
		name = "=" + field
	}
	return func(doc int) []string { return c.rawValues(doc, name) }
}

// rawValues returns the values of a kept column of a document.
func (c *Corpus) rawValues(doc int, name string) []string {
	s, local := c.at(doc)
	col := s.columns[name]
	if col == nil {
		return nil
	}
	var values []string
	for _, id := range col.of(local) {
		values = append(values, col.values.at(int(id)))
	}
	return values
}

func (c *Corpus) heading(doc int) string {
	if c.parts == nil {
		return ""
	}
	return c.parts.heading[doc]
}

// Front tells whether a document stands on page 1.
func (c *Corpus) Front(doc int) bool {
	s, local := c.at(doc)
	d := corpus.Document{Page: s.columns["page"].first(local)}
	return d.Front()
}
