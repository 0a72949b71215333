package store

import "unicode/utf8"

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

// reset makes it one without characters.
func (b *gramBuilder) reset(log *placeLog) {
	if b.numbers == nil {
		b.numbers, b.runes = make([]uint32, utf8.MaxRune+1), make([]rune, 1)
	}
	for _, r := range b.runes {
		b.numbers[r] = 0
	}
	b.runes = b.runes[:1]
	b.log = log
	log.reset(1)
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

// codeGrams codes the lists of all grams, in the order of the keys, of the two
// builders of a room, of which the second has the documents behind those of the
// first. write is given the lists piece by piece.
func codeGrams(docs uint32, room *indexRoom, write func([]byte)) (keys, starts []uint64) {
	order := newGramOrder(&room.builders)
	for i := range room.sorters {
		room.sorters[i].prepare(len(order.runes) + 1)
	}
	bounds := sharesOf(indexShares, len(order.runes), func(i int) (words int) {
		for b := range room.builders {
			words += room.builders[b].log.words(int(room.builders[b].numbers[order.runes[i]]))
		}
		return words
	})
	keys, starts = room.keys[:0], room.gramStarts[:0]
	size := uint64(0)
	inOrder(indexShares, room.grams[:], func(worker, share int, c *gramCoder) {
		c.reset(docs, order)
		c.characters(&room.builders, &room.sorters[worker], bounds[share], bounds[share+1])
	}, func(c *gramCoder) {
		keys = append(keys, c.keys...)
		for _, start := range c.starts {
			starts = append(starts, size+start)
		}
		size += uint64(len(c.w.out))
		write(c.w.out)
	})
	room.keys, room.gramStarts = keys, append(starts, size)
	return room.keys, room.gramStarts
}

// A gramOrder is the order of the characters in the index.
type gramOrder struct {
	runes []rune      // by code point
	rank  [2][]uint32 // of each builder: number of a character → its place in runes and 1
}

func newGramOrder(builders *[2]gramBuilder) *gramOrder {
	o := new(gramOrder)
	for r := range rune(utf8.MaxRune + 1) {
		if builders[0].numbers[r]|builders[1].numbers[r] != 0 {
			o.runes = append(o.runes, r)
		}
	}
	for i := range builders {
		b := &builders[i]
		o.rank[i] = make([]uint32, len(b.runes))
		for place, r := range o.runes {
			if n := b.numbers[r]; n != 0 {
				o.rank[i][n] = uint32(place + 1)
			}
		}
	}
	return o
}
