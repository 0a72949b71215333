package analysis

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A stringBook finds which of many normalised strings a text holds. Strings are
// kept by their first two characters: a place of the text is compared with the
// few that begin as it does. Strings have two characters at least.
type stringBook struct {
	strings []string
	starts  map[uint64][]uint32 // first two characters → strings
	sieve   []uint64            // a bit a hash of those: most places end here
}

const sieveBits = 18

func newStringBook(list []string) *stringBook {
	b := &stringBook{list, make(map[uint64][]uint32), make([]uint64, 1<<sieveBits/64)}
	for i, s := range list {
		key, size := firstTwo(s)
		if size == 0 {
			continue // of one character
		}
		b.starts[key] = append(b.starts[key], uint32(i))
		h := key * 0x9e3779b97f4a7c15 >> (64 - sieveBits)
		b.sieve[h/64] |= 1 << (h % 64)
	}
	return b
}

// firstTwo returns the first two characters as one key, and their bytes; size 0
// where there are no two.
func firstTwo(s string) (key uint64, size int) {
	first, n := utf8.DecodeRuneInString(s)
	second, m := utf8.DecodeRuneInString(s[n:])
	if n == 0 || m == 0 {
		return 0, 0
	}
	return uint64(first)<<32 | uint64(second), n + m
}

// find calls found with the strings that a text holds, some more than once.
func (b *stringBook) find(text string, found func(i uint32)) {
	before, start := rune(-1), 0
	for at, r := range text {
		if before >= 0 {
			key := uint64(before)<<32 | uint64(r)
			if h := key * 0x9e3779b97f4a7c15 >> (64 - sieveBits); b.sieve[h/64]>>(h%64)&1 != 0 {
				for _, i := range b.starts[key] {
					if strings.HasPrefix(text[start:], b.strings[i]) {
						found(i)
					}
				}
			}
		}
		before, start = r, at
	}
}

// documents returns for each string those of docs that hold it, ascending.
func (b *stringBook) documents(s *Selection, docs []int) [][]uint32 {
	runs := chunks(docs)
	parts := make([][]uint64, len(runs)) // string<<32 | document
	inParallel(len(runs), func(part int) {
		c := newCounter(s, nil, String)
		last := make(map[uint32]int)
		for _, doc := range runs[part] {
			for range c.eachZone(doc) {
				b.find(c.normal, func(i uint32) {
					if last[i] != doc+1 {
						last[i] = doc + 1
						parts[part] = append(parts[part], uint64(i)<<32|uint64(doc))
					}
				})
			}
		}
	})
	all := slices.Concat(parts...)
	slices.SortFunc(all, func(x, y uint64) int { return cmp.Compare(x, y) })
	lists := make([][]uint32, len(b.strings))
	for _, v := range all {
		lists[v>>32] = append(lists[v>>32], uint32(v))
	}
	return lists
}
