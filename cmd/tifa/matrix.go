package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// matrixFlags are those of matrix alone.
type matrixFlags struct {
	by      cli.StringSlice
	files   cli.StringSlice
	format  string
	bom     bool
	targets []reports.MatrixTarget // what files and format say, once they are checked
	vocab   string
	terms   termFlags
	words   wordFlags
	weigh   weightFlags
}

const matrixDescription = `Which document, or group of --by, has how many of which word? What topic models, scaling and
regressions in R and Python begin with; OUT.rows.csv says what each row is, OUT.cols.csv each column.
Formula: a value is the count; with --values share count / words of the row; tfidf as tifa tfidf
weighs, N and df over the rows, norms over the columns of the matrix; binary 1.
Variants: columns are all words, those of --vocab in their order, or the terms of --terms. Files by
ending: .mtx (scipy.io.mmread, Matrix::readMM), .npz (scipy.sparse.load_npz), .svmlight (sklearn's
load_svmlight_file, labels are rows), .parquet and .triplets.csv (a row an entry), .csv (zeros too).
It is counted while it is written, so it may be larger than memory.
Not to trust: counts of long and short rows side by side (--values share, norms); words of a few
documents in a model (--min-docs); stop words, which are kept here (--stopwords builtin).
Source: Salton, Wong & Yang (1975); Grimmer & Stewart (2013) on what models make of it.

   tifa matrix testdata/sample -o sample.npz --min-docs 2
   python3 -c 'import scipy.sparse; print(scipy.sparse.load_npz("sample.npz").shape)'`

func (p *program) matrixCommand() *cli.Command {
	in := inputFlags{p: p}
	var f matrixFlags
	var opt analysis.MatrixOptions
	return &cli.Command{
		Name:        "matrix",
		Usage:       "write a document-term or group-term matrix for R and Python",
		ArgsUsage:   "SOURCE…",
		Description: matrixDescription,
		Flags: join([]cli.Flag{
			&cli.StringSliceFlag{Name: "o", Usage: "write to `OUT.mtx` (or .npz, .parquet, .triplets.csv, .csv, .svmlight) and beside it", Destination: &f.files},
			&cli.StringFlag{Name: "format", Usage: "write as `FORMAT`: " + strings.Join(reports.MatrixFormats(), ", ") + " (default: what the ending of -o says)", Destination: &f.format},
			&cli.BoolFlag{Name: "bom", Usage: "write the CSV files for Excel: with a byte order mark, and an apostrophe before texts that Excel would take for formulas", Destination: &f.bom},
			&cli.StringSliceFlag{Name: "by", Usage: "make the groups of `FIELD` the rows", Destination: &f.by},
			depthFlag(&opt.Depth),
			&cli.StringFlag{Name: "values", Value: "count", Usage: "`WHAT` the values are: " + strings.Join(analysis.MatrixValues, ", "), Destination: &opt.Values},
			&cli.IntFlag{Name: "min-docs", Usage: "leave out words in fewer than `N` documents", Destination: &opt.MinDocs},
			&cli.StringFlag{Name: "vocab", Usage: "make the words of `FILE`, one a line, the columns", Destination: &f.vocab},
		}, f.terms.flags(), f.weigh.flags(), f.words.flags("none"), in.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.sources("matrix")
			if err != nil {
				return err
			}
			if err := f.check(p, c, &opt); err != nil {
				return err
			}
			if err := f.options(p, &opt); err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources, opt.By...)
			if err != nil {
				return err
			}
			for _, field := range opt.By {
				if _, err := s.Corpus.Column(field); err != nil {
					return asUsage(err)
				}
			}
			m, err := analysis.PlanMatrix(s, opt)
			if err != nil {
				return err
			}
			manifest := p.manifest(c, &in, s.Corpus, append(f.words.recorded, reports.Pair{Name: "weighting", Value: opt.Weighting.String()})...)
			manifest.Notes = s.Notes
			report := matrixReport(s, m, opt, manifest)
			report.BOM = f.bom
			if _, err = reports.WriteMatrixFiles(f.targets, report); err != nil {
				return fileError(err)
			}
			p.notes(slices.Concat(s.Notes, report.RowTable.Notes, report.ColTable.Notes))
			for _, t := range f.targets {
				p.notes([]string{fmt.Sprintf("%s: %d rows, %d columns, %d entries", t.Path, m.Len(), len(m.Columns), m.Entries)})
			}
			return nil
		},
	}
}

// check rejects flags that are wrong, contradict each other or would do nothing.
func (f *matrixFlags) check(p *program, c *cli.Context, opt *analysis.MatrixOptions) error {
	if err := f.checkFiles(p); err != nil {
		return err
	}
	if !slices.Contains(analysis.MatrixValues, opt.Values) {
		return usagef("unknown --values %q (have %s)", opt.Values, strings.Join(analysis.MatrixValues, ", "))
	}
	list := f.vocab
	switch {
	case f.vocab != "" && f.terms.file != "":
		return usagef("--vocab and --terms: give one of the two")
	case list == "":
		list = f.terms.file
	}
	for _, name := range []string{"stopwords", "pos", "min-count", "min-docs"} {
		if list != "" && c.IsSet(name) {
			return usagef("--%s chooses words, and %s says already what the columns are: give one of the two", name, list)
		}
	}
	for _, name := range []string{"scheme", "tf", "idf", "norm", "base"} {
		if opt.Values != "tfidf" && c.IsSet(name) {
			return usagef("--%s is part of a weight: give --values tfidf with it", name)
		}
	}
	for _, name := range []string{"match", "near"} {
		if c.IsSet(name) && f.terms.file == "" {
			return usagef("--%s is how terms are found: give --terms FILE with it", name)
		}
	}
	return checkBy(c, f.by.Value()...)
}

// checkFiles finds the targets, and out before the work what would make writing
// to them fail.
func (f *matrixFlags) checkFiles(p *program) error {
	names := f.files.Value()
	if len(names) == 0 {
		return usagef("matrix needs a file to write to, as in: -o out.mtx (endings: .mtx, .npz, .parquet, .triplets.csv, .csv, .svmlight)")
	}
	f.targets, p.formats = nil, nil
	var all []string
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return usagef("-o %s is given twice", name)
		}
		format, known := reports.MatrixForFile(name)
		var err error
		switch {
		case f.format != "" && !(len(names) > 1 && known): // as for tables
			if format, err = reports.LookupMatrix(f.format); err != nil {
				return asUsage(err)
			}
		case !known:
			return usagef("-o %s: no format of a matrix has this ending; name one with --format (%s)", name, strings.Join(reports.MatrixFormats(), ", "))
		}
		p.formats = append(p.formats, format.Name)
		target := reports.MatrixTarget{Path: name, Format: format}
		files := target.Files()
		for _, file := range files {
			if err := p.checkTarget(file); err != nil {
				return err
			}
		}
		f.targets, all = append(f.targets, target), append(all, files[1:]...)
	}
	for _, name := range names {
		if slices.Contains(all, name) {
			return usagef("-o %s: what the rows or columns are is written there; name another", name)
		}
	}
	return nil
}

// options reads the files that the flags name into opt.
func (f *matrixFlags) options(p *program, opt *analysis.MatrixOptions) error {
	var err error
	if opt.Weighting, err = f.weigh.weighting(); err != nil {
		return err
	}
	if opt.Hide, err = f.words.hidden(); err != nil {
		return err
	}
	opt.By, opt.Tags, opt.MinCount = f.by.Value(), f.words.tags(), f.words.minCount
	if opt.Match, err = analysis.ParseMatch(f.terms.match); err != nil {
		return asUsage(err)
	}
	if p.near, err = parseNear(f.terms.near.Value(), opt.Match); err != nil {
		return err
	}
	if opt.Vocabulary, err = readLines(f.vocab); err != nil {
		return err
	}
	list, err := termsOf(f.terms.file, opt.Match)
	if err != nil {
		return err
	}
	opt.Terms, err = analysis.ParseTerms(list, opt.Match)
	return asUsage(err)
}

func matrixReport(s *analysis.Selection, m *analysis.MatrixRows, opt analysis.MatrixOptions, manifest *reports.Manifest) *reports.Matrix {
	key := "id"
	if len(opt.By) > 0 {
		key = "group"
	}
	return &reports.Matrix{
		Rows: m.Len(), Cols: len(m.Columns), Entries: m.Entries,
		Integer:  opt.Values == "count" || opt.Values == "binary",
		Values:   entries(m),
		RowTable: rowTable(s, m, opt.By),
		ColTable: reports.OfSlice(m.Columns),
		RowName:  func(i int) string { g := m.Group(i); return g.Name() },
		ColName:  func(i int) string { return m.Columns[i].Word },
		RowKey:   key,
		Manifest: manifest,
	}
}

func entries(m *analysis.MatrixRows) iter.Seq2[reports.Entry, error] {
	return func(yield func(reports.Entry, error) bool) {
		row := -1
		for columns, values := range m.All() {
			row++
			for i, column := range columns {
				if !yield(reports.Entry{Row: row, Col: column, Value: values[i]}, nil) {
					return
				}
			}
		}
	}
}

// rowTable returns the table of the rows, in their order.
func rowTable(s *analysis.Selection, m *analysis.MatrixRows, by []string) *reports.Table {
	if len(by) > 0 {
		return groupTable(s, m, by)
	}
	return reports.Of(func(yield func(analysis.MatrixRow, error) bool) {
		for i := range m.Len() {
			if !yield(analysis.DescribeRow(s, i, m.Docs(i)[0]), nil) {
				return
			}
		}
	})
}

// groupTable has a column a field of --by.
func groupTable(s *analysis.Selection, m *analysis.MatrixRows, by []string) *reports.Table {
	t := &reports.Table{Columns: []reports.Column{{Name: "row", Kind: reports.Int}}}
	for _, field := range by {
		t.Columns = append(t.Columns, reports.Column{Name: field})
	}
	for _, name := range []string{"documents", "words", "characters"} {
		t.Columns = append(t.Columns, reports.Column{Name: name, Kind: reports.Int})
	}
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		for i := range m.Len() {
			g := m.Group(i)
			cells := []reports.Cell{reports.IntCell(int64(i + 1))}
			for _, v := range g.Values {
				cells = append(cells, reports.TextCell(v))
			}
			words, characters := s.Size(g.Docs)
			for _, n := range []int{len(g.Docs), words, characters} {
				cells = append(cells, reports.IntCell(int64(n)))
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return t
}
