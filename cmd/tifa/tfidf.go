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
		Description: `Which words mark a document, or a group of --by: those that it has often and few others have at
all? Without --by every document is a group of its own, named by its id.
Formula: tfidf = count · log10(N/df), N groups (those without words too), df of which hold the word.
Variants: --scheme sklearn: count · (ln((1+N)/(1+df)) + 1), norm L2; tidytext: count / words ·
ln(N/df), N groups with words; gensim: count · log2(N/df), norm L2; bm25: k1 1.2, b .75. --tf, --idf,
--norm and --base change a part of it. Norms and ranks are over all words, hidden ones too.
Not to trust: with few groups: a word that all groups hold weighs exactly 0 however its use differs,
and with few groups that is nearly all words (tifa keyness compares rates). Weights do not compare
across corpora, for N is another, nor between long and short texts without a norm.
Source: Spärck Jones (1972); Salton & Buckley (1988); Robertson & Zaragoza (2009) for bm25.

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
