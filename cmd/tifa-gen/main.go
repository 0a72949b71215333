// Tifa-gen makes corpora of any size, for benchmarks: seventy years of a daily
// paper in tagged records, with the statistics of one and without its sense.
//
//  1. A calendar lays documents over the days of a range (calendar.go).
//  2. A vocabulary is made of the dictionary and the political lexicon of
//     package segment (vocabulary.go); names and numbers are invented (invent.go),
//     so that new words never run out.
//  3. Each month is written from random numbers of its own (prose.go, article.go,
//     generate.go), by several goroutines (workers.go), with the encoder of
//     package corpus.
//  4. A manifest says how often a few planted terms stand in the texts of each
//     year (planted.go, manifest.go): what a program that counts must find.
//
// The same options and the same seed make the same bytes, with any number of
// workers. The exit status is 0, 1 where the work failed and 2 where the call
// was wrong.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/urfave/cli/v2"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	p := &program{stdout: os.Stdout, stderr: os.Stderr}
	err := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(exitStatus(err, os.Stderr))
}

// exitStatus reports err on stderr, in one line, and returns the status of the
// process.
func exitStatus(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	var usage *usageError
	message, status := err.Error(), 1
	switch {
	case errors.Is(err, context.Canceled):
		message = "interrupted"
	case errors.As(err, &usage):
		status = 2
	}
	fmt.Fprintln(stderr, "tifa-gen:", strings.ReplaceAll(message, "\n", "; "))
	return status
}

// A usageError is a call that was wrong: an unknown flag, a missing size.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// A program is one call of tifa-gen: tests call it with their own streams.
type program struct {
	stdout, stderr io.Writer
	vocabulary     *vocabulary // nil: made once it is needed
}

func (p *program) run(ctx context.Context, args []string) error {
	f := flags{p: p}
	app := &cli.App{
		Name:            "tifa-gen",
		Usage:           "make a corpus of a daily paper, of any size",
		UsageText:       "tifa-gen (--words N | --documents N | --bytes N) -o DIR",
		HideVersion:     true,
		HideHelpCommand: true,
		Writer:          p.stdout,
		ErrWriter:       p.stderr,
		ExitErrHandler:  func(*cli.Context, error) {}, // main exits, and nothing else
		OnUsageError: func(_ *cli.Context, err error, _ bool) error {
			return usagef("%v (tifa-gen --help lists the flags)", err)
		},
		Description: description,
		Flags:       f.list(),
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("tifa-gen takes no arguments (it has %q); the folder is given with -o", c.Args().First())
			}
			if err := f.parse(c); err != nil {
				return err
			}
			return f.generate(c.Context)
		},
	}
	return app.RunContext(ctx, append([]string{"tifa-gen"}, args...))
}

const description = `Writes tagged records into DIR, a folder a year and a file a month, and beside it
DIR.planted.json: what was written, and how often each year holds some planted terms.
The same options make the same bytes, with any number of workers.

   tifa-gen --words 20M -o generated
   tifa-gen --documents 1000 --seed 7 -o - > records.txt`
