package corpus

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Space is left out as package unicode knows it, bytes that are no UTF-8 become
// U+FFFD, all else stays.
func TestWriteUnspaced(t *testing.T) {
	text := rapid.StringOf(rapid.OneOf(
		rapid.RuneFrom([]rune("改革开放，。　 \t\n\u0085\u00a0\u2003\u3000\u1680\u202f々〇ａ😀é한")), rapid.Rune(),
	))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if rapid.Bool().Draw(t, "cut") && s != "" { // in the middle of a character
			s = s[rapid.IntRange(0, len(s)-1).Draw(t, "from"):]
		}
		want := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
		var got strings.Builder
		writeUnspaced(&got, s)
		if got.String() != want {
			t.Fatalf("%q: %q, want %q", s, got.String(), want)
		}
	})
}

// Texts have one key if they differ in space and full-width forms alone.
func TestTextKey(t *testing.T) {
	key := func(title, body string) TextKey {
		d := Document{Text: Text{Title: title, Body: body}}
		k, ok := d.TextKey()
		if !ok {
			t.Fatalf("%q has no key", body)
		}
		return k
	}
	base := key("改革", "坚持改革开放。\n８月")
	for body, same := range map[string]bool{
		"坚持改革开放。 ８月": true, "坚持　改革开放。8月": true, "\t坚持改革开放。\r\n8 月": true,
		"坚持改革开放、8月": false, "坚持改革开故。8月": false, "坚侍改革开放。8月": false, "坚持改革开放。8日": false,
	} {
		if (key("改革", body) == base) != same {
			t.Errorf("%q: same %v", body, !same)
		}
	}
	if key("改", "革坚持改革开放。8月") == base {
		t.Error("headline and body flow into each other")
	}
}
