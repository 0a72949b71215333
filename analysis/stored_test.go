package analysis_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// storedSample returns the sample in memory and in a folder, there in many
// segments.
func storedSample(t testing.TB) (memory, stored *store.Corpus) {
	t.Helper()
	sample := []string{filepath.Join("..", "testdata", "sample")}
	memory, err := ingest.Read(context.Background(), sample, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "corpus")
	if _, err := ingest.Store(context.Background(), sample, dir, ingest.StoreOptions{SegmentTokens: 900}); err != nil {
		t.Fatal(err)
	}
	if stored, err = store.Open(dir); err != nil {
		t.Fatal(err)
	}
	return memory, stored
}

// The counts that the index leads to are those of a plain scan, for a thousand
// strings of the texts, of one character to seven, and for the same in other
// ways of matching those that reading every text gives.
func TestStoredCounts(t *testing.T) {
	memory, stored := storedSample(t)
	var texts []string
	for doc := range memory.Len() {
		for z := range corpus.Zone(corpus.NumZones) {
			if text := memory.Text(doc, z); text != "" {
				texts = append(texts, text)
			}
		}
	}
	rng := rand.New(rand.NewPCG(7, 7))
	zones := []corpus.Zones{corpus.AllZones, corpus.Titles, corpus.BodyZone, 1 << corpus.Title, corpus.AllZones | corpus.BodyZone}
	for n := range 1000 {
		text := []rune(texts[rng.IntN(len(texts))])
		from := rng.IntN(len(text))
		given := string(text[from:min(len(text), from+1+n%7)])
		m := []analysis.Match{analysis.String, analysis.Phrase, analysis.Word}[n%3]
		term, err := analysis.ParseTerm(strings.NewReplacer("|", "", ": ", "").Replace(given), m)
		if err != nil {
			continue // space alone
		}
		filter := analysis.Filter{Zones: zones[n%len(zones)], Once: n%2 == 0}
		want := hitsOf(t, memory, filter, term, m)
		if diff := cmp.Diff(want, hitsOf(t, stored, filter, term, m)); diff != "" {
			t.Fatalf("%q in %s: %s", given, filter.Zones, diff)
		}
		plainScan(t, stored, filter, term, want)
	}
}

func hitsOf(t *testing.T, c *store.Corpus, f analysis.Filter, term analysis.Term, m analysis.Match) []analysis.Hits {
	t.Helper()
	s, err := analysis.Select(c, f)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.CountTerms(s, []analysis.Term{term}, m)[0]
}

// plainScan compares the string counts with those of package strings over the
// texts.
func plainScan(t *testing.T, c *store.Corpus, f analysis.Filter, term analysis.Term, hits []analysis.Hits) {
	t.Helper()
	got := make(map[int]int)
	for _, h := range hits {
		got[h.Doc] = h.String
	}
	label, _ := c.Normalization().Apply(term.Label)
	for doc := range c.Len() {
		want := 0
		for z := range corpus.Zone(corpus.NumZones) {
			if f.Zones.Has(z) {
				text, _ := c.Normalization().Apply(c.Text(doc, z))
				want += strings.Count(text, label)
			}
		}
		if got[doc] != want && (!f.Once || c.FirstCopy(doc) == doc) {
			t.Fatalf("%q in %s of %s: %d, strings.Count says %d", label, f.Zones, c.ID(doc), got[doc], want)
		}
	}
}

// The words of years are counted without a look at their documents, and are
// those that looking gives.
func TestStoredTotals(t *testing.T) {
	memory, stored := storedSample(t)
	for _, f := range []analysis.Filter{{}, {From: day(t, "1998"), To: day(t, "2012")}, {From: day(t, "2005-06"), To: day(t, "2012")}, {Zones: corpus.Titles}, {Once: true}} {
		if diff := cmp.Diff(frequencies(t, memory, f), frequencies(t, stored, f)); diff != "" {
			t.Errorf("%+v: %s", f, diff)
		}
	}
	counts := make(map[uint32]int)
	if !stored.Totals(0, stored.Len(), corpus.AllZones, func(word uint32, count, _ int) { counts[word] += count }) {
		t.Fatal("the totals of the whole corpus are not known")
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	if words, _ := stored.Size(0, stored.Len(), corpus.AllZones); total != words {
		t.Errorf("totals of %d words, there are %d", total, words)
	}
	if stored.Totals(1, stored.Len(), corpus.AllZones, func(uint32, int, int) {}) {
		t.Error("the totals of a part of a year are known")
	}
}

func day(t *testing.T, s string) corpus.Date {
	t.Helper()
	d, ok := corpus.ParseDate(s)
	if !ok {
		t.Fatal(s)
	}
	return d
}

func frequencies(t *testing.T, c *store.Corpus, f analysis.Filter) []string {
	t.Helper()
	s, err := analysis.Select(c, f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := analysis.Frequency(s, analysis.FrequencyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(row))
	}
	return list
}

// Expressions find with the index what they find without.
func TestStoredRegex(t *testing.T) {
	memory, stored := storedSample(t)
	for _, expr := range []string{
		"改革.{0,4}开放", "[一二三]个代表", "(改革|开放)", "社会主义.*现代化", "改革(开放)?", "第.+次", ".", "(?i)gdp", "[^，。]{3}建设", "。$", "(?:改|革)+", "人{2}", "GDP|Ｇ", "(?i)改革",
	} {
		term, err := analysis.ParseTerm(expr, analysis.Regex)
		if err != nil {
			t.Fatal(err)
		}
		want := hitsOf(t, memory, analysis.Filter{}, term, analysis.Regex)
		if diff := cmp.Diff(want, hitsOf(t, stored, analysis.Filter{}, term, analysis.Regex)); diff != "" {
			t.Errorf("%s: %s", expr, diff)
		}
		if len(want) == 0 && strings.ContainsAny(expr, "改社。") {
			t.Errorf("%s is in no document of the sample", expr)
		}
	}
}
