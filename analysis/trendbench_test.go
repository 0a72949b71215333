package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// Columns of a trend that ask more than counts of the stored corpus that
// TIFA_BENCH_CORPUS names.
func BenchmarkTrendColumns(b *testing.B) {
	c := benchCorpus(b)
	terms, err := analysis.ParseTerms([]string{"改革"}, analysis.String)
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range []struct {
		name string
		opt  analysis.TrendOptions
	}{
		{"plain", analysis.TrendOptions{}},
		{"ratio", analysis.TrendOptions{Interval: true}},
		{"bootstrap", analysis.TrendOptions{Interval: true, Bootstrap: true, Seed: 1}},
		{"weight", analysis.TrendOptions{Emphasis: analysis.Emphasis{Front: 3, Title: 2}}},
		{"adjust", analysis.TrendOptions{Adjust: []string{"section", "genre"}}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				s := selected(b, c, analysis.Filter{})
				opt := q.opt
				if opt.Periods, err = analysis.Every(s, "year"); err != nil {
					b.Fatal(err)
				}
				rows, err := analysis.Trend(s, terms, opt)
				if err != nil {
					b.Fatal(err)
				}
				for _, err := range rows {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
