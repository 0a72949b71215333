package reports

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Network is nodes and the edges between them. Nodes that go together stand
// together; the places mean nothing else, and other seeds give others.
type Network struct {
	Nodes       []NetworkNode
	Edges       []NetworkEdge
	Seed        uint64
	Main, Other string // what the two sorts of nodes are, for the key
}

// A NetworkNode is a circle whose area is its weight.
type NetworkNode struct {
	Label  string
	Weight float64
	Main   bool // e.g. a term, where the others are words
}

// A NetworkEdge joins two nodes, by their numbers. The heavier it is, the wider
// and darker it is, and the nearer they stand.
type NetworkEdge struct {
	From, To int
	Weight   float64
}

// mostNodes is how many nodes can be read at most.
const mostNodes = 300

func (d *Network) check() error {
	switch n := len(d.Nodes); {
	case n == 0:
		return ErrNothing
	case n > mostNodes:
		return fmt.Errorf("%d nodes are too many to be read (%d at most): show fewer with --top", n, mostNodes)
	}
	for _, n := range d.Nodes {
		if !finite(n.Weight) || n.Weight < 0 {
			return fmt.Errorf("the weight of %s is no size", n.Label)
		}
	}
	for _, e := range d.Edges {
		if e.From < 0 || e.From >= len(d.Nodes) || e.To < 0 || e.To >= len(d.Nodes) {
			return fmt.Errorf("an edge from node %d to node %d of %d", e.From, e.To, len(d.Nodes))
		}
		if !finite(e.Weight) || e.Weight < 0 {
			return fmt.Errorf("the weight of %s – %s is no size", d.Nodes[e.From].Label, d.Nodes[e.To].Label)
		}
	}
	return nil
}

// veil is laid under labels, so that edges do not cross them out.
var veil = color.NRGBA{R: 255, G: 255, B: 255, A: 190}

var networkColors = map[bool]int{true: 3, false: 0} // hues

func (d *Network) key(*chartWords) (key []keyEntry) {
	for _, k := range []struct {
		name string
		main bool
	}{{d.Main, true}, {d.Other, false}} {
		if k.name != "" {
			key = append(key, keyEntry{label: k.name, fill: hues[networkColors[k.main]]})
		}
	}
	return key
}

func (d *Network) height(*sheet) vg.Length {
	return vg.Length(min(640, 320+12*len(d.Nodes)))
}

func (d *Network) draw(p *sheet, area vg.Rectangle) {
	boxes := d.boxes(p.letters)
	at := layNetwork(d, boxes, area)
	heaviest := 0.0
	for _, e := range d.Edges {
		heaviest = max(heaviest, e.Weight)
	}
	for _, e := range d.Edges {
		share := 0.0
		if heaviest > 0 {
			share = math.Sqrt(e.Weight / heaviest)
		}
		c := grey
		c.A = uint8(50 + 110*share)
		p.begin("edge", "")
		p.line(draw.LineStyle{Color: c, Width: .5 + 3.5*vg.Length(share)}, at[e.From], at[e.To])
		p.end()
	}
	for i, n := range d.Nodes {
		p.begin("node", n.Label)
		mark := draw.GlyphStyle{Color: hues[networkColors[n.Main]], Radius: boxes[i].radius, Shape: draw.CircleGlyph{}}
		p.DrawGlyphNoClip(mark, at[i])
		p.end()
	}
	for i, n := range d.Nodes { // over the edges of all
		b := boxes[i]
		half, top := p.letters.width(b.label, nodeLabel(n))/2, at[i].Y-b.radius-2
		p.begin("label", "")
		p.fill(vg.Rectangle{Min: vg.Point{X: at[i].X - half - 1, Y: top - labelSize - 1}, Max: vg.Point{X: at[i].X + half + 1, Y: top}}, veil)
		p.text(b.label, at[i].X, top-2, nodeLabel(n))
		p.end()
	}
}

func nodeLabel(n NetworkNode) style {
	return style{size: labelSize, bold: n.Main, across: .5, down: 1}
}

// A nodeBox is the room that a node takes with its label, which stands below it.
type nodeBox struct {
	radius, width, below vg.Length
	label                string
}

func (d *Network) boxes(l *lettering) []nodeBox {
	heaviest := 0.0
	for _, n := range d.Nodes {
		heaviest = max(heaviest, n.Weight)
	}
	boxes := make([]nodeBox, len(d.Nodes))
	for i, n := range d.Nodes {
		b := &boxes[i]
		b.radius = 3
		if heaviest > 0 {
			b.radius += 11 * vg.Length(math.Sqrt(n.Weight/heaviest))
		}
		b.label = l.shorten(n.Label, nodeLabel(n), 120)
		b.width = max(2*b.radius, l.width(b.label, nodeLabel(n))) + 4
		b.below = b.radius + 4 + labelSize
	}
	return boxes
}
