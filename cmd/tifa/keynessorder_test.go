package main

import (
	"strings"
	"testing"
)

// The column that orders a table, or that is named, is there without --variants,
// and has its values.
func TestKeynessShowsItsOrder(t *testing.T) {
	const target = "keyness {} --target 'year >= 2000' --top 5"
	want := cellsOf(t, target+" --variants --sort g2_yates", "g2_yates")
	for _, c := range []string{target + " --sort g2_yates", target + " --sort g2_yates --columns word,g2_yates"} {
		if got := cellsOf(t, c, "g2_yates"); got != want {
			t.Errorf("%s: %s, want %s", c, got, want)
		}
	}
	if got := cellsOf(t, target+" --columns word,chi2_williams", "chi2_williams"); got != cellsOf(t, target+" --variants", "chi2_williams") {
		t.Errorf("chi2_williams by name: %s", got)
	}
	if c := askJSON(t, target); len(c.Columns) == 0 || c.Columns[len(c.Columns)-1].Name != "q_mw" {
		t.Errorf("a variant that nobody asked for: %v", c.Columns)
	}
}

// cellsOf returns the cells of a column, joined.
func cellsOf(t *testing.T, call, name string) string {
	t.Helper()
	args, err := shellWords(strings.ReplaceAll(call, "{}", sample))
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, r := range rows(t, args...) {
		cells = append(cells, r.text(name))
	}
	return strings.Join(cells, " ")
}
