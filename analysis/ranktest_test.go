package analysis

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// scipy 1.16.3, mannwhitneyu(x, y, method="asymptotic"): x = 0 0 .1 .2 .25,
// y = 0 0 0 0 .05 .1 gives U = 21.5, p = .23098549731688
func TestRankTest(t *testing.T) {
	var test rankTest
	for _, words := range []uint32{10, 5, 4} {
		test.add(0, 1, words)
	}
	test.add(1, 1, 20)
	test.add(1, 2, 20)
	effect, p, ok := test.take(5, 6)
	within(t, "effect", effect, 2*21.5/30-1, 1e-12)
	within(t, "p", p, .23098549731688, 5e-14)
	if !ok {
		t.Error("no test")
	}
}

// The effect is a count of pairs; the p value is 1 where target and reference
// are alike, and missing where all are tied.
func TestRankTestPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sets [2][]float64
		var test rankTest
		for i := range sets {
			for range rapid.IntRange(1, 400).Draw(t, "documents") {
				count, words := rapid.Uint32Range(0, 3).Draw(t, "count"), rapid.Uint32Range(1, 6).Draw(t, "words")
				sets[i] = append(sets[i], float64(count)/float64(words))
				if count > 0 {
					test.add(uint64(i), count, words)
				}
			}
		}
		pairs := 0
		for _, x := range sets[0] {
			for _, y := range sets[1] {
				switch {
				case x > y:
					pairs++
				case x < y:
					pairs--
				}
			}
		}
		n := len(sets[0]) * len(sets[1])
		effect, p, _ := test.take(len(sets[0]), len(sets[1]))
		if math.Abs(effect-float64(pairs)/float64(n)) > 1e-9 {
			t.Fatalf("effect %g, by pairs %g", effect, float64(pairs)/float64(n))
		}
		tied := !slices.ContainsFunc(slices.Concat(sets[0], sets[1]), func(x float64) bool { return x != sets[0][0] })
		if tied != math.IsNaN(p) || p < 0 || p > 1 {
			t.Fatalf("p %g, all tied: %t", p, tied)
		}
	})
}

func TestRankTestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var test keySorter
	for _, n := range []int{0, 1, 255, 256, 1000, 100_000} {
		for _, spread := range []uint64{1, 300, 1 << 40, 1 << 63} {
			keys := make([]uint64, n)
			for i := range keys {
				keys[i] = 1<<62 + r.Uint64N(spread)
			}
			want := slices.Sorted(slices.Values(keys))
			if got := test.sort(keys); !slices.Equal(got, want) {
				t.Fatalf("%d keys spread over %d are not in order", n, spread)
			}
		}
	}
}
