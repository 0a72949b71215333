package analysis

import "math"

// A banding says how MinHash finds pairs of sets: of the smallest members under
// rows·bands random orders, two sets must share those of all rows of a band.
// Two sets share the smallest under one order with a probability that is their
// Jaccard j (Broder 1997), so a pair is found with 1 − (1 − j^rows)^bands
// (Leskovec, Rajaraman, Ullman 2014, 3.4).
type banding struct{ rows, bands int }

// The recall that is asked for at the threshold itself, and how many orders
// there may be for it; above the threshold the recall is greater. More orders
// would save comparisons of sets and cost more than those do.
const (
	leastRecall = 0.995
	mostOrders  = 80
)

// bandingFor returns the banding with most rows, hence with the fewest pairs to
// compare for nothing.
func bandingFor(threshold float64) banding {
	best := banding{rows: 1, bands: bandsFor(threshold, 1)}
	for rows := 2; rows <= 16; rows++ {
		if bands := bandsFor(threshold, rows); rows*bands <= mostOrders {
			best = banding{rows, bands}
		}
	}
	return best
}

// bandsFor returns the fewest bands that give the recall.
func bandsFor(threshold float64, rows int) int {
	missed := 1 - math.Pow(threshold, float64(rows)) // by one band
	if missed <= 0 {
		return 1
	}
	return int(math.Ceil(math.Log(1-leastRecall) / math.Log(missed)))
}

func (b banding) orders() int { return b.rows * b.bands }

// recall is the probability with which a pair of that Jaccard is found.
func (b banding) recall(jaccard float64) float64 {
	return 1 - math.Pow(1-math.Pow(jaccard, float64(b.rows)), float64(b.bands))
}

// A hasher makes random orders: that of x·mul + add modulo 2^64, for members x
// that are mixed well. k independent orders are taken, not one with its values
// dealt into k bins: that takes a k-th of the time, but bins of a text of a
// hundred shingles are nearly all empty, and what fills them is no longer
// independent, which is what the recall is computed from.
type hasher struct {
	banding
	mul, add []uint64 // one more than orders: the last is that of the excerpts
	mins     []uint64
}

// unrolled is how many orders are computed at a time.
const unrolled = 4

func newHasher(b banding, seed int64) *hasher {
	h := &hasher{banding: b}
	n := (b.orders() + unrolled - 1) / unrolled * unrolled
	state := uint64(seed)
	next := func() uint64 { // splitmix64
		state += 0x9E3779B97F4A7C15
		return scramble(state)
	}
	for range n + 1 {
		h.mul, h.add = append(h.mul, next()|1), append(h.add, next())
	}
	h.mins = make([]uint64, n)
	return h
}

// clone returns a hasher for another goroutine.
func (h *hasher) clone() *hasher {
	c := *h
	c.mins = make([]uint64, len(h.mins))
	return &c
}

// bandKeys appends a number for each band: sets with the same smallest members
// in the band have the same.
func (h *hasher) bandKeys(dst, shingles []uint64) []uint64 {
	for k := 0; k < len(h.mins); k += unrolled {
		mul, add := [unrolled]uint64(h.mul[k:]), [unrolled]uint64(h.add[k:])
		a, b, c, d := uint64(math.MaxUint64), uint64(math.MaxUint64), uint64(math.MaxUint64), uint64(math.MaxUint64)
		for _, x := range shingles {
			a = min(a, x*mul[0]+add[0])
			b = min(b, x*mul[1]+add[1])
			c = min(c, x*mul[2]+add[2])
			d = min(d, x*mul[3]+add[3])
		}
		copy(h.mins[k:], []uint64{a, b, c, d})
	}
	for band := range h.bands {
		key := uint64(0)
		for _, m := range h.mins[band*h.rows : (band+1)*h.rows] {
			key = scramble(key^m) + 1
		}
		dst = append(dst, key)
	}
	return dst
}

// excerptKeys is how many shingles of a text are looked up in the others.
const excerptKeys = 16

// A shingleSample is the shingles of a text that come first in an order of their own,
// each once.
type shingleSample struct {
	n     int
	order [excerptKeys]uint64
	key   [excerptKeys]uint64
}

// sample returns the smallest shingles under the last order: of a text a random
// sample, which is the same wherever the text stands.
func (h *hasher) sample(shingles []uint64) shingleSample {
	var s shingleSample
	mul, add := h.mul[len(h.mul)-1], h.add[len(h.add)-1]
	for _, x := range shingles {
		s.add(x, x*mul+add)
	}
	return s
}

func (s *shingleSample) add(key, order uint64) {
	if s.n == excerptKeys && order >= s.order[s.n-1] {
		return
	}
	i := 0
	for i < s.n && s.order[i] < order {
		i++
	}
	if i < s.n && s.order[i] == order {
		return
	}
	s.n = min(s.n+1, excerptKeys)
	copy(s.order[i+1:s.n], s.order[i:])
	copy(s.key[i+1:s.n], s.key[i:])
	s.order[i], s.key[i] = order, key
}
