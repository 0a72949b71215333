package store

import (
	"hash/maphash"
	"slices"
)

// A tokenIndex finds the tokens of a tokenTable by their text and pieces. It
// keeps no copy of these, as a map would.
type tokenIndex struct {
	seed  maphash.Seed
	slots []tokenSlot // as many as a power of two, at most half of them in use
	used  int
}

// A tokenSlot is the hash of a token's text, and the number of the token and 1;
// 0 where there is none. Tokens of one text lie behind one another: those that
// are cut inside in several ways are few.
type tokenSlot struct{ hash, number uint32 }

// newTokenIndex returns an index with room for so many tokens.
func newTokenIndex(tokens int) tokenIndex {
	size := 1 << 10
	for size < 2*tokens {
		size *= 2
	}
	return tokenIndex{seed: maphash.MakeSeed(), slots: make([]tokenSlot, size)}
}

// find returns the number of a token.
func (x *tokenIndex) find(t *tokenTable, text string, pieces []int32) (number uint32, ok bool) {
	hash := uint32(maphash.String(x.seed, text))
	for i := x.first(hash); x.slots[i].number != 0; i = x.next(i) {
		if x.slots[i].hash != hash {
			continue
		}
		if n := x.slots[i].number - 1; t.text.at(int(n)) == text && slices.Equal(t.piecesOf(int(n)), pieces) {
			return n, true
		}
	}
	return 0, false
}

// add adds a token that is not there.
func (x *tokenIndex) add(text string, number uint32) {
	if 2*x.used >= len(x.slots) {
		old := x.slots
		x.slots = make([]tokenSlot, 2*len(old))
		for _, s := range old {
			if s.number != 0 {
				x.put(s)
			}
		}
	}
	x.used++
	x.put(tokenSlot{uint32(maphash.String(x.seed, text)), number + 1})
}

func (x *tokenIndex) put(s tokenSlot) {
	i := x.first(s.hash)
	for x.slots[i].number != 0 {
		i = x.next(i)
	}
	x.slots[i] = s
}

func (x *tokenIndex) first(hash uint32) uint32 { return hash & uint32(len(x.slots)-1) }
func (x *tokenIndex) next(i uint32) uint32     { return (i + 1) & uint32(len(x.slots)-1) }
