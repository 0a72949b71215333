package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// sectionColumns are what a chart of a breakdown shows.
var sectionColumns = []string{"group", "group2", "term", "documents_total", "count", "per_million_words"}

// A sectionKey is a cell of a breakdown.
type sectionKey struct{ group, group2, term string }

// A sectionCell is what is counted in it.
type sectionCell struct{ documents, count, rate reports.Cell }

// sectionChart collects the rows of a breakdown.
type sectionChart struct {
	texts          *chartTexts
	by             []string
	terms          []string
	kind           string
	cells          map[sectionKey]sectionCell
	groups, group2 []string // in the order of the rows
}

// Limits of what can be read.
const (
	mostGroups = 100
	mostSeries = 8 // colours
)

// newSectionChart rejects what has no chart.
func (f *chartFlags) newSectionChart(by []string, terms []analysis.Term) (*sectionChart, error) {
	c := &sectionChart{texts: f.texts, by: by, kind: f.kind, cells: make(map[sectionKey]sectionCell)}
	for _, t := range terms {
		c.terms = append(c.terms, t.Label)
	}
	if f.file == "" {
		return c, nil
	}
	if c.kind == "" {
		c.kind = "bars"
		if len(by) == 2 {
			if c.kind = "stacked"; ofTime(by[0]) || ofTime(by[1]) {
				c.kind = "heat"
			}
		}
	}
	switch {
	case len(by) == 2 && len(terms) > 1:
		return nil, usagef("--chart of two fields draws one term: give one, or one --by")
	case len(by) == 1 && c.kind == "stacked" && len(terms) < 2:
		return nil, usagef("--chart-kind stacked draws shares: give --by twice, or several terms")
	case len(by) == 1 && c.kind == "heat" && len(terms) == 0:
		return nil, usagef("--chart-kind heat draws a table: give --by twice, or terms")
	}
	return c, nil
}

func ofTime(field string) bool { return slices.Contains(corpus.DateFields, field) }

func (c *sectionChart) see(cells []reports.Cell) {
	k := sectionKey{cells[0].Text(), cells[1].Text(), cells[2].Text()}
	if k.group == analysis.All {
		return
	}
	c.cells[k] = sectionCell{documents: cells[3], count: cells[4], rate: cells[5]}
	if !slices.Contains(c.groups, k.group) {
		c.groups = append(c.groups, k.group)
	}
	if !slices.Contains(c.group2, k.group2) {
		c.group2 = append(c.group2, k.group2)
	}
}

// write draws the chart; it does nothing where none is asked for.
func (c *sectionChart) write(f *chartFlags, s *analysis.Selection, table *reports.Table) error {
	if f.file == "" {
		return nil
	}
	if len(c.by) == 2 {
		slices.SortStableFunc(c.group2, func(a, b string) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	}
	var d reports.Drawing
	caption := ""
	switch c.kind {
	case "heat":
		d, caption = c.heat(s)
	case "stacked":
		d, caption = c.bars(true)
	default:
		d, caption = c.bars(false)
	}
	return f.write(table, c.title(), caption, d)
}

// title says what is shown.
func (c *sectionChart) title() string {
	by := c.texts.fieldList(c.by, c.texts.and)
	terms := c.texts.labels(asTerms(c.terms))
	adds := c.kind == "stacked" || c.kind == "bars" && len(c.by) == 2
	var title string
	switch {
	case len(c.terms) == 0:
		title = fmt.Sprintf(c.texts.documentsBy, by)
	case adds:
		title = fmt.Sprintf(c.texts.usesBy, terms, by)
	default:
		title = fmt.Sprintf(c.texts.rateBy, terms, by)
	}
	if c.kind == "stacked" {
		title = fmt.Sprintf(c.texts.ofEach, title, c.texts.field(c.by[0]))
	}
	return title
}

// rankOf puts what is no value of a field behind the values.
func rankOf(group string) int {
	switch group {
	case analysis.None:
		return 1
	case analysis.Other:
		return 2
	}
	return 0
}

func asTerms(names []string) (terms []analysis.Term) {
	for _, n := range names {
		terms = append(terms, analysis.Term{Label: n})
	}
	return terms
}

// value returns what a cell of the chart shows: rates of terms, else documents;
// in what adds up, uses instead of rates. A pair without a row has no documents.
func (c *sectionChart) value(k sectionKey, adds bool) reports.Cell {
	cell, ok := c.cells[k]
	switch {
	case k.term == "" && !ok:
		return reports.IntCell(0)
	case k.term == "":
		return cell.documents
	case adds && !ok:
		return reports.IntCell(0)
	case adds:
		return cell.count
	}
	return cell.rate
}

// bars returns bars of the groups: a series a term, or a value of the second
// field.
func (c *sectionChart) bars(stacked bool) (d *reports.Bars, caption string) {
	adds := stacked || len(c.by) == 2
	d = &reports.Bars{Groups: c.groups, Series: c.terms, Stacked: stacked, X: c.texts.rate}
	key := func(group, series string) sectionKey { return sectionKey{group, "", series} }
	switch {
	case len(c.by) == 2:
		term := ""
		if len(c.terms) == 1 {
			term = c.terms[0]
		}
		d.Series = c.group2
		key = func(group, series string) sectionKey { return sectionKey{group, series, term} }
	case len(c.terms) <= 1:
		d.Series = []string{""}
		if len(c.terms) == 1 {
			key = func(group, _ string) sectionKey { return sectionKey{group, "", c.terms[0]} }
		}
	}
	if len(c.groups) > mostGroups {
		caption = fmt.Sprintf(c.texts.firstGroups, mostGroups, len(c.groups))
		d.Groups = c.groups[:mostGroups]
	}
	d.Values = make([][]reports.Cell, len(d.Series))
	for k, series := range d.Series {
		for _, g := range d.Groups {
			d.Values[k] = append(d.Values[k], c.value(key(g, series), adds))
		}
	}
	switch what := c.texts.documents; {
	case len(c.terms) > 0 && adds:
		what = c.texts.uses
		fallthrough
	case adds || len(c.terms) == 0:
		if d.X = what; stacked {
			d.X = fmt.Sprintf(c.texts.shareOfEach, what, c.texts.field(c.by[0]))
		}
	}
	if adds {
		pool(d)
	}
	if stacked {
		for i := range d.Groups {
			d.Totals = append(d.Totals, strconv.FormatInt(sumOf(d, i), 10))
		}
	}
	if d.Groups = c.texts.named(d.Groups); len(c.by) == 2 {
		d.Series = c.texts.named(d.Series)
	}
	return d, caption
}

// sumOf adds the counts of a group.
func sumOf(d *reports.Bars, group int) (sum int64) {
	for _, list := range d.Values {
		sum += list[group].Int()
	}
	return sum
}

// pool adds up the smallest series where there are more than colours.
func pool(d *reports.Bars) {
	if len(d.Series) <= mostSeries {
		return
	}
	totals := make([]int64, len(d.Series))
	order := make([]int, len(d.Series))
	for k, list := range d.Values {
		order[k] = k
		for _, c := range list {
			totals[k] += c.Int()
		}
		if d.Series[k] == analysis.Other {
			totals[k] = -1 // it is among them in any case
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(totals[b], totals[a]) })
	keep := slices.Sorted(slices.Values(order[:mostSeries-1]))
	pooled := make([]reports.Cell, len(d.Groups))
	for i := range d.Groups {
		var sum int64
		for _, k := range order[mostSeries-1:] {
			sum += d.Values[k][i].Int()
		}
		pooled[i] = reports.IntCell(sum)
	}
	series, values := []string{}, [][]reports.Cell{}
	for _, k := range keep {
		series, values = append(series, d.Series[k]), append(values, d.Values[k])
	}
	d.Series, d.Values, d.Rest = append(series, analysis.Other), append(values, pooled), true
}

// heat returns a map of group by group, time from left to right, or of terms by
// group. Of a period between the first and the last without documents there is no
// data.
func (c *sectionChart) heat(s *analysis.Selection) (d *reports.Heat, caption string) {
	rows, cols := c.groups, c.group2
	fields := []string{c.by[0], ""}
	term := ""
	if len(c.terms) > 0 {
		term = c.terms[0]
	}
	key := func(row, col string) sectionKey { return sectionKey{row, col, term} }
	if len(c.by) == 1 {
		rows, cols = c.terms, c.groups
		fields = []string{"", c.by[0]}
		key = func(row, col string) sectionKey { return sectionKey{col, "", row} }
	} else if fields[1] = c.by[1]; ofTime(c.by[0]) && !ofTime(c.by[1]) {
		rows, cols = cols, rows
		fields[0], fields[1] = fields[1], fields[0]
		key = func(row, col string) sectionKey { return sectionKey{col, row, term} }
	}
	if len(rows) > mostGroups {
		caption = fmt.Sprintf(c.texts.firstRows, mostGroups, len(rows))
		rows = rows[:mostGroups]
	}
	if len(cols) > mostGroups && !ofTime(fields[1]) {
		caption = c.texts.sentences(caption, fmt.Sprintf(c.texts.firstCols, mostGroups, len(cols)))
		cols = cols[:mostGroups]
	}
	d = &reports.Heat{X: c.texts.field(fields[1]), Y: c.texts.field(fields[0]), Rows: rows, Cols: cols, Value: c.texts.documents}
	there := make(map[string]bool)
	for _, col := range cols {
		there[col] = true
	}
	if ofTime(fields[1]) {
		if periods, err := analysis.Every(s, fields[1]); err == nil { // an error: they follow no calendar
			d.Cols = nil
			for _, p := range periods {
				d.Cols = append(d.Cols, p.Label)
			}
			for _, col := range cols {
				if !slices.Contains(d.Cols, col) {
					d.Cols = append(d.Cols, col)
				}
			}
		}
	}
	if term != "" {
		d.Value = c.texts.rate
	}
	for _, row := range d.Rows {
		values := make([]reports.Cell, len(d.Cols))
		for k, col := range d.Cols {
			if there[col] {
				values[k] = c.value(key(row, col), false)
			}
		}
		d.Values = append(d.Values, values)
	}
	if d.Cols = c.texts.named(d.Cols); len(c.by) == 2 {
		d.Rows = c.texts.named(d.Rows)
	}
	return d, caption
}
