package main

import (
	"fmt"
	"strings"

	"tifa/analysis"
	"tifa/reports"
)

// trendLines collects the rows of a trend as lines.
type trendLines struct {
	opt   analysis.TrendOptions
	lines reports.Lines
	group map[string]int // panel by group
	row   int
}

func newTrendLines(every, periods string, opt analysis.TrendOptions) *trendLines {
	t := &trendLines{opt: opt, group: make(map[string]int)}
	t.lines.X, t.lines.Y = every, "uses per million words"
	if t.lines.Unit = every; periods != "" {
		t.lines.X, t.lines.Unit = "period", ""
	}
	return t
}

// columns are those that the chart shows: of the rates the one that was asked for
// beside the plain one, which has no interval.
func (t *trendLines) columns() []string {
	list := []string{"term", "group", "period", "per_million_words", "low", "high"}
	switch {
	case t.opt.Smooth > 0:
		list = append(list[:3], "per_million_words_smooth", "", "")
	case len(t.opt.Adjust) > 0:
		list = append(list[:3], "per_million_words_adjusted", "", "")
	}
	return list
}

// see takes in a row: those of a term and group are its periods in their order.
func (t *trendLines) see(cells []reports.Cell) {
	term, group := cells[0].Text(), cells[1].Text()
	panel, ok := t.group[group]
	if !ok {
		panel = len(t.lines.Panels)
		t.group[group] = panel
		t.lines.Panels = append(t.lines.Panels, reports.Panel{Title: group})
	}
	p := &t.lines.Panels[panel]
	period := t.row % len(t.opt.Periods)
	if t.row++; period == 0 {
		p.Series = append(p.Series, reports.Series{Name: term})
	}
	days := t.opt.Periods[period].Days
	s := &p.Series[len(p.Series)-1]
	s.Points = append(s.Points, reports.Point{
		Period: cells[2].Text(), From: days.First.Time(), To: days.Last.Time(), Value: cells[3], Low: cells[4], High: cells[5],
	})
}

// write draws the chart; it does nothing where none is asked for.
func (t *trendLines) write(f *chartFlags, table *reports.Table, terms []analysis.Term) error {
	if f.file == "" {
		return nil
	}
	span := t.opt.Periods[0].Days
	for _, p := range t.opt.Periods {
		span.First, span.Last = min(span.First, p.Days.First), max(span.Last, p.Days.Last)
	}
	t.lines.Events = eventsWithin(span, t.opt.Events)
	title := fmt.Sprintf("%s: uses per million words by %s", labels(terms), t.lines.X)
	if t.opt.By != "" {
		title += " and " + t.opt.By
	}
	var caption []string
	switch {
	case t.opt.Smooth > 0:
		caption = append(caption, fmt.Sprintf("Pooled over %s on either side.", number(t.opt.Smooth, t.lines.X)))
	case len(t.opt.Adjust) > 0:
		caption = append(caption, fmt.Sprintf("As if each %s had the mix of %s of the whole selection.", t.lines.X, strings.Join(t.opt.Adjust, ", ")))
	case t.opt.Interval:
		caption = append(caption, "95 % intervals of the rate, from its variation between documents.")
		if t.lines.Cut() {
			caption = append(caption, "Intervals that reach above the chart are cut.")
		}
	}
	if n := t.lines.Unlabelled(); n > 0 {
		caption = append(caption, fmt.Sprintf("%s without room for a label.", number(n, "event")))
	}
	return f.write(table, title, strings.Join(caption, " "), &t.lines)
}

// labels lists terms for a title, the first few of many.
func labels(terms []analysis.Term) string {
	const most = 6
	var list []string
	for _, t := range terms {
		list = append(list, t.Label)
	}
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most-1], ", "), len(list)-most+1)
	}
	return strings.Join(list, ", ")
}
