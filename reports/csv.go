package reports

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"slices"
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

// writeBetween writes a table with a comma between values.
func writeBetween(comma rune, w *bufio.Writer, t *Table, opt Options) error {
	if opt.BOM {
		if _, err := w.WriteString(byteOrderMark); err != nil {
			return err
		}
	}
	c := csv.NewWriter(w)
	c.Comma = comma
	record := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		record[i] = opt.guarded(column.Name)
	}
	if err := c.Write(record); err != nil {
		return err
	}
	var scratch []byte
	guarded := 0
	err := t.each(func(row []Cell) error {
		for i, cell := range row {
			if cell.kind.isText() {
				if record[i] = opt.guarded(cell.text); len(record[i]) > len(cell.text) {
					guarded++
				}
				continue
			}
			scratch = appendCell(scratch[:0], cell)
			record[i] = string(scratch)
		}
		if len(record) == 1 && record[0] == "" {
			// encoding/csv writes an empty line here, which readers skip.
			c.Flush()
			_, err := w.WriteString("\"\"\n")
			return err
		}
		return c.Write(record)
	})
	if err != nil {
		return err
	}
	t.noteGuarded(guarded)
	c.Flush()
	return c.Error()
}
