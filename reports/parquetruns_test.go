package reports

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"
)

type sparse struct {
	ID   int32  `parquet:"id"`
	Word int32  `parquet:"word,optional,dict"`
	Text string `parquet:"text,optional,dict"`
}

// nullable is a sparse as it is read: a null is no zero.
type nullable struct {
	ID   int32   `parquet:"id"`
	Word *int32  `parquet:"word,optional,dict"`
	Text *string `parquet:"text,optional,dict"`
}

func writeSparse(t rapid.TB, rows []sparse) []nullable {
	var b bytes.Buffer
	p := NewParquet[sparse](&b)
	for _, row := range rows {
		if err := p.Write(row, 20); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(nil); err != nil {
		t.Fatal(err)
	}
	got, err := parquet.Read[nullable](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantSparse(rows []sparse) []nullable {
	want := make([]nullable, len(rows))
	for i, row := range rows {
		want[i].ID = row.ID
		if row.Word != 0 {
			want[i].Word = &row.Word
		}
		if row.Text != "" {
			want[i].Text = &row.Text
		}
	}
	return want
}

// Whatever runs of rows have a value, all others are null: each run of each
// length in 64 rows alone, then several at random.
func TestNullsStayNull(t *testing.T) {
	for start := range 64 {
		for end := start + 1; end <= 64; end++ {
			rows := make([]sparse, 70)
			for i := range rows {
				rows[i].ID = int32(i)
				if start <= i && i < end {
					rows[i].Word, rows[i].Text = int32(i)+1, "改革"
				}
			}
			if diff := cmp.Diff(wantSparse(rows), writeSparse(t, rows)); diff != "" {
				t.Fatalf("rows %d to %d\n%.500s", start, end, diff)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var rows []sparse
		for range rapid.IntRange(1, 60).Draw(t, "runs") {
			row := sparse{Word: rapid.Int32Range(0, 1).Draw(t, "word"), Text: rapid.SampledFrom([]string{"", "", "改革"}).Draw(t, "text")}
			for range rapid.IntRange(1, 70).Draw(t, "length") {
				row.ID = int32(len(rows))
				rows = append(rows, row)
			}
		}
		if diff := cmp.Diff(wantSparse(rows), writeSparse(t, rows)); diff != "" {
			t.Fatalf("%.500s", diff)
		}
	})
}

// Optional values in lists of structs are refused: they must be pointers.
func TestOptionalInLists(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("nothing was said")
		}
	}()
	optionalFields(reflect.TypeFor[struct{ List []sparse }]())
}
