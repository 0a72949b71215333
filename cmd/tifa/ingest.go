package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

func (p *program) ingestCommand() *cli.Command {
	in := inputFlags{p: p}
	dir, resegment := "", false
	return &cli.Command{
		Name:      "ingest",
		Usage:     "take sources into a stored corpus, or extend one",
		ArgsUsage: "SOURCE… -o DIR",
		Description: `Cuts the texts of the sources once and keeps them in a folder, with indexes, so that every
other command answers from it at once. Run again, it takes in files that are new, and files
whose content changed in place of what they were; nothing is taken in twice. It can be
stopped at any moment: the corpus stays as it was, and the next run goes on from there.
A corpus is always cut with the words and layers that it was made with, and its texts read
with the settings of then (--drop, --clean, --kind-rules). With --resegment all that it has is
made anew from the texts that it keeps, with what the flags ask for now and nothing else; no
file is read again.

   tifa ingest testdata/sample -o kept
   tifa trend kept 改革开放 --every year
   tifa ingest --resegment --lexicon-until 1978 -o kept`,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "o", Usage: "the folder of the corpus, `DIR`", Destination: &dir},
			&cli.BoolFlag{Name: "resegment", Usage: "cut what the corpus has anew, with the words, layers and settings that the other flags ask for", Destination: &resegment},
		}, in.sourceFlags(), in.reading.flags(), in.segmentation.flags()),
		Action: func(c *cli.Context) error {
			sources := append(slices.Clone(p.args), in.also.Value()...)
			if len(sources) == 0 && !resegment {
				_, err := p.sources("ingest")
				return err
			}
			if dir == "" {
				return usagef("ingest needs -o DIR, the folder of the corpus")
			}
			if len(in.reading.recode.Value()) > 0 {
				return usagef("--recode is for questions to a corpus: values are kept as printed")
			}
			opt, err := in.storeOptions(sources, dir, resegment)
			if err != nil {
				return err
			}
			defer limitMemory(ingestMemory)()
			bar := newBar(p.stderr)
			opt.Progress, opt.Recut = bar.show, bar.count
			defer context.AfterFunc(c.Context, bar.stopping)()
			sum, err := ingest.Store(c.Context, sources, dir, opt)
			bar.clear()
			if errors.Is(err, context.Canceled) && sum.Waiting > 0 {
				fmt.Fprintf(p.stderr, "tifa: %s read so far wait in %s; the same call goes on from there\n", number(sum.Waiting, "document"), dir)
			}
			if err != nil {
				return err
			}
			p.tellSummary(&in, dir, sum)
			return nil
		},
	}
}

// ingestMemory is how much memory an ingest lets the garbage collector leave
// uncollected. Without a limit that would be twice as much as is in use: some
// 1.2 GB, while one segment is written and the next is filled.
const ingestMemory = 1400 << 20

// limitMemory sets the limit that the garbage collector keeps, unless there is a
// lower one (GOMEMLIMIT), and returns what puts the old one back.
func limitMemory(limit int64) (restore func()) {
	old := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(old, limit))
	return func() { debug.SetMemoryLimit(old) }
}

// storeOptions returns how the flags ask a corpus to be made, or how one that
// is there was made.
func (f *inputFlags) storeOptions(sources []string, dir string, resegment bool) (opt ingest.StoreOptions, err error) {
	opt.Tool, opt.Resegment = "tifa "+version, resegment
	if i := slices.IndexFunc(sources, isStored); i >= 0 {
		return opt, usagef("%s is a stored corpus; the files that it was made of can be taken in, not the corpus", sources[i])
	}
	if err := partOfStored(sources); err != nil {
		return opt, err
	}
	if store.IsStored(dir) && !resegment {
		if err := f.likeStored(dir); err != nil {
			return opt, err
		}
	}
	if opt.Options, err = f.readOptions(sources); err != nil {
		return opt, err
	}
	opt.Settings, err = f.reading.settings()
	return opt, err
}

// likeStored makes the flags ask for what a corpus was made with; what they ask
// for themselves must be the same.
func (f *inputFlags) likeStored(dir string) error {
	made, err := store.ReadAbout(dir)
	if err != nil {
		return err
	}
	asked, err := f.reading.settings()
	if err != nil {
		return err
	}
	if err := sameSettings(dir, asked, made.Settings); err != nil {
		return err
	}
	if f.segmentation.given() {
		seg, err := f.segmentation.segmenter(f.p)
		if err != nil {
			return err
		}
		if seg.Identity().String() != made.Segmentation {
			return fmt.Errorf("%s was cut with other words or layers; tifa ingest --resegment -o %s cuts it anew", dir, dir)
		}
	}
	return f.reading.use(made.Settings)
}

// tellSummary says what an ingest did.
func (p *program) tellSummary(in *inputFlags, dir string, sum ingest.Summary) {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{sum.New, "new"}, {sum.Changed, "changed"}, {sum.Resumed, "gone on with"}, {sum.Same, "as before"}} {
		if part.n > 0 {
			parts = append(parts, number(part.n, "file")+" "+part.what)
		}
	}
	if sum.Recut > 0 {
		parts = slices.Insert(parts, 0, number(sum.Recut, "document")+" cut anew")
	}
	fmt.Fprintf(p.stderr, "tifa: %s; %s taken in; %s has %s\n", strings.Join(parts, ", "), number(sum.Documents, "document"), dir, number(sum.Total, "document"))
	if sum.Unfinished > 0 {
		fmt.Fprintf(p.stderr, "tifa: note: of %s only a part was taken in, by an ingest that was stopped: take it in again to go on\n", number(sum.Unfinished, "other file"))
	}
	if sum.Twins > 0 {
		fmt.Fprintf(p.stderr, "tifa: %s of the same content as files that were taken in before, under other names: kept (--duplicates first counts a text once)\n", number(sum.Twins, "file"))
	}
	if n := in.problemNote(); n != "" {
		fmt.Fprintln(p.stderr, "tifa:", n)
	}
}

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "read all of a stored corpus and name what is damaged",
		ArgsUsage: "CORPUS",
		Description: `Compares every checksum. A file that is damaged is named, with what can still be asked;
questions that touch the damage fail.

   tifa verify kept`,
		Action: func(*cli.Context) error {
			if len(p.args) != 1 {
				return usagef("verify needs one stored corpus")
			}
			faults, files, size, err := store.Verify(p.args[0])
			if err != nil {
				return err
			}
			for _, f := range faults {
				fmt.Fprintf(p.stdout, "%s: %s\n  %s\n", f.File, store.Cause(f.Err), f.Left)
			}
			if len(faults) > 0 {
				return fmt.Errorf("%s: %d of %s damaged", p.args[0], len(faults), number(files, "file"))
			}
			fmt.Fprintf(p.stdout, "%s: %s, %d bytes, all whole\n", p.args[0], number(files, "file"), size)
			return nil
		},
	}
}
