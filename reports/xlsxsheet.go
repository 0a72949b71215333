package reports

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// xlsxMeasured is how many rows are looked at for the widths of the columns,
// which stand before the rows.
const xlsxMeasured = 100

// An xlsxRowWriter writes the rows of one sheet.
type xlsxRowWriter struct {
	name    string
	out     *bufio.Writer
	columns []Column
	n       int    // rows written, with that of the names
	cut     int    // texts longer than a cell holds
	line    []byte // the rows that are not written yet
	widths  []int  // of the columns in half-width characters, until they are written
}

// head begins the sheet with the names of the columns, which stay in view.
func (s *xlsxRowWriter) head() error {
	s.widths = make([]int, len(s.columns))
	s.begin()
	for i, column := range s.columns {
		s.text(i, column.Name, xlsxHead)
	}
	return s.end()
}

// row writes a row.
func (s *xlsxRowWriter) row(cells []Cell) error {
	s.begin()
	for i, cell := range cells {
		if !cell.set {
			continue
		}
		switch cell.kind {
		case Text, Date:
			if day, ok := xlsxSerial(cell); ok {
				s.value(i, strconv.Itoa(day), "", xlsxDay)
				s.measure(i, len(time.DateOnly))
			} else {
				s.text(i, cell.text, verbatim(cell.text))
			}
		case Bool:
			s.value(i, strconv.Itoa(int(cell.bits)), "b", xlsxPlain)
		case Int:
			s.value(i, strconv.FormatInt(cell.Int(), 10), "", xlsxPlain)
		case Float:
			s.value(i, string(appendShortest(nil, cell.Float())), "", xlsxPlain)
		}
	}
	return s.end()
}

func (s *xlsxRowWriter) begin() {
	s.n++
	s.line = append(s.line, `<row r="`...)
	s.line = strconv.AppendInt(s.line, int64(s.n), 10)
	s.line = append(s.line, `">`...)
}

func (s *xlsxRowWriter) end() error {
	s.line = append(s.line, "</row>"...)
	if s.widths != nil {
		if s.n <= xlsxMeasured {
			return nil
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	_, err := s.out.Write(s.line)
	s.line = s.line[:0]
	return err
}

// open writes what stands before the rows.
func (s *xlsxRowWriter) open() error {
	fmt.Fprintf(s.out, `%s<worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0">`+
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`, xlsxProlog, xlsxMain)
	for i, width := range s.widths {
		fmt.Fprintf(s.out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, min(max(width, 6), 60)+4)
	}
	s.widths = nil
	_, err := s.out.WriteString("</cols><sheetData>")
	return err
}

// close ends the sheet. Texts that look like numbers, such as years, are meant.
func (s *xlsxRowWriter) close() error {
	if s.widths != nil {
		if err := s.open(); err != nil {
			return err
		}
	}
	if _, err := s.out.Write(s.line); err != nil {
		return err
	}
	area := strings.ReplaceAll(s.area(), "$", "")
	fmt.Fprintf(s.out, `</sheetData><autoFilter ref="%s"/><ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors></worksheet>`, area, area)
	return s.out.Flush()
}

// area is the cells of the sheet.
func (s *xlsxRowWriter) area() string {
	return fmt.Sprintf("$A$1:$%s$%d", appendColumn(nil, len(s.columns)-1), s.n)
}

// value appends a cell that is no text.
func (s *xlsxRowWriter) value(column int, value, kind string, style int) {
	s.place(column, kind, style)
	s.line = append(s.line, "<v>"...)
	s.line = append(s.line, value...)
	s.line = append(s.line, "</v></c>"...)
	s.measure(column, len(value))
}

// text appends a text, which can be no formula: that would be another element.
func (s *xlsxRowWriter) text(column int, text string, style int) {
	if n := utf16Prefix(text, xlsxText); n < len(text) {
		text = text[:n]
		s.cut++
	}
	s.place(column, "inlineStr", style)
	s.line = append(s.line, `<is><t xml:space="preserve">`...)
	s.line = appendXMLText(s.line, text)
	s.line = append(s.line, "</t></is></c>"...)
	if s.widths != nil {
		width := 0
		for _, r := range text {
			if width++; r >= 0x1100 {
				width++
			}
		}
		s.measure(column, width)
	}
}

func (s *xlsxRowWriter) place(column int, kind string, style int) {
	s.line = append(s.line, `<c r="`...)
	s.line = appendColumn(s.line, column)
	s.line = strconv.AppendInt(s.line, int64(s.n), 10)
	if s.line = append(s.line, '"'); style != xlsxPlain {
		s.line = append(s.line, ` s="`...)
		s.line = append(strconv.AppendInt(s.line, int64(style), 10), '"')
	}
	if kind != "" {
		s.line = append(s.line, ` t="`...)
		s.line = append(append(s.line, kind...), '"')
	}
	s.line = append(s.line, '>')
}

func (s *xlsxRowWriter) measure(column, width int) {
	if s.widths != nil {
		s.widths[column] = max(s.widths[column], width)
	}
}

// appendColumn appends the letters of a column, counted from 0: A, Z, AA.
func appendColumn(b []byte, column int) []byte {
	if column >= 26 {
		b = appendColumn(b, column/26-1)
	}
	return append(b, 'A'+byte(column%26))
}

// xlsxSerial returns a day as Excel counts days. It has none before 1900 and a
// 29th of February in that year, so days before March 1900 stay texts, as months
// and years do.
func xlsxSerial(c Cell) (int, bool) {
	if c.kind != Date {
		return 0, false
	}
	day, err := time.Parse(time.DateOnly, c.text)
	if err != nil {
		return 0, false
	}
	const day1970 = 25569
	n := int(day.Unix()/(24*60*60)) + day1970
	return n, n > 60
}

// verbatim returns the style of a text that would be a formula if typed.
func verbatim(text string) int {
	if formulaLike(text) {
		return xlsxVerbatim
	}
	return xlsxPlain
}

// formulaLike tells whether a spreadsheet that reads the text, as from CSV, may
// take it for a formula (OWASP, CSV Injection).
func formulaLike(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

// utf16Prefix returns how many bytes of s have at most so many UTF-16 units.
func utf16Prefix(s string, units int) int {
	if len(s) <= units {
		return len(s)
	}
	for i, r := range s {
		if units--; r >= 0x10000 {
			units--
		}
		if units < 0 {
			return i
		}
	}
	return len(s)
}

func xmlText(s string) string { return string(appendXMLText(nil, s)) }

// appendXMLText appends s with what XML cannot hold, and \r, which it would
// change, as _xHHHH_ (ECMA-376, ST_Xstring); where s itself has that, its first
// _ is written so.
func appendXMLText(b []byte, s string) []byte {
	for i, r := range s { // invalid bytes come as U+FFFD
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b = fmt.Appendf(b, "_x%04X_", r)
		case r == '_' && isXMLEscape(s[i:]):
			b = append(b, "_x005F_"...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// isXMLEscape tells whether s begins with _xHHHH_.
func isXMLEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}
