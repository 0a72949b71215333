package analysis

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What the indexes of a stored corpus answer is what reading every text gives:
// by period, by group and by document, in any zones of any documents.
func TestShortTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		memory, stored, remove := drawStored(t)
		defer remove()
		s := drawSome(t, stored)
		slow := &Selection{Corpus: memory, Docs: s.Docs, Zones: s.Zones, span: s.span}
		m := rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
		terms := mustTerms(t, m, drawTerms(t)...)
		if diff := cmp.Diff(CountTerms(slow, terms, m), CountTerms(s, terms, m)); diff != "" {
			t.Fatal(diff)
		}
		for _, length := range []string{"month", "year"} {
			periods, err := Every(s, length)
			if err != nil {
				t.Fatal(err)
			}
			if length == "year" && rapid.Bool().Draw(t, "overlap") {
				periods = append(periods, Period{"again", periods[0].Days})
			}
			opt := TrendOptions{Match: m, Periods: periods, Smooth: 1, By: rapid.SampledFrom([]string{"", "", "section"}).Draw(t, "by"), Interval: rapid.IntRange(0, 3).Draw(t, "interval") == 0}
			want := all[TrendRow](t)(Trend(slow, terms, opt))
			if diff := cmp.Diff(want, all[TrendRow](t)(Trend(s, terms, opt)), maybes); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
