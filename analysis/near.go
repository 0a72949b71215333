package analysis

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// A Near narrows what is counted to matches that have another term beside them:
// a match of it that does not overlap, in the same paragraph of the same zone,
// with at most as many words between the two. Words are tokens that hold a
// letter, digit or Han character, whole ones; marks between are not counted.
// The other term is found in the way in which terms are.
type Near struct {
	Term  Term
	Words int
}

// ParseNear reads the value of --near: TERM:N.
func ParseNear(s string, m Match) (Near, error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return Near{}, fmt.Errorf("%q: want TERM:N, a term and how many words may stand between, as in 改革:5", s)
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n < 0 {
		return Near{}, fmt.Errorf("%q: %q is no number of words (want TERM:N, as in 改革:5)", s, s[i+1:])
	}
	t, err := ParseTerm(s[:i], m)
	return Near{t, n}, err
}

// isNear tells whether all terms to be near to stand beside a match of the zone
// in hand.
func (c *counter) isNear(s span) bool {
	if c.beside == nil {
		c.beside = make([][]span, len(c.near))
		for i := range c.near {
			c.matches(len(c.hits)+i, c.match, func(found span) { c.beside[i] = append(c.beside[i], found) })
		}
	}
	for i, words := range c.near {
		list := c.beside[i]
		// Only the last one before and the first one behind: others are further.
		before := sort.Search(len(list), func(k int) bool { return list[k].end > s.start }) - 1
		behind := sort.Search(len(list), func(k int) bool { return list[k].start >= s.end })
		if !(before >= 0 && c.within(list[before].end, s.start, words) ||
			behind < len(list) && c.within(s.end, list[behind].start, words)) {
			return false
		}
	}
	return true
}

// within tells whether the text between two offsets is part of one paragraph
// and holds at most n words.
func (c *counter) within(start, end, n int) bool {
	if strings.IndexByte(c.text[start:end], '\n') >= 0 {
		return false
	}
	words := c.zoneBounds()
	first := sort.Search(len(words), func(i int) bool { return words[i].start >= start })
	behind := sort.Search(len(words), func(i int) bool { return words[i].end > end })
	return behind-first <= n
}
