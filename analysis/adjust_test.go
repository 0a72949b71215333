package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// In all 50 words of 头版 and 55 of 理论. 2004: rates .1 and .2, so
// (50·.1 + 55·.2)/105 = 16/105; 2005: .2 and .1, 15.5/105; 2006: 理论 alone, with
// 55/105 of the words less than .8; 2007 has no documents, 2008 no words.
func TestAdjust(t *testing.T) {
	docs := []D{
		{Date: "2004", Section: "头版", Body: bodyOf(1, 10)},
		{Date: "2004", Section: "理论", Body: bodyOf(4, 10)},
		{Date: "2004", Section: "理论", Body: bodyOf(2, 20)},
		{Date: "2005", Section: "头版", Body: bodyOf(8, 40)},
		{Date: "2005", Section: "理论", Body: bodyOf(2, 20)},
		{Date: "2006", Section: "理论", Body: bodyOf(5, 5)},
		{Date: "2008", Section: "头版"},
	}
	s := selectAll(t, docs...)
	rows := trend(t, s, mustTerms(t, String, "甲"), TrendOptions{Adjust: []string{"section"}})
	for i, want := range [][2]float64{{1e6 * 16 / 105., 1}, {1e6 * 15.5 / 105, 1}, {-1, 55 / 105.}, {-1, -1}, {-1, 0}} {
		if r := rows[i]; math.Abs(value(r.Adjusted)-want[0]) > 1e-8 || !near(value(r.WeightCovered), want[1]) {
			t.Errorf("%s: %.12g of %.12g, want %.12g of %.12g", r.Period, value(r.Adjusted), value(r.WeightCovered), want[0], want[1])
		}
	}
	if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.HasPrefix(n, "no adjusted rate: in 1 period ") }) {
		t.Errorf("notes %q", s.Notes)
	}
	if _, err := Trend(s, nil, TrendOptions{Adjust: []string{"sektion"}}); err == nil {
		t.Error("an unknown field is no error")
	}
}

// Values of a field in any order are one stratum, classes are cut to Depth, and
// exactly .8 of the words is enough: 8 of 10.
func TestAdjustStrata(t *testing.T) {
	docs := []D{
		{Date: "2004", Author: []string{"张", "王"}, Class: []string{"D2", "D61"}, Body: bodyOf(1, 4)},
		{Date: "2005", Author: []string{"王", "张"}, Class: []string{"D26"}, Body: bodyOf(1, 4)},
		{Date: "2006", Author: []string{"张"}, Class: []string{"D"}, Body: bodyOf(1, 2)},
	}
	for field, want := range map[string][]float64{"author": {.8, .8, .2}, "class": {1, 1, 1}} {
		for i, r := range trend(t, selectAll(t, docs...), mustTerms(t, String, "甲"), TrendOptions{Adjust: []string{field}, Depth: 1}) {
			if !near(value(r.WeightCovered), want[i]) {
				t.Errorf("%s, %s: %g covered, want %g", field, r.Period, value(r.WeightCovered), want[i])
			}
			if _, ok := r.Adjusted.Get(); ok != (want[i] >= .8) {
				t.Errorf("%s, %s: a rate %v with %g", field, r.Period, ok, want[i])
			}
		}
	}
}

// One stratum is the plain rate; strata by the period itself cover what the
// period has; the rate lies between those of the strata.
func TestAdjustLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		ask := func(by string, adjust ...string) []TrendRow {
			return all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods, By: by, Adjust: adjust}))
		}
		for _, r := range ask("", "kind") { // all are articles
			if math.Abs(value(r.Adjusted)-value(r.PerMillionWords)) > 1e-6 || value(r.Adjusted) >= 0 && value(r.WeightCovered) != 1 {
				t.Fatalf("one stratum: %+v", r)
			}
		}
		for _, r := range ask("", "year") {
			if words, ok := share(r.WordsTotal, s.words()).Get(); ok && r.DocumentsTotal > 0 && value(r.WeightCovered) != words {
				t.Fatalf("strata of years: %+v, want %g", r, words)
			}
		}
		adjusted, strata := ask("", "section"), ask("section")
		for i, r := range adjusted {
			low, high := math.Inf(1), math.Inf(-1)
			for k := i / len(periods) * len(strata) / len(terms); k < (i/len(periods)+1)*len(strata)/len(terms); k++ {
				if rate, ok := strata[k].PerMillionWords.Get(); ok && strata[k].Period == r.Period {
					low, high = min(low, rate), max(high, rate)
				}
			}
			if rate, ok := r.Adjusted.Get(); ok && (rate < low-1e-6 || rate > high+1e-6) {
				t.Fatalf("%s %s: %g, the strata have %g to %g", r.Term, r.Period, rate, low, high)
			}
		}
	})
}
