package segment

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
)

func TestParseStopWords(t *testing.T) {
	const text = "\ufeff的\r\n# 注\r了\n\n  和 \t\r\n　在　\r#的话\n一 样"
	want := []string{"一 样", "了", "和", "在", "的"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(ParseStopWords(text)))); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "\ufeff", "#\n \n"} {
		if words := ParseStopWords(text); len(words) != 0 {
			t.Errorf("%q: %v", text, words)
		}
	}
}

// The built-in list holds words as texts are cut, each of which can be found.
func TestStopWords(t *testing.T) {
	words := StopWords()
	for _, w := range []string{"的", "了", "和", "在", "我们"} {
		if !words[w] {
			t.Errorf("%s is no stop word", w)
		}
	}
	for _, w := range []string{"人民", "发展", "记者"} {
		if words[w] {
			t.Errorf("%s is a stop word", w)
		}
	}
	for w := range words {
		if full().Normal(w) != w || corpus.Characters(w) == 0 {
			t.Errorf("%q cannot be a word", w)
		}
	}
	clear(words)
	if len(StopWords()) == 0 {
		t.Error("the list is the caller's, yet clearing it empties it for all")
	}
}
