package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// Where two documents claim one printed id, each is shown with ~ and six digits
// of its hash; where their content is one too, with its number.
func TestID(t *testing.T) {
	docs := place(
		&corpus.Document{Date: date(t, "20050628"), Page: "1", Item: "1", Text: corpus.Text{Title: "a"}},
		&corpus.Document{Date: date(t, "20050628"), Page: "01", Item: "1", Text: corpus.Text{Title: "b"}},
		&corpus.Document{Date: date(t, "20050628"), Page: "2", Item: "1", Text: corpus.Text{Title: "c"}},
		&corpus.Document{Date: date(t, "20050628"), Page: "2", Item: "1", Text: corpus.Text{Title: "c"}},
		&corpus.Document{Date: date(t, "20050628"), Page: "2", Item: "1", Text: corpus.Text{Title: "c"}},
		&corpus.Document{Date: date(t, "20050628"), Page: "3", Item: "1"},
	)
	first, second, third := "~"+docs[0].Hash().String()[:6], "~"+docs[1].Hash().String()[:6], "~"+docs[2].Hash().String()[:6]
	c := build(t, docs...)
	front := []string{"20050628-1-1" + first, "20050628-1-1" + second}
	slices.Sort(front) // one place in print: the hash decides
	want := append(front, "20050628-2-1"+third, "20050628-2-1"+third+".2", "20050628-2-1"+third+".3", "20050628-3-1")
	if diff := cmp.Diff(want, ids(c)); diff != "" {
		t.Error(diff)
	}
	for id, want := range map[string][]int{
		"20050628-1-1": {0, 1}, "20050628-2-1": {2, 3, 4}, "20050628-3-1": {5},
		front[1]: {1}, "20050628-2-1" + third: {2}, "20050628-2-1" + third + ".3": {4}, "20050628-4-1": nil,
	} {
		if diff := cmp.Diff(want, find(c, id)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	for range c.Find("20050628-1-1") {
		break // may stop early
	}
}

func TestIDUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := build(t, documents().Draw(t, "documents")...)
		seen := make(map[string]bool)
		for doc := range c.Len() {
			id := c.ID(doc)
			if seen[id] {
				t.Fatalf("two documents have the id %s", id)
			}
			seen[id] = true
			if got := find(c, id); !slices.Contains(got, doc) {
				t.Fatalf("%s finds %v, not %d", id, got, doc)
			}
		}
	})
}
