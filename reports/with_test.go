package reports

import (
	"strings"
	"testing"
)

func TestWithAndMap(t *testing.T) {
	type row struct {
		Left string `col:"左,right"`
		N    int    `col:"n"`
	}
	table := OfSlice([]row{{"甲乙", 1}, {"丙\n", 2}})
	changed := table.Map("左", func(s string) string { return strings.ReplaceAll(s, "\n", "↵") }).With("code", "note")
	for format, want := range map[string]string{
		"csv":   "左,n,code,note\n甲乙,1,,\n丙↵,2,,\n",
		"jsonl": `{"左":"甲乙","n":1,"code":null,"note":null}` + "\n" + `{"左":"丙↵","n":2,"code":null,"note":null}` + "\n",
		// Two columns a character; ↵ is one.
		"text": "  左  n  code  note\n----  -  ----  ----\n甲乙  1\n 丙↵  2\n",
	} {
		f, err := Lookup(format)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := Write(&b, f, changed, Options{}); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%s: %q, want %q", format, b.String(), want)
		}
	}
	for name, f := range map[string]func(){
		"a column twice":             func() { table.With("n") },
		"a name twice":               func() { table.With("a", "a") },
		"a column that is not there": func() { table.Map("x", strings.ToLower) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			f()
		}()
	}
	// Numbers stay as they are.
	var b strings.Builder
	csv, _ := Lookup("csv")
	if err := Write(&b, csv, table.Map("n", func(string) string { return "x" }), Options{}); err != nil || !strings.HasPrefix(b.String(), "左,n\n甲乙,1\n") {
		t.Errorf("%q, %v", b.String(), err)
	}
}
