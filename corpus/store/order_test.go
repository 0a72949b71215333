package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// Date, paper, page, item; pages and items as numbers, what is no number
// behind them, nothing last. A day stands before the month that begins with it.
func TestOrder(t *testing.T) {
	want := []string{
		"20050601-1-1", "200506-1-1", "20050628-1-2", "20050628-1-10", "20050628-5-1",
		"20050628-10-1", "20050628-中缝-1", "20050628--1", "20050628", "pla-20050628-1-1", "20050629-1-1",
		"news/x.txt#12",
	}
	docs := place(
		&corpus.Document{Date: date(t, "20050601"), Page: "1", Item: "1"},
		&corpus.Document{Date: date(t, "200506"), Page: "1", Item: "1"},
		&corpus.Document{Date: date(t, "20050628"), Page: "01", Item: "2"},
		&corpus.Document{Date: date(t, "20050628"), Page: "1", Item: "10"},
		&corpus.Document{Date: date(t, "20050628"), Page: "005", Item: "1"},
		&corpus.Document{Date: date(t, "20050628"), Page: "10", Item: "1"},
		&corpus.Document{Date: date(t, "20050628"), Page: "中缝", Item: "1"},
		&corpus.Document{Date: date(t, "20050628"), Item: "1"},
		&corpus.Document{Date: date(t, "20050628")},
		&corpus.Document{Date: date(t, "20050628"), Page: "1", Item: "1", Paper: "pla"},
		&corpus.Document{Date: date(t, "20050629"), Page: "1", Item: "1"},
		&corpus.Document{Page: "1", Item: "1"},
	)
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, rapid.Permutation(docs).Draw(t, "arrival")...)
		if diff := cmp.Diff(want, ids(c)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What a corpus says of its documents does not depend on their arrival.
func TestArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := documents().Draw(t, "documents")
		c := build(t, docs...)
		d := build(t, rapid.Permutation(docs).Draw(t, "arrival")...)
		if diff := cmp.Diff(told(t, c), told(t, d)); diff != "" {
			t.Fatal(diff)
		}
		if c.Identity() != d.Identity() {
			t.Fatalf("identities %v and %v", c.Identity(), d.Identity())
		}
	})
}

// told is everything a corpus says, with texts in place of numbers.
func told(t *rapid.T, c *store.Corpus) map[string]any {
	all := map[string]any{"ids": ids(c)}
	for doc := range c.Len() {
		var words []string
		for z := range corpus.Zone(corpus.NumZones) {
			words = append(words, c.Text(doc, z))
			for _, token := range c.Tokens(doc, z) {
				words = append(words, c.Lexicon(doc).Text(token))
			}
		}
		all[c.ID(doc)] = words
		all[c.ID(doc)+" key"] = c.Document(doc).Key()
		all[c.ID(doc)+" copy of"] = c.ID(c.FirstCopy(doc))
	}
	for word := range uint32(c.NumWords()) {
		all["word "+c.Word(word)] = c.Postings(word)
		all["tag "+c.Word(word)] = c.Tag(word)
	}
	for _, f := range c.Fields() {
		col, err := c.Column(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		all["field "+f.Name] = col.Values
		for doc := range c.Len() {
			all["field "+f.Name+" "+c.ID(doc)] = col.Of(doc)
		}
	}
	return all
}
