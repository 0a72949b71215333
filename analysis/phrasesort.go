package analysis

import (
	"cmp"
	"math"
	"slices"
)

// A phraseSearch sorts the places of a text by what stands there, as far as it
// is frequent, and looks at every string on the way.
//
// All places that begin with one character are a group. A group is sorted by
// the next four characters, packed into one number, and falls into smaller
// groups by the first, the first two … of them; each group is a string, its
// size is the count, and the characters that it falls apart by are the right
// neighbours. A group below the least count is left as it lies, which after
// eight characters is nearly all. What remains is the frequent part of a suffix
// array of limited depth: 4 bytes a character, and 16 for those of one group.
type phraseSearch struct {
	*phraseText
	opt    PhraseOptions
	places []uint32
	first  []uint32
}

// blockSize is how many characters are compared at once.
const blockSize = 4

// A phraseNode is a string that passed: its places are places[from:to].
type phraseNode struct {
	from, to    uint32
	length      uint32
	counts      uint32  // place of the counts of its beginnings of 1 to length-1 characters
	left, right float64 // entropies
	cohesion    float64
	phrases     uint32 // of its places, those where it begins and ends at a cut
	whole       bool   // its parts stand nowhere else, wherever it is split: its cohesion is the greatest that its count allows
	beyond      bool   // it is too frequent for MinCohesion, and not whole: no phrase, but to be told of
}

// A phrasePlace is a place with the block behind what its group agrees in.
type phrasePlace struct {
	block uint64
	at    uint32
	left  uint16 // character before
}

// A phraseSorter sorts groups. It is for one goroutine.
type phraseSorter struct {
	*phraseSearch
	stack  []phrasePlace // of groups in hand, the innermost last
	tally  []uint32      // code → count, all 0 between uses
	seen   []uint16
	counts [maxPhrase + blockSize + 1]uint32 // length → count of the beginning in hand

	nodes []phraseNode
	arena []uint32 // counts of beginnings
}

func (p *phraseSearch) sorter() *phraseSorter {
	return &phraseSorter{phraseSearch: p, tally: make([]uint32, len(p.runes))}
}

// group looks at the strings of at least length characters that begin with what
// the places from to to-1 agree in, which are its first length characters.
func (s *phraseSorter) group(from, to uint32, length int) {
	base := len(s.stack)
	for _, at := range s.places[from:to] {
		s.stack = append(s.stack, phrasePlace{s.block(at + uint32(length)), at, s.codes[at-1]})
	}
	list := s.stack[base:]
	slices.SortFunc(list, func(a, b phrasePlace) int { return cmp.Compare(a.block, b.block) })
	for i := range list {
		s.places[from+uint32(i)] = list[i].at
	}
	s.node(list, from, length, 0)
	s.stack = s.stack[:base]
}

// block returns four characters as a number. Those behind a run's end are of no
// meaning: the code before them is 0, and no string goes on there.
func (s *phraseSorter) block(at uint32) uint64 {
	c := s.codes[at : at+blockSize : at+blockSize]
	return uint64(c[0])<<48 | uint64(c[1])<<32 | uint64(c[2])<<16 | uint64(c[3])
}

// node looks at the string that the places of list begin with, and at longer
// ones: its last depth characters are the first of the blocks.
func (s *phraseSorter) node(list []phrasePlace, from uint32, length, depth int) {
	s.counts[length] = uint32(len(list))
	shift := 16 * (blockSize - 1 - depth)
	var right entropy
	last := s.codes[list[0].at+uint32(length)-1]
	// It ends with no mark, and nowhere inside a number or a Latin word.
	whole := s.kinds[last] != markCharacter
	for i := 0; i < len(list); {
		c := uint16(list[i].block >> shift)
		n := i + 1
		for n < len(list) && uint16(list[n].block>>shift) == c {
			n++
		}
		if c == 0 {
			right.ends(n - i)
		} else {
			right.add(n - i)
			whole = whole && !s.inside(last, c)
			if n-i >= s.opt.MinCount && length < s.opt.MaxLength {
				s.deeper(list[i:n], from+uint32(i), length+1, depth+1)
			}
		}
		i = n
	}
	if length < s.opt.MinLength || !whole || s.kinds[s.codes[list[0].at]] == digitCharacter && !s.opt.Numbers {
		return
	}
	r := right.of(len(list))
	if r < s.opt.MinEntropy {
		return
	}
	l, numbers := s.left(list)
	if l < s.opt.MinEntropy || 2*numbers > len(list) && !s.opt.Numbers {
		return
	}
	phrases := s.phrases(list, uint32(length))
	if float64(phrases) < s.opt.MinPhraseShare*float64(len(list)) {
		return
	}
	s.nodes = append(s.nodes, phraseNode{
		from: from, to: from + uint32(len(list)), length: uint32(length),
		left: l, right: r, phrases: uint32(phrases), counts: uint32(len(s.arena)),
	})
	s.arena = append(s.arena, s.counts[1:length]...)
}

func (s *phraseSorter) deeper(list []phrasePlace, from uint32, length, depth int) {
	if depth < blockSize {
		s.node(list, from, length, depth)
	} else {
		s.group(from, from+uint32(len(list)), length)
	}
}

// left returns the entropy of the characters before the places, and how many of
// them are digits.
func (s *phraseSorter) left(list []phrasePlace) (h float64, digits int) {
	for i := range list {
		c := list[i].left
		if s.tally[c] == 0 {
			s.seen = append(s.seen, c)
		}
		s.tally[c]++
	}
	var left entropy
	slices.Sort(s.seen) // sums of fractions depend on their order
	for _, c := range s.seen {
		if n := int(s.tally[c]); c == 0 {
			left.ends(n)
		} else {
			left.add(n)
			if s.kinds[c] == digitCharacter {
				digits += n
			}
		}
		s.tally[c] = 0
	}
	s.seen = s.seen[:0]
	return left.of(len(list)), digits
}

// An entropy adds up n·ln n of the neighbours of a string. The end of a run is
// a neighbour of its own each time (accessor variety, Feng et al. 2004).
type entropy float64

func (e *entropy) add(n int)  { *e += entropy(float64(n) * math.Log(float64(n))) }
func (e *entropy) ends(_ int) {} // 1·ln 1

// of returns the entropy in nats of the neighbours of n places, which are all
// that were added.
func (e entropy) of(n int) float64 {
	return max(0, math.Log(float64(n))-float64(e)/float64(n))
}

// count returns how often a string of codes begins at a place of places; it is
// one that the search has met.
func (p *phraseSearch) count(q []uint16) uint32 {
	lo, hi := p.first[q[0]], p.first[q[0]+1]
	if len(q) == 1 {
		return hi - lo
	}
	from := lo + p.search(p.places[lo:hi], q, 0)
	return p.search(p.places[from:hi], q, 1)
}

// search returns the first place that what stands there is behind q; with past
// 1 also what begins with q is before.
func (p *phraseSearch) search(places []uint32, q []uint16, past int) uint32 {
	i, j := 0, len(places)
	for i < j {
		mid := int(uint(i+j) >> 1)
		if p.compare(places[mid], q) < past {
			i = mid + 1
		} else {
			j = mid
		}
	}
	return uint32(i)
}

// compare compares what stands at a place with q, as far as q goes.
func (p *phraseSearch) compare(at uint32, q []uint16) int {
	for i, c := range q { // the text ends with 0, which is in no q
		if d := p.codes[int(at)+i]; d != c {
			return cmp.Compare(d, c)
		}
	}
	return 0
}
