package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

func (p *program) trendCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var f trendFlags
	opt := &f.opt
	chart := chartFlags{p: p}
	var every, periods string
	return &cli.Command{
		Name:        "trend",
		Usage:       "count terms by period",
		ArgsUsage:   "CORPUS TERM…",
		Description: trendDescription,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "every", Value: "year", Usage: "length of a period: `LENGTH` is day, week, month, quarter, year or decade", Destination: &every},
			&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &periods},
			byFlag(&opt.By), depthFlag(&opt.Depth),
			&cli.IntFlag{Name: "top", Usage: "keep the `N` groups of --by with most documents, the rest is (other); 0 keeps all", Destination: &opt.Top},
			&cli.IntFlag{Name: "smooth", Usage: "add the rate pooled over `K` periods on either side", Destination: &opt.Smooth},
		}, f.flags(), chart.flags(), terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := checkTrend(c, opt); err != nil {
				return err
			}
			if err := f.read(c); err != nil {
				return err
			}
			if err := chart.check(&out); err != nil {
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
			s, err := in.selection(c.Context, []string{source}, append(opt.Adjust, opt.By)...)
			if err != nil {
				return err
			}
			if opt.Periods == nil {
				if opt.Periods, err = analysis.Every(s, every); err != nil {
					return err
				}
			}
			rows, err := analysis.Trend(s, list, *opt)
			if err != nil {
				return asUsage(err)
			}
			analysis.NoteNoData(s, opt.Periods)
			lines := newTrendLines(every, periods, *opt, chart.texts)
			table := reports.Of(rows)
			chart.watch(table, lines.see, lines.columns()...)
			table = f.table(table)
			if err := out.finish(c, &in, s, table); err != nil {
				return err
			}
			return lines.write(&chart, table, list)
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
	if c.IsSet("depth") && slices.Contains(splitList([]string{c.String("adjust")}), "class") {
		return nil
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
