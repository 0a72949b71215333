package reports

import (
	"bufio"
	"fmt"
	"slices"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

const byteOrderMark = "\ufeff"

// guarded returns a text as a spreadsheet may read it: with an apostrophe before
// what it would take for a formula. Others who read the file would have the
// apostrophe, so nothing but the mark for Excel asks for it.
func (opt Options) guarded(text string) string {
	if opt.BOM && formulaLike(text) {
		return "'" + text
	}
	return text
}

// note adds what a format has to say, which two of them may say alike.
func (t *Table) note(text string) {
	if !slices.Contains(t.Notes, text) {
		t.Notes = append(t.Notes, text)
	}
}

func (t *Table) noteGuarded(n int) {
	if n > 0 {
		t.note(fmt.Sprintf("%d texts begin with an apostrophe that is not theirs: a spreadsheet would take them for formulas", n))
	}
}

// writeCSV writes the csv format.
func writeCSV(w *bufio.Writer, t *Table, opt Options) error { return writeBetween(',', w, t, opt) }

// writeTSV writes the tsv format.
func writeTSV(w *bufio.Writer, t *Table, opt Options) error { return writeBetween('\t', w, t, opt) }

// writeBetween writes a table with a comma between values, as encoding/csv does.
func writeBetween(comma byte, w *bufio.Writer, t *Table, opt Options) error {
	var line []byte
	if opt.BOM {
		line = append(line, byteOrderMark...)
	}
	names := make([]Cell, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = TextCell(opt.guarded(column.Name))
	}
	if _, err := w.Write(appendRecord(line, comma, names)); err != nil {
		return err
	}
	var guarded atomic.Int64
	err := t.writeRows(w, func(b []byte, _ int, row []Cell) []byte {
		for i := range row {
			if text := opt.guarded(row[i].text); len(text) > len(row[i].text) {
				row[i].text = text
				guarded.Add(1)
			}
		}
		return appendRecord(b, comma, row)
	})
	t.noteGuarded(int(guarded.Load()))
	return err
}

// appendRecord appends a row and its line end. A row of one empty value is a
// pair of quotes: readers skip an empty line.
func appendRecord(b []byte, comma byte, row []Cell) []byte {
	start := len(b)
	for i, cell := range row {
		if i > 0 {
			b = append(b, comma)
		}
		if cell.kind.isText() {
			b = appendField(b, comma, cell.text)
		} else {
			b = appendCell(b, cell)
		}
	}
	if len(row) == 1 && len(b) == start {
		b = append(b, `""`...)
	}
	return append(b, '\n')
}

// appendField appends a text, in quotes where it needs them: where it holds a
// comma, a quote or a line end, begins with space, or is the mark that ends a table
// for PostgreSQL.
func appendField(b []byte, comma byte, text string) []byte {
	first, _ := utf8.DecodeRuneInString(text)
	quoted := unicode.IsSpace(first) || text == `\.`
	for i := 0; i < len(text) && !quoted; i++ {
		c := text[i]
		quoted = c == comma || c == '"' || c == '\n' || c == '\r'
	}
	if !quoted {
		return append(b, text...)
	}
	b = append(b, '"')
	for i := range len(text) {
		if text[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}
