package analysis

// A term whose uses are mostly words or parts of words that begin and end at
// cuts loses few of them as a phrase. Of a term with fewest strings at least, a
// note warns where more than 5 % are lost.
const (
	kept        = .95
	fewest      = 20
	noteCutsTop = 10
)

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
		if strings < fewest || float64(phrases) >= kept*float64(strings) {
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

// sumEach is sumHits for each term.
func sumEach(hits [][]Hits) []Hits {
	sums := make([]Hits, len(hits))
	for i := range hits {
		sums[i] = sumHits(hits[i])
	}
	return sums
}
