package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) changesCommand() *cli.Command {
	t := newTimeCommand(p)
	var opt analysis.ChangesOptions
	return &cli.Command{
		Name:      "changes",
		Usage:     "find the points at which the use of terms changed",
		ArgsUsage: "CORPUS TERM…",
		Description: `When did the share of documents with a term change for good? Time is cut into segments of one share.
Formula: Σ −2 ln L/φ + penalty · (segments − 1) is least, exactly (PELT), L the binomial likelihood of
a segment's documents. φ (dispersion): documents come in campaigns, and without it each is a change;
the mean over successive periods of (p1−p2)²/(p(1−p)(1/d1+1/d2)), at least 1. start is where the new
share begins, counts are of its segment; from earliest to latest ln L/φ falls by χ²(1, .95)/2 at
most, the segments beside held fast. g2 is between a segment and the one before, by φ.
Variants: --penalty (2·ln(periods)); --dispersion 1 is the plain likelihood; --every, --periods.
Not to trust: for a term that rises slowly (it is cut into steps), for seasons (tifa seasons), for a
paper that changed its size; earliest to latest as a confidence interval, which it is not.
Source: Killick, Fearnhead & Eckley (2012); von Neumann (1941) and Wedderburn (1974) for φ.

   tifa changes testdata/sample 改革开放 --every year`,
		Flags: t.flags(
			&cli.Float64Flag{Name: "penalty", Usage: "a change point costs `P` (default: 2·ln(periods))", Destination: &opt.Penalty},
			&cli.Float64Flag{Name: "dispersion", Usage: "take `PHI` for the dispersion instead of estimating it; 1 is the binomial likelihood", Destination: &opt.Dispersion},
		),
		Action: func(c *cli.Context) error {
			for _, name := range []string{"penalty", "dispersion"} {
				if c.IsSet(name) && !(c.Float64(name) > 0) {
					return usagef("--%s %g: give a number above 0", name, c.Float64(name))
				}
			}
			return t.run(c, func(s *analysis.Selection, terms []analysis.Term, time analysis.TimeOptions) (*reports.Table, error) {
				opt.TimeOptions = time
				rows, err := analysis.Changes(s, terms, opt)
				return reports.OfSlice(rows), err
			})
		},
	}
}
