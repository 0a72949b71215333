package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// The first document in order that has the same text, whatever the order of
// arrival; documents without a body are no copies of each other.
func TestFirstCopy(t *testing.T) {
	docs := place(
		&corpus.Document{Date: date(t, "2001"), Text: corpus.Text{Title: "a", Body: "b c"}},
		&corpus.Document{Date: date(t, "2002"), Text: corpus.Text{Title: "a", Body: "b d"}},
		&corpus.Document{Date: date(t, "2003"), Text: corpus.Text{Title: "a", Body: "b\nc"}}, // white space aside
		&corpus.Document{Date: date(t, "2004"), Text: corpus.Text{Title: "广告"}},
		&corpus.Document{Date: date(t, "2005"), Text: corpus.Text{Title: "广告"}},
		&corpus.Document{Date: date(t, "2006"), Section: "头版", Text: corpus.Text{Title: "a", Body: "b c"}},
	)
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, rapid.Permutation(docs).Draw(t, "arrival")...)
		var got []int
		for doc := range c.Len() {
			got = append(got, c.FirstCopy(doc))
		}
		if diff := cmp.Diff([]int{0, 1, 0, 3, 4, 0}, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Columns have the new names of values; the documents keep theirs.
func TestRecode(t *testing.T) {
	var r corpus.Recoding
	if err := r.Read("section", strings.NewReader("old,new,from,to\n要闻,头版,2000,2004\n理论,,,\n"), "r.csv"); err != nil {
		t.Fatal(err)
	}
	b := store.NewBuilder("spaces")
	b.Recode(r)
	for _, d := range place(
		&corpus.Document{Date: date(t, "2001"), Section: "要闻"}, &corpus.Document{Date: date(t, "2005"), Section: "要闻"},
		&corpus.Document{Date: date(t, "2006"), Section: "理论"}, &corpus.Document{Date: date(t, "2007"), Section: "头版"},
	) {
		add(t, b, d)
	}
	c := b.Corpus()
	values, of := column(t, c, "section")
	if diff := cmp.Diff([]string{"头版", "要闻"}, values); diff != "" { // U+5934, U+8981
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"头版", "要闻", "", "头版"}, of); diff != "" {
		t.Error(diff)
	}
	if got := c.Values(0, "section"); len(got) != 1 || got[0] != "头版" || c.Document(0).Section != "要闻" {
		t.Errorf("%q, in the document %q", got, c.Document(0).Section)
	}
}
