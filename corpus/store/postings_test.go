package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// Postings are what counting the words of the texts gives.
func TestPostings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		words := make(map[string]bool)
		for doc := range c.Len() {
			for z := range corpus.Zone(corpus.NumZones) {
				for _, w := range strings.Fields(c.Text(doc, z)) {
					words[w] = true
				}
			}
		}
		if len(words) != c.NumWords() {
			t.Fatalf("%d words, want %v", c.NumWords(), words)
		}
		for w := range words {
			var want []store.Posting
			for doc := range c.Len() {
				count := func(z corpus.Zone) uint32 {
					n := uint32(0)
					for _, x := range strings.Fields(c.Text(doc, z)) {
						if x == w {
							n++
						}
					}
					return n
				}
				p := store.Posting{
					Doc:    uint32(doc),
					Titles: count(corpus.Kicker) + count(corpus.Title) + count(corpus.Subtitle),
					Repeat: count(corpus.Repeat), Body: count(corpus.Body),
				}
				if p.Titles+p.Repeat+p.Body > 0 {
					want = append(want, p)
				}
			}
			n, ok := c.WordNumber(w)
			if !ok || c.Word(n) != w {
				t.Fatalf("%q has no number", w)
			}
			if diff := cmp.Diff(want, c.Postings(n)); diff != "" {
				t.Fatalf("%q: %s", w, diff)
			}
		}
	})
}

// More words than one list of the log takes, in documents far from each other.
func TestPostingsOfManyWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1919, 5))
	want := make(map[string][]store.Posting)
	var docs []*corpus.Document
	for doc := range uint32(5000) {
		text := fmt.Sprint("w", doc%3)
		if doc%2500 < 8 {
			for range 800 {
				text += fmt.Sprintf(" w%d", r.IntN(4000))
			}
		}
		for w := range strings.FieldsSeq(text) {
			list := want[w]
			if n := len(list); n == 0 || list[n-1].Doc != doc {
				list = append(list, store.Posting{Doc: doc})
			}
			list[len(list)-1].Body++
			want[w] = list
		}
		docs = append(docs, &corpus.Document{Source: "a", Record: int(doc), Item: fmt.Sprint(doc + 1), Text: corpus.Text{Body: text}})
	}
	c := build(t, docs...)
	for w, list := range want {
		n, ok := c.WordNumber(w)
		if diff := cmp.Diff(list, c.Postings(n)); diff != "" || !ok {
			t.Fatalf("%q: %s", w, diff)
		}
	}
	if c.NumWords() != len(want) || len(want) < 3000 {
		t.Errorf("%d words, want %d", c.NumWords(), len(want))
	}
}

func TestPostingCount(t *testing.T) {
	p := store.Posting{Titles: 1, Repeat: 2, Body: 4}
	for _, c := range []struct {
		zones corpus.Zones
		n     int
		ok    bool
	}{
		{corpus.AllZones, 5, true}, // the repeated title once
		{corpus.AllZones | corpus.BodyZone, 7, true},
		{corpus.Titles, 1, true},
		{corpus.BodyZone, 6, true},
		{1 << corpus.Body, 4, true},
		{1 << corpus.Title, 0, false}, // headlines are counted together
		{1<<corpus.Title | 1<<corpus.Body, 0, false},
	} {
		if n, ok := p.Count(c.zones); n != c.n || ok != c.ok {
			t.Errorf("in %s: %d, %v; want %d, %v", c.zones, n, ok, c.n, c.ok)
		}
	}
	p.Titles = 0
	if n, ok := p.Count(1<<corpus.Title | 1<<corpus.Body); n != 4 || !ok {
		t.Errorf("without headlines: %d, %v; want 4", n, ok)
	}
}
