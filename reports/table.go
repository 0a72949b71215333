package reports

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
)

// A Column describes the values that stand below one name.
type Column struct {
	Name     string // unique within the table
	Kind     Kind
	Unit     string // e.g. "per million words"; "" for plain numbers and texts
	Optional bool   // a cell may be empty
	Right    bool   // text stands at the right in the text format, as numbers do
	Days     bool   // of kind Date: all values are days, 2005-06-28
}

// A Table is a result: columns and a stream of rows.
type Table struct {
	Name    string // of the result, e.g. "freq"; for messages
	Columns []Column

	// Rows yields the rows in order. A row has one cell for each column, of the
	// column's kind or, where the column is optional, empty. The slice is the
	// producer's: it is valid until the next row. After an error the writers
	// stop and return it as it is. Nil is no rows.
	Rows iter.Seq2[[]Cell, error]

	// Cards are the rows as the text format shows them, one a row; nil shows a
	// table. Other formats have no use for them.
	Cards []Card

	// Notes are caveats that the reader should see. Rows may append to them, so
	// they are complete only after the last row.
	Notes []string

	Manifest *Manifest // where the result came from; nil if nobody said
}

// Without returns the table without the named columns. It panics where there is
// no column of that name.
func (t *Table) Without(names ...string) *Table {
	drop := make([]bool, len(t.Columns))
	for _, name := range names {
		drop[t.mustColumn(name)] = true
	}
	var keep []int
	for i := range t.Columns {
		if !drop[i] {
			keep = append(keep, i)
		}
	}
	return t.pick(keep)
}

// Only returns the table with the named columns, in the order of the names. It
// panics where there is no column of that name.
func (t *Table) Only(names ...string) *Table {
	var keep []int
	for _, name := range names {
		keep = append(keep, t.mustColumn(name))
	}
	return t.pick(keep)
}

// pick returns the table with the columns of these numbers.
func (t *Table) pick(keep []int) *Table {
	var columns []Column
	for _, i := range keep {
		columns = append(columns, t.Columns[i])
	}
	width := len(t.Columns)
	return t.derive(columns, func(row, buf []Cell) ([]Cell, error) {
		if len(row) != width {
			return nil, widthError(len(row), width)
		}
		for _, i := range keep {
			buf = append(buf, row[i])
		}
		return buf, nil
	})
}

// With returns the table with further columns behind its own, of optional texts
// that are all empty: room for what people will write. It panics where there is
// a column of one of the names.
func (t *Table) With(names ...string) *Table {
	columns := slices.Clone(t.Columns)
	for _, name := range names {
		if slices.ContainsFunc(columns, func(c Column) bool { return c.Name == name }) {
			panic(fmt.Sprintf("reports: table %q has a column %q already", t.Name, name))
		}
		columns = append(columns, Column{Name: name, Optional: true})
	}
	width := len(t.Columns)
	return t.derive(columns, func(row, buf []Cell) ([]Cell, error) {
		if len(row) != width {
			return nil, widthError(len(row), width)
		}
		buf = append(buf, row...)
		for range names {
			buf = append(buf, Empty())
		}
		return buf, nil
	})
}

// Map returns the table with the texts of one column changed. It panics where
// there is no column of that name.
func (t *Table) Map(name string, change func(string) string) *Table {
	i := t.mustColumn(name)
	return t.derive(t.Columns, func(row, buf []Cell) ([]Cell, error) {
		buf = append(buf, row...)
		if i < len(buf) && buf[i].set && buf[i].kind == Text {
			buf[i] = TextCell(change(buf[i].text))
		}
		return buf, nil
	})
}

// Rename returns the table with another name for one column. It panics where
// there is no column of the old name.
func (t *Table) Rename(from, to string) *Table {
	columns := slices.Clone(t.Columns)
	columns[t.mustColumn(from)].Name = to
	return t.derive(columns, func(row, _ []Cell) ([]Cell, error) { return row, nil })
}

// Named returns the table with other names for its columns; its cards stay.
func (t *Table) Named(name func(string) string) *Table {
	columns := slices.Clone(t.Columns)
	for i := range columns {
		columns[i].Name = name(columns[i].Name)
	}
	d := t.derive(columns, func(row, _ []Cell) ([]Cell, error) { return row, nil })
	d.Cards = t.Cards
	return d
}

// derive returns a table of t's rows, each passed through change, which may
// build its row in buf, without cards: they show what the columns were. Notes that t gets while its rows stream are handed on.
func (t *Table) derive(columns []Column, change func(row, buf []Cell) ([]Cell, error)) *Table {
	d := &Table{Name: t.Name, Columns: columns, Notes: slices.Clone(t.Notes), Manifest: t.Manifest}
	if t.Rows == nil {
		return d
	}
	handed := len(t.Notes)
	d.Rows = func(yield func([]Cell, error) bool) {
		defer func() {
			d.Notes = append(d.Notes, t.Notes[handed:]...)
			handed = len(t.Notes)
		}()
		buf := make([]Cell, 0, len(columns))
		for row, err := range t.Rows {
			if err == nil {
				row, err = change(row, buf)
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return d
}

// mustColumn returns the index of the named column. Names are written in the
// program, so an unknown one is a mistake of the program.
func (t *Table) mustColumn(name string) int {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("reports: table %q has no column %q", t.Name, name))
	}
	return i
}

// each calls f with every row after checking it, until one of them or the
// producer has an error.
func (t *Table) each(f func(row []Cell) error) error {
	if t.Rows == nil {
		return nil
	}
	n := 0
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		n++
		if err := t.checkRow(row); err != nil {
			return t.wrap(fmt.Errorf("row %d: %w", n, err))
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}

// check reports columns that no format could write.
func (t *Table) check() error {
	if len(t.Columns) == 0 {
		return t.wrap(errors.New("no columns"))
	}
	seen := make(map[string]bool, len(t.Columns))
	for i, c := range t.Columns {
		switch {
		case c.Name == "":
			return t.wrap(fmt.Errorf("column %d has no name", i+1))
		case seen[c.Name]:
			return t.wrap(fmt.Errorf("two columns are named %q", c.Name))
		case int(c.Kind) >= len(kindNames):
			return t.wrap(fmt.Errorf("column %q is of an unknown %v", c.Name, c.Kind))
		}
		seen[c.Name] = true
	}
	return nil
}

// checkRow reports cells that are not what their columns say.
func (t *Table) checkRow(row []Cell) error {
	if len(row) != len(t.Columns) {
		return widthError(len(row), len(t.Columns))
	}
	for i, c := range row {
		column := &t.Columns[i]
		switch {
		case !c.set:
			if !column.Optional {
				return fmt.Errorf("column %q is empty but not optional", column.Name)
			}
		case c.kind != column.Kind:
			return fmt.Errorf("column %q is %v, the cell %v", column.Name, column.Kind, c.kind)
		case c.kind == Float && !finite(c.Float()):
			return fmt.Errorf("column %q is not a finite number", column.Name)
		}
	}
	return nil
}

// wrap puts the table's name before an error.
func (t *Table) wrap(err error) error {
	if t.Name == "" {
		return err
	}
	return fmt.Errorf("%s: %w", t.Name, err)
}

func widthError(cells, columns int) error {
	return fmt.Errorf("%d cells for %d columns", cells, columns)
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
