package main

import (
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

func (p *program) checkCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	return &cli.Command{
		Name:      "check",
		Usage:     "list what is odd in the input, with file and line",
		ArgsUsage: "SOURCE…",
		Description: `Decodes the sources and lists what is odd in them; totals go to standard error. With --strict
the first problem is an error.

   tifa check testdata/sample`,
		Flags: join(in.sourceFlags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("check", &out)
			if err != nil {
				return err
			}
			opt, err := in.decodeOptions()
			if err != nil {
				return err
			}
			sources = append(slices.Clone(sources), in.also.Value()...)
			files, problems, err := corpus.Files(sources, corpus.SourceOptions{Stdin: p.stdin})
			if err != nil {
				return err
			}
			k := checker{in: &in, files: files, problems: problems, opt: opt, found: make(map[corpus.Code]int)}
			t := reports.Of(k.rows())
			if err := out.write(t); err != nil {
				return err
			}
			k.totals(p)
			return c.Context.Err()
		},
	}
}

// A checker reads files and counts what it finds.
type checker struct {
	in        *inputFlags
	files     []corpus.File
	problems  []*corpus.Problem
	opt       corpus.DecodeOptions
	found     map[corpus.Code]int
	documents int
}

// rows yields the problems in the order of the files.
func (k *checker) rows() iter.Seq2[problemRow, error] {
	return func(yield func(problemRow, error) bool) {
		row := func(p *corpus.Problem) bool {
			k.found[p.Code]++
			if k.in.strict {
				yield(problemRow{}, p)
				return false
			}
			return yield(problemRow{p.File, optionalInt(p.Line), optionalInt(p.Record), string(p.Code), p.Message}, nil)
		}
		for _, p := range k.problems {
			if !row(p) {
				return
			}
		}
		for _, f := range k.files {
			for _, err := range f.Documents(k.opt) {
				var p *corpus.Problem
				switch {
				case err == nil:
					k.documents++
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

// totals prints what was found.
func (k *checker) totals(p *program) {
	total := 0
	for _, code := range slices.Sorted(maps.Keys(k.found)) {
		fmt.Fprintf(p.stderr, "tifa: %s: %d\n", code, k.found[code])
		total += k.found[code]
	}
	fmt.Fprintf(p.stderr, "tifa: %d files, %d documents, %d problems\n", len(k.files), k.documents, total)
}
