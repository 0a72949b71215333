package reports

import (
	"errors"
	"image/color"
	"strconv"
	"time"

	"gonum.org/v1/plot/vg"
)

// A Calendar shows what a daily paper has of each day, a row a year.
type Calendar struct {
	Papers []CalendarPaper // one below another, with their names if they are several
}

// A CalendarPaper is a paper with its years, in order.
type CalendarPaper struct {
	Name  string
	Years []CalendarYear
}

// A CalendarYear is a year, with a day for each of its days.
type CalendarYear struct {
	Year int
	Days []CalendarDay
	Note string // stands at the end of the row
}

// A CalendarDay is what is known of a day.
type CalendarDay byte

// What can be known of a day.
const (
	DayUnexpected CalendarDay = iota // nothing there, nothing expected
	DayFound                         // documents
	DayMissing                       // nothing there, where something could be expected
)

func (d *Calendar) check() error {
	years := 0
	for _, paper := range d.Papers {
		for _, y := range paper.Years {
			if n := len(y.Days); n < 365 || n > 366 {
				return errors.New("a year of " + strconv.Itoa(n) + " days")
			}
			years++
		}
	}
	if years == 0 {
		return ErrNothing
	}
	return nil
}

var calendarColors = []color.NRGBA{absent, hues[0], missed}

func (d *Calendar) key(w *chartWords) []keyEntry {
	return []keyEntry{
		{label: w.found, fill: calendarColors[DayFound]},
		{label: w.missing, fill: calendarColors[DayMissing]},
		{label: w.unexpected, fill: calendarColors[DayUnexpected]},
	}
}

// The measures of a calendar.
const (
	calendarRow  = 10
	calendarName = 18
	calendarLeft = 36
)

func (d *Calendar) height(*sheet) vg.Length {
	h := vg.Length(axisLabels)
	for _, paper := range d.Papers {
		h += vg.Length(len(paper.Years)) * calendarRow
		if len(d.Papers) > 1 {
			h += calendarName
		}
	}
	return h
}

func (d *Calendar) draw(p *sheet, area vg.Rectangle) {
	notes := style{size: thinBar, color: grey, down: .5}
	right := vg.Length(0)
	for _, paper := range d.Papers {
		for _, y := range paper.Years {
			right = max(right, p.letters.width(y.Note, notes))
		}
	}
	left, day := area.Min.X+calendarLeft, (area.Size().X-calendarLeft-right-8)/366
	for month := time.January; month <= time.December; month++ {
		at := time.Date(2000, month, 15, 0, 0, 0, 0, time.UTC).YearDay()
		p.text(p.words.month(month), left+vg.Length(at)*day, area.Max.Y-3, style{size: smallSize, color: grey, across: .5, down: 1})
	}
	y := area.Max.Y - axisLabels
	for _, paper := range d.Papers {
		p.begin("paper", paper.Name)
		if len(d.Papers) > 1 {
			p.text(paper.Name, area.Min.X, y-4, style{size: labelSize, bold: true, down: 1})
			y -= calendarName
		}
		for _, year := range paper.Years {
			y -= calendarRow
			p.begin("year", "")
			p.text(strconv.Itoa(year.Year), left-6, y+calendarRow/2, style{size: thinBar, across: 1, down: .5})
			p.text(year.Note, left+366*day+6, y+calendarRow/2, notes)
			year.draw(p, left, y, day)
			p.end()
		}
		p.end()
	}
}

// draw draws the days of a year: the row first, then runs of days that are alike.
func (y *CalendarYear) draw(p *sheet, left, bottom, day vg.Length) {
	fill := func(from, to int, c color.Color) {
		p.fill(vg.Rectangle{Min: vg.Point{X: left + vg.Length(from)*day, Y: bottom + .5}, Max: vg.Point{X: left + vg.Length(to)*day, Y: bottom + calendarRow - .5}}, c)
	}
	fill(0, len(y.Days), calendarColors[DayUnexpected])
	for from := 0; from < len(y.Days); {
		to := from
		for to < len(y.Days) && y.Days[to] == y.Days[from] {
			to++
		}
		if what := y.Days[from]; what != DayUnexpected {
			fill(from, to, calendarColors[what])
		}
		from = to
	}
}
