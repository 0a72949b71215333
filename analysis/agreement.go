package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// A Level says what the values of a code are, and so how far two differ.
type Level uint8

const (
	// Nominal values are the same or not.
	Nominal Level = iota
	// Ordinal values differ by how many values lie between.
	Ordinal
	// Interval values are numbers that differ by the square of their distance.
	Interval
)

var levelNames = []string{"nominal", "ordinal", "interval"}

func (l Level) String() string { return levelNames[l] }

// ParseLevel reads the value of --level.
func ParseLevel(s string) (Level, error) {
	if i := slices.Index(levelNames, s); i >= 0 {
		return Level(i), nil
	}
	return 0, fmt.Errorf("unknown level %q (have %s)", s, strings.Join(levelNames, ", "))
}

// CohenKappa returns κ = (po − pe) / (1 − pe) of two coders, where po is the
// share of units on which they agree and pe the share to be expected of two who
// use each value as often as they do, one independently of the other (Cohen
// 1960). a[i] and b[i] are the values of unit i, nominal. It is missing where it
// is undefined: both use one and the same value only, or there are no units.
func CohenKappa(a, b []float64) Maybe[float64] {
	type use struct{ a, b, both int }
	uses := make(map[float64]use)
	for i := range a {
		u := uses[a[i]]
		u.a++
		if a[i] == b[i] {
			u.both++
		}
		uses[a[i]] = u
		u = uses[b[i]]
		u.b++
		uses[b[i]] = u
	}
	agreed, expected := 0, 0 // of n and of n²: whole numbers, in any order
	for _, u := range uses {
		agreed += u.both
		expected += u.a * u.b
	}
	n := len(a)
	if n*n == expected {
		return Maybe[float64]{}
	}
	return Just(float64(n*agreed-expected) / float64(n*n-expected))
}

// KrippendorffAlpha returns α = 1 − Do/De of any number of coders, by the
// coincidences of values within units (Krippendorff 2011, Computing
// Krippendorff's Alpha-Reliability). units are the values that each unit was
// given, by as many coders as coded it, in any order; a unit with fewer than two
// has no part in it. Missing values need nothing else. For nominal values any
// numbers do, for ordinal ones numbers in their order. It is missing where it is
// undefined: without two different values nothing could have been disagreed on.
func KrippendorffAlpha(units [][]float64, level Level) Maybe[float64] {
	var values []float64
	for _, unit := range units {
		if len(unit) > 1 {
			values = append(values, unit...)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)
	if len(values) < 2 {
		return Maybe[float64]{}
	}
	totals := make([]float64, len(values)) // n_c of the paper
	coincidences := make([]float64, len(values)*len(values))
	n := 0.
	for _, unit := range units {
		if len(unit) < 2 {
			continue
		}
		n += float64(len(unit))
		for i, x := range unit {
			c, _ := slices.BinarySearch(values, x)
			totals[c]++
			for j, y := range unit {
				if i != j {
					k, _ := slices.BinarySearch(values, y)
					coincidences[c*len(values)+k] += 1 / float64(len(unit)-1)
				}
			}
		}
	}
	observed, expected := 0., 0.
	for c := range values {
		for k := range c {
			d := difference(values, totals, k, c, level)
			observed += coincidences[c*len(values)+k] * d
			expected += totals[c] * totals[k] * d
		}
	}
	return Just(1 - (n-1)*observed/expected)
}

// difference is δ² of two values by their indexes, c below k.
func difference(values, totals []float64, c, k int, level Level) float64 {
	switch level {
	case Ordinal:
		d := -(totals[c] + totals[k]) / 2
		for g := c; g <= k; g++ {
			d += totals[g]
		}
		return d * d
	case Interval:
		return (values[c] - values[k]) * (values[c] - values[k])
	}
	return 1
}
