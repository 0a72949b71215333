package main

import (
	"fmt"
	"slices"
	"strings"

	"tifa/reports"
)

// compareRows returns the differences of two tables in lines. Rows are the same
// if their keys are, or, where a key is that of several rows, their numbers. The
// other corpus may stand in the cells of now.
func compareRows(was, now *reports.Written, other otherCorpus) []string {
	if !slices.Equal(was.Columns, now.Columns) {
		return []string{fmt.Sprintf("columns: %s then, %s now", quoted(strings.Join(was.Columns, ", ")), quoted(strings.Join(now.Columns, ", ")))}
	}
	keys := keyColumns(was.Columns)
	now = other.renamed(now, keys)
	before, ok := rowsByKey(was, keys)
	after, alsoOK := rowsByKey(now, keys)
	if !ok || !alsoOK {
		keys = nil
		before, _ = rowsByKey(was, nil)
		after, _ = rowsByKey(now, nil)
	}
	var lines []string
	cells, missing, extra := 0, 0, 0
	add := func(line string) {
		if len(lines) < shownDifferences {
			lines = append(lines, line)
		}
	}
	for i, row := range was.Rows {
		j, there := after[rowKey(row, keys, i)]
		if !there {
			missing++
			add(rowName(was, keys, i) + ": the row is missing")
			continue
		}
		for k := range row {
			if again := now.Rows[j]; k >= len(again) || !other.same(row[k], again[k]) {
				cells++
				add(fmt.Sprintf("%s, %s: %s then, %s now", rowName(was, keys, i), columnName(was, k), quoted(row[k]), quoted(cellOf(again, k))))
			}
		}
	}
	for i, row := range now.Rows {
		if _, there := before[rowKey(row, keys, i)]; !there {
			extra++
			add(rowName(now, keys, i) + ": the row is new")
		}
	}
	if n := missing + extra + cells; n > len(lines) {
		lines = append(lines, fmt.Sprintf("… and %d more", n-len(lines)))
	}
	if missing+extra+cells > 0 {
		sum := fmt.Sprintf("rows: %d then, %d now; cells that differ: %d; rows missing: %d; rows new: %d", len(was.Rows), len(now.Rows), cells, missing, extra)
		return append([]string{sum}, lines...)
	}
	for i, row := range was.Rows {
		if after[rowKey(row, keys, i)] != i {
			return []string{"the rows stand in another order"}
		}
	}
	return nil
}

// networkKeys are those of the nodes and edges of a network, as Gephi names them.
var networkKeys = []string{"Id", "Source", "Target", "Term"}

// keyColumns returns the columns whose values tell rows apart.
func keyColumns(columns []string) []int {
	var keys []int
	for i, name := range columns {
		if c, ok := findColumn(strings.TrimPrefix(name, "\ufeff")); ok && c.Key || slices.Contains(networkKeys, name) {
			keys = append(keys, i)
		}
	}
	return keys
}

// rowsByKey returns the numbers of the rows by their keys, and whether each has
// one of its own.
func rowsByKey(t *reports.Written, keys []int) (map[string]int, bool) {
	rows := make(map[string]int, len(t.Rows))
	for i, row := range t.Rows {
		key := rowKey(row, keys, i)
		if _, twice := rows[key]; twice {
			return nil, false
		}
		rows[key] = i
	}
	return rows, true
}

func rowKey(row []string, keys []int, i int) string {
	if len(keys) == 0 {
		return fmt.Sprint(i)
	}
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(cellOf(row, k))
		b.WriteByte(0)
	}
	return b.String()
}

// rowName says which row is meant.
func rowName(t *reports.Written, keys []int, i int) string {
	var parts []string
	for _, k := range keys {
		if v := cellOf(t.Rows[i], k); v != "" {
			parts = append(parts, v)
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("row %d", i+1)
	}
	return strings.Join(parts, " ")
}

func cellOf(row []string, column int) string {
	if column < len(row) {
		return row[column]
	}
	return ""
}

func columnName(t *reports.Written, column int) string {
	if column < len(t.Columns) {
		return t.Columns[column]
	}
	return fmt.Sprintf("column %d", column+1)
}

func quoted(value string) string {
	if value == "" {
		return "nothing"
	}
	const shown = 80 // a line of a page may hold a chart
	if letters := []rune(visible(value, "↵")); len(letters) > shown {
		return string(letters[:shown]) + "…"
	}
	return visible(value, "↵")
}
