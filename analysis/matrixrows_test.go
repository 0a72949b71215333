package analysis

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus/store"
)

// Rows come in their order whatever number of processors counts them, and are
// those that counting word by word gives; Entries is how many there are.
func TestMatrixRows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var docs []D
	for range 3 * matrixPartDocs {
		var body []string
		for range r.IntN(40) {
			body = append(body, string(rune('a'+r.IntN(4))))
		}
		docs = append(docs, D{Date: fmt.Sprintf("2005%02d01", 1+r.IntN(12)), Section: []string{"", "甲", "乙"}[r.IntN(3)], Body: strings.Join(body, " ")})
	}
	s := selectAll(t, docs...)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, opt := range []MatrixOptions{
		{}, {By: []string{"section"}}, {By: []string{"section", "month"}}, {Vocabulary: []string{"b", "没有", "a"}},
		{By: []string{"month"}, Terms: mustTerms(t, String, "a", "bc", "没有")},
	} {
		want, entries := slowMatrix(t, s, opt)
		for _, n := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(n)
			m, err := PlanMatrix(s, opt)
			if err != nil {
				t.Fatal(err)
			}
			got, row := make([][]float64, m.Len()), 0
			for columns, values := range m.All() {
				got[row] = make([]float64, len(m.Columns))
				for i, column := range columns {
					got[row][column] = values[i]
				}
				if !slices.IsSorted(columns) {
					t.Errorf("row %d has columns %v", row, columns)
				}
				row++
			}
			if diff := cmp.Diff(want, got); diff != "" || m.Entries != entries || row != m.Len() {
				t.Errorf("%+v, %d processors: %d rows, %d entries, want %d: %.300s", opt, n, row, m.Entries, entries, diff)
			}
		}
	}
}

// slowMatrix counts the columns of each row one by one.
func slowMatrix(t *testing.T, s *Selection, opt MatrixOptions) (rows [][]float64, entries int) {
	groups, err := groupsOrDocuments(s, "", 0)
	if len(opt.By) > 0 {
		var g *Grouping
		g, err = GroupBy(s, opt.By, opt.Depth)
		groups = g.Groups
	}
	m, planErr := PlanMatrix(s, opt)
	if err != nil || planErr != nil {
		t.Fatal(err, planErr)
	}
	var hits [][]Hits
	if opt.Terms != nil {
		hits = CountTerms(s, opt.Terms, opt.Match)
	}
	for _, g := range groups {
		row := make([]float64, len(m.Columns))
		for _, doc := range g.Docs {
			for i, column := range m.Columns {
				if opt.Terms != nil {
					for _, h := range hits[i] {
						if h.Doc == doc {
							row[i] += float64(h.Count(opt.Match))
						}
					}
					continue
				}
				for w := range words(s, doc) {
					if s.Corpus.Word(w) == column.Word {
						row[i]++
					}
				}
			}
		}
		for _, v := range row {
			if v > 0 {
				entries++
			}
		}
		rows = append(rows, row)
	}
	return rows, entries
}

// Who stops reading leaves no goroutine behind, and an error of a worker reaches
// the reader.
func TestAhead(t *testing.T) {
	number := func() func(int) int { return func(part int) int { return part } }
	for _, n := range []int{0, 1, 7, 1000} {
		if got := slices.Collect(ahead(n, number)); len(got) != n || !slices.IsSorted(got) {
			t.Errorf("%d parts: %v", n, got)
		}
		read := 0
		for range ahead(n, number) {
			if read++; read == 3 {
				break
			}
		}
		if read != min(n, 3) {
			t.Errorf("%d of %d parts read", read, n)
		}
	}
	damage := &store.Damage{File: "segment-000001", What: "block 7"}
	broken := func() func(int) int {
		return func(part int) int {
			if part == 5 {
				panic(damage)
			}
			return part
		}
	}
	var read []int
	err := store.Guard(func() error {
		for part := range ahead(100, broken) {
			read = append(read, part)
		}
		return nil
	})
	if err != damage || !slices.Equal(read, []int{0, 1, 2, 3, 4}) {
		t.Errorf("error %v after %v", err, read)
	}
}
