package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// Reprints of the stored corpus that TIFA_BENCH_CORPUS names, of its first
// 100,000 documents and of all of them.
func BenchmarkReprints(b *testing.B) {
	c := benchCorpus(b)
	for _, q := range []struct {
		name string
		n    int
	}{{"100,000 documents", 100_000}, {"all", c.Len()}} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				s := selected(b, c, analysis.Filter{})
				s.Docs = s.Docs[:min(q.n, len(s.Docs))]
				if _, err := analysis.FindReprints(s, analysis.ReprintOptions{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("once", func(b *testing.B) {
		for b.Loop() {
			selected(b, c, analysis.Filter{Families: analysis.DefaultThreshold})
		}
	})
}
