package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Kind says what a token is.
type Kind uint8

// The kinds of token. Words are counted; marks and space are not, but they
// stand in the stream and keep windows apart.
const (
	Word   Kind = iota // holds a Han character
	Number             // digits or Chinese numerals, with the unit that was joined
	Latin              // holds a letter and no Han character
	Punct              // marks and symbols
	Space              // white space, line ends
)

// fixed marks user words until the join is done: it leaves them as they are.
const fixed Kind = 0x40

var kindNames = [...]string{"word", "number", "latin", "punct", "space"}

func (k Kind) String() string { return kindNames[k] }

// IsWord tells whether tokens of the kind are counted as words: those that
// hold a letter, a digit or a Han character.
func (k Kind) IsWord() bool { return k <= Latin }

// chineseDigits are the characters of Chinese numerals.
const chineseDigits = "〇零一二三四五六七八九十百千万亿两"

// numeralTails has the last twelve bits of the Chinese numerals: by the upper six
// a bit for each of the lower. Hardly any other character has such an end.
var numeralTails = func() (tails [64]uint64) {
	for _, r := range chineseDigits {
		tails[r>>6&0x3F] |= 1 << (r & 0x3F)
	}
	return tails
}()

// isChineseDigit tells whether numerals are written with r.
func isChineseDigit(r rune) bool {
	return numeralTails[r>>6&0x3F]>>(r&0x3F)&1 == 1 && strings.ContainsRune(chineseDigits, r)
}

// KindOf returns the kind of a token by its characters alone: joined numbers
// (2005年) are known to Cut only.
func kindOf(s string) Kind {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) {
		return kindOfRune(r)
	}
	if isNumeral(s) {
		return Number
	}
	kind := Space
	for _, r := range s {
		switch k := kindOfRune(r); {
		case k == Word || unicode.Is(unicode.Han, r):
			return Word
		case k == Latin:
			kind = Latin
		case k == Number && kind != Latin:
			kind = Number
		case k == Punct && kind == Space:
			kind = Punct
		}
	}
	return kind
}

func kindOfRune(r rune) Kind {
	switch {
	case r < 0x80:
		return asciiKind(byte(r))
	// The marks that Chinese is written with come before the tables of Unicode:
	// every seventh token is one, and the tables took a tenth of the time of a cut.
	case '‐' <= r && r <= '‧', '、' <= r && r <= '〃', '〈' <= r && r <= '】', r == '，', r == '：', r == '；', r == '！', r == '？', r == '（', r == '）':
		return Punct
	case isChineseDigit(r):
		return Number
	case unicode.Is(unicode.Han, r):
		return Word
	case unicode.IsLetter(r):
		return Latin
	case unicode.IsNumber(r):
		return Number
	case unicode.IsSpace(r):
		return Space
	}
	return Punct
}

func asciiKind(c byte) Kind {
	switch {
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		return Latin
	case '0' <= c && c <= '9':
		return Number
	case c == ' ' || '\t' <= c && c <= '\r':
		return Space
	}
	return Punct
}

// isNumeral tells whether s is written in Chinese numerals alone.
func isNumeral(s string) bool {
	for _, r := range s {
		if !isChineseDigit(r) {
			return false
		}
	}
	return s != ""
}
