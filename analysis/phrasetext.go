package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// A phraseText is the runs of characters of a selection, one behind another,
// each character as a code of two bytes. The code 0 stands before the first run
// and behind each, and a block of them behind the last.
type phraseText struct {
	codes []uint16
	cuts  []uint64 // a bit for each code: a word begins there, or ends before it
	runes []rune   // code → character; codes are in the order of code points
	kinds []uint8  // code → kind of character
	docs  []int
	ends  []uint32 // document of docs → end of its last run
	rare  int      // characters that have no code
}

// maxCodes is how many different characters have a code. Of Chinese text that
// is all; beyond them are the rarest, which part runs as marks do.
const maxCodes = math.MaxUint16

// readPhraseText reads the documents of a selection twice: to know the
// characters, then to write their codes.
func readPhraseText(s *Selection, across string) (*phraseText, error) {
	t := &phraseText{docs: s.Docs, ends: make([]uint32, len(s.Docs))}
	counts := make([]int, len(s.Docs)+1) // document → codes that it takes, then where they begin
	pool := sync.Pool{New: func() any {
		r := newRunReader(s, CharacterUnit)
		r.across, r.cutting = across, true
		return r
	}}
	var lock sync.Mutex
	all := make(map[rune]int)
	parts := textParts(len(s.Docs))
	inParallel(len(parts), func(part int) {
		r := pool.Get().(*runReader)
		defer pool.Put(r)
		found := make(map[rune]int)
		var low [1 << 16]int32 // maps take ten times as long
		for i := parts[part].start; i < parts[part].end; i++ {
			r.document(s.Docs[i], func(run []uint32) {
				counts[i+1] += len(run) + 1
				for _, c := range run {
					if c < uint32(len(low)) {
						low[c]++
					} else {
						found[rune(c)]++
					}
				}
			})
		}
		lock.Lock()
		defer lock.Unlock()
		for c, n := range low {
			if n > 0 {
				all[rune(c)] += int(n)
			}
		}
		for c, n := range found {
			all[c] += n
		}
	})
	counts[0] = 1
	for i := range s.Docs {
		counts[i+1] += counts[i]
	}
	size := counts[len(s.Docs)]
	if size > math.MaxUint32-blockSize {
		return nil, fmt.Errorf("%d characters are too many for one search of phrases (%d at most): narrow it with --from, --to or --where", size, math.MaxUint32-blockSize)
	}
	codeOf := t.number(all)
	t.codes, t.cuts = make([]uint16, size+blockSize), make([]uint64, size/64+1)
	inParallel(len(parts), func(part int) {
		r := pool.Get().(*runReader)
		defer pool.Put(r)
		for i := parts[part].start; i < parts[part].end; i++ {
			at := counts[i]
			r.document(s.Docs[i], func(run []uint32) {
				for k, c := range run {
					t.codes[at+k] = codeOf(rune(c))
				}
				for k, cut := range r.cuts {
					if cut { // two documents may share 64 bits
						atomic.OrUint64(&t.cuts[(at+k)/64], 1<<((at+k)%64))
					}
				}
				at += len(run) + 1
			})
			t.ends[i] = uint32(at)
		}
	})
	return t, nil
}

// textParts deals n documents out to goroutines.
func textParts(n int) []span {
	var parts []span
	for start := 0; start < n; start += 4096 {
		parts = append(parts, span{start, min(n, start+4096)})
	}
	return parts
}

// number gives characters their codes.
func (t *phraseText) number(counts map[rune]int) func(rune) uint16 {
	list := make([]rune, 0, len(counts))
	for c := range counts {
		list = append(list, c)
	}
	if len(list) > maxCodes {
		slices.SortFunc(list, func(a, b rune) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
		for _, c := range list[maxCodes:] {
			t.rare += counts[c]
		}
		list = list[:maxCodes]
	}
	slices.Sort(list)
	t.runes, t.kinds = append([]rune{0}, list...), []uint8{0}
	var low [1 << 16]uint16
	high := make(map[rune]uint16)
	for i, c := range list {
		kind := characterKind(c)
		if kind == 0 {
			kind = markCharacter
		}
		t.kinds = append(t.kinds, kind)
		if c < rune(len(low)) {
			low[c] = uint16(i + 1)
		} else {
			high[c] = uint16(i + 1)
		}
	}
	return func(c rune) uint16 {
		if c < rune(len(low)) {
			return low[c]
		}
		return high[c]
	}
}

// inside tells whether two characters are of one number or one word of Latin
// letters.
func (t *phraseText) inside(left, right uint16) bool {
	kind := t.kinds[right]
	return kind > hanCharacter && t.kinds[left] == kind
}

// begins tells whether a phrase can begin with a character, one being before.
func (t *phraseText) begins(left, c uint16) bool {
	return c != 0 && t.kinds[c] != markCharacter && !t.inside(left, c)
}

// isCut tells whether a word begins at a place, or ends before it.
func (t *phraseText) isCut(at uint32) bool { return t.cuts[at/64]>>(at%64)&1 != 0 }

// phrases returns how many strings of a length begin and end at cuts.
func (t *phraseText) phrases(places []phrasePlace, length uint32) int {
	n := 0
	for i := range places {
		if at := places[i].at; t.isCut(at) && t.isCut(at+length) {
			n++
		}
	}
	return n
}

// text returns the characters of codes.
func (t *phraseText) text(codes []uint16) string {
	runes := make([]rune, len(codes))
	for i, c := range codes {
		runes[i] = t.runes[c]
	}
	return string(runes)
}

// starts returns the places where a phrase can begin, dealt out by their first
// character and ascending for each: those of code c are list[first[c]:first[c+1]].
func (t *phraseText) starts() (list []uint32, first []uint32) {
	first = make([]uint32, len(t.runes)+1)
	visit := func(do func(i int, c uint16)) {
		left := uint16(0)
		for i, c := range t.codes {
			if t.begins(left, c) {
				do(i, c)
			}
			left = c
		}
	}
	visit(func(_ int, c uint16) { first[c+1]++ })
	for c := range t.runes {
		first[c+1] += first[c]
	}
	list = make([]uint32, first[len(t.runes)])
	next := slices.Clone(first)
	visit(func(i int, c uint16) {
		list[next[c]] = uint32(i)
		next[c]++
	})
	return list, first
}

// document returns the place in docs of the document that a place lies in.
func (t *phraseText) document(at uint32) int {
	i, _ := slices.BinarySearchFunc(t.ends, at, func(end, at uint32) int {
		if end <= at {
			return -1
		}
		return 1
	})
	return i
}
