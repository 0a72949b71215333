package main

import (
	"sync"
	"testing"

	"tifa/segment"
)

// testVocabulary is made once for all tests.
var testVocabulary = sync.OnceValues(func() (*vocabulary, error) {
	seg, err := segment.New(segment.Options{})
	if err != nil {
		return nil, err
	}
	return newVocabulary(seg), nil
})

func needVocabulary(t *testing.T) *vocabulary {
	t.Helper()
	v, err := testVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The core has each word once, none of a planted term, and none of the terms
// that have a first year, which would stand in texts of before.
func TestCore(t *testing.T) {
	v := needVocabulary(t)
	dated := make(map[string]bool)
	for _, term := range v.terms {
		dated[term.Text] = true
		if term.Year == 0 || holdsPlanted(term.Text) {
			t.Errorf("term %v", term)
		}
	}
	seen := make(map[string]bool)
	for i := range v.core.ends {
		w := string(v.core.at(i))
		if seen[w] || dated[w] || !isHan(w) || holdsPlanted(w) {
			t.Errorf("word %d: %q", i, w)
		}
		seen[w] = true
	}
	if len(seen) < 300_000 || !seen["祖母"] || !dated["改革开放"] || string(v.core.at(0)) != "的" {
		t.Errorf("%d words, the first is %s", len(seen), v.core.at(0))
	}
}

// Terms have no weight before their first year, most some years later, and
// less after decades.
func TestTermWeights(t *testing.T) {
	v := needVocabulary(t)
	at := make(map[int][]float64)
	for _, year := range []int{1930, 1949, 1978, 1980, 1990, 2020} {
		at[year] = termWeights(v.terms, year)
		sum := 0.0
		for _, w := range at[year] {
			sum += w
		}
		if sum <= 0 {
			t.Errorf("no term has weight in %d", year)
		}
	}
	for i, term := range v.terms {
		for year, weights := range at {
			if (weights[i] > 0) != (term.Year <= year) && year >= 1949 {
				t.Errorf("%v has weight %g in %d", term, weights[i], year)
			}
		}
		if term.Year == 1978 && !(at[1978][i] < at[1980][i] && at[1980][i] > at[1990][i] && at[1990][i] > at[2020][i]) {
			t.Errorf("%v: weights %g, %g, %g, %g in 1978, 1980, 1990, 2020", term, at[1978][i], at[1980][i], at[1990][i], at[2020][i])
		}
	}
}
