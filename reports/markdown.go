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
	var line []byte
	return t.each(func(row []Cell) error {
		line = append(line[:0], '|')
		for _, cell := range row {
			line = append(line, ' ')
			if cell.kind.isText() {
				line = append(line, markdownEscapes.Replace(cell.text)...)
			} else {
				line = appendCell(line, cell)
			}
			line = append(line, " |"...)
		}
		_, err := w.Write(append(line, '\n'))
		return err
	})
}
