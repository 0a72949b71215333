package reports

import (
	"fmt"

	"gonum.org/v1/plot/vg"
)

// A Heat is a map of values by row and column, the darker the larger, from 0. A
// cell without a value is crossed out.
type Heat struct {
	X, Y       string // titles of the axes; "" is none
	Value      string // what the colours mean, with its unit
	Rows, Cols []string
	Values     [][]Cell // of each row, those of the columns
}

func (d *Heat) check() error {
	if len(d.Rows) == 0 || len(d.Cols) == 0 {
		return ErrNothing
	}
	for i, list := range d.Values {
		for k, c := range list {
			if err := finiteCell(c, fmt.Sprintf("%s %s", d.Rows[i], d.Cols[k])); err != nil {
				return err
			}
			if v, _ := cellNumber(c); v < 0 {
				return fmt.Errorf("%s %s is negative: a heat map begins at 0", d.Rows[i], d.Cols[k])
			}
		}
	}
	return nil
}

func (d *Heat) key(*chartWords) []keyEntry { return nil }

// The measures of a heat map.
const (
	heatRow   = 18
	scaleBar  = 10 // height of the bar that explains the colours
	scaleLong = 220
)

var (
	heatName = style{size: labelSize, across: 1, down: .5}
	heatCol  = style{size: smallSize, color: grey, across: .5, down: 1}
)

// layout returns the width that names of rows need, and whether names of columns
// must be turned to stand without touching.
func (d *Heat) layout(l *lettering) (left, below vg.Length, turned bool) {
	for _, r := range d.Rows {
		left = max(left, min(l.width(printable(r), heatName), mostLabels))
	}
	if d.Y != "" {
		left += turnedTitle
	}
	step := (pageWidth - 2*margin - left - 8) / vg.Length(len(d.Cols))
	below = axisLabels
	for _, c := range d.Cols {
		if w := l.width(printable(c), heatCol); w+6 > step && !d.even() {
			turned = true
			below = max(below, min(w, mostLabels)+10)
		}
	}
	return left, below, turned
}

// even tells whether the columns are numbers or dates, of which some may be left
// without a name.
func (d *Heat) even() bool {
	for _, c := range d.Cols {
		if c == "" || c[0] < '0' || c[0] > '9' {
			return false
		}
	}
	return true
}

func (d *Heat) height(p *sheet) vg.Length {
	_, below, _ := d.layout(p.letters)
	h := vg.Length(len(d.Rows))*heatRow + below + 12 + scaleBar + 26
	if d.X != "" {
		h += axisTitle
	}
	return h
}

func (d *Heat) draw(p *sheet, area vg.Rectangle) {
	left, below, turned := d.layout(p.letters)
	high := 0.0
	for _, list := range d.Values {
		for _, c := range list {
			v, _ := cellNumber(c)
			high = max(high, v)
		}
	}
	ticks := numberTicks(0, high, 4)
	f := vg.Rectangle{Min: vg.Point{X: area.Min.X + left + 8, Y: area.Max.Y - vg.Length(len(d.Rows))*heatRow}, Max: area.Max}
	step := f.Size().X / vg.Length(len(d.Cols))
	for i, name := range d.Rows {
		y := f.Max.Y - vg.Length(i+1)*heatRow
		p.begin("row", name)
		p.text(p.letters.shorten(name, heatName, mostLabels), f.Min.X-6, y+heatRow/2, heatName)
		for k := range d.Cols {
			x := f.Min.X + vg.Length(k)*step
			d.cell(p, vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + step, Y: y + heatRow}}, i, k, ticks[len(ticks)-1].at)
		}
		p.end()
	}
	x := func(v float64) vg.Length { return f.Min.X + vg.Length(v+.5)*step }
	d.columns(p, f.Min.Y, x, turned)
	st := style{size: labelSize, color: grey, across: .5}
	y := f.Min.Y - below
	if d.X != "" {
		y -= axisTitle
		p.text(d.X, (f.Min.X+f.Max.X)/2, y+4, st)
	}
	if d.Y != "" {
		st.turned, st.down = true, 1
		p.text(d.Y, area.Min.X, (f.Min.Y+f.Max.Y)/2, st)
	}
	d.scale(p, f.Min.X, y-12, ticks)
}

// cell draws a value; white lines keep cells apart where there is room.
func (d *Heat) cell(p *sheet, r vg.Rectangle, row, col int, high float64) {
	inset := vg.Length(.5)
	if r.Size().X < 4 {
		inset = 0
	}
	r.Min.Y += .5
	r.Max.Y -= .5
	r.Min.X += inset
	r.Max.X -= inset
	v, ok := cellNumber(d.Values[row][col])
	if !ok {
		p.fill(r, absent)
		p.line(plain(faint, 1), r.Min, r.Max)
		return
	}
	p.fill(r, heatColor(v/high))
}

// columns names the columns, those of numbers as many as have room.
func (d *Heat) columns(p *sheet, y vg.Length, x func(float64) vg.Length, turned bool) {
	st := heatCol
	if turned {
		st = style{size: smallSize, color: grey, across: 1, down: .5, turned: true}
		for k, name := range d.Cols {
			p.text(p.letters.shorten(name, st, mostLabels), x(float64(k)), y-5, st)
		}
		return
	}
	var ticks []tick
	for k, name := range d.Cols {
		ticks = append(ticks, tick{float64(k), name})
	}
	for _, t := range thin(ticks, x, p.letters, st) {
		p.text(t.label, x(t.at), y-4, st)
	}
}

// scale draws the bar of colours with their numbers.
func (d *Heat) scale(p *sheet, x, y vg.Length, ticks []tick) {
	const pieces = 44
	high := ticks[len(ticks)-1].at
	p.begin("scale", "")
	for i := range pieces {
		at := x + vg.Length(i)*scaleLong/pieces
		p.fill(vg.Rectangle{Min: vg.Point{X: at, Y: y - scaleBar}, Max: vg.Point{X: min(at+1.5*scaleLong/pieces, x+scaleLong), Y: y}}, heatColor((float64(i)+.5)/pieces))
	}
	place := func(v float64) vg.Length { return x + vg.Length(v/high)*scaleLong }
	for _, t := range thin(ticks, place, p.letters, heatCol) {
		p.text(t.label, place(t.at), y-scaleBar-3, heatCol)
	}
	st := style{size: smallSize, color: grey, down: .5}
	at := x + scaleLong + 16
	p.text(d.Value, at, y-scaleBar/2, st)
	at += p.letters.width(d.Value, st) + 18
	p.end()
	p.begin("key", "")
	r := vg.Rectangle{Min: vg.Point{X: at, Y: y - scaleBar}, Max: vg.Point{X: at + 16, Y: y}}
	p.fill(r, absent)
	p.line(plain(faint, 1), r.Min, r.Max)
	p.text(p.words.noData, r.Max.X+6, y-scaleBar/2, st)
	p.end()
}
