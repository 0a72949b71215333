package corpus

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// Characters returns how many Han characters, letters and digits s holds.
func Characters(s string) int {
	counted := countedCharacters()
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c&0xF0 == 0xE0 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 { // nearly always
			n += int(counted[int(c&0x0F)<<6|int(s[i+1]&0x3F)] >> (s[i+2] & 0x3F) & 1)
			i += 3
			continue
		}
		if c < utf8.RuneSelf {
			if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if isCounted(r) {
			n++
		}
	}
	return n
}

func isCounted(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Han, r)
}

// countedCharacters has a bit for each character of three bytes: whether it
// counts. Nothing foretells which of the characters of a text are marks, and
// this asks without a branch. What has three such bytes and is no character
// (a surrogate, or a form longer than needed) does not count.
var countedCharacters = sync.OnceValue(func() *[1 << 10]uint64 {
	var bits [1 << 10]uint64
	for r := rune(0x800); r <= 0xFFFF; r++ {
		if isCounted(r) {
			bits[r>>6] |= 1 << (r & 0x3F)
		}
	}
	return &bits
})
