package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// MatrixOptions say what the rows, columns and values of a matrix are.
type MatrixOptions struct {
	By        []string // fields whose groups are the rows; nil makes every document a row
	Depth     int      // see GroupBy
	Values    string   // count (default), share of the row's words, tfidf, binary
	Weighting Weighting
	MinCount  int             // leave out words with fewer occurrences in the selection
	MinDocs   int             // leave out words in fewer documents of the selection
	Hide      map[string]bool // leave out these words
	Tags      []string        // as in FrequencyOptions

	// The columns are the words of Vocabulary in this order, or the terms of
	// Terms, or, where both are nil, all words, most frequent first.
	Vocabulary []string
	Terms      []Term
	Match      Match
}

// A Matrix is a sparse matrix of documents or groups by words or terms, in
// compressed rows. It is a [mat.Matrix] of gonum.
type Matrix struct {
	Groups  []Group // the rows
	Columns []MatrixColumn
	starts  []int // row → its first entry; one more than there are rows
	columns []int // entry → column, ascending in a row
	values  []float64
}

// A MatrixColumn is a word or a term with its counts in the selection.
type MatrixColumn struct {
	Col       int    `col:"col"` // 1-based
	Word      string `col:"word"`
	Count     int    `col:"count"`
	Documents int    `col:"documents"`
}

var _ mat.Matrix = (*Matrix)(nil)

// Dims returns the numbers of rows and columns.
func (m *Matrix) Dims() (rows, columns int) { return len(m.Groups), len(m.Columns) }

// At returns a value; it panics where there is no such row or column.
func (m *Matrix) At(row, column int) float64 {
	if column < 0 || column >= len(m.Columns) {
		panic(mat.ErrColAccess)
	}
	columns, values := m.Row(row)
	if i, ok := slices.BinarySearch(columns, column); ok {
		return values[i]
	}
	return 0
}

// T returns the transpose.
func (m *Matrix) T() mat.Matrix { return mat.Transpose{Matrix: m} }

// Row returns the columns of a row that have a value, ascending, and the
// values. They must not be changed.
func (m *Matrix) Row(row int) (columns []int, values []float64) {
	from, to := m.starts[row], m.starts[row+1]
	return m.columns[from:to], m.values[from:to]
}

// NonZero is the number of entries. An entry may be 0 all the same: a word that
// all rows hold has no tf-idf weight.
func (m *Matrix) NonZero() int { return len(m.values) }

// NewMatrix returns the matrix of a selection. Norms and the
// largest count of a weighting are taken over the columns of the matrix; shares
// are of all words of the row.
func NewMatrix(s *Selection, opt MatrixOptions) (*Matrix, error) {
	if opt.Values != "" && !slices.Contains(MatrixValues, opt.Values) {
		return nil, fmt.Errorf("unknown values %q (have %s)", opt.Values, strings.Join(MatrixValues, ", "))
	}
	if err := opt.Weighting.Check(); err != nil {
		return nil, err
	}
	if opt.Vocabulary != nil && opt.Terms != nil {
		return nil, errors.New("a matrix has a vocabulary or terms, not both")
	}
	groups, err := matrixRows(s, opt)
	if err != nil {
		return nil, err
	}
	var counts matrixCounts
	if opt.Terms != nil {
		counts = countTermColumns(s, opt)
	} else if counts, err = countWordColumns(s, opt); err != nil {
		return nil, err
	}
	m := &Matrix{Groups: groups, Columns: counts.columns, starts: make([]int, 1, len(groups)+1)}
	m.fill(&counts)
	m.weigh(s, opt)
	return m, nil
}

// MatrixValues are the values that MatrixOptions.Values may name.
var MatrixValues = []string{"count", "share", "tfidf", "binary"}

func matrixRows(s *Selection, opt MatrixOptions) ([]Group, error) {
	if len(opt.By) == 0 {
		return groupsOrDocuments(s, "", 0)
	}
	g, err := GroupBy(s, opt.By, opt.Depth)
	if err != nil {
		return nil, err
	}
	return g.Groups, nil
}

// matrixCounts are the columns of a matrix and how often each stands in a
// document.
type matrixCounts struct {
	columns []MatrixColumn
	// document calls add for the columns of a document, in any order and as
	// often as it likes.
	document func(doc int, add func(column, count int))
}

func countWordColumns(s *Selection, opt MatrixOptions) (matrixCounts, error) {
	totals := newTally(s).count(s.Docs)
	columnOf := make([]int, s.Corpus.NumWords()) // 1 + column
	var c matrixCounts
	if opt.Vocabulary != nil {
		if err := c.useVocabulary(s, opt.Vocabulary, columnOf); err != nil {
			return c, err
		}
		for _, t := range totals {
			if col := columnOf[t.word]; col > 0 {
				c.columns[col-1].Count, c.columns[col-1].Documents = t.count, t.documents
			}
		}
	} else {
		for _, t := range totals {
			word := s.Corpus.Word(t.word)
			if t.count < opt.MinCount || t.documents < opt.MinDocs || opt.Hide[word] || !tagged(s.Corpus.Tag(t.word), opt.Tags) {
				continue
			}
			c.columns = append(c.columns, MatrixColumn{len(c.columns) + 1, word, t.count, t.documents})
			columnOf[t.word] = len(c.columns)
		}
	}
	if len(c.columns) == 0 {
		return c, errors.New("no word passes --min-count, --min-docs and --pos")
	}
	c.document = func(doc int, add func(column, count int)) {
		for w := range words(s, doc) {
			if col := columnOf[w]; col > 0 {
				add(col-1, 1)
			}
		}
	}
	return c, nil
}

func (c *matrixCounts) useVocabulary(s *Selection, vocabulary []string, columnOf []int) error {
	seen := make(map[string]bool)
	for _, word := range vocabulary {
		word, _ = s.Corpus.Normalization().Apply(word)
		if seen[word] {
			return fmt.Errorf("word %q is twice in the vocabulary", word)
		}
		seen[word] = true
		c.columns = append(c.columns, MatrixColumn{Col: len(c.columns) + 1, Word: word})
		if n, ok := s.Corpus.WordNumber(word); ok {
			columnOf[n] = len(c.columns)
		}
	}
	return nil
}

func countTermColumns(s *Selection, opt MatrixOptions) matrixCounts {
	var c matrixCounts
	type hit struct{ column, count int }
	held := make(map[int][]hit) // document → its columns
	for i, hits := range CountTerms(s, opt.Terms, opt.Match) {
		column := MatrixColumn{Col: i + 1, Word: opt.Terms[i].Label}
		for j := range hits {
			if n := hits[j].Count(opt.Match); n > 0 {
				column.Count += n
				column.Documents++
				held[hits[j].Doc] = append(held[hits[j].Doc], hit{i, n})
			}
		}
		c.columns = append(c.columns, column)
	}
	c.document = func(doc int, add func(column, count int)) {
		for _, h := range held[doc] {
			add(h.column, h.count)
		}
	}
	return c
}

// fill appends the counts of every row.
func (m *Matrix) fill(c *matrixCounts) {
	counts := make([]int, len(m.Columns))
	var seen []int
	add := func(column, count int) {
		if counts[column] == 0 {
			seen = append(seen, column)
		}
		counts[column] += count
	}
	for _, g := range m.Groups {
		seen = seen[:0]
		for _, doc := range g.Docs {
			c.document(doc, add)
		}
		slices.Sort(seen)
		for _, column := range seen {
			m.columns = append(m.columns, column)
			m.values = append(m.values, float64(counts[column]))
			counts[column] = 0
		}
		m.starts = append(m.starts, len(m.values))
	}
}

// weigh turns counts into the values that were asked for.
func (m *Matrix) weigh(s *Selection, opt MatrixOptions) {
	if cmp.Or(opt.Values, "count") == "count" {
		return
	}
	weighting := opt.Weighting
	switch opt.Values {
	case "share":
		weighting = Weighting{TF: "share", IDF: "none"}
	case "binary":
		weighting = Weighting{TF: "boolean", IDF: "none"}
	}
	df := make([]int, len(m.Columns))
	for _, column := range m.columns {
		df[column]++
	}
	sizes, c := m.collection(s, weighting)
	for row := range m.Groups {
		columns, values := m.Row(row)
		most := 0.0
		if len(values) > 0 {
			most = slices.Max(values)
		}
		for i, column := range columns {
			tf := weighting.tf(int(values[i]), sizes[row], int(most), c)
			values[i] = tf * weighting.idf(df[column], c)
		}
		weighting.normalise(values)
	}
}

func (m *Matrix) collection(s *Selection, w Weighting) (sizes []int, c collection) {
	total := 0
	for _, g := range m.Groups {
		n := s.wordsOf(g.Docs)
		sizes = append(sizes, n)
		total += n
		if n > 0 || !w.NonEmpty {
			c.groups++
		}
	}
	c.average = float64(total) / float64(len(m.Groups))
	return sizes, c
}
