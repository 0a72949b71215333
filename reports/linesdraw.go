package reports

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A frame is the place of a panel with its scales.
type frame struct {
	vg.Rectangle
	from, to float64 // days
	high     float64
}

func (f *frame) x(day float64) vg.Length {
	return f.Min.X + vg.Length((day-f.from)/(f.to-f.from))*f.Size().X
}

func (f *frame) y(v float64) vg.Length {
	return f.Min.Y + vg.Length(v/f.high)*f.Size().Y
}

func (d *Lines) draw(p *sheet, area vg.Rectangle) {
	from, to := d.span()
	ticks := d.yTicks()
	inner := area
	events, lines := d.layEvents(p.letters, d.frames(p.letters, area)[0])
	inner.Max.Y -= vg.Length(lines) * eventLine
	_, index := d.names()
	for i, rect := range d.frames(p.letters, inner) {
		f := &frame{Rectangle: rect, from: from, to: to, high: ticks[len(ticks)-1].at}
		panel := &d.Panels[i]
		p.begin("panel", panel.Title)
		d.ground(p, f, panel)
		d.axes(p, f, i, ticks)
		d.rules(p, f, events, i < d.columns(), panel.Title != "")
		if panel.Title != "" {
			st := style{size: labelSize, bold: true}
			p.text(p.letters.shorten(panel.Title, st, f.Size().X), f.Min.X, f.Max.Y+5, st)
		}
		for k := range panel.Series {
			s := &panel.Series[k]
			f.band(p, s, index[s.Name], len(panel.Series))
		}
		for k := range panel.Series {
			s := &panel.Series[k]
			p.begin("series", s.Name)
			f.line(p, s, index[s.Name], len(panel.Series))
			p.end()
		}
		p.end()
	}
	st := style{size: labelSize, color: grey, across: .5}
	p.text(d.X, (area.Min.X+area.Max.X)/2, area.Min.Y+3, st)
	st.turned, st.down = true, 1
	p.text(d.Y, area.Min.X, (inner.Min.Y+inner.Max.Y)/2, st)
}

// ground shades the periods without data, neighbours in one piece.
func (d *Lines) ground(p *sheet, f *frame, panel *Panel) {
	gaps := panel.gaps()
	for len(gaps) > 0 {
		n := 1
		for n < len(gaps) && gaps[n] == gaps[n-1]+1 {
			n++
		}
		points := panel.Series[0].Points
		first, last := points[gaps[0]], points[gaps[n-1]]
		gaps = gaps[n:]
		p.begin("gap", "")
		p.fill(vg.Rectangle{Min: vg.Point{X: f.x(dayOf(first.From)), Y: f.Min.Y}, Max: vg.Point{X: f.x(dayOf(last.To) + 1), Y: f.Max.Y}}, absent)
		p.end()
	}
}

// axes draws the grid and the axes; numbers stand left of the first column only,
// times below the panels that have none below them.
func (d *Lines) axes(p *sheet, f *frame, panel int, ticks []tick) {
	st := style{size: smallSize, color: grey, across: 1, down: .5}
	for _, t := range ticks {
		y := f.y(t.at)
		p.line(plain(faint, .6), vg.Point{X: f.Min.X, Y: y}, vg.Point{X: f.Max.X, Y: y})
		if panel%d.columns() == 0 {
			p.text(t.label, f.Min.X-tickLength-2, y, st)
		}
	}
	p.line(plain(grey, .8), f.Min, vg.Point{X: f.Max.X, Y: f.Min.Y})
	st = style{size: smallSize, color: grey, across: .5, down: 1}
	for _, t := range d.xTicks(p.letters, f, st) {
		x := f.x(t.at)
		p.line(plain(grey, .8), vg.Point{X: x, Y: f.Min.Y}, vg.Point{X: x, Y: f.Min.Y - tickLength})
		if panel+d.columns() >= len(d.Panels) {
			p.text(t.label, x, f.Min.Y-tickLength-3, st)
		}
	}
}

// units are the steps of the lengths of periods.
var units = map[string]calendarStep{
	"day": {0, 1}, "week": {0, 7}, "month": {1, 0}, "quarter": {3, 0}, "year": {12, 0},
}

// xTicks returns the ticks of time; periods that are no years, months or days
// are named at their middle.
func (d *Lines) xTicks(l *lettering, f *frame, st style) []tick {
	if unit, ok := units[d.Unit]; ok {
		return timeTicks(f.from, f.to, unit, f.x, l, st)
	}
	var ticks []tick
	for _, pt := range d.Panels[0].Series[0].Points {
		ticks = append(ticks, tick{middle(&pt), pt.Period})
	}
	slices.SortStableFunc(ticks, func(a, b tick) int { return cmp.Compare(a.at, b.at) })
	return thin(ticks, f.x, l, st)
}

func middle(pt *Point) float64 { return (dayOf(pt.From) + dayOf(pt.To) + 1) / 2 }

// band draws the interval around each stretch of a line.
func (f *frame) band(p *sheet, s *Series, look, of int) {
	c, edge := pale(hueOf(look)), hueOf(look)
	edge.A = 140
	for _, stretch := range s.stretches() {
		var top, bottom []vg.Point
		flush := func() {
			switch len(top) {
			case 0:
				return
			case 1: // a lone period has a bar
				x := top[0].X
				if len(stretch) == 1 {
					x += f.aside(s, look, of)
				}
				top = []vg.Point{{X: x - loneBar, Y: top[0].Y}, {X: x + loneBar, Y: top[0].Y}}
				bottom = []vg.Point{{X: x - loneBar, Y: bottom[0].Y}, {X: x + loneBar, Y: bottom[0].Y}}
			}
			slices.Reverse(bottom)
			p.begin("band", s.Name)
			p.FillPolygon(c, slices.Concat(top, bottom))
			p.line(plain(edge, .5), top...)
			p.line(plain(edge, .5), bottom...)
			p.end()
			top, bottom = nil, nil
		}
		for _, pt := range stretch {
			low, ok := cellNumber(pt.Low)
			high, ok2 := cellNumber(pt.High)
			if !ok || !ok2 {
				flush()
				continue
			}
			x := f.x(middle(&pt))
			top = append(top, vg.Point{X: x, Y: f.y(min(high, f.high))})
			bottom = append(bottom, vg.Point{X: x, Y: f.y(min(max(low, 0), f.high))})
		}
		flush()
	}
}

// stretches returns the neighbouring points that have values.
func (s *Series) stretches() (list [][]Point) {
	start := -1
	for i, pt := range s.Points {
		switch missing := pt.Value.IsEmpty(); {
		case missing && start >= 0:
			list = append(list, s.Points[start:i])
			start = -1
		case !missing && start < 0:
			start = i
		}
	}
	if start >= 0 {
		list = append(list, s.Points[start:])
	}
	return list
}

// loneBar is half the width of the interval of a lone period.
const loneBar = 2.5

// aside is how far beside its place a lone point of a series stands.
func (f *frame) aside(s *Series, look, of int) vg.Length {
	room := f.Size().X / vg.Length(max(1, len(s.Points)*of))
	return (vg.Length(look) - vg.Length(of-1)/2) * min(5, .8*room)
}

// leastApart is how far apart points must be to have marks.
const leastApart = 11

// line draws a line with its marks. A point without neighbours stands on a stem,
// a little beside those of other series, so that it can be seen and nothing is
// drawn where nothing is known.
func (f *frame) line(p *sheet, s *Series, look, of int) {
	st, mark := lineOf(look), markOf(look)
	marked := len(s.Points) < 2 || f.Size().X/vg.Length(len(s.Points)-1) >= leastApart
	for _, stretch := range s.stretches() {
		points := make([]vg.Point, len(stretch))
		for i := range stretch {
			v, _ := cellNumber(stretch[i].Value)
			points[i] = vg.Point{X: f.x(middle(&stretch[i])), Y: f.y(v)}
		}
		if len(points) == 1 {
			points[0].X += f.aside(s, look, of)
			stem := draw.LineStyle{Color: st.Color, Width: 1}
			if points[0].Y > f.Min.Y {
				p.line(stem, vg.Point{X: points[0].X, Y: f.Min.Y}, points[0])
			}
		} else {
			p.line(st, points...)
		}
		if marked || len(points) == 1 {
			for _, pt := range points {
				p.DrawGlyphNoClip(mark, pt)
			}
		}
	}
}
