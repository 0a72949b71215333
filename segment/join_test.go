package segment

import (
	"testing"
	"unicode/utf8"
)

// What is one word, by the rules that join.go states; the cuts between words
// are those any reader would make.
var joins = []struct{ text, want string }{
	// figures
	{"8.5%", "8.5%"},
	{"1,234,567", "1,234,567"},
	{"12,34", "12|,|34"},       // no group of three
	{"1,2345", "1|,|2345"},     // a group of four
	{"1234,567", "1234|,|567"}, // a first group of four
	{"10:30", "10:30"},
	{"3.5‰", "3.5‰"},
	{"12.", "12|."},
	{".5", ".|5"},
	{"2005-2006", "2005|-|2006"},
	{"-17", "-|17"},
	{"８．５％", "８．５％"},
	{"１，２３４", "１，２３４"},         // folded, see corpus
	{"1,2,345", "1|,|2|,|345"}, // a list
	{"001,002", "001|,|002"},
	{"12,345,67", "12|,|345|,|67"},
	{"1,234.5", "1,234.5"},
	{"1.2005年", "1|.|2005年"}, // an item of a list
	{"１．２００５年", "１|．|２００５年"},
	{"1.2005元", "1.2005|元"},
	{"27日电", "27日|电"}, // 日电 is a word of the dictionary
	{"二十七日电", "二十七日|电"},
	{"旭日电", "旭日|电"},
	// decimals in Chinese figures
	{"百分之三十五点六", "百分之三十五点六"},
	{"百分之八点五", "百分之八点五"},
	{"百分之二十六点零八", "百分之二十六点零八"},
	{"百分之三十", "百分之三十"},
	{"千分之一点五", "千分之一点五"},
	{"三分之二", "三分之二"},
	{"三点五亿", "三点五亿"},
	{"一点二万", "一点二万"},
	{"三点五", "三点|五"}, // may be the time of day
	// with magnitudes
	{"180万", "180万"},
	{"180多万", "180多万"},
	{"180余万", "180余万"},
	{"20几万", "20几万"},
	{"3000余", "3000余"},
	{"3000多", "3000多"},
	{"1亿2000万", "1亿2000万"},
	{"三千多", "三千多"},
	{"七千六百九十二", "七千六百九十二"},
	// with units
	{"2005年6月28日", "2005年|6月|28日"},
	{"90年代", "90年代"},
	{"2005年度", "2005|年度"}, // 年度 is a word
	{"5时30分10秒", "5时|30分|10秒"},
	{"十分", "十分"}, // very
	{"三时", "三|时"},
	{"百分之八", "百分之八"},
	{"百分之8.5", "百分之8.5"},
	{"千分之3", "千分之3"},
	// in Chinese figures
	{"二〇〇五年", "二〇〇五年"},
	{"二零零五年", "二零零五年"},
	{"一九九八年三月", "一九九八年|三月"},
	{"二〇一〇年", "二〇一〇年"},
	{"十五年", "十五年"},
	// names in Latin letters
	{"C-17", "C-17"},
	{"R&D", "R&D"},
	{"COVID-19", "COVID-19"},
	{"F-16-A", "F-16-A"},
	{"Ｃ-17", "Ｃ-17"},
	{"C-", "C|-"},
	{"-C", "-|C"},
	{"C--D", "C|--|D"},
	{"GDP8%", "GDP8|%"}, // one run of letters and digits
	{"αβ-γ", "αβ|-|γ"},  // not ASCII
	// marks and space
	{"——", "——"},
	{"……", "……"},
	{"————", "————"},
	{"—…—", "—|…|—"},
	{"***", "***"},
	{"，，", "，|，"},
	{"。”", "。|”"},
	{"  \t　", "  \t　"},
	{"a  b", "a|  |b"},
	{"a\n\n b", "a|\n|\n| |b"},
	{"a \nb", "a| |\n|b"},
}

func TestJoin(t *testing.T) {
	for _, c := range joins {
		if got := cut(noLexicon(), c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		// As part of a text. 。 joins with nothing.
		if got, want := cut(noLexicon(), "。"+c.text+"。"), "。|"+c.want+"|。"; got != want {
			t.Errorf("between marks: %q, want %q", got, want)
		}
	}
}

// Every year of the century in Chinese figures is one word, wherever the
// dictionary cuts it.
func TestJoinYears(t *testing.T) {
	for _, figures := range []string{"〇一二三四五六七八九", "零一二三四五六七八九"} {
		figure := []rune(figures)
		for year := 1900; year < 2100; year++ {
			text := string([]rune{figure[year/1000], figure[year/100%10], figure[year/10%10], figure[year%10]}) + "年"
			if got := cut(noLexicon(), text); got != text {
				t.Errorf("%d: %s", year, got)
			}
		}
	}
}

func TestNoJoin(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"8.5%", "8|.|5|%"},
		{"2005年6月", "2005|年|6|月"},
		{"C-17", "C|-|17"},
		{"——", "—|—"},
		{"  ", " | "},
	} {
		if got := cut(plain(), c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// A joined token is no word of the dictionary and has the kind of its number
// or name.
func TestJoinKind(t *testing.T) {
	var b Buffer
	for text, want := range map[string]Kind{
		"8.5%": Number, "180多万": Number, "二〇〇五年": Number, "百分之8": Number, "6月": Number,
		"C-17": Latin, "17-C": Latin, "——": Punct, "  ": Space,
	} {
		if tokens := noLexicon().Cut(&b, text); len(tokens) != 1 || tokens[0].Kind != want || tokens[0].ID != NoID {
			t.Errorf("%q: %+v, want one of kind %v without id", text, tokens, want)
		}
	}
}

// beginsNumeral leaves out words before the rules of numbers see them: those
// that begin with a numeral, whatever stands behind it, are not left out.
func TestBeginsNumeral(t *testing.T) {
	for _, text := range []string{"三分之", "五点", "两年", "亿元", "〇点", "零点", "五", "点五", "年", "a五", "é五", "𠀀五", "", "\xe4\xb8"} {
		r, n := utf8.DecodeRuneInString(text)
		want := n < len(text) && isChineseDigit(r)
		if got := beginsNumeral(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
