package reports

import (
	"fmt"
	"math"
	"time"

	"gonum.org/v1/plot/vg"
)

// Lines are values over time: a panel a group, a line a series. A line breaks
// where a value is missing, and periods without any value are shaded.
type Lines struct {
	X, Y   string // titles of the axes, with units
	Unit   string // length of the periods: day, week, month, quarter, year, decade; "" where they have names of their own
	Panels []Panel
	Events []Event
}

// A Panel is one picture of several that have the same axes.
type Panel struct {
	Title  string
	Series []Series
}

// A Series is a line. All series of a chart have the same periods; those of one
// name look the same in all panels.
type Series struct {
	Name   string
	Points []Point
}

// A Point is a value of a period, or none where the cell is empty.
type Point struct {
	Period    string
	From, To  time.Time // its first and its last day
	Value     Cell
	Low, High Cell // an interval around the value, or none
}

// An Event is a day to be marked.
type Event struct {
	Label string
	Day   time.Time
}

func (d *Lines) check() error {
	if n := len(d.Panels); n > mostPanels {
		return fmt.Errorf("%d panels are too many to be read (%d at most): show fewer with --top", n, mostPanels)
	}
	n := 0
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				for _, c := range []Cell{pt.Value, pt.Low, pt.High} {
					if err := finiteCell(c, fmt.Sprintf("%s in %s", s.Name, pt.Period)); err != nil {
						return err
					}
				}
				n++
			}
		}
	}
	if n == 0 {
		return ErrNothing
	}
	return nil
}

// names returns the names of the series, in the order in which they come.
func (d *Lines) names() (names []string, index map[string]int) {
	index = make(map[string]int)
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			if _, ok := index[s.Name]; !ok {
				index[s.Name] = len(names)
				names = append(names, s.Name)
			}
		}
	}
	return names, index
}

func (d *Lines) key(w *chartWords) (key []keyEntry) {
	names, _ := d.names()
	for i, name := range names {
		line, mark := lineOf(i), markOf(i)
		key = append(key, keyEntry{label: name, line: &line, mark: &mark})
	}
	intervals, gaps := false, false
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				intervals = intervals || !pt.Low.IsEmpty()
			}
		}
		gaps = gaps || len(panel.gaps()) > 0
	}
	if intervals {
		key = append(key, keyEntry{label: w.interval, fill: pale(hues[0])})
	}
	if gaps {
		key = append(key, keyEntry{label: w.noData, fill: absent})
	}
	return key
}

// gaps returns the numbers of the periods without a value in any series.
func (panel *Panel) gaps() (gaps []int) {
	if len(panel.Series) == 0 {
		return nil
	}
	for i := range panel.Series[0].Points {
		missing := true
		for _, s := range panel.Series {
			if i < len(s.Points) && !s.Points[i].Value.IsEmpty() {
				missing = false
			}
		}
		if missing {
			gaps = append(gaps, i)
		}
	}
	return gaps
}

// span returns the first day of the chart and the day behind its last.
func (d *Lines) span() (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				from, to = min(from, dayOf(pt.From)), max(to, dayOf(pt.To)+1)
			}
		}
	}
	return from, to
}

// mostOverValue is how much higher than the largest value a chart reaches for the
// sake of its intervals. That of one use in a few words would press all else to
// the ground.
const mostOverValue = 2.2

// top returns the largest number to be shown.
func (d *Lines) top() float64 {
	value, high := 0.0, 0.0
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				v, _ := cellNumber(pt.Value)
				h, _ := cellNumber(pt.High)
				value, high = max(value, v), max(high, h)
			}
		}
	}
	if value == 0 {
		return high
	}
	return max(value, min(high, mostOverValue*value))
}

// Cut tells whether an interval reaches above the chart.
func (d *Lines) Cut() bool {
	top := d.top()
	ticks := numberTicks(0, top, 5)
	for _, panel := range d.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				if h, ok := cellNumber(pt.High); ok && h > ticks[len(ticks)-1].at {
					return true
				}
			}
		}
	}
	return false
}

// columns returns how many panels stand side by side.
func (d *Lines) columns() int {
	switch n := len(d.Panels); {
	case n <= 1:
		return 1
	case n <= 4:
		return 2
	case n <= 12:
		return 3
	}
	return 4
}

// mostPanels is how many panels can be read at most.
const mostPanels = 60

// The measures of panels.
const (
	panelGap     = 16
	panelTitle   = 16
	eventLine    = 12
	axisLabels   = 16 // below an axis of x
	axisTitle    = 16
	turnedTitle  = 16
	tickLength   = 4
	singlePanel  = 270
	severalPanel = 120
)

func (d *Lines) height(p *sheet) vg.Length {
	rows := (len(d.Panels) + d.columns() - 1) / d.columns()
	h := vg.Length(axisTitle) + 4
	if len(d.Panels) == 1 {
		h += singlePanel + axisLabels
		if d.Panels[0].Title != "" {
			h += panelTitle
		}
	} else {
		h += vg.Length(rows)*(severalPanel+panelTitle+axisLabels) + vg.Length(rows-1)*panelGap/2
	}
	_, lines := d.layEvents(p.letters, d.frames(p.letters, vg.Rectangle{Max: vg.Point{X: pageWidth - 2*margin, Y: h}})[0])
	return h + vg.Length(lines)*eventLine
}

// frames returns the rectangles of the panels' lines within an area; room above
// the first row for labels of events is not theirs.
func (d *Lines) frames(l *lettering, area vg.Rectangle) []vg.Rectangle {
	left := vg.Length(0)
	for _, t := range d.yTicks() {
		left = max(left, l.width(t.label, style{size: smallSize}))
	}
	area.Min.X += turnedTitle + left + tickLength + 4
	area.Max.X -= 8
	area.Min.Y += axisTitle + 4
	columns := d.columns()
	rows := (len(d.Panels) + columns - 1) / columns
	width := (area.Size().X - vg.Length(columns-1)*panelGap) / vg.Length(columns)
	gap := vg.Length(0)
	if rows > 1 {
		gap = panelGap / 2
	}
	height := (area.Size().Y - vg.Length(rows-1)*gap) / vg.Length(rows)
	frames := make([]vg.Rectangle, len(d.Panels))
	for i := range frames {
		low := vg.Point{X: area.Min.X + vg.Length(i%columns)*(width+panelGap), Y: area.Max.Y - vg.Length(i/columns+1)*height - vg.Length(i/columns)*gap + axisLabels}
		high := vg.Point{X: low.X + width, Y: low.Y + height - axisLabels}
		if d.Panels[i].Title != "" {
			high.Y -= panelTitle
		}
		frames[i] = vg.Rectangle{Min: low, Max: high}
	}
	return frames
}

func (d *Lines) yTicks() []tick { return numberTicks(0, d.top(), 5) }
