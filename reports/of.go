package reports

import (
	"fmt"
	"iter"
	"math"
	"reflect"
	"strings"
	"time"
)

// Of returns a table of the rows, whose type is a struct. Its columns are the
// exported fields with a tag, in order, embedded structs in their place:
//
//	type Row struct {
//		Word  string   `col:"word"`
//		Count int      `col:"count"`
//		Rate  float64  `col:"per_million_words,unit=per million words"`
//		Since Day      `col:"since,date"`
//		Share Fraction `col:"share"`
//	}
//
// The name comes first, then unit=… (without commas), right, which sets Right,
// and date, which makes a string or a type with a String method a column of kind
// Date; one of days where the type has the method Date of [time.Time] too. A field
// without the tag is left out.
//
// A field is a string, an integer, a float, a bool, a slice of strings (which
// are joined by |), or of a type with one of these methods:
//
//   - Get() (V, bool) with V one of string, int, int64, float64 and bool: an
//     optional value. Where it says false the cell is empty.
//   - String() string: a text.
//
// So a package with values that may be missing needs nothing of this one:
//
//	// A Fraction is a share, or nothing where the whole is zero.
//	type Fraction struct{ part, whole int }
//
//	func (f Fraction) Get() (float64, bool) {
//		return float64(f.part) / float64(f.whole), f.whole != 0
//	}
//
// Columns of optional values and of dates are optional; an empty date is no
// date. Of panics where the type of the rows has no columns, or a tag or a field
// that it cannot read.
func Of[T any](rows iter.Seq2[T, error]) *Table {
	fields := columnFields(reflect.TypeFor[T]())
	t := &Table{Columns: make([]Column, len(fields))}
	for i, f := range fields {
		t.Columns[i] = f.Column
	}
	t.Rows = func(yield func([]Cell, error) bool) {
		// Every row is copied to the same place, so that the readers are bound
		// to their fields once and reading a row takes no reflection.
		place := new(T)
		read := make([]reader, len(fields))
		for i, f := range fields {
			read[i] = f.bind(reflect.ValueOf(place).Elem().FieldByIndex(f.index))
		}
		cells := make([]Cell, len(fields))
		for row, err := range rows {
			*place = row
			for i := 0; i < len(read) && err == nil; i++ {
				if cells[i], err = read[i](); err != nil {
					err = fmt.Errorf("column %q: %w", fields[i].Name, err)
				}
			}
			if !yield(cells, err) {
				return
			}
		}
	}
	return t
}

// OfSlice returns a table of the rows; see [Of].
func OfSlice[T any](rows []T) *Table {
	return Of(func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	})
}

// A columnField is a field of a row type that is a column.
type columnField struct {
	Column
	index []int // for reflect.Value.FieldByIndex
	bind  binding
}

// A reader reads a field as a cell; a binding makes the reader of a field that
// stays at its place in memory.
type (
	reader  func() (Cell, error)
	binding func(field reflect.Value) reader
)

// columnFields returns the columns of a row type.
func columnFields(t reflect.Type) []columnField {
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("reports: rows of type %v, which is not a struct", t))
	}
	fields := appendFields(nil, t, nil)
	if len(fields) == 0 {
		panic(fmt.Sprintf("reports: no field of %v has a col tag", t))
	}
	seen := make(map[string]bool)
	for _, f := range fields {
		if seen[f.Name] {
			panic(fmt.Sprintf("reports: %v has two columns %q", t, f.Name))
		}
		seen[f.Name] = true
	}
	return fields
}

// appendFields appends the columns of t, which stands at the index path.
func appendFields(fields []columnField, t reflect.Type, path []int) []columnField {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(path[:len(path):len(path)], i)
		tag, tagged := f.Tag.Lookup("col")
		switch {
		case tagged:
			field, err := columnOf(f, tag)
			if err != nil {
				panic(fmt.Sprintf("reports: field %s of %v: %v", f.Name, t, err))
			}
			field.index = index
			fields = append(fields, field)
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			fields = appendFields(fields, f.Type, index)
		}
	}
	return fields
}

// columnOf reads the tag and the type of one field.
func columnOf(f reflect.StructField, tag string) (columnField, error) {
	name, options, _ := strings.Cut(tag, ",")
	field := columnField{Column: Column{Name: name}}
	if !f.IsExported() {
		return field, fmt.Errorf("tagged but not exported")
	}
	if name == "" {
		return field, fmt.Errorf("no name in its tag")
	}
	date := false
	for options != "" {
		var option string
		option, options, _ = strings.Cut(options, ",")
		unit, isUnit := strings.CutPrefix(option, "unit=")
		switch {
		case isUnit:
			field.Unit = unit
		case option == "date":
			date = true
		case option == "right":
			field.Right = true
		default:
			return field, fmt.Errorf("unknown option %q in its tag", option)
		}
	}
	var err error
	field.Kind, field.Optional, field.bind, err = bindingOf(f.Type)
	if err != nil || !date {
		return field, err
	}
	if field.Kind != Text || f.Type.Kind() == reflect.Slice {
		return field, fmt.Errorf("tagged date, but %v is no text", f.Type)
	}
	field.Kind, field.Optional = Date, true
	field.Days = reflect.PointerTo(f.Type).Implements(reflect.TypeFor[civil]())
	field.bind = dated(field.bind)
	return field, nil
}

// bindingOf returns how a field of type t is read. Methods come before the kind
// of the type: a type that has them means them.
func bindingOf(t reflect.Type) (kind Kind, optional bool, bind binding, err error) {
	switch p := reflect.PointerTo(t); {
	case p.Implements(reflect.TypeFor[getter[string]]()):
		return Text, true, bindGet(TextCell), nil
	case p.Implements(reflect.TypeFor[getter[int]]()):
		return Int, true, bindGet(func(n int) Cell { return IntCell(int64(n)) }), nil
	case p.Implements(reflect.TypeFor[getter[int64]]()):
		return Int, true, bindGet(IntCell), nil
	case p.Implements(reflect.TypeFor[getter[float64]]()):
		return Float, true, bindGet(FloatCell), nil
	case p.Implements(reflect.TypeFor[getter[bool]]()):
		return Bool, true, bindGet(BoolCell), nil
	case p.Implements(reflect.TypeFor[fmt.Stringer]()):
		return Text, false, bindStringer, nil
	}
	switch t.Kind() {
	case reflect.String:
		return Text, false, bindString, nil
	case reflect.Bool:
		return Bool, false, bindBool, nil
	case reflect.Float32, reflect.Float64:
		return Float, false, bindFloat, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Int, false, bindInt, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return Int, false, bindUint, nil
	case reflect.Slice:
		if t.Elem().Kind() == reflect.String && t.ConvertibleTo(reflect.TypeFor[[]string]()) {
			return Text, false, bindStrings, nil
		}
	}
	return 0, false, nil, fmt.Errorf("cannot make a column of type %v", t)
}

// A civil is a day, which no text of it leaves open.
type civil interface {
	Date() (year int, month time.Month, day int)
}

// A getter is an optional value.
type getter[V any] interface{ Get() (V, bool) }

func bindGet[V any](cell func(V) Cell) binding {
	return func(field reflect.Value) reader {
		value := field.Addr().Interface().(getter[V])
		return func() (Cell, error) {
			if v, ok := value.Get(); ok {
				return cell(v), nil
			}
			return Empty(), nil
		}
	}
}

func bindStringer(field reflect.Value) reader {
	value := field.Addr().Interface().(fmt.Stringer)
	return func() (Cell, error) { return TextCell(value.String()), nil }
}

func bindString(field reflect.Value) reader {
	return func() (Cell, error) { return TextCell(field.String()), nil }
}

func bindStrings(field reflect.Value) reader {
	values := field.Addr().Convert(reflect.TypeFor[*[]string]()).Interface().(*[]string)
	return func() (Cell, error) { return TextCell(strings.Join(*values, "|")), nil }
}

func bindBool(field reflect.Value) reader {
	return func() (Cell, error) { return BoolCell(field.Bool()), nil }
}

func bindFloat(field reflect.Value) reader {
	return func() (Cell, error) { return FloatCell(field.Float()), nil }
}

func bindInt(field reflect.Value) reader {
	return func() (Cell, error) { return IntCell(field.Int()), nil }
}

func bindUint(field reflect.Value) reader {
	return func() (Cell, error) {
		n := field.Uint()
		if n > math.MaxInt64 {
			return Empty(), fmt.Errorf("%d is more than 64 signed bits hold", n)
		}
		return IntCell(int64(n)), nil
	}
}

// dated makes the reader of a text one of a date.
func dated(bind binding) binding {
	return func(field reflect.Value) reader {
		read := bind(field)
		return func() (Cell, error) {
			c, err := read()
			return DateCell(c.text), err
		}
	}
}
