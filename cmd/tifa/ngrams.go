package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) ngramsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var unit, n, stopwords string
	var opt analysis.NgramOptions
	var rows analysis.NgramRowOptions
	return &cli.Command{
		Name:      "ngrams",
		Usage:     "count n-grams of words or characters",
		ArgsUsage: "SOURCE…",
		Description: `Which sequences of words, or of characters, repeat? They never cross a zone, a line end or a mark:
“三个代表”重要思想 is two runs; space parts characters, not words.
Formula: count of all places, overlaps too; per_million_words 1,000,000 · count / words of the
selection or group. --association: lambda = Σ (−1)^(n−held) · ln(count + ½) over the 2ⁿ patterns of
held places among all places of n neighbours, lambda_z = lambda / √Σ 1/(count + ½).
Variants: --n 2-4 all lengths, 12 at most; --unit character; --gap K up to K units left out between
two neighbours (skip-grams), each choice of places an occurrence; --stopwords; --by.
Not to trust: as formulations: 发展 的 is frequent, not fixed (tifa phrases, tifa keyness --n); lambda of
n-grams that stand a few times. Memory holds all n-grams with --min-count: with 1, all there are.
Source: Biber et al. (1999), Longman Grammar, chapter 13, on lexical bundles; Guthrie et al. (2006) for
--gap; Blaheta & Johnson (2001) for lambda.

   tifa ngrams testdata/sample --n 2-4 --top 9 --stopwords builtin`,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "unit", Value: "word", Usage: "count n-grams of `UNIT`: word or character", Destination: &unit},
			&cli.StringFlag{Name: "n", Value: "2", Usage: "count n-grams of `N` units, or of a range: 2-4 (1 to 12)", Destination: &n},
			&cli.IntFlag{Name: "gap", Usage: "let up to `K` units be left out between two neighbours (0 to 5)", Destination: &opt.Gap},
			byFlag(&rows.By), depthFlag(&rows.Depth),
			&cli.IntFlag{Name: "min-count", Value: 2, Usage: "leave out n-grams with fewer than `N` occurrences, in the selection and in their group; what is left out takes no memory", Destination: &opt.MinCount},
			&cli.IntFlag{Name: "top", Usage: "show `N` n-grams of each group at most, 0 for all (default: 50 in text, else all)", Destination: &rows.Top},
			&cli.BoolFlag{Name: "association", Usage: "add lambda and lambda_z: how strongly the units of an n-gram of 2 to 5 hold together", Destination: &rows.Lambda},
			&cli.StringFlag{Name: "stopwords", Value: "none", Usage: "hide n-grams that begin or end with a word of `LIST`: builtin, none, or a file with a word a line", Destination: &stopwords},
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("ngrams", &out)
			if err != nil {
				return err
			}
			if err := checkBy(c, rows.By); err != nil {
				return err
			}
			if opt.Unit, err = analysis.ParseUnit(unit); err != nil {
				return asUsage(err)
			}
			if opt.Min, opt.Max, err = parseLengths(n); err != nil {
				return err
			}
			if err := opt.Check(); err != nil {
				return asUsage(err)
			}
			if rows.Lambda && opt.Gap > 0 {
				return usagef("--association is of units side by side: leave out --gap")
			}
			words := wordFlags{stopwords: stopwords}
			if rows.Hide, err = words.hidden(); err != nil {
				return err
			}
			if !c.IsSet("top") && out.isText() {
				rows.Top = textRows
				if err := c.Set("top", strconv.Itoa(textRows)); err != nil {
					return err
				}
			}
			s, err := in.selection(c.Context, sources, rows.By)
			if err != nil {
				return err
			}
			t, err := ngramTable(s, opt, rows)
			if err != nil {
				return err
			}
			return out.finish(c, &in, s, t, words.recorded...)
		},
	}
}

func ngramTable(s *analysis.Selection, opt analysis.NgramOptions, rows analysis.NgramRowOptions) (*reports.Table, error) {
	if rows.By != "" { // a wrong field costs no count
		if _, err := s.Corpus.Field(rows.By); err != nil {
			return nil, asUsage(err)
		}
	}
	grams, err := analysis.CountNgrams(s, opt)
	if err != nil {
		return nil, err
	}
	rows.MinCount = opt.MinCount
	list, err := grams.Rows(rows)
	if err != nil {
		return nil, asUsage(err)
	}
	t := reports.Of(list)
	if rows.By == "" {
		t = t.Without("group")
	}
	if opt.Unit == analysis.WordUnit {
		t = t.Without("per_million_characters")
	}
	if !rows.Lambda {
		t = t.Without("lambda", "lambda_z")
	}
	return t, nil
}

// parseLengths reads the value of --n: a number or a range.
func parseLengths(s string) (from, to int, err error) {
	first, last, ranged := strings.Cut(s, "-")
	if !ranged {
		last = first
	}
	from, err1 := strconv.Atoi(strings.TrimSpace(first))
	to, err2 := strconv.Atoi(strings.TrimSpace(last))
	if err1 != nil || err2 != nil || from < 1 || to < from {
		return 0, 0, usagef("--n %s: want a number or a range, as 2 or 2-4", s)
	}
	return from, to, nil
}
