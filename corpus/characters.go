package corpus

import (
	"unicode"
	"unicode/utf8"
)

// Characters returns how many Han characters, letters and digits s holds.
func Characters(s string) int {
	n := 0
	for i := 0; i < len(s); {
		// U+5000 to U+8FFF, which is half of most texts, without decoding them.
		if c := s[i]; 0xE5 <= c && c <= 0xE8 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			n++
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r < 0x80:
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
				n++
			}
		case 0x4E00 <= r && r <= 0x9FFF: // nearly all of them
			n++
		case 0x3000 <= r && r <= 0x3004 || 0xFF01 <= r && r <= 0xFF0F || 0x2010 <= r && r <= 0x2027: // 、。《》，“”…
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Han, r):
			n++
		}
	}
	return n
}
