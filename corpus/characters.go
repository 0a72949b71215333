package corpus

import "unicode"

// Characters returns how many Han characters, letters and digits s holds.
func Characters(s string) int {
	n := 0
	for _, r := range s {
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
