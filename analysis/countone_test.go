package analysis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// One pass over the places of a spelling counts what a search for each way of
// matching finds, and finds the same; so does one pass of an expression.
func TestCountOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		s.Zones = corpus.AllZones
		m := rapid.SampledFrom([]Match{String, Phrase, Word, Regex}).Draw(t, "match")
		list := drawTerms(t)
		if m == Regex {
			list = append(list, list[0]+".?")
		} else {
			list = append(list, "both: "+list[0]+" | "+list[len(list)-1]+"乙")
		}
		terms := mustTerms(t, m, list...)
		c := newCounter(s, terms, m)
		for _, doc := range s.Docs {
			for z := range c.eachZone(doc) {
				for i := range terms {
					var found, want []span
					got := c.inZone(i, z, func(s span) { found = append(found, s) })
					c.matches(i, m, func(s span) { want = append(want, s) })
					counts := [3]int{}
					for k, m := range []Match{String, Phrase, Word} {
						c.matches(i, m, func(span) { counts[k]++ })
					}
					if !slices.Equal(found, want) || [3]int{got.String, got.Phrase, got.Word} != counts {
						t.Fatalf("%s in %s of %q: %+v at %v, want %v at %v", terms[i].Label, z, c.text, got, found, counts, want)
					}
				}
			}
		}
	})
}
