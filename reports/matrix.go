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

	// Names, for the formats that have them beside the values, and what the names
	// of the rows are: id, group. Nil is their numbers.
	RowName, ColName func(i int) string
	RowKey           string

	// BOM makes the CSV files, those of the tables too, ones for Excel; see Options.
	BOM bool

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
	var line []byte
	return m.each(func(e Entry) error {
		line = strconv.AppendInt(line[:0], int64(e.Row)+1, 10)
		line = append(line, ' ')
		line = strconv.AppendInt(line, int64(e.Col)+1, 10)
		line = append(line, ' ')
		line = m.appendValue(line, e.Value)
		_, err := w.Write(append(line, '\n'))
		return err
	})
}

func (m *Matrix) appendValue(b []byte, value float64) []byte {
	if m.Integer {
		return strconv.AppendInt(b, int64(value), 10)
	}
	return appendShortest(b, value)
}

// each calls f with every entry after checking it, and checks that there are as
// many as m says.
func (m *Matrix) each(f func(e Entry) error) error {
	values := m.Values
	if values == nil {
		values = func(func(Entry, error) bool) {}
	}
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
		if err := f(e); err != nil {
			return err
		}
	}
	if n != m.Entries {
		return fmt.Errorf("matrix: %d entries, %d announced", n, m.Entries)
	}
	return nil
}

// eachRow calls f with every row, also those without entries.
func (m *Matrix) eachRow(f func(row int, entries []Entry) error) error {
	var held []Entry
	row := 0
	upTo := func(end int) error {
		for ; row < end; row++ {
			if err := f(row, held); err != nil {
				return err
			}
			held = held[:0]
		}
		return nil
	}
	err := m.each(func(e Entry) error {
		if err := upTo(e.Row); err != nil {
			return err
		}
		held = append(held, e)
		return nil
	})
	if err != nil {
		return err
	}
	return upTo(m.Rows)
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
