package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Heading is a numbered heading of a body, and the part that stands under it:
// up to the next heading of the same level or a higher one.
type Heading struct {
	Level int    // 1 is the highest
	Text  string // with its number, without the sentences that may follow it on its line
	Start int    // byte offset of its line in the body
}

// headingLevels are the ways in which headings are numbered, highest first, and
// the characters that they begin with: to look at those spares most lines the
// expressions, which take 40 times as long.
var headingLevels = []struct {
	first    string
	numbered *regexp.Regexp
}{
	{"第", regexp.MustCompile(`^第[一二三四五六七八九十百零〇\d]+[编部篇章]`)},
	{"第", regexp.MustCompile(`^第[一二三四五六七八九十百零〇\d]+[节]`)},
	{"一二三四五六七八九十", regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、．.]`)},
	{"（(", regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)]`)},
	{"0123456789０１２３４５６７８９", regexp.MustCompile(`^[0-9０-９]{1,2}[、．](?:[^0-9０-９]|$)|^[0-9０-９]{1,2}\.(?:[^0-9０-９]|$)`)},
}

// maxHeading is the length in characters beyond which a numbered line without
// the end of a sentence is no heading.
const maxHeading = 40

// Outline returns the headings of a body, in order. A heading is the beginning
// of a line that is numbered (第一章, 一、, （一）, 1、), up to the end of its
// first sentence or of the line.
func Outline(body string) []Heading {
	var headings []Heading
	start := 0
	for line := range strings.Lines(body) {
		text := strings.TrimSpace(line)
		first, _ := utf8.DecodeRuneInString(text)
		for level, l := range headingLevels {
			if !strings.ContainsRune(l.first, first) || !l.numbered.MatchString(text) {
				continue
			}
			if i := strings.IndexAny(text, "。！？；"); i >= 0 {
				text = text[:i]
			}
			if utf8.RuneCountInString(text) <= maxHeading {
				headings = append(headings, Heading{level, text, start})
			}
			break
		}
		start += len(line)
	}
	return relevel(headings)
}

// relevel numbers the levels that are there from 1 on.
func relevel(headings []Heading) []Heading {
	var levels []int
	for _, h := range headings {
		if !slices.Contains(levels, h.Level) {
			levels = append(levels, h.Level)
		}
	}
	slices.Sort(levels)
	for i := range headings {
		headings[i].Level = slices.Index(levels, headings[i].Level) + 1
	}
	return headings
}
