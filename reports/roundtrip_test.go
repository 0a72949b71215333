package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawText draws texts that are mostly what the formats have to escape.
func drawText() *rapid.Generator[string] {
	awkward := rapid.SampledFrom([]rune("\"',;|\\\t\n\r\x00\x1b\ufeff\u2028\u0085 　中国“”…—<&tnr𠮷"))
	return rapid.OneOf(rapid.StringOfN(awkward, 0, 12, -1), rapid.String())
}

func drawCell(kind Kind) *rapid.Generator[Cell] {
	switch kind {
	case Int:
		return rapid.Map(rapid.Int64(), IntCell)
	case Float:
		return rapid.Map(rapid.Float64().Filter(finite), FloatCell)
	case Bool:
		return rapid.Map(rapid.Bool(), BoolCell)
	case Date:
		return rapid.Map(rapid.SampledFrom([]string{"", "2005", "2005-06", "2005-06-28", "2005-W26"}), DateCell)
	default:
		return rapid.Map(drawText(), TextCell)
	}
}

// drawTable draws columns, all optional, and rows.
func drawTable(t *rapid.T) (columns []Column, rows [][]Cell) {
	names := rapid.SliceOfNDistinct(drawText().Filter(func(s string) bool { return s != "" }), 1, 5, rapid.ID).Draw(t, "names")
	for _, name := range names {
		kind := Kind(rapid.IntRange(0, len(kindNames)-1).Draw(t, "kind"))
		columns = append(columns, Column{Name: name, Kind: kind, Optional: true})
	}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		var row []Cell
		for _, c := range columns {
			cell := Empty()
			if rapid.IntRange(0, 4).Draw(t, "present") > 0 {
				cell = drawCell(c.Kind).Draw(t, "cell")
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return columns, rows
}

func mustWrite(t *rapid.T, format string, columns []Column, rows [][]Cell) string {
	f, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := Write(&b, f, tableOf(columns, rows), Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sameText checks a field of a text format against the cell it was.
func sameText(c Cell, field string) error {
	if c.IsEmpty() {
		if field != "" {
			return fmt.Errorf("%q for an empty cell", field)
		}
		return nil
	}
	switch c.Kind() {
	case Int:
		if n, err := strconv.ParseInt(field, 10, 64); err != nil || n != c.Int() {
			return fmt.Errorf("%q for %d", field, c.Int())
		}
	case Float:
		f, err := strconv.ParseFloat(field, 64)
		tolerance := math.Max(math.Abs(c.Float())*5.000001e-10, math.SmallestNonzeroFloat64)
		if overflow := math.Abs(c.Float()) > 1.797693134e308; !overflow && (err != nil || math.Abs(f-c.Float()) > tolerance) {
			return fmt.Errorf("%q for %v", field, c.Float())
		}
		if field == "-0" {
			return fmt.Errorf("negative zero")
		}
	case Bool:
		if b, err := strconv.ParseBool(field); err != nil || b != c.Bool() {
			return fmt.Errorf("%q for %v", field, c.Bool())
		}
	default:
		if field != c.Text() {
			return fmt.Errorf("%q for %q", field, c.Text())
		}
	}
	return nil
}

// sameRecords checks what was read from a text format.
func sameRecords(t *rapid.T, columns []Column, rows [][]Cell, records [][]string, as func(string) string) {
	if len(records) != len(rows)+1 {
		t.Fatalf("%d records of %d rows", len(records), len(rows))
	}
	for i, c := range columns {
		if len(records[0]) != len(columns) || records[0][i] != as(c.Name) {
			t.Fatalf("head %q for %v", records[0], columns)
		}
	}
	for i, row := range rows {
		for j, cell := range row {
			cell.text = as(cell.text)
			if len(records[i+1]) != len(row) {
				t.Fatalf("row %d has %d fields for %d cells", i, len(records[i+1]), len(row))
			}
			if err := sameText(cell, records[i+1][j]); err != nil {
				t.Fatalf("row %d, column %d: %v", i, j, err)
			}
		}
	}
}

func TestCSVReadsBack(t *testing.T) { readsBackBetween(t, "csv", ',') }

func TestTSVReadsBack(t *testing.T) { readsBackBetween(t, "tsv", '\t') }

func readsBackBetween(t *testing.T, format string, comma rune) {
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := drawTable(t)
		r := csv.NewReader(strings.NewReader(mustWrite(t, format, columns, rows)))
		r.Comma = comma
		records, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		// Go's reader, not the file, makes "\r\n" inside quotes a "\n".
		sameRecords(t, columns, rows, records, func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") })
	})
}

// cellOf reads a JSON value as the cell of a column.
func cellOf(c Column, data json.RawMessage) (Cell, error) {
	if string(data) == "null" {
		return Empty(), nil
	}
	switch c.Kind {
	case Int:
		return decoded(data, IntCell)
	case Float:
		return decoded(data, FloatCell)
	case Bool:
		return decoded(data, BoolCell)
	case Date:
		return decoded(data, DateCell)
	default:
		return decoded(data, TextCell)
	}
}

func decoded[V any](data []byte, cell func(V) Cell) (Cell, error) {
	var v V
	err := json.Unmarshal(data, &v)
	return cell(v), err
}

func TestJSONReadsBack(t *testing.T) {
	cells := cmp.Comparer(func(a, b Cell) bool {
		// Zero loses its sign.
		return a == b || a.IsEmpty() && b.IsEmpty() || a.Kind() == Float && a.Kind() == b.Kind() && a.Float() == b.Float()
	})
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := drawTable(t)
		var got struct {
			Columns []struct{ Name, Kind string }
			Rows    []map[string]json.RawMessage
			Notes   []string
		}
		text := mustWrite(t, "json", columns, rows)
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		var read [][]Cell
		for _, object := range got.Rows {
			var row []Cell
			for i, c := range columns {
				if got.Columns[i].Name != c.Name || got.Columns[i].Kind != c.Kind.String() {
					t.Fatalf("column %v for %v", got.Columns[i], c)
				}
				cell, err := cellOf(c, object[c.Name])
				if err != nil {
					t.Fatal(err)
				}
				row = append(row, cell)
			}
			read = append(read, row)
		}
		if diff := cmp.Diff(rows, read, cells); diff != "" {
			t.Fatalf("-want +got\n%s\n%s", diff, text)
		}
		lines := mustWrite(t, "jsonl", columns, rows)
		if n := strings.Count(lines, "\n"); n != len(rows) {
			t.Fatalf("%d lines of %d rows", n, len(rows))
		}
		for line := range strings.Lines(lines) {
			if !strings.Contains(text, strings.TrimSuffix(line, "\n")) {
				t.Fatalf("json and jsonl differ: %s", line)
			}
		}
	})
}

// The fast quoting against that of encoding/json, on any bytes.
func TestQuotedAsEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(drawText(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "s")
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		if got := string(appendQuoted(nil, s)) + "\n"; got != want.String() {
			t.Fatalf("%q is %s, want %s", s, got, want.String())
		}
	})
}
