package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const trendDescription = `Counts each term in each period, with the words, characters and documents it is counted in. A
period without documents has no data: its cells are empty, not 0. days_expected is an estimate
from the weekdays on which the paper came out in that year. phrase_share is count_phrase by
count_string: what is missing to 1 is cut across by the segmentation.
--ci: the 95 % interval of a rate from the variance between documents (ratio estimator, Cochran
1977), or with --ci-method bootstrap from 2,000 Poisson resamples of documents, 2.5th to 97.5th
percentile; of fewer than 5 documents with the term exact Poisson (Garwood 1936). That of a
document share is Wilson's (1927). Two intervals may overlap and the rates differ all the same.
--weight front=3,title=2: rate_weighted is Σw·count/Σw·words; weights multiply, a headline on the
front page has 6. --adjust section,genre: the rate if each period had the mix of the whole
selection, ΣW·rate over strata with W the stratum's share of words (direct standardisation); none
where the strata that are there have less than .8 of the words, see weight_covered.
Notes tell whether a rate rises: Mann–Kendall with ties, corrected for autocorrelation (Hamed and
Rao 1998), and Sen's slope (1968). It finds steady change only; see tifa changes and tifa bursts.

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
