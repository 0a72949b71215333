package analysis

import (
	"iter"
	"slices"
	"strings"
)

// DispersionOptions say over what uses are spread, and choose rows. The zero
// value is every word over documents, the most frequent first.
type DispersionOptions struct {
	By        string          // parts are the groups of a field; a document may be in several
	Depth     int             // see GroupBy
	Periods   []Period        // parts are periods
	MinCount  int             // hide what stands fewer times
	Hide      map[string]bool // hide these words
	Tags      []string        // show words of these parts of speech only
	Top       int             // show as many rows at most; 0 is all
	Sort      string          // column to sort by, see DispersionColumns; "" is count
	Ascending bool            // smallest first
}

// A DispersionRow is a word or a term and how evenly it is spread. Rank is by
// the column of Sort among all that MinCount leaves.
type DispersionRow struct {
	Rank            int            `col:"rank"`
	Word            string         `col:"word"`
	Count           int            `col:"count"`
	Documents       int            `col:"documents"`
	TwoCounts                      // of terms
	PerMillionWords Maybe[float64] `col:"per_million_words"`
	Dispersal
	ARF Maybe[float64] `col:"arf"` // average reduced frequency, in the order of the corpus, whatever the parts are
}

var dispersionColumns = sortColumns[DispersionRow]{
	{name: "count", of: func(r *DispersionRow) float64 { return float64(r.Count) }},
	{name: "documents", of: func(r *DispersionRow) float64 { return float64(r.Documents) }},
	{name: "range", slow: true, of: func(r *DispersionRow) float64 { return float64(r.Range) }},
	{name: "juilland_d", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.JuillandD) }},
	{name: "carroll_d2", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.CarrollD2) }},
	{name: "rosengren_s", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.RosengrenS) }},
	{name: "dp", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.DP) }},
	{name: "dp_norm", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.DPNorm) }},
	{name: "kld", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.KLD) }},
	{name: "da", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.DA) }},
	{name: "arf", slow: true, of: func(r *DispersionRow) float64 { return orNaN(r.ARF) }},
}

// DispersionColumns returns the columns that rows can be sorted by.
func DispersionColumns() []string { return dispersionColumns.names() }

// Dispersion tells how evenly words are spread over the parts of a selection:
// its documents, or the groups of a field, or periods.
func Dispersion(s *Selection, opt DispersionOptions) (iter.Seq2[DispersionRow, error], error) {
	u := newWordUnits(s, s)
	return dispersionOf(s, u, opt, (*spread).words, func(cells []dispersionCell) []float64 {
		counts := make([]uint32, s.Corpus.NumWords())
		for i := range cells {
			counts[cells[i].unit] = uint32(cells[i].count)
		}
		return reducedFrequencies(s, counts)
	})
}

// DispersionTerms is Dispersion of terms. Every term has a row.
func DispersionTerms(s *Selection, terms []Term, m Match, opt DispersionOptions) (iter.Seq2[DispersionRow, error], error) {
	opt.Hide, opt.Tags, opt.MinCount = nil, nil, 0
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b Term) int { return strings.Compare(a.Label, b.Label) })
	u := newTermUnits(s, s, terms, m)
	noteNowhere(s, terms, u.whole, m)
	return dispersionOf(s, u, opt, func(d *spread) []dispersionCell { return d.terms(u) }, func(cells []dispersionCell) []float64 {
		counts := make([]uint32, len(terms))
		for i := range cells {
			counts[cells[i].unit] = uint32(cells[i].count)
		}
		walk := newDistances(counts, s.words())
		eachPlace(s, terms, m, func(term int, position int64) { walk.at(uint32(term), position) })
		reduced := make([]float64, len(terms))
		for i := range cells {
			if cells[i].count > 0 {
				reduced[cells[i].unit] = walk.value(uint32(cells[i].unit))
			}
		}
		return reduced
	})
}

func dispersionOf(s *Selection, u units, opt DispersionOptions, count func(*spread) []dispersionCell, reduce func([]dispersionCell) []float64) (iter.Seq2[DispersionRow, error], error) {
	column, err := dispersionColumns.find(opt.Sort)
	if err != nil {
		return nil, err
	}
	d, err := newSpread(s, &opt)
	if err != nil {
		return nil, err
	}
	if d.sizes.parts < 2 {
		s.note(1, "no dispersion: it needs two parts that have words, and there is %d", d.sizes.parts)
	}
	return func(yield func(DispersionRow, error) bool) {
		t := &dispersionTable{spread: d, units: u, opt: opt}
		t.cells = slices.DeleteFunc(count(d), func(c dispersionCell) bool { return c.count < opt.MinCount })
		if column.name == "arf" {
			t.reduced = reduce(t.cells)
		}
		shown := t.choose(t.keys(column))
		if t.reduced == nil {
			t.reduced = reduce(shown)
		}
		t.write(shown, yield)
	}, nil
}
