package reports

import (
	"strings"
	"testing"
)

func TestOnly(t *testing.T) {
	type row struct {
		A int    `col:"a"`
		B string `col:"b"`
		C bool   `col:"c"`
	}
	table := OfSlice([]row{{1, "x", true}, {2, "y", false}})
	var b strings.Builder
	csv, _ := Lookup("csv")
	if err := Write(&b, csv, table.Only("c", "a"), Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "c,a\ntrue,1\nfalse,2\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("a column that is not there does not panic")
		}
	}()
	table.Only("d")
}
