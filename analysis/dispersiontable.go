package analysis

import (
	"slices"
	"sync"
)

// A dispersionCell is what is counted of a unit.
type dispersionCell struct {
	unit, count, documents int
	rank                   int // of those that are shown
}

// A dispersionTable is a question for dispersions at work. It holds counts alone:
// a row of a word takes ten times as much, and a corpus has millions.
type dispersionTable struct {
	*spread
	units
	opt     DispersionOptions
	cells   []dispersionCell
	reduced []float64 // unit → average reduced frequency of those asked for; nil: not yet known
}

// row returns what is counted of a unit, without its dispersal.
func (t *dispersionTable) row(c *dispersionCell) DispersionRow {
	r := DispersionRow{
		Rank: c.rank, Word: t.text(c.unit), Count: c.count, Documents: c.documents, PerMillionWords: perMillion(c.count, t.total),
	}
	if c.count > 0 && t.reduced != nil {
		r.ARF = Just(t.reduced[c.unit])
	}
	if u, ok := t.units.(*termUnits); ok {
		r.TwoCounts = u.whole[c.unit].twoCounts()
	}
	return r
}

// keys returns what cells are sorted by. Of a dispersal no more than that is
// worked out.
func (t *dispersionTable) keys(column sortColumn[DispersionRow]) []float64 {
	keys := make([]float64, len(t.cells))
	parts := slices.Collect(slices.Chunk(keys, min(len(keys)/64+1, unitsAtOnce))) // a few words take long
	dealings := sync.Pool{New: func() any { return t.newDealing() }}
	inParallel(len(parts), func(part int) {
		in := dealings.Get().(*dealing)
		defer dealings.Put(in)
		var row DispersionRow
		for i := range parts[part] {
			c := &t.cells[part*len(parts[0])+i]
			row = t.row(c)
			if column.slow && t.reduced == nil {
				row.Dispersal = t.dispersal(t.units, c.unit, column.name, in)
			}
			parts[part][i] = column.of(&row)
		}
	})
	return keys
}

// choose returns the cells that are shown, in the order of their keys.
func (t *dispersionTable) choose(keys []float64) []dispersionCell {
	var shown []dispersionCell
	if t.opt.Top == 0 {
		shown = make([]dispersionCell, 0, len(keys))
	}
	rank := 0
	for i := range sorted(keys, t.opt.Ascending) {
		if t.opt.Top > 0 && len(shown) == t.opt.Top {
			break
		}
		rank++
		c := t.cells[i]
		if c.rank = rank; !t.opt.Hide[t.text(c.unit)] && tagged(t.tag(c.unit), t.opt.Tags) {
			shown = append(shown, c)
		}
	}
	return shown
}

// write yields the rows of cells, which all processors work out some time ahead.
func (t *dispersionTable) write(shown []dispersionCell, yield func(DispersionRow, error) bool) {
	starts := zipfParts(len(shown))
	rows := ahead(len(starts)-1, func() func(part int) []DispersionRow {
		in := t.newDealing()
		return func(part int) []DispersionRow {
			cells := shown[starts[part]:starts[part+1]]
			list := make([]DispersionRow, len(cells))
			for i := range cells {
				list[i] = t.row(&cells[i])
				list[i].Dispersal = t.dispersal(t.units, cells[i].unit, "", in)
			}
			return list
		}
	})
	for list := range rows {
		for _, row := range list {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// zipfParts returns where runs of n words begin, the most frequent first, and n.
// The uses of a word are as 1 by its rank (Zipf 1935), so that runs take the same
// time if each is as long as a share of what is before it.
func zipfParts(n int) (starts []int) {
	const fewest, most = 8, 512
	for start := 0; start < n; start += min(max(start/16, fewest), most) {
		starts = append(starts, start)
	}
	return append(starts, n)
}
