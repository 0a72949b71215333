package analysis

import (
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// One pass over the places of a spelling counts what a search for each way of
// matching finds.
func TestCountOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		s.Zones = corpus.AllZones
		terms := mustTerms(t, String, drawTerms(t)...)
		c := newCounter(s, terms, String)
		for _, doc := range s.Docs {
			for z := range c.eachZone(doc) {
				for i := range terms {
					var one, any Hits
					c.countOne(i, &one)
					c.countAny(i, &any)
					if one != any {
						t.Fatalf("%s in %s of %q: %+v, want %+v", terms[i].Label, z, c.text, one, any)
					}
				}
			}
		}
	})
}
