package reports

import (
	"bufio"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// A Card is a row of a table as a person reads it in the text format, where one of
// many columns is wider than any window.
type Card struct {
	Title string
	Lines []CardLine
}

// A CardLine is a label and what stands behind it. A line that is too long is
// broken between the values, never within one.
type CardLine struct {
	Label  string
	Values []string
}

// cardWidth is where lines of cards are broken, in columns of the terminal.
const cardWidth = 80

// writeCards writes the cards of the table for its rows, which are read all the
// same: a row that cannot be is an error in every format.
func writeCards(w *bufio.Writer, t *Table, opt Options) error {
	countWide()
	if err := t.each(func([]Cell) error { return nil }); err != nil {
		return err
	}
	label := 0
	for _, c := range t.Cards {
		for _, l := range c.Lines {
			label = max(label, text.StringWidth(visible(l.Label)))
		}
	}
	var err error
	for i, c := range t.Cards {
		title := visible(c.Title)
		rule := strings.Repeat("-", text.StringWidth(title))
		if opt.Bold {
			title = "\x1b[1m" + title + "\x1b[0m"
		}
		if i > 0 {
			title = "\n" + title
		}
		if _, err = w.WriteString(title + "\n" + rule + "\n"); err != nil {
			return err
		}
		for _, l := range c.Lines {
			if _, err = w.WriteString(l.layout(label)); err != nil {
				return err
			}
		}
	}
	return nil
}

// layout returns the line, with labels of a width.
func (l *CardLine) layout(label int) string {
	const gap = "  "
	var b strings.Builder
	name := visible(l.Label)
	b.WriteString(name)
	at := text.StringWidth(name) // the column that is written next
	for i, value := range l.Values {
		value = visible(value)
		width := text.StringWidth(value)
		switch {
		case i == 0:
			b.WriteString(strings.Repeat(" ", label-at))
			at = label
		case at+len(gap)+width > cardWidth:
			b.WriteString("\n" + strings.Repeat(" ", label))
			at = label
		}
		b.WriteString(gap + value)
		at += len(gap) + width
	}
	b.WriteByte('\n')
	return b.String()
}
