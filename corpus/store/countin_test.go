package store_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// sumOfPostings is CountIn by way of the list.
func sumOfPostings(c *store.Corpus, word uint32, docs []int, zones corpus.Zones) (count, documents int, ok bool) {
	in := make(map[uint32]bool)
	for _, doc := range docs {
		in[uint32(doc)] = true
	}
	for _, p := range c.Postings(word) {
		if !in[p.Doc] {
			continue
		}
		n, known := p.Count(zones)
		if !known {
			return 0, 0, false
		}
		count += n
		if n > 0 {
			documents++
		}
	}
	return count, documents, true
}

func checkCountIn(t interface{ Fatalf(string, ...any) }, c *store.Corpus, docs []int, zones corpus.Zones) {
	set := c.DocumentSet(docs)
	for w := range uint32(c.NumWords()) {
		count, documents, _, ok := c.CountIn(w, set, zones)
		wantCount, wantDocuments, wantOK := sumOfPostings(c, w, docs, zones)
		if ok != wantOK || ok && (count != wantCount || documents != wantDocuments) {
			t.Fatalf("%q in %s of %d documents: %d in %d, %v; want %d in %d, %v", c.Word(w), zones, len(docs), count, documents, ok, wantCount, wantDocuments, wantOK)
		}
	}
}

// The counts of a word in some documents are those that its list sums to.
func TestCountIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		var docs []int
		for doc := range c.Len() {
			if rapid.Bool().Draw(t, "in") {
				docs = append(docs, doc)
			}
		}
		checkCountIn(t, c, docs, corpus.Zones(rapid.IntRange(1, 1<<corpus.NumZones-1).Draw(t, "zones")))
	})
}

// Distances and counts of one byte, of two and of three, in every shape.
func TestCountInLong(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	many := []int{0, 1, 2, 3, 127, 128, 300}
	words := map[string]int{"a": 1, "b": 2, "c": 31, "d": 33, "e": 1500} // stands in every n-th document or so
	var docs []*corpus.Document
	for range 9000 {
		d := &corpus.Document{Date: date(t, "2001")}
		for _, w := range []string{"a", "b", "c", "d", "e"} {
			if rng.IntN(words[w]) > 0 {
				continue
			}
			pick := func() int {
				if rng.IntN(20) > 0 {
					return rng.IntN(3)
				}
				return many[rng.IntN(len(many))]
			}
			d.Title += strings.Repeat(" "+w, pick())
			d.Body += strings.Repeat(" "+w, pick())
		}
		if rng.IntN(2) > 0 && strings.TrimSpace(d.Title) != "" {
			d.Body = d.Title + "\n" + d.Body
		}
		docs = append(docs, d)
	}
	docs[4000].Body += " z" + strings.Repeat(" y", 20000)
	docs[8990].Body += " z"
	docs[8991].Body += strings.Repeat(" z", 17)
	c := build(t, place(docs...)...)
	half := make([]int, 0, c.Len())
	for doc := range c.Len() {
		if rng.IntN(2) > 0 {
			half = append(half, doc)
		}
	}
	for zones := corpus.Zones(1); zones < 1<<corpus.NumZones; zones++ {
		checkCountIn(t, c, half, zones)
	}
}
