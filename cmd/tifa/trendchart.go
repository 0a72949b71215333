package main

import (
	"fmt"

	"tifa/analysis"
	"tifa/reports"
)

// trendLines collects the rows of a trend as lines.
type trendLines struct {
	opt   analysis.TrendOptions
	texts *chartTexts
	unit  string // what a period is
	lines reports.Lines
	group map[string]int // panel by group
	row   int
}

func newTrendLines(every, periods string, opt analysis.TrendOptions, texts *chartTexts) *trendLines {
	t := &trendLines{opt: opt, texts: texts, unit: every, group: make(map[string]int)}
	if t.lines.Unit = every; periods != "" {
		t.unit, t.lines.Unit = "period", ""
	}
	t.lines.X, t.lines.Y = texts.field(t.unit), texts.rate
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
		t.lines.Panels = append(t.lines.Panels, reports.Panel{Title: t.texts.value(group)})
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
	by := []string{t.unit}
	if t.opt.By != "" {
		by = append(by, t.opt.By)
	}
	title := fmt.Sprintf(t.texts.rateBy, t.texts.labels(terms), t.texts.fieldList(by, t.texts.and))
	var caption []string
	switch {
	case t.opt.Smooth > 0:
		caption = append(caption, fmt.Sprintf(t.texts.smooth, t.texts.count(t.opt.Smooth, t.unit)))
	case len(t.opt.Adjust) > 0:
		caption = append(caption, fmt.Sprintf(t.texts.adjusted, t.lines.X, t.texts.fieldList(t.opt.Adjust, t.texts.comma)))
	case t.opt.Interval:
		caption = append(caption, t.texts.intervals)
		if t.lines.Cut() {
			caption = append(caption, t.texts.cut)
		}
	}
	if n := t.lines.Unlabelled(); n > 0 {
		caption = append(caption, fmt.Sprintf(t.texts.unlabelled, t.texts.count(n, "event")))
	}
	return f.write(table, title, t.texts.sentences(caption...), &t.lines)
}
