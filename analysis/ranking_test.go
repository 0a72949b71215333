package analysis

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// drawStored draws a corpus in segments, and the same in memory.
func drawStored(t *rapid.T) (memory, stored *store.Corpus, remove func()) {
	docs := corpora().Draw(t, "corpus")
	cuts := rapid.SliceOfN(rapid.IntRange(0, len(docs)), 0, 3).Draw(t, "segments")
	stored, dir := newStored(t, cuts, docs...)
	return newCorpus(t, docs...), stored, func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
}

// drawSome draws a selection of some documents and zones.
func drawSome(t *rapid.T, c *store.Corpus) *Selection {
	s := selected(t, c, Filter{Zones: rapid.SampledFrom([]corpus.Zones{
		0, corpus.AllZones, corpus.Titles, 1 << corpus.Body, 1 << corpus.Title, corpus.BodyZone, corpus.Titles | corpus.BodyZone,
	}).Draw(t, "zones")})
	out := rapid.SampledFrom([]int{0, 4, 2}).Draw(t, "left out of four")
	kept := make([]bool, len(s.Docs))
	for i := range kept {
		kept[i] = rapid.IntRange(0, 3).Draw(t, "kept") >= out
	}
	kept[rapid.IntRange(0, len(kept)-1).Draw(t, "one")] = true
	all := s.Docs
	s.Docs = nil
	for i, doc := range all {
		if kept[i] {
			s.Docs = append(s.Docs, doc)
		}
	}
	return s
}

// Words come in the order in which counting and sorting all of them puts them,
// with the same counts, however far one goes and whatever may be read.
func TestRanking(t *testing.T) {
	ranked := 0 // words that were found by their lists
	rapid.Check(t, func(t *rapid.T) {
		memory, stored, remove := drawStored(t)
		defer remove()
		s := drawSome(t, stored)
		want := slices.Collect(descending(newTally(&Selection{Corpus: memory, Docs: s.Docs, Zones: s.Zones}).unsorted(s.Docs)))
		tally := newTally(s)
		tally.few, tally.least = 0, rapid.IntRange(1, 3).Draw(t, "least")
		for range 2 { // the second time with the bounds of the first
			top := rapid.IntRange(0, 12).Draw(t, "top")
			odd := rapid.Bool().Draw(t, "odd")
			shown := func(word uint32) bool { return !odd || word%2 == 1 }
			got := slices.Collect(tally.ranked(s.Docs, top, shown))
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(wordCount{})); diff != "" {
				t.Fatal(diff)
			}
			if r := tally.ranking(s.Docs, top, shown); r != nil {
				r.read = rapid.SampledFrom([]int{1000, 0, 5}).Draw(t, "entries")
				first := slices.Collect(r.words())
				ranked += len(first)
				if len(first) > len(want) || !slices.Equal(want[:len(first)], first) {
					t.Fatalf("%v, want the first of %v", first, want)
				}
			}
		}
	})
	if ranked == 0 {
		t.Error("no word was found by its lists")
	}
}

// A word whose count is that of the next bound is shown before it only if it
// comes before it in code point order.
func TestRankingTies(t *testing.T) {
	c, dir := newStored(t, nil,
		D{Date: "20050101", Body: "丙|丙|甲|甲|乙"}, D{Date: "20050102", Body: "丙|甲|乙|乙|乙"},
	)
	defer os.RemoveAll(dir)
	s := selected(t, c, Filter{})
	s.Docs = []int{0} // 丙 2, 甲 2, 乙 1; by their totals 乙 4, 丙 3, 甲 3
	tally := newTally(s)
	tally.few, tally.least = 0, 1
	var got []string
	for w := range tally.ranked(s.Docs, 1, func(uint32) bool { return true }) {
		got = append(got, c.Word(w.word))
	}
	if diff := cmp.Diff([]string{"丙", "甲", "乙"}, got); diff != "" { // U+4E19, U+7532, U+4E59
		t.Error(diff)
	}
}
