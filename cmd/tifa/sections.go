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
		Description: `Where does a term stand: in which sections, genres, authors, classes or values of any other field?
Without terms: how documents and words are dealt out over them.
Formula: count_share count in the group / in the selection, per_million_words 1,000,000 · count /
words of the group, document_share documents with it / documents of the group; documents_share and
words_share are the group's part of the selection.
Variants: --by FIELD, twice for two fields crossed; --depth N for classes. (none) has no value of the
field, (other) is what --top cut, (all) is every document once.
Not to trust: count_share without words_share beside it: large groups hold more of everything; sums
over a field with several values: a document is in each of their groups, and shares add up to more
than 1; rates of small groups, which one speech can make (see documents).
Source: Biber, Conrad & Reppen (1998), Corpus Linguistics, on norming counts.

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
