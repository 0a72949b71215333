package store

import (
	"encoding/binary"
	"sync"
)

// A gramCoder codes one list after another.
type gramCoder struct {
	docs         uint32
	order        *gramOrder
	keys, starts []uint64 // as in grams, the starts in w
	w            bitWriter
	tables       *useTables
}

// A useTable tells of each note what its place counts as: a sum of one.
type useTable [1 << noteBits]useSum

// A useSum is what places of a document count as, added up.
//
//	bits 0–3  strings in the body
//	bits 4–7  phrases in the body
//	bits 8–   0 if there are no others; of one place: its class, so that the body is 0
type useSum uint32

const (
	smallSum = 1 << 8 // sums below it are of the body
	smallRun = 1<<4 - 1
)

func newUse(class, str, phrase uint32) useSum {
	return useSum((class^bodyClass)<<8 | phrase<<4 | str)
}

// use counts a place.
func (c *gramCounts) use(u useSum) {
	class := u>>8 ^ bodyClass
	c.String[class] += uint32(u & 1)
	c.Phrase[class] += uint32(u >> 4 & 1)
}

// useTables are what lists are coded with.
type useTables struct {
	pairs, singles useTable
	codes          [smallSum]uint32 // sum of uses → code of the counts and, in the low five bits, its length
}

var codingTables = sync.OnceValue(func() *useTables {
	t := new(useTables)
	for class := range uint32(3) {
		for u := range uint32(1 << useClass) {
			t.pairs[class<<useClass|u] = newUse(class, u&pairString, u&pairPhrase/pairPhrase)
			t.singles[class<<useClass|u] = newUse(class, 1, u&singlePhrase/singlePhrase)
		}
	}
	for s := uint32(1); s <= smallRun; s++ {
		for p := range s + 1 {
			t.codes[p<<4|s] = bodyCode(s, p)
		}
	}
	return t
})

// bodyCode returns an entry of useTables.codes.
func bodyCode(s, p uint32) uint32 {
	var w bitWriter
	w.counts(&gramCounts{String: [3]uint32{bodyClass: s}, Phrase: [3]uint32{bodyClass: p}})
	n := uint(8*len(w.out)) + w.n
	w.fill()
	return binary.LittleEndian.Uint32(append(w.out, 0, 0, 0, 0))<<5 | uint32(n)
}

// reset makes it one without lists.
func (c *gramCoder) reset(docs uint32, order *gramOrder) {
	c.docs, c.order, c.tables = docs, order, codingTables()
	c.keys, c.starts, c.w.out = c.keys[:0], c.starts[:0], c.w.out[:0]
}

// characters codes the lists of the characters from to to-1 in order and of the
// pairs that begin with them.
func (c *gramCoder) characters(builders *[2]gramBuilder, sorter *placeSorter, from, to int) {
	for _, a := range c.order.runes[from:to] {
		for i := range builders {
			if n := builders[i].numbers[a]; n != 0 {
				sorter.read(builders[i].log, int(n), c.order.rank[i])
			}
		}
		if len(sorter.places) == 0 { // a token that holds it was looked at and did not count
			continue
		}
		c.add(gramKey(a, 0), sorter.places, &c.tables.singles)
		sorter.sort(func(rank uint32, places []place) {
			if rank > 0 {
				c.add(gramKey(a, c.order.runes[rank-1]), places, &c.tables.pairs)
			}
		})
	}
}

// add codes the list of a gram that stands at places.
func (c *gramCoder) add(key uint64, places []place, uses *useTable) {
	n := documents(places)
	c.keys = append(c.keys, key)
	c.starts = append(c.starts, uint64(len(c.w.out)))
	c.w.out = binary.AppendUvarint(c.w.out, uint64(n))
	c.list(places, uses, riceBits(c.docs, n), gapBits(c.docs))
	c.w.fill()
}

// list codes the documents of a gram. What nearly all of them are, a few times in
// the body behind a gap that is not long, goes the short way: the loop is
// bitWriter.put with the writer in variables.
func (c *gramCoder) list(places []place, uses *useTable, k, width uint) {
	out, bits, n, codes := c.w.out, c.w.bits, c.w.n, &c.tables.codes
	most := uint32(maxUnary)
	if k > 64-7-maxUnary-16 { // a gap and counts would not go into bits
		most = 0
	}
	k %= 64
	last := uint32(0) // the document before and 1
	for i := 0; i < len(places); {
		first, seen := i, places[i].seen()
		sum := uses[places[i].note()]
		for i++; i < len(places) && places[i].seen() == seen; i++ {
			sum += uses[places[i].note()]
		}
		gap := seen - 1 - last
		last = seen
		if q := uint(gap >> k); q < uint(most) && sum < smallSum && i-first <= smallRun {
			code := uint64(codes[sum])
			v := 1<<q - 1 | (uint64(gap)&(1<<k-1)|code>>5<<k)<<((q+1)%64)
			bits |= v << (n % 64)
			n += q + 1 + k + uint(code%32)
			out = binary.LittleEndian.AppendUint64(out, bits)[:len(out)+int(n/8)]
			bits >>= n &^ 7
			n %= 8
			continue
		}
		var counts gramCounts
		for _, p := range places[first:i] {
			counts.use(uses[p.note()])
		}
		c.w.out, c.w.bits, c.w.n = out, bits, n
		c.w.gap(gap, k, width)
		c.w.counts(&counts)
		out, bits, n = c.w.out, c.w.bits, c.w.n
	}
	c.w.out, c.w.bits, c.w.n = out, bits, n
}
