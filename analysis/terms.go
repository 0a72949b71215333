package analysis

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"tifa/corpus"
)

// TermsOptions say how the terms of a dictionary are counted.
type TermsOptions struct {
	Match      Match
	By         []string // a group for each value of these fields; none: the whole selection
	Depth      int      // see GroupBy
	Periods    []Period // a group for each period, instead of By
	Categories bool     // count categories instead of terms
	Exclusive  bool     // terms compete: a place is counted once, see countExclusive
}

// A TermsRow is a term or a category in a group.
type TermsRow struct {
	Group       string     `col:"group"`
	Group2      string     `col:"group2"`
	Period      string     `col:"period"`
	PeriodStart corpus.Day `col:"period_start,date"`
	Category    string     `col:"category"`
	Term        string     `col:"term"`
	Count       int        `col:"count"`
	TwoCounts
	PerMillionWords      Maybe[float64] `col:"per_million_words"`
	PerMillionCharacters Maybe[float64] `col:"per_million_characters"`
	Documents            int            `col:"documents"`
	DocumentShare        Maybe[float64] `col:"document_share"`
	DocumentsTotal       int            `col:"documents_total"`
	WordsTotal           int            `col:"words_total"`
	CharactersTotal      int            `col:"characters_total"`
}

// Terms counts the terms of a dictionary in each group, or its categories. A
// term is counted by itself, whatever others stand around or inside it; a
// category counts a place of the text once, of its terms that begin there the
// longest. Every term has a row in every group.
func Terms(s *Selection, d *Dictionary, opt TermsOptions) (iter.Seq2[TermsRow, error], error) {
	entries, err := d.entries(opt.Categories)
	if err != nil {
		return nil, err
	}
	groups, err := termGroups(s, opt.By, opt.Depth, opt.Periods)
	if err != nil {
		return nil, err
	}
	hits, err := d.hits(s, entries, opt)
	if err != nil {
		return nil, err
	}
	places := newGroupPlaces(s, groups)
	cells := make([]termCell, len(groups)*len(entries))
	for e := range entries {
		for i := range hits[e] {
			h := &hits[e][i]
			for _, g := range places.of(h.Doc) {
				cells[int(g)*len(entries)+e].count(h, opt.Match)
			}
		}
	}
	return func(yield func(TermsRow, error) bool) {
		for g, group := range groups {
			row := TermsRow{Group: group.value(0), Group2: group.value(1), Period: group.period.Label, PeriodStart: group.period.Days.First, DocumentsTotal: len(group.Docs)}
			row.WordsTotal, row.CharactersTotal = s.Size(group.Docs)
			for e, entry := range entries {
				row.Category, row.Term = entry.category, entry.term
				row.fill(&cells[g*len(entries)+e], opt.Match)
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// An entry is what rows are made for: a term in a category, a category, or a
// term that is in none.
type entry struct {
	category, term string
	terms          []int // whose matches count
	asked          Term
}

// entries returns the entries of a dictionary in its order; terms that are in
// several categories have a row in each of the innermost ones.
func (d *Dictionary) entries(categories bool) ([]entry, error) {
	var list []entry
	if categories {
		if len(d.Categories) == 0 {
			return nil, errors.New("the terms have no categories (lines of [name] in the file of --terms begin one)")
		}
		for _, c := range d.Categories {
			t, err := d.together(c)
			if err != nil {
				return nil, err
			}
			list = append(list, entry{category: c.Name, terms: c.Terms, asked: t})
		}
		return list, nil
	}
	for place, t := range d.Terms {
		in := d.innermost(place)
		for _, name := range in {
			list = append(list, entry{name, t.Label, []int{place}, t})
		}
		if len(in) == 0 {
			list = append(list, entry{"", t.Label, []int{place}, t})
		}
	}
	return list, nil
}

// innermost returns the categories of a term that hold no other one of its.
func (d *Dictionary) innermost(term int) []string {
	var names []string
	for _, c := range d.Categories {
		inner := func(o Category) bool {
			return len(o.Name) > len(c.Name) && o.Name[:len(c.Name)] == c.Name && o.Name[len(c.Name)] == '/' && slices.Contains(o.Terms, term)
		}
		if slices.Contains(c.Terms, term) && !slices.ContainsFunc(d.Categories, inner) {
			names = append(names, c.Name)
		}
	}
	return names
}

// hits returns the documents of each entry, in order.
func (d *Dictionary) hits(s *Selection, entries []entry, opt TermsOptions) ([][]Hits, error) {
	terms := askedFor(entries)
	if !opt.Exclusive {
		hits := CountTerms(s, terms, opt.Match)
		noteUses(s, terms, sumEach(hits), opt.Match)
		return hits, nil
	}
	hits, err := countExclusive(s, d, entries, opt.Match)
	if err == nil {
		noteUses(s, terms, sumEach(hits), opt.Match)
	}
	return hits, err
}

// askedFor returns the terms of entries.
func askedFor(entries []entry) []Term {
	terms := make([]Term, len(entries))
	for i, e := range entries {
		terms[i] = e.asked
	}
	return terms
}

// A termCell is what a term or an entry has in a group or a period.
type termCell struct {
	Hits
	documents int
}

func (c *termCell) count(h *Hits, m Match) {
	c.add(h)
	if h.Count(m) > 0 {
		c.documents++
	}
}

func (r *TermsRow) fill(c *termCell, m Match) {
	r.Count, r.TwoCounts, r.Documents = c.Count(m), c.twoCounts(), c.documents
	r.PerMillionWords = perMillion(r.Count, r.WordsTotal)
	r.PerMillionCharacters = perMillion(r.Count, r.CharactersTotal)
	r.DocumentShare = share(c.documents, r.DocumentsTotal)
}

// A termGroup is a group of documents, by fields or by period.
type termGroup struct {
	Group
	period Period
}

func (g *termGroup) value(i int) string {
	if i < len(g.Values) {
		return g.Values[i]
	}
	return ""
}

// termGroups returns the groups of fields or periods; the whole selection where
// there are neither.
func termGroups(s *Selection, by []string, depth int, periods []Period) ([]termGroup, error) {
	switch {
	case len(by) > 0:
		g, err := GroupBy(s, by, depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		groups := make([]termGroup, len(g.Groups))
		for i := range groups {
			groups[i].Group = g.Groups[i]
		}
		return groups, nil
	case periods != nil:
		docs, err := partsOf(s, &DispersionOptions{Periods: periods})
		groups := make([]termGroup, len(periods))
		for i := range groups {
			groups[i] = termGroup{Group{Docs: docs[i]}, periods[i]}
		}
		return groups, err
	}
	return []termGroup{{Group: Group{Docs: s.Docs}}}, nil
}

// groupPlaces tell which groups a document is in.
type groupPlaces struct {
	docs  []int    // of all groups, ascending
	group []uint32 // of each
}

func newGroupPlaces(s *Selection, groups []termGroup) *groupPlaces {
	type place struct {
		doc   int
		group uint32
	}
	var list []place
	for g := range groups {
		for _, doc := range groups[g].Docs {
			list = append(list, place{doc, uint32(g)})
		}
	}
	slices.SortStableFunc(list, func(a, b place) int { return cmp.Compare(a.doc, b.doc) })
	p := &groupPlaces{make([]int, len(list)), make([]uint32, len(list))}
	for i, l := range list {
		p.docs[i], p.group[i] = l.doc, l.group
	}
	return p
}

// of returns the groups of a document.
func (p *groupPlaces) of(doc int) []uint32 {
	from, _ := slices.BinarySearch(p.docs, doc)
	to, _ := slices.BinarySearch(p.docs, doc+1)
	return p.group[from:to]
}
