package reports

import (
	"bufio"
	"strings"
)

// tsvEscapes keep a row on its line and a value in its column. Quotes as in CSV
// would leave newlines inside rows, which line tools are fed TSV to avoid.
var tsvEscapes = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// writeTSV writes the tsv format.
func writeTSV(w *bufio.Writer, t *Table, opt Options) error {
	var line []byte
	if opt.BOM {
		line = append(line, byteOrderMark...)
	}
	for i, column := range t.Columns {
		if i > 0 {
			line = append(line, '\t')
		}
		line = append(line, tsvEscapes.Replace(opt.guarded(column.Name))...)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	guarded := 0
	err := t.each(func(row []Cell) error {
		line = line[:0]
		for i, cell := range row {
			if i > 0 {
				line = append(line, '\t')
			}
			if cell.kind.isText() {
				text := opt.guarded(cell.text)
				if len(text) > len(cell.text) {
					guarded++
				}
				line = append(line, tsvEscapes.Replace(text)...)
			} else {
				line = appendCell(line, cell)
			}
		}
		_, err := w.Write(append(line, '\n'))
		return err
	})
	if err == nil {
		t.noteGuarded(guarded)
	}
	return err
}
