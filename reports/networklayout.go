package reports

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/plot/vg"
)

// layNetwork returns places for the nodes of a network: forces between them after
// Fruchterman and Reingold (1991), all pushing apart and edges pulling together,
// then boxes that overlap are moved apart. The same network and seed give the
// same places.
func layNetwork(d *Network, boxes []nodeBox, area vg.Rectangle) []vg.Point {
	at := forces(d)
	spreadOver(at, boxes, area)
	// Where all boxes cannot stand side by side, what is left overlaps.
	for range 400 {
		if !moveApart(at, boxes) {
			break
		}
		for i := range at {
			keepInside(&at[i], boxes[i], area)
		}
	}
	return at
}

// forces places the nodes in a square of side 1, more or less.
func forces(d *Network) []vg.Point {
	random := rand.New(rand.NewPCG(d.Seed, 1))
	n := len(d.Nodes)
	at, move := make([]vg.Point, n), make([]vg.Point, n)
	for i := range at {
		at[i] = vg.Point{X: vg.Length(random.Float64()), Y: vg.Length(random.Float64())}
	}
	heaviest := 0.0
	for _, e := range d.Edges {
		heaviest = max(heaviest, e.Weight)
	}
	apart := 1 / math.Sqrt(float64(n)) // the distance at which push and pull are even
	const rounds = 300
	for round := range rounds {
		most := .1 * (1 - float64(round)/rounds) // it cools down
		for i := range at {
			// A pull to the middle keeps what no edge holds from flying off.
			move[i] = vg.Point{X: .5 - at[i].X, Y: .5 - at[i].Y}.Scale(vg.Length(3 * apart))
			for k := range at {
				if i == k {
					continue
				}
				delta := at[i].Sub(at[k])
				distance := max(length(delta), 1e-4)
				move[i] = move[i].Add(delta.Scale(vg.Length(apart * apart / (distance * distance))))
			}
		}
		for _, e := range d.Edges {
			delta := at[e.To].Sub(at[e.From])
			pull := length(delta) / apart
			if heaviest > 0 {
				pull *= .3 + .7*e.Weight/heaviest
			}
			step := delta.Scale(vg.Length(pull))
			move[e.From], move[e.To] = move[e.From].Add(step), move[e.To].Sub(step)
		}
		for i := range at {
			if l := length(move[i]); l > most {
				move[i] = move[i].Scale(vg.Length(most / l))
			}
			at[i] = at[i].Add(move[i])
		}
	}
	return at
}

func length(p vg.Point) float64 { return math.Hypot(float64(p.X), float64(p.Y)) }

// spreadOver stretches places over an area.
func spreadOver(at []vg.Point, boxes []nodeBox, area vg.Rectangle) {
	low, high := at[0], at[0]
	for _, p := range at {
		low = vg.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = vg.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	place := func(v, low, high, from, to vg.Length) vg.Length {
		if high == low {
			return (from + to) / 2
		}
		return from + (v-low)/(high-low)*(to-from)
	}
	for i := range at {
		at[i] = vg.Point{X: place(at[i].X, low.X, high.X, area.Min.X, area.Max.X), Y: place(at[i].Y, low.Y, high.Y, area.Min.Y, area.Max.Y)}
		keepInside(&at[i], boxes[i], area)
	}
}

// keepInside moves a node into an area with its label.
func keepInside(p *vg.Point, b nodeBox, area vg.Rectangle) {
	p.X = min(max(p.X, area.Min.X+b.width/2), area.Max.X-b.width/2)
	p.Y = min(max(p.Y, area.Min.Y+b.below), area.Max.Y-b.radius)
}

// moveApart moves nodes whose boxes overlap the shorter way apart, half of it
// each, and tells whether there were any.
func moveApart(at []vg.Point, boxes []nodeBox) (moved bool) {
	for i := range at {
		for k := range i {
			a, b := boxes[i], boxes[k]
			dx := (a.width+b.width)/2 - vg.Length(math.Abs(float64(at[i].X-at[k].X)))
			upper, lower, gap := i, k, a.below+b.radius+2
			if at[i].Y < at[k].Y {
				upper, lower, gap = k, i, b.below+a.radius+2
			}
			dy := gap - (at[upper].Y - at[lower].Y)
			if dx <= .01 || dy <= .01 {
				continue
			}
			moved = true
			if dy < dx {
				at[upper].Y += dy / 2
				at[lower].Y -= dy / 2
				continue
			}
			left, right := i, k
			if at[i].X > at[k].X {
				left, right = k, i
			}
			at[left].X -= dx / 2
			at[right].X += dx / 2
		}
	}
	return moved
}
