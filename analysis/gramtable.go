package analysis

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

// A gram is an n-gram of a level as it is counted: the number of the one
// without its last unit, and that unit. It is compared whole, so two n-grams
// are never taken for one.
type gram uint64

func newGram(prefix, unit uint32) gram { return gram(prefix)<<32 | gram(unit) }

// hash spreads grams over shards and cells (the finalizer of splitmix64).
func (g gram) hash() uint64 {
	h := uint64(g)
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// A gramCount is how often a gram stands in documents, and in how many.
type gramCount struct {
	gram             gram
	count, documents uint32
}

// A gramCounter counts grams for many goroutines. Grams are dealt out to
// shards, each behind a lock, in batches.
//
// Most n-grams stand once in a corpus. Where only those with a least count are
// asked for, a first pass (see filter) counts them up to 3 in two bits that
// they may share with others: what has not the least count there has it
// nowhere, and gets no cell in the second pass.
type gramCounter struct {
	shards [numShards]gramShard
	least  uint32 // count below which a gram need not be kept
}

const (
	shardBits = 6
	numShards = 1 << shardBits
	batchSize = 1024
)

type gramShard struct {
	sync.Mutex
	filter []uint64    // 32 counters of two bits in each; nil: none
	cells  []gramCount // open addressing; count 0 is empty; a power of two
	used   int
}

func newGramCounter(least int) *gramCounter {
	return &gramCounter{least: uint32(max(1, least))}
}

// filtered gives the counter a filter for about so many different grams.
func (c *gramCounter) filtered(grams int) {
	words := max(1, grams/numShards*4/32) // 4 counters a gram: one in eight is taken for more frequent than it is
	words = 1 << bits.Len(uint(words-1))
	for i := range c.shards {
		c.shards[i].filter = make([]uint64, words)
	}
}

// dropFilter is called the second pass is over.
func (c *gramCounter) dropFilter() {
	for i := range c.shards {
		c.shards[i].filter = nil
	}
}

// sieve counts a batch in the filter.
func (s *gramShard) sieve(batch []gramCount) {
	for _, g := range batch {
		word, shift := s.place(g.gram)
		if n := *word >> shift & 3; n < 3 {
			n = min(3, n+uint64(g.count))
			*word = *word&^(3<<shift) | n<<shift
		}
	}
}

func (s *gramShard) place(g gram) (word *uint64, shift uint64) {
	h := g.hash() << shardBits
	return &s.filter[h>>11&uint64(len(s.filter)-1)], h >> 6 & 31 * 2
}

// add counts a batch.
func (s *gramShard) add(batch []gramCount, least uint32) {
	for _, g := range batch {
		if s.filter != nil {
			if word, shift := s.place(g.gram); *word>>shift&3 < uint64(min(3, least)) {
				continue
			}
		}
		s.addOne(g)
	}
}

func (s *gramShard) addOne(g gramCount) {
	if 4*s.used >= 3*len(s.cells) {
		s.grow()
	}
	mask := uint64(len(s.cells) - 1)
	for i := g.gram.hash() & mask; ; i = (i + 1) & mask {
		switch cell := &s.cells[i]; {
		case cell.count == 0:
			*cell = g
			s.used++
			return
		case cell.gram == g.gram:
			cell.count += g.count
			cell.documents += g.documents
			return
		}
	}
}

func (s *gramShard) grow() {
	old := s.cells
	s.cells, s.used = make([]gramCount, max(64, 2*len(old))), 0
	for _, g := range old {
		if g.count > 0 {
			s.addOne(g)
		}
	}
}

// take returns the grams with the least count, in their order, and empties the
// counter.
func (c *gramCounter) take() []gramCount {
	n := 0
	for i := range c.shards {
		for _, g := range c.shards[i].cells {
			if g.count >= c.least {
				n++
			}
		}
	}
	list := make([]gramCount, 0, n)
	for i := range c.shards {
		for _, g := range c.shards[i].cells {
			if g.count >= c.least {
				list = append(list, g)
			}
		}
		c.shards[i] = gramShard{}
	}
	slices.SortFunc(list, func(a, b gramCount) int { return cmp.Compare(a.gram, b.gram) })
	return list
}

// A gramBatch collects what one goroutine counts before it goes to the shards.
type gramBatch struct {
	to    *gramCounter
	sieve bool // first pass
	grams [numShards][]gramCount
}

func (b *gramBatch) add(g gramCount) {
	i := g.gram.hash() >> (64 - shardBits)
	b.grams[i] = append(b.grams[i], g)
	if len(b.grams[i]) == batchSize {
		b.flush(int(i))
	}
}

func (b *gramBatch) flush(i int) {
	s := &b.to.shards[i]
	s.Lock()
	defer s.Unlock()
	if b.sieve {
		s.sieve(b.grams[i])
	} else {
		s.add(b.grams[i], b.to.least)
	}
	b.grams[i] = b.grams[i][:0]
}

func (b *gramBatch) flushAll() {
	for i := range b.grams {
		b.flush(i)
	}
}

// A gramIndex finds the number of a gram: its place in a list that is sorted.
type gramIndex struct {
	grams []gramCount
	cells []uint32 // number + 1; 0 is empty; a power of two
}

func newGramIndex(grams []gramCount) *gramIndex {
	x := &gramIndex{grams: grams, cells: make([]uint32, 1<<bits.Len(uint(2*len(grams))))}
	mask := uint64(len(x.cells) - 1)
	for n, g := range grams {
		i := g.gram.hash() & mask
		for x.cells[i] != 0 {
			i = (i + 1) & mask
		}
		x.cells[i] = uint32(n + 1)
	}
	return x
}

func (x *gramIndex) find(g gram) (number uint32, ok bool) {
	mask := uint64(len(x.cells) - 1)
	for i := g.hash() & mask; x.cells[i] != 0; i = (i + 1) & mask {
		if n := x.cells[i] - 1; x.grams[n].gram == g {
			return n, true
		}
	}
	return 0, false
}
