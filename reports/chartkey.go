package reports

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A keyEntry explains a look: a line with a mark, or a surface.
type keyEntry struct {
	label string
	line  *draw.LineStyle
	mark  *draw.GlyphStyle
	fill  color.Color
}

// The widths of the sample before a label, of a line and of a surface.
const (
	keyLine = 26
	keyFill = 14
)

func (e *keyEntry) width() vg.Length {
	if e.line == nil && e.mark == nil {
		return keyFill
	}
	return keyLine
}

// A keyLayout is a key with places for its entries, in lines.
type keyLayout struct {
	entries []keyEntry
	at      []vg.Point // from the top left; Y goes down
	labels  []string
	lines   int
}

func layKey(entries []keyEntry, l *lettering, most vg.Length) keyLayout {
	k := keyLayout{entries: entries}
	x := vg.Length(0)
	for _, e := range entries {
		label := l.shorten(e.label, style{size: labelSize}, most-e.width()-10)
		w := e.width() + 6 + l.width(label, style{size: labelSize}) + 18
		if k.lines == 0 || x+w-18 > most {
			x = 0
			k.lines++
		}
		k.at = append(k.at, vg.Point{X: x, Y: vg.Length(k.lines-1) * 16})
		k.labels = append(k.labels, label)
		x += w
	}
	return k
}

func (k *keyLayout) height() vg.Length {
	if k.lines == 0 {
		return 0
	}
	return vg.Length(k.lines)*16 + 6
}

// draw draws the key below and right of a point.
func (k *keyLayout) draw(p *sheet, x, y vg.Length) {
	for i, e := range k.entries {
		left, middle := x+k.at[i].X, y-k.at[i].Y-8
		p.begin("key", "")
		if e.fill != nil {
			p.fill(vg.Rectangle{Min: vg.Point{X: left, Y: middle - 5}, Max: vg.Point{X: left + keyFill, Y: middle + 5}}, e.fill)
		}
		if e.line != nil {
			p.line(*e.line, vg.Point{X: left, Y: middle}, vg.Point{X: left + keyLine, Y: middle})
		}
		if e.mark != nil {
			p.DrawGlyphNoClip(*e.mark, vg.Point{X: left + keyLine/2, Y: middle})
		}
		p.text(k.labels[i], left+e.width()+6, middle, style{size: labelSize, down: .5})
		p.end()
	}
}
