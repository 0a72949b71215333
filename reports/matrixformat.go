package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A MatrixFormat is a way to write a matrix.
//
//   - mtx: Matrix Market; see [WriteMatrixMarket].
//   - npz: the file of scipy.sparse.save_npz, in compressed rows (csr); counts are
//     64-bit integers, other values 64-bit floats.
//   - parquet: a row an entry: row, the row's name, col, word, value. The manifest
//     is in the metadata, as in a table.
//   - triplets: the same columns as CSV.
//   - csv: a line a row with all its values, zeros too; the names of the columns
//     above, that of the row in front. It is for a few hundred columns and refused
//     beyond 16,384.
//   - svmlight: a line a row: its number as the label, column:value for what is not
//     zero, the row's name as a comment. Numbers count from 1.
//
// Columns and rows have numbers from 1 as in the tables of rows and columns,
// except in npz, which counts as Python does.
type MatrixFormat struct {
	Name   string // e.g. "mtx"
	Ending string // of file names, e.g. ".mtx"

	inside bool // the manifest is part of the output
	write  func(w io.Writer, m *Matrix, temp spool) error
}

// matrixFormats are all there are. An ending that is part of another comes later.
var matrixFormats = [...]MatrixFormat{
	{Name: "mtx", Ending: ".mtx", write: func(w io.Writer, m *Matrix, _ spool) error { return WriteMatrixMarket(w, m) }},
	{Name: "npz", Ending: ".npz", write: writeNPZ},
	{Name: "parquet", Ending: ".parquet", write: writeTripletsParquet, inside: true},
	{Name: "svmlight", Ending: ".svmlight", write: writeSVMlight},
	{Name: "triplets", Ending: ".triplets.csv", write: writeTripletsCSV},
	{Name: "csv", Ending: ".csv", write: writeDense},
}

// MatrixFormats returns the names of the formats.
func MatrixFormats() []string {
	var names []string
	for _, f := range matrixFormats {
		names = append(names, f.Name)
	}
	return names
}

// LookupMatrix returns the format of that name. The error names those there are.
func LookupMatrix(name string) (MatrixFormat, error) {
	i := slices.IndexFunc(matrixFormats[:], func(f MatrixFormat) bool { return f.Name == name })
	if i < 0 {
		return MatrixFormat{}, fmt.Errorf("unknown format %q of a matrix (have %s)", name, strings.Join(MatrixFormats(), ", "))
	}
	return matrixFormats[i], nil
}

// MatrixForFile returns the format that the ending of a file name asks for: .mtx,
// .npz, .parquet, .svmlight, .triplets.csv or .csv, in any case of letters.
func MatrixForFile(name string) (MatrixFormat, bool) {
	i := slices.IndexFunc(matrixFormats[:], func(f MatrixFormat) bool { return f.ending(name) })
	if i < 0 {
		return MatrixFormat{}, false
	}
	return matrixFormats[i], true
}

func (f MatrixFormat) ending(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), f.Ending)
}

// WriteMatrix writes the matrix in a format. Some formats keep values in a
// temporary file meanwhile, in the folder of path. Entries out of order or
// outside the matrix, values that are not finite or not whole in an integer
// matrix, and another number of entries than m says are errors.
func WriteMatrix(w io.Writer, f MatrixFormat, m *Matrix, path string) error {
	return f.write(w, m, spoolBeside(path))
}
