package analysis

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The draw as its description has it: sorted by the SHA-256 of seed, hit_id and
// term in hexadecimal.
func TestSampleByHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		terms := mustTerms(t, String, drawTerms(t)...)
		seed, n := rapid.Int64Range(-3, 3).Draw(t, "seed"), rapid.IntRange(1, 9).Draw(t, "n")
		rows := kwic(t, s, terms, KwicOptions{})
		hash := func(r KwicRow) string {
			sum := sha256.Sum256([]byte(fmt.Sprintf("%d\x00%s\x00%s", seed, r.HitID, r.Term)))
			return hex.EncodeToString(sum[:8])
		}
		byHash := slices.Clone(rows)
		slices.SortStableFunc(byHash, func(a, b KwicRow) int { return strings.Compare(hash(a), hash(b)) })
		if diff := cmp.Diff(hitIDs(byHash), hitIDs(kwic(t, s, terms, KwicOptions{Sort: "random", Seed: seed}))); diff != "" {
			t.Fatalf("random order: %s", diff)
		}
		drawn := hitIDs(byHash[:min(n, len(byHash))])
		want := slices.DeleteFunc(hitIDs(rows), func(id string) bool { return !slices.Contains(drawn, id) })
		if diff := cmp.Diff(want, hitIDs(kwic(t, s, terms, KwicOptions{Sample: n, Seed: seed}))); diff != "" {
			t.Fatalf("sample: %s", diff)
		}
	})
}

// A stratified sample has n of each stratum, or all there are, the same that a
// sample of the stratum alone has; weights sum to the hits.
func TestStrata(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		terms := mustTerms(t, String, drawTerms(t)...)
		by := rapid.SampledFrom([][]string{{"year"}, {"section", "term"}, {"author"}, {"term"}}).Draw(t, "by")
		n := rapid.IntRange(1, 4).Draw(t, "n")
		size := make(map[string]int)
		for _, r := range kwic(t, s, terms, KwicOptions{Sample: math.MaxInt, By: by}) {
			size[r.Stratum]++
			if r.Weight != 1 {
				t.Fatalf("%+v: all hits are drawn", r)
			}
		}
		drawn, weights := make(map[string]int), 0.
		for _, r := range kwic(t, s, terms, KwicOptions{Sample: n, By: by}) {
			drawn[r.Stratum]++
			weights += r.Weight
			if r.Population != size[r.Stratum] || r.Weight != float64(r.Population)/float64(min(n, r.Population)) {
				t.Fatalf("%+v, the stratum has %d", r, size[r.Stratum])
			}
		}
		all := 0
		for name, m := range size {
			all += m
			if drawn[name] != min(m, n) {
				t.Fatalf("%s: %d drawn of %d, want %d", name, drawn[name], m, n)
			}
		}
		if math.Abs(weights-float64(all)) > 1e-9 || all != len(kwic(t, s, terms, KwicOptions{})) {
			t.Fatalf("weights sum to %g, there are %d hits", weights, all)
		}
	})
}

// A stratum is all values of a field together, and (none).
func TestStrataNames(t *testing.T) {
	s := selectAll(t, D{Author: []string{"王", "李"}, Date: "2005", Body: "甲"}, D{Body: "甲"}, D{Author: []string{"李", "王"}, Date: "2005", Body: "甲"})
	var got []string
	for _, r := range kwic(t, s, mustTerms(t, String, "甲"), KwicOptions{Sample: 1, By: []string{"author", "year"}}) {
		got = append(got, r.Stratum+" "+strconv.Itoa(r.Population))
	}
	if diff := cmp.Diff([]string{"李|王 × 2005 2", "(none) × (none) 1"}, got); diff != "" {
		t.Error(diff)
	}
}

// Of a document the first hits, of all terms together; with a sample drawn ones.
func TestPerDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		terms := mustTerms(t, String, drawTerms(t)...)
		n := rapid.IntRange(1, 3).Draw(t, "n")
		want := []string{}
		count := make(map[string]int)
		for _, r := range kwic(t, s, terms, KwicOptions{}) {
			if count[r.ID]++; count[r.ID] <= n {
				want = append(want, hitIDs([]KwicRow{r})...)
			}
		}
		if diff := cmp.Diff(want, hitIDs(kwic(t, s, terms, KwicOptions{PerDocument: n}))); diff != "" {
			t.Fatal(diff)
		}
		drawn := kwic(t, s, terms, KwicOptions{PerDocument: n, Sample: 1000})
		if len(drawn) != len(want) {
			t.Fatalf("%d drawn, want %d", len(drawn), len(want))
		}
		random := kwic(t, s, terms, KwicOptions{Sort: "random"})
		clear(count)
		first := make(map[string]bool)
		for _, r := range random { // the first of each document in the order of the draw
			if count[r.ID]++; count[r.ID] <= n {
				first[hitIDs([]KwicRow{r})[0]] = true
			}
		}
		for _, id := range hitIDs(drawn) {
			if !first[id] {
				t.Fatalf("%s is drawn, and is not one of the first %d of its document", id, n)
			}
		}
	})
}

// Every hit is drawn about as often: 60 of 300 with each of 200 seeds, 40 times
// with a standard deviation of 5.7.
func TestSampleOfHitsIsFair(t *testing.T) {
	docs := make([]D, 30)
	for i := range docs {
		docs[i] = D{Date: strconv.Itoa(1000 + i), Body: strings.Repeat("甲|乙|", 10)}
	}
	s := selectAll(t, docs...)
	drawn := make(map[string]int)
	for seed := range int64(200) {
		for _, r := range kwic(t, s, mustTerms(t, String, "甲"), KwicOptions{Sample: 60, Seed: seed}) {
			drawn[r.HitID]++
		}
	}
	if len(drawn) != 300 {
		t.Errorf("%d hits of 300 are ever drawn", len(drawn))
	}
	for id, n := range drawn {
		if n < 40-29 || n > 40+29 {
			t.Errorf("%s is drawn %d times, want about 40", id, n)
		}
	}
}
