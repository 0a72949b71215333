package analysis

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

func TestParseEmphasis(t *testing.T) {
	for text, want := range map[string]Emphasis{"front=3,title=2": {3, 2}, "title=1.5": {0, 1.5}, " front=2 ": {2, 0}} {
		if got, err := ParseEmphasis(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "front", "front=", "front=0", "front=-1", "front=NaN", "title=Inf", "back=2", "front=2,front=3", "front=2,"} {
		if e, err := ParseEmphasis(text); err == nil {
			t.Errorf("%q is %v", text, e)
		}
	}
}

// On the front page 1 of 1 word in the title and 1 of 3 in the body, inside 0 of
// 1 and 2 of 4: with front=3,title=2 (6+3+0+2)/(6+9+2+4) = 11/21.
func TestEmphasis(t *testing.T) {
	docs := []D{
		{Date: "2004", Page: "01", Title: "甲", Body: "x 甲 x"},
		{Date: "2004", Page: "2", Title: "x", Body: "甲 甲 x x"},
		{Date: "2005", Page: "2"}, // no words
		{Date: "2007", Page: "1", Title: "x"},
	}
	for _, c := range []struct {
		weights, zones string
		want           string
	}{
		{"front=3,title=2", "all", "11 523810, 0 -1, -1 -1, 0 0"},
		{"front=3", "all", "8 470588, 0 -1, -1 -1, 0 0"},            // 8/17
		{"title=2", "all", "5 454545, 0 -1, -1 -1, 0 0"},            // 5/11
		{"title=0.5", "all", "3.5 437500, 0 -1, -1 -1, 0 0"},        // 3.5/8
		{"front=3,title=2", "body", "5 384615, 0 -1, -1 -1, 0 -1"},  // 5/13
		{"front=3,title=2", "titles", "6 750000, 0 -1, -1 -1, 0 0"}, // 6/8
	} {
		e, err := ParseEmphasis(c.weights)
		if err != nil {
			t.Fatal(err)
		}
		s := selected(t, newCorpus(t, docs...), Filter{Zones: zonesOf(t, c.zones)})
		got := ""
		for i, r := range trend(t, s, mustTerms(t, String, "甲"), TrendOptions{Emphasis: e}) {
			if i > 0 {
				got += ", "
			}
			got += fmt.Sprintf("%g %.0f", value(r.CountWeighted), value(r.RateWeighted))
		}
		if got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.weights, c.zones, got, c.want)
		}
	}
}

// Weights of 1 change nothing; equal weights of all places change no rate; a
// weight of front is a count of the front page more.
func TestEmphasisLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := corpora().Draw(t, "corpus")
		m := rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
		terms := mustTerms(t, m, drawTerms(t)...)
		weight := rapid.Float64Range(.1, 9).Draw(t, "weight")
		s := selectAll(t, docs...)
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		ask := func(s *Selection, e Emphasis) []TrendRow {
			return all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods, By: "author", Emphasis: e}))
		}
		titles := selected(t, newCorpus(t, docs...), Filter{Zones: corpus.Titles})
		plain, one := ask(s, Emphasis{}), ask(s, Emphasis{Title: 1, Front: 1})
		weighted, headlines := ask(s, Emphasis{Title: weight}), ask(titles, Emphasis{})
		for i, r := range plain {
			if c, ok := r.Count.Get(); ok != (value(one[i].CountWeighted) >= 0) || ok && float64(c) != value(one[i].CountWeighted) || one[i].RateWeighted != r.PerMillionWords {
				t.Fatalf("weights of 1: %+v", one[i])
			}
			if c, ok := r.Count.Get(); ok {
				want := float64(c) + (weight-1)*float64(value(headlines[i].Count))
				if got := value(weighted[i].CountWeighted); !near(got, want) && got-want > 1e-9 {
					t.Fatalf("title=%g: %g, want %g", weight, got, want)
				}
			}
		}
	})
}
