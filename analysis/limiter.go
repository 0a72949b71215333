package analysis

import "strings"

// A limiter finds the sentences or paragraphs around the matches in a text, which
// come from left to right. It says what sentenceStart, sentenceEnd and those of
// paragraphs say, and goes over the text once: they look for both ends anew for
// each match, so that 10,000 matches in a list without a full stop took 18 s.
type limiter struct {
	text   string
	within ContextUnit

	start  int // of the sentence or paragraph in which the last match begins
	at     int // up to where start holds: where that match begins
	asked  int // where the last search for an end began: there is none from here
	next   int // to here, where one begins
	behind int // and from where its marks end, of several such as ？！ …
	end    int // … to where what it closes ends
}

func newLimiter(text string, within ContextUnit) *limiter {
	return &limiter{text: text, within: within, next: -1}
}

// around returns the part of the text that a window around a match stays in.
func (l *limiter) around(hit span) span {
	if hit.start < l.at {
		*l = *newLimiter(l.text, l.within)
	}
	if l.within == Sentence {
		return l.sentence(hit)
	}
	if i := strings.LastIndexByte(l.text[l.at:hit.start], '\n'); i >= 0 {
		l.start = l.at + i + 1
	}
	l.at = hit.start
	if hit.end < l.asked || hit.end > l.next {
		l.asked, l.next = hit.end, paragraphEnd(l.text, hit.end)
	}
	return span{l.start, l.next}
}

func (l *limiter) sentence(hit span) span {
	if i := strings.LastIndexAny(l.text[l.at:hit.start], sentenceEnds); i >= 0 {
		rest := l.text[forth(l.text, l.at+i, 1):]
		l.start = len(l.text) - len(strings.TrimLeft(rest, closingMarks))
	}
	l.at = hit.start
	last := back(l.text, hit.end, 1)
	if known := last >= l.asked && (last <= l.next || last < l.behind); !known {
		l.endFrom(last)
	}
	return span{min(l.start, hit.start), max(l.end, hit.end)}
}

// endFrom finds the first end of a sentence from an offset on.
func (l *limiter) endFrom(at int) {
	l.asked, l.next, l.behind, l.end = at, len(l.text), len(l.text), len(l.text)
	if i := strings.IndexAny(l.text[at:], sentenceEnds); i >= 0 {
		l.next = at + i
		rest := strings.TrimLeft(l.text[l.next:], sentenceEnds[:len(sentenceEnds)-1])
		l.behind = len(l.text) - len(rest)
		l.end = len(l.text) - len(strings.TrimLeft(rest, closingMarks))
	}
}
