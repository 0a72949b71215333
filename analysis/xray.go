package analysis

// An XRay is where terms stand in a selection, documents in their order. Places
// are counted in words from its beginning.
type XRay struct {
	Words  int64       // of the selection
	Places [][]int64   // of each term, in order
	Years  []YearStart // in order; what has no known year stands among what is before it
}

// A YearStart is where the documents of a year begin.
type YearStart struct {
	Year  int
	Place int64
}

// Places returns where terms stand.
func Places(s *Selection, terms []Term, m Match) *XRay {
	x := &XRay{Places: make([][]int64, len(terms))}
	eachPlace(s, terms, m, func(term int, position int64) {
		x.Places[term] = append(x.Places[term], position)
	})
	start, last := 0, 0
	for i, doc := range s.Docs {
		date := s.Corpus.Date(doc)
		if date.IsZero() {
			continue
		}
		year, _, _ := date.First.Date()
		if end, _, _ := date.Last.Date(); end != year || year == last {
			continue
		}
		x.Words += int64(s.wordsOf(s.Docs[start:i]))
		x.Years = append(x.Years, YearStart{year, x.Words})
		start, last = i, year
	}
	x.Words += int64(s.wordsOf(s.Docs[start:]))
	return x
}
