package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
	"tifa/segment/lexicon"
)

// phraseFlags are the flags of phrases.
type phraseFlags struct {
	opt                       analysis.PhraseOptions
	before, sort, every, file string
	accept, toLexicon         string
	stopwords                 string
	top                       int
	unknown                   bool
}

func (f *phraseFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "min-count", Value: 10, Usage: "leave out phrases with fewer than `N` occurrences", Destination: &f.opt.MinCount},
		&cli.IntFlag{Name: "min-length", Value: 4, Usage: "leave out phrases of fewer than `N` characters (2 or more)", Destination: &f.opt.MinLength},
		&cli.IntFlag{Name: "max-length", Value: 24, Usage: "leave out phrases of more than `N` characters (100 at most)", Destination: &f.opt.MaxLength},
		&cli.Float64Flag{Name: "min-entropy", Value: 1.5, Usage: "leave out phrases whose neighbours on the left or the right have an entropy below `H` nats", Destination: &f.opt.MinEntropy},
		&cli.Float64Flag{Name: "min-cohesion", Value: 4, Usage: "leave out phrases that can be split where ln(p/(p_l·p_r)) is below `X`", Destination: &f.opt.MinCohesion},
		&cli.Float64Flag{Name: "fold", Value: .8, Usage: "drop a phrase if a longer one that holds it has `SHARE` of its count or more; 0 drops none", Destination: &f.opt.Fold},
		&cli.Float64Flag{Name: "min-phrase-share", Value: .3, Usage: "leave out phrases that begin and end at a word cut in less than `SHARE` of their places", Destination: &f.opt.MinPhraseShare},
		&cli.BoolFlag{Name: "numbers", Usage: "keep phrases that begin with a digit (2020年, 5G基站) or mostly stand behind one (个百分点)", Destination: &f.opt.Numbers},
		&cli.StringFlag{Name: "stopwords", Value: "none", Usage: "leave out phrases that begin or end with a word of `LIST`: builtin, none, or a file with a word a line", Destination: &f.stopwords},
		&cli.StringFlag{Name: "across", Usage: "let the `MARKS` stand inside of phrases: --across 、 finds 不忘初心、牢记使命", Destination: &f.opt.Across},
		&cli.StringFlag{Name: "before", Usage: "compare what stands before `DATE` with what stands from it on", Destination: &f.before},
		&cli.BoolFlag{Name: "unknown", Usage: "leave out phrases of the lexicon (--dict adds to it)", Destination: &f.unknown},
		&cli.StringFlag{Name: "sort", Usage: "order by `WHAT`: count, ratio, length, first (default: count, with --before ratio)", Destination: &f.sort},
		&cli.IntFlag{Name: "top", Usage: "show `N` phrases at most, 0 for all (default: 50 in text, else all)", Destination: &f.top},
		&cli.StringFlag{Name: "accept", Usage: "show the phrases of `FILE` only, one a line", Destination: &f.accept},
		&cli.StringFlag{Name: "to-lexicon", Usage: "write the phrases that are shown to `FILE`, which --dict reads", Destination: &f.toLexicon},
		&cli.StringFlag{Name: "every", Usage: "count the phrases that are shown by period: a row for each, of `LENGTH` day, week, month, quarter, year or decade", Destination: &f.every},
	}
}

func (p *program) phrasesCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var f phraseFlags
	return &cli.Command{
		Name:      "phrases",
		Usage:     "find formulations of any length",
		ArgsUsage: "SOURCE…",
		Description: `TODO

   tifa phrases testdata/sample --min-count 5 --top 9`,
		Flags: join(f.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("phrases", &out)
			if err != nil {
				return err
			}
			if f.opt.Before, err = dateFlag("before", f.before); err != nil {
				return err
			}
			if err := f.opt.Check(); err != nil {
				return asUsage(err)
			}
			if f.sort == "" {
				f.sort = "count"
				if f.before != "" {
					f.sort = "ratio"
				}
			}
			words := wordFlags{stopwords: f.stopwords}
			if f.opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			if f.opt.Known, err = in.segmentation.known(); err != nil {
				return err
			}
			if !c.IsSet("top") && out.isText() {
				f.top = textRows
				if err := c.Set("top", strconv.Itoa(textRows)); err != nil {
					return err
				}
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			phrases, err := analysis.FindPhrases(s, f.opt)
			if err != nil {
				return err
			}
			rows := phrases.Rows()
			if err := analysis.SortPhrases(rows, f.sort); err != nil {
				return err
			}
			if f.top > 0 {
				rows = rows[:min(f.top, len(rows))]
			}
			t := reports.OfSlice(rows)
			if f.before == "" {
				t = t.Without("count_before", "count_after", "ratio", "new")
			}
			return out.finish(c, &in, s, t, words.recorded...)
		},
	}
}

// known returns the terms that in_lexicon tells of: those of the lexicon and of
// --dict.
func (f *segmentationFlags) known() (map[string]bool, error) {
	opt, err := f.options()
	if err != nil {
		return nil, err
	}
	terms := opt.Lexicon
	if terms == nil && !opt.NoLexicon {
		terms = lexicon.Builtin()
	}
	known := make(map[string]bool, len(terms))
	for _, t := range terms {
		known[t.Text] = true
	}
	for _, w := range opt.Words {
		known[w.Text] = true
	}
	return known, nil
}
