package analysis

import (
	"math/bits"
	"slices"
)

// A keySorter sorts one list of keys after another.
type keySorter struct {
	spare   []uint64
	buckets []int
}

// sort deals many keys out into buckets of a few, by how far each lies between
// the least and the greatest, and sorts those: it takes half of the time of
// sorting all. The result may lie in other memory than keys, which
// the next call then uses.
func (t *keySorter) sort(keys []uint64) []uint64 {
	if len(keys) < 256 {
		slices.Sort(keys)
		return keys
	}
	least, greatest := slices.Min(keys), slices.Max(keys)
	shift := max(0, bits.Len64(greatest-least)-bits.Len(uint(len(keys)))+1)
	n := int((greatest-least)>>shift) + 1
	if cap(t.buckets) < n+1 {
		t.buckets = make([]int, 2*n+1)
	}
	if cap(t.spare) < len(keys) {
		t.spare = make([]uint64, 2*len(keys))
	}
	ends, sorted := t.buckets[:n+1], t.spare[:len(keys)]
	clear(ends)
	for _, k := range keys {
		ends[(k-least)>>shift+1]++
	}
	for i := range n {
		ends[i+1] += ends[i]
	}
	for _, k := range keys {
		b := (k - least) >> shift
		sorted[ends[b]] = k
		ends[b]++ // now where the next bucket began
	}
	from := 0
	for _, to := range ends[:n] {
		if to-from <= 16 {
			insert(sorted[from:to])
		} else {
			slices.Sort(sorted[from:to])
		}
		from = to
	}
	t.spare = keys[:0]
	return sorted
}

// insert sorts a few keys by insertion.
func insert(keys []uint64) {
	for i := 1; i < len(keys); i++ {
		k, at := keys[i], i
		for at > 0 && keys[at-1] > k {
			keys[at] = keys[at-1]
			at--
		}
		keys[at] = k
	}
}
