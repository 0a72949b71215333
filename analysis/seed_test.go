package analysis_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
)

// countIn returns the counts of a term in a corpus.
func countIn(t *testing.T, s *analysis.Selection, list ...string) (total []analysis.Hits) {
	t.Helper()
	terms, err := analysis.ParseTerms(list, analysis.String)
	if err != nil {
		t.Fatal(err)
	}
	for _, hits := range analysis.CountTerms(s, terms, analysis.String) {
		var sum analysis.Hits
		for _, h := range hits {
			sum.String += h.String
			sum.Phrase += h.Phrase
			sum.Word += h.Word
		}
		total = append(total, sum)
	}
	return total
}

// The record that the project was asked for has the term 59 times in its body,
// 2 of them in the title that the body repeats, and 2 in its headlines.
func TestSeed(t *testing.T) {
	seed := filepath.Join("..", "..", "shared", "data", "tagged", "seed.txt")
	if _, err := os.Stat(seed); err != nil {
		t.Skip("no ../../shared/data/tagged/seed.txt beside the repository: it holds copyrighted text")
	}
	c, err := ingest.Read(context.Background(), []string{seed}, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		in   string
		keep bool
		want int
	}{{"body", false, 59}, {"all", false, 59}, {"all", true, 61}, {"titles", false, 2}} {
		zones, err := corpus.ParseZones(w.in, w.keep)
		if err != nil {
			t.Fatal(err)
		}
		s, err := analysis.Select(c, analysis.Filter{Zones: zones})
		if err != nil {
			t.Fatal(err)
		}
		if h := countIn(t, s, "先进性教育")[0]; h.String != w.want || h.Word > h.Phrase || h.Phrase > h.String {
			t.Errorf("in %s, repeated title kept %v: %+v, want %d", w.in, w.keep, h, w.want)
		}
	}
}

// On real words: what a plain search of the texts finds, and word ≤ phrase ≤
// string.
func TestSampleCounts(t *testing.T) {
	c, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	s, err := analysis.Select(c, analysis.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"改革开放", "社会主义", "主义", "的", "农业学大寨", "先进性教育", "一带一路", "中国特色社会主义", "人民", "民", "１９", "没有这个词"}
	for i, h := range countIn(t, s, list...) {
		term, _ := corpus.Fold(list[i])
		want := 0
		for doc := range c.Len() {
			for z := range corpus.Zone(corpus.NumZones) {
				if s.Zones.Has(z) {
					text, _ := corpus.Fold(c.Text(doc, z))
					want += strings.Count(text, term)
				}
			}
		}
		if h.String != want || h.Word > h.Phrase || h.Phrase > h.String {
			t.Errorf("%s: %+v, a plain search finds %d", list[i], h, want)
		}
	}
}
