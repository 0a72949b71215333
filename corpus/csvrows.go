package corpus

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// csvRows cuts and reads rows of cells, as RFC 4180 has them: a cell in quotes
// may hold commas, line ends and doubled quotes. Where a quote stands elsewhere
// it is one, and what follows a closing quote belongs to the cell.
type csvRows struct {
	rows  *rowDecoder
	comma byte
	names []string // the heading
	list  []cell
	texts []string

	state csvState
}

type csvState uint8

const (
	cellStart csvState = iota
	bareCell           // in a cell that is not quoted, or behind a quoted part
	quotedCell
	quoteInCell // behind a quote in a quoted cell: its end, or the first of two
)

func newCSVRows(rows *rowDecoder, format Format) *csvRows {
	c := &csvRows{rows: rows, comma: '\t'}
	if format == CSV {
		line, _, _ := bytes.Cut(bytes.TrimLeft(rows.buf, " \n"), []byte{'\n'})
		c.comma = commaOf(line)
	}
	return c
}

// commaOf is what stands between the cells of a heading.
func commaOf(heading []byte) byte {
	for _, c := range []byte{',', '\t', ';'} {
		if bytes.IndexByte(heading, c) >= 0 {
			return c
		}
	}
	return ','
}

func (c *csvRows) reset() { c.state = cellStart }

func (c *csvRows) unfinished() string { return "" }

func (c *csvRows) next(text []byte) (int, bool) {
	for i := 0; i < len(text); {
		switch ch := text[i]; {
		case c.state == quotedCell:
			n := bytes.IndexByte(text[i:], '"')
			if n < 0 {
				return len(text), false
			}
			i += n
			c.state = quoteInCell
		case c.state == quoteInCell && ch == '"':
			c.state = quotedCell
		case ch == '\n':
			c.state = cellStart
			return i + 1, true
		case ch == c.comma:
			c.state = cellStart
		case c.state == cellStart && ch == '"':
			c.state = quotedCell
		default:
			c.state = bareCell
		}
		i++
	}
	return len(text), false
}

// rescue finds the first line of a row, but its first, that has as many cells
// as the heading: a row that swallowed others for want of a quote ends there.
func (c *csvRows) rescue(row []byte) int {
	if len(c.names) < 2 {
		return 0
	}
	at := bytes.IndexByte(row, '\n') + 1
	for at > 0 && at < len(row) {
		line := row[at:]
		end := bytes.IndexByte(line, '\n') + 1
		if end == 0 {
			end = len(line)
		}
		texts, why := splitRow(line[:end], c.comma, len(c.names)+1, c.texts[:0])
		c.texts = texts
		if len(texts) == len(c.names) && why == "" {
			return at
		}
		at += end
	}
	return 0
}

// cells reads the heading or a row.
func (c *csvRows) cells(row []byte, line int) ([]cell, rowResult) {
	var r rowResult
	texts, why := splitRow(row, c.comma, c.rows.maxTags(), c.texts[:0])
	c.texts = texts
	if c.names == nil {
		c.heading(texts)
		if why != "" {
			c.rows.problem(line, BadRecord, "heading: %s; kept as far as it goes", why)
		}
		return nil, rowResult{separator: true}
	}
	r.broken, r.kept = why, true
	if len(texts) != len(c.names) {
		r.broken = fmt.Sprintf("%d cells where the heading has %d", len(texts), len(c.names))
		if why != "" {
			r.broken += ", and " + why
		}
	}
	c.list = c.list[:0]
	for i, text := range texts {
		name := "column" + strconv.Itoa(i+1)
		if i < len(c.names) {
			name = c.names[i]
		}
		c.list = append(c.list, cell{name: name, text: text})
	}
	return c.list, r
}

// heading takes the names of the columns.
func (c *csvRows) heading(texts []string) {
	c.names = make([]string, len(texts))
	for i, name := range texts {
		c.names[i] = trim(strings.Trim(name, byteOrderMark))
		if c.names[i] == "" {
			c.names[i] = "column" + strconv.Itoa(i+1)
		}
		c.rows.mapping.slot(c.names[i])
	}
}

// splitRow appends the cells of a row, up to limit; why says what is odd about
// its quotes or their number.
func splitRow(row []byte, comma byte, limit int, cells []string) (_ []string, why string) {
	row = bytes.TrimSuffix(row, []byte{'\n'})
	for {
		var quoted []byte
		if len(row) > 0 && row[0] == '"' {
			var closed bool
			quoted, row, closed = quotedPart(row[1:])
			switch {
			case !closed:
				why = "a quote is not closed"
			case len(row) > 0 && row[0] != comma && why == "":
				why = fmt.Sprintf("text behind a closing quote (%q)", excerpt(row))
			}
		}
		n := bytes.IndexByte(row, comma)
		end := n
		if n < 0 {
			end = len(row)
		}
		switch {
		case quoted == nil:
			cells = append(cells, string(row[:end]))
		case end == 0:
			cells = append(cells, string(quoted))
		default:
			cells = append(cells, string(quoted)+string(row[:end]))
		}
		if n < 0 {
			return cells, why
		}
		if len(cells) >= limit {
			return cells, fmt.Sprintf("more than %d cells", limit)
		}
		row = row[n+1:]
	}
}

// quotedPart reads on to the quote that closes a cell and returns what stands
// before it, doubled quotes made one, and behind it.
func quotedPart(b []byte) (text, rest []byte, closed bool) {
	n := bytes.IndexByte(b, '"')
	if n >= 0 && (n+1 == len(b) || b[n+1] != '"') {
		return b[:n:n], b[n+1:], true
	}
	text = make([]byte, 0, max(n, 0)+64)
	for n >= 0 {
		if n+1 == len(b) || b[n+1] != '"' {
			return append(text, b[:n]...), b[n+1:], true
		}
		text = append(text, b[:n+1]...)
		b = b[n+2:]
		n = bytes.IndexByte(b, '"')
	}
	return append(text, b...), nil, false
}
