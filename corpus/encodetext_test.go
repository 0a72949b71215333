package corpus

import (
	"errors"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestEncodingBytes(t *testing.T) {
	for _, test := range []struct {
		encoding Encoding
		text     string
		want     string
	}{
		{"", "改革", "改革"},
		{UTF8, "改革", "改革"},
		{GB18030, "改革", "\xb8\xc4\xb8\xef"},
		{GB18030, "€𠮷", "\xa2\xe3\x95\x34\xb2\x35"}, // as Python 3.11 has it
	} {
		if got, err := test.encoding.Bytes(test.text); err != nil || string(got) != test.want {
			t.Errorf("%s in %s: % x, %v", test.text, test.encoding, got, err)
		}
	}
	var none *CharacterError
	if _, err := GB18030.Bytes("改\uE000革"); !errors.As(err, &none) || err.Error() != "\uE000 (U+E000) has no code in gb18030" {
		t.Errorf("%v", err)
	}
	if _, err := Big5.Bytes("改"); err == nil || err.Error() != "texts are not written in big5 (have utf-8, gb18030)" {
		t.Errorf("big5: %v", err)
	}
}

// Every character is written in GB18030 such that it is read as itself, or is
// an error: only the characters for private use, of which x/text reads no more
// than a few.
func TestGB18030HasAll(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		b, err := GB18030.Bytes(string(r))
		var none *CharacterError
		switch {
		case errors.As(err, &none) && none.Character == r:
			if r < 0xE000 || r > 0xF8FF {
				t.Errorf("%v", err)
			}
		case err != nil:
			t.Errorf("U+%04X: %v", r, err)
		default:
			if back, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(b); string(back) != string(r) {
				t.Errorf("U+%04X is read as %s", r, back)
			}
		}
	}
}
