package store

import (
	"slices"
	"unicode/utf8"
)

// A gramBuilder gathers where the characters of documents stand: a list for each,
// whose items are the characters behind it, 0 where they make no pair.
type gramBuilder struct {
	log     *placeLog
	numbers []uint32 // character → its number, 0 if none
	runes   []rune   // number → character
	chars   []gramChar
}

// A gramUse is the note of a place: whether it counts as a string and as a phrase
// of the pair, and as a phrase of the character alone (it always is a string of
// that), and the class.
type gramUse uint32

const (
	pairString   gramUse = 1 << 0
	pairPhrase   gramUse = 1 << 1
	singlePhrase gramUse = 1 << 2
	useClass             = 3
)

func newGramBuilder(log *placeLog) *gramBuilder {
	log.reset(1)
	return &gramBuilder{log: log, numbers: make([]uint32, utf8.MaxRune+1), runes: make([]rune, 1)}
}

// number returns the number of a character, 0 if it is in no gram.
func (b *gramBuilder) number(r rune) uint32 {
	if b.numbers[r] == 0 && !noGram(r) {
		b.numbers[r] = uint32(len(b.runes))
		b.runes = append(b.runes, r)
		b.log.addList()
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
			b.log.add(before, c, seen, uint32(use))
		}
		before, beforeCut = c, lastCut
		use = first | lastCut&cut*singlePhrase
		lastCut = cut
	}
	if before != 0 {
		b.log.add(before, 0, seen, uint32(use))
	}
}

// codeGrams codes the lists of all grams, in the order of the keys, of two builders
// of which one has the documents behind those of the other.
func codeGrams(docs uint32, builders *[2]*gramBuilder) grams {
	var order []rune // characters by code point
	for r := range rune(utf8.MaxRune + 1) {
		if builders[0].numbers[r]|builders[1].numbers[r] != 0 {
			order = append(order, r)
		}
	}
	words := func(i int) (n int) {
		for _, b := range builders {
			n += b.log.words(int(b.numbers[order[i]]))
		}
		return n
	}
	half := halfOf(len(order), words)
	var parts [2]grams
	inParallel(func(i int) {
		c := newGramCoder(docs, order, builders)
		from, to := boundsOf(i, half, len(order))
		places := 0
		for i := from; i < len(order); i++ { // the first half gets room for both
			places += words(i)
		}
		c.room(places)
		c.characters(from, to)
		parts[i] = c.g
	})
	g := parts[0]
	g.keys = append(g.keys, parts[1].keys...)
	for _, start := range parts[1].starts {
		g.starts = append(g.starts, uint64(len(g.data))+start)
	}
	g.data = slices.Clip(append(g.data, parts[1].data...))
	g.starts = append(g.starts, uint64(len(g.data)))
	return g
}
