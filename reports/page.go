package reports

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// A Page is a report: parts with text, tables and charts, in one language.
type Page struct {
	Title    string
	Lang     string   // en or zh-Hans
	Lead     []string // paragraphs below the title
	Contents string   // heading of the list of parts
	Parts    []Part
	Words    PageWords
	Manifest *Manifest
}

// PageWords are the words that a page adds to what it is given. The last are those
// of a workbook, of which each has a default: its sheet of provenance, and the
// names of its columns.
type PageWords struct {
	Command, Notes, NoRows           string
	Sheet, Part, Text, CommandColumn string
	Name, Value                      string
	ChineseProvenance                bool // that sheet has a Chinese name, which readers know
}

// A Part is a section of a page.
type Part struct {
	ID      string // unique, of letters and digits
	Sheet   string // what its sheets of a workbook are called, behind a number; "" is ID
	Heading string
	Text    []string // paragraphs
	Blocks  []Block
}

// A Block is a table, a chart or both, with the command that makes it.
type Block struct {
	Heading string
	Table   *Table // nil: none; its rows are read once
	Chart   []byte // SVG; nil: none
	Alt     string // what the chart shows, for who cannot see it
	Command string // as typed; "" for none
	Cards   bool   // a web page has a card for each row of the table, named by its first cell: of many columns
	Notes   []Note // stand below the table, and not those of the table itself
}

// A Note is a caveat of a block.
type Note struct {
	Text string
	Lang string // where it is not that of the page
}

// A PageFormat is a kind of file for pages.
type PageFormat struct {
	Name, Ending string
	write        func(w *bufio.Writer, p *Page) error
}

var pageFormats = []PageFormat{
	{"html", ".html", writePageHTML}, {"markdown", ".md", writePageMarkdown}, {"xlsx", ".xlsx", writePageXLSX},
}

// PageForFile returns the format that the ending of a file name asks for.
func PageForFile(name string) (PageFormat, bool) {
	for _, f := range pageFormats {
		if strings.EqualFold(filepath.Ext(name), f.Ending) {
			return f, true
		}
	}
	return PageFormat{}, false
}

// WritePage writes a page; the same page gives the same bytes. Nothing of it is
// loaded from elsewhere and nothing runs.
func WritePage(w io.Writer, f PageFormat, p *Page) error {
	b := bufio.NewWriter(w)
	if err := f.write(b, p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return b.Flush()
}

// WritePageFiles writes a page to files, in the formats of their endings; all are
// whole or none is there. A format that has no place for the manifest gets it in a
// file of its own, as tables do.
func WritePageFiles(paths []string, p *Page) error {
	var set fileSet
	defer set.discard()
	for _, path := range paths {
		f, ok := PageForFile(path)
		if !ok {
			return fmt.Errorf("%s: no format of a report has this ending", path)
		}
		if err := set.add(path, func(w io.Writer) error { return WritePage(w, f, p) }); err != nil {
			return err
		}
		if p.Manifest != nil && f.Name == "markdown" {
			if err := set.add(path+manifestEnding, p.Manifest.writeFile); err != nil {
				return err
			}
		}
	}
	return set.place()
}
