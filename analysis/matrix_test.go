package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
)

// a 4 in three documents, b 3 in two, c 2 in two, vd 1.
var matrixDocs = []D{
	{Date: "20050101", Section: "头版", Body: "a a b c"},
	{Date: "20050102", Section: "理论"},
	{Date: "20050103", Section: "头版", Title: "a", Body: "vd b b"},
	{Date: "20050104", Body: "c|a"},
}

func matrix(t *testing.T, s *Selection, opt MatrixOptions) *Matrix {
	t.Helper()
	m, err := NewMatrix(s, opt)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func dense(m *Matrix) [][]float64 {
	rows, columns := m.Dims()
	out := make([][]float64, rows)
	for i := range out {
		for j := range columns {
			out[i] = append(out[i], m.At(i, j))
		}
	}
	return out
}

func TestMatrix(t *testing.T) {
	m := matrix(t, selectAll(t, matrixDocs...), MatrixOptions{})
	wantColumns := []MatrixColumn{{1, "a", 4, 3}, {2, "b", 3, 2}, {3, "c", 2, 2}, {4, "vd", 1, 1}}
	if diff := cmp.Diff(wantColumns, m.Columns); diff != "" {
		t.Error(diff)
	}
	want := [][]float64{{2, 1, 1, 0}, {0, 0, 0, 0}, {1, 2, 0, 1}, {1, 0, 1, 0}}
	if diff := cmp.Diff(want, dense(m)); diff != "" {
		t.Error(diff)
	}
	for i, id := range []string{"20050101--1", "20050102--2", "20050103--3", "20050104--4"} {
		if m.Groups[i].Name() != id || len(m.Groups[i].Docs) != 1 {
			t.Errorf("row %d is %+v, want %s", i, m.Groups[i], id)
		}
	}
	if m.NonZero() != 8 {
		t.Errorf("%d entries, want 8", m.NonZero())
	}
	columns, values := m.Row(2)
	if !slices.Equal(columns, []int{0, 1, 3}) || !slices.Equal(values, []float64{1, 2, 1}) {
		t.Errorf("row 2: columns %v, values %v", columns, values)
	}
	if columns, values := m.Row(1); len(columns)+len(values) != 0 {
		t.Errorf("the row of a document without words: %v, %v", columns, values)
	}
}

// It is a matrix as gonum knows them.
func TestMatrixGonum(t *testing.T) {
	m := matrix(t, selectAll(t, matrixDocs...), MatrixOptions{})
	want := mat.NewDense(4, 4, []float64{2, 1, 1, 0, 0, 0, 0, 0, 1, 2, 0, 1, 1, 0, 1, 0})
	if !mat.Equal(m, want) || !mat.Equal(m.T(), want.T()) || !mat.Equal(mat.DenseCopyOf(m), want) {
		t.Errorf("%v", mat.Formatted(m))
	}
	var product mat.Dense
	product.Mul(m.T(), m)
	if got := product.At(0, 1); got != 2*1+1*2 { // a and b in documents 0 and 2
		t.Errorf("a·b = %g", got)
	}
	for _, at := range [][2]int{{-1, 0}, {4, 0}, {0, -1}, {0, 4}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("At(%d, %d) does not panic", at[0], at[1])
				}
			}()
			m.At(at[0], at[1])
		}()
	}
}

func TestMatrixValues(t *testing.T) {
	s := selectAll(t, matrixDocs...)
	log := math.Log10
	for values, want := range map[string][][]float64{
		"binary": {{1, 1, 1, 0}, {0, 0, 0, 0}, {1, 1, 0, 1}, {1, 0, 1, 0}},
		"share":  {{2. / 4, 1. / 4, 1. / 4, 0}, {0, 0, 0, 0}, {1. / 4, 2. / 4, 0, 1. / 4}, {1. / 2, 0, 1. / 2, 0}},
		"tfidf": { // count × log10(4/df)
			{2 * log(4./3), log(4. / 2), log(4. / 2), 0}, {0, 0, 0, 0},
			{log(4. / 3), 2 * log(4./2), 0, log(4.)}, {log(4. / 3), 0, log(4. / 2), 0},
		},
	} {
		got := dense(matrix(t, s, MatrixOptions{Values: values}))
		for i := range want {
			for j := range want[i] {
				if !near(got[i][j], want[i][j]) {
					t.Errorf("%s at %d, %d: %g, want %g", values, i, j, got[i][j], want[i][j])
				}
			}
		}
	}
	// Shares are of all words of the row, though half of them have no column.
	got := dense(matrix(t, s, MatrixOptions{Values: "share", Vocabulary: []string{"b"}}))
	if diff := cmp.Diff([][]float64{{.25}, {0}, {.5}, {0}}, got); diff != "" {
		t.Error(diff)
	}
	// Norms are taken over the columns of the matrix.
	got = dense(matrix(t, s, MatrixOptions{Values: "tfidf", Weighting: Weighting{Norm: "l2"}, Vocabulary: []string{"b"}}))
	if diff := cmp.Diff([][]float64{{1}, {0}, {1}, {0}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestMatrixColumns(t *testing.T) {
	s := selectAll(t, matrixDocs...)
	for _, c := range []struct {
		name string
		opt  MatrixOptions
		want []MatrixColumn
	}{
		{"3 or more", MatrixOptions{MinCount: 3}, []MatrixColumn{{1, "a", 4, 3}, {2, "b", 3, 2}}},
		{"in 2 or more", MatrixOptions{MinDocs: 2}, []MatrixColumn{{1, "a", 4, 3}, {2, "b", 3, 2}, {3, "c", 2, 2}}},
		{"a hidden", MatrixOptions{Hide: map[string]bool{"a": true}}, []MatrixColumn{{1, "b", 3, 2}, {2, "c", 2, 2}, {3, "vd", 1, 1}}},
		{"verbs", MatrixOptions{Tags: []string{"v"}}, []MatrixColumn{{1, "vd", 1, 1}}},
		// A vocabulary keeps its order, and words that are nowhere.
		{"vocabulary", MatrixOptions{Vocabulary: []string{"c", "没有", "a"}}, []MatrixColumn{{1, "c", 2, 2}, {2, "没有", 0, 0}, {3, "a", 4, 3}}},
		{"vocabulary, all hidden", MatrixOptions{Vocabulary: []string{"c"}, MinCount: 9, Hide: map[string]bool{"c": true}}, []MatrixColumn{{1, "c", 2, 2}}},
		{"terms", MatrixOptions{Terms: mustTerms(t, String, "b", "ca: c|a", "没有")}, []MatrixColumn{{1, "b", 3, 2}, {2, "ca", 6, 3}, {3, "没有", 0, 0}}},
	} {
		m := matrix(t, s, c.opt)
		if diff := cmp.Diff(c.want, m.Columns); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		for j, column := range m.Columns {
			sum := 0.0
			for i := range m.Groups {
				sum += m.At(i, j)
			}
			if sum != float64(column.Count) {
				t.Errorf("%s: column %s sums to %g, count %d", c.name, column.Word, sum, column.Count)
			}
		}
	}
}

// Terms are counted as --match says: ca stands across two words.
func TestMatrixTerms(t *testing.T) {
	s := selectAll(t, matrixDocs...)
	for match, want := range map[Match]int{String: 1, Phrase: 1, Word: 0} {
		m := matrix(t, s, MatrixOptions{Terms: mustTerms(t, match, "ca"), Match: match})
		if m.Columns[0].Count != want {
			t.Errorf("%v: %d, want %d", match, m.Columns[0].Count, want)
		}
	}
}

// Rows of groups: in order of their values, (none) last; a word that both
// documents of a group have is one entry.
func TestMatrixBy(t *testing.T) {
	m := matrix(t, selectAll(t, matrixDocs...), MatrixOptions{By: []string{"section"}, Vocabulary: []string{"a", "b", "c"}})
	if diff := cmp.Diff([][]float64{{3, 3, 1}, {0, 0, 0}, {1, 0, 1}}, dense(m)); diff != "" || m.NonZero() != 5 {
		t.Errorf("%d entries: %s", m.NonZero(), diff)
	}
	for i, name := range []string{"头版", "理论", None} {
		if m.Groups[i].Name() != name {
			t.Errorf("row %d is %s, want %s", i, m.Groups[i].Name(), name)
		}
	}
	m = matrix(t, selectAll(t, matrixDocs...), MatrixOptions{By: []string{"section", "day"}})
	if len(m.Groups) != 4 || m.Groups[0].Name() != "头版 × 2005-01-01" {
		t.Errorf("crossed: %+v", m.Groups)
	}
}

func TestMatrixErrors(t *testing.T) {
	s := selectAll(t, matrixDocs...)
	for _, c := range []struct {
		opt  MatrixOptions
		want string
	}{
		{MatrixOptions{Values: "counts"}, "count, share, tfidf, binary"},
		{MatrixOptions{By: []string{"sektion"}}, "sektion"},
		{MatrixOptions{MinCount: 5}, "no word passes"},
		{MatrixOptions{Vocabulary: []string{"a", "b", "a"}}, `"a" is twice`},
		{MatrixOptions{Vocabulary: []string{"a"}, Terms: mustTerms(t, String, "a")}, "not both"},
	} {
		if m, err := NewMatrix(s, c.opt); err == nil || m != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.opt, err, c.want)
		}
	}
}
