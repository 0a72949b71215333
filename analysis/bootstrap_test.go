package analysis

import (
	"fmt"
	"math"
	"math/big"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The steps are 2⁶⁴·Σ e⁻¹/k!, rounded down, with e of 200 bits from its series.
func TestPoissonSteps(t *testing.T) {
	number := func(x int64) *big.Float { return new(big.Float).SetPrec(200).SetInt64(x) }
	e, term := number(1), number(1)
	for k := int64(1); k < 60; k++ {
		term.Quo(term, number(k))
		e.Add(e, term)
	}
	sum, term := number(0), number(1)
	term.Quo(term, e)
	for k, got := range poissonSteps {
		sum.Add(sum, term)
		term.Quo(term, number(int64(k)+1))
		want, _ := new(big.Float).SetMantExp(sum, 64).Uint64()
		if got != want {
			t.Errorf("P(X ≤ %d): %d, want %d", k, got, want)
		}
	}
}

// The first numbers of SplitMix64 with the seed 1234567, as its author's C code
// prints them (prng.di.unimi.it/splitmix64.c).
func TestPoissonBits(t *testing.T) {
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := poissonBits(1234567, i); got != want {
			t.Errorf("number %d: %d, want %d", i, got, want)
		}
	}
}

// The table decides as the steps do.
func TestPoissonTable(t *testing.T) {
	table := newPoissonTable()
	rapid.Check(t, func(t *rapid.T) {
		key, n := rapid.Uint64().Draw(t, "key"), rapid.Uint64Range(0, 1<<20).Draw(t, "n")
		sums := make([]uint64, 50)
		table.add(sums, 7, key, n)
		for i, sum := range sums {
			if want := n * poissonNumber(poissonBits(key, 7+i)); sum != want {
				t.Fatalf("replicate %d: %d, want %d", 7+i, sum, want)
			}
		}
	})
	for i, step := range poissonSteps[:5] {
		if poissonNumber(step-1) != uint64(i) || poissonNumber(step) != uint64(i)+1 {
			t.Errorf("step %d is not where it belongs", i)
		}
	}
}

// Quantiles of type 7: R's quantile and numpy.percentile give these.
func TestQuantile(t *testing.T) {
	for q, want := range map[float64]float64{0: 1, .25: 1.75, .5: 2.5, .975: 4.85, 1: 5} {
		checkNear(t, fmt.Sprint(q), quantile([]float64{1, 2, 3, 5}, q), want)
	}
	checkNear(t, "of one", quantile([]float64{7}, .3), 7)
}

// resampledDocs are documents of a year, so many with the term.
func resampledDocs(year string, n int) []D {
	var docs []D
	for i := range n {
		words := 5 + i*7%23
		docs = append(docs, D{Date: year, Page: fmt.Sprint(i%4 + 1), Body: bodyOf(i*5%4, words)})
	}
	return docs
}

// slowBounds draws every document of a year anew, one replicate after another.
func slowBounds(s *Selection, seed int64, year string, hits []Hits) (low, high float64) {
	count := make(map[int]int)
	for _, h := range hits {
		count[h.Doc] = h.String
	}
	var rates []float64
	for replicate := range 2000 {
		a, w := 0, 0
		for _, doc := range s.Docs {
			if s.Corpus.Date(doc).String()[:4] == year {
				m := int(poissonNumber(poissonBits(drawNumber(seed, s.Corpus.ID(doc)), replicate)))
				a, w = a+m*count[doc], w+m*s.Corpus.Words(doc, s.Zones)
			}
		}
		if w > 0 {
			rates = append(rates, 1e6*float64(a)/float64(w))
		}
	}
	slices.Sort(rates)
	at := func(q float64) float64 {
		place := q * float64(len(rates)-1)
		below := int(place)
		return rates[below]*(1-place+float64(below)) + rates[below+1]*(place-float64(below))
	}
	return at(.025), at(.975)
}

func TestBootstrap(t *testing.T) {
	docs := slices.Concat(resampledDocs("2004", 12), resampledDocs("2005", 7), resampledDocs("2006", 5))
	s := selectAll(t, docs...)
	terms := mustTerms(t, String, "甲")
	hits := CountTerms(s, terms, String)[0]
	opt := TrendOptions{Interval: true, Bootstrap: true, Seed: 3}
	rows := trend(t, s, terms, opt)
	for _, r := range rows[:2] {
		low, high := slowBounds(s, 3, r.Period, hits)
		if r.Method != "bootstrap" || math.Abs(value(r.Low)-low) > 1e-6 || math.Abs(value(r.High)-high) > 1e-6 {
			t.Errorf("%s: %.9g to %.9g %s, want %.9g to %.9g", r.Period, value(r.Low), value(r.High), r.Method, low, high)
		}
	}
	if r := rows[2]; r.Method != "exact" { // 3 of 5 have the term
		t.Errorf("few documents with the term: %s", r.Method)
	}
	opt.Seed = 4
	if other := trend(t, s, terms, opt); other[0].Low == rows[0].Low && other[0].High == rows[0].High {
		t.Error("another seed draws the same")
	}
	opt.Bootstrap, opt.Seed = false, 3
	for i, r := range trend(t, s, terms, opt) {
		if r.PerMillionWords != rows[i].PerMillionWords || r.ShareLow != rows[i].ShareLow {
			t.Errorf("%s: the bootstrap changes other columns", r.Period)
		}
	}
}

// Of many documents the bootstrap and the ratio estimator say about the same.
func TestBootstrapAsRatio(t *testing.T) {
	s := selectAll(t, resampledDocs("2004", 600)...)
	terms := mustTerms(t, String, "甲")
	ratio := trend(t, s, terms, TrendOptions{Interval: true})[0]
	drawn := trend(t, s, terms, TrendOptions{Interval: true, Bootstrap: true, Seed: 1})[0]
	width := value(ratio.High) - value(ratio.Low)
	if low, high := value(drawn.Low)-value(ratio.Low), value(drawn.High)-value(ratio.High); math.Abs(low) > .1*width || math.Abs(high) > .1*width {
		t.Errorf("%.6g to %.6g, by the ratio estimator %.6g to %.6g", value(drawn.Low), value(drawn.High), value(ratio.Low), value(ratio.High))
	}
}

// What else is in the corpus, a group of its own and the number of workers
// change no bound.
func TestBootstrapStands(t *testing.T) {
	docs := resampledDocs("2004", 12)
	for i := range docs {
		docs[i].Section = "头版"
	}
	terms := mustTerms(t, String, "甲", "x")
	opt := TrendOptions{Interval: true, Bootstrap: true, Seed: 9}
	alone := trend(t, selectAll(t, docs...), terms, opt)
	more := slices.Concat(docs, resampledDocs("1999", 9), resampledDocs("2004", 9))
	opt.By = "section"
	opt.Periods = every(t, selectAll(t, docs...), "year")
	s := selectAll(t, more...)
	grouped := trend(t, s, terms, opt)
	for i, r := range []TrendRow{grouped[0], grouped[2]} { // (none) lies between
		if r.Group != "头版" || r.Low != alone[i].Low || r.High != alone[i].High {
			t.Errorf("%s in %s: %v to %v, alone %v to %v", r.Term, r.Group, r.Low, r.High, alone[i].Low, alone[i].High)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if diff := cmp.Diff(grouped, trend(t, selectAll(t, more...), terms, opt), maybes); diff != "" {
		t.Error(diff)
	}
}
