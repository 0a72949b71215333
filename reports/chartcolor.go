package reports

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// The colours of what is no data.
var (
	white    = rgb(0xFFFFFF)
	ink      = rgb(0x1F1F1F)
	grey     = rgb(0x5E5E5E)
	faint    = rgb(0xE2E2E2) // lines of a grid
	absent   = rgb(0xF1F1F1) // no data
	leftOver = rgb(0x9A9A9A)
	missed   = rgb(0xD55E00) // what should be there and is not
)

// hues are the colours of Okabe and Ito (2008), which people of any colour vision
// tell apart, in an order in which neighbours differ in lightness too; the blue
// and the purple are darker than theirs, to be told from their neighbours on a
// print in grey.
var hues = []color.NRGBA{
	rgb(0x005B96), rgb(0xE69F00), rgb(0x009E73), rgb(0xD55E00), rgb(0x56B4E9), rgb(0x8F3B76), rgb(0xCC79A7), rgb(0x000000),
}

// fills are the hues in the order of surfaces that touch: dark beside light.
var fills = []color.NRGBA{hues[0], hues[4], hues[3], rgb(0xF0E442), hues[2], rgb(0xE8A8CC), hues[5], hues[1]}

// dashes and marks tell lines apart where colours do not.
var (
	dashes = [][]vg.Length{nil, {6, 2.5}, {1.5, 2}, {9, 2.5, 1.5, 2.5}, {3.5, 1.5}, {12, 3}, {6, 2, 1.5, 2, 1.5, 2}, {1, 3}}
	marks  = []draw.GlyphDrawer{
		draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.CrossGlyph{}, draw.RingGlyph{}, draw.SquareGlyph{}, draw.TriangleGlyph{}, draw.PlusGlyph{},
	}
)

// lineOf and markOf are the looks of a series. The colours of the ninth and on come
// again with the dashes and marks of others: no chart with so many lines can be
// read.
func lineOf(series int) draw.LineStyle {
	return draw.LineStyle{Color: hueOf(series), Width: 1.6, Dashes: dashes[(series+series/len(hues))%len(dashes)]}
}

func markOf(series int) draw.GlyphStyle {
	return draw.GlyphStyle{Color: hueOf(series), Radius: 2.8, Shape: marks[(series+series/len(hues))%len(marks)]}
}

func hueOf(series int) color.NRGBA { return hues[series%len(hues)] }

func fillOf(series int) color.NRGBA { return fills[series%len(fills)] }

// pale is a colour that lets through what is below it.
func pale(c color.NRGBA) color.NRGBA {
	c.A = 46
	return c
}

// ramp are the colours of a heat map from 0 to 1: each is darker than the one
// before, so that the order is the same in grey.
var ramp = []color.NRGBA{rgb(0xFFF9E3), rgb(0xFBD98B), rgb(0xEE9E54), rgb(0xC9544C), rgb(0x7E2860), rgb(0x2C0F45)}

// heatColor returns the colour of a value from 0 to 1.
func heatColor(v float64) color.NRGBA {
	at := min(max(v, 0), 1) * float64(len(ramp)-1)
	i := min(int(at), len(ramp)-2)
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*(at-float64(i)) + .5) }
	a, b := ramp[i], ramp[i+1]
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
}
