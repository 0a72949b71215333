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
		Description: `When did the share of documents with a term change for good? The periods are cut into segments of
one share each, so that Σ −2 ln L/φ + penalty·(segments−1) is least: PELT, which is exact, with L
the binomial likelihood of the documents of a segment. Documents come in campaigns, and a plain
likelihood finds a change in each; hence φ, the dispersion: the mean over successive periods of
(p1−p2)²/(p(1−p)(1/d1+1/d2)), at least 1. --dispersion 1 is the plain likelihood. The penalty is
2·ln(periods). start is where the new share begins; earliest to latest are the places at which
the likelihood falls by less than χ²(1, .95)/2, the segments beside held fast: a region, not a
confidence interval. documents, count_string and count_phrase are of the segment. Do not trust it for a term that rises slowly (it is cut into steps), for
seasons (tifa seasons) or where the paper changed its size within the time.
Source: Killick, Fearnhead, Eckley, Optimal Detection of Changepoints (2012).

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
