package reports

import (
	"fmt"
	"io"
	"os"
	"slices"
)

// A MatrixTarget is a file and the format that a matrix is written in there.
type MatrixTarget struct {
	Path   string
	Format MatrixFormat
}

// Files returns the names of all files that belong to the target: out.npz,
// out.rows.csv, out.cols.csv and out.npz.tifa.json. The last is not there in a
// format that has the manifest inside.
func (t MatrixTarget) Files() []string {
	base := t.Path
	if t.Format.ending(t.Path) {
		base = t.Path[:len(t.Path)-len(t.Format.Ending)]
	}
	files := []string{t.Path, base + ".rows.csv", base + ".cols.csv"}
	if !t.Format.inside {
		files = append(files, t.Path+manifestEnding)
	}
	return files
}

// WriteMatrixFiles writes the matrix to files and, for out.mtx, what its rows and
// columns are to out.rows.csv and out.cols.csv, and the manifest to
// out.mtx.tifa.json. Targets with the same base share the tables. It returns the
// names of the files it made. They appear whole and together, or not at all.
//
// Values is read once for each target. Besides the errors of the formats it is
// one if a table has another number of rows than the matrix has rows or columns.
func WriteMatrixFiles(targets []MatrixTarget, m *Matrix) (files []string, err error) {
	var set fileSet
	defer set.discard()
	add := func(name string, write func(io.Writer) error) error {
		if slices.Contains(files, name) {
			return nil
		}
		files = append(files, name)
		return set.add(name, write)
	}
	for _, target := range targets {
		if special(target.Path) {
			return nil, fmt.Errorf("%s: a matrix is several files, and this is not a file", target.Path)
		}
		names := target.Files()
		err := add(target.Path, func(w io.Writer) error { return target.Format.write(w, m, spoolBeside(target.Path)) })
		if err != nil {
			return nil, err
		}
		for i, side := range []struct {
			name  string
			table *Table
			want  int
		}{{"rows", m.RowTable, m.Rows}, {"cols", m.ColTable, m.Cols}} {
			if side.table == nil {
				continue
			}
			err := add(names[1+i], func(w io.Writer) error { return writeLabels(w, side.table, side.name, side.want, Options{BOM: m.BOM}) })
			if err != nil {
				return nil, err
			}
		}
		if m.Manifest == nil || target.Format.inside {
			continue
		}
		if err := add(names[3], m.Manifest.withNotes(m.notes()...).writeFile); err != nil {
			return nil, err
		}
	}
	if err := set.place(); err != nil {
		return nil, err
	}
	return files, nil
}

// notes are those of the tables.
func (m *Matrix) notes() []string {
	var notes []string
	for _, t := range []*Table{m.RowTable, m.ColTable} {
		if t != nil {
			notes = append(notes, t.Notes...)
		}
	}
	return notes
}

// A spool makes a temporary file for what has to wait until something else is
// written; it must be closed and removed.
type spool func() (*os.File, error)

// spoolBeside makes it in the folder of the result: where that has room the
// spool has, and the system's folder may be in memory.
func spoolBeside(path string) spool {
	return func() (*os.File, error) { return createBeside(path) }
}

// writeLabels writes the table of one side of a matrix, which has want rows.
func writeLabels(w io.Writer, t *Table, side string, want int, opt Options) error {
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
	if err := Write(w, Format{write: writeCSV}, &counted, opt); err != nil {
		return err
	}
	t.Notes = counted.Notes
	if n != want {
		return fmt.Errorf("matrix: %d %s, but %d rows in their table", want, side, n)
	}
	return nil
}
