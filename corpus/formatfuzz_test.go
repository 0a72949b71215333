package corpus

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// oracleCell is a value as encoding/json has it, in the form of a cell.
func oracleCell(name string, raw json.RawMessage) cell {
	c := cell{name: name}
	c.text, c.nested = oracleText(raw)
	if raw[0] != '[' {
		return c
	}
	c.text, c.nested = "", false
	var list []json.RawMessage
	_ = json.Unmarshal(raw, &list)
	for _, v := range list {
		s, nested := oracleText(v)
		c.nested = c.nested || nested
		if s != "" {
			c.list = append(c.list, s)
		}
	}
	return c
}

func oracleText(raw json.RawMessage) (s string, nested bool) {
	switch raw[0] {
	case '"':
		_ = json.Unmarshal(raw, &s)
		return strings.ReplaceAll(lineEnds.Replace(s), "\x00", "\uFFFD"), false
	case '{', '[':
		var b bytes.Buffer
		_ = json.Compact(&b, raw)
		return b.String(), true
	case 'n':
		return "", false
	}
	return string(raw), false
}

// oracleObject reads an object by encoding/json.
func oracleObject(row []byte) ([]cell, error) {
	if !json.Valid(row) {
		return nil, errors.New("not JSON")
	}
	d := json.NewDecoder(bytes.NewReader(row))
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, errors.New("no object")
	}
	var cells []cell
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		cells = append(cells, oracleCell(strings.ReplaceAll(lineEnds.Replace(name.(string)), "\x00", "\uFFFD"), raw))
	}
	return cells, nil
}

// Objects are read as encoding/json reads them; what it refuses is refused but
// for control characters in strings.
func FuzzJSONL(f *testing.F) {
	for _, c := range jsonCases {
		f.Add([]byte(c.text))
	}
	f.Add([]byte(`{"a":[1,"x",{"b":[]},[true]],"c":-1.5e3,"d":"\ud83d\ude00\ud83d"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, path := range []string{"x.jsonl", "x.json"} {
			checkAny(t, text, DecodeOptions{Path: path, MaxRecord: 1 << 10, Profile: &Profile{Format: Format(path[2:])}})
		}
		for line := range bytes.Lines(text) {
			line = bytes.ToValidUTF8(line, nil) // what the text reader sees to
			want, wantErr := oracleObject(line)
			j := &jsonRows{rows: &rowDecoder{decoder: &decoder{opt: DecodeOptions{MaxRecord: 1 << 30}}}}
			got, result := j.cells(line, 1)
			if wantErr != nil && result.broken == "" && j.controls == 0 {
				t.Errorf("%q read, which is not JSON", line)
			}
			if wantErr == nil && result.broken != "" {
				t.Errorf("%q: %s", line, result.broken)
			}
			if wantErr == nil && len(want)+len(got) > 0 {
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" {
					t.Errorf("%q (-encoding/json +got):\n%s", line, diff)
				}
			}
		}
	})
}

// Tables that encoding/csv reads without a complaint are read as it does.
func FuzzCSV(f *testing.F) {
	for _, c := range csvCases {
		f.Add([]byte(c.text))
	}
	f.Add([]byte("a,b\n\"\"\"x\"\"\",\"\"\n\n,\n\"1\n2\",3"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, format := range []Format{CSV, TSV} {
			checkAny(t, text, DecodeOptions{Path: "x", MaxRecord: 1 << 10, Profile: &Profile{Format: format}})
		}
		checkTable(t, strings.ToValidUTF8(strings.ReplaceAll(string(text), "\x00", ""), ""))
	})
}

func checkTable(t *testing.T, text string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	var want [][]string
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return
		}
		if strings.Trim(strings.Join(cells, ""), " \t\r\v\f\n　\ufeff") != "" {
			want = append(want, cells)
		}
	}
	if strings.ContainsAny(text, "\r") { // encoding/csv leaves some of those
		return
	}
	c := &csvRows{comma: ','}
	var got [][]string
	for rest := []byte(text); len(rest) > 0; {
		n, end := c.next(rest)
		row := rest[:n]
		if !end {
			c.reset()
		}
		rest = rest[n:]
		cells, why := splitRow(row, ',', len(row)+1, nil)
		if why != "" {
			t.Errorf("%q: %s", row, why)
		}
		if strings.Trim(strings.Join(cells, ""), " \t\v\f\n　\ufeff") != "" {
			got = append(got, cells)
		}
	}
	if !slices.EqualFunc(want, got, slices.Equal) {
		t.Errorf("%q: encoding/csv has %q, got %q", text, want, got)
	}
}

// FuzzPlain reads anything as a plain text, front matter and all, and anything
// as a path.
func FuzzPlain(f *testing.F) {
	for _, c := range plainCases {
		f.Add(c.path, []byte(c.text))
	}
	f.Fuzz(func(t *testing.T, path string, text []byte) {
		checkAny(t, text, DecodeOptions{Source: "s", Path: path, MaxRecord: 1 << 12, Profile: &Profile{Format: PlainText}})
	})
}

func FuzzProfile(f *testing.F) {
	f.Add("format: csv\nmap:\n  date: pubtime\n  body: [content, text]\nconstants: {paper: PLA}\nseparators: {author: '、'}\ndate-path: '{year}/{page}'\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseProfile(strings.NewReader(text), "p.yaml")
		if (p == nil) == (err == nil) || err != nil && !strings.HasPrefix(err.Error(), "p.yaml:") {
			t.Errorf("%q: %v, %v", text, p, err)
		}
		if err == nil && p.Check() != nil {
			t.Errorf("%q: %v", text, p.Check())
		}
	})
}

func BenchmarkJSONL(b *testing.B) {
	var lines, array, rows bytes.Buffer
	rows.WriteString("date,title,author,page,body\n")
	for d := range Decode(strings.NewReader(newspaper(16<<20)), "x", DecodeOptions{}) {
		line, err := json.Marshal(map[string]any{"date": d.DateText, "title": d.Title, "author": d.Authors, "page": d.Page, "body": d.Body})
		if err != nil {
			b.Fatal(err)
		}
		lines.Write(line)
		lines.WriteByte('\n')
		w := csv.NewWriter(&rows)
		_ = w.Write([]string{d.DateText, d.Title, strings.Join(d.Authors, "/"), d.Page, d.Body})
		w.Flush()
	}
	fmt.Fprintf(&array, "[%s]", bytes.ReplaceAll(bytes.TrimSpace(lines.Bytes()), []byte("\n"), []byte(",\n")))
	for _, c := range []struct {
		path string
		text []byte
	}{{"x.jsonl", lines.Bytes()}, {"x.json", array.Bytes()}, {"x.csv", rows.Bytes()}} {
		b.Run(c.path[2:], func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range DecodeAny(bytes.NewReader(c.text), c.path, DecodeOptions{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
