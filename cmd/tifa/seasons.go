package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) seasonsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var events string
	var around int
	return &cli.Command{
		Name:      "seasons",
		Usage:     "compare the months of the year, or the days around events with the rest",
		ArgsUsage: "CORPUS TERM…",
		Description: `In which months is a term used more, all years together? Or, with --events, around which days?
Formula: document_share documents with it / documents of the month, index the share by the mean of
the months' shares. Counts are of the month or event. chi2 is Pearson's over the months, divided by φ
(dispersion), for documents come in campaigns: φ is the mean of (p1−p2)²/(p(1−p)(1/d1+1/d2)) over
pairs of one month in adjacent years only, at least 1. p is of chi2.
Variants: --events FILE compares the days of an event, and --around N days beside them, with all other
days: ratio is the share there by the share of the rest. builtin has 元旦 01-01, 两会 03-03 to 03-15,
劳动节 05-01, 建党 07-01, 建军 08-01, 国庆 10-01.
Not to trust: chi2 of a term of a few years, or a month that a single year made (tifa trend --every
month shows it); ratio of a term that is younger than the corpus (--from).
Source: Pearson (1900); von Neumann (1941) and Wedderburn (1974) for φ.

   tifa seasons testdata/sample 改革 --events builtin --around 10`,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "events", Usage: "compare the days of events with the rest: `FILE` has lines of label,10-01 (of every year), label,1978-12-18 or label,from,to, lines of one label are one event; builtin is a list of our own", Destination: &events},
			&cli.IntFlag{Name: "around", Usage: "`N` days before and after belong to an event too", Destination: &around},
		}, terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if c.IsSet("around") && events == "" {
				return usagef("--around widens events: give --events with it")
			}
			source, list, m, err := p.corpusAndTerms("seasons", &terms, true)
			if err != nil {
				return err
			}
			read, err := readEvents(events)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, []string{source})
			if err != nil {
				return err
			}
			if events == "" {
				rows, err := analysis.Seasons(s, list, m)
				if err != nil {
					return asUsage(err)
				}
				return out.finish(c, &in, s, reports.OfSlice(rows))
			}
			rows, err := analysis.EventWindows(s, list, analysis.EventsOptions{Match: m, Events: read, Around: around})
			if err != nil {
				return asUsage(err)
			}
			return out.finish(c, &in, s, reports.OfSlice(rows))
		},
	}
}

// readEvents returns the events of --events, nil where it is not given.
func readEvents(name string) ([]analysis.Event, error) {
	switch name {
	case "":
		return nil, nil
	case "builtin":
		return analysis.ParseEvents(analysis.BuiltinEvents, name)
	}
	text, err := readText(name)
	if err != nil {
		return nil, err
	}
	return analysis.ParseEvents(text, name)
}
