package analysis

import (
	"errors"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// Tests cut texts by hand. In the texts of a document a space, a line end and
// each of ，。“” is a token; | parts words that stand side by side, + the pieces
// of a compound. Both signs are taken out: 坚持|改革+开放，人民 is the text
// 坚持改革开放，人民 of three words.
func parse(notation string) (text string, tokens []store.Token) {
	text = strings.NewReplacer("|", "", "+", "").Replace(notation)
	word := ""
	flush := func() {
		if word == "" {
			return
		}
		t := store.Token{Kind: "word", Tag: tagOf(word)}
		for part := range strings.SplitSeq(word, "+") {
			t.Text += part
			t.Pieces = append(t.Pieces, int32(len(t.Text)))
		}
		if len(t.Pieces) == 1 {
			t.Pieces = nil
		}
		t.Word, _ = corpus.Fold(t.Text)
		tokens, word = append(tokens, t), ""
	}
	for _, r := range notation {
		switch {
		case r == '|':
			flush()
		case strings.ContainsRune(" \n，。“”", r):
			flush()
			tokens = append(tokens, store.Token{Text: string(r), Kind: "punct"})
		default:
			word += string(r)
		}
	}
	flush()
	return text, tokens
}

// tagOf: words that begin with v are verbs, vn or v, all others nouns.
func tagOf(word string) string {
	switch {
	case strings.HasPrefix(word, "vn"):
		return "vn"
	case strings.HasPrefix(word, "v"):
		return "v"
	}
	return "n"
}

// A D is a document of a test: date as printed, texts in the notation of parse.
type D struct {
	Date, Page, Section           string
	Class, Author, Genre          []string
	Kicker, Title, Subtitle, Body string
}

// newCorpus builds a corpus. Documents of genre 照片 are pictures; a document
// without an own item number gets its place among docs, so that their order is
// that of docs where date and page agree.
func newCorpus(t interface{ Fatal(...any) }, docs ...D) *store.Corpus {
	b := store.NewBuilder("by hand")
	addTo(t, b, 0, docs)
	return b.Corpus()
}

// addTo adds documents to a corpus that has so many of them.
func addTo(t interface{ Fatal(...any) }, b *store.Builder, before int, docs []D) {
	for i, d := range docs {
		i += before
		doc := &corpus.Document{
			Source: "t", Path: "x", Record: i + 1,
			DateText: d.Date, Page: d.Page, Item: strconv.Itoa(i + 1), Section: d.Section,
			Classes: d.Class, Authors: d.Author, Genres: d.Genre,
		}
		if d.Date != "" {
			var ok bool
			if doc.Date, ok = corpus.ParseDate(d.Date); !ok {
				t.Fatal("no date: " + d.Date)
			}
		}
		var tokens [corpus.NumZones][]store.Token
		doc.Kicker, tokens[corpus.Kicker] = parse(d.Kicker)
		doc.Title, tokens[corpus.Title] = parse(d.Title)
		doc.Subtitle, tokens[corpus.Subtitle] = parse(d.Subtitle)
		doc.Body, tokens[corpus.Body] = parse(d.Body)
		s := store.Segmented{Document: doc, Kind: "article", Hash: doc.Hash(), Text: doc.Zones()}
		s.TextKey, _ = doc.TextKey()
		if slices.Contains(d.Genre, "照片") {
			s.Kind = "picture"
		}
		for n := len(s.Text[corpus.Repeat]); n > 0; {
			first := tokens[corpus.Body][0]
			tokens[corpus.Repeat] = append(tokens[corpus.Repeat], first)
			tokens[corpus.Body] = tokens[corpus.Body][1:]
			n -= len(first.Text)
		}
		for z, list := range tokens {
			for _, token := range list {
				s.Tokens[z] = append(s.Tokens[z], b.Token(token))
			}
			s.Characters[z] = corpus.Characters(s.Text[z])
		}
		if err := b.Add(&s); err != nil {
			t.Fatal(err)
		}
	}
}

// newStored builds the same corpus in a new folder, in segments that begin with
// the documents of these numbers. Whoever calls it removes the folder.
func newStored(t interface{ Fatal(...any) }, cuts []int, docs ...D) (c *store.Corpus, dir string) {
	dir, err := os.MkdirTemp("", "tifa-test-")
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.Create(dir, store.Making{Segmentation: "by hand", Shared: store.NewShared, Cuts: func(name string) error { return os.WriteFile(name, nil, 0o666) }})
	if err != nil {
		t.Fatal(err)
	}
	from := 0
	for _, to := range append(slices.Sorted(slices.Values(cuts)), len(docs)) {
		if from == to {
			continue
		}
		b, err := w.Builder()
		if err != nil {
			t.Fatal(err)
		}
		addTo(t, b, from, docs[from:to])
		if err := w.Flush(b, nil); err != nil {
			t.Fatal(err)
		}
		from = to
	}
	if err := errors.Join(w.Commit(), w.Close()); err != nil {
		t.Fatal(err)
	}
	if c, err = store.Open(dir); err != nil {
		t.Fatal(err)
	}
	return c, dir
}

func selectAll(t interface{ Fatal(...any) }, docs ...D) *Selection {
	return selected(t, newCorpus(t, docs...), Filter{})
}

func selected(t interface{ Fatal(...any) }, c *store.Corpus, f Filter) *Selection {
	s, err := Select(c, f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustTerms(t interface{ Fatal(...any) }, m Match, list ...string) []Term {
	terms, err := ParseTerms(list, m)
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

// all collects rows.
func all[R any](t interface{ Fatal(...any) }) func(func(func(R, error) bool), error) []R {
	return func(rows func(func(R, error) bool), err error) []R {
		if err != nil {
			t.Fatal(err)
		}
		var list []R
		for row, err := range rows {
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, row)
		}
		return list
	}
}

// value is the value of a Maybe, −1 where it is missing.
func value[T int | float64](m Maybe[T]) T {
	if v, ok := m.Get(); ok {
		return v
	}
	return -1
}

// two are the counts of so many strings and phrases.
func two(strings, phrases int) TwoCounts {
	c := TwoCounts{CountString: Just(strings), CountPhrase: Just(phrases)}
	if strings > 0 {
		c.PhraseShare = Just(float64(phrases) / float64(strings))
	}
	return c
}

// nested tells whether words are no more than phrases, those no more than
// strings, and the share what it is to be.
func nested(words int, c TwoCounts) bool {
	strings, phrases := value(c.CountString), value(c.CountPhrase)
	return words <= phrases && phrases <= strings && c == two(strings, phrases)
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b))
}

func checkNear(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s: %.17g, want %.17g", what, got, want)
	}
}

// letters are what drawn texts are made of: so few that words overlap.
const letters = "甲乙丙"

// notations draws texts whose words stand side by side or apart, compounds
// among them.
func notations() *rapid.Generator[string] {
	word := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]rune(letters)), 1, 3), func(r []rune) string { return string(r) })
	compound := rapid.Map(rapid.SliceOfN(word, 2, 3), func(parts []string) string { return strings.Join(parts, "+") })
	gap := rapid.SampledFrom([]string{"|", "|", "|", " ", "，", "\n"})
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "words") {
			b.WriteString(rapid.OneOf(word, word, compound).Draw(t, "word"))
			b.WriteString(gap.Draw(t, "gap"))
		}
		return b.String()
	})
}

// corpora draws documents of some years, sections, authors and classes; some
// have no date, one not known well, no section, no words.
func corpora() *rapid.Generator[[]D] {
	some := func(t *rapid.T, name string, values ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 0, 3, rapid.ID).Draw(t, name)
	}
	one := rapid.Custom(func(t *rapid.T) D {
		return D{
			Date:    rapid.SampledFrom([]string{"20040105", "20040301", "20050628", "20051231", "20060101", "20061130", "20080808"}).Draw(t, "date"),
			Page:    rapid.SampledFrom([]string{"1", "01", "2", ""}).Draw(t, "page"),
			Section: rapid.SampledFrom([]string{"头版", "理论", "国际", ""}).Draw(t, "section"),
			Author:  some(t, "author", "张", "王", "李"),
			Class:   some(t, "class", "D2", "D261.4", "D26", "E2", "EI233", "D61"),
			Title:   notations().Draw(t, "title"), Body: notations().Draw(t, "body"),
		}
	})
	return rapid.SliceOfN(one, 1, 12)
}

// drawTerms draws single spellings, which may contain one another.
func drawTerms(t *rapid.T) []string {
	term := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]rune(letters)), 1, 4), func(r []rune) string { return string(r) })
	return rapid.SliceOfNDistinct(term, 1, 4, rapid.ID).Draw(t, "terms")
}

func TestParse(t *testing.T) {
	text, tokens := parse("坚持|改革+开放，人民 x")
	var words []string
	for _, token := range tokens {
		words = append(words, token.Text)
		if !utf8.ValidString(token.Text) {
			t.Errorf("token %q", token.Text)
		}
	}
	if text != "坚持改革开放，人民 x" || strings.Join(words, "/") != "坚持/改革开放/，/人民/ /x" || !slices.Equal(tokens[1].Pieces, []int32{6, 12}) {
		t.Errorf("%q: %v", text, tokens)
	}
}
