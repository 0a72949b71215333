package corpus

import (
	"regexp"
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
		"ＧＤＰ增长８．５％": "GDP增长8.5%",
		"ａｚＡＺ０９":    "azAZ09",
		"，。！（）：；？＂＇／＋－": "，。！（）：；？＂＇／＋－", // punctuation and signs are not folded
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

// Marks are folded inside numbers and names only.
func TestFoldMarks(t *testing.T) {
	for s, want := range map[string]string{
		// points
		"8．5":       "8.5",
		"８．５．６":     "8.5.6",
		"．5 5． 五．5": "．5 5． 五．5",
		"5．．5":      "5．．5",
		"１．２００５年总结": "1．2005年总结", // an item of a list
		"１．２００５元":   "1.2005元",
		"１．２０００５年":  "1.20005年",
		// groups
		"１，２３４":      "1,234",
		"1，234，567人": "1,234,567人",
		"１２３，４５６．７":  "123,456.7",
		"1，2，3":      "1，2，3",
		"1，2，345":    "1，2，345",
		"12，345，67":  "12，345，67",
		"12，34":      "12，34",
		"1，2345":     "1，2345",
		"1234，567":   "1234，567",
		"001，002":    "001，002",
		"０，１２３":      "0，123",
		"1，234，":     "1,234，",
		"，234":       "，234",
		"1,234，567":  "1,234，567", // commas of two kinds
		"0.5，678":    "0.5，678",
		"１，２３４；１，２":  "1,234；1，2",
		"一，２３４":      "一，234",
		// hyphens
		"Ｃ－17":        "C-17",
		"Ｆ－１６－Ａ":      "F-16-A",
		"COVID－19－1":  "COVID-19-1",
		"2005－2006":   "2005－2006",
		"－5 5－ Ｃ－ －Ｃ": "－5 5－ C－ －C",
		"Ｃ－－Ｄ":        "C－－D",
		"甲－Ｂ":         "甲－B",
		"Ａ－Ｂ，１－２":     "A-B，1－2",
		// circles
		"二○○五年":   "二〇〇五年",
		"二○○○年":   "二〇〇〇年",
		"一九八○年":   "一九八〇年",
		"三○一医院":   "三〇一医院",
		"○一九五九年":  "○一九五九年", // a bullet
		"○○五":     "○○五",
		"张○○":     "张○○",
		"十○":      "十○",
		"○，二○":    "○，二〇",
		"二○２○，○":  "二〇2○，○",
		"９○二○○八○": "9○二○○八○", // the run begins with a circle
	} {
		if got, _ := Fold(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// foldSlowly folds the slow way: the runs that marks may bind are found by
// expressions, and judged as wholes.
func foldSlowly(s string) string {
	narrow := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case '０' <= r && r <= '９', 'Ａ' <= r && r <= 'Ｚ', 'ａ' <= r && r <= 'ｚ', r == '％':
				return r - '！' + '!'
			}
			return r
		}, s)
	}
	s = narrow(s)
	s = regexp.MustCompile(`[0-9]+(?:[.．,，][0-9]+)+`).ReplaceAllStringFunc(s, func(run string) string {
		// Points part a run into what commas part.
		var out strings.Builder
		afterPoint := false
		for run != "" {
			n := strings.IndexAny(run, ".．")
			part, point := run, ""
			if n >= 0 {
				_, size := utf8.DecodeRuneInString(run[n:])
				part, point, run = run[:n], run[n:n+size], run[n+size:]
			} else {
				run = ""
			}
			if !afterPoint && regexp.MustCompile(`^[1-9][0-9]{0,2}(，[0-9]{3})+$`).MatchString(part) {
				part = strings.ReplaceAll(part, "，", ",")
			}
			afterPoint = point != ""
			out.WriteString(part + point)
		}
		return out.String()
	})
	for again := ""; again != s; { // neighbouring points share a digit
		again = s
		s = regexp.MustCompile(`([0-9])．([0-9]{1,3}|[0-9]{5,})([^0-9]|$)|([0-9])．([0-9]{4})([^0-9年]|$)`).ReplaceAllString(s, "$1$4.$2$5$3$6")
	}
	s = regexp.MustCompile(`[0-9A-Za-z－-]+`).ReplaceAllStringFunc(s, func(run string) string {
		if !regexp.MustCompile(`[A-Za-z]`).MatchString(run) {
			return run
		}
		for again := ""; again != run; {
			again = run
			run = regexp.MustCompile(`([0-9A-Za-z])－([0-9A-Za-z])`).ReplaceAllString(run, "$1-$2")
		}
		return run
	})
	return regexp.MustCompile(`[〇零一二三四五六七八九○]+`).ReplaceAllStringFunc(s, func(run string) string {
		if strings.HasPrefix(run, "○") {
			return run
		}
		return strings.ReplaceAll(run, "○", "〇")
	})
}

// foldLetters are what texts with marks to be folded are made of.
var foldLetters = []string{
	"ａ", "Ｚ", "９", "０", "1", "234", "５６７", "2005年", "２００５年", "％", "，", ",", "．", ".", "－", "-", "○", "〇", "二", "十", "年", "a", " ", "\n", "文", "\u00a0", "\U00020000", "8",
}

func foldTexts() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOf(rapid.SampledFrom(foldLetters)), func(s []string) string { return strings.Join(s, "") })
}

func TestFoldSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := foldTexts().Draw(t, "text")
		if got, _ := Fold(s); got != foldSlowly(s) {
			t.Fatalf("%q: %q, slowly %q", s, got, foldSlowly(s))
		}
		if got, _ := Fold(s); Foldable(s) != (got != s) {
			t.Fatalf("%q: foldable is %t", s, Foldable(s))
		}
	})
}

// Every offset of the folded text leads to the character that it came from,
// with traditional characters simplified in passing too.
func TestFoldOffsets(t *testing.T) {
	simplify := Normalization{Simplified: map[rune]rune{'文': 'x'}}
	rapid.Check(t, func(t *rapid.T) {
		s := foldTexts().Draw(t, "text")
		folded, offsets := Fold(s)
		checkOffsets(t, s, folded, offsets)
		if again, _ := Fold(folded); again != folded {
			t.Fatalf("%q folds again to %q", folded, again)
		}
		simple, offsets := simplify.Apply(s)
		if want := strings.ReplaceAll(folded, "文", "x"); simple != want {
			t.Fatalf("%q: simplified %q, want %q", s, simple, want)
		}
		checkOffsets(t, s, simple, offsets)
	})
}

// What is spared stands in the folded text where it stands in the text.
func TestSpares(t *testing.T) {
	for s, want := range map[string]bool{"改革": true, "“两个”": true, "、": true, "GDP": false, "8": false, "，": false, "Ａ": false, "二〇": false, "○": false, "-": false} {
		if got := new(Normalization).Spares(s); got != want {
			t.Errorf("%s: %t", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := foldTexts().Draw(t, "text")
		s := rapid.SampledFrom([]string{"文", "年", "二", "五", "零", "、", "文年", "二五"}).Draw(t, "string")
		folded, offsets := Fold(text)
		for at := 0; ; at++ {
			i, j := strings.Index(text[min(at, len(text)):], s), -1
			for k := 0; k+len(s) <= len(folded); k++ {
				if strings.HasPrefix(folded[k:], s) && offsets.Original(k) >= at {
					j = offsets.Original(k) - at
					break
				}
			}
			if i != j {
				t.Fatalf("%q in %q from %d: %d, in the folded text %d", s, text, at, i, j)
			}
			if i < 0 {
				return
			}
			at += i
		}
	})
}

func checkOffsets(t *rapid.T, s, folded string, offsets Offsets) {
	at := 0
	for i, r := range folded {
		if got := offsets.Original(i); got != at {
			t.Fatalf("%q: offset %d is %d, want %d", s, i, got, at)
		}
		was, n := utf8.DecodeRuneInString(s[at:])
		if was != r && was != r+0xFEE0 && (was != '○' || r != '〇') && (was != '文' || r != 'x') {
			t.Fatalf("%q: %c became %c", s, was, r)
		}
		at += n
	}
	if got := offsets.Original(len(folded)); got != len(s) {
		t.Fatalf("%q: the end is %d, want %d", s, got, len(s))
	}
}
