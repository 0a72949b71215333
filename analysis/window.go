package analysis

import (
	"sort"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A Window is the text around a match in which words go together with it: as
// many words on either side, and none beyond the end of the paragraph or, with
// Within Sentence, of the sentence. Words are tokens that hold a letter, digit
// or Han character; marks and space between are no positions. Words that the
// match covers, or cuts into, are inside it and no part of the window. A
// negative number takes all words up to that end. The zero value takes five
// words on either side within the paragraph.
type Window struct {
	Left, Right int
	Within      ContextUnit // Sentence; anything else is Paragraph
}

// defaultWindow is how many words the zero value takes on either side.
const defaultWindow = 5

func (w Window) orDefault() Window {
	if w.Left == 0 && w.Right == 0 {
		w.Left, w.Right = defaultWindow, defaultWindow
	}
	return w
}

// A wordWindow is the window around a match: of the words of its zone those from
// from to first, and those from behind to to. Those between are the match.
type wordWindow struct{ from, first, behind, to int }

// around returns the window around a match, which stays in limits.
func (w Window) around(limits span, words []span, hit span) wordWindow {
	place := func(from int, is func(span) bool) int {
		return from + sort.Search(len(words)-from, func(i int) bool { return is(words[from+i]) })
	}
	v := wordWindow{from: place(0, func(word span) bool { return word.start >= limits.start })}
	v.first = place(v.from, func(word span) bool { return word.end > hit.start })
	v.behind = place(v.first, func(word span) bool { return word.start >= hit.end })
	v.to = place(v.behind, func(word span) bool { return word.end > limits.end })
	if w.Left >= 0 {
		v.from = max(v.from, v.first-w.Left)
	}
	if w.Right >= 0 {
		v.to = min(v.to, v.behind+w.Right)
	}
	return v
}

// windows returns those around the matches of a term in the zone in hand, from
// left to right, in the memory of list, and how often the term stands there.
func (c *counter) windows(list []wordWindow, term int, z corpus.Zone, w Window) ([]wordWindow, Hits) {
	list = list[:0]
	l := newLimiter(c.text, w.Within)
	h := c.inZone(term, z, func(hit span) {
		list = append(list, w.around(l.around(hit), c.zoneBounds(), hit))
	})
	return list, h
}

// zoneBounds returns the places of the words of the zone in hand.
func (c *counter) zoneBounds() []span {
	if len(c.bounds) == 0 {
		start := int32(0)
		for i, t := range c.tokens {
			if c.lexicon.WordOf(t) != store.NoWord {
				c.bounds = append(c.bounds, span{int(start), int(c.ends[i])})
			}
			start = c.ends[i]
		}
	}
	return c.bounds
}

// inWindows visits the words that are in a window, once each, in order. Where
// windows overlap a word is on the side on which the nearer match has it, and
// of two that are as near on that of the one before it. A word inside a match
// is visited where it is in the window of another one.
func inWindows(windows []wordWindow, visit func(word int, left bool)) {
	at, prev, next := 0, -1, 0
	for _, w := range windows {
		for i := max(at, w.from); i < w.to; i++ {
			// Windows begin and end in the order of their matches, so that the
			// nearest one on each side is the one that can hold the word.
			for prev+1 < len(windows) && windows[prev+1].behind <= i {
				prev++
			}
			for next < len(windows) && windows[next].first <= i {
				next++
			}
			behind := prev >= 0 && i < windows[prev].to
			before := next < len(windows) && i >= windows[next].from
			if behind || before {
				visit(i, !behind || before && windows[next].first-i < i-windows[prev].behind+1)
			}
		}
		at = max(at, w.to)
	}
}
