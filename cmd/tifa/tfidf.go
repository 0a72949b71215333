package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) tfidfCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var words wordFlags
	var weight weightFlags
	var opt analysis.TFIDFOptions
	return &cli.Command{
		Name:      "tfidf",
		Usage:     "weigh words by how few documents or groups hold them",
		ArgsUsage: "SOURCE…",
		Description: `Without --by every document is a group of its own, named by its id. By default the weight
is count × log10(N/df), N groups of which df hold the word: a word that all groups hold
weighs 0, and with few groups nearly all words do.

   tifa tfidf testdata/sample --by year --top 3`,
		Flags: join([]cli.Flag{
			byFlag(&opt.By), depthFlag(&opt.Depth),
			&cli.IntFlag{Name: "top", Value: 10, Usage: "show `N` words of each group at most, 0 for all", Destination: &opt.Top},
		}, weight.flags(), words.flags("builtin"), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("tfidf", &out)
			if err != nil {
				return err
			}
			if err := checkBy(c, opt.By); err != nil {
				return err
			}
			if opt.Weighting, err = weight.weighting(); err != nil {
				return err
			}
			if opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			opt.Tags, opt.MinCount = words.tags(), words.minCount
			s, err := in.selection(c.Context, sources, opt.By)
			if err != nil {
				return err
			}
			rows, err := analysis.TFIDF(s, opt)
			if err != nil {
				return asUsage(err)
			}
			return out.finish(c, &in, s, reports.Of(rows), append(words.recorded, reports.Pair{Name: "weighting", Value: opt.Weighting.String()})...)
		},
	}
}
