package analysis

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// Documents of 3, 2 and 4 words.
func TestPlaces(t *testing.T) {
	s := selectAll(t, D{Date: "20010101", Body: "改革|发展|改革"}, D{Date: "20020101", Body: "人民|发展"}, D{Date: "20020102", Body: "人民|改革|人民|发展"})
	x := Places(s, mustTerms(t, Word, "改革", "没有"), Word)
	want := &XRay{Words: 9, Places: [][]int64{{0, 2, 6}, nil}, Years: []YearStart{{2001, 0}, {2002, 3}}}
	if diff := cmp.Diff(want, x); diff != "" {
		t.Error(diff)
	}
}

// Against a walk over all words, one by one.
func TestPlacesSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		if rapid.Bool().Draw(t, "some") {
			s.Docs = slices.DeleteFunc(s.Docs, func(doc int) bool { return doc%3 == 1 })
		}
		want := &XRay{Places: make([][]int64, 2)}
		terms := []string{"改革", "发展"}
		for _, doc := range s.Docs {
			if date := s.Corpus.Date(doc); !date.IsZero() {
				year, _, _ := date.First.Date()
				end, _, _ := date.Last.Date()
				if n := len(want.Years); year == end && (n == 0 || want.Years[n-1].Year != year) {
					want.Years = append(want.Years, YearStart{year, want.Words})
				}
			}
			for w := range words(s, doc) {
				if i := slices.Index(terms, s.Corpus.Word(w)); i >= 0 {
					want.Places[i] = append(want.Places[i], want.Words)
				}
				want.Words++
			}
		}
		if diff := cmp.Diff(want, Places(s, mustTerms(t, Word, terms...), Word)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestEventDays(t *testing.T) {
	events, err := ParseEvents("国庆,10-01\n党代会,1978-12-18,1978-12-22\n", "e")
	if err != nil {
		t.Fatal(err)
	}
	within := corpus.Date{First: day(t, "19771001").First, Last: day(t, "19781218").First}
	var got []string
	for i := range events {
		for _, d := range events[i].Days(within) {
			got = append(got, d.String())
		}
	}
	if diff := cmp.Diff([]string{"1977-10-01", "1978-10-01", "1978-12-18/1978-12-22"}, got); diff != "" {
		t.Error(diff)
	}
}
