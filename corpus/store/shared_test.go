package store_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// tokens cuts a text of words with single spaces between them: every word and
// every space and line end is a token. A word of this table is a compound.
var compounds = map[string][]int32{"红旗渠": {6, 9}, "大红旗": {3, 9}}

func tokens(b *store.Builder, text string) []uint32 {
	var out []uint32
	for text != "" {
		n := strings.IndexAny(text, " \n")
		switch n {
		case -1:
			n = len(text)
		case 0:
			n = 1
		}
		t := store.Token{Text: text[:n], Word: text[:n], Kind: "word", Pieces: compounds[text[:n]]}
		if strings.TrimSpace(t.Text) == "" {
			t.Word, t.Kind = "", "space"
		}
		out = append(out, b.Token(t))
		text = text[n:]
	}
	return out
}

// add adds a document whose texts are of words with spaces between them.
// Characters are counted as bytes that are no white space.
func add(t interface{ Fatal(...any) }, b *store.Builder, d *corpus.Document) {
	s := store.Segmented{Document: d, Kind: "article", Hash: d.Hash(), Text: d.Zones()}
	s.TextKey, _ = d.TextKey()
	for z, text := range s.Text {
		s.Tokens[z] = tokens(b, text)
		s.Characters[z] = len(strings.Join(strings.Fields(text), ""))
	}
	if err := b.Add(&s); err != nil {
		t.Fatal(err)
	}
}

// build returns the corpus of documents that arrive in this order. Each gets a
// place in a file of its own.
func build(t interface{ Fatal(...any) }, docs ...*corpus.Document) *store.Corpus {
	b := store.NewBuilder("spaces")
	for _, d := range docs {
		add(t, b, d)
	}
	return b.Corpus()
}

// place numbers documents as the records of a file.
func place(docs ...*corpus.Document) []*corpus.Document {
	for i, d := range docs {
		d.Source, d.Path, d.Record = "news", "x.txt", i+1
	}
	return docs
}

func date(t testing.TB, s string) corpus.Date {
	t.Helper()
	d, ok := corpus.ParseDate(s)
	if !ok && s != "" {
		t.Fatalf("%q is no date", s)
	}
	return d
}

// documents draws corpora in which printed ids, fields and texts often repeat.
func documents() *rapid.Generator[[]*corpus.Document] {
	values := func(t *rapid.T, name string) []string {
		return rapid.SliceOfN(rapid.SampledFrom([]string{"甲", "乙", "丙", "甲"}), 0, 3).Draw(t, name)
	}
	text := func(t *rapid.T, name string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "红旗渠", "\n", "d"}), 0, 8).Draw(t, name), " ")
	}
	one := rapid.Custom(func(t *rapid.T) *corpus.Document {
		d := &corpus.Document{
			Page:    rapid.SampledFrom([]string{"1", "01", "2", "10", "中缝", ""}).Draw(t, "page"),
			Item:    strconv.Itoa(rapid.IntRange(1, 3).Draw(t, "item")),
			Paper:   rapid.SampledFrom([]string{"", "pla"}).Draw(t, "paper"),
			Section: rapid.SampledFrom([]string{"头版", "理论", ""}).Draw(t, "section"),
			Authors: values(t, "authors"), Classes: values(t, "classes"),
		}
		d.DateText = rapid.SampledFrom([]string{"20050628", "20050601", "200506", "2005", "19760105", ""}).Draw(t, "date")
		d.Date, _ = corpus.ParseDate(d.DateText)
		d.Title, d.Body = text(t, "title"), text(t, "body")
		if rapid.Bool().Draw(t, "repeat") {
			d.Body = d.Title + "\n" + d.Body
		}
		return d
	})
	return rapid.Map(rapid.SliceOfN(one, 1, 12), func(docs []*corpus.Document) []*corpus.Document { return place(docs...) })
}

func ids(c *store.Corpus) []string {
	var list []string
	for doc := range c.Len() {
		list = append(list, c.ID(doc))
	}
	return list
}

func find(c *store.Corpus, id string) []int { return slices.Collect(c.Find(id)) }
