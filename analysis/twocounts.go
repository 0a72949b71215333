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
// hits are those of the selection. An expression says itself what it matches.
func noteCuts(s *Selection, terms []Term, hits [][]Hits, m Match) {
	if m == Regex {
		return
	}
	remedy := "--match string counts them"
	if m == String {
		remedy = "--match phrase leaves them out"
	}
	more := 0
	for i, term := range terms {
		strings, phrases := 0, 0
		for k := range hits[i] {
			strings += hits[i][k].String
			phrases += hits[i][k].Phrase
		}
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
