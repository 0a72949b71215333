package main

import (
	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

func (p *program) trendCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var opt analysis.TrendOptions
	var every, periods string
	return &cli.Command{
		Name:      "trend",
		Usage:     "count terms by period",
		ArgsUsage: "CORPUS TERM…",
		Description: `Counts each term in each period, with the words, characters and documents it is counted
in. A period without documents has no data: its cells are empty, not 0. days_expected is an
estimate from the weekdays on which the paper came out in that year.

   tifa trend testdata/sample 改革开放 --every year`,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "every", Value: "year", Usage: "length of a period: `LENGTH` is day, week, month, quarter, year or decade", Destination: &every},
			&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &periods},
			byFlag(&opt.By), depthFlag(&opt.Depth),
			&cli.IntFlag{Name: "top", Usage: "keep the `N` groups of --by with most documents, the rest is (other); 0 keeps all", Destination: &opt.Top},
			&cli.IntFlag{Name: "smooth", Usage: "add the rate pooled over `K` periods on either side", Destination: &opt.Smooth},
			&cli.BoolFlag{Name: "ci", Usage: "add 95 % intervals of per_million_words", Destination: &opt.Interval},
		}, terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := checkTrend(c, &opt); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("trend", &terms, true)
			if err != nil {
				return err
			}
			opt.Match = m
			if opt.Periods, err = readPeriods(every, periods); err != nil {
				return err
			}
			s, err := in.selection(c.Context, []string{source}, opt.By)
			if err != nil {
				return err
			}
			if opt.Periods == nil {
				if opt.Periods, err = analysis.Every(s, every); err != nil {
					return err
				}
			}
			rows, err := analysis.Trend(s, list, opt)
			if err != nil {
				return asUsage(err)
			}
			analysis.NoteNoData(s, opt.Periods)
			return out.finish(c, &in, s, trendTable(reports.Of(rows), opt))
		},
	}
}

// checkTrend rejects flags that contradict each other or would do nothing.
func checkTrend(c *cli.Context, opt *analysis.TrendOptions) error {
	switch {
	case c.IsSet("every") && c.IsSet("periods"):
		return usagef("--every and --periods: give one of the two")
	case c.IsSet("top") && opt.By == "":
		return usagef("--top keeps groups: give --by with it")
	}
	return checkBy(c, opt.By)
}

// readPeriods returns the periods of a file, nil where there is none: those of
// --every depend on the corpus.
func readPeriods(every, file string) ([]analysis.Period, error) {
	if file == "" {
		if _, ok := corpus.Period(every, 1); !ok {
			return nil, usagef("unknown --every %q (have day, week, month, quarter, year, decade)", every)
		}
		return nil, nil
	}
	text, err := readText(file)
	if err != nil {
		return nil, err
	}
	return analysis.ParsePeriods(text, file)
}

// trendTable leaves out the columns that were not asked for.
func trendTable(t *reports.Table, opt analysis.TrendOptions) *reports.Table {
	if opt.By == "" {
		t = t.Without("group")
	}
	if !opt.Interval {
		t = t.Without("low", "high", "interval")
	}
	if opt.Smooth == 0 {
		t = t.Without("per_million_words_smooth")
	}
	return t
}
