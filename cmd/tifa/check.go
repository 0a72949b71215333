package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/reports"
)

// A problemRow is a problem as check lists it.
type problemRow struct {
	File    string      `col:"file"`
	Line    optionalInt `col:"line"`
	Record  optionalInt `col:"record"`
	Problem string      `col:"problem"`
	Message string      `col:"message"`
}

// An optionalInt is a number, or nothing where it is 0.
type optionalInt int

func (n optionalInt) Get() (int, bool) { return int(n), n != 0 }

// checkOptions are those of check alone.
type checkOptions struct {
	summary, coverage, detail bool
	max                       int
}

func (p *program) checkCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var f checkOptions
	chart := chartFlags{p: p}
	return &cli.Command{
		Name:      "check",
		Usage:     "list what is odd in the input, or missing from it",
		ArgsUsage: "SOURCE…",
		Description: `Decodes the sources and lists what is odd in them, with file and line; totals go to standard
error. With --strict the first problem is an error. tifa help problems explains the kinds.
With --coverage it says, year by year, which days, issues, pages and items there are and
which are missing; with --detail it lists every gap.

   tifa check testdata/sample
   tifa check testdata/sample --coverage --chart days.svg`,
		Flags: join([]cli.Flag{
			&cli.BoolFlag{Name: "summary", Usage: "count the kinds of problem, with an example each", Destination: &f.summary},
			&cli.IntFlag{Name: "max-problems", Usage: "list `N` problems of each kind at most, 0 for all; totals count all", Destination: &f.max},
			&cli.BoolFlag{Name: "coverage", Usage: "say what the corpus has and lacks, year by year", Destination: &f.coverage},
			&cli.BoolFlag{Name: "detail", Usage: "with --coverage, list every gap", Destination: &f.detail},
		}, chart.flags(), in.sourceFlags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("check", &out)
			if err != nil {
				return err
			}
			if f.detail && !f.coverage {
				return usagef("--detail goes with --coverage")
			}
			if err := chart.checkCoverage(f); err != nil {
				return err
			}
			if err := chart.check(&out); err != nil {
				return err
			}
			k, err := newChecker(&in, sources, f)
			if err != nil {
				return err
			}
			t, err := k.table(c.Context)
			if err != nil {
				return err
			}
			t.Name, t.Manifest = "check", p.origin(c) // of the sources as they are: no corpus is made of them
			t.Manifest.Parameters = parameters(c)
			if err := out.write(t); err != nil {
				return err
			}
			k.totals(p)
			return chart.writeCoverage(k.covered, t)
		},
	}
}

// A checker reads files and keeps account of what it finds.
type checker struct {
	checkOptions
	strict     bool
	files      []corpus.File
	problems   []*corpus.Problem // of the sources themselves
	opt        corpus.DecodeOptions
	paper      string
	found      map[corpus.Code]*summaryRow
	kinds      corpus.KindRules
	documents  int
	duplicates corpus.Duplicates
	covered    map[string]*corpus.Coverage // paper → what it has
}

// A summaryRow is a kind of problem with its first example.
type summaryRow struct {
	Problem string      `col:"problem"`
	Count   int         `col:"count"`
	Files   int         `col:"files"`
	File    string      `col:"example_file"`
	Line    optionalInt `col:"example_line"`
	Message string      `col:"example"`
	last    string      // the file counted last
}

func newChecker(in *inputFlags, sources []string, f checkOptions) (*checker, error) {
	k := &checker{checkOptions: f, strict: in.strict, kinds: corpus.BuiltinKinds(), covered: make(map[string]*corpus.Coverage), found: make(map[corpus.Code]*summaryRow)}
	var err error
	if k.opt, err = in.decodeOptions(); err != nil {
		return nil, err
	}
	if k.paper, err = in.paper(); err != nil {
		return nil, err
	}
	sources = append(slices.Clone(sources), in.also.Value()...)
	if err := in.p.spareSources(sources); err != nil {
		return nil, err
	}
	if dir, err := storedSource(sources); err != nil || dir != "" {
		return k, k.useStored(in, dir, err)
	}
	k.files, k.problems, err = corpus.Files(sources, corpus.SourceOptions{Stdin: in.p.stdin})
	return k, err
}

// useStored takes in the documents of a stored corpus.
func (k *checker) useStored(in *inputFlags, dir string, err error) error {
	switch {
	case err != nil:
		return err
	case !k.coverage:
		return usagef("%s is a stored corpus: check reads files; tifa verify %s looks for damage, --coverage for gaps", dir, dir)
	}
	c, err := in.openStored(dir)
	if err != nil {
		return err
	}
	k.documents = c.Len()
	storedCoverage(c, k.covered)
	return nil
}

// table returns the table that was asked for. All but the list of problems
// need the whole input first.
func (k *checker) table(ctx context.Context) (*reports.Table, error) {
	if !k.summary && !k.coverage {
		return reports.Of(k.rows(ctx)), nil
	}
	for _, err := range k.rows(ctx) {
		if err != nil {
			return nil, err
		}
	}
	switch {
	case k.summary:
		var rows []summaryRow
		for _, code := range slices.Sorted(maps.Keys(k.found)) {
			rows = append(rows, *k.found[code])
		}
		return reports.OfSlice(rows), nil
	case k.detail:
		return k.withNotes(perPaper(k.covered, (*corpus.Coverage).Gaps, func(paper string, g corpus.Gap) gapRow { return gapRow{paper, g} })), nil
	}
	return k.withNotes(perPaper(k.covered, (*corpus.Coverage).Years, func(paper string, y corpus.YearCoverage) yearRow { return yearRow{paper, y} })), nil
}

// A gapRow is a gap of a paper.
type gapRow struct {
	Paper string `col:"paper"`
	corpus.Gap
}

// A yearRow is what a paper has of a year.
type yearRow struct {
	Paper string `col:"paper"`
	corpus.YearCoverage
}

// perPaper returns a table of the rows of each paper, without its name where
// there is one only: numbers of issues, pages and items are each paper's own.
func perPaper[T, R any](covered map[string]*corpus.Coverage, rows func(*corpus.Coverage) []T, row func(paper string, t T) R) *reports.Table {
	var all []R
	for _, paper := range slices.Sorted(maps.Keys(covered)) {
		for _, t := range rows(covered[paper]) {
			all = append(all, row(paper, t))
		}
	}
	t := reports.OfSlice(all)
	if len(covered) < 2 {
		t = t.Without("paper")
	}
	return t
}

// withNotes says what coverage cannot know.
func (k *checker) withNotes(t *reports.Table) *reports.Table {
	undated, faults, issues := 0, 0, 0
	for _, c := range k.covered {
		undated += c.Undated
		for _, y := range c.Years() {
			faults += y.NumberFaults
			issues += y.DaysFound
		}
	}
	if undated > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("left out: %d documents without a known day", undated))
	}
	t.Notes = append(t.Notes,
		"what is expected is an estimate, by the usual days of the week and number of pages of each year; days before the first one found and after the last are not counted as missing",
		"items after the last one found on a page, and pages after the last one of an issue, leave no hole and cannot be known to be missing")
	if faults*20 > issues {
		t.Notes = append(t.Notes, fmt.Sprintf("issue numbers do not run with the days (out of step on %d of %d): they say nothing of missing issues there", faults, issues))
	}
	return t
}

// rows yields the problems in the order of the files.
func (k *checker) rows(ctx context.Context) iter.Seq2[problemRow, error] {
	return func(yield func(problemRow, error) bool) {
		row := func(p *corpus.Problem) bool {
			if k.strict {
				yield(problemRow{}, p)
				return false
			}
			if !k.count(p) {
				return true
			}
			return yield(problemRow{p.File, optionalInt(p.Line), optionalInt(p.Record), string(p.Code), p.Message}, nil)
		}
		for _, p := range k.problems {
			if !row(p) {
				return
			}
		}
		for _, f := range k.files {
			for d, err := range f.Documents(k.opt) {
				var p *corpus.Problem
				switch {
				case ctx.Err() != nil:
					yield(problemRow{}, ctx.Err())
					return
				case err == nil:
					if !k.document(d, row) {
						return
					}
				case !errors.As(err, &p):
					yield(problemRow{}, err)
					return
				case !row(p):
					return
				}
			}
		}
	}
}

// count counts a problem and tells whether it is to be listed.
func (k *checker) count(p *corpus.Problem) bool {
	s := k.found[p.Code]
	if s == nil {
		s = &summaryRow{Problem: string(p.Code), File: p.File, Line: optionalInt(p.Line), Message: p.Message}
		k.found[p.Code] = s
	}
	s.Count++
	if s.Files == 0 || s.last != p.File {
		s.Files++
		s.last = p.File
	}
	return k.max <= 0 || s.Count <= k.max
}

func (k *checker) document(d *corpus.Document, row func(*corpus.Problem) bool) bool {
	k.documents++
	if k.paper != "" {
		d.Paper = k.paper
	}
	if k.coverage {
		if k.covered[d.Paper] == nil {
			k.covered[d.Paper] = new(corpus.Coverage)
		}
		k.covered[d.Paper].Add(d)
	}
	problems := k.duplicates.Add(d)
	if k.kinds.Kind(d, corpus.Characters(d.Body)) == "empty" {
		problems = append(problems, &corpus.Problem{
			File: d.File(), Line: d.Line, Record: d.Record, Code: corpus.EmptyBody, Message: "the record has no body; kept",
		})
	}
	for _, p := range problems {
		if !row(p) {
			return false
		}
	}
	return true
}

// totals prints what was found.
func (k *checker) totals(p *program) {
	total := 0
	for _, code := range slices.Sorted(maps.Keys(k.found)) {
		fmt.Fprintf(p.stderr, "tifa: %s: %d\n", code, k.found[code].Count)
		total += k.found[code].Count
	}
	fmt.Fprintf(p.stderr, "tifa: %s, %s, %s\n", number(len(k.files), "file"), number(k.documents, "document"), number(total, "problem"))
}

func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
