package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// BenchmarkDispersion asks for the dispersion of all words, over documents and
// over years, and shows a hundred.
func BenchmarkDispersion(b *testing.B) {
	c := benchCorpus(b)
	for _, q := range []struct{ name, by, sort string }{{"documents", "", ""}, {"years", "year", ""}, {"by dp", "", "dp_norm"}} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				rows, err := analysis.Dispersion(selected(b, c, analysis.Filter{}), analysis.DispersionOptions{By: q.by, Sort: q.sort, Top: 100})
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
