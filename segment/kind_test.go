package segment

import (
	"testing"
	"unicode"

	"tifa/corpus"
)

func TestKind(t *testing.T) {
	for _, c := range []struct {
		text       string
		kind       Kind
		characters int
	}{
		{"党", Word, 1},
		{"改革开放", Word, 4},
		{"卡拉OK", Word, 4},
		{"T恤", Word, 2},
		{"5G网", Word, 3},
		{"一", Number, 1},
		{"三千", Number, 2},
		{"〇", Number, 1},
		{"一月", Word, 2}, // 月 is no figure
		{"2005", Number, 4},
		{"２", Number, 1},
		{"½", Number, 1},
		{"Ⅳ", Number, 1},
		{"①", Number, 1},
		{"GDP", Latin, 3},
		{"G20", Latin, 3},
		{"Ａ", Latin, 1},
		{"é", Latin, 1},
		{"привет", Latin, 6},
		{"カ", Latin, 1},
		{"한", Latin, 1},
		{"々", Word, 1},
		{"⼈", Word, 1}, // U+2F08, a radical as scanners read 人
		{"，", Punct, 0},
		{"——", Punct, 0},
		{"%", Punct, 0},
		{"😀", Punct, 0},
		{"\x00", Punct, 0},
		{"\xff", Punct, 0},
		{"\ufffd", Punct, 0},
		{"\u200b", Punct, 0}, // zero width, no white space in Unicode
		{"\n", Space, 0},
		{"　", Space, 0},
		{"\u00a0", Space, 0},
		{" \t", Space, 0},
	} {
		if got := kindOf(c.text); got != c.kind {
			t.Errorf("%q is %v, want %v", c.text, got, c.kind)
		}
		if got := corpus.Characters(c.text); got != c.characters {
			t.Errorf("%q has %d characters, want %d", c.text, got, c.characters)
		}
	}
	if got := corpus.Characters("在2005年，GDP增长8.5%。"); got != 13 {
		t.Errorf("%d characters, want 13: 在2005年 GDP增长 85", got)
	}
}

func TestKindNames(t *testing.T) {
	for kind, name := range map[Kind]string{Word: "word", Number: "number", Latin: "latin", Punct: "punct", Space: "space"} {
		if kind.String() != name || kind.IsWord() != (name == "word" || name == "number" || name == "latin") {
			t.Errorf("%d: %v, word %v", kind, kind, kind.IsWord())
		}
	}
}

// kindOfRune by the tables of Unicode alone.
func kindOfRuneSlow(r rune) Kind {
	switch {
	case isChineseDigit(r):
		return Number
	case unicode.Is(unicode.Han, r):
		return Word
	case unicode.IsLetter(r):
		return Latin
	case unicode.IsNumber(r):
		return Number
	case unicode.IsSpace(r):
		return Space
	}
	return Punct
}

func TestKindOfRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := kindOfRune(r), kindOfRuneSlow(r); got != want {
			t.Errorf("%U: %v, want %v", r, got, want)
		}
	}
}
