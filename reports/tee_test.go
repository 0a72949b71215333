package reports

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// many returns a table of n rows that can be read once, and says at its end how
// many there were.
func many(t *testing.T, n int) *Table {
	read := false
	table := &Table{Name: "many", Columns: []Column{{Name: "词"}, {Name: "n", Kind: Int}}, Manifest: sample().Manifest}
	table.Rows = func(yield func([]Cell, error) bool) {
		if read {
			t.Error("the rows are read twice")
		}
		read = true
		buf := make([]Cell, 2)
		for i := range n {
			buf[0], buf[1] = TextCell(fmt.Sprint("词", i)), IntCell(int64(i))
			if !yield(buf, nil) {
				return
			}
		}
		table.Notes = append(table.Notes, fmt.Sprintf("%d rows", n))
	}
	return table
}

// Several files at once have the bytes that each has by itself.
func TestWriteFilesAsOneByOne(t *testing.T) {
	for _, n := range []int{0, 1, teeRows, 5*teeRows + 7} {
		together, alone := t.TempDir(), t.TempDir()
		var targets []Target
		var stdout, want strings.Builder
		targets = append(targets, Target{W: &stdout, Format: csvFormat})
		for _, f := range formats {
			targets = append(targets, Target{Path: filepath.Join(together, "out"+f.Ending), Format: f})
			if _, err := WriteFile(filepath.Join(alone, "out"+f.Ending), f, many(t, n), Options{}); err != nil {
				t.Fatal(err)
			}
		}
		table := many(t, n)
		if _, err := WriteFiles(targets, table, Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(folder(t, alone), folder(t, together)); diff != "" {
			t.Errorf("%d rows: -alone +together\n%s", n, diff)
		}
		if err := Write(&want, csvFormat, many(t, n), Options{}); err != nil || stdout.String() != want.String() {
			t.Errorf("%d rows: standard output has %d bytes, want %d (%v)", n, stdout.Len(), want.Len(), err)
		}
		if diff := cmp.Diff([]string{fmt.Sprintf("%d rows", n)}, table.Notes); diff != "" {
			t.Error(diff)
		}
	}
}

// A note of one format is told once, beside those of the rows.
func TestWriteFilesNotes(t *testing.T) {
	dir := t.TempDir()
	xlsx, _ := Lookup("xlsx")
	table := tableOf([]Column{{Name: "body"}}, [][]Cell{{TextCell(strings.Repeat("a", 40_000))}})
	table.Notes = []string{"one"}
	_, err := WriteFiles([]Target{{Path: filepath.Join(dir, "a.csv"), Format: csvFormat}, {Path: filepath.Join(dir, "a.xlsx"), Format: xlsx}}, table, Options{})
	if err != nil || len(table.Notes) != 2 || table.Notes[0] != "one" || !strings.HasPrefix(table.Notes[1], "xlsx: 1 texts") {
		t.Errorf("notes %q, %v", table.Notes, err)
	}
}

// What two formats say alike is told once.
func TestWriteFilesNoteTwice(t *testing.T) {
	tsv, _ := Lookup("tsv")
	table := hostileTable()
	before := len(table.Notes)
	_, err := WriteFiles([]Target{{W: io.Discard, Format: csvFormat}, {W: io.Discard, Format: tsv}}, table, Options{BOM: true})
	if err != nil || len(table.Notes) != before+1 {
		t.Errorf("notes %q, %v", table.Notes[before:], err)
	}
}

// After an error of the rows, of one writer or in the middle of a panic nothing
// is left: no file and no goroutine.
func TestWriteFilesAllOrNone(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	broken := errors.New("block 7")
	for _, n := range []int{10, 20 * teeRows} {
		dir := t.TempDir()
		both := func(w io.Writer) []Target {
			return []Target{{Path: filepath.Join(dir, "a.csv"), Format: csvFormat}, {W: w, Format: csvFormat}}
		}
		failing := many(t, n)
		rows := failing.Rows
		failing.Rows = func(yield func([]Cell, error) bool) {
			for row, err := range rows {
				if !yield(row, err) {
					return
				}
			}
			yield(nil, broken)
		}
		if files, err := WriteFiles(both(io.Discard), failing, Options{}); err != broken || files != nil {
			t.Errorf("%v, error %v", files, err)
		}
		var none full
		if _, err := WriteFiles(both(&none), many(t, n), Options{}); !errors.Is(err, errFull) {
			t.Errorf("error %v", err)
		}
		panicking := many(t, n)
		panicking.Rows = func(yield func([]Cell, error) bool) {
			for range n {
				if !yield([]Cell{TextCell("a"), IntCell(1)}, nil) {
					return
				}
			}
			panic("mistake")
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_, _ = WriteFiles(both(io.Discard), panicking, Options{})
		}()
		if got := folder(t, dir); len(got) != 0 {
			t.Errorf("left behind: %v", got)
		}
	}
	for range 1000 { // the last ones may be on their way out
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), goroutines)
}
