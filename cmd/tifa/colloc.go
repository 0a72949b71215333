package main

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// collocFlags are those of colloc alone.
type collocFlags struct {
	window, left, right int
	context             string
	every, periods      string
	network             string
	chart               chartFlags
}

func (f *collocFlags) flags(opt *analysis.CollocationOptions) []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "window", Value: 5, Usage: "count `N` words on either side of the term, 0 for all up to the end of --context", Destination: &f.window},
		&cli.IntFlag{Name: "left", Usage: "count `N` words before it (default: as --window)", Destination: &f.left},
		&cli.IntFlag{Name: "right", Usage: "count `N` words behind it (default: as --window)", Destination: &f.right},
		&cli.StringFlag{Name: "context", Value: "paragraph", Usage: "end windows where the `UNIT` does: sentence or paragraph; given without --window, --left and --right it is the window itself", Destination: &f.context},
		&cli.StringFlag{Name: "every", Usage: "collocates by period, each against the text of its period: `LENGTH` is day, week, month, quarter, year or decade", Destination: &f.every},
		&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &f.periods},
		&cli.StringFlag{Name: "sort", Value: "g2", Usage: "rank by `COLUMN`, largest first: " + strings.Join(analysis.CollocationSorts(), ", "), Destination: &opt.Sort},
		&cli.IntFlag{Name: "top", Usage: "show `N` words of each term and period at most, 0 for all (default: 50 in text and with --network and --chart, else all)", Destination: &opt.Top},
		&cli.StringFlag{Name: "network", Usage: "write the terms and the words shown as nodes.csv and edges.csv into `FOLDER`, for Gephi and others; the weight of an edge is the count or, between two words, the number of hits with both in the window", Destination: &f.network},
	}
}

func (p *program) collocCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var words wordFlags
	f := collocFlags{chart: chartFlags{p: p}}
	var opt analysis.CollocationOptions
	return &cli.Command{
		Name:        "colloc",
		Usage:       "list the words that go together with a term",
		ArgsUsage:   "CORPUS TERM…",
		Description: collocDescription,
		Flags:       join(f.flags(&opt), f.chart.flags(), words.flags("builtin"), terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := f.options(c, &out, &opt); err != nil {
				return err
			}
			if err := f.chart.check(&out); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("colloc", &terms, true)
			if err != nil {
				return err
			}
			if opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			opt.Match, opt.Tags, opt.MinCount = m, words.tags(), words.minCount
			if f.every != "" || f.periods != "" {
				if opt.Periods, err = readPeriods(f.every, f.periods); err != nil {
					return err
				}
			}
			s, err := in.selection(c.Context, []string{source})
			if err != nil {
				return err
			}
			if f.every != "" {
				if opt.Periods, err = analysis.Every(s, f.every); err != nil {
					return err
				}
			}
			rows, err := analysis.Collocation(s, list, opt)
			if err != nil {
				return asUsage(err)
			}
			if opt.Periods != nil {
				analysis.NoteNoData(s, opt.Periods)
			}
			var shown []analysis.CollocationRow
			if f.chart.file != "" {
				rows = kept(rows, &shown)
			}
			t := reports.Of(rows)
			if f.network != "" {
				if t, err = p.writeNetwork(c, &in, f.network, s, list, rows, opt); err != nil {
					return err
				}
			}
			if opt.Periods == nil {
				t = t.Without("period", "period_start")
			}
			if err := out.finish(c, &in, s, t, words.recorded...); err != nil {
				return err
			}
			return f.chart.writeColloc(s, list, shown, opt, t)
		},
	}
}

const collocDescription = `Which words stand around a term more often than elsewhere?
Formula: O = count in the windows, f1 = count_term (hits), f2 = count_word, W = window_words, N =
words_total, E = f2·W/N. g2: log-likelihood ratio of the cells O, W−O, f2−O, N−W−f2+O, negative for
O < E. pmi log2(O/E), mi3 log2(O³/E), t (O−E)/√O, z (O−E)/√E, dice 2O/(f1+f2), log_dice 14+log2(dice),
min_sensitivity min(O/f1, O/f2), delta_p_word_term O/W − (f2−O)/(N−W), delta_p_term_word O/f2 −
(W−O)/(N−f2). A position counts once, where windows overlap as well, for the nearer hit.
Variants: --window N words on either side (--left, --right), never beyond the paragraph; --context
sentence; --every, --periods; --network. Two counts of the term. --top and such hide rows only.
Not to trust: pmi and z of rare words (--min-count); p_g2, which takes words for independent; dice
with wide windows, where it may pass 1.
Source: Evert (2008), Corpora and collocations; Church & Hanks (1990); Dunning (1993); Rychlý (2008)
for log_dice; Gries (2013) for delta_p.

   tifa colloc testdata/sample 改革 --sort log_dice --min-count 2
   tifa colloc testdata/sample 改革 开放 --context sentence --every decade --top 5
   tifa colloc testdata/sample 改革 开放 --top 20 --chart words.svg`

// writeNetwork writes the network of the rows into a folder, and returns the
// table of the rows.
func (p *program) writeNetwork(c *cli.Context, in *inputFlags, dir string, s *analysis.Selection, terms []analysis.Term, rows iter.Seq2[analysis.CollocationRow, error], opt analysis.CollocationOptions) (*reports.Table, error) {
	var list []analysis.CollocationRow
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	nodes, edges := analysis.CollocationNetwork(s, terms, list, opt)
	folder, err := reports.NewFolder(dir)
	if err != nil {
		return nil, fileError(err)
	}
	defer folder.Discard()
	format, err := reports.Lookup("csv")
	if err != nil {
		return nil, err
	}
	for _, file := range []struct {
		name  string
		table *reports.Table
	}{{"nodes.csv", reports.OfSlice(nodes)}, {"edges.csv", reports.OfSlice(edges)}} {
		err := folder.Write(file.name, func(w io.Writer) error { return reports.Write(w, format, file.table, reports.Options{}) })
		if err != nil {
			return nil, fileError(err)
		}
	}
	m := p.manifest(c, in, s.Corpus)
	m.Notes = s.Notes
	if err := folder.Place(m); err != nil {
		return nil, fileError(err)
	}
	t := reports.OfSlice(list)
	t.Notes = append(t.Notes, fmt.Sprintf("%s: nodes.csv has %d nodes, edges.csv %d edges", dir, len(nodes), len(edges)))
	return t, nil
}

// options reads what the flags of colloc ask for.
func (f *collocFlags) options(c *cli.Context, out *outputFlags, opt *analysis.CollocationOptions) error {
	if c.IsSet("context") && !c.IsSet("window") && !c.IsSet("left") && !c.IsSet("right") {
		f.window = 0 // the manifest states what was counted
	}
	side := func(name string, n int) int {
		switch {
		case c.IsSet(name):
			return n
		case f.window == 0:
			return -1
		}
		return f.window
	}
	opt.Window = analysis.Window{Left: side("left", f.left), Right: side("right", f.right)}
	switch {
	case opt.Window.Left == 0 && opt.Window.Right == 0:
		return usagef("a window of no words holds no collocates: give --left or --right")
	case c.IsSet("every") && c.IsSet("periods"):
		return usagef("--every and --periods: give one of the two")
	case f.network != "" && (f.every != "" || f.periods != ""):
		return usagef("--network is of the whole selection: give it without --every and --periods")
	case f.chart.file != "" && (f.every != "" || f.periods != ""):
		return usagef("--chart draws the network of the whole selection: give it without --every and --periods")
	case !slices.Contains(analysis.CollocationSorts(), opt.Sort):
		return usagef("unknown --sort %q (have %s)", opt.Sort, strings.Join(analysis.CollocationSorts(), ", "))
	}
	switch f.context {
	case "sentence":
		opt.Window.Within = analysis.Sentence
	case "paragraph":
		opt.Window.Within = analysis.Paragraph
	default:
		return usagef("unknown --context %q (have sentence, paragraph)", f.context)
	}
	if f.network != "" {
		if err := reports.CheckFolder(f.network); err != nil {
			return fileError(err)
		}
		out.p.outputs = append(out.p.outputs, f.network)
	}
	if !c.IsSet("top") && (out.isText() || f.network != "" || f.chart.file != "") {
		return c.Set("top", strconv.Itoa(textRows))
	}
	return nil
}
