package reports

import (
	"errors"

	"gonum.org/v1/plot/vg"
)

// Strips show where in a text terms stand, a strip a term, a tick a use: an
// x-ray. Where several uses fall on one tick it is darker.
type Strips struct {
	X     string // title of the axis
	Total int64  // length of the text
	List  []Strip
	Marks []Mark
}

// A Strip is where a term stands, in units from the beginning of the text.
type Strip struct {
	Name, Note string // the note stands at the end, e.g. the number of uses
	Places     []int64
}

// A Mark names a place of the text, e.g. where a year begins.
type Mark struct {
	Label string
	Place int64
}

func (d *Strips) check() error {
	if len(d.List) == 0 || d.Total <= 0 {
		return ErrNothing
	}
	for _, s := range d.List {
		for _, at := range s.Places {
			if at < 0 || at >= d.Total {
				return errors.New(s.Name + " stands outside of the text")
			}
		}
	}
	return nil
}

func (d *Strips) key(*chartWords) []keyEntry { return nil }

// The measures of strips.
const (
	stripHeight = 22
	stripGap    = 6
	tickWidth   = .7
)

func (d *Strips) height(*sheet) vg.Length {
	return vg.Length(len(d.List))*(stripHeight+stripGap) + axisLabels + axisTitle + 8
}

func (d *Strips) draw(p *sheet, area vg.Rectangle) {
	names, notes := style{size: labelSize, across: 1, down: .5}, style{size: smallSize, color: grey, down: .5}
	left, right := vg.Length(0), vg.Length(0)
	for _, s := range d.List {
		left = max(left, min(p.letters.width(printable(s.Name), names), mostLabels))
		right = max(right, p.letters.width(printable(s.Note), notes))
	}
	f := vg.Rectangle{Min: vg.Point{X: area.Min.X + left + 8, Y: area.Min.Y + axisTitle + axisLabels + 6}, Max: vg.Point{X: area.Max.X - right - 8, Y: area.Max.Y}}
	x := func(at float64) vg.Length { return f.Min.X + vg.Length(at/float64(d.Total))*f.Size().X }
	for i, s := range d.List {
		top := f.Max.Y - vg.Length(i)*(stripHeight+stripGap)
		p.begin("strip", s.Name)
		p.text(p.letters.shorten(s.Name, names, mostLabels), f.Min.X-6, top-stripHeight/2, names)
		p.text(s.Note, f.Max.X+6, top-stripHeight/2, notes)
		p.fill(vg.Rectangle{Min: vg.Point{X: f.Min.X, Y: top - stripHeight}, Max: vg.Point{X: f.Max.X, Y: top}}, absent)
		d.ticks(p, s.Places, f, top)
		p.end()
	}
	d.axis(p, f, area, x)
}

// ticks draws the uses of a strip. Those within the width of a tick are one, so
// that a million of them are as large a file as a thousand.
func (d *Strips) ticks(p *sheet, places []int64, f vg.Rectangle, top vg.Length) {
	columns := int(f.Size().X / tickWidth)
	counts := make([]int, columns)
	most := 0
	for _, at := range places {
		c := int(float64(at) / float64(d.Total) * float64(columns))
		counts[c]++
		most = max(most, counts[c])
	}
	for c, n := range counts {
		if n == 0 {
			continue
		}
		colour := hues[0]
		if most > 1 {
			colour.A = uint8(255 * (.25 + .75*float64(n)/float64(most)))
		}
		x := f.Min.X + (vg.Length(c)+.5)*tickWidth
		p.line(plain(colour, tickWidth), vg.Point{X: x, Y: top - stripHeight}, vg.Point{X: x, Y: top})
	}
}

func (d *Strips) axis(p *sheet, f, area vg.Rectangle, x func(float64) vg.Length) {
	st := style{size: smallSize, color: grey, across: .5, down: 1}
	bottom := f.Max.Y - vg.Length(len(d.List))*(stripHeight+stripGap) + stripGap - 2
	p.line(plain(grey, .8), vg.Point{X: f.Min.X, Y: bottom}, vg.Point{X: f.Max.X, Y: bottom})
	var ticks []tick
	for _, m := range d.Marks {
		at := x(float64(m.Place))
		p.line(plain(grey, .6), vg.Point{X: at, Y: bottom}, vg.Point{X: at, Y: bottom - tickLength})
		ticks = append(ticks, tick{float64(m.Place), m.Label})
	}
	for _, t := range thin(ticks, x, p.letters, st) { // not all have room for their names
		p.text(t.label, x(t.at), bottom-tickLength-3, st)
	}
	st.size, st.down = labelSize, 0
	p.text(d.X, (f.Min.X+f.Max.X)/2, area.Min.Y+3, st)
}
