package reports

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Bars are values of groups: one bar a series beside each other, or, stacked, the
// shares that the series have in the sum of each group.
type Bars struct {
	X       string   // title of the axis of values, with its unit
	Groups  []string // from top to bottom
	Series  []string // one without a name needs no key
	Values  [][]Cell // of each series, those of the groups; empty is no value
	Stacked bool
	Totals  []string // stand behind the bars of the groups, e.g. what 100 % is; nil is the values
	Signed  bool     // one series that has both signs: they differ in colour
	Rest    bool     // the last series is what is left over, and is grey
}

func (d *Bars) check() error {
	if len(d.Groups) == 0 || len(d.Series) == 0 {
		return ErrNothing
	}
	for k, list := range d.Values {
		for i, c := range list {
			what := fmt.Sprintf("%s %s", d.Groups[i], d.Series[k])
			if err := finiteCell(c, what); err != nil {
				return err
			}
			if v, _ := cellNumber(c); d.Stacked && v < 0 {
				return fmt.Errorf("%s is negative and has no share", what)
			}
		}
	}
	return nil
}

func (d *Bars) key(*chartWords) (key []keyEntry) {
	if len(d.Series) == 1 && d.Series[0] == "" {
		return nil
	}
	for i, name := range d.Series {
		key = append(key, keyEntry{label: name, fill: d.color(i)})
	}
	return key
}

// color returns the colour of a series. Bars beside each other look like lines of
// the same series do.
func (d *Bars) color(series int) color.NRGBA {
	switch {
	case d.Rest && series == len(d.Series)-1:
		return leftOver
	case d.Stacked:
		return fillOf(series)
	}
	return hueOf(series)
}

// The measures of bars.
const (
	barHeight  = 12
	barGap     = 6
	thinBar    = 8
	mostLabels = 200 // width of the names of groups
)

func (d *Bars) bar() vg.Length {
	if n := d.beside(); n > 1 {
		return thinBar
	}
	return barHeight
}

// beside is how many bars a group has.
func (d *Bars) beside() int {
	if d.Stacked {
		return 1
	}
	return len(d.Series)
}

func (d *Bars) step() vg.Length { return vg.Length(d.beside())*d.bar() + barGap }

func (d *Bars) height(*sheet) vg.Length {
	return vg.Length(len(d.Groups))*d.step() + barGap + axisLabels + axisTitle + 4
}

// shares returns the values of a group as shares of their sum, nil where it is 0.
func (d *Bars) shares(group int) []float64 {
	shares, sum := make([]float64, len(d.Series)), 0.0
	for k := range d.Series {
		shares[k], _ = cellNumber(d.Values[k][group])
		sum += shares[k]
	}
	if sum == 0 {
		return nil
	}
	for k := range shares {
		shares[k] /= sum
	}
	return shares
}

// ticks returns the numbers of the axis.
func (d *Bars) ticks(w *chartWords) []tick {
	if d.Stacked {
		var ticks []tick
		for i := range 6 {
			ticks = append(ticks, tick{float64(i) / 5, fmt.Sprintf(w.percent, i*20)})
		}
		return ticks
	}
	low, high := 0.0, 0.0
	for _, list := range d.Values {
		for _, c := range list {
			v, _ := cellNumber(c)
			low, high = min(low, v), max(high, v)
		}
	}
	return numberTicks(low, high, 6)
}

// end returns what stands behind the bars of a group.
func (d *Bars) end(group, series int, w *chartWords) string {
	if d.Totals != nil {
		if series > 0 {
			return ""
		}
		return d.Totals[group]
	}
	if v, ok := cellNumber(d.Values[series][group]); ok {
		return valueLabel(v)
	}
	return w.noData
}

func (d *Bars) draw(p *sheet, area vg.Rectangle) {
	names := style{size: labelSize, across: 1, down: .5}
	left, right := vg.Length(0), vg.Length(0)
	for i, g := range d.Groups {
		left = max(left, min(p.letters.width(printable(g), names), mostLabels))
		for k := range d.Series {
			right = max(right, p.letters.width(d.end(i, k, p.words), style{size: smallSize}))
		}
	}
	ticks := d.ticks(p.words)
	low, high := ticks[0].at, ticks[len(ticks)-1].at
	f := vg.Rectangle{Min: vg.Point{X: area.Min.X + left + 8, Y: area.Min.Y + axisTitle + axisLabels + 4}, Max: vg.Point{X: area.Max.X - right - 8, Y: area.Max.Y}}
	if low < 0 {
		f.Min.X += right // labels of bars to the left
	}
	x := func(v float64) vg.Length { return f.Min.X + vg.Length((v-low)/(high-low))*f.Size().X }
	st := style{size: smallSize, color: grey, across: .5, down: 1}
	for _, t := range thin(ticks, x, p.letters, st) {
		p.line(plain(faint, .6), vg.Point{X: x(t.at), Y: f.Min.Y}, vg.Point{X: x(t.at), Y: f.Max.Y})
		p.text(t.label, x(t.at), f.Min.Y-5, st)
	}
	for i, g := range d.Groups {
		top := f.Max.Y - barGap/2 - vg.Length(i)*d.step()
		p.begin("group", g)
		p.text(p.letters.shorten(g, names, mostLabels), f.Min.X-6, top-vg.Length(d.beside())*d.bar()/2, names)
		if d.Stacked {
			d.stack(p, i, top, x)
		} else {
			d.side(p, i, top, x)
		}
		p.end()
	}
	p.line(plain(grey, .8), vg.Point{X: x(0), Y: f.Min.Y}, vg.Point{X: x(0), Y: f.Max.Y})
	st.down = 0
	st.size = labelSize
	p.text(d.X, (f.Min.X+f.Max.X)/2, area.Min.Y+3, st)
}

// side draws the bars of a group one below another.
func (d *Bars) side(p *sheet, group int, top vg.Length, x func(float64) vg.Length) {
	for k := range d.Series {
		v, ok := cellNumber(d.Values[k][group])
		y := top - vg.Length(k)*d.bar()
		if ok && v != 0 {
			c := d.color(k)
			if d.Signed && v < 0 {
				c = hues[1]
			}
			a, b := x(math.Min(0, v)), x(math.Max(0, v))
			p.fill(vg.Rectangle{Min: vg.Point{X: a, Y: y - d.bar() + 1}, Max: vg.Point{X: b, Y: y}}, c)
		}
		st := style{size: smallSize, color: grey, down: .5}
		at := x(math.Max(0, v)) + 4
		if v < 0 {
			st.across, at = 1, x(v)-4
		}
		if d.bar() < barHeight {
			st.size = thinBar
		}
		p.text(d.end(group, k, p.words), at, y-d.bar()/2+.5, st)
	}
}

// stack draws the shares of a group as one bar.
func (d *Bars) stack(p *sheet, group int, top vg.Length, x func(float64) vg.Length) {
	shares := d.shares(group)
	at := 0.0
	for k, share := range shares {
		if share == 0 {
			continue
		}
		r := vg.Rectangle{Min: vg.Point{X: x(at), Y: top - barHeight + 1}, Max: vg.Point{X: x(at + share), Y: top}}
		p.fill(r, d.color(k))
		if at > 0 { // neighbours never touch
			p.line(plain(white, 1), vg.Point{X: r.Min.X, Y: r.Min.Y}, vg.Point{X: r.Min.X, Y: r.Max.Y})
		}
		at += share
	}
	p.text(d.end(group, 0, p.words), x(1)+6, top-barHeight/2+.5, style{size: smallSize, color: grey, down: .5})
}
