package corpus

import (
	"bytes"
	"fmt"
)

// jsonRows reads rows that are an object each.
type jsonRows struct {
	rows    *rowDecoder
	between bool // rows are cut by jsonCutter

	b       []byte // the row
	i       int    // where in it
	list    []cell // of the row, used again for each
	names   map[string]string
	scratch []byte

	values   int // of the row, those in arrays too
	controls int // control characters that should have been escaped
	halves   int // escapes of half a character, and of NUL
}

// cells reads the object in a row of JSON Lines, or in one of [jsonCutter].
func (j *jsonRows) cells(row []byte, line int) ([]cell, rowResult) {
	var r rowResult
	j.b, j.i, j.list, j.controls, j.halves = row, 0, j.list[:0], 0, 0
	j.values = 0
	if j.between {
		r.leading = skipBetween(row)
		if r.separator = r.leading == len(row); r.separator {
			return nil, r
		}
	}
	j.i = r.leading
	j.space()
	r.line = line + bytes.Count(row[:j.i], []byte{'\n'})
	if err := j.object(); err != nil {
		r.broken = fmt.Sprintf("not an object of JSON: %v at byte %d of it", err, j.i-r.leading+1)
		return nil, r
	}
	if j.controls > 0 {
		j.rows.problem(r.line, BadRecord, "%d control characters in strings that are not escaped; kept", j.controls)
	}
	if j.halves > 0 {
		j.rows.problem(r.line, BadBytes, "%d escapes in strings are no characters; read as U+FFFD", j.halves)
	}
	return j.list, r
}

// skipBetween is the length of what stands before a record of JSON: white
// space, commas and the brackets of arrays of records.
func skipBetween(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\n', '\r', ',', '[', ']', 0x1E: // RS separates the texts of RFC 7464
		default:
			return i
		}
	}
	return len(b)
}

// A jsonCutter ends records with the objects of an array, or of a sequence. It
// looks at quotes and brackets only.
type jsonCutter struct {
	arrays   int  // arrays of records that are open
	depth    int  // of brackets in the open record
	inRecord bool // a record has begun
	inString bool
	escaped  bool // the next character of the string is behind a backslash
	scalar   bool // the record is no object: it ends before the next comma or line
}

func (c *jsonCutter) reset() { *c = jsonCutter{arrays: c.arrays} }

func (c *jsonCutter) unfinished() string {
	if c.arrays > 0 {
		return "the array is not closed: the file may be cut"
	}
	return ""
}

func (c *jsonCutter) next(text []byte) (int, bool) {
	quote := -1 // the next quote, once looked for: it is not looked for again at each backslash
	for i := 0; i < len(text); {
		if c.inString {
			i = c.inside(text, i, &quote)
			if !c.inString && c.depth == 0 {
				c.reset()
				return i, true
			}
			continue
		}
		switch ch := text[i]; {
		case c.scalar && (ch == ',' || ch == '\n' || ch == '[' || ch == ']' || ch == '{'):
			c.reset()
			return i, true
		case c.scalar:
		case ch == '"':
			c.inRecord, c.inString = true, true
		case !c.inRecord && ch == '[':
			c.arrays++
		case !c.inRecord && ch == ']':
			c.arrays = max(0, c.arrays-1)
		case ch == '{', ch == '[':
			c.inRecord = true
			c.depth++
		case c.inRecord && (ch == '}' || ch == ']'):
			if c.depth--; c.depth == 0 {
				c.reset()
				return i + 1, true
			}
		case !c.inRecord && skipBetween(text[i:i+1]) == 0:
			c.inRecord, c.scalar = true, true
		}
		i++
	}
	return len(text), false
}

// inside goes from text[i], in a string, to where the string or text ends.
func (c *jsonCutter) inside(text []byte, i int, quote *int) int {
	for i < len(text) {
		if c.escaped {
			c.escaped = false
			i++
			continue
		}
		if *quote < i {
			if *quote = bytes.IndexByte(text[i:], '"'); *quote < 0 {
				*quote = len(text)
			} else {
				*quote += i
			}
		}
		if k := bytes.IndexByte(text[i:*quote], '\\'); k >= 0 {
			i += k + 1
			c.escaped = true
			continue
		}
		if *quote == len(text) {
			return len(text)
		}
		c.inString = false
		return *quote + 1
	}
	return i
}

// rescue finds the next object in a record that has lost a quote or a bracket:
// it is written like this one up to its first name.
func (c *jsonCutter) rescue(row []byte) int {
	at := skipBetween(row)
	row = row[at:]
	if len(row) == 0 || row[0] != '{' {
		return 0
	}
	first := bytes.IndexByte(row, '"') + 1
	last := bytes.IndexByte(row[first:], '"')
	if first == 0 || last < 0 {
		return 0
	}
	if i := bytes.Index(row[1:], row[:first+last+1]); i >= 0 {
		return at + 1 + i
	}
	return 0
}
