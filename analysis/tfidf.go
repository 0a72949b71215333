package analysis

import (
	"cmp"
	"iter"
	"slices"
)

// TFIDFOptions choose the weighting and the rows.
type TFIDFOptions struct {
	By        string // field to group by; "" makes every document a group, named by its id
	Depth     int    // see GroupBy
	Weighting Weighting
	MinCount  int             // hide words with fewer occurrences in the group
	Hide      map[string]bool // hide these words
	Tags      []string        // as in FrequencyOptions
	Top       int             // rows of each group at most; 0 is all
}

// A TFIDFRow is a word of a group with its weight.
type TFIDFRow struct {
	Group string  `col:"group"`
	Word  string  `col:"word"`
	Count int     `col:"count"`
	DF    int     `col:"df"` // groups that hold the word
	IDF   float64 `col:"idf"`
	TFIDF float64 `col:"tfidf"`
	Rank  int     `col:"rank"` // by weight among all words of the group, ties by code point
}

// TFIDF returns the words of each group, those of the greatest weight first.
// All words take part in the norm and in the ranks, hidden ones too.
func TFIDF(s *Selection, opt TFIDFOptions) (iter.Seq2[TFIDFRow, error], error) {
	if err := opt.Weighting.Check(); err != nil {
		return nil, err
	}
	groups, err := groupsOrDocuments(s, opt.By, opt.Depth)
	if err != nil {
		return nil, err
	}
	t := newTally(s)
	w := newWeigher(s, groups, opt.Weighting)
	w.noteEverywhere(opt.By)
	return func(yield func(TFIDFRow, error) bool) {
		for _, group := range groups {
			rows := w.rows(group, t.unsorted(group.Docs))
			shown := 0
			for i, row := range rows {
				if opt.Top > 0 && shown == opt.Top {
					break
				}
				n, _ := s.Corpus.WordNumber(row.Word)
				if row.Count < opt.MinCount || opt.Hide[row.Word] || !tagged(s.Corpus.Tag(n), opt.Tags) {
					continue
				}
				shown++
				row.Rank = i + 1
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// groupsOrDocuments returns the groups of a field, or every document as a
// group of its own.
func groupsOrDocuments(s *Selection, by string, depth int) ([]Group, error) {
	if by != "" {
		g, err := GroupBy(s, []string{by}, depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		return g.Groups, nil
	}
	groups := make([]Group, len(s.Docs))
	for i, doc := range s.Docs {
		groups[i] = Group{Values: []string{s.Corpus.ID(doc)}, Docs: s.Docs[i : i+1]}
	}
	return groups, nil
}

// A weigher weighs the words of groups.
type weigher struct {
	s          *Selection
	weighting  Weighting
	df         []int // word → groups that hold it
	collection collection
}

func newWeigher(s *Selection, groups []Group, weighting Weighting) *weigher {
	w := &weigher{s: s, weighting: weighting, df: make([]int, s.Corpus.NumWords())}
	last := make([]int, s.Corpus.NumWords())
	total := 0
	for i, g := range groups {
		n := s.wordsOf(g.Docs)
		total += n
		if n > 0 || !weighting.NonEmpty {
			w.collection.groups++
		}
		for _, doc := range g.Docs {
			for word := range words(s, doc) {
				if last[word] != i+1 {
					last[word] = i + 1
					w.df[word]++
				}
			}
		}
	}
	w.collection.average = float64(total) / float64(len(groups))
	return w
}

// noteEverywhere adds a note where words weigh nothing because all groups hold
// them, as nearly all words do where groups are few.
func (w *weigher) noteEverywhere(by string) {
	groups, n := int(w.collection.groups), 0
	if by == "" && groups > 1 || groups == 0 || w.weighting.idf(groups, w.collection) != 0 {
		return
	}
	for _, df := range w.df {
		n += b2i(df == groups)
	}
	w.s.note(n, "weight 0: %s in every one of %s (tifa keyness compares few groups)", plural(n, "word"), plural(groups, "group"))
}

// weigh returns the weights of the words of a group, in the order of counts.
func (w *weigher) weigh(group Group, counts []wordCount) []float64 {
	words := w.s.wordsOf(group.Docs)
	most := 0
	for _, c := range counts {
		most = max(most, c.count)
	}
	weights := make([]float64, len(counts))
	for i, c := range counts {
		tf := w.weighting.tf(c.count, words, most, w.collection)
		weights[i] = tf * w.weighting.idf(w.df[c.word], w.collection)
	}
	w.weighting.normalise(weights)
	return weights
}

// rows returns the words of a group in order of weight.
func (w *weigher) rows(group Group, counts []wordCount) []TFIDFRow {
	// A norm is a sum in floating point: its order must not be that of arrival.
	slices.SortFunc(counts, func(a, b wordCount) int {
		return cmp.Compare(a.word, b.word) // numbers are in code point order
	})
	rows := make([]TFIDFRow, len(counts))
	weights := w.weigh(group, counts)
	for i, c := range counts {
		rows[i] = TFIDFRow{
			Group: group.Name(), Word: w.s.Corpus.Word(c.word), Count: c.count,
			DF: w.df[c.word], IDF: w.weighting.idf(w.df[c.word], w.collection), TFIDF: weights[i],
		}
	}
	slices.SortStableFunc(rows, func(a, b TFIDFRow) int { return cmp.Compare(b.TFIDF, a.TFIDF) })
	return rows
}
