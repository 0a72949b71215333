package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const diversityHelp = `How varied the words are, of the selection, or of each group or period. N words, V of them
different: ttr V/N, herdan_c ln V/ln N, yule_k 1e4(Σ fx·x²−N)/N² with fx words standing x times
(less is more varied), mattr the mean ttr of windows of 100 words, mtld the words it takes until
the ttr has fallen to .72 (mean of both directions), hd_d the ttr expected of 42 words drawn.

ttr and herdan_c fall with the length of a text: compare them for texts of one length only.
mattr, mtld and hd_d hardly depend on it. No window and no stretch goes from one document to the
next; a document shorter than a window counts as one (short_documents). The words are those of
the dictionary: what it does not know falls to pieces, which are few and frequent.
Sources: Yule 1944, Herdan 1960, McCarthy & Jarvis 2007 and 2010, Covington & McFall 2010.

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
