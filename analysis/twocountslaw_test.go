package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// By hand: 甲乙 stands in 2001 twice, once cut across; in 2002 once, cut across, in
// one paragraph with 丙; in 2003 three times, once cut across. 丙 is a word
// wherever it is.
var twoCountsDocs = []D{
	{Date: "2001", Section: "x", Body: "甲乙，丙|甲|乙丁"},
	{Date: "2002", Section: "y", Body: "丙，丁甲|乙"},
	{Date: "2003", Section: "y", Body: "甲乙|丙|甲|乙\n丁甲|乙"},
}

// What tables of one row a term, group or period say of 甲乙, by hand.
func TestTwoCountsByHand(t *testing.T) {
	s := selectAll(t, twoCountsDocs...)
	terms := mustTerms(t, Phrase, "甲乙", "丙")
	target, reference := halves(t, s, `section == "y"`)
	key := all[KeynessRow](t)(KeynessTerms(target, reference, terms[:1], Phrase, KeynessOptions{}))[0]
	want := KeynessRow{
		CountStringTarget: Just(4), CountPhraseTarget: Just(2), PhraseShareTarget: Just(.5),
		CountStringReference: Just(2), CountPhraseReference: Just(1), PhraseShareReference: Just(.5),
	}
	got := KeynessRow{
		CountStringTarget: key.CountStringTarget, CountPhraseTarget: key.CountPhraseTarget, PhraseShareTarget: key.PhraseShareTarget,
		CountStringReference: key.CountStringReference, CountPhraseReference: key.CountPhraseReference, PhraseShareReference: key.PhraseShareReference,
	}
	if diff := cmp.Diff(want, got, maybes); diff != "" || key.CountTarget != 2 || key.CountReference != 1 {
		t.Errorf("keyness: %s", diff)
	}
	for _, paragraphs := range []bool{false, true} {
		r := all[CooccurRow](t)(Cooccur(s, &Dictionary{Terms: terms}, CooccurOptions{TermsOptions: TermsOptions{Match: Phrase}, Paragraphs: paragraphs}))[0]
		if r.TwoCounts != two(6, 3) || (TwoCounts{r.CountString2, r.CountPhrase2, r.PhraseShare2}) != two(3, 3) {
			t.Errorf("pairs, in paragraphs %v: %+v", paragraphs, r)
		}
	}
	// As a phrase 乙丁 takes the place of the 甲乙 that is cut across in 2001; the
	// strings of 甲乙 that are left are those of 2001 and 2003, and that of 2002.
	rows := all[TermsRow](t)(Terms(s, &Dictionary{Terms: mustTerms(t, Phrase, "甲乙", "乙丁")}, TermsOptions{Match: Phrase, Exclusive: true}))
	if rows[0].Count != 3 || rows[0].TwoCounts != two(5, 3) || rows[1].Count != 1 || rows[1].TwoCounts != two(1, 1) {
		t.Errorf("exclusive: %+v", rows)
	}
	for _, r := range all[CollocationRow](t)(Collocation(s, terms[:1], CollocationOptions{Match: Phrase, Periods: every(t, s, "year")})) {
		if want := map[string]TwoCounts{"2001": two(2, 1), "2003": two(3, 2)}[r.Period]; r.TwoCounts != want || value(r.CountPhrase) != r.CountTerm {
			t.Errorf("colloc: %+v", r)
		}
	}
}

// A series of trend by term and period: what a term has there.
type periodCounts map[[2]string]TwoCounts

func countsByPeriod(t *rapid.T, s *Selection, terms []Term, m Match, periods []Period) periodCounts {
	counts := make(periodCounts)
	for _, r := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods})) {
		if c, ok := r.Count.Get(); ok {
			if m == Word && !nested(c, r.TwoCounts) || !nested(0, r.TwoCounts) {
				t.Fatalf("trend: %+v", r)
			}
		}
		counts[[2]string{r.Term, r.Period}] = r.TwoCounts
	}
	return counts
}

// over adds up what a term has in the periods from start to end.
func (c periodCounts) over(term, start, end string, periods []Period) TwoCounts {
	var h Hits
	in := false
	for _, p := range periods {
		if in = in || p.Label == start; in {
			x := c[[2]string{term, p.Label}]
			h.String += max(0, value(x.CountString))
			h.Phrase += max(0, value(x.CountPhrase))
		}
		if p.Label == end {
			break
		}
	}
	return two(h.String, h.Phrase)
}

// The counts of bursts, changes, heat and seasons are those that trend has for
// the same periods.
func TestTwoCountsOfTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		length := rapid.SampledFrom([]string{"month", "quarter", "year"}).Draw(t, "every")
		periods, err := Every(s, length)
		if err != nil {
			t.Fatal(err)
		}
		time, counts := TimeOptions{m, periods}, countsByPeriod(t, s, terms, m, periods)
		bursts, err := Bursts(s, terms, BurstsOptions{TimeOptions: time, Scaling: 1.2, Gamma: .1})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range bursts {
			if want := counts.over(r.Term, r.Start, r.End, periods); r.TwoCounts != want {
				t.Fatalf("bursts: %+v, trend %+v", r, want)
			}
		}
		changes, err := Changes(s, terms, ChangesOptions{TimeOptions: time, Penalty: .1, Dispersion: 1})
		if err != nil {
			t.Fatal(err)
		}
		sums := make(map[string]Hits)
		for _, r := range changes {
			if want := counts.over(r.Term, r.Start, r.End, periods); r.TwoCounts != want {
				t.Fatalf("changes: %+v, trend %+v", r, want)
			}
			h := sums[r.Term]
			h.String, h.Phrase = h.String+value(r.CountString), h.Phrase+value(r.CountPhrase)
			sums[r.Term] = h
		}
		for term, h := range sums {
			if want := counts.over(term, periods[0].Label, "", periods); two(h.String, h.Phrase) != want {
				t.Fatalf("changes of %s: %+v, trend %+v", term, h, want)
			}
		}
		heat, err := Heat(s, terms, time, BuiltinHeat(false))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range heat {
			if want := counts[[2]string{r.Term, r.Period}]; r.TwoCounts != want {
				t.Fatalf("heat: %+v, trend %+v", r, want)
			}
		}
	})
}

// A month of the year has what it has in all years; an event on all days has what
// there is.
func TestTwoCountsOfSeasons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		periods, err := Every(s, "month")
		if err != nil {
			t.Fatal(err)
		}
		counts := countsByPeriod(t, s, terms, m, periods)
		seasons, err := Seasons(s, terms, m)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range seasons {
			var h Hits
			for _, p := range periods {
				if c := counts[[2]string{r.Term, p.Label}]; strings.HasSuffix(p.Label, "-"+r.Month) {
					h.String += max(0, value(c.CountString))
					h.Phrase += max(0, value(c.CountPhrase))
				}
			}
			if want := two(h.String, h.Phrase); r.DocumentsTotal > 0 && r.TwoCounts != want || r.DocumentsTotal == 0 && r.TwoCounts != (TwoCounts{}) {
				t.Fatalf("%+v, trend %+v", r, want)
			}
		}
		list, err := ParseEvents(fmt.Sprintf("all,%s,%s", periods[0].Days.First, periods[len(periods)-1].Days.Last), "e")
		if err != nil {
			t.Fatal(err)
		}
		events, err := EventWindows(s, terms, EventsOptions{Match: m, Events: list})
		if err != nil {
			t.Fatal(err)
		}
		for i, hits := range CountTerms(s, terms, m) {
			var h Hits
			for k := range hits {
				if !s.Corpus.Date(hits[k].Doc).IsZero() {
					h.add(&hits[k])
				}
			}
			if events[i].DocumentsTotal > 0 && events[i].TwoCounts != h.twoCounts() {
				t.Fatalf("%+v, all %+v", events[i], h)
			}
		}
	})
}

// Pairs, collocates and key terms have the counts that terms have in the same
// group.
func TestTwoCountsOfGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		d := &Dictionary{Terms: terms}
		opt := TermsOptions{Match: m, By: []string{"section"}}
		counts := make(map[[2]string]TwoCounts) // group, "" for all, and term
		for _, r := range all[TermsRow](t)(Terms(s, d, opt)) {
			counts[[2]string{"in " + r.Group, r.Term}] = r.TwoCounts
			if m == Word && !nested(r.Count, r.TwoCounts) {
				t.Fatalf("%+v", r)
			}
		}
		for _, r := range all[TermsRow](t)(Terms(s, d, TermsOptions{Match: m})) {
			counts[[2]string{"", r.Term}] = r.TwoCounts
		}
		if len(terms) > 1 {
			opt := CooccurOptions{TermsOptions: opt, Paragraphs: rapid.Bool().Draw(t, "paragraphs")}
			for _, r := range all[CooccurRow](t)(Cooccur(s, d, opt)) {
				if r.TwoCounts != counts[[2]string{"in " + r.Group, r.Term}] || (TwoCounts{r.CountString2, r.CountPhrase2, r.PhraseShare2}) != counts[[2]string{"in " + r.Group, r.Term2}] {
					t.Fatalf("%+v, terms %+v", r, counts)
				}
			}
		}
		for _, r := range all[CollocationRow](t)(Collocation(s, terms, CollocationOptions{Match: m})) {
			if r.TwoCounts != counts[[2]string{"", r.Term}] {
				t.Fatalf("%+v, terms %+v", r, counts)
			}
		}
		g, err := GroupBy(s, []string{"section"}, 0)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := KeynessGroups(s, g.Groups, false, terms, m, KeynessOptions{})
		if err != nil {
			return // one section
		}
		for r := range rows {
			target := TwoCounts{r.CountStringTarget, r.CountPhraseTarget, r.PhraseShareTarget}
			if target != counts[[2]string{"in " + r.Group, r.Word}] {
				t.Fatalf("%+v, terms %+v", r, counts)
			}
			whole := counts[[2]string{"", r.Word}]
			if value(r.CountStringTarget)+value(r.CountStringReference) != value(whole.CountString) || value(r.CountPhraseTarget)+value(r.CountPhraseReference) != value(whole.CountPhrase) {
				t.Fatalf("%+v, all %+v", r, whole)
			}
		}
	})
}

// Of terms that compete words are no more than phrases, those no more than
// strings, and none is more than the term has by itself.
func TestTwoCountsExclusive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, _ := draw(t)
		for i, m := range []Match{String, Phrase, Word} {
			for k, r := range all[TermsRow](t)(Terms(s, &Dictionary{Terms: terms}, TermsOptions{Match: m, Exclusive: true})) {
				got := [2]int{value(r.CountString), value(r.CountPhrase)} // in the order of the ways
				if !nested(0, r.TwoCounts) || m != Word && r.Count != got[i] || m == Word && r.Count > got[1] {
					t.Fatalf("%v: %+v", m, r)
				}
				if alone := sumHits(CountTerms(s, terms[k:k+1], m)[0]); got[0] > alone.String || got[1] > alone.Phrase {
					t.Fatalf("%v: %+v, alone %+v", m, r, alone)
				}
			}
		}
	})
}

// Strings that compete for what phrases or words leave, against a walk through
// the text.
func TestExclusiveStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, _ := draw(t)
		m := rapid.SampledFrom([]Match{Phrase, Word}).Draw(t, "other match")
		together := Term{Label: "all"}
		for _, term := range terms {
			together.given = append(together.given, term.given...)
		}
		want := make(map[string]int)
		c := newCounter(s, []Term{together}, m)
		for _, doc := range s.Docs {
			for range c.eachZone(doc) {
				ends := make(map[int]int) // of matches, by their beginnings
				c.matches(0, m, func(at span) { ends[at.start] = at.end })
				for i := 0; i < len(c.text); i++ {
					longest := ""
					for _, v := range together.given {
						free := strings.HasPrefix(c.text[i:], v)
						for k := i; k < i+len(v); k++ {
							free = free && ends[k] == 0
						}
						if free && len(v) > len(longest) {
							longest = v
						}
					}
					if end := ends[i]; end > 0 {
						longest = strings.Clone(c.text[i:end]) // the text is of this zone only
					}
					if longest != "" {
						want[longest]++
						i += len(longest) - 1
					}
				}
			}
		}
		for _, r := range all[TermsRow](t)(Terms(s, &Dictionary{Terms: terms}, TermsOptions{Match: m, Exclusive: true})) {
			if value(r.CountString) != want[r.Term] {
				t.Fatalf("%v: %+v, one by one %v", m, r, want)
			}
		}
	})
}
