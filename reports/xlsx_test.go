package reports

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func openXLSX(t interface{ Fatal(...any) }, text string) *excelize.File {
	f, err := excelize.OpenReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// asXLSX is a text as excelize reads it: what is no UTF-8 is U+FFFD.
func asXLSX(s string) string { return validText(s) }

// Any table read back by excelize: the raw values are the same.
func TestXLSXReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := drawTable(t)
		f := openXLSX(t, mustWrite(t, "xlsx", columns, rows))
		for j, column := range columns {
			got, err := f.GetCellValue("table", cellName(t, j, 1), excelize.Options{RawCellValue: true})
			if err != nil || got != asXLSX(column.Name) {
				t.Fatalf("column %d is %q, want %q (%v)", j, got, column.Name, err)
			}
		}
		for i, row := range rows {
			for j, cell := range row {
				name := cellName(t, j, i+2)
				got, err := f.GetCellValue("table", name, excelize.Options{RawCellValue: cell.Kind() != Date})
				if err != nil {
					t.Fatal(err)
				}
				if cell.IsEmpty() && got != "" {
					t.Fatalf("%s: %q for an empty cell", name, got)
				}
				want := cell
				want.text = asXLSX(cell.text)
				if err := sameText(want, got); !cell.IsEmpty() && err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if formula, err := f.GetCellFormula("table", name); formula != "" || err != nil {
					t.Fatalf("%s is a formula: %q, %v", name, formula, err)
				}
			}
		}
	})
}

func cellName(t interface{ Fatal(...any) }, column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// Kinds, dates, the filter and the pane, as excelize sees them. Serial numbers by
// hand: 25569 is 1970-01-01, and 10957 days later it is 2000-01-01.
func TestXLSXKinds(t *testing.T) {
	columns := []Column{
		{Name: "day", Kind: Date, Days: true, Optional: true}, {Name: "date", Kind: Date}, {Name: "count", Kind: Int},
		{Name: "share", Kind: Float, Optional: true}, {Name: "front", Kind: Bool}, {Name: "title"},
	}
	rows := [][]Cell{
		{DateCell("2000-01-01"), DateCell("1970-01-01"), IntCell(-7), FloatCell(1.0 / 3), BoolCell(true), TextCell("=cmd|' /C calc'!A0")},
		{DateCell("1900-03-01"), DateCell("2005"), IntCell(1 << 53), Empty(), BoolCell(false), TextCell("@SUM(A1)")},
		{DateCell("1900-02-28"), DateCell("1898-06-11"), IntCell(0), FloatCell(-2.5), BoolCell(false), TextCell("中国")},
		{Empty(), DateCell("2005-W26"), IntCell(0), FloatCell(-2.5), BoolCell(false), TextCell("")},
	}
	table := tableOf(columns, rows)
	table.Name = "docs"
	f := openXLSX(t, write(t, "xlsx", table, Options{}))
	kinds := map[string]excelize.CellType{
		"A2": excelize.CellTypeUnset, "B2": excelize.CellTypeUnset, "B3": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "D2": excelize.CellTypeUnset,
		"E2": excelize.CellTypeBool, "F2": excelize.CellTypeInlineString, "F3": excelize.CellTypeInlineString, "A4": excelize.CellTypeInlineString,
	}
	for cell, want := range kinds { // a number has no type of its own in the file
		if got, err := f.GetCellType("docs", cell); got != want || err != nil {
			t.Errorf("%s is of type %v, want %v (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{"A2": "36526", "A3": "61", "A4": "1900-02-28", "A5": "", "B2": "25569", "C3": "9007199254740992", "D2": "0.3333333333333333", "F2": "=cmd|' /C calc'!A0"} {
		if got, err := f.GetCellValue("docs", cell, excelize.Options{RawCellValue: true}); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if got, err := f.GetCellValue("docs", "A2"); got != "2000-01-01" || err != nil {
		t.Errorf("the day is shown as %q (%v)", got, err)
	}
	panes, err := f.GetPanes("docs")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 0 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'docs'!$A$1:$F$5" {
		t.Errorf("filter %+v", names)
	}
	if got := f.GetSheetList(); len(got) != 1 {
		t.Errorf("sheets %q, and there is no provenance", got)
	}
}

func TestXLSXProvenance(t *testing.T) {
	table := sample()
	table.Manifest.Arguments = []string{"=1+1", strings.Repeat("长", 40_000)}
	f := openXLSX(t, write(t, "xlsx", table, Options{}))
	rows, err := f.GetRows("provenance")
	if err != nil {
		t.Fatal(err)
	}
	facts := make(map[string][]string)
	manifest := ""
	for _, row := range rows {
		row = append(row, "")
		facts[row[0]] = append(facts[row[0]], row[1])
		if strings.HasPrefix(row[0], "manifest ") {
			manifest += row[1]
		}
	}
	want := append([]string{}, sample().Notes...)
	if diff := cmp.Diff(want, facts["note"]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := facts["filter: where"]; len(got) != 1 || got[0] != `date >= "1978-12" && front` {
		t.Errorf("filter %q", got)
	}
	var back Manifest
	if err := json.Unmarshal([]byte(manifest), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*table.Manifest.withNotes(want...), back); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	bare := sample()
	bare.Notes = nil
	if got := openXLSX(t, write(t, "xlsx", bare, Options{NoManifest: true})).GetSheetList(); len(got) != 1 {
		t.Errorf("sheets %q without manifest and notes", got)
	}
}

// A sheet that is full goes on in another; the real limit takes too long to reach.
func TestXLSXSheets(t *testing.T) {
	var rows [][]Cell
	for i := range 7 {
		rows = append(rows, []Cell{IntCell(int64(i))})
	}
	table := tableOf([]Column{{Name: "n", Kind: Int}}, rows)
	table.Name = "docs"
	var out bytes.Buffer
	b := &xlsxBook{zip: newZip(&out), rows: 4}
	if err := b.write(table, Options{}); err != nil {
		t.Fatal(err)
	}
	f := openXLSX(t, out.String())
	if diff := cmp.Diff([]string{"docs", "docs 2", "docs 3", "provenance"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	for sheet, want := range map[string][][]string{"docs": {{"n"}, {"0"}, {"1"}, {"2"}}, "docs 2": {{"n"}, {"3"}, {"4"}, {"5"}}, "docs 3": {{"n"}, {"6"}}} {
		if got, err := f.GetRows(sheet); !cmp.Equal(want, got) || err != nil {
			t.Errorf("%s has %v, %v", sheet, got, err)
		}
	}
	if len(table.Notes) != 1 || !strings.Contains(table.Notes[0], `2 further sheets, to "docs 3"`) {
		t.Errorf("notes %q", table.Notes)
	}
}

func TestXLSXLimits(t *testing.T) {
	// 𠮷 is two units of UTF-16, and the last would be cut in its middle.
	long := strings.Repeat("𠮷", 16_384)
	table := tableOf([]Column{{Name: "body"}}, [][]Cell{{TextCell(long)}, {TextCell(strings.Repeat("字", 32_767))}})
	f := openXLSX(t, write(t, "xlsx", table, Options{}))
	if got, _ := f.GetCellValue("table", "A2"); got != strings.Repeat("𠮷", 16_383) {
		t.Errorf("%d bytes of the text that is too long", len(got))
	}
	if got, _ := f.GetCellValue("table", "A3"); len(got) != 3*32_767 {
		t.Errorf("%d bytes of the text that fits", len(got))
	}
	if len(table.Notes) != 1 || !strings.HasPrefix(table.Notes[0], "xlsx: 1 texts are cut at 32767 characters") {
		t.Errorf("notes %q", table.Notes)
	}
	var wide []Column
	for i := range 16_385 {
		wide = append(wide, Column{Name: fmt.Sprint(i)})
	}
	if err := Write(io.Discard, Format{write: writeXLSX}, &Table{Columns: wide}, Options{}); err == nil || !strings.Contains(err.Error(), "holds 16384") {
		t.Errorf("error %v", err)
	}
	for name, want := range map[string]string{"": "table", "a/b:c": "a b c", "Provenance": "table", "词频": "词频", strings.Repeat("词", 40): strings.Repeat("词", 24)} {
		if got := sheetName(name); got != want {
			t.Errorf("sheet of %q is %q, want %q", name, got, want)
		}
	}
}

// The parts are in the file once each, and of one time.
func TestXLSXParts(t *testing.T) {
	text := write(t, "xlsx", sample(), Options{})
	r, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, f := range r.File {
		if seen[f.Name] || f.Modified.UTC().Year() != 1980 {
			t.Errorf("%s: twice or of %v", f.Name, f.Modified)
		}
		seen[f.Name] = true
	}
	if len(seen) != 7 {
		t.Errorf("parts %v", seen)
	}
}

// A million rows take the memory of one.
func TestXLSXStreams(t *testing.T) {
	rows := 1_000_000
	if testing.Short() {
		rows = 100_000
	}
	var heap []uint64
	table := &Table{Columns: []Column{{Name: "word"}, {Name: "count", Kind: Int}}, Rows: func(yield func([]Cell, error) bool) {
		row := make([]Cell, 2)
		for i := range rows {
			if i == rows/20 || i == rows-1 {
				heap = append(heap, liveHeap())
			}
			row[0], row[1] = TextCell("改革开放"), IntCell(int64(i))
			if !yield(row, nil) {
				return
			}
		}
	}}
	var out counter
	if err := Write(&out, Format{write: writeXLSX}, table, Options{}); err != nil {
		t.Fatal(err)
	}
	if heap[1] > heap[0]+1<<20 || out.bytes < rows {
		t.Errorf("the heap grew from %d to %d bytes; %d written", heap[0], heap[1], out.bytes)
	}
}
