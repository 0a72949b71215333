package store

import (
	"bytes"
	"slices"
)

// unionWords merges the words of the segments, which are sorted, and gives
// them numbers in the order of code points.
func (c *catalog) unionWords(segments []*segment, dead func(seg, local int) bool) {
	tags := newTextSet()
	lists := make([]wordList, len(segments))
	for i, s := range segments {
		lists[i] = newWordList(s, &c.bySeg[i], s.alive(func(local int) bool { return dead != nil && dead(i, local) }))
		lists[i].advance(c.text.len())
	}
	for {
		first := firstWord(lists)
		if first == nil {
			break
		}
		word, start := first.word, first.start
		tag, number := "", c.text.len()
		c.text.data.v = append(c.text.data.v, word...)
		c.text.ends.add(uint64(len(c.text.data.v)))
		for i := range lists {
			l := &lists[i]
			if l.over() || l.start != start || !bytes.Equal(l.word, word) {
				continue
			}
			if t := l.tags[l.tag[l.at]]; t != "" && (tag == "" || t < tag) {
				tag = t
			}
			l.part.word.add(uint32(number))
			l.advance(number + 1)
		}
		c.tag.add(uint8(tags.of(tag)))
	}
	c.tags = tags.texts
	for i, s := range segments {
		p := &c.bySeg[i]
		p.sharedWord.v = translate(s.sharedWord.all(), p.word.v)
		p.ownWord.v = translate(s.ownWord.all(), p.word.v)
	}
}

// firstWord returns the list whose word is the first, nil if all are over.
func firstWord(lists []wordList) (first *wordList) {
	for i := range lists {
		if l := &lists[i]; !l.over() && (first == nil || l.before(first)) {
			first = l
		}
	}
	return first
}

// A wordList runs over the words of a segment that documents have.
type wordList struct {
	part  *segmentPart
	alive []bool // nil: all are
	ends  []uint64
	data  []byte
	tag   []uint8
	tags  []string

	at    int
	word  []byte
	start uint64 // its first bytes as a number
}

func newWordList(s *segment, part *segmentPart, alive []bool) wordList {
	l := wordList{part: part, alive: alive, at: -1}
	l.ends, l.data, l.tag, l.tags = s.text.ends.all(), s.text.data.all(), s.tag.all(), s.tags.list()
	part.word.v = make([]uint32, 0, len(l.ends))
	return l
}

func (l *wordList) over() bool { return l.at >= len(l.ends) }

func (l *wordList) before(m *wordList) bool {
	if l.start != m.start {
		return l.start < m.start
	}
	return bytes.Compare(l.word, m.word) < 0
}

// advance goes to the next word; those that only replaced documents have get
// the number of the word behind them.
func (l *wordList) advance(next int) {
	from := uint64(0)
	if l.at >= 0 {
		from = l.ends[l.at]
	}
	for l.at++; !l.over(); l.at++ {
		if l.alive == nil || l.alive[l.at] {
			l.word = l.data[from:l.ends[l.at]]
			l.start = firstBytes(l.word)
			return
		}
		from = l.ends[l.at]
		l.part.word.add(uint32(next))
	}
}

// alive tells which words documents of the segment have that were not
// replaced; nil if none was.
func (s *segment) alive(dead func(local int) bool) []bool {
	replaced := make([]bool, s.len())
	for local := range replaced {
		replaced[local] = dead(local)
	}
	if !slices.Contains(replaced, true) {
		return nil
	}
	alive := make([]bool, s.text.len())
	s.indexed()
	var list []Posting
	for word := range alive {
		list = s.appendPostings(list[:0], uint32(word))
		alive[word] = slices.ContainsFunc(list, func(p Posting) bool { return !replaced[p.Doc] })
	}
	return alive
}

// translate returns words of a segment as words of the corpus.
func translate(words, number []uint32) []uint32 {
	out := make([]uint32, len(words))
	for i, w := range words {
		out[i] = NoWord
		if w != NoWord {
			out[i] = number[w]
		}
	}
	return out
}
