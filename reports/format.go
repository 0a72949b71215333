package reports

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Options change how a table is written. The zero value is the usual way.
type Options struct {
	// BOM is for CSV and TSV that Excel will open: they begin with a byte order
	// mark, and texts that begin with =, +, -, @, a tab or a line end with an
	// apostrophe, because Excel would take them for formulas.
	BOM        bool
	Bold       bool // text: the names of the columns are bold, as terminals show it
	NoManifest bool // leave out the manifest, in the output and beside it
}

// A Format is a way to write a table. The zero Format is aligned text.
//
//   - text: columns aligned for Chinese width, numbers at the right. Control
//     characters in a text are shown as \n, \t, \u001b. A table that has cards is
//     written as these.
//   - csv: RFC 4180 with "\n" at the line ends, quotes where needed. Values stay
//     as they are, also those that a spreadsheet takes for a formula, unless
//     Options.BOM is set.
//   - tsv: csv with tabs for commas, quotes included: that is how pandas, readr,
//     DuckDB and spreadsheets read it.
//   - markdown: a table as GitHub has them, in which a text shows the characters
//     it has; line ends in it are <br>.
//   - json: {"columns": […], "rows": […], "notes": […], "manifest": {…}} with
//     rows as objects, names in the order of the columns, a line a row.
//   - jsonl: the same objects, one a line, and nothing else.
//   - parquet: Apache Parquet, binary, compressed with zstd. Numbers are 64 bits;
//     dates are dates where the column has nothing but days, otherwise texts. The
//     manifest, with the notes, is the value of "tifa" in the metadata.
//   - html: a page that needs nothing else and runs nothing. Notes and manifest
//     follow the table, and the manifest as JSON in a script element "tifa".
//   - xlsx: a workbook of Excel. Numbers are numbers, days dates from March
//     1900 on, earlier ones, months and years texts; no text is a formula. The names stay in view and have
//     filters. Rows beyond the 1,048,576 of a sheet go on in the next; texts are
//     cut at 32,767 characters, with a note. The last sheet, "provenance", has the
//     notes and the manifest.
//
// An empty cell is null in json, jsonl and parquet and not there in xlsx; in the
// others it is nothing and cannot be told from an empty text. Floats have ten
// significant digits, in json, jsonl, parquet and xlsx all that it takes to read
// the same number back. Bytes of a text that are no UTF-8 stay in csv, tsv and
// markdown, and are U+FFFD in the others.
type Format struct {
	Name   string // e.g. "csv"
	Ending string // of file names, e.g. ".csv"

	inside bool // the manifest is part of the output
	write  func(w *bufio.Writer, t *Table, opt Options) error
}

// Carries tells whether a result in this format has its manifest inside.
func (f Format) Carries() bool { return f.inside }

// formats are all there are, sorted by name.
var formats = [...]Format{
	{Name: "csv", Ending: ".csv", write: writeCSV},
	{Name: "html", Ending: ".html", write: writeHTML, inside: true},
	{Name: "json", Ending: ".json", write: writeJSON, inside: true},
	{Name: "jsonl", Ending: ".jsonl", write: writeJSONL},
	{Name: "markdown", Ending: ".md", write: writeMarkdown},
	{Name: "parquet", Ending: ".parquet", write: writeParquet, inside: true},
	{Name: "text", Ending: ".txt", write: writeText},
	{Name: "tsv", Ending: ".tsv", write: writeTSV},
	{Name: "xlsx", Ending: ".xlsx", write: writeXLSX, inside: true},
}

// Formats returns the names of the formats, sorted.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}

// Lookup returns the format of that name, or of that ending. The error names those there are.
func Lookup(name string) (Format, error) {
	i := slices.IndexFunc(formats[:], func(f Format) bool { return f.Name == name || f.Ending == "."+name })
	if i < 0 {
		return Format{}, fmt.Errorf("unknown format %q (have %s)", name, strings.Join(Formats(), ", "))
	}
	return formats[i], nil
}

// ForFile returns the format that the ending of a file name asks for: .csv,
// .html, .json, .jsonl, .md, .parquet, .tsv, .txt or .xlsx, in any case of letters.
func ForFile(name string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(name))
	i := slices.IndexFunc(formats[:], func(f Format) bool { return f.Ending == ending })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Write writes the table. An error of w or of the producer of the rows is
// returned as it is, and ends the output at some place before it. A table that
// contradicts itself is an error too: a cell of another kind than its column's,
// an empty one in a column that is not optional, a float that is not finite.
//
// Write prints notes only in the formats that have the manifest inside; after it,
// t.Notes are complete, with those of the format itself.
func Write(w io.Writer, f Format, t *Table, opt Options) error {
	if err := t.check(); err != nil {
		return err
	}
	if f.write == nil {
		f.write = writeText
	}
	b := bufio.NewWriterSize(w, 1<<16)
	if err := f.write(b, t, opt); err != nil {
		return err
	}
	return b.Flush()
}
