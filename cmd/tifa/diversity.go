package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const diversityHelp = `How varied are the words of the selection, or of each group or period?
Formula: N words, V different ones, fx that stand x times: ttr V/N, herdan_c ln V/ln N, yule_k 10,000 ·
(Σ fx·x² − N)/N² (less is more varied); mattr mean ttr of all windows of 100 words; mtld N / stretches,
each of which ends where its ttr is .72 or less, the rest of a document being (1 − ttr)/.28 of one,
mean of both directions; hd_d the ttr expected of 42 words drawn.
Variants: --by, --every, --periods; --window N. No window or stretch goes from one document to the
next; a document shorter than a window is one (short_documents).
Not to trust: ttr and herdan_c of longer and shorter texts side by side: they fall as a text grows
(mattr, mtld and hd_d hardly do); any of them for new words that the dictionary cuts to pieces.
Source: Herdan (1960); Yule (1944); Covington & McFall (2010) for mattr; McCarthy & Jarvis (2010) for
mtld, McCarthy & Jarvis (2007) for hd_d.

   tifa diversity testdata/sample --every decade`

func (p *program) diversityCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var opt analysis.DiversityOptions
	var every, periods string
	return &cli.Command{
		Name:        "diversity",
		Usage:       "measure how varied the words are",
		ArgsUsage:   "SOURCE…",
		Description: diversityHelp,
		Flags: join([]cli.Flag{
			byFlag(&opt.By), depthFlag(&opt.Depth),
			&cli.StringFlag{Name: "every", Usage: "a row for each period: `LENGTH` is day, week, month, quarter, year or decade", Destination: &every},
			&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &periods},
			&cli.IntFlag{Name: "window", Value: 100, Usage: "`WORDS` of a window of mattr", Destination: &opt.Window},
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("diversity", &out)
			if err != nil {
				return err
			}
			switch {
			case opt.By != "" && (every != "" || periods != ""), every != "" && periods != "":
				return usagef("--by, --every and --periods: give one of them")
			case opt.Window < 1:
				return usagef("--window %d: want 1 or more", opt.Window)
			}
			if err := checkBy(c, opt.By); err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources, opt.By)
			if err != nil {
				return err
			}
			if opt.Periods, err = somePeriods(s, every, periods); err != nil {
				return err
			}
			rows, err := analysis.Diversity(s, opt)
			if err != nil {
				return asUsage(err)
			}
			t := reports.OfSlice(rows)
			if opt.By == "" {
				t = t.Without("group")
			}
			if opt.Periods == nil {
				t = t.Without("period")
			}
			return out.finish(c, &in, s, t)
		},
	}
}
