package corpus

import (
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Characters counts what package unicode takes for a letter or a number; bytes
// that are no UTF-8 are none.
func TestCharactersUnicode(t *testing.T) {
	text := rapid.StringOf(rapid.OneOf(
		rapid.RuneFrom([]rune("改革开放，。一鿿耀倀仿退々〇ａ９％😀é한Ⅷ③ a1\n")), rapid.Rune(),
	))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if rapid.Bool().Draw(t, "cut") && s != "" { // in the middle of a character
			s = s[rapid.IntRange(0, len(s)-1).Draw(t, "from"):]
			s = s[:rapid.IntRange(0, len(s)).Draw(t, "to")]
		}
		want := 0
		for _, r := range s {
			if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Han, r) {
				want++
			}
		}
		if got := Characters(s); got != want {
			t.Fatalf("%q: %d, want %d", s, got, want)
		}
	})
}
