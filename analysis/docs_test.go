package analysis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDocuments(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050102", Page: "05", Section: "头版", Genre: []string{"消息"}, Class: []string{"D2", "E"}, Author: []string{"张"}, Title: "甲|乙", Body: "甲乙 丙"},
		D{Date: "20050101", Page: "1", Body: "丙 丙"},
		D{Date: "2006", Body: "x"},
	)
	want := []DocumentRow{
		{ID: "20050101-1-2", Date: day(t, "20050101"), Page: "1", Words: 2, Characters: 2, Count: Just(2), TwoCounts: two(2, 2)},
		{
			ID: "20050102-5-1", Date: day(t, "20050102"), Page: "05", Section: "头版", Genre: []string{"消息"}, Class: []string{"D2", "E"},
			Author: []string{"张"}, Title: "甲乙", Words: 4, Characters: 5, Count: Just(3), // 甲乙 twice, 丙 once
			TwoCounts: two(3, 3),
		},
	}
	got := Documents(s, mustTerms(t, String, "甲乙", "丙"), DocumentsOptions{})
	if diff := cmp.Diff(want, got, maybes); diff != "" {
		t.Error(diff)
	}
	rows := Documents(s, nil, DocumentsOptions{})
	if len(rows) != 3 || rows[2].ID != "2006--3" {
		t.Errorf("without terms: %+v", rows)
	}
	if _, ok := rows[0].Count.Get(); ok {
		t.Error("a count without terms")
	}
	if rows := Documents(s, mustTerms(t, Word, "甲乙"), DocumentsOptions{Match: Word}); len(rows) != 1 || value(rows[0].Count) != 1 {
		t.Errorf("as a word: %+v", rows)
	}
	if rows := Documents(s, mustTerms(t, String, "没有"), DocumentsOptions{}); len(rows) != 0 {
		t.Errorf("a term that is nowhere: %+v", rows)
	}
	row := DescribeRow(s, 4, s.Docs[1])
	if row.Row != 5 || row.ID != "20050102-5-1" || row.Year != "2005" || row.Words != 4 || !slices.Equal(row.Class, []string{"D2", "E"}) {
		t.Errorf("%+v", row)
	}
}

func sampleIDs(s *Selection, n int, seed int64) []string {
	var list []string
	for _, r := range Documents(s, nil, DocumentsOptions{Sample: n, Seed: seed}) {
		list = append(list, r.ID)
	}
	return list
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

// A sample depends on the seed and on the documents alone: a larger one holds
// it, and a narrower question keeps those of it that it still covers.
func TestSample(t *testing.T) {
	var docs []D
	for i := range 300 {
		docs = append(docs, D{Date: fmt.Sprintf("2005%02d01", i%12+1), Page: strconv.Itoa(i%4 + 1), Body: "a"})
	}
	c := newCorpus(t, docs...)
	s := selected(t, c, Filter{})
	front, err := ParseCondition(`front`)
	if err != nil {
		t.Fatal(err)
	}
	narrow := selected(t, c, Filter{Where: front})
	rapid.Check(t, func(t *rapid.T) {
		n, seed := rapid.IntRange(1, 299).Draw(t, "n"), rapid.Int64().Draw(t, "seed")
		got := sampleIDs(s, n, seed)
		if len(got) != n || !slices.Equal(got, sampleIDs(s, n, seed)) {
			t.Fatalf("%d documents, want %d, the same each time", len(got), n)
		}
		if larger := sampleIDs(s, n+1, seed); !subset(got, larger) || len(larger) != n+1 {
			t.Fatalf("a sample of %d does not hold the one of %d", n+1, n)
		}
		inFront := slices.DeleteFunc(slices.Clone(got), func(id string) bool { return !strings.HasPrefix(id[8:], "-1-") })
		if !subset(inFront, sampleIDs(narrow, n, seed)) {
			t.Fatalf("the documents of page 1 are others where only they are asked for")
		}
	})
	if slices.Equal(sampleIDs(s, 20, 1), sampleIDs(s, 20, 2)) {
		t.Error("two seeds draw the same documents")
	}
	if got := sampleIDs(s, 1000, 1); len(got) != 300 || !slices.Equal(got, sampleIDs(s, 0, 1)) {
		t.Errorf("a sample of more than all: %d", len(got))
	}
}

// Over many seeds every document is drawn about as often: 200 samples of 30 of
// 300 draw each 20 times on average, with a standard deviation of
// √(200·.1·.9) = 4.2. Six of those are room enough for ever.
func TestSampleEven(t *testing.T) {
	docs := make([]D, 300)
	for i := range docs {
		docs[i] = D{Date: "20050101", Page: "1", Body: "a"}
	}
	s := selectAll(t, docs...)
	drawn := make(map[string]int)
	for seed := range int64(200) {
		for _, id := range sampleIDs(s, 30, seed) {
			drawn[id]++
		}
	}
	for _, id := range sampleIDs(s, 0, 0) {
		if n := drawn[id]; n < 20-26 || n > 20+26 {
			t.Errorf("%s is drawn %d times, want about 20", id, n)
		}
	}
	if len(drawn) != 300 {
		t.Errorf("%d documents of 300 are ever drawn", len(drawn))
	}
}
