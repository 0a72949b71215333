package corpus

import (
	"sort"
	"strings"
)

// Offsets maps offsets of a normalised text to offsets of the original. The
// nil map is the identity.
type Offsets []offsetStep

// offsetStep says that from the normalised offset at on, the original offset
// is larger by shift.
type offsetStep struct{ at, shift int32 }

// Original returns the offset in the original text of an offset in the
// normalised one.
func (o Offsets) Original(at int) int {
	i := sort.Search(len(o), func(i int) bool { return int(o[i].at) > at })
	if i == 0 {
		return at
	}
	return at + int(o[i-1].shift)
}

// Foldable tells whether Fold would change s.
func Foldable(s string) bool {
	for i := 0; ; i++ {
		j := strings.IndexByte(s[i:], 0xEF) // full-width forms begin EF BC or EF BD
		if j < 0 {
			return false
		}
		i += j
		if folded(s[i:]) != 0 {
			return true
		}
		if len(s)-i < 3 {
			return false
		}
	}
}

// Fold returns s with full-width letters, digits and the percent sign (Ａ ｂ ９
// ％) written as ASCII, and the map back to the offsets of s. Punctuation is
// never folded. Where nothing is to be folded it returns s itself and nil.
func Fold(s string) (string, Offsets) {
	if !Foldable(s) {
		return s, nil
	}
	var steps Offsets
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := folded(s[i:])
		if c == 0 {
			b = append(b, s[i])
			i++
			continue
		}
		b = append(b, c)
		i += 3
		steps = append(steps, offsetStep{int32(len(b)), int32(i - len(b))})
	}
	return string(b), steps
}

// folded returns the ASCII form of the full-width character that s begins
// with, 0 where there is none: U+FF10–19, U+FF21–3A, U+FF41–5A, U+FF05.
func folded(s string) byte {
	if len(s) < 3 || s[0] != 0xEF || s[2]&0xC0 != 0x80 {
		return 0
	}
	var r rune
	switch s[1] {
	case 0xBC:
		r = 0xFF00 + rune(s[2]&0x3F)
	case 0xBD:
		r = 0xFF40 + rune(s[2]&0x3F)
	default:
		return 0
	}
	c := byte(r - 0xFEE0)
	if c == '%' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
		return c
	}
	return 0
}
