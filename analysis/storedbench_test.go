package analysis_test

import (
	"os"
	"testing"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/store"
)

// benchCorpus opens the stored corpus that TIFA_BENCH_CORPUS names.
func benchCorpus(b *testing.B) *store.Corpus {
	b.Helper()
	dir := os.Getenv("TIFA_BENCH_CORPUS")
	if dir == "" {
		b.Skip("TIFA_BENCH_CORPUS names no stored corpus")
	}
	c, err := store.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// Questions to the stored corpus that TIFA_BENCH_CORPUS names, each with the
// corpus open and its files in memory. .ci/bench-store.sh runs them at a billion
// words.
func BenchmarkStored(b *testing.B) {
	c := benchCorpus(b)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if _, err := store.Open(os.Getenv("TIFA_BENCH_CORPUS")); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, q := range []struct {
		name  string
		terms []string
		match analysis.Match
	}{
		{"trend/word", []string{"改革"}, analysis.Word},
		{"trend/two characters", []string{"改革"}, analysis.String},
		{"trend/string", []string{"改革开放"}, analysis.String},
		{"trend/phrase", []string{"社会主义现代化"}, analysis.Phrase},
		{"trend/regex", []string{"改革.{0,6}开放"}, analysis.Regex},
	} {
		terms, err := analysis.ParseTerms(q.terms, q.match)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				trend(b, c, terms, q.match)
			}
		})
	}
	benchmarkTables(b, c)
	b.Run("kwic/100,000 hits", func(b *testing.B) { benchmarkKwic(b, c) })
}

// benchmarkTables asks for words, of some documents and of all.
func benchmarkTables(b *testing.B, c *store.Corpus) {
	b.Run("freq/class and year", func(b *testing.B) {
		where, err := analysis.ParseCondition(`class startsWith "D6" and year == "2010"`)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			top(b, c, analysis.Filter{Where: where})
		}
	})
	for _, f := range []struct{ name, where string }{
		{"freq/article", `kind == "article"`},
		{"freq/half", `item in ["1", "3", "5", "7", "9"]`},
		{"freq/tenth", `item == "3"`},
		{"freq/genre and decade", `genre == "通讯" and year >= 1980 and year < 1990`},
	} {
		where, err := analysis.ParseCondition(f.where)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				top(b, c, analysis.Filter{Where: where})
			}
		})
	}
	b.Run("freq/all", func(b *testing.B) {
		for b.Loop() {
			top(b, c, analysis.Filter{})
		}
	})
	b.Run("matrix/10,000 documents", func(b *testing.B) {
		for b.Loop() {
			s := selected(b, c, analysis.Filter{})
			s.Docs = s.Docs[:min(10_000, len(s.Docs))]
			if _, err := analysis.NewMatrix(s, analysis.MatrixOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// benchmarkKwic makes the rows of a concordance.
func benchmarkKwic(b *testing.B, c *store.Corpus) {
	terms, err := analysis.ParseTerms([]string{"改革开放"}, analysis.String)
	if err != nil {
		b.Fatal(err)
	}
	hits := 0
	for b.Loop() {
		rows, err := analysis.Kwic(selected(b, c, analysis.Filter{}), terms, analysis.KwicOptions{Context: analysis.Context{N: 30}, Top: 100_000})
		if err != nil {
			b.Fatal(err)
		}
		hits = 0
		for _, err := range rows {
			if err != nil {
				b.Fatal(err)
			}
			hits++
		}
	}
	b.ReportMetric(float64(hits), "hits")
}

func selected(b *testing.B, c *store.Corpus, f analysis.Filter) *analysis.Selection {
	b.Helper()
	s, err := analysis.Select(c, f)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func trend(b *testing.B, c *store.Corpus, terms []analysis.Term, m analysis.Match) {
	b.Helper()
	s := selected(b, c, analysis.Filter{})
	periods, err := analysis.Every(s, "year")
	if err != nil {
		b.Fatal(err)
	}
	rows, err := analysis.Trend(s, terms, analysis.TrendOptions{Match: m, Periods: periods})
	if err != nil {
		b.Fatal(err)
	}
	for _, err := range rows {
		if err != nil {
			b.Fatal(err)
		}
	}
}

func top(b *testing.B, c *store.Corpus, f analysis.Filter) {
	b.Helper()
	f.Zones = corpus.AllZones
	rows, err := analysis.Frequency(selected(b, c, f), analysis.FrequencyOptions{Top: 100})
	if err != nil {
		b.Fatal(err)
	}
	for _, err := range rows {
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkKeyness compares the documents of two halves of a century.
func BenchmarkKeyness(b *testing.B) {
	c := benchCorpus(b)
	late, err := analysis.ParseCondition(`year >= 2000`)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s := selected(b, c, analysis.Filter{})
		target, err := s.Where(late)
		if err != nil {
			b.Fatal(err)
		}
		rows, err := analysis.Keyness(target, s.Rest(target), analysis.KeynessOptions{Top: 100})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range rows {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
