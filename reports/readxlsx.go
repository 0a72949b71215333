package reports

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// xlsxProvenanceSheet is the name of the sheet with the manifest.
const xlsxProvenanceSheet = "provenance"

// xlsxProvenanceChinese is that of a report in Chinese.
const xlsxProvenanceChinese = "来源"

func isProvenance(sheet string) bool {
	return strings.EqualFold(sheet, xlsxProvenanceSheet) || sheet == xlsxProvenanceChinese
}

// An xlsxPart is a sheet of a workbook of ours.
type xlsxPart struct {
	name string
	file *zip.File
}

// xlsxSheets returns the sheets of a workbook that was written here: sheet n is
// in sheetn.xml, and texts stand in their cells.
func xlsxSheets(f *os.File) ([]xlsxPart, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	files := make(map[string]*zip.File)
	for _, file := range z.File {
		files[file.Name] = file
	}
	if files["xl/workbook.xml"] == nil {
		return nil, ErrNoManifest // a zip file of something else
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	part, err := files["xl/workbook.xml"].Open()
	if err != nil {
		return nil, err
	}
	defer part.Close()
	if err := xml.NewDecoder(part).Decode(&book); err != nil {
		return nil, err
	}
	var sheets []xlsxPart
	for i, s := range book.Sheets {
		name := fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		if files[name] == nil {
			return nil, fmt.Errorf("the workbook has no %s", name)
		}
		sheets = append(sheets, xlsxPart{s.Name, files[name]})
	}
	return sheets, nil
}

// rows calls see with each row of the sheet, that of the names first. A cell that
// is not there is an empty text.
func (s xlsxPart) rows(see func(row []string)) error {
	part, err := s.file.Open()
	if err != nil {
		return err
	}
	defer part.Close()
	d := xml.NewDecoder(bufio.NewReader(part))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "row" {
			continue
		}
		var row struct {
			Cells []xlsxCell `xml:"c"`
		}
		if err := d.DecodeElement(&row, &start); err != nil {
			return err
		}
		var cells []string
		for _, c := range row.Cells {
			if c.Kind == "s" {
				return errors.New("another program has saved this workbook, and only what tifa wrote can be read")
			}
			column := c.column()
			for len(cells) < column {
				cells = append(cells, "")
			}
			cells = append(cells, c.Value+unescapeXLSX(c.Text))
		}
		see(cells)
	}
}

// An xlsxCell is a cell: a number or a text.
type xlsxCell struct {
	Place string `xml:"r,attr"`
	Kind  string `xml:"t,attr"`
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
}

// column is the number of its column, counted from 0.
func (c *xlsxCell) column() int {
	n := 0
	for _, letter := range []byte(c.Place) {
		if letter < 'A' || letter > 'Z' {
			break
		}
		n = 26*n + int(letter-'A') + 1
	}
	return min(n-1, xlsxColumns)
}

var xlsxEscape = regexp.MustCompile(`_x[0-9A-F]{4}_`)

// unescapeXLSX undoes what appendXMLText does besides the escapes of XML.
func unescapeXLSX(s string) string {
	return xlsxEscape.ReplaceAllStringFunc(s, func(e string) string {
		r, err := strconv.ParseUint(e[2:6], 16, 32)
		if err != nil {
			return e
		}
		return string(rune(r))
	})
}
