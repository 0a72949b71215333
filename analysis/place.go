package analysis

import "slices"

// eachPlace calls visit for the matches of terms in their order, with the
// number of words of the selection before the one in which each begins.
func eachPlace(s *Selection, terms []Term, m Match, visit func(term int, position int64)) {
	c := newCounter(s, terms, m)
	before, docs := int64(0), s.Docs
	for _, doc := range candidates(s, terms) {
		n, _ := slices.BinarySearch(docs, doc)
		before += int64(s.wordsOf(docs[:n]))
		docs = docs[n:]
		inDoc := before
		for range c.eachZone(doc) {
			ends := c.wordEnds()
			for i := range terms {
				c.matches(i, m, func(at span) {
					n, _ := slices.BinarySearch(ends, at.start+1)
					visit(i, inDoc+int64(n))
				})
			}
			inDoc += int64(len(ends))
		}
	}
}

// wordEnds returns where the words of the zone in hand end.
func (c *counter) wordEnds() []int {
	var ends []int
	for k, t := range c.tokens {
		if c.lexicon.WordOf(t) != noWord {
			ends = append(ends, int(c.ends[k]))
		}
	}
	return ends
}
