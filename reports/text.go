package reports

import (
	"bufio"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// countWide makes go-pretty count “ ” … — as two columns, as Chinese fonts draw
// them. By itself it asks the locale, and the bytes would depend on that. It is a
// setting of the whole program and not locked, hence once.
var countWide = sync.OnceFunc(func() { text.OverrideRuneWidthEastAsianWidth(true) })

// plainStyle is columns two spaces apart with a rule below the names. The rule is
// ASCII: Chinese fonts draw the characters of boxes two columns wide.
func plainStyle() table.Style {
	return table.Style{
		Name: "plain",
		Box:  table.BoxStyle{MiddleHorizontal: "-", MiddleSeparator: "  ", MiddleVertical: "  "},
		Options: table.Options{
			SeparateColumns: true,
			SeparateHeader:  true,
		},
	}
}

// writeText writes the text format.
func writeText(w *bufio.Writer, t *Table, opt Options) error {
	if t.Cards != nil {
		return writeCards(w, t, opt)
	}
	countWide()
	out := table.NewWriter()
	out.SetStyle(plainStyle())
	out.SuppressTrailingSpaces()
	head := make(table.Row, len(t.Columns))
	configs := make([]table.ColumnConfig, len(t.Columns))
	for i, column := range t.Columns {
		head[i] = visible(column.Name)
		configs[i] = table.ColumnConfig{Number: i + 1, Align: text.AlignLeft, AlignHeader: text.AlignLeft}
		if column.Kind.numeric() || column.Right {
			configs[i].Align, configs[i].AlignHeader = text.AlignRight, text.AlignRight
		}
	}
	out.SetColumnConfigs(configs)
	out.AppendHeader(head)
	var scratch []byte
	err := t.each(func(row []Cell) error {
		texts := make(table.Row, len(row))
		for i, cell := range row {
			scratch = appendCell(scratch[:0], cell)
			texts[i] = visible(string(scratch))
		}
		out.AppendRow(texts)
		return nil
	})
	if err != nil {
		return err
	}
	lines := out.Render()
	if opt.Bold {
		names, rest, _ := strings.Cut(lines, "\n")
		lines = "\x1b[1m" + names + "\x1b[0m\n" + rest
	}
	if _, err := w.WriteString(lines); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

// visible returns s with its control characters spelled out: a row stays on its
// line, and no text from a corpus can steer the terminal.
func visible(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl) {
		return s
	}
	var b strings.Builder
	for _, r := range s { // invalid bytes come as U+FFFD
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case unicode.IsControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
