package reports

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A placedEvent is an event with its label: on which line above the panel, and
// whether it ends at its rule instead of beginning there.
type placedEvent struct {
	Event
	day   float64
	label string
	line  int
	left  bool
}

var eventLabel = style{size: smallSize, color: grey}

// mostEventLines is how many lines of labels stand above a chart. Where there are
// more events than have room, some are rules without labels.
const mostEventLines = 5

// Unlabelled returns how many of the events have no room for their labels.
func (d *Lines) Unlabelled() (n int) {
	p := &sheet{letters: newLettering(nil)}
	area := vg.Rectangle{Max: vg.Point{X: pageWidth - 2*margin, Y: 100}}
	placed, _ := d.layEvents(p.letters, d.frames(p.letters, area)[0])
	for _, e := range placed {
		if e.label == "" {
			n++
		}
	}
	return n
}

// layEvents places the labels of the events that lie within the chart so that
// none touches another, and returns how many lines they take.
func (d *Lines) layEvents(l *lettering, rect vg.Rectangle) (placed []placedEvent, lines int) {
	f := &frame{Rectangle: rect}
	f.from, f.to = d.span()
	events := slices.Clone(d.Events)
	// From the last to the first: so a label that must go higher stands left of
	// those below it, and its rule passes them by.
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(dayOf(b.Day), dayOf(a.Day)) })
	var starts []vg.Length // of the labels on each line
	for _, e := range events {
		at := placedEvent{Event: e, day: dayOf(e.Day)}
		if at.day < f.from || at.day >= f.to {
			continue
		}
		at.label = l.shorten(e.Label, eventLabel, min(160, f.Size().X/2))
		w := l.width(at.label, eventLabel)
		start := f.x(at.day)
		if at.left = start+w > f.Max.X+6; at.left {
			start -= w
		}
		for at.line = 0; at.line < len(starts) && starts[at.line] < start+w+8; at.line++ {
		}
		switch {
		case at.line == mostEventLines:
			at.label = ""
		case at.line == len(starts):
			starts = append(starts, start)
		default:
			starts[at.line] = start
		}
		placed = append(placed, at)
	}
	return placed, len(starts)
}

// rules draws the events through a panel, with their labels if it is in the first
// row.
func (d *Lines) rules(p *sheet, f *frame, events []placedEvent, labelled, titled bool) {
	above := vg.Length(4)
	if titled {
		above += panelTitle
	}
	for _, e := range events {
		p.begin("event", e.Label+" "+e.Day.Format("2006-01-02"))
		x, rule := f.x(e.day), draw.LineStyle{Color: grey, Width: .7, Dashes: []vg.Length{2, 2}}
		top := f.Max.Y
		if labelled && e.label != "" {
			base := f.Max.Y + above + vg.Length(e.line)*eventLine
			st := eventLabel
			at := x + 3
			if e.left {
				st.across, at = 1, x-3
			}
			p.text(e.label, at, base, st)
			if top = base + 7; titled { // it spares the title
				p.line(rule, vg.Point{X: x, Y: f.Max.Y + panelTitle}, vg.Point{X: x, Y: top})
				top = f.Max.Y
			}
		}
		p.line(rule, vg.Point{X: x, Y: f.Min.Y}, vg.Point{X: x, Y: top})
		p.end()
	}
}
