package reports

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"
)

// readParquet returns the cells of a file as another reader finds them: by the
// types that the file states, not by what was meant.
func readParquet(t interface{ Fatal(...any) }, data string) (names []string, rows [][]any, manifest string) {
	f, err := parquet.OpenFile(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	fields := f.Schema().Fields()
	for _, field := range fields {
		names = append(names, field.Name())
	}
	r := parquet.NewReader(f)
	defer r.Close()
	buf := make([]parquet.Row, 7)
	for {
		n, err := r.ReadRows(buf)
		for _, row := range buf[:n] {
			cells := make([]any, len(fields))
			for i, v := range row {
				cells[i] = plainValue(v, fields[i])
			}
			rows = append(rows, cells)
		}
		if err != nil {
			break
		}
	}
	manifest, _ = f.Lookup(manifestKey)
	return names, rows, manifest
}

func plainValue(v parquet.Value, field parquet.Field) any {
	switch {
	case v.IsNull():
		return nil
	case field.Type().String() == "DATE":
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
	case field.Type().String() == "STRING":
		return string(v.ByteArray())
	case v.Kind() == parquet.Int64:
		return v.Int64()
	case v.Kind() == parquet.Double:
		return v.Double()
	}
	return v.Boolean()
}

func TestParquetReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := drawTable(t)
		for i := range columns {
			columns[i].Name = string([]rune(columns[i].Name))
		}
		names, got, _ := readParquet(t, mustWrite(t, "parquet", columns, rows))
		var want [][]any
		for _, row := range rows {
			var cells []any
			for _, c := range row {
				switch {
				case c.IsEmpty():
					cells = append(cells, nil)
				case c.Kind() == Int:
					cells = append(cells, c.Int())
				case c.Kind() == Float:
					cells = append(cells, c.Float())
				case c.Kind() == Bool:
					cells = append(cells, c.Bool())
				default:
					cells = append(cells, string([]rune(c.Text())))
				}
			}
			want = append(want, cells)
		}
		for i, c := range columns {
			if names[i] != c.Name {
				t.Fatalf("columns %q for %v", names, columns)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
	})
}

// civilDay has the methods of a day.
type civilDay int

func (d civilDay) Date() (int, time.Month, int) { return 2005, time.June, int(d) }
func (d civilDay) String() string {
	if d == 0 {
		return ""
	}
	return time.Date(2005, time.June, int(d), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Days are of the type DATE, dates of any precision texts; what is required in
// the table is so in the file.
func TestParquetTypes(t *testing.T) {
	type row struct {
		Word   string   `col:"word"`
		Since  civilDay `col:"since,date"`
		Period string   `col:"period,date"`
	}
	table := OfSlice([]row{{"甲", 28, "2005-06"}, {"乙", 0, ""}})
	table.Manifest = &Manifest{Tool: "tifa", Corpus: "ab12"}
	table.Notes = []string{"a note"}
	f, _ := Lookup("parquet")
	var b bytes.Buffer
	if err := Write(&b, f, table, Options{}); err != nil {
		t.Fatal(err)
	}
	names, rows, manifest := readParquet(t, b.String())
	if diff := cmp.Diff([][]any{{"甲", "2005-06-28", "2005-06"}, {"乙", nil, nil}}, rows); diff != "" {
		t.Errorf("%v -want +got\n%s", names, diff)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, c := range file.Schema().Fields() {
		types = append(types, c.Type().String())
		if want := c.Name() == "word"; c.Required() != want {
			t.Errorf("%s is required: %t", c.Name(), c.Required())
		}
	}
	if diff := cmp.Diff([]string{"STRING", "DATE", "STRING"}, types); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(manifest, `"corpus":"ab12"`) || !strings.Contains(manifest, `"notes":["a note"]`) {
		t.Errorf("manifest %s", manifest)
	}
	table.Rows = func(yield func([]Cell, error) bool) {
		yield([]Cell{TextCell("甲"), DateCell("2005-06"), DateCell("2005")}, nil)
	}
	if err := Write(&b, f, table, Options{}); err == nil || err.Error() != `column "since": "2005-06" is not a day` {
		t.Errorf("a month among days: %v", err)
	}
}

// typed is a row of a Parquet.
type typed struct {
	ID    int32    `parquet:"id"`
	Text  string   `parquet:"text,optional"`
	List  []string `parquet:"list,list"`
	Day   *int32   `parquet:"day,optional,date"`
	Other string   `parquet:"other"`
}

func TestParquetOfRows(t *testing.T) {
	var b bytes.Buffer
	p := NewParquet[typed](&b, "other")
	want := make([]typed, 5000)
	for i := range want {
		want[i] = typed{ID: int32(i), Text: strings.Repeat("改革", i%3), List: []string{"甲", "乙"}[:i%3&1], Other: "x"}
		if i%2 == 1 {
			day := int32(i - 2501) // 0 is a day too
			want[i].Day = &day
		}
		if err := p.Write(want[i], 40<<10); err != nil { // several groups
			t.Fatal(err)
		}
	}
	if err := p.Close(&Manifest{Tool: "tifa"}); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if groups := len(f.RowGroups()); groups < 2 || groups > 4 {
		t.Errorf("%d row groups of 200 MB", groups)
	}
	if _, ok := f.Lookup(manifestKey); !ok {
		t.Error("no manifest")
	}
	got := make([]typed, len(want)+1)
	n, _ := parquet.NewGenericReader[typed](f).Read(got)
	for i := range want {
		want[i].Other = ""
	}
	same := cmp.Comparer(func(a, b []string) bool { return strings.Join(a, "|") == strings.Join(b, "|") })
	if diff := cmp.Diff(want, got[:n], same); diff != "" {
		t.Errorf("-want +got\n%.500s", diff)
	}
}

// A million rows take the memory of a row group, not of the rows.
func TestParquetStreams(t *testing.T) {
	rows := 1_000_000
	if testing.Short() {
		rows = 200_000
	}
	text := strings.Repeat("改革开放", 40)
	var heap []uint64
	table := &Table{Columns: []Column{{Name: "word"}, {Name: "count", Kind: Int}}, Rows: func(yield func([]Cell, error) bool) {
		row := make([]Cell, 2)
		for i := range rows {
			if i == rows/20 || i == rows-1 {
				heap = append(heap, liveHeap())
			}
			row[0], row[1] = TextCell(text[:12*(i%40)]), IntCell(int64(i))
			if !yield(row, nil) {
				return
			}
		}
	}}
	f, _ := Lookup("parquet")
	var out counter
	if err := Write(&out, f, table, Options{}); err != nil {
		t.Fatal(err)
	}
	// Two buffers of 20 MB each are held at one time and not at another, as the
	// pools of the writer have it; the rows would be 240 MB.
	if heap[1] > heap[0]+64<<20 {
		t.Errorf("the heap grew from %d to %d bytes", heap[0], heap[1])
	}
}
