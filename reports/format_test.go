package reports

import (
	"errors"
	"iter"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	sampleColumns = []Column{
		{Name: "term", Kind: Text},
		{Name: "since", Kind: Date, Optional: true},
		{Name: "count", Kind: Int},
		{Name: "per_million_words", Kind: Float, Unit: "per million words", Optional: true},
		{Name: "front", Kind: Bool},
	}
	sampleRows = [][]Cell{
		{TextCell("“三个代表”重要思想"), DateCell("2000-02-25"), IntCell(1234), FloatCell(12.5), BoolCell(true)},
		{TextCell("小康|“社会”, a\tb"), DateCell("2002"), IntCell(-7), Empty(), BoolCell(false)},
		{TextCell("第一行\n\"第二行\"…"), Empty(), IntCell(0), FloatCell(1.0 / 3), BoolCell(false)},
	}
)

// sample returns a table that has something awkward for every format.
func sample() *Table {
	t := tableOf(sampleColumns, sampleRows)
	t.Name = "sample"
	t.Notes = []string{"2 of 3 documents are pictures", `"quoted" <note>`}
	t.Manifest = &Manifest{
		Tool: "tifa", Version: "0.1.0", Command: "trend", Corpus: "ab12", Documents: 3,
		Filter: Pairs{{"where", `date >= "1978-12" && front`}},
	}
	return t
}

func tableOf(columns []Column, rows [][]Cell) *Table {
	return &Table{Columns: columns, Rows: stream(rows)}
}

// stream yields the rows in one slice, which is the least a producer must do.
func stream(rows [][]Cell) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		var buf []Cell
		for _, row := range rows {
			buf = append(buf[:0], row...)
			if !yield(buf, nil) {
				return
			}
			clear(buf)
		}
	}
}

func write(t *testing.T, format string, table *Table, opt Options) string {
	t.Helper()
	f, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := Write(&b, f, table, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	wantCSV = `term,since,count,per_million_words,front
“三个代表”重要思想,2000-02-25,1234,12.5,true
"小康|“社会”, a	b",2002,-7,,false
"第一行
""第二行""…",,0,0.3333333333,false
`
	wantTSV = "term\tsince\tcount\tper_million_words\tfront\n" +
		"“三个代表”重要思想\t2000-02-25\t1234\t12.5\ttrue\n" +
		"\"小康|“社会”, a\tb\"\t2002\t-7\t\tfalse\n" +
		"\"第一行\n\"\"第二行\"\"…\"\t\t0\t0.3333333333\tfalse\n"

	wantJSONL = `{"term":"“三个代表”重要思想","since":"2000-02-25","count":1234,"per_million_words":12.5,"front":true}
{"term":"小康|“社会”, a\tb","since":"2002","count":-7,"per_million_words":null,"front":false}
{"term":"第一行\n\"第二行\"…","since":null,"count":0,"per_million_words":0.3333333333333333,"front":false}
`
	wantJSON = `{"columns":[{"name":"term","kind":"text"},{"name":"since","kind":"date"},{"name":"count","kind":"int"},{"name":"per_million_words","kind":"float","unit":"per million words"},{"name":"front","kind":"bool"}],"rows":[
{"term":"“三个代表”重要思想","since":"2000-02-25","count":1234,"per_million_words":12.5,"front":true},
{"term":"小康|“社会”, a\tb","since":"2002","count":-7,"per_million_words":null,"front":false},
{"term":"第一行\n\"第二行\"…","since":null,"count":0,"per_million_words":0.3333333333333333,"front":false}
],"notes":["2 of 3 documents are pictures","\"quoted\" <note>"],"manifest":{"tool":"tifa","version":"0.1.0","command":"trend","arguments":[],"corpus":"ab12","documents":3,"filter":{"where":"date >= \"1978-12\" && front"}}}
`
	wantMarkdown = `| term | since | count | per_million_words | front |
| --- | --- | ---: | ---: | --- |
| “三个代表”重要思想 | 2000-02-25 | 1234 | 12.5 | true |
| 小康\|“社会”, a	b | 2002 | -7 |  | false |
| 第一行<br>"第二行"… |  | 0 | 0.3333333333 | false |
`
	// By hand: “三个代表”重要思想 is 2+8+2+8 = 20 columns wide, the next text
	// 4+1+2+4+2+6 = 19, the last 6+2+1+6+1+2 = 18.
	wantText = `term                  since       count  per_million_words  front
--------------------  ----------  -----  -----------------  -----
“三个代表”重要思想  2000-02-25   1234               12.5  true
小康|“社会”, a\tb   2002           -7                     false
第一行\n"第二行"…                    0       0.3333333333  false
`
)

func TestFormats(t *testing.T) {
	for format, want := range map[string]string{
		"csv": wantCSV, "tsv": wantTSV, "json": wantJSON, "jsonl": wantJSONL,
		"markdown": wantMarkdown, "text": wantText,
	} {
		t.Run(format, func(t *testing.T) {
			if diff := cmp.Diff(want, write(t, format, sample(), Options{})); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestFormatsWithoutRows(t *testing.T) {
	for format, want := range map[string]string{
		"csv":      "word,count\n",
		"tsv":      "word\tcount\n",
		"json":     `{"columns":[{"name":"word","kind":"text"},{"name":"count","kind":"int"}],"rows":[],"notes":[]}` + "\n",
		"jsonl":    "",
		"markdown": "| word | count |\n| --- | ---: |\n",
		"text":     "word  count\n----  -----\n",
	} {
		table := &Table{Columns: []Column{{Name: "word"}, {Name: "count", Kind: Int}}}
		if got := write(t, format, table, Options{}); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	table := tableOf([]Column{{Name: "词"}}, [][]Cell{{TextCell("改革")}})
	for format, want := range map[string]string{
		"csv": "\ufeff词\n改革\n", "tsv": "\ufeff词\n改革\n", "jsonl": "{\"词\":\"改革\"}\n",
	} {
		if got := write(t, format, table, Options{BOM: true}); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
	if got := write(t, "json", sample(), Options{NoManifest: true}); strings.Contains(got, "manifest") {
		t.Errorf("manifest in spite of the option:\n%s", got)
	}
}

// The widths must not depend on the locale, which go-pretty asks at start-up.
func TestTextInAnyLocale(t *testing.T) {
	for _, env := range []string{"LANG=C", "LANG=zh_CN.UTF-8", "LANG=en_US.UTF-8", "RUNEWIDTH_EASTASIAN=0"} {
		child := exec.Command(os.Args[0], "-test.run=^TestFormats$/^text$")
		child.Env = append(os.Environ(), "LC_ALL=", "LC_CTYPE=", env)
		if out, err := child.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", env, err, out)
		}
	}
}

func TestTextShowsControlCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[31m红\x1b[0m": `\u001b[31m红\u001b[0m`,
		"a\r\nb\u0085c":    `a\r\nb\u0085c`,
		"坏\xff字":           "坏\ufffd字",
		`C:\n`:             `C:\n`,
		"　　段首":             "　　段首",
	} {
		if got := visible(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

func TestFloats(t *testing.T) {
	for _, c := range []struct {
		f          float64
		text, json string
	}{
		{0, "0", "0"},
		{math.Copysign(0, -1), "0", "0"},
		{-1.5, "-1.5", "-1.5"},
		{100, "100", "100"},
		{0.30000000000000004, "0.3", "0.30000000000000004"},
		{2.0 / 3, "0.6666666667", "0.6666666666666666"},
		{12345678901.5, "12345678900", "12345678901.5"},
		{1e15, "1000000000000000", "1000000000000000"},
		{0.000001, "0.000001", "0.000001"},
		{0.00000012345, "1.2345e-07", "1.2345e-07"},
		{1e21, "1e+21", "1e+21"},
		{0.99999999999, "1", "0.99999999999"},
		{math.MaxFloat64, "1.797693135e+308", "1.7976931348623157e+308"},
		{-math.SmallestNonzeroFloat64, "-5e-324", "-5e-324"},
	} {
		if got := string(appendFloat(nil, c.f)); got != c.text {
			t.Errorf("%v as text: %s, want %s", c.f, got, c.text)
		}
		if got := string(appendShortest(nil, c.f)); got != c.json {
			t.Errorf("%v as JSON: %s, want %s", c.f, got, c.json)
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	table := tableOf([]Column{{Name: "a|b_c"}}, [][]Cell{
		{TextCell("*重* _点_ `码` ~删~ [链](x) <b>&amp;")},
		{TextCell("a\\|b\r\nc\rd")},
	})
	want := "| a\\|b_c |\n| --- |\n" +
		"| \\*重\\* \\_点\\_ \\`码\\` \\~删\\~ \\[链](x) &lt;b>&amp;amp; |\n" +
		"| a\\\\\\|b<br>c<br>d |\n"
	if diff := cmp.Diff(want, write(t, "markdown", table, Options{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// encoding/csv writes an empty line for it, and readers skip empty lines.
func TestCSVOfOneEmptyCell(t *testing.T) {
	table := tableOf([]Column{{Name: "a", Optional: true}}, [][]Cell{{TextCell("x")}, {Empty()}, {TextCell("")}})
	if got, want := write(t, "csv", table, Options{}), "a\nx\n\"\"\n\"\"\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLookup(t *testing.T) {
	want := []string{"csv", "html", "json", "jsonl", "markdown", "parquet", "text", "tsv", "xlsx"}
	if diff := cmp.Diff(want, Formats()); diff != "" {
		t.Error(diff)
	}
	for _, name := range want {
		if f, err := Lookup(name); err != nil || f.Name != name {
			t.Errorf("Lookup(%q) = %q, %v", name, f.Name, err)
		}
	}
	_, err := Lookup("xls")
	if want := `unknown format "xls" (have csv, html, json, jsonl, markdown, parquet, text, tsv, xlsx)`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	for file, want := range map[string]string{
		"a.csv": "csv", "b.TSV": "tsv", "c/d.json": "json", "e.x.jsonl": "jsonl", "f.md": "markdown",
		"g.txt": "text", "h": "", "i.xlsx": "xlsx", "j.html": "html", "k.xls": "", ".d/csv": "",
	} {
		if f, ok := ForFile(file); f.Name != want || ok != (want != "") {
			t.Errorf("ForFile(%q) = %q, %v", file, f.Name, ok)
		}
	}
}

func TestZeroFormatIsText(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, Format{}, sample(), Options{}); err != nil || b.String() != wantText {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestTablesThatContradictThemselves(t *testing.T) {
	word, share := Column{Name: "word"}, Column{Name: "share", Kind: Float}
	for _, c := range []struct {
		want    string
		columns []Column
		row     []Cell
	}{
		{`sums: no columns`, nil, nil},
		{`sums: column 2 has no name`, []Column{word, {}}, nil},
		{`sums: two columns are named "word"`, []Column{word, share, word}, nil},
		{`sums: column "x" is of an unknown kind 9`, []Column{{Name: "x", Kind: 9}}, nil},
		{`sums: row 1: 1 cells for 2 columns`, []Column{word, share}, []Cell{TextCell("a")}},
		{`sums: row 1: column "word" is text, the cell int`, []Column{word}, []Cell{IntCell(1)}},
		{`sums: row 1: column "word" is empty but not optional`, []Column{word}, []Cell{Empty()}},
		{`sums: row 1: column "share" is not a finite number`, []Column{share}, []Cell{FloatCell(math.NaN())}},
		{`sums: row 1: column "share" is not a finite number`, []Column{share}, []Cell{FloatCell(math.Inf(-1))}},
	} {
		for _, f := range formats {
			table := tableOf(c.columns, [][]Cell{c.row})
			table.Name = "sums"
			var b strings.Builder
			err := Write(&b, f, table, Options{})
			if err == nil || err.Error() != c.want {
				t.Errorf("%s: error %v, want %s", f.Name, err, c.want)
			}
			if strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
				t.Errorf("%s: wrote %q", f.Name, b.String())
			}
		}
	}
}

func TestProducerError(t *testing.T) {
	broken := errors.New("store: block 7: checksum differs")
	for _, f := range formats {
		after := 0
		table := &Table{Columns: []Column{{Name: "word"}}, Rows: func(yield func([]Cell, error) bool) {
			if yield([]Cell{TextCell("改革")}, nil) && yield(nil, broken) {
				after++
			}
		}}
		if err := Write(&strings.Builder{}, f, table, Options{}); err != broken || after > 0 {
			t.Errorf("%s: error %v, %d rows after it", f.Name, err, after)
		}
	}
}

// full is a writer that has room for so many bytes.
type full int

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		return 0, errFull
	}
	*f -= full(len(p))
	return len(p), nil
}

func TestWriterError(t *testing.T) {
	for _, f := range formats {
		for _, room := range []full{0, 1 << 17} {
			rows := 0
			if f.Name == "parquet" {
				room = 0 // the rows are alike and take less than the other
			}
			table := &Table{Columns: []Column{{Name: "word"}}, Rows: func(yield func([]Cell, error) bool) {
				for rows < 50_000 && yield([]Cell{TextCell("改革开放")}, nil) {
					rows++
				}
			}}
			if err := Write(&room, f, table, Options{}); !errors.Is(err, errFull) {
				t.Errorf("%s: error %v", f.Name, err)
			}
			if rows == 50_000 && f.Name != "text" && f.Name != "parquet" { // these two are written at the end
				t.Errorf("%s: went on after the error", f.Name)
			}
		}
	}
}

func TestNotesThatComeWithTheRows(t *testing.T) {
	table := &Table{Columns: []Column{{Name: "word"}}}
	table.Rows = func(yield func([]Cell, error) bool) {
		yield([]Cell{TextCell("改革")}, nil)
		table.Notes = append(table.Notes, "late")
	}
	want := `{"columns":[{"name":"word","kind":"text"}],"rows":[` + "\n" + `{"word":"改革"}` + "\n" + `],"notes":["late"]}` + "\n"
	if got := write(t, "json", table, Options{}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
