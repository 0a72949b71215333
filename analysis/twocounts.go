package analysis

import "slices"

// TwoCounts tell how often the term of a row stands in what the row is about, as
// a string of characters and as a phrase, however it was asked for, and what part
// of the strings are phrases. A row has none of them where there is no data, and
// no share where there is no string.
type TwoCounts struct {
	CountString Maybe[int]     `col:"count_string"`
	CountPhrase Maybe[int]     `col:"count_phrase"`
	PhraseShare Maybe[float64] `col:"phrase_share"` // CountPhrase of CountString
}

// twoCounts are those of matches: all rows have them from here.
func (h *Hits) twoCounts() TwoCounts {
	return TwoCounts{Just(h.String), Just(h.Phrase), share(h.Phrase, h.String)}
}

// A term whose uses are mostly words or parts of words that begin and end at
// cuts loses few of them as a phrase. Of a term with fewest strings at least, a
// note warns where more than 5 % are lost.
const (
	kept        = .95
	fewest      = 20
	noteCutsTop = 10
)

// noteUses adds the notes that tables of terms share: which terms stand nowhere,
// and those of noteCuts. whole is what each term has in the selection.
func noteUses(s *Selection, terms []Term, whole []Hits, m Match) {
	noteNowhere(s, terms, whole, m)
	noteCuts(s, terms, whole, m)
}

// noteNowhere adds a note on the terms that no document holds: all counts are 0,
// and what is a part of them is missing.
func noteNowhere(s *Selection, terms []Term, whole []Hits, m Match) {
	var nowhere []string
	for i, term := range terms {
		if whole[i].Count(m) == 0 && !again(terms, i) {
			nowhere = append(nowhere, term.Label)
		}
	}
	s.noteTerms(nowhere, "no document holds it"+map[Match]string{Phrase: " as a phrase", Word: " as a word"}[m])
}

// again tells whether a term was asked for just before: one of two categories.
func again(terms []Term, i int) bool { return i > 0 && terms[i].Label == terms[i-1].Label }

// noteCuts adds a note for each of the first ten terms of which the segmentation
// loses more than 5 %: how many of its strings do not begin and end at word cuts.
// whole is what each has in the selection. An expression says itself what it matches.
func noteCuts(s *Selection, terms []Term, whole []Hits, m Match) {
	if m == Regex {
		return
	}
	remedy := "--match string counts them"
	if m == String {
		remedy = "--match phrase leaves them out"
	}
	more := 0
	for i, term := range terms {
		strings, phrases := whole[i].String, whole[i].Phrase
		if strings < fewest || float64(phrases) >= kept*float64(strings) || again(terms, i) {
			continue
		}
		if more++; more > noteCutsTop {
			continue
		}
		s.note(1, "segmentation loses more than 5 %%: %d of %d strings of %s are cut across (%s)", strings-phrases, strings, term.Label, remedy)
	}
	s.note(max(0, more-noteCutsTop), "segmentation loses more than 5 %% of %d more terms (phrase_share)", more-noteCutsTop)
}

// sumHits adds up the hits of documents.
func sumHits(hits []Hits) (sum Hits) {
	for i := range hits {
		sum.add(&hits[i])
	}
	return sum
}

// sumIn is sumHits of those that lie in docs; both ascend.
func sumIn(hits []Hits, docs []int) (sum Hits) {
	from := func(doc int) int {
		n, _ := slices.BinarySearchFunc(hits, doc, func(h Hits, doc int) int { return h.Doc - doc })
		return n
	}
	if len(docs) == 0 {
		return sum
	}
	hits = hits[from(docs[0]):from(docs[len(docs)-1]+1)]
	for i := range hits {
		n, found := slices.BinarySearch(docs, hits[i].Doc)
		if docs = docs[n:]; found {
			sum.add(&hits[i])
		}
	}
	return sum
}

// sumEach is sumHits for each term.
func sumEach(hits [][]Hits) []Hits {
	sums := make([]Hits, len(hits))
	for i := range hits {
		sums[i] = sumHits(hits[i])
	}
	return sums
}
