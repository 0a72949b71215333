package analysis

import (
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
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
		g.noteOverlaps(s)
		groups = g.Groups
	}
	show := func(word uint32) bool {
		return !opt.Hide[s.Corpus.Word(word)] && tagged(s.Corpus.Tag(word), opt.Tags)
	}
	return func(yield func(FrequencyRow, error) bool) {
		t := newTally(s)
		for _, group := range groups {
			words := s.wordsOf(group.Docs)
			shown, i := 0, -1
			for c := range t.ranked(group.Docs, opt.Top, show) {
				i++
				if opt.Top > 0 && shown == opt.Top || c.count < opt.MinCount {
					break
				}
				if !show(c.word) {
					continue
				}
				shown++
				row := FrequencyRow{
					Group: group.Name(), Word: s.Corpus.Word(c.word), Count: c.count, Documents: c.documents,
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

// words yields the words of a document in the zones of the selection.
func words(s *Selection, doc int) iter.Seq[uint32] {
	return slices.Values(appendWords(nil, s, doc))
}

// appendWords appends the words of a document in the zones of the selection.
func appendWords(list []uint32, s *Selection, doc int) []uint32 {
	lex := s.Corpus.Lexicon(doc)
	for z := range corpus.Zone(corpus.NumZones) {
		if s.Zones.Has(z) {
			list = lex.AppendWords(list, s.Corpus.Tokens(doc, z))
		}
	}
	return list
}
