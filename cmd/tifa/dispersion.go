package main

import (
	"iter"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const dispersionHelp = `How evenly words, or terms, are spread over the documents, or with --by over the groups of a
field, or with --every over periods. With k parts, w a part's share of the words, t its share
of the uses and r its rate by the sum of all rates:

juilland_d 1 − sd(r)/mean(r)/√(k−1), carroll_d2 −Σ r·log2 r/log2 k, rosengren_s (Σ√(w·T))²/ΣT,
da (Burch, Egbert & Biber 2017): 1 is even. dp ½Σ|t−w| (Gries 2008), dp_norm dp/(1−min w), kld
Σ t·log2(t/w): 0 is even. arf (Savický & Hlaváčová 2002) is the count if uses are as far apart
as can be, near 1 if they stand in one place. range is the parts that hold it.

With many small parts D and DA of rare words say little: one use can be in one part only. Do
not compare values over different parts. Parts without words are left out.

   tifa dispersion testdata/sample 改革 市场经济
   tifa dispersion testdata/sample --by section --sort dp --top 10
   tifa dispersion testdata/sample 改革 市场经济 --chart places.svg`

func (p *program) dispersionCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var words wordFlags
	var terms termFlags
	var opt analysis.DispersionOptions
	var every, periods, order string
	chart := chartFlags{p: p}
	return &cli.Command{
		Name:        "dispersion",
		Usage:       "tell how evenly words or terms are spread over documents, groups or periods",
		ArgsUsage:   "CORPUS [TERM…]",
		Description: dispersionHelp,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "by", Usage: "spread over the groups of `FIELD` (default: over documents)", Destination: &opt.By}, depthFlag(&opt.Depth),
			&cli.StringFlag{Name: "every", Usage: "spread over periods: `LENGTH` is day, week, month, quarter, year or decade", Destination: &every},
			&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &periods},
			&cli.IntFlag{Name: "top", Usage: "show `N` words at most, 0 for all (default: 50 in text, else all)", Destination: &opt.Top},
			sortFlag(&order, "count", analysis.DispersionColumns()),
		}, chart.flags(), words.flags("builtin"), terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := chart.check(&out); err != nil {
				return err
			}
			if opt.By != "" && (every != "" || periods != "") || every != "" && periods != "" {
				return usagef("--by, --every and --periods: give one of them")
			}
			if err := checkBy(c, opt.By); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("dispersion", &terms, false)
			if err != nil {
				return err
			}
			if err := chart.checkXRay(list); err != nil {
				return err
			}
			if opt.Sort, opt.Ascending, err = parseSort(order, analysis.DispersionColumns()); err != nil {
				return err
			}
			if opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			opt.Tags, opt.MinCount = words.tags(), words.minCount
			if err := topInText(c, &out); err != nil {
				return err
			}
			s, err := in.selection(c.Context, []string{source}, opt.By)
			if err != nil {
				return err
			}
			if opt.Periods, err = somePeriods(s, every, periods); err != nil {
				return err
			}
			var rows iter.Seq2[analysis.DispersionRow, error]
			if len(list) > 0 {
				rows, err = analysis.DispersionTerms(s, list, m, opt)
			} else {
				rows, err = analysis.Dispersion(s, opt)
			}
			if err != nil {
				return asUsage(err)
			}
			table := reports.Of(rows)
			if len(list) == 0 {
				table = table.Without("count_string", "count_phrase", "phrase_share")
			}
			if err := out.finish(c, &in, s, table, words.recorded...); err != nil {
				return err
			}
			return chart.writeXRay(s, list, m, table)
		},
	}
}

func sortFlag(order *string, standard string, columns []string) cli.Flag {
	return &cli.StringFlag{Name: "sort", Value: standard, Usage: "sort by `COLUMN`, largest first; -COLUMN is smallest first: " + strings.Join(columns, ", "), Destination: order}
}

// parseSort reads the value of --sort.
func parseSort(order string, columns []string) (column string, ascending bool, err error) {
	if column, ascending = strings.CutPrefix(order, "-"); column == "" {
		return "", false, usagef("--sort names no column (have %s)", strings.Join(columns, ", "))
	}
	return column, ascending, nil
}

// topInText shows the first rows only where a table is for reading and --top is
// not given.
func topInText(c *cli.Context, out *outputFlags) error {
	if c.IsSet("top") || !out.isText() {
		return nil
	}
	return c.Set("top", strconv.Itoa(textRows))
}

// somePeriods returns the periods of --every or --periods, nil where neither is
// given.
func somePeriods(s *analysis.Selection, every, file string) ([]analysis.Period, error) {
	if every == "" && file == "" {
		return nil, nil
	}
	periods, err := readPeriods(every, file)
	if err == nil && periods == nil {
		if periods, err = analysis.Every(s, every); err != nil {
			return nil, asUsage(err)
		}
	}
	return periods, err
}
