package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// MatrixRows are the rows of a matrix that are counted while they are read: what
// is in memory is the columns and a few rows, however many there are.
type MatrixRows struct {
	Columns []MatrixColumn
	Entries int // in all rows

	s          *Selection
	groups     []Group // nil where every document of s is a row
	counts     matrixCounts
	weighting  Weighting
	weighted   bool  // values are not counts
	df         []int // column → rows that have it
	collection collection
}

// PlanMatrix says what the rows and columns of the matrix of a selection are. Where
// rows are documents, the columns' counts tell how many entries there will be;
// groups are counted once for it, and again when they are read. Norms and the
// largest count of a weighting are taken over the columns of the matrix; shares
// are of all words of the row.
func PlanMatrix(s *Selection, opt MatrixOptions) (*MatrixRows, error) {
	if opt.Values != "" && !slices.Contains(MatrixValues, opt.Values) {
		return nil, fmt.Errorf("unknown values %q (have %s)", opt.Values, strings.Join(MatrixValues, ", "))
	}
	if err := opt.Weighting.Check(); err != nil {
		return nil, err
	}
	if opt.Vocabulary != nil && opt.Terms != nil {
		return nil, errors.New("a matrix has a vocabulary or terms, not both")
	}
	m := &MatrixRows{s: s}
	if len(opt.By) > 0 {
		g, err := GroupBy(s, opt.By, opt.Depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		m.groups = g.Groups
	}
	var err error
	if opt.Terms != nil {
		m.counts = countTermColumns(s, opt)
	} else if m.counts, err = countWordColumns(s, opt); err != nil {
		return nil, err
	}
	m.Columns = m.counts.columns
	m.countEntries()
	m.weigh(opt)
	return m, nil
}

// Len returns the number of rows.
func (m *MatrixRows) Len() int {
	if m.groups != nil {
		return len(m.groups)
	}
	return len(m.s.Docs)
}

// Docs returns the documents of a row.
func (m *MatrixRows) Docs(row int) []int {
	if m.groups != nil {
		return m.groups[row].Docs
	}
	return m.s.Docs[row : row+1]
}

// Group returns a row as a group; a document's is named by its id.
func (m *MatrixRows) Group(row int) Group {
	if m.groups != nil {
		return m.groups[row]
	}
	return Group{Values: []string{m.s.Corpus.ID(m.s.Docs[row])}, Docs: m.Docs(row)}
}

// All yields of each row, in their order, the columns that have a value, ascending,
// and the values. They are valid until the next row.
func (m *MatrixRows) All() iter.Seq2[[]int, []float64] {
	return func(yield func([]int, []float64) bool) {
		for part := range m.parts(true) {
			for i, n := range part.ends {
				from := 0
				if i > 0 {
					from = part.ends[i-1]
				}
				if !yield(part.columns[from:n], part.values[from:n]) {
					return
				}
			}
		}
	}
}

// A matrixPart is some rows, one behind another.
type matrixPart struct {
	ends    []int // of the rows in columns and values
	columns []int
	values  []float64
}

// matrixPartDocs is about how many documents a goroutine takes at once.
const matrixPartDocs = 256

// parts yields all rows in their order; weighed tells whether values are those
// that were asked for, or counts.
func (m *MatrixRows) parts(weighed bool) iter.Seq[matrixPart] {
	var starts []int // of the parts
	docs := matrixPartDocs
	for row := range m.Len() {
		if n := len(m.Docs(row)); docs+n > matrixPartDocs {
			starts, docs = append(starts, row), n
		} else {
			docs += n
		}
	}
	starts = append(starts, m.Len())
	return ahead(len(starts)-1, func() func(int) matrixPart {
		c := rowCounter{counts: make([]int, len(m.Columns))}
		return func(i int) matrixPart {
			var part matrixPart
			for row := starts[i]; row < starts[i+1]; row++ {
				from := len(part.values)
				for _, doc := range m.Docs(row) {
					m.counts.document(&c, doc)
				}
				part.columns, part.values = c.take(part.columns, part.values)
				if weighed && m.weighted {
					m.weighRow(row, part.columns[from:], part.values[from:])
				}
				part.ends = append(part.ends, len(part.values))
			}
			return part
		}
	})
}

// countEntries counts how many rows have each column.
func (m *MatrixRows) countEntries() {
	m.df = make([]int, len(m.Columns))
	if m.groups == nil {
		for i, column := range m.Columns {
			m.df[i] = column.Documents
		}
	} else {
		for part := range m.parts(false) {
			for _, column := range part.columns {
				m.df[column]++
			}
		}
	}
	for _, n := range m.df {
		m.Entries += n
	}
}

// MatrixValues are the values that MatrixOptions.Values may name.
var MatrixValues = []string{"count", "share", "tfidf", "binary"}

// matrixCounts are the columns of a matrix and how often each stands in a
// document.
type matrixCounts struct {
	columns []MatrixColumn
	// document adds what the columns have in a document. Several goroutines call
	// it, each with a counter of its own.
	document func(c *rowCounter, doc int)
}

// A rowCounter counts the columns of a row.
type rowCounter struct {
	counts []int
	seen   []int    // columns with a count
	words  []uint32 // of the document in hand
}

func (c *rowCounter) add(column, count int) {
	if c.counts[column] == 0 {
		c.seen = append(c.seen, column)
	}
	c.counts[column] += count
}

// take appends the columns that have a count, ascending, and the counts, and
// empties the counter.
func (c *rowCounter) take(columns []int, values []float64) ([]int, []float64) {
	slices.Sort(c.seen)
	for _, column := range c.seen {
		columns = append(columns, column)
		values = append(values, float64(c.counts[column]))
		c.counts[column] = 0
	}
	c.seen = c.seen[:0]
	return columns, values
}

func countWordColumns(s *Selection, opt MatrixOptions) (matrixCounts, error) {
	totals := newTally(s).count(s.Docs)
	columnOf := make([]int32, s.Corpus.NumWords()) // 1 + column
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
			columnOf[t.word] = int32(len(c.columns))
		}
	}
	if len(c.columns) == 0 {
		return c, errors.New("no word passes --min-count, --min-docs and --pos")
	}
	c.document = func(r *rowCounter, doc int) {
		r.words = appendWords(r.words[:0], s, doc)
		for _, w := range r.words {
			if col := columnOf[w]; col > 0 {
				r.add(int(col)-1, 1)
			}
		}
	}
	return c, nil
}

func (c *matrixCounts) useVocabulary(s *Selection, vocabulary []string, columnOf []int32) error {
	seen := make(map[string]bool)
	for _, word := range vocabulary {
		word, _ = s.Corpus.Normalization().Apply(word)
		if seen[word] {
			return fmt.Errorf("word %q is twice in the vocabulary", word)
		}
		seen[word] = true
		c.columns = append(c.columns, MatrixColumn{Col: len(c.columns) + 1, Word: word})
		if n, ok := s.Corpus.WordNumber(word); ok {
			columnOf[n] = int32(len(c.columns))
		}
	}
	return nil
}

func countTermColumns(s *Selection, opt MatrixOptions) matrixCounts {
	var c matrixCounts
	type hit struct{ column, count int }
	held := make(map[int][]hit) // document → its columns
	all := CountTerms(s, opt.Terms, opt.Match)
	noteUses(s, opt.Terms, sumEach(all), opt.Match)
	for i, hits := range all {
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
	c.document = func(r *rowCounter, doc int) {
		for _, h := range held[doc] {
			r.add(h.column, h.count)
		}
	}
	return c
}

// weigh prepares for the values that were asked for.
func (m *MatrixRows) weigh(opt MatrixOptions) {
	m.weighted = true
	switch cmp.Or(opt.Values, "count") {
	case "count":
		m.weighted = false
		return
	case "share":
		m.weighting = Weighting{TF: "share", IDF: "none"}
	case "binary":
		m.weighting = Weighting{TF: "boolean", IDF: "none"}
	default:
		m.weighting = opt.Weighting
	}
	total := 0
	for row := range m.Len() {
		n := m.s.wordsOf(m.Docs(row))
		total += n
		if n > 0 || !m.weighting.NonEmpty {
			m.collection.groups++
		}
	}
	m.collection.average = float64(total) / float64(m.Len())
}

// weighRow turns the counts of a row into the values that were asked for.
func (m *MatrixRows) weighRow(row int, columns []int, values []float64) {
	size, most := m.s.wordsOf(m.Docs(row)), 0.0
	if len(values) > 0 {
		most = slices.Max(values)
	}
	for i, column := range columns {
		tf := m.weighting.tf(int(values[i]), size, int(most), m.collection)
		values[i] = tf * m.weighting.idf(m.df[column], m.collection)
	}
	m.weighting.normalise(values)
}
