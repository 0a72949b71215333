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
		Description: `When was a term in far more documents than usual, and how strongly? Kleinberg's automaton of
two states: with r of the d documents of a period, R of all D, a document holds the term with
p0 = R/D or, in a burst, with p1 = s·p0. A period costs −ln C(d,r)·pʳ(1−p)^(d−r), going up costs
γ·ln(periods), coming down nothing; the states are those of least cost (exact Viterbi). weight
is what the burst saves, in nats: it orders bursts of one corpus. documents, count_string and
count_phrase are of the burst. Periods without documents are left out, the state carries through. A higher --gamma asks for more, a higher --s for steeper.
Do not trust it for a term in most documents (s·p0 ≥ 1 has no value), for a paper that changed
its size or its sections within the time (--where, --kind), or for periods of a few documents.
Source: Kleinberg, Bursty and Hierarchical Structure in Streams (2003), section 4.

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
