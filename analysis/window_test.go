package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// inWindow returns the words in the windows of a term, each with a < for every
// time that it is on the left and a > for every time on the right.
func inWindow(t interface{ Fatal(...any) }, s *Selection, term string, m Match, w Window) []string {
	rows := all[CollocationRow](t)(Collocation(s, mustTerms(t, m, term), CollocationOptions{Match: m, Window: w}))
	var list []string
	for _, r := range rows {
		list = append(list, r.Word+strings.Repeat("<", r.CountLeft)+strings.Repeat(">", r.CountRight))
	}
	slices.Sort(list)
	return list
}

func TestWindow(t *testing.T) {
	two := Window{Left: 2, Right: 2}
	for _, x := range []struct {
		name, body, term string
		match            Match
		window           Window
		want             []string
	}{
		{"two words on either side", "a|b|c|甲|d|e|f", "甲", String, two, []string{"b<", "c<", "d>", "e>"}},
		{"five without a size", "a|b|c|d|e|f|甲", "甲", String, Window{}, []string{"b<", "c<", "d<", "e<", "f<"}},
		{"one side", "a|b|甲|c|d", "甲", String, Window{Right: 1}, []string{"c>"}},
		{"marks are no positions", "a，b，“甲” c。d", "甲", String, two, []string{"a<", "b<", "c>", "d>"}},
		{"a paragraph ends it", "a\nb|甲\nc", "甲", String, two, []string{"b<"}},
		{"a sentence does not", "a。甲。b", "甲", String, two, []string{"a<", "b>"}},
		{"but where it shall", "a。b|甲|c。d", "甲", String, Window{2, 2, Sentence}, []string{"b<", "c>"}},
		{"closing marks end it too", "a。”b|甲|c。”d", "甲", String, Window{2, 2, Sentence}, []string{"b<", "c>"}},
		{"the whole paragraph", "a\nb|c。d|甲|e|f|g\nh", "甲", String, Window{-1, -1, Paragraph}, []string{"b<", "c<", "d<", "e>", "f>", "g>"}},
		{"inside a word", "a|b甲c|d", "甲", String, two, []string{"a<", "d>"}},
		{"over the end of a word", "a|b甲|乙c|d", "甲乙", String, two, []string{"a<", "d>"}},
		{"a piece of a compound", "a|甲+乙|b", "甲", Phrase, two, []string{"a<", "b>"}},
		{"of several words", "a|甲|乙|b", "甲乙", String, two, []string{"a<", "b>"}},
		// The windows of the two share c and d: each counts once, at the nearer hit.
		{"windows that overlap", "a|甲|c|d|甲|e", "甲", String, two, []string{"a<", "c>", "d<", "e>"}},
		// As near to both: right of the first. Each 甲 is in the window of the other.
		{"as near to both", "甲|c|甲", "甲", String, two, []string{"c>", "甲<>"}},
		{"side by side", "a|甲|甲|b", "甲", String, Window{1, 1, Paragraph}, []string{"a<", "b>", "甲<>"}},
		{"twice in a word", "a|甲b甲|c", "甲", String, Window{1, 1, Paragraph}, []string{"a<", "c>"}},
		{"as a word", "a|甲b|甲|c", "甲", Word, Window{1, 1, Paragraph}, []string{"c>", "甲b<"}},
		{"marks alone", "a|b“c|d", "“", String, Window{1, 1, Paragraph}, []string{"b<", "c>"}},
		{"an expression", "a|甲乙|b", "[甲丙]", Regex, two, []string{"a<", "b>"}},
	} {
		got := inWindow(t, selectAll(t, D{Date: "20050101", Body: x.body}), x.term, x.match, x.window)
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s, %s: %s", x.name, x.body, diff)
		}
	}
}

// A headline is no context of the body.
func TestWindowZones(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Title: "a|甲", Subtitle: "b", Body: "c"})
	if got := inWindow(t, s, "甲", String, Window{}); !slices.Equal(got, []string{"a<"}) {
		t.Errorf("%q", got)
	}
}

// sentences draws texts with marks that end sentences.
func sentences() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			b.WriteString(notations().Draw(t, "part"))
			b.WriteString(rapid.SampledFrom([]string{"|", "。", "。”", "\n", "，"}).Draw(t, "end"))
		}
		return b.String()
	})
}

func windowSizes() *rapid.Generator[Window] {
	return rapid.Custom(func(t *rapid.T) Window {
		return Window{
			Left: rapid.IntRange(-1, 3).Draw(t, "left"), Right: rapid.IntRange(1, 3).Draw(t, "right"),
			Within: rapid.SampledFrom([]ContextUnit{Sentence, Paragraph}).Draw(t, "within"),
		}
	})
}

// The words in the windows are those that a plain search finds: it asks every
// word how far every hit is away.
func TestWindowsSearched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := sentences().Draw(t, "body")
		term := rapid.SampledFrom([]string{"甲", "甲乙", "乙", "丙甲", "甲甲"}).Draw(t, "term")
		w := windowSizes().Draw(t, "window")
		s := selectAll(t, D{Date: "20050101", Body: body})
		got := inWindow(t, s, term, String, w)
		if diff := cmp.Diff(searchWindows(body, term, w), got); diff != "" {
			t.Fatalf("%q in %q, %+v: %s", term, body, w, diff)
		}
	})
}

// searchWindows is the slow way.
func searchWindows(body, term string, w Window) []string {
	text, tokens := parse(body)
	var words []span
	for at := 0; len(tokens) > 0; tokens = tokens[1:] {
		end := at + len(tokens[0].Text)
		if tokens[0].Word != "" {
			words = append(words, span{at, end})
		}
		at = end
	}
	ends := "\n"
	if w.Within == Sentence {
		ends = "\n。"
	}
	// distance is how many words on a word stands from a hit, 0 where it is not
	// in its window.
	distance := func(word int, hit span) (n int, left bool) {
		between := span{hit.end, words[word].start}
		if words[word].end <= hit.start {
			between, left = span{words[word].end, hit.start}, true
		}
		if between.start > between.end || strings.ContainsAny(text[between.start:between.end], ends) {
			return 0, left
		}
		n = 1
		for _, other := range words {
			if other.start >= between.start && other.end <= between.end {
				n++
			}
		}
		if size := map[bool]int{true: w.Left, false: w.Right}[left]; size >= 0 && n > size {
			return 0, left
		}
		return n, left
	}
	marks := make(map[string][2]int)
	for i, word := range words {
		nearest, side := 0, false
		for at := 0; ; {
			k := strings.Index(text[at:], term)
			if k < 0 {
				break
			}
			hit := span{at + k, at + k + len(term)}
			at = hit.end
			if n, left := distance(i, hit); n > 0 && (nearest == 0 || n < nearest || n == nearest && !left) {
				nearest, side = n, left
			}
		}
		if nearest > 0 {
			m := marks[text[word.start:word.end]]
			m[map[bool]int{true: 0, false: 1}[side]]++
			marks[text[word.start:word.end]] = m
		}
	}
	var list []string
	for word, m := range marks {
		list = append(list, word+strings.Repeat("<", m[0])+strings.Repeat(">", m[1]))
	}
	slices.Sort(list)
	return list
}
