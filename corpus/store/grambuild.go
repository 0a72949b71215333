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

// The note of a place is whether it counts as a string and as a phrase of the
// pair, and as a phrase of the character alone (it always is a string of that),
// and the class.
const (
	pairString   = 1 << 0
	pairPhrase   = 1 << 1
	singlePhrase = 1 << 2
	useClass     = 3
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
	if len(chars) == 0 {
		return
	}
	var (
		log           = b.log
		zone          = uint32(class) << useClass
		before, first = newGramChar(0, cut), chars[0] // of a pair the first, and the one before that
		doubled       doubledPairs
	)
	for i, second := range chars[1:] {
		if c, item := first.number(), second.number(); c != 0 {
			note := zone | uint32(before&first&charCut)*singlePhrase
			if item == c {
				note |= doubled.use(i+1, before&second&charCut != 0)
			} else if item != 0 {
				note |= pairString | uint32(before&second&charCut)*pairPhrase
			}
			if t := &log.lists[c]; t.isNear(seen) && item <= itemMax { // log.add
				log.put(t, item<<itemAt|t.gap(seen)<<noteBits|note)
			} else {
				log.addFar(c, item, seen, note)
			}
		}
		before, first = first, second
	}
	if c := first.number(); c != 0 {
		log.add(c, 0, seen, zone|uint32(before&first&charCut)*singlePhrase)
	}
}

// doubledPairs are the ends of the last matches of a pair of the same two
// characters, as string and as phrase: of 人人人 the second pair lies over the
// first.
type doubledPairs struct{ str, phrase int }

// use returns what such a pair counts as that ends with the character i.
func (d *doubledPairs) use(i int, phrase bool) (use uint32) {
	if i > d.str {
		use |= pairString
		d.str = i + 1
	}
	if phrase && i > d.phrase {
		use |= pairPhrase
		d.phrase = i + 1
	}
	return use
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
