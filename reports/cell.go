package reports

import (
	"bytes"
	"math"
	"strconv"
)

// A Kind is what the values of a column are.
type Kind uint8

// The kinds of values.
const (
	Text  Kind = iota
	Int        // 64 bits, signed
	Float      // finite
	Date       // ISO 8601 as text, of any precision: 2005-06-28, 2005-06, 2005, 2005-W26
	Bool
)

// kindNames are the names of the kinds in JSON.
var kindNames = [...]string{Text: "text", Int: "int", Float: "float", Date: "date", Bool: "bool"}

// String returns the name of the kind as JSON output has it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind " + strconv.Itoa(int(k))
}

// numeric tells whether values of the kind are right aligned.
func (k Kind) numeric() bool { return k == Int || k == Float }

// isText tells whether the value is in the text of a cell, also of an empty one.
func (k Kind) isText() bool { return k == Text || k == Date }

// A Cell is one value of a table. The zero Cell is empty: there is no value,
// which is another thing than an empty text or zero.
type Cell struct {
	text string
	bits uint64 // of an Int, Float or Bool
	kind Kind
	set  bool
}

// Empty returns the cell that holds no value.
func Empty() Cell { return Cell{} }

// TextCell returns a cell of kind Text.
func TextCell(s string) Cell { return Cell{text: s, kind: Text, set: true} }

// IntCell returns a cell of kind Int.
func IntCell(n int64) Cell { return Cell{bits: uint64(n), kind: Int, set: true} }

// FloatCell returns a cell of kind Float. NaN and the infinities are no values:
// a measure that is undefined says so with an empty cell. Writers refuse them
// with an error that names the column.
func FloatCell(f float64) Cell { return Cell{bits: math.Float64bits(f), kind: Float, set: true} }

// BoolCell returns a cell of kind Bool.
func BoolCell(b bool) Cell {
	c := Cell{kind: Bool, set: true}
	if b {
		c.bits = 1
	}
	return c
}

// DateCell returns a cell of kind Date, empty where the text is.
func DateCell(iso string) Cell { return Cell{text: iso, kind: Date, set: iso != ""} }

// IsEmpty tells whether the cell holds no value.
func (c Cell) IsEmpty() bool { return !c.set }

// Kind returns the kind of the value; it means nothing for an empty cell.
func (c Cell) Kind() Kind { return c.kind }

// Text returns the value of a Text or Date cell, "" for any other.
func (c Cell) Text() string { return c.text }

// Int returns the value of an Int cell, 0 for any other.
func (c Cell) Int() int64 {
	if c.kind != Int {
		return 0
	}
	return int64(c.bits)
}

// Float returns the value of a Float cell, 0 for any other.
func (c Cell) Float() float64 {
	if c.kind != Float {
		return 0
	}
	return math.Float64frombits(c.bits)
}

// Bool returns the value of a Bool cell, false for any other.
func (c Cell) Bool() bool { return c.kind == Bool && c.bits == 1 }

// String returns the value as the text formats print it; "" of an empty cell.
func (c Cell) String() string { return string(appendCell(nil, c)) }

// appendCell appends the value as the text formats print it, without any
// escaping; nothing for an empty cell.
func appendCell(b []byte, c Cell) []byte {
	switch {
	case !c.set:
		return b
	case c.kind == Int:
		return strconv.AppendInt(b, c.Int(), 10)
	case c.kind == Float:
		return appendFloat(b, c.Float())
	case c.kind == Bool:
		return strconv.AppendBool(b, c.Bool())
	default:
		return append(b, c.text...)
	}
}

// significant is the number of decimal digits of a float in the text formats.
// The last of the 17 digits of a float64 differ between processors that fuse
// multiplication with addition and those that do not; ten are the same.
const significant = 10

// leastNormal is the least float that has 53 bits. Below it ten digits may be
// more than tell it from its neighbours.
const leastNormal = 0x1p-1022

// appendFloat appends f rounded to ten significant digits, as [appendShortest]
// appends what they are. strconv makes the digits; the point is placed here,
// since reading them back for strconv to do it takes twice as long as making them.
func appendFloat(b []byte, f float64) []byte {
	var buffer [32]byte
	text := strconv.AppendFloat(buffer[:0], f, 'e', significant-1, 64) // -1.234567890e-05
	if math.Abs(f) < leastNormal {
		rounded, _ := strconv.ParseFloat(string(text), 64) // of what was just written
		return appendShortest(b, rounded)
	}
	if text[0] == '-' {
		b, text = append(b, '-'), text[1:]
	}
	digits, power := text[:significant+1], text[significant+1:] // 1.234567890, e-05
	exponent := 0
	for _, c := range power[2:] {
		exponent = 10*exponent + int(c-'0')
	}
	if power[1] == '-' {
		exponent = -exponent
	}
	digits[1] = digits[0] // over the point
	digits = bytes.TrimRight(digits[1:], "0")
	switch {
	case exponent < -6 || exponent >= 21:
		b = append(b, digits[0])
		if len(digits) > 1 {
			b = append(append(b, '.'), digits[1:]...)
		}
		return append(b, power...)
	case exponent < 0:
		return append(append(b, "0.00000"[:1-exponent]...), digits...)
	case exponent+1 < len(digits):
		b = append(append(b, digits[:exponent+1]...), '.')
		return append(b, digits[exponent+1:]...)
	}
	b = append(b, digits...)
	for range exponent + 1 - len(digits) {
		b = append(b, '0')
	}
	return b
}

// appendShortest appends the shortest digits that read back as f. Magnitudes
// from 1e-6 to 1e21 have no exponent, as in JavaScript; zero has no sign.
func appendShortest(b []byte, f float64) []byte {
	if f == 0 {
		return append(b, '0')
	}
	format := byte('f')
	if a := math.Abs(f); a < 1e-6 || a >= 1e21 {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, 64)
}
