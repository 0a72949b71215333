package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// exportFlags are those of export alone.
type exportFlags struct {
	dir, as, by, encoding string
	tables                cli.StringSlice
	noText                bool
}

// exportForms are what --as may name; exportTables are the tables of Parquet.
var (
	exportForms  = []string{"parquet", "tagged", "jsonl"}
	exportTables = []string{"documents", "words", "counts", "tokens"}
)

func (p *program) exportCommand() *cli.Command {
	in := inputFlags{p: p}
	var f exportFlags
	return &cli.Command{
		Name:      "export",
		Usage:     "write a corpus as Parquet for other programs, or back as records",
		ArgsUsage: "CORPUS",
		Description: `Writes the documents that pass the filter into a new folder, as tables in Parquet:

   documents  a row a document: fields, numbers of words and characters, texts as counted
   words      the vocabulary: word_id, word, tag, count, documents
   counts     document, word_id, count: how often a word stands in a document
   tokens     a row a token, marks too: zone, position in it, offset in characters from the
              beginning of the column of its text, word_id where it is a word, kind, pieces

The numbers document and word_id are those of the corpus: the same in all tables, partitions
and filters. --in chooses the zones that are counted. --by year makes a folder for each year
(documents/year=2005/…), as DuckDB, Spark, polars and pandas find them.

--no-text leaves out what a text could be put together from again: headlines, bodies, fields
by code, tokens. What stays is what documents are called and which words they hold how often.

--as tagged and --as jsonl write records instead, which tifa reads as the same documents: the
identity of the corpus is the same. What the tagged format has no place for is an error.

   tifa export testdata/sample -o tables --by year
   tifa export testdata/sample -o records --as tagged --by month --where 'section == "头版"'`,
		Flags: join(f.flags(), in.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.sources("export")
			if err != nil {
				return err
			}
			if err := f.check(c); err != nil {
				return err
			}
			if err := reports.CheckFolder(f.dir); err != nil {
				return fileError(err)
			}
			p.outputs = append(p.outputs, f.dir)
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			m := p.manifest(c, &in, s.Corpus)
			m.Notes = s.Notes
			e := &exporter{s: s, manifest: m, by: f.by, bar: newBar(p.stderr)}
			if err = f.write(c, e); err != nil {
				return fileError(err)
			}
			p.notes(append(s.Notes, fmt.Sprintf("%s: %s", f.dir, e.summary())))
			return nil
		},
	}
}

func (f *exportFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "o", Usage: "write into `FOLDER`, which is empty or not there yet", Destination: &f.dir},
		&cli.StringFlag{Name: "as", Value: "parquet", Usage: "write `FORM`: " + strings.Join(exportForms, ", "), Destination: &f.as},
		&cli.StringSliceFlag{Name: "tables", Usage: "write the tables of `LIST` only: documents,words,counts,tokens", Destination: &f.tables},
		&cli.BoolFlag{Name: "no-text", Usage: "leave out all from which a text could be put together", Destination: &f.noText},
		&cli.StringFlag{Name: "by", Usage: "write files of their own for each `PERIOD`: year or month", Destination: &f.by},
		&cli.StringFlag{Name: "out-encoding", Usage: "write tagged records in `NAME`: utf-8, gb18030 (default: utf-8)", Destination: &f.encoding},
	}
}

// write makes the folder, or leaves none.
func (f *exportFlags) write(c *cli.Context, e *exporter) error {
	folder, err := reports.NewFolder(f.dir)
	if err != nil {
		return err
	}
	defer folder.Discard()
	e.folder = folder
	if f.as == "parquet" {
		err = e.tables(c.Context, f.wanted(), f.noText)
	} else {
		var r *recordWriter
		if r, err = newRecordWriter(e.s, f.as, corpus.Encoding(f.encoding)); err == nil {
			err = e.records(c.Context, r)
		}
	}
	e.bar.clear()
	if err != nil {
		return err
	}
	return folder.Place(e.manifest)
}

// wanted returns the tables to write.
func (f *exportFlags) wanted() []string {
	if list := splitList(f.tables.Value()); len(list) > 0 {
		return list
	}
	if f.noText {
		return []string{"documents", "words", "counts"}
	}
	return exportTables
}

// check rejects flags that are wrong, contradict each other or would do nothing.
func (f *exportFlags) check(c *cli.Context) error {
	switch {
	case f.dir == "" || f.dir == "-":
		return usagef("export needs a folder to write into, as in: -o folder")
	case !slices.Contains(exportForms, f.as):
		return usagef("unknown --as %q (have %s)", f.as, strings.Join(exportForms, ", "))
	case f.by != "" && f.by != "year" && f.by != "month":
		return usagef("--by %q: want year or month", f.by)
	}
	for i, table := range f.wanted() {
		if !slices.Contains(exportTables, table) {
			return usagef("unknown table %q in --tables (have %s)", table, strings.Join(exportTables, ", "))
		}
		if slices.Contains(f.wanted()[:i], table) {
			return usagef("--tables names %s twice", table)
		}
		if table == "tokens" && f.noText {
			return usagef("the table tokens is the text, which --no-text leaves out")
		}
	}
	if f.as == "parquet" {
		if f.encoding != "" {
			return usagef("--out-encoding is for records: give --as tagged with it")
		}
		return nil
	}
	for _, name := range []string{"tables", "no-text", "parts", "recode", "in", "repeated-title"} {
		if c.IsSet(name) {
			return usagef("--%s is for tables: records are written whole and as they were read", name)
		}
	}
	if f.encoding == "" {
		return nil
	}
	e, err := corpus.ParseEncoding(f.encoding)
	if err == nil {
		_, err = e.Bytes("")
	}
	if err == nil && f.as != "tagged" {
		err = fmt.Errorf("--out-encoding is for --as tagged; JSON is UTF-8")
	}
	f.encoding = string(e)
	return asUsage(err)
}

// A partition is documents that go into one file of each table.
type partition struct {
	period string // "" where the date of the documents names none
	docs   []int
}

// partitions deals the documents out by periods, "" for all in one. What is in
// no period comes last.
func partitions(s *analysis.Selection, by string) []partition {
	if by == "" {
		return []partition{{docs: s.Docs}}
	}
	var list []partition
	place := make(map[string]int)
	for _, doc := range s.Docs {
		period := corpus.DateValue(by, s.Corpus.Date(doc))
		i, ok := place[period]
		if !ok {
			i = len(list)
			place[period] = i
			list = append(list, partition{period: period})
		}
		list[i].docs = append(list[i].docs, doc)
	}
	slices.SortFunc(list, func(a, b partition) int {
		if (a.period == "") != (b.period == "") {
			return len(b.period) - len(a.period)
		}
		return strings.Compare(a.period, b.period)
	})
	return list
}
