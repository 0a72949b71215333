package main

import (
	"iter"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const dispersionHelp = `How evenly are words, or terms, spread over documents, groups of --by, or periods (--every)?
Formula: k parts, w a part's share of the words, T its uses, t its share of them, R its rate, r = R/ΣR.
juilland_d 1 − sd(R)/mean(R)/√(k−1), carroll_d2 −Σ r·log2 r / log2 k, rosengren_s (Σ√(w·T))²/ΣT, da 1 −
mean difference of two parts' R / (2·mean(R)): 1 is even. dp ½Σ|t−w|, dp_norm dp/(1−min w), kld
Σ t·log2(t/w): 0 is even. arf (f/N)·Σ min(distance to the next use, N/f), f uses of N words: f is even.
Variants: --by, --every, --periods say what the parts are; --sort COLUMN, -COLUMN the other way round.
Not to trust: over many small parts, such as documents, for rare words: one use can be in one part
only; values over different parts side by side. Parts without words are left out.
Source: Juilland & Chang-Rodríguez (1964); Carroll (1970); Rosengren (1971); Gries (2008), Lijffijt &
Gries (2012) for dp, dp_norm; Kullback & Leibler (1951), Gries (2024) for kld; Burch, Egbert & Biber
(2017) for da; Savický & Hlaváčová (2002) for arf.

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
