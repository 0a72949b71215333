package reports

import (
	"errors"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func entries(list ...Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func labels(name string, texts ...string) *Table {
	var rows [][]Cell
	for _, s := range texts {
		rows = append(rows, []Cell{TextCell(s)})
	}
	return tableOf([]Column{{Name: name}}, rows)
}

// counts is
//
//	3 0 1
//	0 2 0
func counts() *Matrix {
	return &Matrix{
		Rows: 2, Cols: 3, Entries: 3, Integer: true,
		Values:   entries(Entry{0, 0, 3}, Entry{0, 2, 1}, Entry{1, 1, 2}),
		RowTable: labels("id", "20050628-1-1", "20050628-5-1"),
		ColTable: labels("word", "改革", "开放", "a,b"),
		Comments: []string{"rows: documents\ncolumns: words"},
	}
}

const wantCounts = `%%MatrixMarket matrix coordinate integer general
% rows: documents
% columns: words
2 3 3
1 1 3
1 3 1
2 2 2
`

func TestMatrixMarket(t *testing.T) {
	for name, c := range map[string]struct {
		m    *Matrix
		want string
	}{
		"integer": {counts(), wantCounts},
		"real": {
			&Matrix{Rows: 1, Cols: 4, Entries: 4, Values: entries(
				Entry{0, 0, 1.0 / 3}, Entry{0, 1, 2}, Entry{0, 2, math.Copysign(0, -1)}, Entry{0, 3, 1e-9})},
			"%%MatrixMarket matrix coordinate real general\n1 4 4\n1 1 0.3333333333333333\n1 2 2\n1 3 0\n1 4 1e-09\n",
		},
		"no entries": {&Matrix{Rows: 5, Cols: 7}, "%%MatrixMarket matrix coordinate real general\n5 7 0\n"},
	} {
		var b strings.Builder
		if err := WriteMatrixMarket(&b, c.m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, b.String()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

func TestMatrixErrors(t *testing.T) {
	for want, m := range map[string]*Matrix{
		"matrix: 1 entries, 2 announced":                                                     {Entries: 2, Values: entries(Entry{0, 0, 1})},
		"matrix: 0 entries, 1 announced":                                                     {Entries: 1},
		"matrix: more than the 1 entries announced":                                          {Entries: 1, Values: entries(Entry{0, 0, 1}, Entry{0, 1, 1})},
		"matrix: entry 1 at (2, 0): outside 2 × 2":                                           {Entries: 1, Values: entries(Entry{2, 0, 1})},
		"matrix: entry 1 at (0, 2): outside 2 × 2":                                           {Entries: 1, Values: entries(Entry{0, 2, 1})},
		"matrix: entry 1 at (-1, 0): outside 2 × 2":                                          {Entries: 1, Values: entries(Entry{-1, 0, 1})},
		"matrix: entry 2 at (0, 1): not after (1, 0)":                                        {Entries: 2, Values: entries(Entry{1, 0, 1}, Entry{0, 1, 1})},
		"matrix: entry 2 at (0, 1): not after (0, 1)":                                        {Entries: 2, Values: entries(Entry{0, 1, 1}, Entry{0, 1, 1})},
		"matrix: entry 1 at (0, 0): not a finite number":                                     {Entries: 1, Values: entries(Entry{0, 0, math.NaN()})},
		"matrix: entry 1 at (0, 0): 0.5 is not a whole number up to 2^53":                    {Entries: 1, Integer: true, Values: entries(Entry{0, 0, 0.5})},
		"matrix: entry 1 at (0, 0): 1.8014398509481984e+16 is not a whole number up to 2^53": {Entries: 1, Integer: true, Values: entries(Entry{0, 0, 1 << 54})},
	} {
		m.Rows, m.Cols = 2, 2
		if err := WriteMatrixMarket(&strings.Builder{}, m); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	broken := errors.New("block 7")
	m := counts()
	m.Values = func(yield func(Entry, error) bool) { yield(Entry{}, broken) }
	if err := WriteMatrixMarket(&strings.Builder{}, m); err != broken {
		t.Errorf("error %v", err)
	}
	var none full
	if err := WriteMatrixMarket(&none, counts()); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

func mtx(path string) []MatrixTarget {
	f, _ := LookupMatrix("mtx")
	return []MatrixTarget{{path, f}}
}

func TestWriteMatrixFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.mtx")
	m := counts()
	m.Manifest = sample().Manifest
	m.RowTable.Notes = sample().Notes
	files, err := WriteMatrixFiles(mtx(path), m)
	if err != nil {
		t.Fatal(err)
	}
	wantFiles := []string{path, filepath.Join(dir, "out.rows.csv"), filepath.Join(dir, "out.cols.csv"), path + ".tifa.json"}
	if diff := cmp.Diff(wantFiles, files); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want := map[string]string{
		"out.mtx":           wantCounts,
		"out.rows.csv":      "id\n20050628-1-1\n20050628-5-1\n",
		"out.cols.csv":      "word\n改革\n开放\n\"a,b\"\n",
		"out.mtx.tifa.json": wantManifest,
	}
	if diff := cmp.Diff(want, folder(t, dir)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestWriteMatrixFilesLeavesNothing(t *testing.T) {
	for want, change := range map[string]func(*Matrix){
		"matrix: 3 entries, 4 announced":            func(m *Matrix) { m.Entries = 4 },
		"matrix: 2 rows, but 1 rows in their table": func(m *Matrix) { m.RowTable = labels("id", "a") },
		"matrix: 3 cols, but 0 rows in their table": func(m *Matrix) { m.ColTable = &Table{Columns: []Column{{Name: "word"}}} },
		"no columns": func(m *Matrix) { m.ColTable = &Table{} },
		`json: error calling MarshalJSON for type reports.Pairs: two values of "a"`: func(m *Matrix) {
			m.Manifest = &Manifest{Parameters: Pairs{{"a", ""}, {"a", ""}}}
		},
	} {
		dir := t.TempDir()
		m := counts()
		change(m)
		if files, err := WriteMatrixFiles(mtx(filepath.Join(dir, "out.mtx")), m); err == nil || err.Error() != want || files != nil {
			t.Errorf("%v, error %v, want %s", files, err, want)
		}
		if got := folder(t, dir); len(got) > 0 {
			t.Errorf("%s: left behind %v", want, got)
		}
	}
	if _, err := WriteMatrixFiles(mtx(os.DevNull), counts()); err == nil && os.DevNull == "/dev/null" {
		t.Error("a matrix fitted into a device")
	}
}
