package analysis

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// A CodedFile is a concordance that somebody coded by hand: columns that may
// have moved, be more or fewer than Kwic's, and their values as texts.
type CodedFile struct {
	Name    string
	Columns []string
	Rows    []CodedRow
}

// A CodedRow is a row of a coded file.
type CodedRow struct {
	Line   int
	Values map[string]string // by column; those of codes without space around them
}

// set sets a value. The text of a concordance stays as it is; elsewhere people
// type spaces that nobody sees.
func (r *CodedRow) set(column, value string) {
	if column != "left" && column != "match" && column != "right" {
		value = strings.TrimSpace(value)
	}
	r.Values[column] = value
}

// CodedFormats are the formats of coded files, those that [ReadCoded] knows.
var CodedFormats = []string{"csv", "tsv", "jsonl", "json"}

// ReadCoded reads a coded concordance in the formats that reports writes: csv
// (also with semicolons, as some spreadsheets save it), tsv, jsonl, and json as
// a list of objects or an object with rows. Errors name file and line. The name
// is for them only.
func ReadCoded(r io.Reader, name, format string) (*CodedFile, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%s: not text in UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)", name)
	}
	f := &CodedFile{Name: name}
	switch format {
	case "csv":
		err = f.readCSV(text, commaOf(text))
	case "tsv":
		err = f.readCSV(text, '\t')
	case "jsonl":
		err = f.readObjects(json.NewDecoder(strings.NewReader(text)), text)
	case "json":
		err = f.readJSON(text)
	default:
		return nil, fmt.Errorf("%s: unknown format %q (have %s)", name, format, strings.Join(CodedFormats, ", "))
	}
	if err != nil {
		return nil, err
	}
	if len(f.Rows) == 0 {
		return nil, fmt.Errorf("%s: no rows", name)
	}
	return f, nil
}

func (f *CodedFile) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", f.Name, line, fmt.Sprintf(format, args...))
}

// commaOf returns what stands between the values of a csv file.
func commaOf(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	if !strings.Contains(head, ",") && strings.Contains(head, ";") {
		return ';'
	}
	return ','
}

func (f *CodedFile) readCSV(text string, comma rune) error {
	r := csv.NewReader(strings.NewReader(text))
	r.ReuseRecord, r.Comma = true, comma
	for {
		record, err := r.Read()
		if err == io.EOF { //nolint:errorlint // csv.Reader returns it as it is
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return f.errorf(bad.StartLine, "%v", bad.Err)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		line, _ := r.FieldPos(0)
		if err := f.add(line, record); err != nil {
			return err
		}
	}
}

// add adds a line of a table, the first of which names the columns.
func (f *CodedFile) add(line int, record []string) error {
	if f.Columns == nil {
		for _, name := range record {
			if name = strings.TrimSpace(name); name != "" && slices.Contains(f.Columns, name) {
				return f.errorf(line, "two columns are named %q", name)
			}
			f.Columns = append(f.Columns, name)
		}
		return nil
	}
	row := CodedRow{Line: line, Values: make(map[string]string, len(record))}
	empty := true
	for i, v := range record {
		row.set(f.Columns[i], v)
		empty = empty && strings.TrimSpace(v) == ""
	}
	if !empty { // spreadsheets leave such rows at the end
		f.Rows = append(f.Rows, row)
	}
	return nil
}

// readJSON finds the list of rows.
func (f *CodedFile) readJSON(text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	open, err := d.Token()
	if open == json.Delim('{') {
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return f.jsonError(d, text, err)
			}
			if name == "rows" {
				open, err = d.Token()
				if err != nil {
					return f.jsonError(d, text, err)
				}
				break
			}
			var other json.RawMessage
			if err := d.Decode(&other); err != nil {
				return f.jsonError(d, text, err)
			}
		}
	}
	if err != nil {
		return f.jsonError(d, text, err)
	}
	if open != json.Delim('[') {
		return f.errorf(1, "no rows: want a list of objects, or an object with rows")
	}
	if err := f.readObjects(d, text); err != nil {
		return err
	}
	if _, err := d.Token(); err != nil { // the end of the list
		return f.jsonError(d, text, err)
	}
	return nil
}

// readObjects reads one object after another: a row each.
func (f *CodedFile) readObjects(d *json.Decoder, text string) error {
	d.UseNumber()
	for d.More() {
		var object map[string]any
		err := d.Decode(&object)
		line := lineAt(text, d)
		if err != nil {
			return f.jsonError(d, text, err)
		}
		row := CodedRow{Line: line, Values: make(map[string]string, len(object))}
		for name, v := range object {
			switch v := v.(type) {
			case nil:
				row.set(name, "")
			case string:
				row.set(name, v)
			case bool, json.Number:
				row.set(name, fmt.Sprint(v))
			default:
				return f.errorf(line, "%s is neither text nor number", name)
			}
			if !slices.Contains(f.Columns, name) {
				f.Columns = append(f.Columns, name)
			}
		}
		f.Rows = append(f.Rows, row)
	}
	slices.Sort(f.Columns) // an object has no order
	return nil
}

func (f *CodedFile) jsonError(d *json.Decoder, text string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file ends within a value")
	}
	return f.errorf(lineAt(text, d), "%v", err)
}

// lineAt is the line on which the decoder stands.
func lineAt(text string, d *json.Decoder) int {
	return 1 + strings.Count(text[:d.InputOffset()], "\n")
}
