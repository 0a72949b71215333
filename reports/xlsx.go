package reports

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What a sheet and a cell of Excel hold.
const (
	xlsxRows    = 1 << 20
	xlsxColumns = 1 << 14
	xlsxText    = 1<<15 - 1 // UTF-16 units of a cell
)

// Numbers of the styles in xlsxStyles.
const (
	xlsxPlain = iota
	xlsxHead
	xlsxDay
	xlsxVerbatim // stays a text when somebody edits the cell
)

const xlsxStyles = xlsxProlog + `<styleSheet xmlns="` + xlsxMain + `">` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const (
	xlsxProlog        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	xlsxMain          = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	xlsxPackage       = "http://schemas.openxmlformats.org/package/2006/"
	xlsxRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	xlsxType          = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// writeXLSX writes the xlsx format.
//
// It is written here and not with excelize's StreamWriter because that keeps the
// sheet in a temporary file and the whole workbook in memory, cuts long texts in
// silence, needs the range of the filter before the rows, and puts two streamed
// sheets into the file in the order of a map. So excelize can be the other
// project that reads it back.
func writeXLSX(w *bufio.Writer, t *Table, opt Options) error {
	b := &xlsxBook{zip: newZip(w), rows: xlsxRows}
	return b.write(t, opt)
}

// An xlsxBook is a workbook that is being written, sheet behind sheet.
type xlsxBook struct {
	zip    zipWriter
	rows   int // of a sheet at most
	sheets []xlsxSheet
	cut    int // texts longer than a cell holds
}

// An xlsxSheet is a sheet that is written.
type xlsxSheet struct {
	name   string
	filter string // the cells that the filter is over: $A$1:$C$9
}

func (b *xlsxBook) write(t *Table, opt Options) error {
	if len(t.Columns) > xlsxColumns {
		return t.wrap(fmt.Errorf("%d columns, and a sheet of Excel holds %d", len(t.Columns), xlsxColumns))
	}
	name := sheetName(t.Name)
	if err := b.table(name, t); err != nil {
		return err
	}
	if n := len(b.sheets); n > 1 {
		t.note(fmt.Sprintf("xlsx: the rows go on in %d further sheets, to %q: a sheet holds %d", n-1, b.sheets[n-1].name, b.rows))
	}
	if b.cut > 0 {
		t.note(fmt.Sprintf("xlsx: %d texts are cut at %d characters, which is all that a cell holds", b.cut, xlsxText))
	}
	facts, err := t.xlsxProvenance(opt)
	if err != nil {
		return t.wrap(err)
	}
	if facts != nil {
		if err := b.table(xlsxProvenanceSheet, facts); err != nil {
			return err
		}
	}
	if err := b.parts(); err != nil {
		return err
	}
	return b.zip.Close()
}

// xlsxProvenance returns the table of the last sheet; nil if it has no rows.
func (t *Table) xlsxProvenance(opt Options) (*Table, error) {
	facts := t.provenance(opt)
	if t.Manifest != nil && !opt.NoManifest {
		text, err := t.Manifest.withNotes(t.Notes...).compact()
		if err != nil {
			return nil, err
		}
		// Pieces are put together again to read it.
		rest, n := string(text), 0
		for len(rest) > 0 {
			piece := rest[:utf16Prefix(rest, xlsxText)]
			rest = rest[len(piece):]
			n++
			facts = append(facts, Pair{"manifest " + strconv.Itoa(n), piece})
		}
	}
	if len(facts) == 0 {
		return nil, nil
	}
	return &Table{
		Columns: []Column{{Name: "name"}, {Name: "value"}},
		Rows: func(yield func([]Cell, error) bool) {
			for _, f := range facts {
				if !yield([]Cell{TextCell(f.Name), TextCell(f.Value)}, nil) {
					return
				}
			}
		},
	}, nil
}

// sheetName returns a name that Excel takes for a sheet.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, validText(name))
	name = strings.TrimSpace(name[:utf16Prefix(name, 24)]) // of 31; a number may follow
	if name == "" || isProvenance(name) || strings.EqualFold(name, "history") {
		return "table"
	}
	return name
}

// table writes a table as one sheet, or several if its rows are many.
func (b *xlsxBook) table(name string, t *Table) error {
	var sheet *xlsxRowWriter
	next := func() (err error) {
		if sheet != nil {
			if err := sheet.close(); err != nil {
				return err
			}
			b.add(sheet)
			name = fmt.Sprintf("%s %d", sheetName(t.Name), len(b.sheets)+1)
		}
		out, err := b.zip.create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1))
		if err != nil {
			return err
		}
		sheet = &xlsxRowWriter{name: name, out: bufio.NewWriterSize(out, 1<<16), columns: t.Columns}
		return sheet.head()
	}
	if err := next(); err != nil {
		return err
	}
	err := t.each(func(row []Cell) error {
		if sheet.n == b.rows {
			if err := next(); err != nil {
				return err
			}
		}
		return sheet.row(row)
	})
	if err != nil {
		return err
	}
	if err := sheet.close(); err != nil {
		return err
	}
	b.add(sheet)
	return nil
}

func (b *xlsxBook) add(s *xlsxRowWriter) {
	b.cut += s.cut
	b.sheets = append(b.sheets, xlsxSheet{s.name, s.area()})
}

// parts writes the files that say which sheets there are.
func (b *xlsxBook) parts() error {
	var types, relations, sheets, names bytes.Buffer
	for i, s := range b.sheets {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, xlsxType)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, xlsxRelationships, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, xmlText(s.name), n, n)
		fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!%s</definedName>`, i, xmlText(s.name), s.filter)
	}
	last := len(b.sheets) + 1
	return errors.Join(
		b.zip.file("xl/styles.xml", xlsxStyles),
		b.zip.file("xl/workbook.xml", fmt.Sprintf(`%s<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets><definedNames>%s</definedNames></workbook>`,
			xlsxProlog, xlsxMain, xlsxRelationships, &sheets, &names)),
		b.zip.file("xl/_rels/workbook.xml.rels", fmt.Sprintf(`%s<Relationships xmlns="%srelationships">%s<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`,
			xlsxProlog, xlsxPackage, &relations, last, xlsxRelationships)),
		b.zip.file("_rels/.rels", fmt.Sprintf(`%s<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
			xlsxProlog, xlsxPackage, xlsxRelationships)),
		b.zip.file("[Content_Types].xml", fmt.Sprintf(`%s<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="%sstyles+xml"/>%s</Types>`,
			xlsxProlog, xlsxPackage, xlsxType, xlsxType, &types)),
	)
}
