package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) sectionsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var by cli.StringSlice
	var opt analysis.BreakdownOptions
	chart := chartFlags{p: p}
	return &cli.Command{
		Name:      "sections",
		Usage:     "break documents, words and terms down by section or any field",
		ArgsUsage: "CORPUS [TERM…]",
		Description: `Each group has its documents and words and, with terms, what each term has in it. (none) is
what has no value of the field, (other) what --top cut, (all) every document once.

   tifa sections testdata/sample 改革开放
   tifa sections testdata/sample --by class --depth 1
   tifa sections testdata/sample --by section --by year --chart sections.svg`,
		Flags: join([]cli.Flag{
			&cli.StringSliceFlag{Name: "by", Usage: "group by `FIELD` (default: section); given twice, two fields are crossed", Destination: &by},
			depthFlag(&opt.Depth),
			&cli.IntFlag{Name: "top", Usage: "keep the `N` groups (pairs, where two fields are crossed) with most documents, the rest is (other); 0 keeps all", Destination: &opt.Top},
			chart.kindFlag(),
		}, chart.flags(), terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := chart.check(&out); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("sections", &terms, false)
			if err != nil {
				return err
			}
			opt.Match, opt.By = m, by.Value()
			if len(opt.By) == 0 {
				opt.By = []string{"section"}
			}
			if err := checkBy(c, opt.By...); err != nil {
				return err
			}
			picture, err := chart.newSectionChart(opt.By, list)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, []string{source}, opt.By...)
			if err != nil {
				return err
			}
			rows, err := analysis.Breakdown(s, list, opt)
			if err != nil {
				return asUsage(err)
			}
			t := reports.Of(rows)
			chart.watch(t, picture.see, sectionColumns...)
			if len(opt.By) < 2 {
				t = t.Without("group2")
			}
			if len(list) == 0 {
				t = t.Without("term", "count", "count_string", "count_phrase", "phrase_share", "count_share", "per_million_words", "documents", "document_share")
			}
			if err := out.finish(c, &in, s, t); err != nil {
				return err
			}
			return picture.write(&chart, s, t)
		},
	}
}
