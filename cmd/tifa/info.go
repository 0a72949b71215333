package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) infoCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	top := 0
	return &cli.Command{
		Name:      "info",
		Usage:     "say what a corpus holds",
		ArgsUsage: "SOURCE…",
		Description: `Documents, words, characters and dates, and for each field that --by knows the
number of its values and the most frequent ones.

   tifa info testdata/sample --top 3`,
		Flags: join([]cli.Flag{
			&cli.IntFlag{Name: "top", Value: 5, Usage: "show `N` values of each field at most", Destination: &top},
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("info", &out)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			rows, err := analysis.Info(s, top)
			if err != nil {
				return err
			}
			return out.finish(c, &in, s, reports.OfSlice(rows))
		},
	}
}
