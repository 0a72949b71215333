package analysis

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// leastCovered is the share of the selection's words that the strata of a
// period must have for its adjusted rate to stand for the selection.
const leastCovered = .8

// A mix deals the documents of a selection out into strata by the values of
// fields, having none among them. Each document is in one: several values of a
// field make a stratum of just these.
type mix struct {
	of    []int32 // document → stratum
	words []int   // stratum → words in the selection
}

func newMix(s *Selection, fields []string, depth int) (*mix, error) {
	m := &mix{of: make([]int32, s.Corpus.Len())}
	number := make(map[string]int32) // ranks of the values → stratum
	columns := make([]groupColumn, len(fields))
	for i, field := range fields {
		col, err := s.Corpus.Column(field)
		if err != nil {
			return nil, err
		}
		columns[i] = newGroupColumn(col, depth)
	}
	var key []byte
	for _, doc := range s.Docs {
		key = key[:0]
		for i := range columns {
			ranks := columns[i].ranks(doc)
			slices.Sort(ranks)
			key = binary.AppendUvarint(key, uint64(len(ranks)))
			for _, rank := range ranks {
				key = binary.AppendUvarint(key, uint64(rank))
			}
		}
		n, ok := number[string(key)]
		if !ok {
			n = int32(len(m.words))
			number[string(key)], m.words = n, append(m.words, 0)
		}
		m.of[doc] = n
		m.words[n] += s.Corpus.Words(doc, s.Zones)
	}
	return m, nil
}

// A stratumCell is a stratum in a period.
type stratumCell struct {
	period       int
	stratum      int32
	words, count int
}

// A standard is the strata of a group by period.
type standard struct {
	cells []stratumCell // by period, then stratum
	place map[[2]int]int
}

func (b *trendTable) standard(m *mix, g Group) *standard {
	s := &standard{place: make(map[[2]int]int)}
	for p, doc := range b.documentsOf(g) {
		key := [2]int{p, int(m.of[doc])}
		n, ok := s.place[key]
		if !ok {
			n = len(s.cells)
			s.place[key], s.cells = n, append(s.cells, stratumCell{period: p, stratum: m.of[doc]})
		}
		s.cells[n].words += b.s.Corpus.Words(doc, b.s.Zones)
	}
	slices.SortFunc(s.cells, func(a, b stratumCell) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.stratum, b.stratum))
	})
	for i, c := range s.cells {
		s.place[[2]int{c.period, int(c.stratum)}] = i
	}
	return s
}

// adjusted returns the columns of the rate as it would be if the mix of a
// period's documents were that of the whole selection: direct standardisation,
// Σ W·r over strata, with W the stratum's share of the words of the selection
// and r its rate in the period (Rothman, Greenland and Lash, Modern
// Epidemiology, 2008, chapter 3). Strata without words in the period are left out
// and the weights rescaled; WeightCovered is their sum before. Below .8 there is
// no rate, with a note of how many periods have none.
func (b *trendTable) adjusted() (seriesColumns, error) {
	m, err := newMix(b.s, b.opt.Adjust, b.opt.Depth)
	if err != nil {
		return nil, err
	}
	standards := make([]*standard, len(b.groups))
	covered := make([][]int, len(b.groups)) // period → words of the selection in its strata
	all, uncovered := b.s.words(), 0
	for i, g := range b.groups {
		standards[i], covered[i] = b.standard(m, g), make([]int, len(b.opt.Periods))
		for _, c := range standards[i].cells {
			if c.words > 0 {
				covered[i][c.period] += m.words[c.stratum]
			}
		}
		for p, n := range covered[i] {
			if b.totals[i][p].words > 0 && !enough(n, all) {
				uncovered++
			}
		}
	}
	b.noteUncovered(uncovered)
	return func(rows []TrendRow, term, group int) {
		s := standards[group]
		cells := slices.Clone(s.cells)
		for p, h := range b.hitsOf(b.groups[group], b.hits[term]) {
			cells[s.place[[2]int{p, int(m.of[h.Doc])}]].count += h.Count(b.opt.Match)
		}
		sums := make([]float64, len(rows))
		for _, c := range cells {
			if c.words > 0 {
				sums[c.period] += float64(m.words[c.stratum]) * float64(c.count) / float64(c.words)
			}
		}
		for p := range rows {
			n := covered[group][p]
			if rows[p].DocumentsTotal == 0 || all == 0 {
				continue
			}
			rows[p].WeightCovered = share(n, all)
			if enough(n, all) {
				rows[p].Adjusted = Just(1e6 * sums[p] / float64(n))
			}
		}
	}, nil
}

// enough tells whether words are covered so that an adjusted rate means
// something.
func enough(covered, all int) bool {
	return covered > 0 && float64(covered) >= leastCovered*float64(all)
}

func (b *trendTable) noteUncovered(n int) {
	where := plural(n, "period")
	if b.opt.By != "" {
		where += " of groups"
	}
	b.s.note(n, "no adjusted rate: in %s the strata with words have less than %v of the words of the selection (weight_covered)", where, leastCovered)
}
