package reports

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/net/html"
)

// ReadTables is ReadRows for results that may hold several tables: the sheets of
// a workbook, and with page the parts of a report in html or markdown, whose other
// text is a table of lines and whose charts are one of their texts and digests.
func ReadTables(path, format string, page bool) ([]*Written, error) {
	var read func(*os.File) ([]*Written, error)
	switch {
	case format == "xlsx":
		read = sheetTables
	case page && format == "html":
		read = htmlTables
	case page && format == "markdown":
		read = markdownTables
	default:
		t, err := ReadRows(path, format)
		return []*Written{t}, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	tables, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return tables, nil
}

func sheetTables(f *os.File) ([]*Written, error) {
	sheets, err := xlsxSheets(f)
	if err != nil {
		return nil, err
	}
	var tables []*Written
	for _, sheet := range sheets {
		if isProvenance(sheet.name) {
			continue
		}
		t := &Written{Name: sheet.name}
		err := sheet.rows(func(row []string) {
			if t.Columns == nil {
				t.Columns = row
				return
			}
			for len(row) < len(t.Columns) {
				row = append(row, "")
			}
			t.Rows = append(t.Rows, row)
		})
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// A pageReader collects what stands on a page.
type pageReader struct {
	tables        []*Written
	lines, charts *Written
	heading       string // that stands last
	used          map[string]int
}

func newPageReader() *pageReader {
	return &pageReader{
		lines:  &Written{Name: "text", Columns: []string{"line"}},
		charts: &Written{Name: "charts", Columns: []string{"chart", "picture"}},
		used:   make(map[string]int),
	}
}

// begin begins a table, whose name is the heading above it.
func (p *pageReader) begin() *Written {
	name := p.heading
	if p.used[name]++; p.used[name] > 1 {
		name = fmt.Sprintf("%s (%d)", name, p.used[name])
	}
	t := &Written{Name: name}
	p.tables = append(p.tables, t)
	return t
}

func (p *pageReader) line(s string) {
	if s = strings.TrimSpace(s); s != "" {
		p.lines.Rows = append(p.lines.Rows, []string{s})
	}
}

// chart notes a chart by a digest of its picture, without its manifest.
func (p *pageReader) chart(text, source string) {
	picture := []byte(source)
	if _, data, ok := strings.Cut(source, ";base64,"); ok {
		if inside, err := base64.StdEncoding.DecodeString(data); err == nil {
			picture = Bare(inside)
		}
	}
	sum := sha256.Sum256(picture)
	p.charts.Rows = append(p.charts.Rows, []string{text, hex.EncodeToString(sum[:8])})
}

func (p *pageReader) all() []*Written { return append(p.tables, p.lines, p.charts) }

// htmlTables reads a report in html.
func htmlTables(f *os.File) ([]*Written, error) {
	p, z := newPageReader(), html.NewTokenizer(bufio.NewReader(f))
	var table *Written
	var row []string
	card, caption := false, "" // the row is one of a card; what stands over the table
	text, inside := "", ""     // of the heading, cell or line in hand; what is passed over
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			return p.all(), nil
		}
		token := z.Token()
		switch name := token.Data; {
		case inside != "":
			if kind == html.EndTagToken && name == inside {
				inside = ""
			}
		case kind == html.TextToken:
			text += name
		case kind == html.StartTagToken && (name == "script" || name == "style"):
			inside = name
		case (kind == html.StartTagToken || kind == html.SelfClosingTagToken) && name == "img":
			p.chart(attribute(token, "alt"), attribute(token, "src"))
		case kind == html.StartTagToken && name == "table":
			table, text, caption = p.begin(), "", ""
		case kind == html.EndTagToken && name == "table":
			table, text = nil, ""
		case table != nil:
			switch {
			case kind == html.StartTagToken && (name == "td" || name == "th"):
				text, card = "", card || attribute(token, "scope") == "row"
			case kind == html.EndTagToken && (name == "td" || name == "th"):
				row = append(row, text)
			case kind == html.EndTagToken && name == "caption":
				caption = strings.TrimSpace(text)
			case kind == html.EndTagToken && name == "tr" && card:
				table.addField(caption, row)
				row, card = nil, false
			case kind == html.EndTagToken && name == "tr" && table.Columns == nil:
				table.Columns, row = row, nil
			case kind == html.EndTagToken && name == "tr":
				table.Rows, row = append(table.Rows, row), nil
			}
		case kind == html.EndTagToken && len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6':
			p.heading = strings.TrimSpace(text)
			p.line(text)
			text = ""
		case !inLine[name]:
			p.line(text)
			text = ""
		}
	}
}

// addField adds a line of a card, a name and a value: a card is a table of one
// row that stands on end. The term that it is of stands over it.
func (t *Written) addField(term string, field []string) {
	if t.Columns == nil {
		t.Columns, t.Rows = []string{"term"}, [][]string{{term}}
	}
	if len(field) == 2 {
		t.Columns, t.Rows[0] = append(t.Columns, field[0]), append(t.Rows[0], field[1])
	}
}

// inLine are the elements that end no line.
var inLine = map[string]bool{"a": true, "b": true, "bdi": true, "br": true, "code": true, "em": true, "i": true, "span": true, "strong": true, "sub": true, "sup": true}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// markdownTables reads a report in markdown.
func markdownTables(f *os.File) ([]*Written, error) {
	p := newPageReader()
	var table *Written
	err := eachLine(bufio.NewReader(f), func(line string) error {
		cells, isRow := markdownRow(line)
		switch heading := strings.TrimLeft(line, "#"); {
		case !isRow:
			if table = nil; heading != line && strings.HasPrefix(heading, " ") {
				p.heading = strings.TrimSpace(heading)
			}
			p.line(line)
		case table == nil:
			table = p.begin()
			table.Columns = cells
		case strings.HasPrefix(cells[0], "---"):
		default:
			table.Rows = append(table.Rows, cells)
		}
		return nil
	})
	return p.all(), err
}

// markdownRow returns the cells of a line of a table.
func markdownRow(line string) (cells []string, ok bool) {
	if !strings.HasPrefix(line, "| ") || !strings.HasSuffix(line, " |") || len(line) < 4 {
		return nil, false
	}
	return strings.Split(line[2:len(line)-2], " | "), true
}
