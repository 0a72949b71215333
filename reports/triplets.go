package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strconv"
)

// triplets returns the entries of the matrix as a table: a row each, with the
// names that its row and column have.
func (m *Matrix) triplets() *Table {
	rowName, colName := m.names()
	value := Column{Name: "value", Kind: Float}
	if m.Integer {
		value.Kind = Int
	}
	t := &Table{
		Name:     "matrix",
		Columns:  []Column{{Name: "row", Kind: Int}, {Name: cmp.Or(m.RowKey, "name")}, {Name: "col", Kind: Int}, {Name: "word"}, value},
		Manifest: m.Manifest,
		Notes:    m.notes(),
	}
	t.Rows = func(yield func([]Cell, error) bool) {
		cells := make([]Cell, len(t.Columns))
		named := -1 // row of the name in cells
		err := m.each(func(e Entry) error {
			if e.Row != named {
				named = e.Row
				cells[0], cells[1] = IntCell(int64(e.Row)+1), TextCell(rowName(e.Row))
			}
			cells[2], cells[3] = IntCell(int64(e.Col)+1), TextCell(colName(e.Col))
			if cells[4] = FloatCell(e.Value); m.Integer {
				cells[4] = IntCell(int64(e.Value))
			}
			if !yield(cells, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && err != errStopped {
			yield(nil, err)
		}
	}
	return t
}

// names returns the names of rows and columns, numbers where there are none.
func (m *Matrix) names() (row, col func(int) string) {
	number := func(i int) string { return strconv.Itoa(i + 1) }
	if row, col = m.RowName, m.ColName; row == nil {
		row = number
	}
	if col == nil {
		col = number
	}
	return row, col
}

func writeTripletsCSV(w io.Writer, m *Matrix, _ spool) error {
	return Write(w, Format{write: writeCSV}, m.triplets(), Options{BOM: m.BOM})
}

func writeTripletsParquet(w io.Writer, m *Matrix, _ spool) error {
	return Write(w, Format{write: writeParquet}, m.triplets(), Options{})
}

// maxDense is the largest number of columns of dense CSV, that of a sheet of
// Excel: with all the words of a corpus nearly everything in it would be zeros.
const maxDense = 1 << 14

// denseKey names the column of the rows' names, as quanteda's convert does. A word
// has no underscore and so has another name; a label may have this one, which is
// an error.
const denseKey = "doc_id"

// writeDense writes the csv format.
func writeDense(w io.Writer, m *Matrix, _ spool) error {
	if m.Cols > maxDense {
		return fmt.Errorf("matrix: %d columns are too many for csv, which writes zeros too (%d at most): take fewer words (--min-count, --min-docs, --vocab), or write .npz, .mtx or .triplets.csv", m.Cols, maxDense)
	}
	rowName, colName := m.names()
	t := &Table{Name: "matrix", Columns: []Column{{Name: denseKey}}}
	kind := Float
	if m.Integer {
		kind = Int
	}
	for i := range m.Cols {
		t.Columns = append(t.Columns, Column{Name: colName(i), Kind: kind})
	}
	zero := FloatCell(0)
	if m.Integer {
		zero = IntCell(0)
	}
	t.Rows = func(yield func([]Cell, error) bool) {
		cells := make([]Cell, len(t.Columns))
		for i := range cells {
			cells[i] = zero
		}
		err := m.eachRow(func(row int, entries []Entry) error {
			cells[0] = TextCell(rowName(row))
			for _, e := range entries {
				if cells[e.Col+1] = FloatCell(e.Value); m.Integer {
					cells[e.Col+1] = IntCell(int64(e.Value))
				}
			}
			more := yield(cells, nil)
			for _, e := range entries {
				cells[e.Col+1] = zero
			}
			if !more {
				return errStopped
			}
			return nil
		})
		if err != nil && err != errStopped {
			yield(nil, err)
		}
	}
	return Write(w, Format{write: writeCSV}, t, Options{BOM: m.BOM})
}

// writeSVMlight writes the svmlight format (Joachims 1999; LIBSVM), as
// sklearn.datasets.load_svmlight_file reads it.
func writeSVMlight(w io.Writer, m *Matrix, _ spool) error {
	rowName, _ := m.names()
	b := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	err := m.eachRow(func(row int, entries []Entry) error {
		line = strconv.AppendInt(line[:0], int64(row)+1, 10)
		for _, e := range entries {
			line = append(line, ' ')
			line = strconv.AppendInt(line, int64(e.Col)+1, 10)
			line = append(line, ':')
			line = m.appendValue(line, e.Value)
		}
		line = append(line, " # "...)
		line = append(line, visible(rowName(row))...)
		_, err := b.Write(append(line, '\n'))
		return err
	})
	if err != nil {
		return err
	}
	return b.Flush()
}
