package main

import (
	"math"
	"math/rand/v2"
)

// An alias draws indices with given weights in constant time, from one random
// number each (Walker 1977, the tables made as by Vose 1991). An alias does not
// change once it is made.
type alias []column

// A column is drawn as often as any other; it gives its own index if the lower
// half of the number is below cut, the other one if not.
type column struct{ cut, other uint32 }

// newAlias makes the tables of at least one weight; none is negative, and not
// all are 0.
func newAlias(weights []float64) alias {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	a := make(alias, len(weights))
	scaled := make([]float64, len(weights))
	var small, large []uint32
	for i, w := range weights {
		scaled[i] = w / total * float64(len(weights))
		if scaled[i] < 1 {
			small = append(small, uint32(i))
		} else {
			large = append(large, uint32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a[s] = column{uint32(scaled[s] * (1 << 32)), l}
		if scaled[l] -= 1 - scaled[s]; scaled[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) { // 1 but for rounding
		a[i] = column{math.MaxUint32, i}
	}
	return a
}

// draw returns an index; x is a random number of 64 bits.
func (a alias) draw(x uint64) int {
	i := (x >> 32) * uint64(len(a)) >> 32
	if c := a[i]; uint32(x) >= c.cut {
		return int(c.other)
	}
	return int(i)
}

// zipf returns the weights of n ranks by the law of Zipf and Mandelbrot
// (Mandelbrot 1953), that of rank r, from 1 on, being 1 / (r + shift)^exponent;
// behind rank knee they fall with rareExponent, as they do where the words of
// many authors are counted together (Ferrer i Cancho and Solé 2001).
func zipf(n int) []float64 {
	weights := make([]float64, n)
	for i := range weights {
		r := float64(i + 1)
		weights[i] = math.Pow(r+zipfShift, -zipfExponent)
		if r > knee {
			weights[i] *= math.Pow(r/knee, zipfExponent-rareExponent)
		}
	}
	return weights
}

// With these the ranks 1, 500, 8000 and 30000 are about as frequent as in
// seventeen million words of television news, of which the project has copies
// to measure by.
const (
	zipfShift    = 1.2
	zipfExponent = 1.03
	rareExponent = 1.6
	knee         = 3000
)

// openRank draws a rank, from 0 on, of a list that need not exist: that of rank
// r is drawn about 1/r times as often as the first, up to e^width ranks. Where
// the ranks are spelled as words, new ones never run out.
func openRank(rng *rand.Rand, width float64) uint64 {
	return uint64(math.Exp(rng.Float64()*width)) - 1
}

// mix makes of two numbers one in which all bits depend on all of theirs (the
// finishing steps of SplitMix64, Steele and others 2014). A word that is
// invented by its rank is spelled by such a number.
func mix(a, b uint64) uint64 {
	z := a*0x9E3779B97F4A7C15 + b
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
