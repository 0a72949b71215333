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
// characters, then to write their codes. Marks of across are characters too.
func readPhraseText(s *Selection, across string) (*phraseText, error) {
	t := &phraseText{docs: s.Docs, ends: make([]uint32, len(s.Docs))}
	readers := sync.Pool{New: func() any {
		r := newRunReader(s, CharacterUnit)
		r.across, r.cutting = across, true
		return r
	}}
	parts := textParts(len(s.Docs))
	each := func(visit func(r *runReader, part span)) {
		inParallel(len(parts), func(part int) {
			r := readers.Get().(*runReader)
			visit(r, parts[part])
			readers.Put(r)
		})
	}
	begins := make([]int, len(s.Docs)+1) // document → codes that it takes, then the first of them
	var lock sync.Mutex
	counts := make(map[rune]int)
	each(func(r *runReader, part span) {
		found := t.count(r, part, begins)
		lock.Lock()
		defer lock.Unlock()
		for c, n := range found {
			counts[c] += n
		}
	})
	begins[0] = 1
	for i := range s.Docs {
		begins[i+1] += begins[i]
	}
	size := begins[len(s.Docs)]
	if size > math.MaxUint32-blockSize {
		return nil, fmt.Errorf("%d characters are too many for one search of phrases (%d at most): narrow it with --from, --to or --where", size, math.MaxUint32-blockSize)
	}
	codeOf := t.number(counts)
	t.codes, t.cuts = make([]uint16, size+blockSize), make([]uint64, size/64+1)
	each(func(r *runReader, part span) {
		for i := part.start; i < part.end; i++ {
			t.ends[i] = t.write(r, i, begins[i], codeOf)
		}
	})
	return t, nil
}

// count returns how often characters stand in some documents, and fills in how
// many codes each document takes, one place behind.
func (t *phraseText) count(r *runReader, part span, sizes []int) map[rune]int {
	found := make(map[rune]int)
	var low [1 << 16]int32 // maps take ten times as long
	for i := part.start; i < part.end; i++ {
		r.document(t.docs[i], func(run []uint32) {
			sizes[i+1] += len(run) + 1
			for _, c := range run {
				if c < uint32(len(low)) {
					low[c]++
				} else {
					found[rune(c)]++
				}
			}
		})
	}
	for c, n := range low {
		if n > 0 {
			found[rune(c)] = int(n)
		}
	}
	return found
}

// write writes the runs of document i from code at on, and returns their end.
func (t *phraseText) write(r *runReader, i, at int, codeOf func(rune) uint16) uint32 {
	r.document(t.docs[i], func(run []uint32) {
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
	return uint32(at)
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
