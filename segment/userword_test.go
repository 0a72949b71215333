package segment

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/segment/lexicon"
)

func TestParseWords(t *testing.T) {
	text := "\ufeff# own words\r\n\r\n数字乡村\r双11 300\n5G技术\t40\tnz\n三个代表\t\ti\n  \n云计算 - n\n　\n  # x\n云岭江  5  ns  \nC# 9\n"
	got, err := ParseWords(strings.NewReader(text), "own.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := []UserWord{
		{"数字乡村", 0, "", "own.txt:3"}, {"双11", 300, "", "own.txt:4"}, {"5G技术", 40, "nz", "own.txt:5"},
		{"三个代表", 0, "i", "own.txt:6"}, {"云计算", 0, "n", "own.txt:8"}, {"云岭江", 5, "ns", "own.txt:11"}, {"C#", 9, "", "own.txt:12"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseWordsBad(t *testing.T) {
	for line, says := range map[string]string{
		"改革 开放":                       `frequency "开放" is no whole number`,
		"改革 nz":                       `frequency "nz" is no whole number (- stands for none)`,
		"改革 3.5":                      "no whole number",
		"改革 -3":                       "less than 2",
		"改革 1":                        "frequency 1 is less than 2, and gse would leave the word out",
		"改革 0":                        "less than 2",
		"改革 1000000001":               "more than 1000000000",
		"改革 99999999999999999999":     "more than 1000000000",
		"改革 3 7":                      `tag "7" is no part of speech`,
		"改革 3 n,v":                    `tag "n,v" is no part of speech`,
		"改革 3 n v":                    "4 columns, want 3 at most: word, frequency, tag",
		"改革\t3\tn\t":                  "", // a tab too much at the end is no column
		"改革\t3\tn\tv":                 "4 columns",
		"改革 开放\t3":                    `word "改革 开放" holds a space`,
		"\t3":                         "no word",
		"改\u200b革":                    "invisible character",
		"改\x00革":                      "invisible character",
		"改\xff革":                      "not text in UTF-8",
		"改\ufffd革":                    "U+FFFD",
		strings.Repeat("改", 101):      "more than 100 characters",
		strings.Repeat("改", 100):      "",
		"改革 3 abcdefghijklmnopqrstuv": "no part of speech",
	} {
		_, err := ParseWords(strings.NewReader("# first\n"+line+"\n好 x"), "own.txt")
		at := "own.txt:2: "
		if says == "" { // the line is good, the one behind it is not
			at, says = "own.txt:3: ", `frequency "x"`
		}
		var syntax *lexicon.SyntaxError
		if !errors.As(err, &syntax) || !strings.HasPrefix(err.Error(), at) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %s%s", line, err, at, says)
		}
	}
}

// Words that gse takes for one must be given alike.
func TestUserWordsTwice(t *testing.T) {
	for _, test := range []struct {
		a, b UserWord
		opt  Options
		ok   bool
	}{
		{UserWord{Text: "GDP", Freq: 5}, UserWord{Text: "gdp", Freq: 5}, Options{}, true},
		{UserWord{Text: "GDP", Freq: 5}, UserWord{Text: "gdp", Freq: 6}, Options{}, false},
		{UserWord{Text: "GDP", Freq: 5}, UserWord{Text: "ＧＤＰ", Freq: 6}, Options{}, false},
		{UserWord{Text: "GDP", Freq: 5}, UserWord{Text: "ＧＤＰ", Freq: 6}, Options{NoFold: true}, true},
		{UserWord{Text: "講話"}, UserWord{Text: "讲话", Tag: "n"}, Options{}, true},
		{UserWord{Text: "講話"}, UserWord{Text: "讲话", Tag: "n"}, Options{Simplify: true}, false},
		{UserWord{Text: "讲话"}, UserWord{Text: "讲话", Freq: 3}, Options{}, false},
		{UserWord{Text: "讲话"}, UserWord{Text: "讲 话"}, Options{}, false},
		{UserWord{Text: "讲话"}, UserWord{Text: "会议", Freq: 1}, Options{}, false},
	} {
		test.a.At, test.b.At = "a.txt:1", "b.txt:7"
		normal, err := test.opt.normalization()
		if err != nil {
			t.Fatal(err)
		}
		_, err = normalWords([]UserWord{test.a, test.b}, normal)
		if (err == nil) != test.ok || err != nil && !strings.HasPrefix(err.Error(), "b.txt:7: word ") && !strings.HasPrefix(err.Error(), "b.txt:7: frequency ") {
			t.Errorf("%s, %s: %v", test.a.Text, test.b.Text, err)
		}
	}
}

// Whatever a file holds, each of its lines is a word that can be loaded, a
// comment or a blank line, or the error names it.
func FuzzParseWords(f *testing.F) {
	for _, s := range []string{"改革 3 n\n双11\t\tnz\r\n# x\r云 -", "\ufeff改革", "改革 99999999999999999999", "\xff\n", "改 革 3 n v", "\x00", "　改革　5", "\v"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words, err := ParseWords(strings.NewReader(text), "f")
		lines := strings.FieldsFunc(strings.TrimPrefix(text, "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' })
		count := 0
		for _, line := range lines {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				count++
			}
		}
		if err == nil && len(words) != count {
			t.Errorf("%d words of %d lines", len(words), count)
		}
		for _, w := range words {
			if err := w.check(); err != nil {
				t.Errorf("%q was read: %v", w.Text, err)
			}
		}
	})
}
