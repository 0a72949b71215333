package store

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// A gramBuilder gathers where the characters of a segment stand, each with the
// one behind it, and codes the lists of grams from that, character by character:
// all pairs that begin with one lie together, and are few enough to be sorted in
// the cache. Looking each pair up as it is met would wait for memory three times.
type gramBuilder struct {
	log     gramLog
	numbers []uint32 // character → its number in the log, 0 if none
	runes   []rune   // number → character
	chars   []gramChar
}

func newGramBuilder() *gramBuilder {
	return &gramBuilder{numbers: make([]uint32, utf8.MaxRune+1), runes: make([]rune, 1)}
}

// number returns the number of a character, 0 if it is in no gram.
func (b *gramBuilder) number(r rune) uint32 {
	if b.numbers[r] == 0 && !noGram(r) {
		b.numbers[r] = b.log.character()
		b.runes = append(b.runes, r)
	}
	return b.numbers[r]
}

// zone takes in the text of a zone of the document seen-1; cut tells for each of
// its offsets 0…len(text) whether a cut stands there.
func (b *gramBuilder) zone(seen uint32, class uint8, text []byte, cut []bool) {
	b.chars = b.chars[:0]
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		b.chars = append(b.chars, newGramChar(b.number(r), cut[i]))
	}
	b.count(seen, class, cut[0], b.chars)
}

// count takes in the characters of a zone; cut tells whether there is one before
// the first.
func (b *gramBuilder) count(seen uint32, class uint8, cut bool, chars []gramChar) {
	var (
		before           uint32  // the character before, 0 if it makes no pair
		use              gramUse // and what it counts as
		beforeCut        gramUse // the cut before that
		freeString, free int     // ends of the last matches of a doubled character, as string and as phrase
		first            = gramUse(class) << useClass
		lastCut          gramUse // the cut before the character in hand
	)
	if cut {
		lastCut = 1
	}
	for i, char := range chars {
		c, cut := uint32(char>>charShift)&charMask, gramUse(char&charCut)
		if before != 0 && c != 0 {
			pair := pairString | beforeCut&cut*pairPhrase
			if before == c { // of 人人人 the second pair lies over the first
				if i <= freeString {
					pair &^= pairString
				} else {
					freeString = i + 1
				}
				if i <= free {
					pair &^= pairPhrase
				} else if pair&pairPhrase != 0 {
					free = i + 1
				}
			}
			use |= pair
		}
		if before != 0 {
			b.log.add(before, c, seen, use)
		}
		before, beforeCut = c, lastCut
		use = first | lastCut&cut*singlePhrase
		lastCut = cut
	}
	if before != 0 {
		b.log.add(before, 0, seen, use)
	}
}

// grams codes the lists of all grams, in the order of the keys.
func (b *gramBuilder) grams(docs uint32) grams {
	order := make([]uint32, 0, len(b.runes)-1) // characters by code point
	for r, number := range b.numbers {
		if number != 0 {
			order = append(order, uint32(r))
		}
	}
	s := gramSorter{docs: docs, order: order, slots: make([]gramSlot, len(order)+1)}
	s.rank = make([]uint32, len(order)+1)
	for i, r := range order {
		s.rank[b.numbers[r]] = uint32(i + 1)
	}
	s.met = make([]uint64, len(order)/64+1)
	// What news takes, and a little more: to grow these would copy them several times.
	places := int(b.log.next)
	s.w.out = make([]byte, 0, 2*places)
	s.g.keys, s.g.starts = make([]uint64, 0, places/8), make([]uint64, 0, places/8+1)
	for _, r := range order {
		if s.list = b.log.list(s.list, b.numbers[r]); len(s.list) > 0 {
			s.code(rune(r))
		}
	}
	s.g.docs = docs
	s.g.data = slices.Clip(s.w.out)
	s.g.starts = append(s.g.starts, uint64(len(s.w.out)))
	return s.g
}

// A gramSorter makes the lists of the grams that begin with one character after
// another.
type gramSorter struct {
	docs  uint32
	order []uint32 // ranks−1 → characters by code point
	rank  []uint32 // number of a character → its rank, from 1 on
	g     grams
	w     bitWriter

	list    []uint32 // of the character in hand, from the log
	singles []gramAt
	read    []gramAt   // the places of the list, with the rank of what stands behind
	sorted  []gramAt   // by that
	slots   []gramSlot // by rank
	met     []uint64   // bits of the ranks whose slots are in use
}

// A gramAt is a place: the document and 1 in the high 32 bits, what it counts
// as in the lowest, and between them in read the rank of what stands behind.
type gramAt uint64

const (
	seenShift = 32
	useMask   = 1<<useBits - 1
)

// single returns what a place counts as for the character alone.
func (u gramUse) single() gramUse {
	return u>>useClass<<useClass | pairString | u&singlePhrase>>1
}

// A gramSlot is what is known of a pair while the places are sorted.
type gramSlot struct {
	n      uint32 // documents
	seen   uint32 // the last one and 1
	places uint32 // how many; then where the next one belongs
}

// code codes the lists of a character and of the pairs that begin with it.
func (s *gramSorter) code(a rune) {
	n := s.readList()
	s.add(gramKey(a, 0), n, s.singles)
	at := uint32(0)
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			slot := &s.slots[i*64+bits.TrailingZeros64(word)]
			at, slot.places = at+slot.places, at
		}
	}
	s.sorted = slices.Grow(s.sorted[:0], int(at))[:at]
	for _, p := range s.read {
		slot := &s.slots[uint32(p)>>useBits]
		s.sorted[slot.places] = p
		slot.places++
	}
	from := uint32(0)
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			rank := i*64 + bits.TrailingZeros64(word)
			slot := &s.slots[rank]
			s.add(gramKey(a, rune(s.order[rank-1])), slot.n, s.sorted[from:slot.places])
			from = slot.places
			*slot = gramSlot{}
		}
		s.met[i] = 0
	}
}

// readList reads the list from the log and returns the number of documents.
func (s *gramSorter) readList() (docs uint32) {
	s.singles = slices.Grow(s.singles[:0], len(s.list))
	s.read = slices.Grow(s.read[:0], len(s.list))
	seen := uint32(0)
	for i := 0; i < len(s.list); i++ {
		w := s.list[i]
		behind := w >> behindAt
		if gap := w >> gapShift & gapMax; gap != 0 {
			if gap == gapMax {
				i++
				gap = s.list[i]
			}
			docs++
			seen += gap
		}
		if behind == behindMax {
			i++
			behind = s.list[i]
		}
		at := gramAt(seen) << seenShift
		use := gramUse(w) & useMask
		s.singles = append(s.singles, at|gramAt(use.single()))
		if behind == 0 {
			continue
		}
		rank := s.rank[behind]
		s.read = append(s.read, at|gramAt(rank)<<useBits|gramAt(use))
		slot := &s.slots[rank]
		if slot.seen != seen {
			slot.seen = seen
			slot.n++
		}
		slot.places++
		s.met[rank/64] |= 1 << (rank % 64)
	}
	return docs
}

// add codes the list of a gram that stands at places in n documents.
func (s *gramSorter) add(key uint64, n uint32, places []gramAt) {
	s.g.keys = append(s.g.keys, key)
	s.g.starts = append(s.g.starts, uint64(len(s.w.out)))
	s.w.out = binary.AppendUvarint(s.w.out, uint64(n))
	s.w.list(places, riceBits(s.docs, n), gapBits(s.docs))
	s.w.fill()
}

// list codes the documents of a gram.
func (w *bitWriter) list(places []gramAt, k, width uint) {
	last := uint32(0) // the document before and 1
	for i := 0; i < len(places); {
		p := places[i]
		seen := uint32(p >> seenShift)
		gap := seen - 1 - last
		last = seen
		i++
		if i == len(places) || uint32(places[i]>>seenShift) != seen { // nearly always
			q, phrase := gap>>k, uint64(p)>>1&1
			if gramUse(p)&useMask>>useClass == bodyClass && q < maxUnary && k <= 16 { // no more than put takes
				w.put((1<<q-1)|(uint64(gap)&(1<<k-1)|phrase<<k)<<(q+1), uint(q+1)+k+uint(1+phrase))
				continue
			}
		}
		w.gap(gap, k, width)
		var c gramCounts
		c.use(gramUse(p))
		for ; i < len(places) && uint32(places[i]>>seenShift) == seen; i++ {
			c.use(gramUse(places[i]))
		}
		w.counts(&c)
	}
}

// use counts a place.
func (c *gramCounts) use(u gramUse) {
	class := u & useMask >> useClass
	c.String[class] += uint32(u & pairString)
	c.Phrase[class] += uint32(u & pairPhrase >> 1)
}
