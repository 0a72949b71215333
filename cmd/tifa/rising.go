package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const risingHelp = `Which words and formulations rose, or are new, from the reference to the target: what changed after
a congress? Candidates: the target's words of two characters and more, and what tifa phrases finds in it.
Formula: a of n1 documents of the target hold it, b of n2 of the reference: share_ratio =
((a+½)/(n1+½)) / ((b+½)/(n2+½)); low, high = share_ratio · exp(∓ 1.96 · √(1/(a+½) − 1/(n1+½) + 1/(b+½) −
1/(n2+½))). Rows come by low, so that rare words do not crowd the top. g2, p_g2, q_g2 are of documents.
Variants: --reference, else the documents of as many days before the target as it spans; --sort;
--min-documents, and --min-count, --min-entropy and so on of phrases: where nothing passes, no rows.
Not to trust: where the two differ in length or kind of documents (--kind article, tifa sections), or
texts were printed again (--once); new and days_before beyond the selection: a first use may be older.
Source: Katz et al. (1978) and Walter (1975) for the ratio; Dunning (1993); Benjamini & Hochberg (1995).

   tifa rising testdata/sample --target 'year >= 2003 and year <= 2010' --top 10`

func (p *program) risingCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	f := &keynessFlags{p: p, in: &in}
	var opt analysis.RisingOptions
	var order string
	return &cli.Command{
		Name:        "rising",
		Usage:       "find the words and formulations that rose or are new",
		ArgsUsage:   "SOURCE…",
		Description: risingHelp,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "target", Usage: `documents for which ` + "`EXPR`" + ` holds, written as in --where: date >= "2012-11"`, Destination: &f.target},
			&cli.StringFlag{Name: "reference", Usage: "compare with the documents for which `EXPR` holds (default: as many days before the target as it spans)", Destination: &f.reference},
			&cli.IntFlag{Name: "min-documents", Value: 3, Usage: "leave out what fewer than `N` documents of the target hold", Destination: &opt.MinDocuments},
			&cli.IntFlag{Name: "min-count", Value: 10, Usage: "phrases: leave out those with fewer than `N` occurrences in the target", Destination: &opt.Phrases.MinCount},
			&cli.IntFlag{Name: "min-length", Value: 4, Usage: "phrases: leave out those of fewer than `N` characters", Destination: &opt.Phrases.MinLength},
			&cli.IntFlag{Name: "max-length", Value: 24, Usage: "phrases: leave out those of more than `N` characters", Destination: &opt.Phrases.MaxLength},
			&cli.Float64Flag{Name: "min-entropy", Value: 1.5, Usage: "phrases: leave out those whose neighbours on a side have an entropy below `H` nats", Destination: &opt.Phrases.MinEntropy},
			&cli.Float64Flag{Name: "min-cohesion", Value: 4, Usage: "phrases: leave out those that can be split where ln(p/(p_l·p_r)) is below `X`", Destination: &opt.Phrases.MinCohesion},
			&cli.StringFlag{Name: "stopwords", Value: "builtin", Usage: "hide the words of `LIST`: builtin, none, or a file with a word a line", Destination: &f.words.stopwords},
			&cli.StringSliceFlag{Name: "pos", Usage: "show words of these parts of speech only, and no phrases: `TAGS` as in n,v,nr", Destination: &f.words.pos},
			&cli.IntFlag{Name: "top", Usage: "show `N` rows at most, 0 for all (default: 50 in text, else all)", Destination: &opt.Top},
			sortFlag(&order, "low", analysis.RisingColumns()),
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("rising", &out)
			if err != nil {
				return err
			}
			if f.target == "" {
				return usagef(`rising needs --target EXPR, as in: tifa rising CORPUS --target 'date >= "2012-11"'`)
			}
			if opt.Sort, opt.Ascending, err = parseSort(order, analysis.RisingColumns()); err != nil {
				return err
			}
			if err := f.risingOptions(&opt); err != nil {
				return err
			}
			if err := topInText(c, &out); err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			target, reference, err := f.risingSides(s)
			if err != nil {
				return err
			}
			s.Notes = append(s.Notes, sideNote("target", target), sideNote("reference", reference))
			rows, err := analysis.Rising(s, target, reference, opt)
			if err != nil {
				return err
			}
			return out.finish(c, &in, s, reports.Of(rows), f.words.recorded...)
		},
	}
}

// risingOptions fills in what the flags say of words and phrases; thresholds
// that have no flag are those of phrases.
func (f *keynessFlags) risingOptions(opt *analysis.RisingOptions) (err error) {
	if opt.Hide, err = f.words.hidden(); err != nil {
		return err
	}
	opt.Tags = f.words.tags()
	if opt.Known, err = f.in.segmentation.known(); err != nil {
		return err
	}
	opt.Phrases.Fold, opt.Phrases.MinPhraseShare = .8, .3
	return asUsage(opt.Phrases.Check())
}

// risingSides returns the target and what it is compared with.
func (f *keynessFlags) risingSides(s *analysis.Selection) (target, reference *analysis.Selection, err error) {
	if target, err = holding(s, "target", f.target); err != nil {
		return nil, nil, err
	}
	if f.reference == "" {
		reference, err = s.Before(target)
		return target, reference, asUsage(err)
	}
	if reference, err = holding(s, "reference", f.reference); err == nil {
		err = asUsage(analysis.Apart(target, reference))
	}
	return target, reference, err
}
