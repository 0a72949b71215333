package analysis

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Nine words: a 3 in two documents, c 3 in one, b 2, 豈 1 (U+F900), 𠀀 is left
// to the tie test.
var frequencyDocs = []D{
	{Date: "2004", Section: "头版", Body: "a a b"},
	{Date: "2005", Section: "理论", Body: "a b c c c"},
	{Date: "2006", Section: "理论"},
	{Date: "2007", Body: "vd"},
}

// A word and its numbers: group, word, count, documents, per million, share, rank.
type f struct {
	Group, Word      string
	Count, Documents int
	PerMillion       float64
	Share            float64
	Rank             int
}

func frequencies(t *testing.T, s *Selection, opt FrequencyOptions) []f {
	t.Helper()
	var list []f
	for _, r := range all[FrequencyRow](t)(Frequency(s, opt)) {
		list = append(list, f{r.Group, r.Word, r.Count, r.Documents, value(r.PerMillionWords), value(r.DocumentShare), r.Rank})
	}
	return list
}

func TestFrequency(t *testing.T) {
	s := selectAll(t, frequencyDocs...)
	a := f{"", "a", 3, 2, 3e6 / 9, 2. / 4, 1}
	c := f{"", "c", 3, 1, 3e6 / 9, 1. / 4, 2}
	b := f{"", "b", 2, 2, 2e6 / 9, 2. / 4, 3}
	d := f{"", "vd", 1, 1, 1e6 / 9, 1. / 4, 4}
	for _, w := range []struct {
		name string
		opt  FrequencyOptions
		want []f
	}{
		{"all", FrequencyOptions{}, []f{a, c, b, d}},
		// Hidden rows change nothing of the others.
		{"a hidden", FrequencyOptions{Hide: map[string]bool{"a": true}}, []f{c, b, d}},
		{"2 or more", FrequencyOptions{MinCount: 2}, []f{a, c, b}},
		{"top 2", FrequencyOptions{Top: 2}, []f{a, c}},
		{"top 2, a hidden", FrequencyOptions{Top: 2, Hide: map[string]bool{"a": true}}, []f{c, b}},
		{"verbs", FrequencyOptions{Tags: []string{"v"}}, []f{d}},
		{"nouns, top 1, 3 or more", FrequencyOptions{Tags: []string{"x", "n"}, Top: 1, MinCount: 3}, []f{a}},
		{"none", FrequencyOptions{MinCount: 4}, nil},
	} {
		if diff := cmp.Diff(w.want, frequencies(t, s, w.opt)); diff != "" {
			t.Errorf("%s: %s", w.name, diff)
		}
	}
}

// Groups in the order of their values (头 U+5934, 理 U+7406), (none) last; rates
// and shares are those of the group.
func TestFrequencyBy(t *testing.T) {
	want := []f{
		{"头版", "a", 2, 1, 2e6 / 3, 1, 1}, {"头版", "b", 1, 1, 1e6 / 3, 1, 2},
		{"理论", "c", 3, 1, 3e6 / 5, .5, 1}, {"理论", "a", 1, 1, 1e6 / 5, .5, 2}, {"理论", "b", 1, 1, 1e6 / 5, .5, 3},
		{None, "vd", 1, 1, 1e6, 1, 1},
	}
	s := selectAll(t, frequencyDocs...)
	if diff := cmp.Diff(want, frequencies(t, s, FrequencyOptions{By: "section"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]f{want[0], want[2], want[5]}, frequencies(t, s, FrequencyOptions{By: "section", Top: 1})); diff != "" {
		t.Errorf("top 1: %s", diff)
	}
	if _, err := Frequency(s, FrequencyOptions{By: "sektion"}); err == nil {
		t.Error("an unknown field is no error")
	}
}

// Ties break by code point, not by the order of arrival or of the language:
// Z (5A) a (61) é (E9) 一 (4E00) 中 (4E2D) 豈 (F900) 𠀀 (20000).
func TestFrequencyTies(t *testing.T) {
	s := selectAll(t, D{Body: "𠀀 豈 中 a 一 é Z"}, D{Body: "Z é 一 a 中 豈 𠀀"})
	var got string
	for i, row := range frequencies(t, s, FrequencyOptions{}) {
		got += row.Word
		if row.Rank != i+1 || row.Count != 2 {
			t.Errorf("%+v", row)
		}
	}
	if got != "Zaé一中豈𠀀" {
		t.Errorf("order %s", got)
	}
}

// Words are counted in the zones that were asked for, a repeated title once;
// full-width spellings are one word with their plain form.
func TestFrequencyZones(t *testing.T) {
	c := newCorpus(t, D{Title: "ＧＤＰ a", Body: "ＧＤＰ a\nGDP"})
	for zones, want := range map[string][]f{
		"all":    {{"", "GDP", 2, 1, 2e6 / 3, 1, 1}, {"", "a", 1, 1, 1e6 / 3, 1, 2}},
		"titles": {{"", "GDP", 1, 1, 5e5, 1, 1}, {"", "a", 1, 1, 5e5, 1, 2}},
		"body":   {{"", "GDP", 2, 1, 2e6 / 3, 1, 1}, {"", "a", 1, 1, 1e6 / 3, 1, 2}},
	} {
		s := selected(t, c, Filter{Zones: zonesOf(t, zones)})
		if diff := cmp.Diff(want, frequencies(t, s, FrequencyOptions{})); diff != "" {
			t.Errorf("in %s: %s", zones, diff)
		}
	}
}
