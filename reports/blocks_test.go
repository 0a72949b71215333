package reports

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"pgregory.net/rapid"
)

// numbered yields rows that differ, with texts in memory that is written over
// when the next row comes.
func numbered(rows int) *Table {
	columns := []Column{{Name: "word"}, {Name: "count", Kind: Int}, {Name: "share", Kind: Float, Optional: true}, {Name: "note"}}
	return &Table{Columns: columns, Rows: func(yield func([]Cell, error) bool) {
		row, memory := make([]Cell, 4), []byte(nil)
		for i := range rows {
			memory = fmt.Appendf(memory[:0], "%s%d", strings.Repeat("词", i%7), i)
			word := unsafe.String(&memory[0], len(memory))
			row[0], row[1], row[2], row[3] = TextCell(word), IntCell(int64(i)), Empty(), TextCell("")
			if i%3 > 0 {
				row[2] = FloatCell(1 / float64(i))
			}
			if !yield(row, nil) {
				return
			}
			clear(memory)
		}
	}}
}

// Rows are written in their order, all of them once, by any number of processors:
// as encoding/csv writes them one by one.
func TestBlocksKeepTheOrder(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, rows := range []int{0, 1, blockRows - 1, blockRows, blockRows + 1, mostBlocks * blockRows, 20*blockRows + 7} {
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		if err := w.Write([]string{"word", "count", "share", "note"}); err != nil {
			t.Fatal(err)
		}
		for row := range numbered(rows).Rows {
			record := []string{row[0].Text(), fmt.Sprint(row[1].Int()), string(appendCell(nil, row[2])), ""}
			if err := w.Write(record); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		var first map[string]string
		for _, processors := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(processors)
			got := make(map[string]string)
			for _, format := range []string{"csv", "tsv", "json", "jsonl", "markdown"} {
				got[format] = write(t, format, numbered(rows), Options{})
			}
			if got["csv"] != want.String() {
				t.Fatalf("%d rows on %d processors: %d bytes, want %d", rows, processors, len(got["csv"]), want.Len())
			}
			if first == nil {
				first = got
			}
			for format := range got {
				if got[format] != first[format] {
					t.Errorf("%s of %d rows differs on %d processors", format, rows, processors)
				}
			}
		}
	}
}

// A table that fails in the midst ends with its error, or its panic, and leaves
// no goroutine behind.
func TestBlocksEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	broken := errors.New("broken")
	for _, panics := range []bool{false, true} {
		table := numbered(9 * blockRows)
		rows := table.Rows
		table.Rows = func(yield func([]Cell, error) bool) {
			for row := range rows {
				if row[1].Int() < 5*blockRows+3 {
					if !yield(row, nil) {
						return
					}
				} else if panics {
					panic(broken)
				} else {
					yield(nil, broken)
					return
				}
			}
		}
		err := func() (err error) {
			defer func() {
				if r := recover(); r != nil {
					err = r.(error)
				}
			}()
			f, _ := Lookup("csv")
			return Write(io.Discard, f, table, Options{})
		}()
		if err != broken {
			t.Errorf("%v", err)
		}
	}
	full := errors.New("full")
	f, _ := Lookup("csv")
	if err := Write(failing{full}, f, numbered(20*blockRows), Options{}); err != full {
		t.Errorf("%v", err)
	}
	for end := time.Now().Add(time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// Fields are quoted as encoding/csv quotes them.
func TestFieldsAreThoseOfEncodingCSV(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("词,\t\"\r\n \u3000\\.a'"))), rapid.Just(`\.`))
	rapid.Check(t, func(t *rapid.T) {
		record := rapid.SliceOfN(text, 2, 5).Draw(t, "record")
		comma := rapid.SampledFrom([]rune{',', '\t'}).Draw(t, "comma")
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		w.Comma = comma
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		row := make([]Cell, len(record))
		for i := range record {
			row[i] = TextCell(record[i])
		}
		if got := string(appendRecord(nil, byte(comma), row)); got != want.String() {
			t.Errorf("%q, encoding/csv has %q", got, want.String())
		}
	})
}

// slowFloat is appendFloat by reading ten digits back.
func slowFloat(f float64) string {
	text := strconv.FormatFloat(f, 'e', significant-1, 64)
	rounded, err := strconv.ParseFloat(text, 64)
	if err != nil { // the largest floats round up to more than a float64 holds
		return text
	}
	return string(appendShortest(nil, rounded))
}

func TestFloatsAsReadBack(t *testing.T) {
	for exponent := -325; exponent <= 308; exponent++ {
		for _, digits := range []string{"1", "9.9999999995", "9.99999999949", "1.0000000005", "1.23456789012345678", "4.5"} {
			f, err := strconv.ParseFloat(fmt.Sprintf("%se%d", digits, exponent), 64)
			if err != nil {
				continue // larger than all floats
			}
			for _, f := range []float64{f, -f, math.Nextafter(f, 0), math.Nextafter(f, 1)} {
				if got := string(appendFloat(nil, f)); got != slowFloat(f) {
					t.Errorf("%v: %s, want %s", f, got, slowFloat(f))
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f := math.Float64frombits(rapid.Uint64().Draw(t, "bits"))
		if rapid.Bool().Draw(t, "decimal") {
			f = float64(rapid.Int64().Draw(t, "n")) / math.Pow10(rapid.IntRange(0, 18).Draw(t, "places"))
		}
		if !finite(f) {
			return
		}
		if got := string(appendFloat(nil, f)); got != slowFloat(f) {
			t.Errorf("%v: %s, want %s", f, got, slowFloat(f))
		}
	})
}
