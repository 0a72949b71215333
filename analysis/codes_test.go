package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// coded reads files of name → text; the endings are the formats.
func coded(t interface{ Fatal(...any) }, files ...[2]string) []*CodedFile {
	var list []*CodedFile
	for _, f := range files {
		_, format, _ := strings.Cut(f[0], ".")
		file, err := ReadCoded(strings.NewReader(f[1]), f[0], format)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, file)
	}
	return list
}

func joined(t interface{ Fatal(...any) }, opt CodingsOptions, files ...*CodedFile) *Codings {
	c, err := JoinCodes(files, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	li = "hit_id,date,match,stratum,population,weight,stance\n" +
		"a#body:1,2004-12-31,甲,x,4,2,pro\n" +
		"a#body:9,2004-12-31,甲,x,4,2,con\n" +
		"b#title:0,2005-01-01,\"甲\n乙\",y,3,1.5,pro\n" +
		"b#title:7,2005-01-01,甲,y,3,1.5,\n"
	// Another order of rows and columns, an empty row, spaces, semicolons.
	wang = "\ufeffstance;weight;hit_id\r\n pro ;2;a#body:1\r\n;;\r\npro;1.5;b#title:7\r\nneutral;1.5;b#title:0\r\n pro;2;a#body:9\r\n"
)

func TestCodeCounts(t *testing.T) {
	c := joined(t, CodingsOptions{}, coded(t, [2]string{"x/li.csv", li}, [2]string{"wang.csv", wang})...)
	if diff := cmp.Diff([]string{"li", "wang"}, c.Coders); diff != "" || c.Hits() != 4 {
		t.Fatalf("%d hits, coders %s", c.Hits(), diff)
	}
	row := func(coder, group, value string, count int, share, weighted, weightedShare float64) CodeRow {
		r := CodeRow{Code: "stance", Coder: coder, Group: group, Value: value, Count: count, WeightedCount: Just(weighted)}
		if value != None && share >= 0 {
			r.Share, r.WeightedShare = Just(share), Just(weightedShare)
		}
		return r
	}
	got, err := c.Counts("")
	if err != nil {
		t.Fatal(err)
	}
	want := []CodeRow{
		// of three that are coded: 2 + 2 + 1.5
		row("li", "", "con", 1, 1./3, 2, 2/5.5), row("li", "", "neutral", 0, 0, 0, 0), row("li", "", "pro", 2, 2./3, 3.5, 3.5/5.5),
		row("li", "", None, 1, 0, 1.5, 0),
		row("wang", "", "con", 0, 0, 0, 0), row("wang", "", "neutral", 1, .25, 1.5, 1.5/7), row("wang", "", "pro", 3, .75, 5.5, 5.5/7),
	}
	if diff := cmp.Diff(want, got, maybes); diff != "" {
		t.Error(diff)
	}
	if got, err = joined(t, CodingsOptions{}, coded(t, [2]string{"li.csv", li})...).Counts("year"); err != nil {
		t.Fatal(err)
	}
	want = []CodeRow{
		row("li", "2004", "con", 1, .5, 2, .5), row("li", "2004", "pro", 1, .5, 2, .5),
		row("li", "2005", "con", 0, 0, 0, 0), row("li", "2005", "pro", 1, 1, 1.5, 1), row("li", "2005", None, 1, 0, 1.5, 0),
	}
	if diff := cmp.Diff(want, got, maybes); diff != "" {
		t.Error(diff)
	}
	if _, err := c.Counts("section"); err == nil || !strings.Contains(err.Error(), `wang.csv:1: no column "section"`) && !strings.Contains(err.Error(), `li.csv:1: no column "section"`) {
		t.Errorf("an unknown field: %v", err)
	}
}

// All formats say the same, and one file may hold several coders.
func TestCodedFormats(t *testing.T) {
	want := joined(t, CodingsOptions{}, coded(t,
		[2]string{"li.csv", "hit_id,term,grade,ok\na#body:1,甲,1,true\na#body:1,乙,2.5,\n"},
		[2]string{"wang.csv", "hit_id,term,grade,ok\na#body:1,甲,2,false\n"})...)
	rows, err := want.Counts("term")
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range [][]*CodedFile{
		coded(t, [2]string{"li.tsv", "hit_id\tterm\tgrade\tok\na#body:1\t甲\t1\ttrue\na#body:1\t乙\t2.5\t\n"},
			[2]string{"wang.jsonl", `{"hit_id":"a#body:1","term":"甲","grade":2,"ok":false}` + "\n"}),
		coded(t, [2]string{"all.json", `{"columns":[{"name":"x"}],"rows":[
			{"hit_id":"a#body:1","term":"甲","grade":1,"ok":true,"coder":"li"},
			{"hit_id":"a#body:1","term":"甲","grade":2,"ok":false,"coder":"wang"},
			{"hit_id":"a#body:1","term":"乙","grade":2.5,"ok":null,"coder":"li"}],"notes":[]}`}),
		coded(t, [2]string{"all.json", `[{"hit_id":"a#body:1","term":"甲","grade":"1","ok":"true","coder":"li"},
			{"hit_id":"a#body:1","term":"乙","grade":"2.5","ok":"","coder":"li"},
			{"hit_id":"a#body:1","term":"甲","grade":"2","ok":"false","coder":"wang"}]`}),
	} {
		got, err := joined(t, CodingsOptions{Codes: []string{"grade", "ok"}}, files...).Counts("term")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows, got, maybes); diff != "" {
			t.Error(diff)
		}
	}
}

// A TSV is read back as it was written, with quotes around tabs and line ends.
func TestCodedTSV(t *testing.T) {
	f := coded(t, [2]string{"a.tsv", "hit_id\tleft\tx\na#body:1\t\"\"\"b\tc\n\\n\"\t1\n"})[0]
	if got := f.Rows[0].Values["left"]; got != "\"b\tc\n\\n" || f.Rows[0].Line != 2 {
		t.Errorf("%q", got)
	}
}

func TestCodedErrors(t *testing.T) {
	for _, test := range []struct{ name, text, says string }{
		{"a.csv", "", "a.csv: no rows"},
		{"a.csv", "hit_id,x\n", "a.csv: no rows"},
		{"a.csv", "hit_id,x\na#body:1\n", "a.csv:2: wrong number of fields"},
		{"a.csv", "hit_id,x\n\"a\n\",1\nb\"c,1\n", `a.csv:4: bare " in non-quoted-field`},
		{"a.csv", "x,x\n1,2\n", `a.csv:1: two columns are named "x"`},
		{"a.csv", "hit_id,x\n\xb8\xc4,1\n", "a.csv: not text in UTF-8"},
		{"a.tsv", "hit_id\tx\na\n", "a.tsv:2: wrong number of fields"},
		{"a.jsonl", "{\"hit_id\":\"a#body:1\"}\n{\"x\":[1]}\n", "a.jsonl:2: x is neither text nor number"},
		{"a.jsonl", "{\"hit_id\":\"a#body:1\"}\n{\"x\":", "a.jsonl:2: the file ends within a value"},
		{"a.json", "{\"a\":1}", "a.json:1: "},
		{"a.json", "3", "a.json:1: no rows: want a list"},
		{"a.json", "[{\"hit_id\":\"x\"}", "a.json:1: the file ends within a value"},
		{"a.xlsx", "x", `a.xlsx: unknown format "xlsx" (have csv, tsv, jsonl, json)`},

		{"a.csv", "id,x\n1,2\n", `a.csv:1: no column "hit_id" (have id, x)`},
		{"a.csv", "hit_id,match\na#body:1,2\n", "a.csv: no column of codes beside those of the concordance"},
		{"a.csv", "hit_id,x\na#body:1,2\n,3\n", `a.csv:3: "" is no hit_id`},
		{"a.csv", "hit_id,x\na#text:1,2\n", `a.csv:2: "a#text:1" is no hit_id (want ID#ZONE:OFFSET`},
		{"a.csv", "hit_id,x\na#body:1,2\na#body:2,2\na#body:1,3\n", "a.csv:4: a has hit a#body:1 twice, first at a.csv:2"},
		{"a.csv", "hit_id,weight,x\na#body:1,0,2\n", `a.csv:2: weight "0" is no number above 0`},
		{"a.csv", "hit_id,weight,x\na#body:1,Inf,2\n", `a.csv:2: weight "Inf" is no number above 0`},
		{"a.csv", "hit_id,x\nz#body:1,2\n", "a.csv:2: hit z#body:1 is not in the concordance"},
	} {
		_, format, _ := strings.Cut(test.name, ".")
		f, err := ReadCoded(strings.NewReader(test.text), test.name, format)
		if err == nil {
			hits := coded(t, [2]string{"hits.csv", "hit_id\na#body:1\na#body:2\n"})[0]
			if !strings.Contains(test.text, "z#") {
				hits = nil
			}
			_, err = JoinCodes([]*CodedFile{f}, CodingsOptions{Hits: hits})
		}
		if err == nil || !strings.HasPrefix(err.Error(), test.says) {
			t.Errorf("%s %q: %v, want %s", test.name, test.text, err, test.says)
		}
	}
	files := coded(t, [2]string{"a.csv", "hit_id,x\na#body:1,2\n"}, [2]string{"b.csv", "hit_id,y\na#body:1,2\n"}, [2]string{"c.csv", "hit_id,term,x\na#body:1,t,2\n"})
	for _, test := range []struct {
		files []*CodedFile
		says  string
	}{
		{files[:2], `a.csv:1: no column "y" (have hit_id, x)`},
		{[]*CodedFile{files[0], files[2]}, "c.csv:1: has a column term, and a.csv has none"},
		{[]*CodedFile{files[2], files[0]}, `a.csv:1: no column "term"`},
		{[]*CodedFile{files[0], files[0]}, "a.csv:2: a.csv has hit a#body:1 twice"},
	} {
		if _, err := JoinCodes(test.files, CodingsOptions{}); err == nil || !strings.HasPrefix(err.Error(), test.says) {
			t.Errorf("%v, want %s", err, test.says)
		}
	}
}

// The example of Krippendorff (2011) as files: he has α 0.743, 0.815 and 0.849.
// By hand for A and B: they agree on 8 of the 9 units that both coded.
func TestAgreementRows(t *testing.T) {
	var files [][2]string
	for i, values := range krippendorff2011 {
		text := "hit_id,x\n"
		for unit, v := range values {
			if v == v {
				text += fmt.Sprintf("u#body:%d,%g\n", unit, v)
			}
		}
		files = append(files, [2]string{string(rune('A'+i)) + ".csv", text})
	}
	c := joined(t, CodingsOptions{}, coded(t, files...)...)
	for level, want := range []float64{0.743, 0.815, 0.849} {
		rows, err := c.Agreement(AgreementOptions{Level: Level(level)})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 7 || rows[0].Coder != All || rows[0].Hits != 11 {
			t.Fatalf("%+v", rows)
		}
		if x := value(rows[0].Alpha); x < want-.0005 || x >= want+.0005 {
			t.Errorf("%v: α %g, want %g", Level(level), x, want)
		}
		if ab := rows[1]; ab.Coder+ab.Coder2 != "AB" || ab.Hits != 9 {
			t.Errorf("%+v", ab)
		} else {
			checkNear(t, "agreement", value(ab.Agreement), 8./9)
		}
		if _, ok := rows[0].Kappa.Get(); ok {
			t.Error("κ of four")
		}
	}
}

func TestAgreementErrors(t *testing.T) {
	words := joined(t, CodingsOptions{}, coded(t, [2]string{"a.csv", "hit_id,x\nu#body:1,low\n"}, [2]string{"b.csv", "hit_id,x\nu#body:1,high\n"})...)
	for _, test := range []struct {
		c    *Codings
		opt  AgreementOptions
		says string
	}{
		{words, AgreementOptions{Level: Interval}, `a.csv:2: x: "low" is no number, as the level interval takes`},
		{words, AgreementOptions{Level: Ordinal, Order: []string{"low", "mid"}}, `b.csv:2: x: "high" is not in the order low, mid`},
		{joined(t, CodingsOptions{}, coded(t, [2]string{"a.csv", "hit_id,x\nu#body:1,low\n"})...), AgreementOptions{}, "agreement takes two coders"},
	} {
		if _, err := test.c.Agreement(test.opt); err == nil || !strings.HasPrefix(err.Error(), test.says) {
			t.Errorf("%v, want %s", err, test.says)
		}
	}
	if rows, err := words.Agreement(AgreementOptions{Level: Ordinal, Order: []string{"low", "mid", "high"}}); err != nil || len(rows) != 1 || rows[0].Coder2 != "b" {
		t.Errorf("%+v, %v", rows, err)
	}
}

// Files dealt out otherwise, and in another order, say the same.
func TestCodingsMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		head := "hit_id,coder,x\n"
		var lines []string
		whole := head
		for _, coder := range []string{"a", "b", "c"} {
			for hit := range 6 {
				if v := rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(t, "value"); v != "" {
					lines = append(lines, fmt.Sprintf("u#body:%d,%s,%s\n", hit, coder, v))
					whole += lines[len(lines)-1]
				}
			}
		}
		if len(lines) < 2 {
			return
		}
		one, two := head, head
		for i, line := range rapid.Permutation(lines).Draw(t, "lines") {
			if i%2 == 0 {
				one += line
			} else {
				two += line
			}
		}
		want := joined(t, CodingsOptions{}, coded(t, [2]string{"whole.csv", whole})...)
		got := joined(t, CodingsOptions{}, coded(t, [2]string{"two.csv", two}, [2]string{"one.csv", one})...)
		a, errA := want.Agreement(AgreementOptions{Level: Interval})
		b, errB := got.Agreement(AgreementOptions{Level: Interval})
		if diff := cmp.Diff(a, b, maybes); diff != "" || (errA == nil) != (errB == nil) {
			t.Fatal(diff, errA, errB)
		}
		x, _ := want.Counts("hit_id")
		y, _ := got.Counts("hit_id")
		if diff := cmp.Diff(x, y, maybes); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Whatever a file holds, reading it and joining it end in rows or in an error
// that names the file.
func FuzzReadCoded(f *testing.F) {
	f.Add(li, "csv")
	f.Add(wang, "csv")
	f.Add("hit_id\tx\na#body:1\t\\n\n", "tsv")
	f.Add(`{"hit_id":"a#body:1","x":1}`, "jsonl")
	f.Add(`{"columns":[],"rows":[{"hit_id":"a#body:1","x":null}]}`, "json")
	f.Add(`[{"hit_id":"a#body:1","x":true}]`, "json")
	f.Fuzz(func(t *testing.T, text, format string) {
		file, err := ReadCoded(strings.NewReader(text), "name", format)
		if err == nil {
			var c *Codings
			if c, err = JoinCodes([]*CodedFile{file}, CodingsOptions{}); err == nil {
				if _, err := c.Counts("year"); err != nil && !strings.HasPrefix(err.Error(), "name:") {
					t.Fatal(err)
				}
				columns, rows := c.Joined()
				for _, row := range rows {
					if len(row) != len(columns) {
						t.Fatalf("%d values for %d columns", len(row), len(columns))
					}
				}
			}
		}
		if err != nil && !strings.HasPrefix(err.Error(), "name:") {
			t.Fatalf("%v does not name the file", err)
		}
	})
}
