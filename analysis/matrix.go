package analysis

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// MatrixOptions say what the rows, columns and values of a matrix are.
type MatrixOptions struct {
	By        []string // fields whose groups are the rows; nil makes every document a row
	Depth     int      // see GroupBy
	Values    string   // count (default), share of the row's words, tfidf, binary
	Weighting Weighting
	MinCount  int             // leave out words with fewer occurrences in the selection
	MinDocs   int             // leave out words in fewer documents of the selection
	Hide      map[string]bool // leave out these words
	Tags      []string        // as in FrequencyOptions

	// The columns are the words of Vocabulary in this order, or the terms of
	// Terms, or, where both are nil, all words, most frequent first.
	Vocabulary []string
	Terms      []Term
	Match      Match
}

// A Matrix is a sparse matrix of documents or groups by words or terms, in
// compressed rows. It is a [mat.Matrix] of gonum, and in memory: [MatrixRows] is
// not.
type Matrix struct {
	Groups  []Group // the rows
	Columns []MatrixColumn
	starts  []int // row → its first entry; one more than there are rows
	columns []int // entry → column, ascending in a row
	values  []float64
}

// A MatrixColumn is a word or a term with its counts in the selection.
type MatrixColumn struct {
	Col       int    `col:"col"` // 1-based
	Word      string `col:"word"`
	Count     int    `col:"count"`
	Documents int    `col:"documents"`
}

var _ mat.Matrix = (*Matrix)(nil)

// Dims returns the numbers of rows and columns.
func (m *Matrix) Dims() (rows, columns int) { return len(m.Groups), len(m.Columns) }

// At returns a value; it panics where there is no such row or column.
func (m *Matrix) At(row, column int) float64 {
	if column < 0 || column >= len(m.Columns) {
		panic(mat.ErrColAccess)
	}
	columns, values := m.Row(row)
	if i, ok := slices.BinarySearch(columns, column); ok {
		return values[i]
	}
	return 0
}

// T returns the transpose.
func (m *Matrix) T() mat.Matrix { return mat.Transpose{Matrix: m} }

// Row returns the columns of a row that have a value, ascending, and the
// values. They must not be changed.
func (m *Matrix) Row(row int) (columns []int, values []float64) {
	from, to := m.starts[row], m.starts[row+1]
	return m.columns[from:to], m.values[from:to]
}

// NonZero is the number of entries. An entry may be 0 all the same: a word that
// all rows hold has no tf-idf weight.
func (m *Matrix) NonZero() int { return len(m.values) }

// NewMatrix returns the matrix of a selection; see [PlanMatrix].
func NewMatrix(s *Selection, opt MatrixOptions) (*Matrix, error) {
	rows, err := PlanMatrix(s, opt)
	if err != nil {
		return nil, err
	}
	m := &Matrix{Columns: rows.Columns, starts: make([]int, 1, rows.Len()+1)}
	for i := range rows.Len() {
		m.Groups = append(m.Groups, rows.Group(i))
	}
	for columns, values := range rows.All() {
		m.columns = append(m.columns, columns...)
		m.values = append(m.values, values...)
		m.starts = append(m.starts, len(m.values))
	}
	return m, nil
}
