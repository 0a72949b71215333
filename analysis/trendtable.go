package analysis

// A trendTable is what the rows of a trend are made of. Its series are the
// groups of the first term, then those of the second.
type trendTable struct {
	*timeline
	terms   []Term
	groups  []Group
	short   [][]cell // term → its cells, where the index told them; nil for others
	place   []int    // term → its place in hits, for those others
	hits    [][]Hits
	whole   []Hits // of each term in all the selection
	blank   [][]TrendRow
	totals  [][]cell
	columns []seriesColumns
}

// seriesColumns fill columns of the rows of a term in a group, which have their
// counts already.
type seriesColumns func(rows []TrendRow, term, group int)

// extend prepares the columns that options ask for.
func (b *trendTable) extend() error {
	if b.opt.Interval && b.opt.Bootstrap {
		b.columns = append(b.columns, newResampler(b).bounds())
	}
	if b.opt.Emphasis != (Emphasis{}) {
		b.columns = append(b.columns, b.emphasised())
	}
	if len(b.opt.Adjust) > 0 {
		columns, err := b.adjusted()
		if err != nil {
			return err
		}
		b.columns = append(b.columns, columns)
	}
	b.noteEvents()
	b.notePeriods()
	return nil
}

// first returns the rows of the first n series.
func (b *trendTable) first(n int) [][]TrendRow {
	series := make([][]TrendRow, min(n, len(b.terms)*len(b.groups)))
	for i := range series {
		series[i] = b.rows(i)
	}
	return series
}

// rows returns the rows of a series.
func (b *trendTable) rows(series int) []TrendRow {
	term, group := series/len(b.groups), series%len(b.groups)
	rows := b.timeline.rows(b.blank[group], b.counted(term, group))
	for i := range rows {
		rows[i].Term, rows[i].Group = b.terms[term].Label, b.groups[group].Name()
	}
	for _, fill := range b.columns {
		fill(rows, term, group)
	}
	return rows
}
