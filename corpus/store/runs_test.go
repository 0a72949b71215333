package store_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// Runs cover the documents and are as long as can be; sizes of a run of
// documents are the sums of theirs; repeats are those that say so.
func TestRuns(t *testing.T) {
	var docs []*corpus.Document
	for i := range 700 {
		docs = append(docs, &corpus.Document{
			Date: date(t, fmt.Sprintf("2005%02d%02d", 1+i/300, 1+i*i%11)), Page: fmt.Sprint(i % 7), Item: fmt.Sprint(i),
			Text: corpus.Text{Title: fmt.Sprint("a b ", i%13), Body: fmt.Sprint("a b ", i%13, "\nc d ", i%40)},
		})
	}
	docs = append(docs, &corpus.Document{}, &corpus.Document{Text: corpus.Text{Body: "a"}})
	c := build(t, place(docs...)...)
	next := 0
	for _, r := range c.Runs() {
		if r.From != next || r.To <= r.From || r.From > 0 && c.Date(r.From-1) == r.Date {
			t.Fatalf("%+v, want one from %d on", r, next)
		}
		for doc := r.From; doc < r.To; doc++ {
			if c.Date(doc) != r.Date {
				t.Fatalf("document %d is of %s, its run of %s", doc, c.Date(doc), r.Date)
			}
		}
		next = r.To
	}
	if next != c.Len() {
		t.Fatalf("runs end at %d of %d", next, c.Len())
	}
	repeats := 0
	for doc := range c.Len() {
		if c.FirstCopy(doc) != doc {
			if c.Repeats()[repeats] != doc {
				t.Fatalf("document %d is no repeat", doc)
			}
			repeats++
		}
	}
	if repeats != len(c.Repeats()) || repeats == 0 {
		t.Fatalf("%d repeats, %d said", repeats, len(c.Repeats()))
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, c.Len()).Draw(t, "from")
		to := rapid.IntRange(from, c.Len()).Draw(t, "to")
		zones := corpus.Zones(rapid.IntRange(0, 1<<corpus.NumZones-1).Draw(t, "zones"))
		words, characters := 0, 0
		for doc := from; doc < to; doc++ {
			words += c.Words(doc, zones)
			characters += c.Characters(doc, zones)
		}
		if w, n := c.Size(from, to, zones); w != words || n != characters {
			t.Fatalf("%d to %d in %s: %d and %d, want %d and %d", from, to, zones, w, n, words, characters)
		}
	})
}
