package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// Collocates in the stored corpus that TIFA_BENCH_CORPUS names: of a word that
// many documents hold, of a longer string, and by decade.
func BenchmarkCollocation(b *testing.B) {
	c := benchCorpus(b)
	for _, q := range []struct {
		name, term string
		every      string
		window     analysis.Window
	}{
		{"word", "改革", "", analysis.Window{}},
		{"string", "改革开放", "", analysis.Window{}},
		{"decades", "改革", "decade", analysis.Window{}},
		{"sentences", "改革", "", analysis.Window{Within: analysis.Sentence}},
		{"paragraphs", "改革", "", analysis.Window{Left: -1, Right: -1}},
	} {
		terms, err := analysis.ParseTerms([]string{q.term}, analysis.String)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			hits := 0
			for b.Loop() {
				s := selected(b, c, analysis.Filter{})
				opt := analysis.CollocationOptions{Window: q.window, Top: 100}
				if q.every != "" {
					if opt.Periods, err = analysis.Every(s, q.every); err != nil {
						b.Fatal(err)
					}
				}
				rows, err := analysis.Collocation(s, terms, opt)
				if err != nil {
					b.Fatal(err)
				}
				hits = 0
				last := ""
				for row, err := range rows {
					if err != nil {
						b.Fatal(err)
					}
					if row.Period != last || hits == 0 {
						hits += row.CountTerm
						last = row.Period
					}
				}
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}
