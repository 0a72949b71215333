package analysis

import (
	"cmp"
	"container/heap"
	"iter"
	"math"
	"slices"
)

// sorted yields the rows 0 to n−1 by keys, the largest first or, ascending, the
// smallest. Missing ones come last; ties keep their order. It sorts no more of
// them than are taken: a question for the first hundred of millions of rows is
// answered from a heap. Where many are taken the rest is sorted at once, which
// takes a quarter of the time.
func sorted(keys []float64, ascending bool) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		list := make(keyHeap, len(keys))
		for i, key := range keys {
			list[i] = rowKey{placeOf(key, ascending), int32(i)}
		}
		heap.Init(&list)
		for range (len(keys) + 63) / 64 {
			if !yield(list[0].row) {
				return
			}
			last := len(list) - 1
			list[0] = list[last]
			if list = list[:last]; last > 0 {
				heap.Fix(&list, 0)
			}
		}
		slices.SortFunc(list, rowKey.compare)
		for _, k := range list {
			if !yield(k.row) {
				return
			}
		}
	}
}

// placeOf returns a number for a key, the smaller the earlier it comes: the bits
// of floats above 0 are in the order of floats, those below 0 the other way round.
func placeOf(key float64, ascending bool) uint64 {
	if math.IsNaN(key) {
		return math.MaxUint64
	}
	bits := math.Float64bits(key + 0) // -0 is 0
	if key < 0 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	if !ascending {
		bits = ^bits
	}
	return bits
}

// A rowKey is a row and the place of its key.
type rowKey struct {
	place uint64
	row   int32
}

func (k rowKey) compare(other rowKey) int {
	if k.place != other.place {
		return cmp.Compare(k.place, other.place)
	}
	return cmp.Compare(k.row, other.row)
}

// A keyHeap has the first row at its top.
type keyHeap []rowKey

func (h keyHeap) Len() int           { return len(h) }
func (h keyHeap) Less(i, j int) bool { return h[i].compare(h[j]) < 0 }
func (h keyHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *keyHeap) Push(x any)        { *h = append(*h, x.(rowKey)) }

func (h *keyHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
