package store_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

func columnDocuments(t *testing.T) []*corpus.Document {
	return place(
		&corpus.Document{
			Date: date(t, "20050628"), Issue: "017336", Page: "05", Item: "10", Section: "头版", Paper: "pla",
			Genres: []string{"消息", "图片", "消息"}, Authors: []string{"乙", "甲"}, Text: corpus.Text{Title: "a b", Body: "a b\nc d e"},
			Fields: []corpus.Field{{Code: "WJ", Value: "2"}, {Code: "WJ", Value: "1"}, {Code: "TM", Value: "x", Within: "ZW"}},
		},
		&corpus.Document{Date: date(t, "200512"), Page: "10", Item: "9", Genres: []string{"通讯"}, Text: corpus.Text{Body: "c"}},
		&corpus.Document{Date: date(t, "2006"), Page: "1", Item: "9", Section: "理论"},
		&corpus.Document{Page: "中缝"},
	)
}

// column returns the values of a field and those of each document.
func column(t *testing.T, c *store.Corpus, field string) (values []string, of []string) {
	t.Helper()
	col, err := c.Column(field)
	if err != nil {
		t.Fatal(err)
	}
	for doc := range c.Len() {
		var own []string
		for _, id := range col.Of(doc) {
			own = append(own, col.Values[id])
		}
		of = append(of, strings.Join(own, "|"))
	}
	return col.Values, of
}

func TestColumn(t *testing.T) {
	c := build(t, columnDocuments(t)...)
	for _, w := range []struct {
		field      string
		values, of []string // values in order; those of each document
	}{
		{"page", []string{"1", "5", "10", "中缝"}, []string{"5", "10", "1", "中缝"}},
		{"item", []string{"9", "10"}, []string{"10", "9", "9", ""}},
		{"issue", []string{"17336"}, []string{"17336", "", "", ""}},
		{"section", []string{"头版", "理论"}, []string{"头版", "", "理论", ""}}, // U+5934, U+7406
		{"genre", []string{"图片", "消息", "通讯"}, []string{"消息|图片", "通讯", "", ""}},
		{"author", []string{"乙", "甲"}, []string{"乙|甲", "", "", ""}},
		{"class", nil, []string{"", "", "", ""}},
		{"paper", []string{"pla"}, []string{"pla", "", "", ""}},
		{"source", []string{"news"}, []string{"news", "news", "news", "news"}},
		{"kind", []string{"article"}, []string{"article", "article", "article", "article"}},
		{"year", []string{"2005", "2006"}, []string{"2005", "2005", "2006", ""}},
		{"month", []string{"2005-06", "2005-12"}, []string{"2005-06", "2005-12", "", ""}},
		{"day", []string{"2005-06-28"}, []string{"2005-06-28", "", "", ""}},
		{"weekday", []string{"2-Tue"}, []string{"2-Tue", "", "", ""}}, // cal 6 2005
		{"front", []string{"false", "true"}, []string{"false", "false", "true", "false"}},
		{"title", []string{"a b"}, []string{"a b", "", "", ""}},
		{"words", []string{"0", "1", "5"}, []string{"5", "1", "0", "0"}}, // the repeated title once
		{"characters", []string{"0", "1", "5"}, []string{"5", "1", "0", "0"}},
		{"WJ", []string{"1", "2"}, []string{"2|1", "", "", ""}},
	} {
		values, of := column(t, c, w.field)
		if diff := cmp.Diff(w.values, values); diff != "" && len(w.values)+len(values) > 0 {
			t.Errorf("%s: %s", w.field, diff)
		}
		if diff := cmp.Diff(w.of, of); diff != "" {
			t.Errorf("%s of documents: %s", w.field, diff)
		}
	}
	if values, _ := column(t, c, "id"); len(values) != c.Len() {
		t.Errorf("%d ids of %d documents", len(values), c.Len())
	}
}

// The error of an unknown field names those there are, codes among them, those
// that stand inside a body too; a code that has a name is told by it.
func TestColumnUnknown(t *testing.T) {
	c := build(t, columnDocuments(t)...)
	_, err := c.Column("sektion")
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{`"sektion"`, "section", "year", "front", "WJ"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
	if _, err := c.Column("TM"); err != nil {
		t.Error(err)
	}
	if _, err := c.Column("BM"); err == nil || !strings.Contains(err.Error(), "its name is section") {
		t.Errorf("the code of section: %v", err)
	}
}

func TestColumnConcurrent(t *testing.T) {
	c := build(t, columnDocuments(t)...)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, f := range c.Fields() {
				if _, err := c.Column(f.Name); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// Values are distinct, in order and all used; a document has each once.
func TestColumnLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		for _, f := range c.Fields() {
			col, err := c.Column(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			order := strings.Compare
			if f.Number {
				order = corpus.CompareNumbers
			}
			used := make([]bool, len(col.Values))
			for doc := range c.Len() {
				seen := make(map[uint32]bool)
				for _, id := range col.Of(doc) {
					if seen[id] {
						t.Fatalf("%s of %s repeats %q", f.Name, c.ID(doc), col.Values[id])
					}
					used[id], seen[id] = true, true
				}
				if !f.Many && len(seen) > 1 {
					t.Fatalf("%s of %s has %d values", f.Name, c.ID(doc), len(seen))
				}
			}
			if slices.Contains(used, false) {
				t.Fatalf("%s has values of no document: %v", f.Name, col.Values)
			}
			for i := 1; i < len(col.Values); i++ {
				if order(col.Values[i-1], col.Values[i]) >= 0 {
					t.Fatalf("%s: %q before %q", f.Name, col.Values[i-1], col.Values[i])
				}
			}
		}
	})
}

// What is asked of the values of all documents at once is what each says.
func TestColumnAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		for _, name := range []string{"page", "section", "author", "year"} {
			col := c.Stored(name)
			of := rapid.SliceOfN(rapid.Bool(), len(col.Values), len(col.Values)).Draw(t, name)
			missing := rapid.Bool().Draw(t, "missing")
			var docs []int
			whole := rapid.Bool().Draw(t, "all")
			got, counts := col.Any(of, missing), make([]int, len(col.Values))
			for doc := range c.Len() {
				ids := col.Of(doc)
				want := len(ids) == 0 && missing
				in := whole || rapid.Bool().Draw(t, "in")
				if in {
					docs = append(docs, doc)
				}
				for _, id := range ids {
					want = want || of[id]
					if in {
						counts[id]++
					}
				}
				if got[doc] != want {
					t.Fatalf("%s of %d: %v, want %v", name, doc, got[doc], want)
				}
			}
			if diff := cmp.Diff(counts, col.Counts(docs)); diff != "" {
				t.Fatalf("%s: %s", name, diff)
			}
		}
	})
}
