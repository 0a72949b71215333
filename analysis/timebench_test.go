package analysis_test

import (
	"testing"

	"tifa/analysis"
)

// Measures over time of two terms by month, in the stored corpus that
// TIFA_BENCH_CORPUS names.
func BenchmarkTime(b *testing.B) {
	c := benchCorpus(b)
	terms, err := analysis.ParseTerms([]string{"改革", "改革开放"}, analysis.String)
	if err != nil {
		b.Fatal(err)
	}
	events, err := analysis.ParseEvents(analysis.BuiltinEvents, "builtin")
	if err != nil {
		b.Fatal(err)
	}
	heat := analysis.BuiltinHeat(false)
	for _, q := range []struct {
		name string
		ask  func(*analysis.Selection, analysis.TimeOptions) error
	}{
		{"bursts", func(s *analysis.Selection, opt analysis.TimeOptions) error {
			_, err := analysis.Bursts(s, terms, analysis.BurstsOptions{TimeOptions: opt, Gamma: 1})
			return err
		}},
		{"changes", func(s *analysis.Selection, opt analysis.TimeOptions) error {
			_, err := analysis.Changes(s, terms, analysis.ChangesOptions{TimeOptions: opt})
			return err
		}},
		{"seasons", func(s *analysis.Selection, opt analysis.TimeOptions) error {
			_, err := analysis.Seasons(s, terms, opt.Match)
			return err
		}},
		{"events", func(s *analysis.Selection, opt analysis.TimeOptions) error {
			_, err := analysis.EventWindows(s, terms, analysis.EventsOptions{Events: events, Around: 7})
			return err
		}},
		{"lifecycle", func(s *analysis.Selection, opt analysis.TimeOptions) error {
			_, err := analysis.Lifecycle(s, terms, opt, heat)
			return err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				s := selected(b, c, analysis.Filter{})
				periods, err := analysis.Every(s, "month")
				if err != nil {
					b.Fatal(err)
				}
				if err := q.ask(s, analysis.TimeOptions{Periods: periods}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
