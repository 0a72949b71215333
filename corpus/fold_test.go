package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"":          "",
		"abc 正文":    "abc 正文",
		"９月３０日":     "9月30日",
		"ＧＤＰ增长８．５％": "GDP增长8．5%",
		"ａｚＡＺ０９":    "azAZ09",
		"，。！（）：；？＂＇／＋－": "，。！（）：；？＂＇／＋－", // punctuation and signs are never folded
		"＠［｀｛～｡ﾟ￥":      "＠［｀｛～｡ﾟ￥",
		"\uFFFD９\uFEFF": "\uFFFD9\uFEFF",
		"\xef\xbc９\xef": "\xef\xbc9\xef",
	} {
		got, offsets := Fold(s)
		if got != want || (offsets == nil) != (s == want) || Foldable(s) != (s != want) {
			t.Errorf("%q: %q, %v", s, got, offsets)
		}
	}
}

// Every offset of the folded text leads to the character that it came from.
func TestFoldOffsets(t *testing.T) {
	letters := []string{"ａ", "Ｚ", "９", "％", "，", "a", "9", " ", "\n", "文", "\u00a0", "\U00020000", "．"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "letters"), "")
		folded, offsets := Fold(s)
		at := 0
		for i, r := range folded {
			if got := offsets.Original(i); got != at {
				t.Fatalf("%q: offset %d is %d, want %d", s, i, got, at)
			}
			was, n := utf8.DecodeRuneInString(s[at:])
			if was != r && was != r+0xFEE0 {
				t.Fatalf("%q: %c became %c", s, was, r)
			}
			at += n
		}
		if got := offsets.Original(len(folded)); got != len(s) {
			t.Fatalf("%q: the end is %d, want %d", s, got, len(s))
		}
		if again, _ := Fold(folded); again != folded {
			t.Fatalf("%q folds again to %q", folded, again)
		}
	})
}
