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
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Han, r):
			n++
		}
	}
	return n
}
