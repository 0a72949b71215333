package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// keynessFlags say what is compared with what.
type keynessFlags struct {
	p                            *program
	in                           *inputFlags
	target, reference, elsewhere string
	by, every, periods, against  string
	n, unit                      string
	depth                        int
	words                        wordFlags
	terms                        termFlags
	opt                          analysis.KeynessOptions
	sort                         string
	recorded                     []reports.Pair
	list                         []analysis.Term
	match                        analysis.Match
}

const keynessHelp = `Which words stand more often in one set of documents, the target, than in another, or less often?
Formula: counts a and b, words N1 and N2: g2 2·Σ O·ln(O/E) and chi2 Σ (O−E)²/E over the cells a, b,
N1−a, N2−b, with the sign of a − E; log_ratio log2 of a/N1 by b/N2, 0 taken as ½; log_odds_z with
a prior (--alpha0). p_mw: Mann–Whitney of the rates of n1 and n2 documents, z = (|U − n1·n2/2| − ½)/σ,
½ for continuity, σ corrected for ties. q is p by Benjamini–Hochberg.
Variants: the reference is --reference, another corpus, or else the rest; with --by or --every each
group or period is the target in turn. Terms (with two counts a side), or n-grams with --n 2-4, instead
of words. --variants adds Williams', Yates', two cells and others (tifa help COLUMN on each).
Not to trust: p_g2 of a large corpus, nearly always tiny: words come in clumps, not one by one. One
long speech makes no keyword: see p_mw, documents and dp. log_ratio of rare words.
Source: Dunning (1993); Hardie (2014); Monroe, Colaresi & Quinn (2008); Mann & Whitney (1947) and
Lehmann (1975); Gries (2008) for dp; Benjamini & Hochberg (1995).

   tifa keyness testdata/sample --target 'year >= 2000' --top 10
   tifa keyness testdata/sample --every decade --top 5
   tifa keyness testdata/sample --target 'year >= 2000' --chart keyness.svg`

func (p *program) keynessCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	f := &keynessFlags{p: p, in: &in}
	chart := chartFlags{p: p}
	return &cli.Command{
		Name:        "keyness",
		Usage:       "find the words that tell one set of documents from another",
		ArgsUsage:   "CORPUS [TERM…]",
		Description: keynessHelp,
		Flags:       join(f.flags(), chart.flags(), f.words.flags("builtin"), f.terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := f.check(c, &out); err != nil {
				return err
			}
			if err := chart.check(&out); err != nil {
				return err
			}
			if err := chart.checkKeyness(f); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("keyness", &f.terms, false)
			if err != nil {
				return err
			}
			f.list, f.match = list, m
			s, err := in.selection(c.Context, []string{source}, f.by)
			if err != nil {
				return err
			}
			top := f.opt.Top
			if chart.file != "" {
				f.opt.Top = 0 // it shows both ends
			}
			rows, err := f.rows(c.Context, s)
			if err != nil {
				return err
			}
			var bars keyBars
			table := reports.Of(rows)
			if out.columns == "" || strings.Contains(out.columns, "_mw") {
				noteTied(table)
			}
			chart.watch(table, bars.see, "word", f.opt.Sort)
			table = f.table(table)
			chart.cut(table, top)
			if err := out.finish(c, &in, s, table, append(f.words.recorded, f.recorded...)...); err != nil {
				return err
			}
			return bars.write(&chart, f, table)
		},
	}
}

func (f *keynessFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "target", Usage: `documents for which ` + "`EXPR`" + ` holds, written as in --where: year >= 2012`, Destination: &f.target},
		&cli.StringFlag{Name: "reference", Usage: "compare with the documents for which `EXPR` holds (default: all that are not in the target)", Destination: &f.reference},
		&cli.StringFlag{Name: "reference-corpus", Usage: "compare with the documents of another `CORPUS`, to which the filters apply too", Destination: &f.elsewhere},
		&cli.StringFlag{Name: "by", Usage: "compare each group of `FIELD` with all others", Destination: &f.by}, depthFlag(&f.depth),
		&cli.StringFlag{Name: "every", Usage: "compare each period with all others: `LENGTH` is day, week, month, quarter, year or decade", Destination: &f.every},
		&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &f.periods},
		&cli.StringFlag{Name: "against", Value: "rest", Usage: "with --by, --every, --periods: compare with `WHAT`, rest or before (the group or period before)", Destination: &f.against},
		&cli.StringFlag{Name: "n", Usage: "compare n-grams of `N` units, or of a range (2-4), instead of words; those that stand once are left out", Destination: &f.n},
		&cli.StringFlag{Name: "unit", Value: "word", Usage: "with --n: n-grams of `UNIT`, word or character", Destination: &f.unit},
		&cli.IntFlag{Name: "top", Usage: "show `N` rows of each comparison at most, 0 for all (default: 50 in text, else all)", Destination: &f.opt.Top},
		sortFlag(&f.sort, "g2", analysis.KeynessColumns()),
		&cli.Float64Flag{Name: "alpha0", Usage: "weight of the prior of log_odds in `WORDS` (default: as many as both sets have)", Destination: &f.opt.Alpha0},
		&cli.Float64Flag{Name: "lambda", Usage: "add `N` to both rates per million words in simple_maths (default: 1)", Destination: &f.opt.Lambda},
		&cli.BoolFlag{Name: "variants", Usage: "add g2_williams, g2_yates, g2_two_cell, chi2_williams, chi2_yates, simple_maths and log_ratio_conservative", Destination: &f.opt.Variants},
	}
}

// check rejects flags that contradict each other, and reads those that need no
// corpus.
func (f *keynessFlags) check(c *cli.Context, out *outputFlags) error {
	each := f.by != "" || f.every != "" || f.periods != ""
	switch {
	case f.every != "" && f.periods != "", f.by != "" && (f.every != "" || f.periods != ""):
		return usagef("--by, --every and --periods: give one of them")
	case each && (f.target != "" || f.reference != "" || f.elsewhere != ""):
		return usagef("--by, --every and --periods compare groups with each other: leave out --target and --reference")
	case c.IsSet("against") && !each:
		return usagef("--against goes with --by, --every or --periods")
	case f.against != "rest" && f.against != "before":
		return usagef("--against %q: want rest or before", f.against)
	case f.reference != "" && f.elsewhere != "":
		return usagef("--reference and --reference-corpus: give one of the two")
	case !each && f.target == "" && f.elsewhere == "":
		return usagef(`keyness needs --target EXPR, --reference-corpus CORPUS, --by FIELD or --every LENGTH, as in: tifa keyness CORPUS --target 'year >= 2012'`)
	case f.opt.Alpha0 < 0 || f.opt.Lambda < 0:
		return usagef("--alpha0 and --lambda are 0 or more")
	}
	if err := checkBy(c, f.by); err != nil {
		return err
	}
	var err error
	if err = f.ngrams(c); err != nil {
		return err
	}
	if f.opt.Sort, f.opt.Ascending, err = parseSort(f.sort, analysis.KeynessColumns()); err != nil {
		return err
	}
	if f.opt.Hide, err = f.words.hidden(); err != nil {
		return err
	}
	f.opt.Tags, f.opt.MinCount = f.words.tags(), f.words.minCount
	// what rows are ordered by, or what is asked for by name, is to be seen
	f.opt.Variants = f.opt.Variants || slices.ContainsFunc(keynessVariants, func(name string) bool {
		return name == f.opt.Sort || slices.Contains(strings.Split(out.columns, ","), name)
	})
	return topInText(c, out)
}

// ngrams reads --n and --unit.
func (f *keynessFlags) ngrams(c *cli.Context) (err error) {
	if f.n == "" {
		if c.IsSet("unit") {
			return usagef("--unit goes with --n")
		}
		return nil
	}
	opt := new(analysis.NgramOptions)
	if opt.Unit, err = analysis.ParseUnit(f.unit); err != nil {
		return asUsage(err)
	}
	if opt.Min, opt.Max, err = parseLengths(f.n); err != nil {
		return err
	}
	f.opt.Ngrams = opt
	return asUsage(opt.Check())
}

// rows makes the comparisons.
func (f *keynessFlags) rows(ctx context.Context, s *analysis.Selection) (iter.Seq2[analysis.KeynessRow, error], error) {
	if len(f.list) > 0 && f.opt.Ngrams != nil {
		return nil, usagef("--n compares n-grams: leave out the terms")
	}
	if len(f.list) > 0 { // stop words and tags are of words
		f.opt.Hide, f.opt.Tags = nil, nil
	}
	before := f.against == "before"
	if f.by != "" {
		g, err := analysis.GroupBy(s, []string{f.by}, f.depth)
		if err != nil {
			return nil, asUsage(err)
		}
		return analysis.KeynessGroups(s, g.Groups, before, f.list, f.match, f.opt)
	}
	periods, err := somePeriods(s, f.every, f.periods)
	if err != nil {
		return nil, err
	}
	if periods != nil {
		analysis.NoteNoData(s, periods)
		return analysis.KeynessPeriods(s, periods, before, f.list, f.match, f.opt)
	}
	target, reference, err := f.sides(ctx, s)
	if err != nil {
		return nil, err
	}
	s.Notes = append(s.Notes, sideNote("target", target), sideNote("reference", reference))
	var rows iter.Seq2[analysis.KeynessRow, error]
	if len(f.list) > 0 {
		rows, err = analysis.KeynessTerms(target, reference, f.list, f.match, f.opt)
	} else {
		rows, err = analysis.Keyness(target, reference, f.opt)
	}
	if target != s {
		s.Notes = append(s.Notes, target.Notes...)
	}
	return rows, err
}

// noteTied adds a note where a test by document has no value.
func noteTied(t *reports.Table) {
	rows, p := t.Rows, slices.IndexFunc(t.Columns, func(c reports.Column) bool { return c.Name == "p_mw" })
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		tied := 0
		for row, err := range rows {
			if err == nil && row[p].IsEmpty() {
				tied++
			}
			if !yield(row, err) {
				return
			}
		}
		if tied > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("rows without p_mw and q_mw: %d, where all documents have the same rate", tied))
		}
	}
}

func sideNote(name string, s *analysis.Selection) string {
	words, _ := s.Size(s.Docs)
	return fmt.Sprintf("%s: %d documents, %d words", name, len(s.Docs), words)
}

// sides returns the target and the reference.
func (f *keynessFlags) sides(ctx context.Context, s *analysis.Selection) (target, reference *analysis.Selection, err error) {
	target = s
	if f.target != "" {
		if target, err = holding(s, "target", f.target); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case f.elsewhere != "":
		reference, err = f.otherCorpus(ctx, s)
	case f.reference != "":
		if reference, err = holding(s, "reference", f.reference); err == nil {
			err = asUsage(analysis.Apart(target, reference))
		}
	default:
		reference = s.Rest(target)
	}
	return target, reference, err
}

// holding returns the documents of a selection for which the expression of a flag
// holds.
func holding(s *analysis.Selection, flag, expr string) (*analysis.Selection, error) {
	condition, err := analysis.ParseCondition(expr)
	if err != nil {
		return nil, usagef("--%s: %s", flag, strings.TrimPrefix(err.Error(), "--where "))
	}
	part, err := s.Where(condition)
	var nothing *analysis.NothingError
	if errors.As(err, &nothing) {
		return nil, fmt.Errorf("--%s: %w", flag, err)
	}
	if err != nil {
		return nil, usagef("--%s: %s", flag, strings.TrimPrefix(err.Error(), "--where "))
	}
	return part, nil
}

// otherCorpus reads the corpus of --reference-corpus as the first was read.
func (f *keynessFlags) otherCorpus(ctx context.Context, s *analysis.Selection) (*analysis.Selection, error) {
	in := *f.in
	in.also, in.problems = cli.StringSlice{}, nil
	reference, err := in.selection(ctx, []string{f.elsewhere})
	if err != nil {
		return nil, fmt.Errorf("--reference-corpus: %w", err)
	}
	for _, note := range reference.Notes {
		s.Notes = append(s.Notes, "reference: "+note)
	}
	here, there := s.Corpus.Identity(), reference.Corpus.Identity()
	if here.Segmentation != there.Segmentation {
		s.Notes = append(s.Notes, "the reference was cut into words in another way: counts of words do not compare where cuts differ")
	}
	f.recorded = []reports.Pair{
		{Name: "reference-identity", Value: there.Content.String()}, {Name: "reference-segmentation", Value: there.Segmentation},
	}
	return reference, nil
}

// keynessVariants are the columns that --variants adds.
var keynessVariants = []string{"g2_williams", "g2_yates", "g2_two_cell", "chi2_williams", "chi2_yates", "simple_maths", "log_ratio_conservative"}

// table leaves out the columns that were not asked for.
func (f *keynessFlags) table(t *reports.Table) *reports.Table {
	if f.by == "" {
		t = t.Without("group")
	}
	if f.every == "" && f.periods == "" {
		t = t.Without("period", "period_start")
	}
	if len(f.list) == 0 {
		t = t.Without("count_string_target", "count_phrase_target", "phrase_share_target", "count_string_reference", "count_phrase_reference", "phrase_share_reference")
	}
	if !f.opt.Variants {
		t = t.Without(keynessVariants...)
	}
	return t
}
