package reports

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/net/html"
)

// A Written is a table as it was written: the texts of its cells, an empty one
// for no value. It is for comparing two results of one format; values of two
// formats may be written differently. A byte order mark is part of the first name.
type Written struct {
	Columns []string
	Rows    [][]string
}

// ErrNotRows is the error for a result that has no rows to be read, or is in no
// format that this package reads.
var ErrNotRows = errors.New("the format has no rows that could be compared")

// ReadRows reads a table that was written in the format of this name. The text
// and markdown formats, and those of a matrix that are lines, have one column
// "line".
func ReadRows(path, format string) (*Written, error) {
	read := map[string]func(*os.File) (*Written, error){
		"csv": csvRows, "tsv": tsvRows, "json": jsonRows, "jsonl": jsonlRows, "html": htmlRows, "xlsx": workbookRows,
		"parquet": parquetRows, "triplets": csvRows, "text": lineRows, "markdown": lineRows, "mtx": lineRows, "svmlight": lineRows,
	}[format]
	if read == nil {
		return nil, ErrNotRows
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

func csvRows(f *os.File) (*Written, error) {
	r := csv.NewReader(bufio.NewReader(f))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	return headed(records), err
}

// headed makes the first record the names of the columns.
func headed(records [][]string) *Written {
	if len(records) == 0 {
		return new(Written)
	}
	return &Written{records[0], records[1:]}
}

func tsvRows(f *os.File) (*Written, error) {
	var records [][]string
	err := eachLine(bufio.NewReader(f), func(line string) error {
		records = append(records, strings.Split(line, "\t"))
		return nil
	})
	return headed(records), err
}

func lineRows(f *os.File) (*Written, error) {
	t := &Written{Columns: []string{"line"}}
	err := eachLine(bufio.NewReader(f), func(line string) error {
		if !utf8.ValidString(line) {
			return errors.New("not text in UTF-8")
		}
		t.Rows = append(t.Rows, []string{line})
		return nil
	})
	return t, err
}

func eachLine(r *bufio.Reader, see func(line string) error) error {
	for {
		line, err := r.ReadString('\n')
		if line != "" {
			if err := see(strings.TrimSuffix(line, "\n")); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func jsonRows(f *os.File) (*Written, error) {
	var result struct {
		Columns []struct{ Name string }
		Rows    []map[string]json.RawMessage
	}
	if err := json.NewDecoder(bufio.NewReader(f)).Decode(&result); err != nil {
		return nil, err
	}
	t := new(Written)
	for _, c := range result.Columns {
		t.Columns = append(t.Columns, c.Name)
	}
	for _, row := range result.Rows {
		if err := t.addObject(row); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func jsonlRows(f *os.File) (*Written, error) {
	t := new(Written)
	err := eachLine(bufio.NewReader(f), func(line string) error {
		var row map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			return err
		}
		if t.Columns == nil {
			t.Columns = keysOf(line)
		}
		return t.addObject(row)
	})
	return t, err
}

// keysOf returns the names in an object in their order; its values are no objects.
func keysOf(object string) []string {
	var keys []string
	d := json.NewDecoder(strings.NewReader(object))
	for i := 0; ; i++ {
		token, err := d.Token()
		if err != nil {
			return keys
		}
		if key, ok := token.(string); ok && i%2 == 1 {
			keys = append(keys, key)
		}
	}
}

func (t *Written) addObject(object map[string]json.RawMessage) error {
	row := make([]string, len(t.Columns))
	for i, name := range t.Columns {
		value := object[name]
		switch {
		case bytes.Equal(value, []byte("null")):
		case len(value) > 0 && value[0] == '"':
			if err := json.Unmarshal(value, &row[i]); err != nil {
				return err
			}
		default:
			row[i] = string(value)
		}
	}
	t.Rows = append(t.Rows, row)
	return nil
}

func htmlRows(f *os.File) (*Written, error) {
	var records [][]string
	z := html.NewTokenizer(bufio.NewReader(f))
	inCell := false
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			return headed(records), nil
		}
		token := z.Token()
		switch {
		case kind == html.StartTagToken && token.Data == "tr":
			records = append(records, nil)
		case kind == html.StartTagToken && (token.Data == "td" || token.Data == "th") && len(records) > 0:
			last := &records[len(records)-1]
			*last = append(*last, "")
			inCell = true
		case kind == html.EndTagToken:
			inCell = false
		case kind == html.TextToken && inCell:
			row := records[len(records)-1]
			row[len(row)-1] += token.Data
		}
	}
}

func workbookRows(f *os.File) (*Written, error) {
	sheets, err := xlsxSheets(f)
	if err != nil {
		return nil, err
	}
	t := new(Written)
	for _, sheet := range sheets {
		if isProvenance(sheet.name) {
			continue
		}
		head := true
		err := sheet.rows(func(row []string) {
			if head {
				t.Columns, head = row, false
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
	}
	return t, nil
}

func parquetRows(f *os.File) (*Written, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, err
	}
	t := new(Written)
	for _, field := range p.Schema().Fields() {
		t.Columns = append(t.Columns, field.Name())
	}
	r := parquet.NewReader(p)
	defer r.Close()
	rows := make([]parquet.Row, 256)
	for {
		n, err := r.ReadRows(rows)
		for _, values := range rows[:n] {
			row := make([]string, len(t.Columns))
			for _, v := range values {
				if !v.IsNull() && v.Column() < len(row) {
					row[v.Column()] = v.String()
				}
			}
			t.Rows = append(t.Rows, row)
		}
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// Bare returns a picture without its manifest: SVG or PNG as they are written
// here; other bytes stay as they are.
func Bare(picture []byte) []byte {
	if bytes.HasPrefix(picture, pngSignature) {
		_, rest := cutPNG(picture)
		return rest
	}
	before, rest, found := bytes.Cut(picture, []byte("<metadata"))
	_, after, closed := bytes.Cut(rest, []byte("</metadata>"))
	if !found || !closed {
		return picture
	}
	return slices.Concat(before, after)
}
