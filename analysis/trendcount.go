package analysis

import (
	"slices"
	"sort"
)

// count finds what each term has in each period of each group. Where options
// ask for more than counts, hits holds all terms.
func (b *trendTable) count() {
	b.short = make([][]cell, len(b.terms))
	b.place = make([]int, len(b.terms))
	b.whole = make([]Hits, len(b.terms))
	var rest []Term
	for i, term := range b.terms {
		var ok bool
		if b.short[i], b.whole[i], ok = b.timeline.short(term, b.totals[0]); !ok {
			b.place[i] = len(rest)
			rest = append(rest, term)
		}
	}
	b.hits = CountTerms(b.s, rest, b.opt.Match)
	for i := range b.terms {
		if b.short[i] == nil {
			b.whole[i] = sumHits(b.hits[b.place[i]])
		}
	}
}

// counted returns what a term has in each period of a group.
func (b *trendTable) counted(term, group int) []cell {
	if b.short[term] != nil {
		return b.short[term]
	}
	return b.cells(b.groups[group], b.totals[group], b.hits[b.place[term]])
}

// short is cells for the whole selection and a term that the index answers for.
// It keeps nothing of each document, of which there may be a million. ok is
// false where more than counts is asked for, or the index cannot tell. whole is
// what the term has in all the selection.
func (t *timeline) short(term Term, totals []cell) (cells []cell, whole Hits, ok bool) {
	if opt := &t.opt; opt.By != "" || opt.Interval || opt.Emphasis != (Emphasis{}) || len(opt.Adjust) > 0 || !t.calendar.sorted {
		return nil, whole, false
	}
	uses, ok := shortUses(t.s, term)
	if !ok {
		return nil, whole, false
	}
	type place struct {
		to    int    // the document behind the run
		in    *cell  // of the period of the run
		cells []cell // by period, and what lies in none
	}
	runs := t.s.Corpus.Runs()
	parts := make([]*place, uses.Parts())
	for i := range parts {
		parts[i] = &place{cells: make([]cell, len(totals)+1)}
	}
	ok = eachShort(t.s, uses, t.opt.Match, func(part int, h *Hits, front bool) {
		p := parts[part]
		if h.Doc >= p.to {
			run := runs[sort.Search(len(runs), func(i int) bool { return runs[i].To > h.Doc })]
			p.to, p.in = run.To, &p.cells[len(totals)]
			if in := t.calendar.calendar.of(run.Date); len(in) > 0 {
				p.in = &p.cells[in[0]]
			}
		}
		t.add(p.in, h, front)
	})
	if !ok {
		return nil, whole, false
	}
	cells = slices.Clone(totals)
	for _, p := range parts {
		for i := range p.cells {
			whole.add(&p.cells[i].Hits)
		}
		for i := range cells {
			cells[i].merge(&p.cells[i])
		}
	}
	return cells, whole, true
}
