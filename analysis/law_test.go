package analysis

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// maybes lets cmp look into missing values.
var maybes = cmp.AllowUnexported(Maybe[int]{}, Maybe[float64]{}, Maybe[bool]{})

// A sum is what adds up over groups that share no document.
type sum struct{ Count, String, Phrase, Documents, DocumentsTotal, Words, Characters int }

func (s *sum) add(x sum) {
	s.Count += x.Count
	s.String += x.String
	s.Phrase += x.Phrase
	s.Documents += x.Documents
	s.DocumentsTotal += x.DocumentsTotal
	s.Words += x.Words
	s.Characters += x.Characters
}

func sumOf(r BreakdownRow) sum {
	return sum{r.Count, value(r.CountString), value(r.CountPhrase), r.Documents, r.DocumentsTotal, r.WordsTotal, r.CharactersTotal}
}

// draw draws a corpus, terms and a way of matching.
func draw(t *rapid.T) (*Selection, []Term, Match) {
	m := rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
	return selectAll(t, corpora().Draw(t, "corpus")...), mustTerms(t, m, drawTerms(t)...), m
}

// Groups that share no document sum to the whole, whatever Top cuts.
func TestSectionsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		by := rapid.SampledFrom([][]string{{"section"}, {"page"}, {"year"}, {"section", "month"}, {"front"}, {"author"}}).Draw(t, "by")
		opt := BreakdownOptions{By: by, Top: rapid.IntRange(0, 4).Draw(t, "top"), Match: m}
		groups := make([]sum, len(terms))
		for i, r := range all[BreakdownRow](t)(Breakdown(s, terms, opt)) {
			whole := &groups[i%len(terms)]
			switch {
			case r.Group != All:
				whole.add(sumOf(r))
			case by[0] == "author": // a document may be in several groups
				if sumOf(r).DocumentsTotal > whole.DocumentsTotal || sumOf(r).Count > whole.Count {
					t.Fatalf("by %v: the groups have %+v, all %+v", by, *whole, sumOf(r))
				}
			case sumOf(r) != *whole:
				t.Fatalf("by %v, %s: the groups sum to %+v, all to %+v", by, r.Term, *whole, sumOf(r))
			}
		}
	})
}

// Periods sum to the whole, of whatever length they are.
func TestPeriodsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		length := rapid.SampledFrom([]string{"week", "month", "quarter", "year", "decade"}).Draw(t, "every")
		periods, err := Every(s, length)
		if err != nil {
			t.Fatal(err)
		}
		got := make(map[string]*sum)
		for _, r := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods})) {
			if got[r.Term] == nil {
				got[r.Term] = &sum{}
			}
			if r.DocumentsTotal > 0 {
				got[r.Term].add(sum{
					value(r.Count), value(r.CountString), value(r.CountPhrase), value(r.Documents),
					r.DocumentsTotal, r.WordsTotal, r.CharactersTotal,
				})
			}
		}
		rows := all[BreakdownRow](t)(Breakdown(s, terms, BreakdownOptions{By: []string{"kind"}, Match: m}))
		for _, r := range rows[len(rows)-len(terms):] {
			if want := sumOf(r); r.Group != All || *got[r.Term] != want {
				t.Fatalf("every %s, %s: %+v, all %+v", length, r.Term, *got[r.Term], want)
			}
		}
	})
}

// One number, whoever asks: the frequency of a word, its matches as a word, the
// sum of its column, and its counts by document.
func TestWordCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		rows := all[FrequencyRow](t)(Frequency(s, FrequencyOptions{}))
		if len(rows) == 0 {
			return
		}
		m, err := NewMatrix(s, MatrixOptions{})
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for i, r := range rows {
			total += r.Count
			terms := mustTerms(t, Word, r.Word)
			periods, err := Every(s, "year")
			if err != nil {
				t.Fatal(err)
			}
			inTrend, inMatrix, inDocuments := 0, 0., 0
			for _, p := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: Word, Periods: periods})) {
				inTrend += max(0, value(p.Count))
			}
			for row := range s.Docs {
				inMatrix += m.At(row, i)
			}
			documents := Documents(s, terms, DocumentsOptions{Match: Word})
			for _, d := range documents {
				inDocuments += value(d.Count)
			}
			if m.Columns[i].Word != r.Word || m.Columns[i].Count != r.Count || m.Columns[i].Documents != r.Documents {
				t.Fatalf("column %+v, frequency %+v", m.Columns[i], r)
			}
			if inTrend != r.Count || int(inMatrix) != r.Count || inDocuments != r.Count || len(documents) != r.Documents {
				t.Fatalf("%s: frequency %d in %d documents, trend %d, matrix %g, documents %d in %d", r.Word, r.Count, r.Documents, inTrend, inMatrix, inDocuments, len(documents))
			}
		}
		if total != s.words() {
			t.Fatalf("the words sum to %d, the total is %d", total, s.words())
		}
	})
}

// A term more, or the terms in another order, changes no row of another.
func TestTermsIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		alone := rapid.SampledFrom(terms).Draw(t, "term")
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		opt := TrendOptions{
			Match: m, Periods: periods, By: "section", Smooth: 1,
			Interval: true, Bootstrap: rapid.Bool().Draw(t, "bootstrap"), Seed: 2, Emphasis: Emphasis{Front: 3, Title: 2}, Adjust: []string{"author"},
		}
		among := slices.DeleteFunc(all[TrendRow](t)(Trend(s, terms, opt)), func(r TrendRow) bool { return r.Term != alone.Label })
		if diff := cmp.Diff(all[TrendRow](t)(Trend(s, []Term{alone}, opt)), among, maybes); diff != "" {
			t.Fatal(diff)
		}
		by := BreakdownOptions{By: []string{"author"}, Match: m}
		sections := slices.DeleteFunc(all[BreakdownRow](t)(Breakdown(s, terms, by)), func(r BreakdownRow) bool { return r.Term != alone.Label })
		if diff := cmp.Diff(all[BreakdownRow](t)(Breakdown(s, []Term{alone}, by)), sections, maybes); diff != "" {
			t.Fatal(diff)
		}
		column, err := NewMatrix(s, MatrixOptions{Terms: []Term{alone}, Match: m})
		if err != nil {
			t.Fatal(err)
		}
		matrix, err := NewMatrix(s, MatrixOptions{Terms: terms, Match: m})
		if err != nil {
			t.Fatal(err)
		}
		j := slices.IndexFunc(terms, func(x Term) bool { return x.Label == alone.Label })
		for i := range s.Docs {
			if matrix.At(i, j) != column.At(i, 0) {
				t.Fatalf("%s in document %d: %g among others, %g alone", alone.Label, i, matrix.At(i, j), column.At(i, 0))
			}
		}
	})
}

// Options that hide rows leave those that stay as they are, in their order.
func TestHiding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		by := rapid.SampledFrom([]string{"", "section", "author"}).Draw(t, "by")
		minCount, top := rapid.IntRange(0, 3).Draw(t, "min-count"), rapid.IntRange(0, 3).Draw(t, "top")
		hide := map[string]bool{"甲": rapid.Bool().Draw(t, "hide 甲"), "乙丙": true}
		whole := all[FrequencyRow](t)(Frequency(s, FrequencyOptions{By: by}))
		part := all[FrequencyRow](t)(Frequency(s, FrequencyOptions{By: by, MinCount: minCount, Top: top, Hide: hide}))
		var want []FrequencyRow
		shown := make(map[string]int)
		for _, r := range whole {
			if !hide[r.Word] && r.Count >= minCount && (top == 0 || shown[r.Group] < top) {
				want = append(want, r)
				shown[r.Group]++
			}
		}
		if diff := cmp.Diff(want, part, maybes); diff != "" {
			t.Fatal(diff)
		}
		weights := all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{By: by, Weighting: Weighting{Norm: "l2"}}))
		kept := all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{By: by, Weighting: Weighting{Norm: "l2"}, MinCount: minCount, Hide: hide}))
		weights = slices.DeleteFunc(weights, func(r TFIDFRow) bool { return hide[r.Word] || r.Count < minCount })
		if diff := cmp.Diff(weights, kept, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// An iteration that is broken off leaves nothing behind for the next.
func TestRowsAgain(t *testing.T) {
	s := selectAll(t, frequencyDocs...)
	rows, err := TFIDF(s, TFIDFOptions{By: "section"})
	if err != nil {
		t.Fatal(err)
	}
	for range rows {
		break
	}
	first := all[TFIDFRow](t)(rows, nil)
	if diff := cmp.Diff(all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{By: "section"})), first); diff != "" {
		t.Error(diff)
	}
}
