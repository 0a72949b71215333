package reports

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func cardTable() *Table {
	t := tableOf([]Column{{Name: "term"}, {Name: "n", Kind: Int}}, [][]Cell{{TextCell("改革"), IntCell(1)}, {TextCell("a"), IntCell(2)}})
	t.Cards = []Card{
		{Title: "改革", Lines: []CardLine{{"首见", []string{"1984", "“x”"}}, {"no value", nil}}},
		{Title: "a\tb", Lines: []CardLine{{"n", []string{strings.Repeat("a", 40), strings.Repeat("字", 14), "z", strings.Repeat("b", 90), "c\n"}}}},
	}
	return t
}

// By hand: labels are 8 columns wide, values stand two columns on. 40 letters and 14
// characters of two columns reach column 80 with the gaps; z begins a line, and so
// does what is wider than any.
func TestCards(t *testing.T) {
	want := "改革\n----\n" +
		"首见      1984  “x”\n" +
		"no value\n" +
		"\na\\tb\n----\n" +
		"n         " + strings.Repeat("a", 40) + "  " + strings.Repeat("字", 14) + "\n" +
		"          z\n" +
		"          " + strings.Repeat("b", 90) + "\n" +
		"          c\\n\n"
	var b strings.Builder
	if err := Write(&b, Format{}, cardTable(), Options{}); err != nil || b.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, b.String(), want)
	}
	b.Reset()
	if err := Write(&b, Format{}, cardTable().Named(strings.ToUpper), Options{Bold: true}); err != nil || !strings.HasPrefix(b.String(), "\x1b[1m改革\x1b[0m\n----\n首见") {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := Write(&b, Format{}, cardTable().Only("n"), Options{}); err != nil || b.String() != "n\n-\n1\n2\n" {
		t.Errorf("of one column: %v\n%s", err, b.String())
	}
}

// Beside cards the other formats have all rows, and an error in a row is one of
// the cards too.
func TestCardsBesideRows(t *testing.T) {
	dir := t.TempDir()
	csv, _ := Lookup("csv")
	text, _ := Lookup("text")
	table := filepath.Join(dir, "x.csv")
	if _, err := WriteFiles([]Target{{Path: filepath.Join(dir, "x.txt"), Format: text}, {Path: table, Format: csv}}, cardTable(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(table); err != nil || string(got) != "term,n\n改革,1\na,2\n" {
		t.Errorf("csv %q, %v", got, err)
	}
	bad := cardTable()
	failure := errors.New("failed")
	bad.Rows = func(yield func([]Cell, error) bool) { yield(nil, failure) }
	if err := Write(new(strings.Builder), text, bad, Options{}); !errors.Is(err, failure) {
		t.Errorf("error %v", err)
	}
}
