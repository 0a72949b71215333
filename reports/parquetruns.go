package reports

import (
	"reflect"
	"strings"
)

// parquet-go v0.32.0 writes values in place of nulls where, of 64 rows that are
// written together, the last ones with a value are n and begin with the n-th:
// writeRowsFuncOfOptional takes the rest of the 64 for set then, because it
// compares the bits left with n ones and not with all that are left. A mark got
// the word number 0, sixty documents an empty subtitle. Columns of pointers are
// written by other code, which is right but slower. So rows are handed on in
// runs in which no column lies like that.

// optionalFields lists the fields of a row whose zero values are nulls. One of a
// struct within a row must be a pointer: its values cannot be told from here.
func optionalFields(row reflect.Type) (fields [][]int) {
	for _, f := range reflect.VisibleFields(row) {
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && len(optionalFields(f.Type.Elem())) > 0 {
			panic(row.String() + "." + f.Name + " has optional values that are no pointers")
		}
		if isOptional(f) {
			fields = append(fields, f.Index)
		}
	}
	return fields
}

func isOptional(f reflect.StructField) bool {
	_, options, _ := strings.Cut(f.Tag.Get("parquet"), ",")
	return f.Type.Kind() != reflect.Pointer && strings.Contains(","+options+",", ",optional,")
}

// present tells of each optional field which rows have a value.
func (p *Parquet[T]) present(rows []T) [][]bool {
	set := make([][]bool, len(p.optional))
	for i, field := range p.optional {
		set[i] = make([]bool, len(rows))
		for row := range rows {
			set[i][row] = !reflect.ValueOf(&rows[row]).Elem().FieldByIndex(field).IsZero()
		}
	}
	return set
}

// handOn writes rows to the file.
func (p *Parquet[T]) handOn(rows []T) error {
	set := p.present(rows)
	for from := 0; from < len(rows); {
		to := from + safeRun(set, from, len(rows))
		if _, err := p.w.Write(rows[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// safeRun returns how many rows from one on can be written together: to the end,
// or to the first 64 that would be written wrong; of those one alone, behind
// which they lie otherwise.
func safeRun(set [][]bool, from, end int) int {
	for at := from; at < end; at += 64 {
		for _, column := range set {
			if misread(column[at:min(at+64, end)]) {
				return max(at-from, 1)
			}
		}
	}
	return end - from
}

// misread tells whether 64 rows or fewer would be written wrong.
func misread(set []bool) bool {
	end := len(set)
	for end > 0 && !set[end-1] {
		end--
	}
	start := end
	for start > 0 && set[start-1] {
		start--
	}
	return 0 < end && end < len(set) && end == 2*start
}
