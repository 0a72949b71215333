package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// periodFlags say which periods a command counts in.
type periodFlags struct{ every, file string }

func (f *periodFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "every", Value: "year", Usage: "length of a period: `LENGTH` is day, week, month, quarter, year or decade", Destination: &f.every},
		&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, one behind another, instead of --every", Destination: &f.file},
	}
}

// read returns the periods of --periods, nil where --every says them.
func (f *periodFlags) read(c *cli.Context) ([]analysis.Period, error) {
	if c.IsSet("every") && c.IsSet("periods") {
		return nil, usagef("--every and --periods: give one of the two")
	}
	return readPeriods(f.every, f.file)
}

// of returns the periods for a selection: those that were read, else those of
// --every that it covers.
func (f *periodFlags) of(s *analysis.Selection, read []analysis.Period) ([]analysis.Period, error) {
	if read != nil {
		return read, nil
	}
	return analysis.Every(s, f.every)
}

// A timeCommand is a command that looks at terms over time: what all of them
// parse and ask for before the measure.
type timeCommand struct {
	p       *program
	in      inputFlags
	out     outputFlags
	terms   termFlags
	periods periodFlags
	extra   []reports.Pair // parameters that no flag states
}

func newTimeCommand(p *program) *timeCommand {
	return &timeCommand{p: p, in: inputFlags{p: p}, out: outputFlags{p: p}}
}

func (t *timeCommand) flags(own ...cli.Flag) []cli.Flag {
	return join(own, t.periods.flags(), t.terms.flags(), t.in.flags(), t.out.flags())
}

// run asks for the table of a measure and writes it.
func (t *timeCommand) run(c *cli.Context, measure func(*analysis.Selection, []analysis.Term, analysis.TimeOptions) (*reports.Table, error)) error {
	if err := t.out.check(); err != nil {
		return err
	}
	source, list, m, err := t.p.corpusAndTerms(c.Command.Name, &t.terms, true)
	if err != nil {
		return err
	}
	read, err := t.periods.read(c)
	if err != nil {
		return err
	}
	s, err := t.in.selection(c.Context, []string{source})
	if err != nil {
		return err
	}
	opt := analysis.TimeOptions{Match: m}
	if opt.Periods, err = t.periods.of(s, read); err != nil {
		return err
	}
	table, err := measure(s, list, opt)
	if err != nil {
		return asUsage(err)
	}
	analysis.NoteNoData(s, opt.Periods)
	return t.out.finish(c, &t.in, s, table, t.extra...)
}
