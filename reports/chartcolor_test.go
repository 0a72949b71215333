package reports

import (
	"image/color"
	"math"
	"slices"
	"testing"
)

// linear returns the channels of a colour as light, from 0 to 1 (IEC 61966-2-1).
func linear(c color.NRGBA) (light [3]float64) {
	for i, v := range []uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if light[i] = x / 12.92; x > .04045 {
			light[i] = math.Pow((x+.055)/1.055, 2.4)
		}
	}
	return light
}

// lab returns a colour of light in CIELAB, for daylight.
func lab(light [3]float64) (l, a, b float64) {
	f := func(v float64) float64 {
		if v > 216./24389 {
			return math.Cbrt(v)
		}
		return (24389./27*v + 16) / 116
	}
	r, g, bl := light[0], light[1], light[2]
	x := f((.4124*r + .3576*g + .1805*bl) / .9505)
	y := f(.2126*r + .7152*g + .0722*bl)
	z := f((.0193*r + .1192*g + .9505*bl) / 1.089)
	return 116*y - 16, 500 * (x - y), 200 * (y - z)
}

// visions are the matrices of Machado, Oliveira and Fernandes (2009) for people
// who lack one kind of cone.
var visions = map[string][3][3]float64{
	"all cones":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}},
	"deuteranopia": {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}},
	"tritanopia":   {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}},
}

func seen(c color.NRGBA, vision [3][3]float64) (light [3]float64) {
	for i, row := range vision {
		for k, v := range linear(c) {
			light[i] += row[k] * v
		}
		light[i] = min(max(light[i], 0), 1)
	}
	return light
}

// Any two colours of one chart are far apart for everybody: a difference of 10 in
// CIELAB is seen at a glance.
func TestColorsApart(t *testing.T) {
	for name, list := range map[string][]color.NRGBA{"lines": hues, "surfaces": append([]color.NRGBA{leftOver}, fills...), "calendar": calendarColors} {
		for who, vision := range visions {
			for i, c := range list {
				for k := range i {
					l1, a1, b1 := lab(seen(c, vision))
					l2, a2, b2 := lab(seen(list[k], vision))
					if d := math.Sqrt((l1-l2)*(l1-l2) + (a1-a2)*(a1-a2) + (b1-b2)*(b1-b2)); d < 10 {
						t.Errorf("%s, %s: colours %d and %d differ by %.1f", name, who, k, i, d)
					}
				}
			}
		}
	}
}

func lightness(c color.NRGBA) float64 {
	l, _, _ := lab(linear(c))
	return l
}

// In grey neighbouring surfaces differ, and of the colours of a heat map each is
// darker than those before it.
func TestColorsInGrey(t *testing.T) {
	for i := 1; i < len(fills); i++ {
		if d := math.Abs(lightness(fills[i]) - lightness(fills[i-1])); d < 12 {
			t.Errorf("surfaces %d and %d differ by %.1f in lightness", i-1, i, d)
		}
	}
	if d := math.Abs(lightness(hues[0]) - lightness(hues[1])); d < 20 {
		t.Errorf("what is more and what is less differ by %.1f in lightness", d)
	}
	for i := 1; i <= 100; i++ {
		before, after := lightness(heatColor(float64(i-1)/100)), lightness(heatColor(float64(i)/100))
		if after >= before {
			t.Errorf("%d of 100 is no darker than %d", i, i-1)
		}
	}
}

// Lines that can be told by colour can be told by dashes and by marks too.
func TestLooksDiffer(t *testing.T) {
	for i := range hues {
		for k := range i {
			if lineOf(i).Color == lineOf(k).Color || slices.Equal(lineOf(i).Dashes, lineOf(k).Dashes) || markOf(i).Shape == markOf(k).Shape {
				t.Errorf("lines %d and %d look alike", k, i)
			}
		}
	}
	if markOf(0).Shape == markOf(len(hues)).Shape || slices.Equal(lineOf(0).Dashes, lineOf(len(hues)).Dashes) {
		t.Error("the ninth line looks like the first")
	}
}
