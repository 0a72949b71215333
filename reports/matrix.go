package reports

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
)

// A Matrix is a sparse matrix: its size and a stream of the entries that are not
// zero.
type Matrix struct {
	Rows, Cols int
	Entries    int  // how many Values yields
	Integer    bool // all values are whole numbers

	// Values yields the entries ordered by row, then column, each place once.
	// Nil is no entries. After an error the writers stop and return it.
	Values iter.Seq2[Entry, error]

	RowTable *Table // what the rows are, a row for each; nil writes no file
	ColTable *Table // what the columns are, a row for each; nil writes no file

	Comments []string  // at the head of the file, by the format's rules ASCII
	Manifest *Manifest // where the matrix came from; nil if nobody said
}

// An Entry is a value and its place, counted from 0.
type Entry struct {
	Row, Col int
	Value    float64 // finite
}

// maxWhole is the largest number up to which a float64 holds every whole one.
const maxWhole = 1 << 53

// WriteMatrixMarket writes the matrix in the coordinate format of Matrix Market
// (Boisvert, Pozo and Remington 1996), "integer general" or "real general",
// places counted from 1, real values with the digits it takes to read the same
// number back. Checked with scipy.io.mmread 1.17.1.
//
// Entries out of order or outside the matrix, values that are not finite or not
// whole in an integer matrix, and another number of entries than m says are
// errors.
func WriteMatrixMarket(w io.Writer, m *Matrix) error {
	b := bufio.NewWriterSize(w, 1<<16)
	field := "real"
	if m.Integer {
		field = "integer"
	}
	head := fmt.Appendf(nil, "%%%%MatrixMarket matrix coordinate %s general\n", field)
	for _, comment := range m.Comments {
		for line := range strings.Lines(comment) {
			head = fmt.Appendf(head, "%% %s\n", strings.TrimRight(line, "\r\n"))
		}
	}
	head = fmt.Appendf(head, "%d %d %d\n", m.Rows, m.Cols, m.Entries)
	if _, err := b.Write(head); err != nil {
		return err
	}
	if err := m.writeEntries(b); err != nil {
		return err
	}
	return b.Flush()
}

func (m *Matrix) writeEntries(w *bufio.Writer) error {
	values := m.Values
	if values == nil {
		values = func(func(Entry, error) bool) {}
	}
	var line []byte
	n := 0
	last := Entry{Row: -1}
	for e, err := range values {
		if err != nil {
			return err
		}
		if n++; n > m.Entries {
			return fmt.Errorf("matrix: more than the %d entries announced", m.Entries)
		}
		if err := m.checkEntry(last, e); err != nil {
			return fmt.Errorf("matrix: entry %d at (%d, %d): %w", n, e.Row, e.Col, err)
		}
		last = e
		line = strconv.AppendInt(line[:0], int64(e.Row)+1, 10)
		line = append(line, ' ')
		line = strconv.AppendInt(line, int64(e.Col)+1, 10)
		line = append(line, ' ')
		if m.Integer {
			line = strconv.AppendInt(line, int64(e.Value), 10)
		} else {
			line = appendShortest(line, e.Value)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	if n != m.Entries {
		return fmt.Errorf("matrix: %d entries, %d announced", n, m.Entries)
	}
	return nil
}

// checkEntry reports an entry that cannot follow last, or that m cannot hold.
func (m *Matrix) checkEntry(last, e Entry) error {
	switch {
	case e.Row < 0 || e.Row >= m.Rows || e.Col < 0 || e.Col >= m.Cols:
		return fmt.Errorf("outside %d × %d", m.Rows, m.Cols)
	case e.Row < last.Row || e.Row == last.Row && e.Col <= last.Col:
		return fmt.Errorf("not after (%d, %d)", last.Row, last.Col)
	case !finite(e.Value):
		return errors.New("not a finite number")
	case m.Integer && (e.Value != math.Trunc(e.Value) || math.Abs(e.Value) > maxWhole):
		return fmt.Errorf("%v is not a whole number up to 2^53", e.Value)
	}
	return nil
}

// WriteMatrixFiles writes the matrix to path in Matrix Market format and, for
// out.mtx, what its rows and columns are to out.rows.csv and out.cols.csv, and
// the manifest to out.mtx.tifa.json. It returns the names of the files it made.
// They appear whole and together, or not at all.
//
// Besides the errors of [WriteMatrixMarket] it is one if a table has another
// number of rows than the matrix has rows or columns.
func WriteMatrixFiles(path string, m *Matrix) (files []string, err error) {
	if special(path) {
		return nil, fmt.Errorf("%s: a matrix is several files, and this is not a file", path)
	}
	var set fileSet
	defer set.discard()
	add := func(name string, write func(io.Writer) error) error {
		files = append(files, name)
		return set.add(name, write)
	}
	if err := add(path, func(w io.Writer) error { return WriteMatrixMarket(w, m) }); err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(path, ".mtx")
	var notes []string
	for _, side := range []struct {
		name  string
		table *Table
		want  int
	}{{"rows", m.RowTable, m.Rows}, {"cols", m.ColTable, m.Cols}} {
		if side.table == nil {
			continue
		}
		err := add(base+"."+side.name+".csv", func(w io.Writer) error {
			return writeLabels(w, side.table, side.name, side.want)
		})
		if err != nil {
			return nil, err
		}
		notes = append(notes, side.table.Notes...)
	}
	if m.Manifest != nil {
		if err := add(path+manifestEnding, m.Manifest.withNotes(notes...).writeFile); err != nil {
			return nil, err
		}
	}
	if err := set.place(); err != nil {
		return nil, err
	}
	return files, nil
}

// writeLabels writes the table of one side of a matrix, which has want rows.
func writeLabels(w io.Writer, t *Table, side string, want int) error {
	counted, n := *t, 0
	counted.Rows = func(yield func([]Cell, error) bool) {
		if t.Rows == nil {
			return
		}
		for row, err := range t.Rows {
			n++
			if !yield(row, err) {
				return
			}
		}
	}
	if err := Write(w, Format{write: writeCSV}, &counted, Options{}); err != nil {
		return err
	}
	if n != want {
		return fmt.Errorf("matrix: %d %s, but %d rows in their table", want, side, n)
	}
	return nil
}
