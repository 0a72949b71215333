package corpus

import (
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

// headingLevel returns how the line that begins with s is numbered, the highest
// way being 0; -1 where it is not:
//
//	0  第一编, 第二部, 第3篇, 第四章
//	1  第一节
//	2  一、 十二． 三.
//	3  （一） (二)
//	4  1、 ２． 12. but not 3.5
func headingLevel(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	switch {
	case first == '第':
		rest := s[size:]
		numeral := leading(rest, len(rest), func(r rune) bool { return isTen(r) || r == '百' || r == '零' || r == '〇' || '0' <= r && r <= '9' })
		next, _ := utf8.DecodeRuneInString(rest[numeral:])
		switch {
		case numeral == 0:
			return -1
		case next == '编' || next == '部' || next == '篇' || next == '章':
			return 0
		case next == '节':
			return 1
		}
	case isTen(first):
		if next, _ := utf8.DecodeRuneInString(s[leading(s, 3, isTen):]); next == '、' || next == '．' || next == '.' {
			return 2
		}
	case first == '（' || first == '(':
		rest := s[size:]
		numeral := leading(rest, 3, isTen)
		if next, _ := utf8.DecodeRuneInString(rest[numeral:]); numeral > 0 && (next == '）' || next == ')') {
			return 3
		}
	case isDigit(first):
		rest := s[leading(s, 2, isDigit):]
		next, size := utf8.DecodeRuneInString(rest)
		behind, _ := utf8.DecodeRuneInString(rest[size:])
		if (next == '、' || next == '．' || next == '.') && !isDigit(behind) {
			return 4
		}
	}
	return -1
}

// leading returns the length of the characters, at most so many, that s begins
// with and for which is holds.
func leading(s string, most int, is func(rune) bool) int {
	for i, r := range s {
		if most == 0 || !is(r) {
			return i
		}
		most--
	}
	return len(s)
}

func isTen(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

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
		if level := headingLevel(text); level >= 0 {
			if i := strings.IndexAny(text, "。！？；"); i >= 0 {
				text = text[:i]
			}
			if utf8.RuneCountInString(text) <= maxHeading {
				headings = append(headings, Heading{level, text, start})
			}
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
