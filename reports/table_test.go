package reports

import (
	"errors"
	"iter"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fraction is a value that may be missing.
type fraction struct{ part, whole int }

func (f fraction) Get() (float64, bool) { return float64(f.part) / float64(f.whole), f.whole != 0 }

type maybe[V any] struct {
	value V
	known bool
}

func (m *maybe[V]) Get() (V, bool) { return m.value, m.known }

type day int32

func (d day) String() string {
	if d == 0 {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

type (
	zone    string
	zones   []string
	counted struct {
		Count     uint16 `col:"count"`
		Documents int    `col:"documents,unit=documents"`
	}
	wide struct {
		Zone   zone `col:"zone"`
		hidden int
		counted
		Skipped chan int
		Rate    float32         `col:"rate,unit=per million words"`
		First   day             `col:"first,date"`
		Last    string          `col:"last,date"`
		Weekday time.Weekday    `col:"weekday"`
		Front   bool            `col:"front"`
		Classes zones           `col:"classes"`
		Share   fraction        `col:"share"`
		Label   maybe[string]   `col:"label"`
		Rank    maybe[int]      `col:"rank"`
		Total   maybe[int64]    `col:"total"`
		Partial maybe[bool]     `col:"partial"`
		Until   maybe[string]   `col:"until,date"`
		Z       *maybe[float64] // no tag
	}
)

func collect(t *testing.T, table *Table) [][]Cell {
	t.Helper()
	var rows [][]Cell
	for row, err := range table.Rows {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, append([]Cell(nil), row...))
	}
	return rows
}

var exactCells = cmp.AllowUnexported(Cell{})

func TestOf(t *testing.T) {
	table := OfSlice([]wide{{
		Zone: "头版", hidden: 1, counted: counted{7, 3}, Rate: 0.5, First: 1, Last: "2005-06",
		Weekday: time.Tuesday, Front: true, Classes: zones{"D2", "D6"}, Share: fraction{1, 4},
		Label: maybe[string]{"", true}, Rank: maybe[int]{-1, true}, Total: maybe[int64]{1 << 40, true},
		Partial: maybe[bool]{false, true}, Until: maybe[string]{"2006", true},
	}, {}})
	wantColumns := []Column{
		{Name: "zone"},
		{Name: "count", Kind: Int},
		{Name: "documents", Kind: Int, Unit: "documents"},
		{Name: "rate", Kind: Float, Unit: "per million words"},
		{Name: "first", Kind: Date, Optional: true},
		{Name: "last", Kind: Date, Optional: true},
		{Name: "weekday"},
		{Name: "front", Kind: Bool},
		{Name: "classes"},
		{Name: "share", Kind: Float, Optional: true},
		{Name: "label", Optional: true},
		{Name: "rank", Kind: Int, Optional: true},
		{Name: "total", Kind: Int, Optional: true},
		{Name: "partial", Kind: Bool, Optional: true},
		{Name: "until", Kind: Date, Optional: true},
	}
	if diff := cmp.Diff(wantColumns, table.Columns); diff != "" {
		t.Errorf("columns -want +got\n%s", diff)
	}
	want := `zone,count,documents,rate,first,last,weekday,front,classes,share,label,rank,total,partial,until
头版,7,3,0.5,1970-01-02,2005-06,Tuesday,true,D2|D6,0.25,,-1,1099511627776,false,2006
,0,0,0,,,Sunday,false,,,,,,,
`
	if diff := cmp.Diff(want, write(t, "csv", table, Options{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	rows := collect(t, table)
	if got := rows[0][10]; got != TextCell("") {
		t.Errorf("a known empty label is %+v", got)
	}
	if got := rows[1][9:]; cmp.Diff(make([]Cell, 6), got, cmp.Comparer(func(a, b Cell) bool { return a.IsEmpty() && b.IsEmpty() })) != "" {
		t.Errorf("unknown values are %+v", got)
	}
}

func TestOfPassesErrorsOn(t *testing.T) {
	broken := errors.New("block 7")
	type row struct {
		N uint64 `col:"n"`
	}
	table := Of(iter.Seq2[row, error](func(yield func(row, error) bool) {
		_ = yield(row{1}, nil) && yield(row{}, broken)
	}))
	if err := Write(&strings.Builder{}, Format{}, table, Options{}); err != broken {
		t.Errorf("error %v", err)
	}
	err := Write(&strings.Builder{}, Format{}, OfSlice([]row{{math.MaxInt64}, {math.MaxInt64 + 1}}), Options{})
	if want := `column "n": 9223372036854775808 is more than 64 signed bits hold`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestOfPanics(t *testing.T) {
	type embedded struct {
		A int `col:"a"`
	}
	for want, of := range map[string]func(){
		"which is not a struct": func() { OfSlice([]int{1}) },
		"no field of":           func() { OfSlice([]struct{ A int }{}) },
		`two columns "a"`: func() {
			OfSlice([]struct {
				embedded
				B int `col:"a"`
			}{})
		},
		"cannot make a column of type map[string]int": func() {
			OfSlice([]struct {
				A map[string]int `col:"a"`
			}{})
		},
		"cannot make a column of type *int": func() {
			OfSlice([]struct {
				A *int `col:"a"`
			}{})
		},
		"tagged but not exported": func() {
			OfSlice([]struct {
				a int `col:"a"`
			}{{a: 1}})
		},
		"no name in its tag": func() {
			OfSlice([]struct {
				A int `col:",unit=x"`
			}{})
		},
		`unknown option "optional"`: func() {
			OfSlice([]struct {
				A int `col:"a,optional"`
			}{})
		},
		"tagged date, but int is no text": func() {
			OfSlice([]struct {
				A int `col:"a,date"`
			}{})
		},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			of()
		}()
	}
}

func TestCellsOfAnotherKind(t *testing.T) {
	for _, c := range []Cell{Empty(), TextCell("x"), DateCell("2005"), IntCell(1), FloatCell(1), BoolCell(true)} {
		if c.kind != Int && c.Int() != 0 || c.kind != Float && c.Float() != 0 || c.kind != Bool && c.Bool() ||
			!c.kind.isText() && c.Text() != "" {
			t.Errorf("%+v answers for another kind", c)
		}
	}
	if !DateCell("").IsEmpty() || TextCell("").IsEmpty() || (Cell{}) != Empty() {
		t.Error("emptiness")
	}
}

func TestWithoutAndRename(t *testing.T) {
	table := sample()
	got := table.Without("since", "front").Rename("term", "提法")
	want := `提法,count,per_million_words
“三个代表”重要思想,1234,12.5
"小康|“社会”, a	b",-7,
"第一行
""第二行""…",0,0.3333333333
`
	if diff := cmp.Diff(want, write(t, "csv", got, Options{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(wantCSV, write(t, "csv", table, Options{})); diff != "" {
		t.Errorf("the table changed: -want +got\n%s", diff)
	}
	if got.Name != table.Name || got.Manifest != table.Manifest || cmp.Diff(table.Notes, got.Notes) != "" {
		t.Errorf("lost on the way: %+v", got)
	}
	for _, f := range []func(){func() { table.Without("nonsense") }, func() { table.Rename("nonsense", "x") }} {
		func() {
			defer func() {
				if recover() != `reports: table "sample" has no column "nonsense"` {
					t.Error("no panic for an unknown column")
				}
			}()
			f()
		}()
	}
}

func TestDerivedTablesGetLateNotes(t *testing.T) {
	table := &Table{Columns: []Column{{Name: "a"}, {Name: "b"}}, Notes: []string{"early"}}
	table.Rows = func(yield func([]Cell, error) bool) {
		yield([]Cell{TextCell("1"), TextCell("2")}, nil)
		table.Notes = append(table.Notes, "late")
	}
	derived := table.Without("a").Rename("b", "c")
	derived.Notes = append(derived.Notes, "own")
	if diff := cmp.Diff([][]Cell{{TextCell("2")}}, collect(t, derived), exactCells); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"early", "own", "late"}, derived.Notes); diff != "" {
		t.Error(diff)
	}
	if got := (&Table{Columns: table.Columns}).Without("a"); got.Rows != nil {
		t.Error("rows from nowhere")
	}
}

func TestWithoutOfARowThatIsTooShort(t *testing.T) {
	table := tableOf([]Column{{Name: "a"}, {Name: "b"}}, [][]Cell{{TextCell("1")}}).Without("a")
	if err := Write(&strings.Builder{}, Format{}, table, Options{}); err == nil || err.Error() != "1 cells for 2 columns" {
		t.Errorf("error %v", err)
	}
}
