// Tifa counts, compares and follows the formulations of Chinese political
// documents.
//
// A command parses its flags, calls the packages corpus, segment, corpus/ingest
// and analysis, and writes with package reports. Results go to standard output
// or to the files of -o; notes, problems and progress to standard error. The
// exit status is 0, 1 where the work failed and 2 where the call was wrong.
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

	"tifa/analysis"
	"tifa/corpus/store"
	"tifa/reports"
	"tifa/segment"
)

const version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
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
	var condition *analysis.ConditionError
	message, status := err.Error(), 1
	switch {
	case errors.Is(err, context.Canceled):
		message = "interrupted"
	case errors.As(err, &usage), errors.As(err, &condition):
		status = 2
	}
	fmt.Fprintln(stderr, "tifa:", strings.ReplaceAll(message, "\n", "; "))
	return status
}

// A usageError is a call that was wrong: an unknown flag, a missing argument.
type usageError struct {
	message string
	cause   error // nil: the message says all
}

func (e *usageError) Error() string { return e.message }
func (e *usageError) Unwrap() error { return e.cause }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// asUsage makes an error that a flag's value gave rise to one of usage. That there
// is nothing to ask is no fault of the call.
func asUsage(err error) error {
	var nothing *analysis.NothingError
	if err == nil || errors.As(err, &nothing) {
		return err
	}
	return &usageError{err.Error(), err}
}

// A program is one call of tifa.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	segmenter      *segment.Segmenter         // nil: loaded once it is needed
	targets        []string                   // files of -o that are there already
	outputs        []string                   // files of -o
	args           []string                   // arguments of the command that are no flags
	given          []string                   // its flags, --name=value
	formats        []string                   // of the results
	unlisted       bool                       // nothing that is written will say which documents there were
	listing        string                     // how a manifest names the documents: by id, month or none; "" goes by their number
	quiet          bool                       // notes are not printed
	take           func(*reports.Table) error // a report takes tables instead of having them written
	drawn          func(*reports.Chart)       // a report learns what a chart shows
	opened         map[string]*store.Corpus   // by sources: those that a report has read
	near           []analysis.Near            // of --near, which stands beside the terms and is part of the filter
	fontFolders    []string                   // where fonts are looked for; nil is where the system keeps them
}

// run is main without the process: tests call it with their own streams.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr}
	return p.run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) error {
	app := p.app()
	flags, rest, err := splitArgs(app, args)
	if err != nil {
		return err
	}
	p.args = rest
	if len(flags) > 0 {
		p.given = flags[1:]
	}
	// A damaged corpus ends the question, whatever it was about to say.
	return store.Guard(func() error { return app.RunContext(ctx, append([]string{"tifa"}, flags...)) })
}

func (p *program) app() *cli.App {
	plainFlags()
	wrong := func(_ *cli.Context, err error, _ bool) error { return asUsage(err) }
	app := &cli.App{
		Name:                      "tifa",
		Usage:                     "follow the formulations of Chinese political documents",
		Version:                   version,
		UsageText:                 "tifa COMMAND [flags] CORPUS [TERM…]",
		HideVersion:               true,
		HideHelp:                  true, // splitArgs knows --help and --version
		Reader:                    p.stdin,
		Writer:                    p.stdout,
		ErrWriter:                 p.stderr,
		DisableSliceFlagSeparator: true,
		ExitErrHandler:            func(*cli.Context, error) {}, // main exits, and nothing else
		OnUsageError:              wrong,
		Description:               appDescription,
		Action:                    func(c *cli.Context) error { return cli.ShowAppHelp(c) },
		Commands: []*cli.Command{
			p.checkCommand(), p.infoCommand(), p.docsCommand(), p.showCommand(), p.segmentCommand(),
			p.freqCommand(), p.tfidfCommand(), p.trendCommand(), p.sectionsCommand(), p.matrixCommand(),
			p.ingestCommand(), p.verifyCommand(), p.compactCommand(), p.exportCommand(),
			p.kwicCommand(), p.codesCommand(), p.keynessCommand(),
			p.dispersionCommand(), p.diversityCommand(), p.termsCommand(),
			p.burstsCommand(), p.changesCommand(), p.seasonsCommand(), p.lifecycleCommand(),
			p.collocCommand(), p.reprintsCommand(), p.ngramsCommand(), p.phrasesCommand(), p.risingCommand(),
			p.reportCommand(), p.rerunCommand(), p.completionCommand(), p.versionCommand(), p.helpCommand(),
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = wrong
		c.HideHelp = true
		c.UsageText = "tifa " + c.Name
		if len(c.Flags) > 0 {
			c.UsageText += " [flags]"
		}
		if c.ArgsUsage != "" {
			c.UsageText += " " + c.ArgsUsage
		}
	}
	return app
}

const appDescription = `A CORPUS is a file or folder of newspaper-database records (〖RQ/日期〗20050628〖-RQ/日期〗 …).
In commands that take terms the first argument is the corpus and the rest are terms; more
sources are given with --also. Flags may stand anywhere; after -- everything is an argument.
What has no answer is an empty cell or an empty table with a note. Documents that are asked for
and not there end the call with status 1, a wrong call with 2.

   tifa freq testdata/sample
   tifa trend testdata/sample 改革开放 --every year
   tifa help trend`
