package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// Questions about n-grams and phrases to the stored corpus that
// TIFA_BENCH_CORPUS names.
func BenchmarkStoredNgrams(b *testing.B) {
	c := benchCorpus(b)
	for _, q := range []struct {
		name string
		opt  analysis.NgramOptions
	}{
		{"words/2", analysis.NgramOptions{MinCount: 2}},
		{"words/2-4", analysis.NgramOptions{Max: 4, MinCount: 2}},
		{"words/2, gap 1", analysis.NgramOptions{Gap: 1, MinCount: 2}},
		{"characters/3", analysis.NgramOptions{Unit: analysis.CharacterUnit, Min: 3, MinCount: 5}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				n, err := analysis.CountNgrams(selected(b, c, analysis.Filter{}), q.opt)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(n.Len()), "ngrams")
			}
		})
	}
	b.Run("phrases", func(b *testing.B) {
		for b.Loop() {
			p, err := analysis.FindPhrases(selected(b, c, analysis.Filter{}), analysis.PhraseOptions{MinEntropy: 1.5, MinCohesion: 4, MinPhraseShare: .3, Fold: .8})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(p.Rows())), "phrases")
		}
	})
}
