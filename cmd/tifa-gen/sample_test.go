package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// The columns of an alias give each index its weight.
func TestAlias(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float64Range(0, 1000), 1, 50).Draw(t, "weights")
		weights[rapid.IntRange(0, len(weights)-1).Draw(t, "one")]++
		total := 0.0
		for _, w := range weights {
			total += w
		}
		got := make([]float64, len(weights))
		for i, c := range newAlias(weights) {
			share := float64(c.cut) / (1 << 32)
			got[i] += share / float64(len(weights))
			got[c.other] += (1 - share) / float64(len(weights))
		}
		for i, w := range weights {
			if math.Abs(got[i]-w/total) > 1e-7 {
				t.Fatalf("index %d of %v: share %g, want %g", i, weights, got[i], w/total)
			}
		}
	})
}

// draw takes the index from the upper half of a number and compares the lower.
func TestDraw(t *testing.T) {
	a := alias{{1 << 31, 1}, {0, 2}, {math.MaxUint32, 2}}
	for _, test := range []struct {
		x    uint64
		want int
	}{
		{0, 0}, {1<<31 - 1, 0}, {1 << 31, 1}, // the first third
		{1 << 63, 2}, {0xFFFFFFFF_00000000, 2},
	} {
		if got := a.draw(test.x); got != test.want {
			t.Errorf("draw(%x) = %d, want %d", test.x, got, test.want)
		}
	}
}

// Shares of ranks: equal steps of the logarithm are equally common.
func TestOpenRank(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var below [3]int // e^2, e^4, e^6
	const n = 60000
	for range n {
		r := float64(openRank(rng, 6) + 1)
		for i := range below {
			if r < math.Exp(2*float64(i+1)) {
				below[i]++
			}
		}
	}
	for i, got := range below {
		if want := n * (i + 1) / 3; math.Abs(float64(got-want)) > 0.05*n {
			t.Errorf("%d of %d ranks below e^%d, want about %d", got, n, 2*(i+1), want)
		}
	}
}

// The law by hand: each rank below the knee is 1/(r+shift)^exponent, and the
// weights fall everywhere, without a step at the knee.
func TestZipf(t *testing.T) {
	w := zipf(4 * knee)
	if got, want := w[9]/w[0], math.Pow((1+zipfShift)/(10+zipfShift), zipfExponent); math.Abs(got-want) > 1e-12 {
		t.Errorf("rank 10 is %g of the first, want %g", got, want)
	}
	if got := w[4*knee-1] / w[2*knee-1]; math.Abs(got-math.Pow(2, -rareExponent)) > 1e-3 {
		t.Errorf("rank 4·knee is %g of 2·knee, want 2^-%g", got, rareExponent)
	}
	if step := w[knee] / w[knee-1]; step > 1 || step < 0.999 {
		t.Errorf("a step of %g at the knee", step)
	}
}
