package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) burstsCommand() *cli.Command {
	t := newTimeCommand(p)
	var opt analysis.BurstsOptions
	return &cli.Command{
		Name:      "bursts",
		Usage:     "find the times in which terms were in far more documents than usual",
		ArgsUsage: "CORPUS TERM…",
		Description: `When was a term in far more documents than usual, and how strongly? An automaton of two states.
Formula: r of the d documents of a period hold the term, R of all D: p0 = R/D, in a burst p1 = s·p0. A
period costs −ln C(d,r)·pʳ(1−p)^(d−r), going up γ·ln(periods), coming down nothing; the states are
those of least cost of all (exact Viterbi). weight is Σ cost0 − cost1 of the burst, in nats: it orders
bursts of one corpus. documents, count_string and count_phrase are of the burst.
Variants: a higher --s asks for steeper bursts (2), a higher --gamma for more evidence (1); --every,
--periods. Periods without documents are left out, the state carries through.
Not to trust: for a term in most documents (s·p0 ≥ 1 has no value), for a paper that changed its size
or its sections within the time (--where, --kind), or with periods of a few documents.
Source: Kleinberg (2003), Bursty and Hierarchical Structure in Streams, section 4.

   tifa bursts testdata/sample 改革开放 科学发展观 --every year`,
		Flags: t.flags(
			&cli.Float64Flag{Name: "s", Value: 2, Usage: "in a burst a term is in `S` times as many documents as on the whole", Destination: &opt.Scaling},
			&cli.Float64Flag{Name: "gamma", Value: 1, Usage: "going up costs `G` times ln(periods)", Destination: &opt.Gamma},
		),
		Action: func(c *cli.Context) error {
			return t.run(c, func(s *analysis.Selection, terms []analysis.Term, time analysis.TimeOptions) (*reports.Table, error) {
				opt.TimeOptions = time
				if c.IsSet("s") && opt.Scaling == 0 {
					return nil, usagef("--s 0: give a number above 1")
				}
				rows, err := analysis.Bursts(s, terms, opt)
				return reports.OfSlice(rows), err
			})
		},
	}
}
