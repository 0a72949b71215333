package reports

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// named is counts with names, and a row without entries in its middle:
//
//	3 0 1
//	0 0 0
//	0 2 0
func named() *Matrix {
	m := counts()
	m.Rows, m.Values = 3, entries(Entry{0, 0, 3}, Entry{0, 2, 1}, Entry{2, 1, 2})
	rows, cols := []string{"20050628-1-1", "一\n二#3", "=1+1"}, []string{"改革", "开放", "a,b"}
	m.RowTable = labels("id", rows...)
	m.RowName, m.ColName, m.RowKey = func(i int) string { return rows[i] }, func(i int) string { return cols[i] }, "id"
	m.Manifest = sample().Manifest
	return m
}

func real() *Matrix {
	m := named()
	m.Integer, m.Values = false, entries(Entry{0, 0, 1.0 / 3}, Entry{0, 2, 1}, Entry{2, 1, -2.5e-9})
	return m
}

func writeMatrix(t *testing.T, format string, m *Matrix) string {
	t.Helper()
	f, err := LookupMatrix(format)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var b strings.Builder
	if err := WriteMatrix(&b, f, m, filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	if left := folder(t, dir); len(left) > 0 {
		t.Errorf("%s: left behind %v", format, left)
	}
	return b.String()
}

func TestMatrixTextFormats(t *testing.T) {
	for format, want := range map[string]string{
		"svmlight": "1 1:3 3:1 # 20050628-1-1\n2 # 一\\n二#3\n3 2:2 # =1+1\n",
		"csv":      "doc_id,改革,开放,\"a,b\"\n20050628-1-1,3,0,1\n\"一\n二#3\",0,0,0\n=1+1,0,2,0\n",
		"triplets": "row,id,col,word,value\n1,20050628-1-1,1,改革,3\n1,20050628-1-1,3,\"a,b\",1\n3,=1+1,2,开放,2\n",
	} {
		if diff := cmp.Diff(want, writeMatrix(t, format, named())); diff != "" {
			t.Errorf("%s: -want +got\n%s", format, diff)
		}
	}
	for format, want := range map[string]string{
		"svmlight": "1 1:0.3333333333333333 3:1 # 20050628-1-1\n2 # 一\\n二#3\n3 2:-2.5e-09 # =1+1\n",
		"triplets": "row,id,col,word,value\n1,20050628-1-1,1,改革,0.3333333333\n1,20050628-1-1,3,\"a,b\",1\n3,=1+1,2,开放,-2.5e-09\n",
	} {
		if diff := cmp.Diff(want, writeMatrix(t, format, real())); diff != "" {
			t.Errorf("%s: -want +got\n%s", format, diff)
		}
	}
}

// The arrays of a file by hand: heads of numpy's format 1.0, 128 bytes each, then
// little-endian numbers.
func TestNPZ(t *testing.T) {
	i4 := func(numbers ...byte) string {
		var b strings.Builder
		for _, n := range numbers {
			b.Write([]byte{n, 0, 0, 0})
		}
		return b.String()
	}
	i8 := func(numbers ...byte) string {
		var b strings.Builder
		for _, n := range numbers {
			b.Write([]byte{n, 0, 0, 0, 0, 0, 0, 0})
		}
		return b.String()
	}
	// 118 = 128 - 10 bytes of dictionary, blanks and line end
	npy := func(kind, shape, data string) string {
		head := "{'descr': '" + kind + "', 'fortran_order': False, 'shape': " + shape + ", }"
		return "\x93NUMPY\x01\x00\x76\x00" + head + strings.Repeat(" ", 117-len(head)) + "\n" + data
	}
	want := map[string]string{
		"indices.npy": npy("<i4", "(3,)", i4(0, 2, 1)), "indptr.npy": npy("<i4", "(4,)", i4(0, 2, 2, 3)),
		"format.npy": npy("|S3", "()", "csr"), "shape.npy": npy("<i8", "(2,)", i8(3, 3)), "data.npy": npy("<i8", "(3,)", i8(3, 1, 2)),
	}
	if diff := cmp.Diff(want, unzip(t, writeMatrix(t, "npz", named()))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	// 1.0 is 0x3FF0…; the heads of integers and floats differ in nothing else.
	ones := &Matrix{Rows: 1, Cols: 2, Entries: 1, Values: entries(Entry{0, 1, 1})}
	if got, want := unzip(t, writeMatrix(t, "npz", ones))["data.npy"], npy("<f8", "(1,)", "\x00\x00\x00\x00\x00\x00\xf0\x3f"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := unzip(t, writeMatrix(t, "npz", &Matrix{Rows: 2, Cols: 1 << 32, Entries: 0})), "<i8"; got["indices.npy"] == "" || !strings.Contains(got["indices.npy"], want) {
		t.Errorf("a matrix beyond 32 bits: %q", got["indices.npy"])
	}
}

func unzip(t *testing.T, data string) map[string]string {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

func TestMatrixParquet(t *testing.T) {
	names, rows, manifest := readParquet(t, writeMatrix(t, "parquet", named()))
	if diff := cmp.Diff([]string{"row", "id", "col", "word", "value"}, names); diff != "" {
		t.Error(diff)
	}
	want := [][]any{
		{int64(1), "20050628-1-1", int64(1), "改革", int64(3)}, {int64(1), "20050628-1-1", int64(3), "a,b", int64(1)}, {int64(3), "=1+1", int64(2), "开放", int64(2)},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	var back Manifest
	if err := json.Unmarshal([]byte(manifest), &back); err != nil || back.Command != "trend" {
		t.Errorf("manifest %q, %v", manifest, err)
	}
	_, rows, _ = readParquet(t, writeMatrix(t, "parquet", real()))
	if rows[0][4] != 1.0/3 {
		t.Errorf("rows %v", rows)
	}
}

// An error of the rows ends every format, and leaves nothing behind.
func TestMatrixFormatErrors(t *testing.T) {
	broken := errors.New("block 7")
	for _, f := range matrixFormats {
		dir := t.TempDir()
		m := named()
		m.Values = func(yield func(Entry, error) bool) {
			if yield(Entry{0, 0, 1}, nil) {
				yield(Entry{}, broken)
			}
		}
		if err := WriteMatrix(io.Discard, f, m, filepath.Join(dir, "out")); err != broken {
			t.Errorf("%s: error %v", f.Name, err)
		}
		m = named()
		m.Entries = 4
		if err := WriteMatrix(io.Discard, f, m, filepath.Join(dir, "out")); err == nil || err.Error() != "matrix: 3 entries, 4 announced" {
			t.Errorf("%s: error %v", f.Name, err)
		}
		var none full
		if err := WriteMatrix(&none, f, named(), filepath.Join(dir, "out")); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v", f.Name, err)
		}
		if left := folder(t, dir); len(left) > 0 {
			t.Errorf("%s: left behind %v", f.Name, left)
		}
	}
	wide := &Matrix{Rows: 1, Cols: maxDense + 1}
	if err := writeDense(io.Discard, wide, nil); err == nil || !strings.Contains(err.Error(), "16385 columns are too many for csv") {
		t.Errorf("error %v", err)
	}
	twice := named()
	twice.ColName = func(int) string { return denseKey }
	if err := writeDense(io.Discard, twice, nil); err == nil || !strings.Contains(err.Error(), `two columns are named "doc_id"`) {
		t.Errorf("error %v", err)
	}
}

// Several formats with one base have one pair of tables; the same matrix has
// the same bytes.
func TestWriteMatrixFilesTogether(t *testing.T) {
	var targets []MatrixTarget
	dirs := []string{t.TempDir(), t.TempDir()}
	for _, dir := range dirs {
		targets = nil
		for _, f := range matrixFormats {
			targets = append(targets, MatrixTarget{filepath.Join(dir, "out"+f.Ending), f})
		}
		if _, err := WriteMatrixFiles(targets, named()); err != nil {
			t.Fatal(err)
		}
	}
	first, second := folder(t, dirs[0]), folder(t, dirs[1])
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"out.cols.csv", "out.csv", "out.csv.tifa.json", "out.mtx", "out.mtx.tifa.json", "out.npz", "out.npz.tifa.json", "out.parquet",
		"out.rows.csv", "out.svmlight", "out.svmlight.tifa.json", "out.triplets.csv", "out.triplets.csv.tifa.json",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(first))); diff != "" {
		t.Error(diff)
	}
}

// All formats hold the same matrix, whatever the names are.
func TestMatrixFormatsHostile(t *testing.T) {
	n := len(hostile)
	var list []Entry
	for i := range n {
		list = append(list, Entry{i, n - 1 - i, float64(i + 1)})
	}
	var names []string
	for i, s := range hostile {
		names = append(names, fmt.Sprint(s, i)) // columns need different ones
	}
	m := &Matrix{
		Rows: n, Cols: n, Entries: n, Integer: true, Values: entries(list...), RowKey: "id",
		RowName: func(i int) string { return hostile[i] }, ColName: func(i int) string { return names[i] },
	}
	read := func(format string) [][]string {
		records, err := csv.NewReader(strings.NewReader(writeMatrix(t, format, m))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return records
	}
	dense, triplets := read("csv"), read("triplets")
	lines := strings.Split(strings.TrimSuffix(writeMatrix(t, "svmlight", m), "\n"), "\n")
	if len(dense) != n+1 || len(triplets) != n+1 || len(lines) != n {
		t.Fatalf("%d, %d and %d lines of %d rows", len(dense), len(triplets), len(lines), n)
	}
	as := func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") } // of Go's reader
	for i := range n {
		value, column := fmt.Sprint(i+1), n-1-i
		if dense[i+1][0] != as(hostile[i]) || dense[i+1][column+1] != value || dense[0][column+1] != as(names[column]) {
			t.Errorf("dense row %d: %q", i, dense[i+1])
		}
		if diff := cmp.Diff([]string{value, as(hostile[i]), fmt.Sprint(column + 1), as(names[column]), value}, triplets[i+1]); diff != "" {
			t.Error(diff)
		}
		if want := fmt.Sprintf("%d %d:%d # ", i+1, column+1, i+1); !strings.HasPrefix(lines[i], want) {
			t.Errorf("%q, want %q", lines[i], want)
		}
	}
}

func TestMatrixLookup(t *testing.T) {
	for file, want := range map[string]string{
		"a.mtx": "mtx", "b.NPZ": "npz", "c.parquet": "parquet", "d.csv": "csv", "d.triplets.csv": "triplets", "e.svmlight": "svmlight", "f.tsv": "", "g": "",
	} {
		if f, ok := MatrixForFile(file); f.Name != want || ok != (want != "") {
			t.Errorf("MatrixForFile(%q) = %q, %v", file, f.Name, ok)
		}
	}
	if _, err := LookupMatrix("rds"); err == nil || err.Error() != `unknown format "rds" of a matrix (have mtx, npz, parquet, svmlight, triplets, csv)` {
		t.Errorf("error %v", err)
	}
	f, _ := LookupMatrix("npz")
	want := []string{"dir/OUT.NPZ", "dir/OUT.rows.csv", "dir/OUT.cols.csv", "dir/OUT.NPZ.tifa.json"}
	if diff := cmp.Diff(want, MatrixTarget{"dir/OUT.NPZ", f}.Files()); diff != "" {
		t.Error(diff)
	}
}

// A matrix of millions of entries takes the memory of a few, and its temporary
// file is on disk.
func TestNPZStreams(t *testing.T) {
	const rows, perRow = 20_000, 100
	var heap []uint64
	m := &Matrix{Rows: rows, Cols: 1000, Entries: rows * perRow, Integer: true, Values: func(yield func(Entry, error) bool) {
		for row := range rows {
			if row == rows/10 || row == rows-1 {
				heap = append(heap, liveHeap())
			}
			for i := range perRow {
				if !yield(Entry{row, i*7 + row%7, float64(i)}, nil) {
					return
				}
			}
		}
	}}
	out := filepath.Join(t.TempDir(), "out.npz")
	f, _ := LookupMatrix("npz")
	if _, err := WriteMatrixFiles([]MatrixTarget{{out, f}}, m); err != nil {
		t.Fatal(err)
	}
	if heap[1] > heap[0]+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes", heap[0], heap[1])
	}
	data, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(data, []byte("PK")) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}
