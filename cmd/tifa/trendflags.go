package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const trendDescription = `How often does a term stand, and in what share of the documents, period by period?
Formula: per_million_words 1,000,000 · count / words, document_share documents with it / documents,
of the period; a period without documents is empty, not 0. phrase_share is count_phrase /
count_string: what is missing to 1 is cut across by the segmentation.
Variants: --ci, 95 % intervals: of a rate by the ratio estimator, from the variance between documents,
or --ci-method bootstrap, 2,000 Poisson resamples of documents, exact Poisson below 5 documents with
the term; of a share Wilson's. --smooth, --weight and --adjust: tifa help per_million_words_smooth,
rate_weighted, weight_covered. Notes test rates: Mann–Kendall by Hamed & Rao, and Sen's slope.
Not to trust: where partial is true, documents are few, or the mix of the paper changed (--adjust);
the test finds steady change only (tifa changes, tifa bursts).
Source: Cochran (1977), Garwood (1936), Wilson (1927) and Hanley & MacGibbon (2006) for intervals;
Mann (1945), Kendall (1975), Hamed & Rao (1998) and Sen (1968) for the test.

   tifa trend testdata/sample 改革开放 --every year
   tifa trend testdata/sample 改革 --every decade --ci --ci-method bootstrap --seed 7
   tifa trend testdata/sample 改革 --every decade --adjust section --weight front=3,title=2
   tifa trend testdata/sample 改革开放 阶级斗争 --ci --chart trend.svg`

// trendFlags ask for columns of trend beside its counts.
type trendFlags struct {
	opt                            analysis.TrendOptions
	method, weight, adjust, events string
}

func (f *trendFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "ci", Usage: "add 95 % intervals of per_million_words and document_share", Destination: &f.opt.Interval},
		&cli.StringFlag{Name: "ci-method", Usage: "`HOW` the interval of --ci is made: ratio or bootstrap (default: ratio)", Destination: &f.method},
		&cli.Int64Flag{Name: "seed", Usage: "`SEED` of --ci-method bootstrap (default: 1)", Destination: &f.opt.Seed},
		&cli.StringFlag{Name: "weight", Usage: "add a count and a rate in which `PLACES` weigh more: front=3,title=2", Destination: &f.weight},
		&cli.StringFlag{Name: "adjust", Usage: "add the rate with the mix of `FIELDS` as in the whole selection: section,genre", Destination: &f.adjust},
		&cli.StringFlag{Name: "events", Usage: "add what fell into each period, and mark it in a --chart: `FILE` has lines of label,date or label,from,to; builtin is a list of our own", Destination: &f.events},
	}
}

// read parses what the flags say.
func (f *trendFlags) read(c *cli.Context) (err error) {
	switch {
	case f.method != "" && !slices.Contains([]string{"ratio", "bootstrap"}, f.method):
		return usagef("unknown --ci-method %q (have ratio, bootstrap)", f.method)
	case f.method != "" && !f.opt.Interval:
		return usagef("--ci-method says how an interval is made: give --ci with it")
	case c.IsSet("seed") && f.method != "bootstrap":
		return usagef("--seed is that of --ci-method bootstrap: give it too")
	}
	if f.opt.Bootstrap = f.method == "bootstrap"; f.opt.Bootstrap && !c.IsSet("seed") {
		if err := c.Set("seed", "1"); err != nil {
			return err
		}
	}
	if f.weight != "" {
		if f.opt.Emphasis, err = analysis.ParseEmphasis(f.weight); err != nil {
			return usagef("--weight %s: %v", f.weight, err)
		}
	}
	f.opt.Adjust = splitList([]string{f.adjust})
	for i, field := range f.opt.Adjust {
		if slices.Contains(f.opt.Adjust[:i], field) {
			return usagef("--adjust: %s is given twice", field)
		}
	}
	f.opt.Events, err = readEvents(f.events)
	return err
}

// table leaves out the columns that were not asked for.
func (f *trendFlags) table(t *reports.Table) *reports.Table {
	for _, c := range []struct {
		asked   bool
		columns []string
	}{
		{f.opt.By != "", []string{"group"}},
		{f.opt.Interval, []string{"low", "high", "interval", "document_share_low", "document_share_high"}},
		{f.opt.Smooth != 0, []string{"per_million_words_smooth"}},
		{f.weight != "", []string{"count_weighted", "rate_weighted"}},
		{len(f.opt.Adjust) > 0, []string{"per_million_words_adjusted", "weight_covered"}},
		{f.events != "", []string{"events"}},
	} {
		if !c.asked {
			t = t.Without(c.columns...)
		}
	}
	return t
}
