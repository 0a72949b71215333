package store

import (
	"slices"
	"unicode/utf8"
)

// A gramChar is a character as it stands in a text: its number in the log, 0 if
// it is in no gram, and whether there is a cut behind it.
//
//	bit 0       the cut
//	bits 1–21   the number
//	bits 24–31  of the first character of a token in gramTokens: its length
type gramChar uint32

const (
	charCut    = 1
	charShift  = 1
	charMask   = 1<<21 - 1
	charLength = 24
)

func newGramChar(number uint32, cut bool) gramChar {
	c := gramChar(number << charShift)
	if cut {
		c |= charCut
	}
	return c
}

func (c gramChar) number() uint32 { return uint32(c) >> charShift & charMask }

// gramTokens holds the characters of the tokens that were met, so that a token
// is decoded once. Most have up to four characters, which lie in one line of
// the cache.
type gramTokens struct {
	b     *gramBuilder
	lex   *Lexicon
	short [][shortToken]gramChar
	long  []gramChar // of the longer ones: place and length stand in short
}

// The lengths that are none.
const (
	shortToken = 4
	longToken  = 254
	badToken   = 255 // not UTF-8: what its bytes are depends on those of its neighbours
)

// reset makes it one that met none of the tokens of a lexicon.
func (g *gramTokens) reset(b *gramBuilder, lex *Lexicon) {
	n := lex.NumTokens()
	if cap(g.short) < n {
		g.short = make([][shortToken]gramChar, n)
	}
	*g = gramTokens{b: b, lex: lex, short: g.short[:n], long: g.long[:0]}
	clear(g.short)
}

// count takes in the tokens of a zone of the document seen-1; it returns false
// and has done nothing if one of them is not UTF-8.
func (g *gramTokens) count(seen uint32, class uint8, tokens []uint32) bool {
	chars := slices.Grow(g.b.chars[:0], shortToken*len(tokens))
	for _, t := range tokens {
		s := &g.short[t]
		if s[0]>>charLength == 0 {
			g.decode(t)
		}
		switch n := int(s[0] >> charLength); {
		case n <= shortToken && len(chars)+shortToken <= cap(chars): // the next token lies over those of the four that are none
			at := len(chars)
			*(*[shortToken]gramChar)(chars[at : at+shortToken]) = *s
			chars = chars[:at+n]
		case n <= shortToken:
			chars = append(chars, s[:n]...)
		case n == longToken:
			chars = append(chars, g.long[s[1]:s[1]+s[2]]...)
		default:
			return false
		}
	}
	g.b.chars = chars
	g.b.count(seen, class, true, chars)
	return true
}

// decode takes in a token. One without text is of no length each time.
func (g *gramTokens) decode(t uint32) {
	text, pieces, s := g.lex.bytes(t), g.lex.pieces(t), &g.short[t]
	if !utf8.Valid(text) {
		s[0] = badToken << charLength
		return
	}
	at := len(g.long)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		g.long = append(g.long, newGramChar(g.b.number(r), i == len(text) || slices.Contains(pieces, int32(i))))
	}
	n := len(g.long) - at
	if n > shortToken {
		*s = [shortToken]gramChar{longToken << charLength, gramChar(at), gramChar(n)}
		return
	}
	*s = [shortToken]gramChar{}
	copy(s[:], g.long[at:])
	s[0] |= gramChar(n) << charLength
	g.long = g.long[:at]
}
