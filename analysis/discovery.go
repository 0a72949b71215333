package analysis

import (
	"cmp"
	"math"
	"slices"
)

// falseDiscovery turns p values into q values: the share of false ones among
// all that are at least as striking (Benjamini & Hochberg 1995). A NaN stays
// one and is no test.
func falseDiscovery(p []float64) []float64 {
	order := make([]int32, 0, len(p))
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(p[b], p[a]) })
	q := slices.Repeat([]float64{math.NaN()}, len(p))
	least := 1.
	for k, i := range order {
		least = min(least, p[i]*(float64(len(order))/float64(len(order)-k)))
		q[i] = least
	}
	return q
}
