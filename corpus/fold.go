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
	b, offsets := AppendFold(make([]byte, 0, len(s)), nil, s)
	return string(b), offsets
}

// AppendFold is Fold for callers who keep the memory: it appends the folded
// text to b, which is empty, and the map to offsets, which is empty too.
func AppendFold(b []byte, offsets Offsets, s string) ([]byte, Offsets) {
	done := 0 // s[:done] is in b
	for i := 0; ; {
		j := strings.IndexByte(s[i:], 0xEF)
		if j < 0 {
			return append(b, s[done:]...), offsets
		}
		i += j
		c := folded(s[i:])
		if c == 0 {
			i++
			continue
		}
		b = append(append(b, s[done:i]...), c)
		i += 3
		done = i
		offsets = append(offsets, offsetStep{int32(len(b)), int32(i - len(b))})
	}
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
