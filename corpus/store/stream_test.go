package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// The tokens of a zone are its text, and its words and characters are counted
// by zone.
func TestStream(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		for doc := range c.Len() {
			zones := corpus.Zones(rapid.IntRange(0, 1<<corpus.NumZones-1).Draw(t, "zones"))
			words, characters := 0, 0
			for z := range corpus.Zone(corpus.NumZones) {
				var text strings.Builder
				lex := c.Lexicon(doc)
				for _, token := range c.Tokens(doc, z) {
					entry := lex.Token(token)
					text.WriteString(entry.Text)
					if w := lex.WordOf(token); (w == store.NoWord) != (entry.Word == "") || w != store.NoWord && c.Word(w) != entry.Word {
						t.Fatalf("%+v counts as word %d", entry, w)
					}
				}
				if text.String() != c.Text(doc, z) || c.Text(doc, z) != c.Document(doc).Zones()[z] {
					t.Fatalf("%s, %s: tokens %q, text %q", c.ID(doc), z, &text, c.Text(doc, z))
				}
				if zones.Has(z) {
					fields := strings.Fields(text.String())
					words += len(fields)
					characters += len(strings.Join(fields, ""))
				}
			}
			if w, n := c.Words(doc, zones), c.Characters(doc, zones); w != words || n != characters {
				t.Fatalf("%s in %s: %d words, %d characters; want %d and %d", c.ID(doc), zones, w, n, words, characters)
			}
		}
	})
}

// Tokens of one text are one unless they are cut inside in two ways; kind and
// tag do not depend on which was seen first.
func TestToken(t *testing.T) {
	list := []store.Token{
		{Text: "一月", Word: "一月", Kind: "number"},
		{Text: "一月", Word: "一月", Kind: "word", Tag: "t"},
		{Text: "一月", Word: "一月", Kind: "word", Tag: "nz", Pieces: []int32{3, 6}},
		{Text: "一月", Word: "一月", Kind: "word", Pieces: []int32{3, 6}},
		{Text: "Ａ", Word: "A", Kind: "latin"},
		{Text: "A", Word: "A", Kind: "latin", Tag: "eng"},
		{Text: "A", Word: "A", Kind: "latin", Tag: "x"},
		{Text: "A", Word: "A", Kind: "latin"},
		{Text: "，", Kind: "punct", Tag: "w"},
	}
	want := map[string]store.Token{ // by text and number of pieces
		"一月0": {Text: "一月", Word: "一月", Kind: "word"},
		"一月2": {Text: "一月", Word: "一月", Kind: "word", Pieces: []int32{3, 6}},
		"Ａ0":  {Text: "Ａ", Word: "A", Kind: "latin"},
		"A0":  {Text: "A", Word: "A", Kind: "latin"},
		"，0":  {Text: "，", Kind: "punct"},
	}
	rapid.Check(t, func(t *rapid.T) {
		b := store.NewBuilder("")
		numbers := make(map[uint32]bool)
		for _, token := range rapid.Permutation(list).Draw(t, "arrival") {
			numbers[b.Token(token)] = true
		}
		add(t, b, &corpus.Document{Source: "news"})
		c := b.Corpus()
		lex := c.Lexicon(0)
		got := make(map[string]store.Token)
		for n := range numbers {
			token := lex.Token(n)
			got[fmt.Sprint(token.Text, len(token.Pieces))] = token
		}
		if diff := cmp.Diff(want, got); diff != "" || lex.NumTokens() != len(want) {
			t.Fatal(diff)
		}
		tags := make(map[string]string)
		for w := range uint32(c.NumWords()) {
			tags[c.Word(w)] = c.Tag(w)
		}
		if diff := cmp.Diff(map[string]string{"一月": "nz", "A": "eng"}, tags); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAddTwice(t *testing.T) {
	b := store.NewBuilder("")
	d := corpus.Document{Source: "news", Path: "x.txt", Record: 7}
	if err := b.Add(&store.Segmented{Document: &d}); err != nil {
		t.Fatal(err)
	}
	again := d
	if err := b.Add(&store.Segmented{Document: &again}); err == nil || !strings.Contains(err.Error(), "news/x.txt#7") {
		t.Errorf("the same place twice: %v", err)
	}
}

// A document without tokens may follow one that is longer than a page.
func TestLongDocument(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	w, err := store.Create(dir, making())
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.Builder()
	if err != nil {
		t.Fatal(err)
	}
	lengths := []int{1, 1 << 20, 0, 0, 1<<20 - 2, 1, 0, 1<<20 + 5, 0}
	for i, n := range lengths {
		d := &corpus.Document{Source: "news", Path: "a.txt", Record: i + 1, Text: corpus.Text{Body: strings.Repeat("改革", n)}}
		d.DateText, d.Date, d.Page, d.Item = "20050601", date(t, "20050601"), "1", fmt.Sprint(i)
		s := store.Segmented{Document: d, Kind: "article", Hash: d.Hash(), Text: d.Zones()}
		s.Tokens[corpus.Body] = make([]uint32, n) // all of them 改革
		if err := b.Add(&s); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Flush(b, nil), w.Commit(), w.Close()); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var got []int
	for doc := range c.Len() {
		got = append(got, len(c.Tokens(doc, corpus.Body)))
	}
	if !slices.Equal(got, lengths) {
		t.Errorf("documents of %d tokens, want %d", got, lengths)
	}
}
