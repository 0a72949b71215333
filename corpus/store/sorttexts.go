package store

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// sortedTexts returns the places of texts in the order of code points. It
// compares the first bytes of two texts as a number, which lies beside their
// places, and looks at the texts only where those are the same.
func sortedTexts(texts []string) []uint32 {
	type first struct {
		bytes uint64
		at    uint32
	}
	list := make([]first, len(texts))
	for i, text := range texts {
		list[i] = first{firstBytes(text), uint32(i)}
	}
	slices.SortFunc(list, func(a, b first) int {
		if a.bytes != b.bytes {
			return cmp.Compare(a.bytes, b.bytes)
		}
		return strings.Compare(texts[a.at], texts[b.at])
	})
	order := make([]uint32, len(list))
	for i, f := range list {
		order[i] = f.at
	}
	return order
}

// firstBytes returns the first eight bytes of a text as a number that is ordered
// as they are.
func firstBytes[T string | []byte](text T) uint64 {
	var b [8]byte
	copy(b[:], text)
	return binary.BigEndian.Uint64(b[:])
}
