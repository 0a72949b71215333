package analysis

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/corpus/store"
)

// A Context says how much text is shown on either side of a hit. The zero value
// is none. Characters and words go on beyond the end of a paragraph, as
// concordances do, and never beyond the zone; a sentence and a paragraph are
// shown without the space around them.
type Context struct {
	Unit ContextUnit
	N    int // characters or words on either side
}

// A ContextUnit is what a context is measured in.
type ContextUnit uint8

const (
	// Characters are code points: marks and line ends too.
	Characters ContextUnit = iota
	// Words are tokens that hold a letter, digit or Han character; what stands
	// between them comes with them. A word that the hit cuts into is one.
	Words
	// Sentence goes up to 。！？!? with the closing marks behind, or a line end.
	Sentence
	// Paragraph goes up to the line ends.
	Paragraph
)

// ParseContext reads the value of --context: 30, 10w, sentence, paragraph.
func ParseContext(s string) (Context, error) {
	switch s {
	case "sentence":
		return Context{Unit: Sentence}, nil
	case "paragraph":
		return Context{Unit: Paragraph}, nil
	}
	number, words := strings.CutSuffix(s, "w")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return Context{}, fmt.Errorf("unknown context %q (have a number of characters, as in 30, of words, as in 10w, sentence, paragraph)", s)
	}
	if words {
		return Context{Words, n}, nil
	}
	return Context{Characters, n}, nil
}

// around returns the text on both sides of a hit; words are the words of the
// text, asked for only if the context is measured in them.
func (c Context) around(text string, hit span, words func() []span) (left, right string) {
	from, to := hit.start, hit.end
	switch c.Unit {
	case Characters:
		from, to = back(text, hit.start, c.N), forth(text, hit.end, c.N)
	case Words:
		from, to = wordsAround(text, hit, words(), c.N)
	case Sentence:
		from, to = sentenceStart(text, hit.start), sentenceEnd(text, hit)
	case Paragraph:
		from, to = paragraphStart(text, hit.start), paragraphEnd(text, hit.end)
	}
	left, right = text[from:hit.start], text[hit.end:to]
	if c.Unit == Sentence || c.Unit == Paragraph {
		left, right = strings.TrimLeftFunc(left, unicode.IsSpace), strings.TrimRightFunc(right, unicode.IsSpace)
	}
	return left, right
}

// back is the offset n characters before an offset, forth that behind it.
func back(text string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}

func forth(text string, at, n int) int {
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

func wordsAround(text string, hit span, words []span, n int) (from, to int) {
	if n == 0 {
		return hit.start, hit.end
	}
	to = len(text)
	before := sort.Search(len(words), func(i int) bool { return words[i].start >= hit.start })
	behind := sort.Search(len(words), func(i int) bool { return words[i].end > hit.end })
	if before >= n {
		from = words[before-n].start
	}
	if behind+n <= len(words) {
		to = words[behind+n-1].end
	}
	return from, to
}

// wordBounds appends the places of the words among tokens, the first of which
// stands at an offset.
func wordBounds(b []span, lex *store.Lexicon, tokens []uint32, at int) []span {
	for _, t := range tokens {
		end := at + len(lex.Text(t))
		if lex.WordOf(t) != store.NoWord {
			b = append(b, span{at, end})
		}
		at = end
	}
	return b
}

const (
	sentenceEnds = "。！？!?\n"
	closingMarks = "”’」』）)》】"
)

// paragraphStart is the offset behind the last line end before an offset,
// paragraphEnd that of the first one from an offset on.
func paragraphStart(text string, at int) int {
	return strings.LastIndexByte(text[:at], '\n') + 1
}

func paragraphEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// sentenceStart is the offset behind the last sentence that ends before an
// offset.
func sentenceStart(text string, at int) int {
	i := strings.LastIndexAny(text[:at], sentenceEnds)
	if i < 0 {
		return 0
	}
	i = forth(text, i, 1)
	return at - len(strings.TrimLeft(text[i:at], closingMarks))
}

// sentenceEnd is the offset behind the sentence in which a hit ends.
func sentenceEnd(text string, hit span) int {
	last := back(text, hit.end, 1)
	i := strings.IndexAny(text[last:], sentenceEnds)
	if i < 0 {
		return len(text)
	}
	i += last
	rest := strings.TrimLeft(text[i:], sentenceEnds[:len(sentenceEnds)-1])
	rest = strings.TrimLeft(rest, closingMarks)
	return max(hit.end, len(text)-len(rest))
}
