package reports

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A sheet is what a chart is drawn on: a canvas of package vg with the letters.
// Its origin is at the bottom left; a length is a point.
type sheet struct {
	draw.Canvas
	letters    *lettering
	words      *chartWords
	svg        *svgCanvas // the canvas where it is one; it keeps text and groups
	width, top vg.Length
}

// newSheet returns a sheet on a canvas.
func newSheet(c vg.Canvas, width, height vg.Length) *sheet {
	svg, _ := c.(*svgCanvas)
	return &sheet{Canvas: draw.NewCanvas(c, width, height), svg: svg, width: width, top: height}
}

// A style is how a text looks and where it stands.
type style struct {
	size   vg.Length
	bold   bool
	color  color.Color // nil is ink
	across float64     // 0: begins at the point, ½: is centred on it, 1: ends at it
	down   float64     // 0: its base line is at the point, ½: its middle, 1: its top
	turned bool        // reads upwards
}

// capHeight is that of a letter, in sizes; Chinese characters reach from -0.12
// to 0.88, so that half of it is the middle of both, near enough.
const capHeight = 0.72

// text writes a text at a point.
func (p *sheet) text(s string, x, y vg.Length, st style) {
	if s = printable(s); s == "" {
		return
	}
	if st.color == nil {
		st.color = ink
	}
	below := vg.Length(st.down*capHeight) * st.size
	if st.turned {
		x += below
	} else {
		y -= below
	}
	if p.svg != nil {
		p.letters.width(s, st) // notes what no font has
		p.svg.text(s, x, y, st)
		return
	}
	p.Push()
	p.SetColor(st.color)
	p.Translate(vg.Point{X: x, Y: y})
	if st.turned {
		p.Rotate(math.Pi / 2)
	}
	at := -vg.Length(st.across) * p.letters.width(s, st)
	for run, face := range p.letters.runs(s, st) {
		p.FillString(face, vg.Point{X: at}, run)
		at += face.Width(run)
	}
	p.Pop()
}

// begin opens a group of marks, with a title that a browser shows as a hint; end
// closes it.
func (p *sheet) begin(class, title string) {
	if p.svg != nil {
		p.svg.begin(class, printable(title))
	}
}

func (p *sheet) end() {
	if p.svg != nil {
		p.svg.end()
	}
}

// fill fills a rectangle.
func (p *sheet) fill(r vg.Rectangle, c color.Color) {
	p.SetColor(c)
	p.Fill(r.Path())
}

// line draws a line through points.
func (p *sheet) line(st draw.LineStyle, points ...vg.Point) {
	p.StrokeLines(st, points)
}

// plain is a solid line.
func plain(c color.Color, width vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width}
}

// face returns a face of a font at a size.
func face(f *Font, size vg.Length) font.Face {
	return font.Face{Font: font.Font{Size: size}, Face: f.face}
}
