package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"
)

// writePageMarkdown writes a page without its charts, which Markdown cannot hold.
func writePageMarkdown(w *bufio.Writer, p *Page) error {
	fmt.Fprintf(w, "# %s\n\n", markdownText(p.Title))
	for _, t := range p.Lead {
		fmt.Fprintf(w, "%s\n\n", markdownText(t))
	}
	for _, part := range p.Parts {
		fmt.Fprintf(w, "## %s\n\n", markdownText(part.Heading))
		for _, t := range part.Text {
			fmt.Fprintf(w, "%s\n\n", markdownText(t))
		}
		for _, b := range part.Blocks {
			if b.Heading != "" {
				fmt.Fprintf(w, "### %s\n\n", markdownText(b.Heading))
			}
			if b.Table != nil {
				if err := writeMarkdown(w, b.Table, Options{}); err != nil {
					return err
				}
				w.WriteString("\n")
			}
			for _, n := range b.Notes {
				fmt.Fprintf(w, "- %s\n", markdownText(n.Text))
			}
			if len(b.Notes) > 0 {
				w.WriteString("\n")
			}
			if b.Command != "" {
				fmt.Fprintf(w, "    %s\n\n", b.Command)
			}
		}
	}
	return nil
}

// markdownText is a text of one line that shows the characters it has.
func markdownText(s string) string {
	return strings.ReplaceAll(markdownEscapes.Replace(validText(s)), "\n", " ")
}

// writePageXLSX writes a sheet for each table, behind one that lists them.
func writePageXLSX(w *bufio.Writer, p *Page) error {
	b := &xlsxBook{zip: newZip(w), rows: xlsxRows}
	if err := b.table(sheetName(cmp.Or(p.Contents, "contents")), p.contents()); err != nil {
		return err
	}
	n := 0
	for _, part := range p.Parts {
		for _, block := range part.Blocks {
			if block.Table == nil {
				continue
			}
			n++
			if err := b.table(sheetName(pageSheet(n, part)), block.Table); err != nil {
				return err
			}
		}
	}
	facts, err := (&Table{Manifest: p.Manifest}).xlsxProvenance(Options{})
	if err != nil {
		return err
	}
	if facts != nil {
		facts.Columns = []Column{{Name: cmp.Or(p.Words.Name, "name")}, {Name: cmp.Or(p.Words.Value, "value")}}
		name := xlsxProvenanceSheet
		if p.Words.ChineseProvenance {
			name = xlsxProvenanceChinese
		}
		if err := b.table(name, facts); err != nil {
			return err
		}
	}
	if err := b.parts(); err != nil {
		return err
	}
	return b.zip.Close()
}

// pageSheet is the name of a sheet: its number keeps names apart.
func pageSheet(n int, part Part) string { return fmt.Sprintf("%d %s", n, cmp.Or(part.Sheet, part.ID)) }

// contents lists the parts, with their texts, notes and commands.
func (p *Page) contents() *Table {
	w := &p.Words
	return &Table{
		Columns: []Column{
			{Name: cmp.Or(w.Sheet, "sheet")}, {Name: cmp.Or(w.Part, "part")}, {Name: cmp.Or(w.Text, "text")},
			{Name: cmp.Or(w.Notes, "notes")}, {Name: cmp.Or(w.CommandColumn, "command")},
		},
		Rows: func(yield func([]Cell, error) bool) {
			row := func(sheet, part, text, command string, notes ...Note) bool {
				var list []string
				for _, n := range notes {
					list = append(list, n.Text)
				}
				return yield([]Cell{TextCell(sheet), TextCell(part), TextCell(text), TextCell(strings.Join(list, "\n")), TextCell(command)}, nil)
			}
			if !row("", p.Title, strings.Join(p.Lead, "\n"), "") {
				return
			}
			n := 0
			for _, part := range p.Parts {
				if !row("", part.Heading, strings.Join(part.Text, "\n"), "") {
					return
				}
				for _, b := range part.Blocks {
					sheet := ""
					if b.Table != nil {
						n++
						sheet = sheetName(pageSheet(n, part))
					}
					if !row(sheet, "", b.Heading, b.Command, b.Notes...) {
						return
					}
				}
			}
		},
	}
}
