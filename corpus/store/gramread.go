package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// errGrams is the error of a list whose bytes are none of ours. The store adds
// the name of the file.
var errGrams = errors.New("the character index is damaged")

// check tells whether the tables fit each other; what a list holds is checked
// when it is read.
func (g *grams) check() error {
	if n := len(g.starts); n != len(g.keys)+1 || g.starts[n-1] != uint64(len(g.data)) {
		return errGrams
	}
	return nil
}

// verify reads everything.
func (g *grams) verify() error {
	if err := g.check(); err != nil {
		return err
	}
	for i, key := range g.keys {
		if i > 0 && g.keys[i-1] >= key || i == 0 && g.starts[0] != 0 {
			return errGrams
		}
		l := g.at(i)
		if err := l.each(func(uint32, *gramCounts) {}); err != nil {
			return fmt.Errorf("%w: list of %q", err, gramText(key))
		}
	}
	return nil
}

// gramText is the text of a key, for messages.
func gramText(key uint64) string {
	if b := rune(uint32(key)); b != 0 {
		return string([]rune{rune(key >> 32), b})
	}
	return string(rune(key >> 32))
}

// A gramList is the list of a gram: its documents and their counts.
type gramList struct {
	docs uint32 // documents of the segment
	n    uint32 // documents of the list
	data []byte // its bits
	err  error
}

// list returns the list of a pair, or of a single character where b is 0, and
// whether there is one. The methods of a damaged list return an error.
func (g *grams) list(a, b rune) (gramList, bool) {
	i, ok := slices.BinarySearch(g.keys, gramKey(a, b))
	if !ok {
		return gramList{}, false
	}
	return g.at(i), true
}

// at returns the list of a key by its number.
func (g *grams) at(i int) gramList {
	if i+1 >= len(g.starts) || g.starts[i] > g.starts[i+1] || g.starts[i+1] > uint64(len(g.data)) {
		return gramList{err: errGrams}
	}
	return gramListOf(g.docs, g.data[g.starts[i]:g.starts[i+1]])
}

// gramListOf returns the list that stands in bytes.
func gramListOf(docs uint32, list []byte) gramList {
	n, head := binary.Uvarint(list)
	// A document takes two bits at least: n never asks for more memory than that.
	if head <= 0 || n == 0 || n > uint64(docs) || n > 4*uint64(len(list)-head) {
		return gramList{err: errGrams}
	}
	return gramList{docs: docs, n: uint32(n), data: list[head:]}
}

// documents is the number of documents of the list.
func (l *gramList) documents() int { return int(l.n) }

// appendDocs appends the documents of the list to dst, ascending.
func (l *gramList) appendDocs(dst []uint32) ([]uint32, error) {
	dst = slices.Grow(dst, l.documents())
	c := l.cursor()
	for c.next() {
		dst = append(dst, c.doc)
	}
	return dst, c.err
}

// each calls visit for the documents of the list, ascending. What it was told
// before an error means nothing. The counts are overwritten.
func (l *gramList) each(visit func(doc uint32, c *gramCounts)) error {
	c := l.cursor()
	for c.next() {
		visit(c.doc, &c.counts)
	}
	return c.err
}

// keep returns those of docs, ascending, that are in the list, in docs' memory.
func (l *gramList) keep(docs []uint32) ([]uint32, error) {
	kept := docs[:0]
	c := l.cursor()
	for i := 0; i < len(docs) && c.next(); {
		for i < len(docs) && docs[i] < c.doc {
			i++
		}
		if i < len(docs) && docs[i] == c.doc {
			kept = append(kept, c.doc)
			i++
		}
	}
	return kept, c.err
}

// gramOf returns the gram that a normalised string of one or two characters is:
// the string stands in the documents of its list, as often as its counts say,
// and in no others. ok is false for any other string and for one with a
// character that is in no gram, or with U+FFFD, for which other bytes count too.
func gramOf(text string) (a, b rune, ok bool) {
	for i, r := range text {
		switch {
		case noGram(r) || r == utf8.RuneError || b != 0:
			return 0, 0, false
		case i == 0:
			a = r
		default:
			b = r
		}
	}
	return a, b, a != 0
}

// Of the lists of a string's pairs so many are read at most, the shortest. To
// look for the string in a document costs about as much as to read scanCost
// documents of a list, so none is read that is that much longer than what the
// ones before it have left.
const (
	maxLists = 3
	scanCost = 200
)

// candidates returns the documents, ascending, that can hold a normalised
// string: all that do, and for a string of gramOf no others. ok is false where the
// index cannot tell: for the empty string, for one that is not UTF-8, and for one
// without a character that is in grams. What stands on two sides of a "\n" must both be there.
func (g *grams) candidates(text string) (docs []uint32, ok bool, err error) {
	return candidates(text, g.list)
}

// candidates is grams.candidates where the lists are found by a function.
func candidates(text string, list func(a, b rune) (gramList, bool)) (docs []uint32, ok bool, err error) {
	keys := gramsOf(text)
	if len(keys) == 0 {
		return nil, false, nil
	}
	var lists []gramList
	for _, key := range keys {
		l, found := list(rune(key>>32), rune(uint32(key)))
		if !found {
			return nil, true, nil
		}
		if l.err != nil {
			return nil, true, l.err
		}
		lists = append(lists, l)
	}
	slices.SortStableFunc(lists, func(l, m gramList) int { return cmp.Compare(l.n, m.n) })
	docs, err = lists[0].appendDocs(nil)
	for i := 1; i < min(maxLists, len(lists)) && err == nil && lists[i].documents() < scanCost*len(docs); i++ {
		docs, err = lists[i].keep(docs)
	}
	if err != nil {
		return nil, true, err
	}
	return docs, true, nil
}

// gramsOf returns the keys of the pairs of a string, each once; of its single
// characters where there is no pair; none where it is not UTF-8.
func gramsOf(text string) []uint64 {
	if !utf8.ValidString(text) {
		return nil
	}
	var singles, pairs []uint64
	before := rune(0)
	for _, r := range text {
		if noGram(r) {
			before = 0
			continue
		}
		singles = append(singles, gramKey(r, 0))
		if before != 0 {
			pairs = append(pairs, gramKey(before, r))
		}
		before = r
	}
	if len(pairs) == 0 {
		pairs = singles
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// A gramCursor reads a list.
type gramCursor struct {
	doc    uint32
	counts gramCounts
	err    error

	docs     uint64
	after    uint64 // the last document and 1
	left     uint32
	k, width uint // of gaps
	data     []byte
	at       uint64 // bits read
}

func (l *gramList) cursor() gramCursor {
	c := gramCursor{err: l.err, docs: uint64(l.docs), left: l.n, data: l.data}
	if l.n > 0 {
		c.k, c.width = riceBits(l.docs, l.n), gapBits(l.docs)
	}
	return c
}

// next reads a document; it returns false at the end and at an error.
func (c *gramCursor) next() bool {
	if c.left == 0 || c.err != nil {
		return false
	}
	c.left--
	doc := c.after + c.gap()
	ok := c.readCounts()
	end := uint64(len(c.data)) * 8
	if !ok || doc >= c.docs || c.at > end || c.left == 0 && (end-c.at >= 8 || c.peek() != 0) {
		c.err = errGrams
		return false
	}
	c.doc, c.after = uint32(doc), doc+1
	return true
}

// peek returns the next bits, 57 or more of them; zeros behind the end.
func (c *gramCursor) peek() uint64 {
	i := c.at / 8
	if i+8 <= uint64(len(c.data)) {
		return binary.LittleEndian.Uint64(c.data[i:]) >> (c.at % 8)
	}
	var last [8]byte
	if i < uint64(len(c.data)) {
		copy(last[:], c.data[i:])
	}
	return binary.LittleEndian.Uint64(last[:]) >> (c.at % 8)
}

func (c *gramCursor) gap() uint64 {
	w := c.peek()
	q := uint(bits.TrailingZeros64(^w))
	if q >= maxUnary {
		c.at += uint64(maxUnary + c.width)
		return w >> maxUnary & (1<<c.width - 1)
	}
	c.at += uint64(q + 1 + c.k)
	return uint64(q)<<c.k | w>>(q+1)&(1<<c.k-1)
}

// readCounts reads the counts of a document; false where they are none of ours.
func (c *gramCursor) readCounts() bool {
	c.counts = gramCounts{}
	switch w := c.peek(); bits.TrailingZeros64(^w) {
	case 0:
		c.at++
		c.counts.String[bodyClass] = 1
		return true
	case 1:
		c.at += 2
		c.counts.String[bodyClass], c.counts.Phrase[bodyClass] = 1, 1
		return true
	case 2:
		c.at += 3
		return c.readClass(bodyClass, 1)
	default:
		c.at += 6
		held := w >> 3 & 7
		ok := held&0b011 != 0
		for class := range c.counts.String {
			if held>>class&1 != 0 {
				ok = ok && c.readClass(class, 0)
			}
		}
		return ok
	}
}

// readClass reads the counts of a class, of the strings those above base.
func (c *gramCursor) readClass(class int, base uint32) bool {
	m := uint(bits.TrailingZeros64(^c.peek()))
	if m > 31 {
		return false
	}
	c.at += uint64(m + 1)
	s := 1<<m | uint32(c.peek()&(1<<m-1))
	c.at += uint64(m)
	if s += base; s < base {
		return false
	}
	c.counts.String[class] = s
	w := c.peek()
	switch {
	case s == 1:
		c.at++
		c.counts.Phrase[class] = uint32(w & 1)
	case w&1 == 0:
		c.at++
	case w&3 == 1:
		c.at += 2
		c.counts.Phrase[class] = s
	default:
		n := uint(bits.Len32(s - 2))
		c.at += uint64(2 + n)
		p := uint32(w>>2&(1<<n-1)) + 1
		c.counts.Phrase[class] = p
		return p < s
	}
	return true
}
