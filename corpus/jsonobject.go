package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The object of a row is read by hand: encoding/json at its fastest would read
// it twice, to check it and to cut it, and knows neither the order of names nor
// of names that stand twice. Numbers and nested values it still checks.

// object reads an object and nothing behind it.
func (j *jsonRows) object() error {
	if !j.take('{') {
		return errors.New("no {")
	}
	j.space()
	if !j.take('}') {
		for {
			if err := j.member(); err != nil {
				return err
			}
			j.space()
			if j.take('}') {
				break
			}
			if !j.take(',') {
				return errors.New("no comma or } behind a value")
			}
			j.space()
		}
	}
	if j.space(); j.i < len(j.b) {
		return errors.New("more text behind the object")
	}
	return nil
}

// member reads a name and its value into the list of cells.
func (j *jsonRows) member() error {
	name, err := j.text()
	if err != nil {
		return fmt.Errorf("in a name: %w", err)
	}
	c := cell{name: j.name(name)}
	j.space()
	if !j.take(':') {
		return errors.New("no colon behind a name")
	}
	j.space()
	switch {
	case j.i < len(j.b) && j.b[j.i] == '[':
		err = j.array(&c)
	default:
		c.text, c.nested, err = j.value()
	}
	if err != nil {
		return err
	}
	j.list = append(j.list, c)
	return nil
}

// name returns the name as a string, the same one for all records.
func (j *jsonRows) name(b []byte) string {
	if s, ok := j.names[string(b)]; ok {
		return s
	}
	if j.names == nil {
		j.names = make(map[string]string)
	}
	s := string(b)
	if len(j.names) < maxColumns {
		j.names[s] = s
	}
	return s
}

// array reads the values of an array; null is none.
func (j *jsonRows) array(c *cell) error {
	j.i++
	j.space()
	if j.take(']') {
		return nil
	}
	for {
		v, nested, err := j.value()
		if err != nil {
			return err
		}
		c.nested = c.nested || nested
		if v != "" {
			c.list = append(c.list, v)
		}
		j.space()
		switch {
		case j.take(']'):
			return nil
		case !j.take(','):
			return errors.New("no comma or ] behind a value")
		}
		j.space()
	}
}

// value reads a value as text: a string, a number as it is written, an object
// or array as compact JSON (nested), "" for null.
func (j *jsonRows) value() (s string, nested bool, err error) {
	if j.i == len(j.b) {
		return "", false, errors.New("no value")
	}
	if j.values++; j.values > j.rows.maxTags() {
		return "", false, fmt.Errorf("more than %d values", j.rows.maxTags())
	}
	switch j.b[j.i] {
	case '"':
		text, err := j.text()
		return string(text), false, err
	case '{', '[':
		s, err = j.compact()
		return s, true, err
	}
	n := bytes.IndexAny(j.b[j.i:], ",}] \t\n\r")
	if n < 0 {
		n = len(j.b) - j.i
	}
	word := j.b[j.i : j.i+n]
	if !json.Valid(word) {
		return "", false, fmt.Errorf("%q is no value", excerpt(word))
	}
	j.i += n
	if string(word) == "null" {
		return "", false, nil
	}
	return string(word), false, nil
}

// compact reads an object or array as one value.
func (j *jsonRows) compact() (string, error) {
	var c jsonCutter
	c.depth, c.inRecord = 1, true
	n, end := c.next(j.b[j.i+1:])
	if !end {
		return "", errors.New("a bracket that is not closed")
	}
	var out bytes.Buffer
	if err := json.Compact(&out, j.b[j.i:j.i+1+n]); err != nil {
		return "", fmt.Errorf("in a nested value: %w", err)
	}
	j.i += 1 + n
	return out.String(), nil
}

// text reads a string; it is valid until the next.
func (j *jsonRows) text() ([]byte, error) {
	if !j.take('"') {
		return nil, errors.New("no string")
	}
	rest := j.b[j.i:]
	quote := bytes.IndexByte(rest, '"')
	if quote < 0 {
		return nil, errors.New("a string that is not closed")
	}
	back := bytes.IndexByte(rest[:quote], '\\')
	if back < 0 {
		j.i += quote + 1
		j.check(rest[:quote])
		return rest[:quote], nil
	}
	out, i := j.scratch[:0], 0
	for back >= 0 {
		out = append(out, rest[i:i+back]...)
		i += back
		var n int
		if out, n = j.escape(out, rest[i:]); n == 0 {
			j.i += i
			return nil, errors.New("a backslash before what needs none")
		}
		i += n
		for quote < i { // it was behind the backslash
			q := bytes.IndexByte(rest[i:], '"')
			if q < 0 {
				return nil, errors.New("a string that is not closed")
			}
			quote = i + q
		}
		back = bytes.IndexByte(rest[i:quote], '\\')
	}
	out = append(out, rest[i:quote]...)
	j.i += quote + 1
	j.scratch = out
	j.check(rest[:quote])
	if bytes.IndexByte(out, '\r') >= 0 {
		return []byte(lineEnds.Replace(string(out))), nil
	}
	return out, nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// check counts control characters that are not escaped. They are against the
// rule, but what is meant is clear.
func (j *jsonRows) check(s []byte) {
	for _, c := range s {
		if c < ' ' {
			j.controls++
		}
	}
}

// escape appends what the escape at the beginning of b stands for and returns
// its length, 0 where it is none.
func (j *jsonRows) escape(out, b []byte) ([]byte, int) {
	if len(b) < 2 {
		return out, 0
	}
	switch c := b[1]; c {
	case '"', '\\', '/':
		return append(out, c), 2
	case 'b':
		return append(out, '\b'), 2
	case 'f':
		return append(out, '\f'), 2
	case 'n':
		return append(out, '\n'), 2
	case 'r':
		return append(out, '\r'), 2
	case 't':
		return append(out, '\t'), 2
	}
	r, ok := hexEscape(b)
	if !ok {
		return out, 0
	}
	if utf16.IsSurrogate(r) {
		low, _ := hexEscape(b[6:])
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return utf8.AppendRune(out, pair), 12
		}
		r = 0
	}
	if r == 0 {
		j.halves++
		r = utf8.RuneError
	}
	return utf8.AppendRune(out, r), 6
}

// hexEscape reads \u597d.
func hexEscape(b []byte) (r rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

func (j *jsonRows) take(c byte) bool {
	if j.i < len(j.b) && j.b[j.i] == c {
		j.i++
		return true
	}
	return false
}

func (j *jsonRows) space() {
	for j.i < len(j.b) && (j.b[j.i] == ' ' || j.b[j.i] == '\t' || j.b[j.i] == '\n' || j.b[j.i] == '\r') {
		j.i++
	}
}
