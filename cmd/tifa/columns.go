package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tifa/reports"
)

// A column is a name that stands above values in tables; it means the same in all.
type column struct {
	Name     string `col:"name"`
	Chinese  string `col:"chinese"`
	Key      bool   // the values tell rows apart
	Unit     string `col:"unit"`
	Commands string `col:"commands"`
	Meaning  string `col:"meaning"`
}

//go:embed columns.tsv
var columnsText string

// columns are all there are but those of networks, whose names are Gephi's, and
// those that users name: codes, categories, fields of groups of a matrix.
var columns = sync.OnceValue(func() []column {
	var list []column
	for line := range strings.Lines(columnsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		// A test holds that every line has six fields.
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		list = append(list, column{Name: f[0], Chinese: f[1], Key: f[2] == "key", Unit: strings.Trim(f[3], "-"), Commands: f[4], Meaning: f[5]})
	}
	return list
})

// findColumn returns the column of a name, English or Chinese.
func findColumn(name string) (column, bool) {
	i := slices.IndexFunc(columns(), func(c column) bool { return c.Name == name || c.Chinese == name })
	if i < 0 {
		return column{}, false
	}
	return columns()[i], true
}

// languages are those in which columns can be named.
var languages = []string{"en", "zh"}

// inLanguage returns the table with its columns named in a language. A name that
// users gave stays, and so does one whose Chinese name is taken by such a one.
func inLanguage(t *reports.Table, lang string) *reports.Table {
	if lang != "zh" {
		return t
	}
	taken := make(map[string]bool)
	for _, c := range t.Columns {
		taken[c.Name] = true
	}
	return t.Named(func(name string) string {
		if c, ok := findColumn(name); ok && !taken[c.Chinese] {
			return c.Chinese
		}
		return name
	})
}

//go:embed measures.txt
var measuresText string

// A measure says in some lines what columns of several names are.
type measure struct {
	names []string
	text  string
}

// measures are parted by empty lines. The first line of each has the names of its
// columns, the others what to know of them.
var measures = sync.OnceValue(func() []measure {
	var list []measure
	for block := range strings.SplitSeq(strings.TrimSpace(measuresText), "\n\n") {
		names, text, _ := strings.Cut(block, "\n")
		list = append(list, measure{strings.Fields(names), text})
	}
	return list
})

// explainColumn returns what help says of a column; "" where there is none of the
// name.
func explainColumn(name string) string {
	c, ok := findColumn(name)
	if !ok {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n", c.Name, c.Chinese, c.Meaning)
	if c.Unit != "" {
		fmt.Fprintf(&b, "   Unit: %s\n", c.Unit)
	}
	fmt.Fprintf(&b, "   In the tables of: %s\n", strings.ReplaceAll(c.Commands, ",", ", "))
	for _, m := range measures() {
		if slices.Contains(m.names, c.Name) {
			for line := range strings.Lines(m.text) {
				b.WriteString("   " + strings.TrimSuffix(line, "\n") + "\n")
			}
		}
	}
	return b.String()
}
