package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

func TestParseTerm(t *testing.T) {
	for _, c := range []struct {
		text, label string
		variants    []string // longest first, then by code point
	}{
		{"改革开放", "改革开放", []string{"改革开放"}},
		{"  改革  ", "改革", []string{"改革"}},
		{"共同富裕|富裕", "共同富裕|富裕", []string{"共同富裕", "富裕"}},
		{"富: 富裕 | 共同富裕 |先富|富裕", "富", []string{"共同富裕", "先富", "富裕"}}, // 先 U+5148, 富 U+5BCC
		{"ＧＤＰ: ＧＤＰ | gdp", "ＧＤＰ", []string{"GDP", "gdp"}},
		{"10:30", "10:30", []string{"10:30"}}, // a label ends with a colon and a space
		{": x", ": x", []string{": x"}},
		{"“三个代表”重要思想", "“三个代表”重要思想", []string{"“三个代表”重要思想"}},
	} {
		for _, m := range []Match{String, Phrase, Word} {
			term, err := ParseTerm(c.text, m)
			if err != nil {
				t.Errorf("%q: %v", c.text, err)
				continue
			}
			if term.Label != c.label || !slices.Equal(term.variants, c.variants) {
				t.Errorf("%q: %q, %q; want %q, %q", c.text, term.Label, term.variants, c.label, c.variants)
			}
		}
	}
	for text, m := range map[string]Match{
		"": String, "  ": Word, "a|": String, "|": Phrase, "a||b": String, "a: |": String,
		"(": Regex, "改*": Regex, "(a|)": Regex, "\\b?": Regex,
	} {
		if term, err := ParseTerm(text, m); err == nil {
			t.Errorf("%q as %v is no error: %+v", text, m, term)
		}
	}
}

func TestParseTerms(t *testing.T) {
	if _, err := ParseTerms([]string{"甲", "乙", "甲: 丙"}, String); err == nil || !strings.Contains(err.Error(), `"甲"`) {
		t.Errorf("a label twice: %v", err)
	}
	if terms, err := ParseTerms([]string{"甲", "乙: 甲"}, String); err != nil || len(terms) != 2 {
		t.Errorf("a spelling under two labels: %v, %v", terms, err)
	}
	for _, name := range []string{"string", "phrase", "word", "regex"} {
		if m, err := ParseMatch(name); err != nil || m.String() != name {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
	if _, err := ParseMatch("words"); err == nil || !strings.Contains(err.Error(), "string, phrase, word, regex") {
		t.Errorf("an unknown match: %v", err)
	}
	want := []string{"甲", "富: 富裕 | 先富"}
	if diff := cmp.Diff(want, ReadTerms("\ufeff# terms\r\n甲\r\r 富: 富裕 | 先富 \n\n#乙")); diff != "" {
		t.Error(diff)
	}
}

// found returns the matches of a term in a text, with | between them.
func found(t *testing.T, term string, m Match, text string) string {
	t.Helper()
	parsed, err := ParseTerm(term, m)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	parsed.scan(text, nil, func(start, end int) { list = append(list, text[start:end]) })
	return strings.Join(list, "|")
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ term, text, want string }{
		{"甲甲", "甲甲甲甲甲", "甲甲|甲甲"}, // left to right, not overlapping
		{"富裕|共同富裕", "共同富裕、富裕、同富裕", "共同富裕|富裕|富裕"},
		{"共同|共同富裕|富裕", "共同富裕共同", "共同富裕|共同"},
		{"甲乙|乙丙丁", "甲乙丙丁", "甲乙"}, // what begins first
		{"乙|甲乙丙", "甲乙丁乙", "乙|乙"},
		{"甲", "", ""},
		{"开放", "改革\n开放", "开放"},
		{"改革开放", "改革\n开放", ""},
	} {
		if got := found(t, c.term, String, c.text); got != c.want {
			t.Errorf("%s in %q: %s, want %s", c.term, c.text, got, c.want)
		}
	}
}

// An expression looks at one paragraph at a time.
func TestScanRegex(t *testing.T) {
	for _, c := range []struct{ term, text, want string }{
		{"改革.{0,3}开放", "改革、开放\n改革\n开放，改革 和开放", "改革、开放|改革 和开放"},
		{`改革\s*开放`, "改革\n开放\n改革 开放\n", "改革 开放"},
		{`(?s)改.*放`, "改\n放\n改x放", "改x放"},
		{"^甲", "甲甲\n乙甲\n甲", "甲|甲"},
		{"甲$", "甲甲\n甲乙\n乙甲", "甲|甲"},
		{"[甲乙]+", "甲乙丙乙\n甲", "甲乙|乙|甲"},
		{`\d+`, "10 20\n30", "10|20|30"},
		{`甲|\b`, "甲", "甲"}, // no empty match
	} {
		if got := found(t, c.term, Regex, c.text); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.term, c.text, got, c.want)
		}
	}
}

// scanNaive is scan written as its description: at every place the longest
// spelling that accept takes, and on behind it.
func scanNaive(variants []string, text string, accept func(start, end int) bool) [][2]int {
	var list [][2]int
next:
	for at := 0; at < len(text); {
		for _, v := range variants {
			if strings.HasPrefix(text[at:], v) && accept(at, at+len(v)) {
				list = append(list, [2]int{at, at + len(v)})
				at += len(v)
				continue next
			}
		}
		at++
	}
	return list
}

func TestScanNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := mustTerms(t, String, strings.Join(drawTerms(t), "|"))[0]
		text, _ := parse(strings.Join(rapid.SliceOfN(notations(), 1, 3).Draw(t, "text"), ""))
		cuts := rapid.SliceOfN(rapid.Bool(), len(text)+1, len(text)+1).Draw(t, "cuts")
		accept := func(start, end int) bool { return cuts[start] && cuts[end] }
		for name, accept := range map[string]func(int, int) bool{"all": nil, "at cuts": accept} {
			var got [][2]int
			term.scan(text, accept, func(start, end int) { got = append(got, [2]int{start, end}) })
			if accept == nil {
				accept = func(int, int) bool { return true }
			}
			if diff := cmp.Diff(scanNaive(term.variants, text, accept), got); diff != "" {
				t.Fatalf("%q in %q, %s: %s", term.variants, text, name, diff)
			}
		}
	})
}

// An expression goes through the normalisation of the texts, as spellings do.
func TestRegexNormalised(t *testing.T) {
	term, err := ParseTerm(`ＧＤＰ\d|[Ａ-Ｃ]x`, Regex)
	if err != nil {
		t.Fatal(err)
	}
	term = term.normalised(new(corpus.Normalization))
	var got []string
	text := "GDP8 Bx Dx"
	term.scan(text, nil, func(start, end int) { got = append(got, text[start:end]) })
	if len(got) != 2 || got[0] != "GDP8" || got[1] != "Bx" {
		t.Errorf("found %q", got)
	}
}
