package reports

import (
	"bufio"
	"encoding/csv"
)

const byteOrderMark = "\ufeff"

// writeCSV writes the csv format.
func writeCSV(w *bufio.Writer, t *Table, opt Options) error {
	if opt.BOM {
		if _, err := w.WriteString(byteOrderMark); err != nil {
			return err
		}
	}
	c := csv.NewWriter(w)
	record := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		record[i] = column.Name
	}
	if err := c.Write(record); err != nil {
		return err
	}
	var scratch []byte
	err := t.each(func(row []Cell) error {
		for i, cell := range row {
			if record[i] = cell.text; cell.kind.isText() {
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
	c.Flush()
	return c.Error()
}
