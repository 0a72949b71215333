package analysis

import (
	"cmp"
	"slices"
)

// A spread is how uses are dealt out over parts.
type spread struct {
	s     *Selection
	in    []bool     // document of the corpus → it is of the selection
	parts [][]uint32 // document of the corpus → its parts; nil: each document is one
	sizes partSizes
	total int // words of the selection
}

func newSpread(s *Selection, opt *DispersionOptions) (*spread, error) {
	all := newSide(s, s.Docs)
	d, sizes := &spread{s: s, in: make([]bool, s.Corpus.Len()), total: all.words}, all.sizes
	for _, doc := range s.Docs {
		d.in[doc] = sizes[doc] > 0
	}
	if opt.By == "" && opt.Periods == nil {
		d.sizes = newPartSizes(sizes)
		return d, nil
	}
	groups, err := partsOf(s, opt)
	if err != nil {
		return nil, err
	}
	words := make([]uint32, len(groups))
	d.parts = make([][]uint32, len(d.in))
	for i, docs := range groups {
		for _, doc := range docs {
			words[i] += sizes[doc]
			d.parts[doc] = append(d.parts[doc], uint32(i))
		}
	}
	d.sizes = newPartSizes(words)
	return d, nil
}

// partsOf returns the documents of each part.
func partsOf(s *Selection, opt *DispersionOptions) (docs [][]int, err error) {
	if opt.By != "" {
		g, err := GroupBy(s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		for _, group := range g.Groups {
			docs = append(docs, group.Docs)
		}
		return docs, nil
	}
	docs = make([][]int, len(opt.Periods))
	at := placer{calendar: newCalendar(opt.Periods)}
	outside := 0
	for _, doc := range s.Docs {
		in := at.of(s.Corpus.Date(doc))
		if len(in) == 0 {
			outside++
		}
		for _, p := range in {
			docs[p] = append(docs[p], doc)
		}
	}
	s.note(outside, "left out of the parts: %d documents that lie in no period", outside)
	s.noteOverlaps(opt.Periods)
	return docs, nil
}

// A dealing deals the uses of one unit after another out over parts.
type dealing struct {
	pairReading
	dispersing
	own    []use    // by part
	totals []uint32 // by part, 0 between two units
}

func (d *spread) newDealing() *dealing { return &dealing{totals: make([]uint32, len(d.sizes.words))} }

// dispersal returns that of a unit, or only one column of it.
func (d *spread) dispersal(u units, unit int, only string, in *dealing) Dispersal {
	u.read(unit, &in.pairReading)
	in.own = in.own[:0]
	for _, u := range in.uses[0] {
		if !d.in[u.doc] {
			continue
		}
		if d.parts == nil {
			in.own = append(in.own, u)
			continue
		}
		for _, part := range d.parts[u.doc] {
			if in.totals[part] == 0 {
				in.own = append(in.own, use{doc: part})
			}
			in.totals[part] += u.count
		}
	}
	if d.parts != nil {
		slices.SortFunc(in.own, func(a, b use) int { return int(a.doc) - int(b.doc) })
		for i := range in.own {
			in.own[i].count = in.totals[in.own[i].doc]
			in.totals[in.own[i].doc] = 0
		}
	}
	return in.dispersing.of(in.own, &d.sizes, only)
}

// words counts all words, in their order.
func (d *spread) words() []dispersionCell {
	counts := newTally(d.s).unsorted(d.s.Docs)
	slices.SortFunc(counts, func(a, b wordCount) int { return cmp.Compare(a.word, b.word) })
	cells := make([]dispersionCell, len(counts))
	for i, c := range counts {
		cells[i] = dispersionCell{unit: int(c.word), count: c.count, documents: c.documents}
	}
	return cells
}

// terms counts terms, those that stand nowhere among them.
func (d *spread) terms(u *termUnits) []dispersionCell {
	cells := make([]dispersionCell, u.len())
	for i := range cells {
		cells[i].unit = i
		for _, use := range u.uses[0][i] {
			cells[i].count += int(use.count)
			cells[i].documents++
		}
	}
	return cells
}
