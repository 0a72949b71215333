package main

import (
	"fmt"
	"iter"
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

const termsHelp = `Counts the terms of a dictionary, or its categories, in the selection, in each group of --by or
in each period of --every. A line of --terms is a term, or label: spelling | spelling; a line
[economy] begins a category, [economy/trade] one inside it, whose terms belong to both.

A term is counted by itself: 改革 also where it stands inside 改革开放, if both are asked for. Of
the spellings of one label, and of all terms of a category, those count that begin first, of
them the longest, and no place counts twice. --exclusive makes all terms of the list compete in
this way; with --match phrase or word, count_string adds the strings that compete for what is
left. Every term has a row in every group: 0 is 0.

--cooccur document|paragraph tells for each pair in how many documents (paragraphs) both stand:
n11, n1, n2, expected n1·n2/n, jaccard n11/(n1+n2−n11), g2 (Dunning 1993) of the four cells.
count_string and count_phrase are of the first term in the group, count_string2 and count_phrase2
of the second. Long documents hold everything: prefer paragraphs where lengths differ much.

   tifa terms testdata/sample --terms testdata/terms.txt --level category --every decade
   tifa terms testdata/sample 改革 开放 市场 --cooccur paragraph`

// dictionaryFlags say what is counted and how it is laid out.
type dictionaryFlags struct {
	by             cli.StringSlice
	every, periods string
	level, cooccur string
	wide           bool
	opt            analysis.TermsOptions
	terms          termFlags
}

func (f *dictionaryFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "by", Usage: "group by `FIELD`; given twice, two fields are crossed; id is by document", Destination: &f.by}, depthFlag(&f.opt.Depth),
		&cli.StringFlag{Name: "every", Usage: "group by periods: `LENGTH` is day, week, month, quarter, year or decade", Destination: &f.every},
		&cli.StringFlag{Name: "periods", Usage: "read periods from `FILE`, lines of label,from,to, instead of --every", Destination: &f.periods},
		&cli.StringFlag{Name: "level", Value: "term", Usage: "count `WHAT`: term or category", Destination: &f.level},
		&cli.BoolFlag{Name: "exclusive", Usage: "make all terms compete: a place of the text counts for the one that begins first, of them the longest", Destination: &f.opt.Exclusive},
		&cli.StringFlag{Name: "cooccur", Usage: "count pairs that stand together in a `UNIT`: document or paragraph", Destination: &f.cooccur},
		&cli.BoolFlag{Name: "wide", Usage: "a row a group and a column a term, with its count", Destination: &f.wide},
	}
}

func (p *program) termsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	f := new(dictionaryFlags)
	return &cli.Command{
		Name:        "terms",
		Usage:       "count dictionaries of terms, and what stands together",
		ArgsUsage:   "CORPUS [TERM…]",
		Description: termsHelp,
		Flags:       join(f.flags(), f.terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			if err := f.check(c); err != nil {
				return err
			}
			source, d, err := p.corpusAndDictionary(f)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, []string{source}, f.opt.By...)
			if err != nil {
				return err
			}
			if f.opt.Periods, err = somePeriods(s, f.every, f.periods); err != nil {
				return err
			}
			t, err := f.table(s, d)
			if err != nil {
				return asUsage(err)
			}
			return out.finish(c, &in, s, t)
		},
	}
}

func (f *dictionaryFlags) check(c *cli.Context) error {
	f.opt.By = f.by.Value()
	switch {
	case len(f.opt.By) > 2:
		return usagef("terms takes one --by or two")
	case len(f.opt.By) > 0 && (f.every != "" || f.periods != ""), f.every != "" && f.periods != "":
		return usagef("--by, --every and --periods: give one of them")
	case f.level != "term" && f.level != "category":
		return usagef("--level %q: want term or category", f.level)
	case f.cooccur != "" && f.cooccur != "document" && f.cooccur != "paragraph":
		return usagef("--cooccur %q: want document or paragraph", f.cooccur)
	case f.cooccur != "" && f.wide:
		return usagef("--wide and --cooccur: give one of the two")
	}
	f.opt.Categories = f.level == "category"
	return checkBy(c, f.opt.By...)
}

// corpusAndDictionary splits the arguments, and reads the file of --terms with
// its categories.
func (p *program) corpusAndDictionary(f *dictionaryFlags) (source string, d *analysis.Dictionary, err error) {
	file := f.terms.file
	f.terms.file = "" // read here
	source, _, m, err := p.corpusAndTerms("terms", &f.terms, file == "")
	if err != nil {
		return "", nil, err
	}
	f.opt.Match = m
	d = new(analysis.Dictionary)
	if file != "" {
		if d, err = readDictionary(file, m); err != nil {
			return "", nil, err
		}
	}
	for _, term := range p.args[1:] {
		if err := d.Add(term, m); err != nil {
			return "", nil, asUsage(err)
		}
	}
	return source, d, nil
}

// table asks for the rows and lays them out.
func (f *dictionaryFlags) table(s *analysis.Selection, d *analysis.Dictionary) (*reports.Table, error) {
	var t *reports.Table
	switch {
	case f.cooccur != "":
		rows, err := analysis.Cooccur(s, d, analysis.CooccurOptions{TermsOptions: f.opt, Paragraphs: f.cooccur == "paragraph"})
		if err != nil {
			return nil, err
		}
		t = reports.Of(rows)
	default:
		rows, err := analysis.Terms(s, d, f.opt)
		if err != nil {
			return nil, err
		}
		if t = reports.Of(rows); f.wide {
			names, err := d.Names(f.opt.Categories)
			if err != nil {
				return nil, err
			}
			t = wideTable(rows, names)
		} else if f.opt.Categories {
			t = t.Without("term")
		} else if len(d.Categories) == 0 {
			t = t.Without("category")
		}
	}
	return f.withoutGroups(t), nil
}

// withoutGroups leaves out the columns of groups that are not asked for.
func (f *dictionaryFlags) withoutGroups(t *reports.Table) *reports.Table {
	if len(f.opt.By) < 2 {
		t = t.Without("group2")
	}
	if len(f.opt.By) == 0 {
		t = t.Without("group")
	}
	if f.opt.Periods == nil {
		t = t.Without("period", "period_start")
	}
	return t
}

// wideTable has a row a group: what it is, its documents and words, and the
// count of each name.
func wideTable(rows iter.Seq2[analysis.TermsRow, error], names []string) *reports.Table {
	taken := []string{"group", "group2", "period", "period_start", "documents_total", "words_total"}
	t := reports.Of(rows).Only(taken...)
	t.Columns = slices.Clone(t.Columns)
	for _, name := range names {
		for n := 2; slices.Contains(taken, name); n++ { // a term called like a column, or in two categories
			name = fmt.Sprintf("%s_%d", name, n)
		}
		taken = append(taken, name)
		t.Columns = append(t.Columns, reports.Column{Name: name, Kind: reports.Int})
	}
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		cells := make([]reports.Cell, 0, len(t.Columns))
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(cells) == 0 {
				cells = append(cells, reports.TextCell(row.Group), reports.TextCell(row.Group2), reports.TextCell(row.Period),
					reports.DateCell(dateText(row)), reports.IntCell(int64(row.DocumentsTotal)), reports.IntCell(int64(row.WordsTotal)))
			}
			if cells = append(cells, reports.IntCell(int64(row.Count))); len(cells) == len(t.Columns) {
				if !yield(cells, nil) {
					return
				}
				cells = cells[:0]
			}
		}
	}
	return t
}

func dateText(row analysis.TermsRow) string {
	if row.PeriodStart == 0 {
		return ""
	}
	return row.PeriodStart.String()
}
