package main

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// kwicRows is how many rows a concordance shows for reading where --top is not
// given.
const kwicRows = 100

// kwicFlags are those of kwic alone.
type kwicFlags struct {
	context string
	by      cli.StringSlice
	codes   cli.StringSlice
	inOne   bool // left, match and right are shown in one column
}

func (p *program) kwicCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var f kwicFlags
	var opt analysis.KwicOptions
	return &cli.Command{
		Name:        "kwic",
		Usage:       "show every occurrence of a term in its context (a concordance)",
		ArgsUsage:   "CORPUS TERM…",
		Description: kwicDescription,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "context", Value: "30", Usage: "show `HOW` much on either side: a number of characters (30), of words (10w), sentence, or paragraph; characters and words go on over line ends (↵ in text)", Destination: &f.context},
			&cli.StringFlag{Name: "sort", Value: "date", Usage: "sort by `ORDER`: date, left or right (the 20 characters beside the hit, read away from it), match, all by code point, or random", Destination: &opt.Sort},
			&cli.IntFlag{Name: "sample", Usage: "draw `N` hits at random, without replacement", Destination: &opt.Sample},
			&cli.StringSliceFlag{Name: "by", Usage: "draw N hits for each value of `FIELD` (year, section … or term); given twice, for each pair", Destination: &f.by},
			&cli.Int64Flag{Name: "seed", Value: 1, Usage: "`SEED` of the sample and of --sort random", Destination: &opt.Seed},
			&cli.IntFlag{Name: "per-document", Usage: "show `N` hits of a document at most: the first ones or, with --sample, some drawn at random", Destination: &opt.PerDocument},
			&cli.IntFlag{Name: "top", Usage: "show `N` rows at most, 0 for all (default: 100 in text, else all)", Destination: &opt.Top},
			&cli.StringSliceFlag{Name: "codes", Usage: "add empty columns for coding by hand, `relevant,stance`; tifa codes reads them", Destination: &f.codes},
		}, terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := f.options(c, &out, &opt); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("kwic", &terms, true)
			if err != nil {
				return err
			}
			opt.Match = m
			s, err := in.selection(c.Context, []string{source})
			if err != nil {
				return err
			}
			rows, err := analysis.Kwic(s, list, opt)
			if err != nil {
				return asUsage(err)
			}
			if f.inOne = out.isText() && out.columns == "" && opt.Context.Unit >= analysis.Sentence; f.inOne {
				rows = inOneColumn(rows)
			}
			t := f.table(reports.Of(rows), &out, len(list) > 1, len(opt.By) > 0)
			return out.finish(c, &in, s, t)
		},
	}
}

const kwicDescription = `In which contexts does a term stand? A row a hit, the same hits that trend, sections and docs count.
Formula: left and right are --context characters, words (10w), the sentence or the paragraph, not
beyond the zone. hit_id is ID#ZONE:OFFSET, the document, its zone and the characters before the hit:
the same however texts are cut, and whatever is asked for besides (tifa help hit_id).
Variants: --sort; --sample N draws the hits with the smallest SHA-256 of seed, hit_id and term, the
same whatever else is in the corpus; with --by so many of each stratum: population is its hits,
weight how many of them a row stands for. --codes adds empty columns, which tifa codes reads.
Text shows hit_id, left, match and right; --columns and other formats have the rest.
Not to trust: the first page of a long concordance as the whole (--sample, --sort random); counts
of a stratified sample without its weight; your own codes, till a second coder agrees (tifa codes).
Source: Luhn (1960) for concordances; Cochran (1977), chapter 5, for stratified samples.

   tifa kwic testdata/sample 改革开放 --sort right --top 10
   tifa kwic testdata/sample 社会主义 --sample 2 --by decade --format csv
   tifa kwic testdata/sample 改革 --near 农村:10 --context sentence --codes relevant,stance -o coder1.csv`

// options reads what the flags of kwic ask for.
func (f *kwicFlags) options(c *cli.Context, out *outputFlags, opt *analysis.KwicOptions) error {
	var err error
	if opt.Context, err = analysis.ParseContext(f.context); err != nil {
		return asUsage(err)
	}
	if !slices.Contains(analysis.KwicSorts, opt.Sort) {
		return usagef("unknown --sort %q (have %s)", opt.Sort, strings.Join(analysis.KwicSorts, ", "))
	}
	opt.By = f.by.Value()
	if err := checkBy(c, opt.By...); err != nil {
		return err
	}
	switch {
	case len(opt.By) > 0 && opt.Sample == 0:
		return usagef("--by gives the strata of a sample: give --sample N with it")
	case c.IsSet("seed") && opt.Sample == 0 && opt.Sort != "random":
		return usagef("--seed is that of a sample: give --sample N with it")
	}
	if !c.IsSet("top") && out.isText() {
		if err := c.Set("top", strconv.Itoa(kwicRows)); err != nil {
			return err
		}
	}
	if out.lang != "en" && len(f.codes.Value()) > 0 {
		return usagef("--codes: tifa codes reads columns by their English names; leave out --lang")
	}
	return f.checkCodes()
}

// checkCodes rejects codes that would stand below one name with another column.
func (f *kwicFlags) checkCodes() error {
	codes := splitList(f.codes.Value())
	for i, name := range codes {
		if slices.Contains(analysis.KwicColumns, name) || name == analysis.CoderColumn {
			return usagef("--codes: %s is a column of the table already; name the code otherwise", name)
		}
		if slices.Contains(codes[:i], name) {
			return usagef("--codes: %s is given twice", name)
		}
	}
	return nil
}

// table leaves out the columns that were not asked for and adds those of codes.
func (f *kwicFlags) table(t *reports.Table, out *outputFlags, terms, strata bool) *reports.Table {
	if !terms {
		t = t.Without("term")
	}
	if !strata {
		t = t.Without("stratum", "population", "weight")
	}
	if out.isText() {
		for _, name := range []string{"left", "match", "right"} {
			t = t.Map(name, lineEnds.Replace)
		}
		if out.columns == "" {
			t = t.Without("id", "date", "page", "section", "genre", "title", "zone", "part")
		}
		if f.inOne {
			t = t.Without("left", "right")
		}
	}
	codes := splitList(f.codes.Value())
	if len(codes) == 0 {
		return t
	}
	t = t.With(codes...)
	t.Notes = append(t.Notes, fmt.Sprintf("for coding: fill in %s, in a file for each coder; tifa codes FILE… joins them by hit_id%s, counts the codes and compares the coders",
		strings.Join(codes, ", "), map[bool]string{true: " and term"}[terms]))
	return t
}

// inOneColumn puts the context around the match, which gets brackets: columns of
// sentences and paragraphs would be as wide as the longest of them.
func inOneColumn(rows iter.Seq2[analysis.KwicRow, error]) iter.Seq2[analysis.KwicRow, error] {
	return func(yield func(analysis.KwicRow, error) bool) {
		for row, err := range rows {
			row.Match = row.Left + "【" + row.Match + "】" + row.Right
			if !yield(row, err) {
				return
			}
		}
	}
}

// lineEnds shows where a line of the text ends on a line of a table.
var lineEnds = strings.NewReplacer("\n", "↵")
