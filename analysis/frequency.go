package analysis

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/corpus/store"
)

// FrequencyOptions choose rows. They hide rows and change no number. The zero
// value shows every word.
type FrequencyOptions struct {
	By       string          // field to group by; "" is the whole selection
	Depth    int             // see GroupBy
	MinCount int             // hide words with fewer occurrences in their group
	Hide     map[string]bool // hide these words
	Tags     []string        // show words of these parts of speech only; a tag shows those that begin with it
	Top      int             // show as many words of each group at most; 0 is all
}

// A FrequencyRow is a word and how often it stands in a group.
type FrequencyRow struct {
	Group           string         `col:"group"`
	Word            string         `col:"word"`
	Count           int            `col:"count"`
	Documents       int            `col:"documents"`
	PerMillionWords Maybe[float64] `col:"per_million_words"`
	DocumentShare   Maybe[float64] `col:"document_share"` // of the group's documents
	Rank            int            `col:"rank"`           // by count among all words of the group, ties by code point
}

// Frequency returns the words of each group, most frequent first.
func Frequency(s *Selection, opt FrequencyOptions) (iter.Seq2[FrequencyRow, error], error) {
	groups := []Group{{Values: []string{""}, Docs: s.Docs}}
	if opt.By != "" {
		g, err := GroupBy(s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		groups = g.Groups
	}
	return func(yield func(FrequencyRow, error) bool) {
		t := newTally(s)
		for _, group := range groups {
			counts := t.count(group.Docs)
			words := s.wordsOf(group.Docs)
			shown := 0
			for i, c := range counts {
				word := s.Corpus.Word(c.word)
				if opt.Top > 0 && shown == opt.Top || c.count < opt.MinCount {
					break
				}
				if opt.Hide[word] || !tagged(s.Corpus.Tag(c.word), opt.Tags) {
					continue
				}
				shown++
				row := FrequencyRow{
					Group: group.Name(), Word: word, Count: c.count, Documents: c.documents,
					PerMillionWords: perMillion(c.count, words),
					DocumentShare:   share(c.documents, len(group.Docs)),
					Rank:            i + 1,
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// tagged tells whether tag begins with one of tags; no tags take every word.
func tagged(tag string, tags []string) bool {
	return len(tags) == 0 || slices.ContainsFunc(tags, func(t string) bool { return strings.HasPrefix(tag, t) })
}

// A wordCount is how often a word stands in documents, and in how many.
type wordCount struct {
	word             uint32
	count, documents int
}

// A tally counts words. Its arrays have a place for every word of the corpus
// and are used again for every group.
type tally struct {
	s         *Selection
	counts    []int
	documents []int
	last      []int // 1 + the document that was counted last
	seen      []uint32
}

func newTally(s *Selection) *tally {
	n := s.Corpus.NumWords()
	return &tally{s: s, counts: make([]int, n), documents: make([]int, n), last: make([]int, n)}
}

// count returns the words of documents, most frequent first, ties by code point.
func (t *tally) count(docs []int) []wordCount {
	list := t.unsorted(docs)
	c := t.s.Corpus
	slices.SortFunc(list, func(a, b wordCount) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(c.Word(a.word), c.Word(b.word)))
	})
	return list
}

// unsorted is count in the order in which words are met.
func (t *tally) unsorted(docs []int) []wordCount {
	t.seen = t.seen[:0]
	for _, doc := range docs {
		t.add(doc)
	}
	list := make([]wordCount, 0, len(t.seen))
	for _, w := range t.seen {
		list = append(list, wordCount{w, t.counts[w], t.documents[w]})
		t.counts[w], t.documents[w], t.last[w] = 0, 0, 0
	}
	return list
}

func (t *tally) add(doc int) {
	for word := range words(t.s, doc) {
		if t.last[word] != doc+1 {
			if t.last[word] == 0 {
				t.seen = append(t.seen, word)
			}
			t.last[word] = doc + 1
			t.documents[word]++
		}
		t.counts[word]++
	}
}

// words yields the words of a document in the zones of the selection.
func words(s *Selection, doc int) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		lex := s.Corpus.Lexicon(doc)
		for z := range corpus.Zone(corpus.NumZones) {
			if !s.Zones.Has(z) {
				continue
			}
			for _, token := range s.Corpus.Tokens(doc, z) {
				if w := lex.WordOf(token); w != store.NoWord && !yield(w) {
					return
				}
			}
		}
	}
}
