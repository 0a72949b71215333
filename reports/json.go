package reports

import (
	"bufio"
	"strconv"
	"unicode/utf8"
)

// writeJSON writes the json format, a row a line so that results can be compared
// line by line.
func writeJSON(w *bufio.Writer, t *Table, opt Options) error {
	if _, err := w.Write(appendColumns(nil, t.Columns)); err != nil {
		return err
	}
	keys := quotedKeys(t.Columns)
	empty := true
	err := t.writeRows(w, func(b []byte, n int, row []Cell) []byte {
		if n > 0 {
			b = append(b, ',')
		} else {
			empty = false
		}
		return appendObject(append(b, '\n'), keys, row)
	})
	if err != nil {
		return err
	}
	var line []byte
	if !empty {
		line = append(line, '\n')
	}
	line = append(line, `],"notes":[`...)
	for i, note := range t.Notes {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendQuoted(line, note)
	}
	line = append(line, ']')
	if t.Manifest != nil && !opt.NoManifest {
		manifest, err := t.Manifest.compact()
		if err != nil {
			return t.wrap(err)
		}
		line = append(line, `,"manifest":`...)
		line = append(line, manifest...)
	}
	_, err = w.Write(append(line, "}\n"...))
	return err
}

// writeJSONL writes the jsonl format.
func writeJSONL(w *bufio.Writer, t *Table, _ Options) error {
	keys := quotedKeys(t.Columns)
	return t.writeRows(w, func(b []byte, _ int, row []Cell) []byte {
		return append(appendObject(b, keys, row), '\n')
	})
}

// appendColumns appends the beginning of the json format, up to the rows.
func appendColumns(b []byte, columns []Column) []byte {
	b = append(b, `{"columns":[`...)
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(append(b, `{"name":`...), c.Name)
		b = appendQuoted(append(b, `,"kind":`...), c.Kind.String())
		if c.Unit != "" {
			b = appendQuoted(append(b, `,"unit":`...), c.Unit)
		}
		b = append(b, '}')
	}
	return append(b, `],"rows":[`...)
}

// quotedKeys returns the names of the columns as keys with their colons.
func quotedKeys(columns []Column) [][]byte {
	keys := make([][]byte, len(columns))
	for i, c := range columns {
		keys[i] = append(appendQuoted(nil, c.Name), ':')
	}
	return keys
}

// appendObject appends a row as an object.
func appendObject(b []byte, keys [][]byte, row []Cell) []byte {
	b = append(b, '{')
	for i, c := range row {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, keys[i]...)
		switch {
		case !c.set:
			b = append(b, "null"...)
		case c.kind == Int:
			b = strconv.AppendInt(b, c.Int(), 10)
		case c.kind == Float:
			b = appendShortest(b, c.Float())
		case c.kind == Bool:
			b = strconv.AppendBool(b, c.Bool())
		default:
			b = appendQuoted(b, c.text)
		}
	}
	return append(b, '}')
}

// appendQuoted appends s as a JSON string, with the bytes that encoding/json
// writes without HTML escaping, but without its allocations.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				b = append(b, `\ufffd`...)
			case r == '\u2028', r == '\u2029': // line ends in JavaScript
				b = append(b, `\u202`...)
				b = append(b, hex[r&0xF])
			default:
				b = append(b, s[i:i+size]...)
			}
			i += size
			continue
		}
		switch {
		case c == '"', c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xF])
		default:
			b = append(b, c)
		}
		i++
	}
	return append(b, '"')
}
