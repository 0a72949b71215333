package analysis

import "math"

// A rankTest is a Mann–Whitney test of rates by document: how often something
// stands in the documents of two sets, by their words. Only documents that have
// it are listed; all others of a set are tied at 0.
type rankTest struct {
	keys []uint64 // rate<<1 | set
	keySorter
}

// add notes a document of a set, 0 or 1, that holds something count times among
// its words. Rates of different counts and lengths are the same float64 only if
// they are equal: lengths are far below 2^26.
func (t *rankTest) add(set uint64, count, words uint32) {
	t.keys = append(t.keys, math.Float64bits(float64(count)/float64(words))<<1|set)
}

// take compares set 0 with set 1, of n0 and n1 documents, and empties the test.
// effect is the rank-biserial correlation: the chance that a document of set 0
// has the higher rate, minus the chance that it has the lower. p is two-sided,
// from the normal distribution with corrections for ties and continuity (Mann &
// Whitney 1947; Lehmann 1975). ok is false where a set is empty; p is NaN where
// all rates are the same.
func (t *rankTest) take(n0, n1 int) (effect, p float64, ok bool) {
	keys := t.keys
	t.keys = keys[:0]
	if n0 == 0 || n1 == 0 {
		return 0, math.NaN(), false
	}
	keys = t.sort(keys)
	t.keys = keys[:0]
	in0 := 0
	for _, k := range keys {
		in0 += int(1 - k&1)
	}
	n := float64(n0 + n1)
	zeros := n0 + n1 - len(keys)
	rank := float64(zeros) // of the last document so far
	sum := float64(n0-in0) * (rank + 1) / 2
	ties := cube(rank)
	for len(keys) > 0 {
		size, first := 0, 0
		for size < len(keys) && keys[size]>>1 == keys[0]>>1 {
			first += int(1 - keys[size]&1)
			size++
		}
		sum += float64(first) * (rank + (float64(size)+1)/2)
		ties += cube(float64(size))
		rank += float64(size)
		keys = keys[size:]
	}
	x, y := float64(n0), float64(n1)
	u := sum - x*(x+1)/2
	effect = 2*u/(x*y) - 1
	variance := x * y / 12 * (n + 1 - ties/(n*(n-1)))
	if !(variance > 0) {
		return effect, math.NaN(), true
	}
	z := max(0, math.Abs(u-x*y/2)-.5) / math.Sqrt(variance)
	return effect, normalTail(z), true
}

// cube is t³ − t, what t tied documents take off the variance.
func cube(t float64) float64 { return t*t*t - t }
