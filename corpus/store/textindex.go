package store

import "hash/maphash"

// A textIndex finds the number of a text. It keeps no copy of the texts, as a
// map would.
type textIndex struct {
	seed  maphash.Seed
	slots []textSlot // as many as a power of two, at most half of them in use
	used  int
}

// A textSlot is the hash of a text, and its number and 1; 0 where there is none.
type textSlot struct{ hash, number uint32 }

// newTextIndex returns an index with room for so many texts.
func newTextIndex(texts int) textIndex {
	size := 1 << 10
	for size < 2*texts {
		size *= 2
	}
	return textIndex{seed: maphash.MakeSeed(), slots: make([]textSlot, size)}
}

// clear takes all texts out.
func (x *textIndex) clear() {
	if x.slots == nil {
		*x = newTextIndex(0)
	}
	clear(x.slots)
	x.used = 0
}

// find returns the number of a text: the first one of its hash that is the one.
// Several numbers may have one text, but it should be few of them.
func (x *textIndex) find(text string, isIt func(number uint32) bool) (number uint32, ok bool) {
	hash := uint32(maphash.String(x.seed, text))
	for i := x.first(hash); x.slots[i].number != 0; i = x.next(i) {
		if n := x.slots[i].number - 1; x.slots[i].hash == hash && isIt(n) {
			return n, true
		}
	}
	return 0, false
}

// add adds a number that is not there.
func (x *textIndex) add(text string, number uint32) {
	if 2*x.used >= len(x.slots) {
		old := x.slots
		x.slots = make([]textSlot, 2*len(old))
		for _, s := range old {
			if s.number != 0 {
				x.put(s)
			}
		}
	}
	x.used++
	x.put(textSlot{uint32(maphash.String(x.seed, text)), number + 1})
}

func (x *textIndex) put(s textSlot) {
	i := x.first(s.hash)
	for x.slots[i].number != 0 {
		i = x.next(i)
	}
	x.slots[i] = s
}

func (x *textIndex) first(hash uint32) uint32 { return hash & uint32(len(x.slots)-1) }
func (x *textIndex) next(i uint32) uint32     { return (i + 1) & uint32(len(x.slots)-1) }

// A textSet numbers texts in the order in which they come. It holds no pointers,
// which the garbage collector would follow again and again: of a large segment
// that was an eighth of all work.
type textSet struct {
	texts texts
	index textIndex
}

func newTextSet() textSet { return textSet{index: newTextIndex(0)} }

// clear takes all texts out.
func (s *textSet) clear() {
	s.index.clear()
	s.texts.ends.v, s.texts.data.v = s.texts.ends.v[:0], s.texts.data.v[:0]
}

func (s *textSet) len() int { return s.texts.len() }

// at returns a text, which is valid as long as the set.
func (s *textSet) at(number uint32) string { return s.texts.at(int(number)) }

// of returns the number of a text, which it adds if it is new.
func (s *textSet) of(text string) uint32 {
	n, ok := s.index.find(text, func(n uint32) bool { return s.at(n) == text })
	if !ok {
		n = uint32(s.len())
		s.texts.add(text)
		s.index.add(text, n)
	}
	return n
}

// markPlace returns a place of its own for each text of one character of one or
// three bytes, as nearly all marks are, and -1 for any other text.
func markPlace(text string) int {
	switch {
	case len(text) == 1:
		return 1<<16 | int(text[0])
	case len(text) == 3 && text[0]&0xF0 == 0xE0 && text[1]&0xC0 == 0x80 && text[2]&0xC0 == 0x80:
		return int(text[0]&0x0F)<<12 | int(text[1]&0x3F)<<6 | int(text[2]&0x3F)
	}
	return -1
}

const markPlaces = 1<<16 + 1<<8
