package store

import (
	"slices"
	"unicode/utf8"
)

// A gramBuilder gathers the grams of one document after another. States are
// kept in the order in which grams are first met, so that those of the common
// ones lie together. A character finds its state by a table of all characters,
// a pair by open addressing. The counts of the document in hand lie side by
// side and go to the log when it ends.
type gramBuilder struct {
	log    gramLog
	states []gramState // the first is none

	singles []uint32 // character → its state, 0 if none
	pairs   []uint64 // 1<<(64-shift) slots: short key<<32 | state, 0 if free
	shift   uint
	used    int               // slots that are not free
	long    map[uint64]uint32 // the pairs that have no short key

	open    []openGram
	met     []uint64 // pairs of the zone in hand as they come, with what they count
	touched uint64   // sum of what was read only to have it in the cache
}

// An openGram is a gram of the document in hand.
type openGram struct {
	counts gramCounts
	state  uint32
	gap    uint32
}

// The bits of met beside the key.
const (
	metString = 62
	metPhrase = 63
	metKey    = 1<<metString - 1
)

// ahead is for how many grams memory is read before they are worked on: most of
// the time goes into waiting for memory, and reads in a row wait together. To
// count some millions of pairs at a time, dealt into buckets that stay in the
// cache, took the same time and more memory.
const ahead = 64

func newGramBuilder() *gramBuilder {
	const first = 16
	return &gramBuilder{
		states:  make([]gramState, 1, 1<<first),
		singles: make([]uint32, utf8.MaxRune+1),
		pairs:   make([]uint64, 1<<first),
		long:    make(map[uint64]uint32),
		shift:   64 - first,
	}
}

// single returns the counts of a character in the document seen-1.
func (b *gramBuilder) single(r rune, seen uint32) *gramCounts {
	if b.singles[r] == 0 {
		b.singles[r] = b.newState(gramKey(r, 0))
	}
	return b.counts(b.singles[r], seen)
}

// countPairs counts what was met in a zone of the document seen-1.
func (b *gramBuilder) countPairs(seen uint32, class uint8) {
	var states [ahead]uint32
	for block := range slices.Chunk(b.met, ahead) {
		for _, m := range block {
			b.touched += b.pairs[b.hash(shortKey(m))]
		}
		for i, m := range block {
			states[i] = b.pair(m & metKey)
			b.touched += uint64(b.states[states[i]].seen)
		}
		for i, m := range block {
			b.counts(states[i], seen).add(class, uint32(m>>metString&1), uint32(m>>metPhrase))
		}
	}
}

// pair returns the state of a pair.
func (b *gramBuilder) pair(key uint64) uint32 {
	if key&longKey != 0 {
		if b.long[key] == 0 {
			b.long[key] = b.newState(key)
		}
		return b.long[key]
	}
	short := shortKey(key)
	i := b.hash(short)
	for b.pairs[i] != 0 {
		if uint32(b.pairs[i]>>32) == short {
			return uint32(b.pairs[i])
		}
		i = (i + 1) & (len(b.pairs) - 1)
	}
	state := b.newState(key)
	b.pairs[i] = uint64(short)<<32 | uint64(state)
	if b.used++; b.used > len(b.pairs)/2 {
		b.grow()
	}
	return state
}

// longKey are the bits of a key with a character from U+10000 on.
const longKey = 0x1f0000001f0000

// shortKey is the key of a pair of characters below U+10000 in 32 bits.
func shortKey(key uint64) uint32 { return uint32(key>>16) | uint32(key) }

// hash is Fibonacci hashing.
func (b *gramBuilder) hash(short uint32) int {
	return int(uint64(short) * 0x9e3779b97f4a7c15 >> b.shift)
}

// grow doubles the table of pairs.
func (b *gramBuilder) grow() {
	old := b.pairs
	b.pairs = make([]uint64, 2*len(old))
	b.shift--
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		i := b.hash(uint32(slot >> 32))
		for b.pairs[i] != 0 {
			i = (i + 1) & (len(b.pairs) - 1)
		}
		b.pairs[i] = slot
	}
}

func (b *gramBuilder) newState(key uint64) uint32 {
	b.states = append(b.states, gramState{key: key})
	return uint32(len(b.states) - 1)
}

// counts returns the counts of a state in the document seen-1.
func (b *gramBuilder) counts(state, seen uint32) *gramCounts {
	s := &b.states[state]
	if s.seen != seen {
		s.open = uint32(len(b.open))
		b.open = append(b.open, openGram{state: state, gap: seen - 1 - s.seen})
		s.seen = seen
	}
	return &b.open[s.open].counts
}

// endDocument writes what is open to the log.
func (b *gramBuilder) endDocument() {
	for i := range b.open {
		o := &b.open[i]
		b.log.append(&b.states[o.state], o)
	}
	b.open = b.open[:0]
}
