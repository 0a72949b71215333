package corpus

import (
	"sort"
	"unicode/utf8"
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
	f := newFolder(s)
	at, _, _ := f.next(0)
	return at < len(s)
}

// Fold returns s with full-width letters, digits and the percent sign (Ａ ｂ ９
// ％) written as ASCII, and the map back to the offsets of s. Of punctuation
// only what stands inside a number or a name is folded, see folder in
// foldmark.go: ８．５, １，２３４, Ｃ－１７, and ○ in 二○○五. Where nothing is to be folded
// it returns s itself and nil.
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
	f := newFolder(s)
	for i := 0; ; {
		at, size, to := f.next(i)
		b = append(b, s[i:at]...)
		if at == len(s) {
			return b, offsets
		}
		b, offsets = offsets.appendRune(b, to, at+size)
		i = at + size
	}
}

// appendRune appends r to b, which stands for what ends at offset end of the
// original.
func (o Offsets) appendRune(b []byte, r rune, end int) ([]byte, Offsets) {
	b = utf8.AppendRune(b, r)
	shift, last := int32(end-len(b)), int32(0)
	if len(o) > 0 {
		last = o[len(o)-1].shift
	}
	if shift != last {
		o = append(o, offsetStep{int32(len(b)), shift})
	}
	return b, o
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
