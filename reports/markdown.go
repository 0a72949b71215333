package reports

import (
	"bufio"
	"strings"
)

// markdownEscapes make a text show the characters it has: nothing in it is
// emphasis, code, a link, an entity or HTML, and its line ends keep the row.
var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "~", `\~`, "[", `\[`,
	"<", "&lt;", "&", "&amp;", "\r\n", "<br>", "\n", "<br>", "\r", "<br>",
)

// markdownNames are the escapes of column names. An underscore between letters is
// no emphasis, and per\_million\_words is hard to read in the source.
var markdownNames = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", " ", "\r", " ")

// writeMarkdown writes the markdown format.
func writeMarkdown(w *bufio.Writer, t *Table, _ Options) error {
	head, rule := []byte{'|'}, []byte{'|'}
	for _, column := range t.Columns {
		head = append(head, ' ')
		head = append(head, markdownNames.Replace(column.Name)...)
		head = append(head, " |"...)
		if column.Kind.numeric() {
			rule = append(rule, " ---: |"...)
		} else {
			rule = append(rule, " --- |"...)
		}
	}
	if _, err := w.Write(append(head, '\n')); err != nil {
		return err
	}
	if _, err := w.Write(append(rule, '\n')); err != nil {
		return err
	}
	return t.writeRows(w, func(b []byte, _ int, row []Cell) []byte {
		b = append(b, '|')
		for _, cell := range row {
			b = append(b, ' ')
			if cell.kind.isText() {
				b = append(b, markdownEscapes.Replace(cell.text)...)
			} else {
				b = appendCell(b, cell)
			}
			b = append(b, " |"...)
		}
		return append(b, '\n')
	})
}
