package analysis

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// An InfoRow is one thing that a corpus holds.
type InfoRow struct {
	Item      string         `col:"item"`
	Value     string         `col:"value"`
	Documents Maybe[int]     `col:"documents"` // documents with the value
	Share     Maybe[float64] `col:"document_share"`
}

// Info describes a selection: its size, its dates, and for each field the
// number of its values and the most frequent ones, as many as top.
func Info(s *Selection, top int) ([]InfoRow, error) {
	words, characters := s.Size(s.Docs)
	id := s.Corpus.Identity()
	rows := []InfoRow{
		{Item: "documents", Value: strconv.Itoa(len(s.Docs)), Documents: Just(len(s.Docs))},
		{Item: "words", Value: strconv.Itoa(words)},
		{Item: "characters", Value: strconv.Itoa(characters)},
		{Item: "first date", Value: s.span.First.String()},
		{Item: "last date", Value: s.span.Last.String()},
		{Item: "corpus", Value: id.Content.String()},
		{Item: "segmentation", Value: id.Segmentation},
	}
	for _, f := range s.Corpus.Fields() {
		if slices.Contains([]string{"id", "item", "issue", "date", "day", "week", "kicker", "title", "subtitle", "words", "characters"}, f.Name) {
			continue
		}
		more, err := fieldInfo(s, f.Name, top)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// fieldInfo returns a row with the number of values of a field, and one for
// each of its most frequent values.
func fieldInfo(s *Selection, field string, top int) ([]InfoRow, error) {
	g, err := GroupBy(s, []string{field}, 0)
	if err != nil {
		return nil, err
	}
	groups := slices.Clone(g.Groups)
	without := 0
	groups = slices.DeleteFunc(groups, func(g Group) bool {
		if g.Values[0] == None {
			without = len(g.Docs)
			return true
		}
		return false
	})
	if len(groups) == 0 {
		return nil, nil
	}
	if !ordered(g.Fields[0]) || len(groups) > top {
		slices.SortStableFunc(groups, func(a, b Group) int {
			return cmp.Or(cmp.Compare(len(b.Docs), len(a.Docs)), strings.Compare(a.Values[0], b.Values[0]))
		})
	}
	with := len(s.Docs) - without
	rows := []InfoRow{{
		Item: field, Value: plural(len(groups), "value"),
		Documents: Just(with), Share: share(with, len(s.Docs)),
	}}
	for _, g := range groups[:min(top, len(groups))] {
		rows = append(rows, InfoRow{Item: field, Value: g.Values[0], Documents: Just(len(g.Docs)), Share: share(len(g.Docs), len(s.Docs))})
	}
	return rows, nil
}
