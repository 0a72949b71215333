package corpus

import (
	"fmt"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A CharacterError is a character that an encoding has no code for.
type CharacterError struct {
	Character rune
	Encoding  Encoding
}

func (e *CharacterError) Error() string {
	return fmt.Sprintf("%c (U+%04X) has no code in %s", e.Character, e.Character, e.Encoding)
}

// Bytes returns text in the encoding, UTF-8 for the zero value. The error is a
// [*CharacterError], also for a character whose code is read as another: of
// those for private use x/text reads few. Records are written in no other than
// these two: Big5 lacks the brackets of their tags.
func (e Encoding) Bytes(text string) ([]byte, error) {
	switch e {
	case "", UTF8:
		return []byte(text), nil
	case GB18030:
	default:
		return nil, fmt.Errorf("texts are not written in %s (have utf-8, gb18030)", e)
	}
	code := func(s string) ([]byte, bool) {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		if err != nil {
			return nil, false
		}
		back, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
		return b, err == nil && string(back) == s
	}
	b, ok := code(text)
	if ok {
		return b, nil
	}
	for _, r := range text {
		if _, ok := code(string(r)); !ok {
			return nil, &CharacterError{r, e}
		}
	}
	return nil, fmt.Errorf("a text cannot be written in %s", e)
}
