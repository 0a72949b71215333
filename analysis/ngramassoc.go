package analysis

import (
	"math"
	"runtime"
	"slices"
)

// MaxAssociation is the length of the longest n-grams that Lambda is computed
// for: it asks for counts of all 2ⁿ patterns.
const MaxAssociation = 5

// A lambda is how strongly the units of an n-gram hold together.
type lambda struct{ value, z float64 }

// lambdas returns the association of n-grams of length n ≥ 2, without gaps, in
// documents: the highest-order interaction of the saturated log-linear model of
// which of its n places hold their units, over all places where n units stand
// side by side, and the same by its standard error (Blaheta & Johnson 2001;
// with ½ added to each of the 2ⁿ counts, as in quanteda):
//
//	λ = Σ (−1)^(n−places held) · ln(count + ½), z = λ/√Σ 1/(count + ½)
func (g *Ngrams) lambdas(docs []int, n int, grams [][]uint32) []lambda {
	t := newPatterns(n, grams)
	runs := slices.Collect(slices.Chunk(docs, max(1, (len(docs)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))))
	counts, windows := make([][]uint32, len(runs)), make([]int, len(runs))
	inParallel(len(runs), func(part int) {
		counts[part] = make([]uint32, t.size)
		r := newRunReader(g.s, g.opt.Unit)
		for _, doc := range runs[part] {
			r.document(doc, func(run []uint32) {
				for ; len(run) >= n; run = run[1:] {
					windows[part]++
					t.count(run[:n], counts[part])
				}
			})
		}
	})
	total := 0
	for part := range runs {
		total += windows[part]
		for i, c := range counts[part] {
			if part > 0 {
				counts[0][i] += c
			}
		}
	}
	result := make([]lambda, len(grams))
	for i, units := range grams {
		result[i] = t.lambda(units, counts[0], total)
	}
	return result
}

// patterns number the parts of n-grams: for each set of places, the units that
// stand there.
type patterns struct {
	n      int
	number []map[[MaxAssociation]uint32]uint32 // by set of places
	size   int
}

func newPatterns(n int, grams [][]uint32) *patterns {
	t := &patterns{n: n, number: make([]map[[MaxAssociation]uint32]uint32, 1<<n)}
	for set := 1; set < 1<<n; set++ {
		t.number[set] = make(map[[MaxAssociation]uint32]uint32)
		for _, units := range grams {
			key := patternKey(units, set)
			if _, ok := t.number[set][key]; !ok {
				t.number[set][key] = uint32(t.size)
				t.size++
			}
		}
	}
	return t
}

// patternKey returns the units at a set of places, 0 elsewhere: units are
// compared in one map for one set, so that a unit 0 is no other.
func patternKey(units []uint32, set int) (key [MaxAssociation]uint32) {
	for i, u := range units {
		if set>>i&1 != 0 {
			key[i] = u
		}
	}
	return key
}

// count notes n units that stand side by side. Where no n-gram has its first or
// last unit there, nothing that holds that place can be found.
func (t *patterns) count(units []uint32, counts []uint32) {
	held := 0 // places whose unit some n-gram has there
	for i := range units {
		if at, ok := t.number[1<<i][patternKey(units, 1<<i)]; ok {
			held |= 1 << i
			counts[at]++
		}
	}
	for set := 3; set <= held; set++ {
		if set&held != set || set&(set-1) == 0 {
			continue
		}
		if at, ok := t.number[set][patternKey(units, set)]; ok {
			counts[at]++
		}
	}
}

// lambda computes the association of an n-gram. How often exactly a set of
// places holds its units follows from how often at least it does.
func (t *patterns) lambda(units []uint32, counts []uint32, total int) lambda {
	exact := make([]float64, 1<<t.n)
	exact[0] = float64(total)
	for set := 1; set < 1<<t.n; set++ {
		exact[set] = float64(counts[t.number[set][patternKey(units, set)]])
	}
	for i := range t.n {
		for set := range exact {
			if set>>i&1 == 0 {
				exact[set] -= exact[set|1<<i]
			}
		}
	}
	sum, variance := 0., 0.
	for set, c := range exact {
		sign := 1.
		for i := range t.n {
			if set>>i&1 == 0 {
				sign = -sign
			}
		}
		sum += sign * math.Log(c+.5)
		variance += 1 / (c + .5)
	}
	return lambda{sum, sum / math.Sqrt(variance)}
}
