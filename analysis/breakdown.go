package analysis

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"tifa/corpus"
)

// Names of the groups of a breakdown that are no value of a field.
const (
	All   = "(all)"   // every document once
	Other = "(other)" // the documents of all groups that Top cut, each once
)

// BreakdownOptions say how documents are dealt out.
type BreakdownOptions struct {
	By    []string // one field, or two that are crossed
	Depth int      // see GroupBy
	Top   int      // as many groups, those with most documents; 0 is all
	Match Match
}

// A BreakdownRow is a group and, where terms are asked for, a term in it.
type BreakdownRow struct {
	Group           string         `col:"group"`
	Group2          string         `col:"group2"`
	DocumentsTotal  int            `col:"documents_total"`
	DocumentsShare  Maybe[float64] `col:"documents_share"` // of the selection
	WordsTotal      int            `col:"words_total"`
	WordsShare      Maybe[float64] `col:"words_share"` // of the selection
	CharactersTotal int            `col:"characters_total"`
	Term            string         `col:"term"`
	Count           int            `col:"count"`
	TwoCounts
	CountShare      Maybe[float64] `col:"count_share"` // of the term's uses in the selection
	PerMillionWords Maybe[float64] `col:"per_million_words"`
	Documents       int            `col:"documents"`
	DocumentShare   Maybe[float64] `col:"document_share"` // of the group's documents
}

// Breakdown returns the groups of a selection, those of a field that is
// ordered (dates, numbers, classes) and of two fields in the order of values,
// else those with most documents first; then (none), (other) and (all). Each group has a row a term, or one
// row if there are no terms.
func Breakdown(s *Selection, terms []Term, opt BreakdownOptions) (iter.Seq2[BreakdownRow, error], error) {
	if n := len(opt.By); n < 1 || n > 2 {
		return nil, errors.New("sections takes one --by or two")
	}
	g, err := GroupBy(s, opt.By, opt.Depth)
	if err != nil {
		return nil, err
	}
	if g.overlaps(len(s.Docs)) {
		s.Notes = append(s.Notes, "a document with several values is in several groups: their shares add up to more than 1")
	}
	groups := g.arranged(opt.Top, s.Docs)
	hits := CountTerms(s, terms, opt.Match)
	noteUses(s, terms, sumEach(hits), opt.Match)
	return func(yield func(BreakdownRow, error) bool) {
		all := s.words()
		for _, group := range groups {
			row := s.breakdownRow(group, all)
			if len(terms) == 0 && !yield(row, nil) {
				return
			}
			for i, term := range terms {
				row.Term = term.Label
				row.count(s, group, hits[i], opt.Match)
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// arranged returns the groups in the order of a breakdown's rows.
func (g *Grouping) arranged(top int, all []int) []Group {
	groups, other := g.top(top)
	groups = slices.Clone(groups)
	if len(g.Fields) == 1 && !ordered(g.Fields[0]) {
		slices.SortStableFunc(groups, func(a, b Group) int {
			if an, bn := a.Values[0] == None, b.Values[0] == None; an != bn {
				if an {
					return 1
				}
				return -1
			}
			return cmp.Compare(len(b.Docs), len(a.Docs))
		})
	}
	if other != nil {
		groups = append(groups, g.special(Other, other))
	}
	return append(groups, g.special(All, all))
}

// special returns a group that is no value of a field.
func (g *Grouping) special(name string, docs []int) Group {
	values := make([]string, len(g.Fields))
	for i := range values {
		values[i] = name
	}
	return Group{Values: values, Docs: docs}
}

// ordered tells whether the values of a field have an order of their own.
func ordered(f corpus.FieldInfo) bool {
	return f.Number || f.Name == "class" || slices.Contains(corpus.DateFields, f.Name)
}

func (s *Selection) breakdownRow(g Group, all int) BreakdownRow {
	row := BreakdownRow{Group: g.Values[0], DocumentsTotal: len(g.Docs)}
	row.WordsTotal, row.CharactersTotal = s.Size(g.Docs)
	if len(g.Values) > 1 {
		row.Group2 = g.Values[1]
	}
	row.DocumentsShare = share(row.DocumentsTotal, len(s.Docs))
	row.WordsShare = share(row.WordsTotal, all)
	return row
}

// count fills what a term has in a group; hits are those of the selection.
func (row *BreakdownRow) count(s *Selection, g Group, hits []Hits, m Match) {
	row.Documents = 0
	var here Hits
	total := 0
	for i := range hits {
		n := hits[i].Count(m)
		total += n
		if _, in := slices.BinarySearch(g.Docs, hits[i].Doc); !in {
			continue
		}
		here.add(&hits[i])
		if n > 0 {
			row.Documents++
		}
	}
	row.Count, row.TwoCounts = here.Count(m), here.twoCounts()
	row.CountShare = share(row.Count, total)
	row.PerMillionWords = perMillion(row.Count, row.WordsTotal)
	row.DocumentShare = share(row.Documents, row.DocumentsTotal)
}
