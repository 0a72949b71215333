package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// halves returns the documents of a section, and all others.
func halves(t interface{ Fatal(...any) }, s *Selection, condition string) (target, reference *Selection) {
	c, err := ParseCondition(condition)
	if err != nil {
		t.Fatal(err)
	}
	if target, err = s.Where(c); err != nil {
		t.Fatal(err)
	}
	return target, s.Rest(target)
}

// The two texts of quanteda's tests, each in one document: its order by G2, and
// by chi2 with Yates' rule.
func TestKeynessOrder(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Section: "x", Body: strings.ReplaceAll("a a a b b c c c c c c d e f g h h", " ", "|")},
		D{Date: "20050102", Section: "y", Body: strings.ReplaceAll("a a b c c d d d d e f h", " ", "|")})
	target, reference := halves(t, s, `section == "x"`)
	for sort, want := range map[string]string{"g2": "cgbhaefd", "chi2_yates": "gcbhaefd"} {
		got := ""
		rows := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{Sort: sort}))
		for _, r := range rows {
			got += r.Word
		}
		if got != want {
			t.Errorf("by %s: %s, want %s", sort, got, want)
		}
		if r := rows[0]; r.MWEffect != Just(1.) || r.DPTarget != Just(0.) {
			t.Errorf("one document against one: %+v", r)
		}
	}
}

// By hand: 改革 stands 2, 1, 0 and 0 times in documents of 4, 2, 2 and 0 words
// of section x, and once in one of 5 in y.
func TestKeynessByHand(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Section: "x", Body: "改革|人民|改革|人民"},
		D{Date: "20050102", Section: "x", Body: "改革|人民"},
		D{Date: "20050103", Section: "x", Body: "人民|人民"},
		D{Date: "20050104", Section: "x", Body: "，"},
		D{Date: "20050105", Section: "y", Body: "改革|人民|人民|人民|发展"})
	target, reference := halves(t, s, `section == "x"`)
	rows := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{}))
	r := rows[slices.IndexFunc(rows, func(r KeynessRow) bool { return r.Word == "改革" })]
	if r.CountTarget != 3 || r.CountReference != 1 || r.DocumentsTarget != 2 || r.DocumentsReference != 1 || r.PerMillionWordsTarget != 375_000 {
		t.Errorf("%+v", r)
	}
	dp, _ := r.DPTarget.Get() // shares of uses 2/3 1/3 0, of words 1/2 1/4 1/4
	within(t, "dp", dp, .25, 1e-12)
	effect, _ := r.MWEffect.Get() // rates ½ ½ 0 against 1/5: two above, one below
	within(t, "effect", effect, 1/3., 1e-12)
}

// Variants are what a Contrast says, there where they are asked for or sorted by,
// and change nothing else.
func TestKeynessVariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := append(corpora().Draw(t, "corpus"), D{Date: "20040101", Section: "甲", Body: "改革|发展"}, D{Date: "20040102", Section: "乙", Body: "人民"})
		s := selected(t, newCorpus(t, docs...), Filter{})
		target, reference := halves(t, s, `section == "甲"`)
		sort := rapid.SampledFrom(KeynessColumns()).Draw(t, "sort")
		without := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{Sort: sort}))
		column, err := keynessColumns.find(sort)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{Sort: sort, Variants: true})) {
			x := Contrast{r.CountTarget, r.CountReference, target.words(), reference.words()}
			want := without[i]
			want.G2Williams, want.G2Yates, want.G2TwoCell = x.G2Williams(), x.G2Yates(), x.G2TwoCell()
			want.Chi2Williams, want.Chi2Yates, want.SimpleMaths = x.Chi2Williams(), x.Chi2Yates(), x.SimpleMaths(1)
			want.LogRatioConservative = x.LogRatioConservative(len(without))
			if diff := cmp.Diff(want, r, maybes); diff != "" {
				t.Fatal(diff)
			}
			if of := column.of(&r); of != column.of(&without[i]) && !math.IsNaN(of) {
				t.Fatalf("sorted by %s, which is %v without variants", sort, column.of(&without[i]))
			}
		}
	})
}

// Every row against what is counted word by word, in zones of which the
// corpus keeps counts and in others, within a corpus and between two.
func TestKeynessSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := corpora().Draw(t, "corpus")
		docs = append(docs, D{Date: "20040101", Section: "甲", Title: "改革", Body: "改革|发展"}, D{Date: "20040102", Section: "乙", Title: "人民", Body: "人民"})
		zones := rapid.SampledFrom([]corpus.Zones{corpus.AllZones, corpus.Titles, 1 << corpus.Title, 1<<corpus.Title | 1<<corpus.Body}).Draw(t, "zones")
		s := selected(t, newCorpus(t, docs...), Filter{Zones: zones})
		target, reference := halves(t, s, `section in ["甲", "理论", "头版"]`)
		elsewhere := selected(t, newCorpus(t, docs...), Filter{Zones: zones})
		elsewhere.Docs = reference.Docs
		opt := KeynessOptions{MinCount: rapid.IntRange(0, 3).Draw(t, "min"), Sort: rapid.SampledFrom(KeynessColumns()).Draw(t, "sort"), Ascending: rapid.Bool().Draw(t, "ascending")}
		rows := all[KeynessRow](t)(Keyness(target, reference, opt))
		two := all[KeynessRow](t)(Keyness(target, elsewhere, opt))
		if diff := cmp.Diff(rows, two, maybes, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("a reference in a corpus of its own: %s", diff)
		}
		count := func(s *Selection) map[string][2]int {
			of := make(map[string][2]int)
			for _, doc := range s.Docs {
				seen := make(map[string]bool)
				for w := range words(s, doc) {
					text := s.Corpus.Word(w)
					c := of[text]
					c[0]++
					if !seen[text] {
						c[1]++
					}
					seen[text] = true
					of[text] = c
				}
			}
			return of
		}
		a, b := count(target), count(reference)
		n := 0
		for word := range a {
			if a[word][0]+b[word][0] >= opt.MinCount {
				n++
			}
		}
		for word := range b {
			if _, both := a[word]; !both && b[word][0] >= opt.MinCount {
				n++
			}
		}
		if len(rows) != n {
			t.Fatalf("%d rows, %d words", len(rows), n)
		}
		for i, r := range rows {
			if a[r.Word] != [2]int{r.CountTarget, r.DocumentsTarget} || b[r.Word] != [2]int{r.CountReference, r.DocumentsReference} || r.Rank != i+1 {
				t.Fatalf("%+v, counted %v and %v", r, a[r.Word], b[r.Word])
			}
			x := Contrast{r.CountTarget, r.CountReference, target.words(), reference.words()}
			if r.G2 != x.G2() || r.QG2 < r.PG2 || r.QG2 > 1 {
				t.Fatalf("%+v", r)
			}
			if dp, ok := r.DPTarget.Get(); ok != (r.CountTarget > 0) || dp < -1e-12 || dp > 1 || math.IsNaN(dp) {
				t.Fatalf("dp of %+v", r)
			}
		}
	})
}

// N-grams of one word that stand twice or more have the numbers of the words,
// in one corpus and between two.
func TestKeynessNgrams(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := append(corpora().Draw(t, "corpus"), D{Date: "20030101", Section: "甲", Body: "改革|发展"}, D{Date: "20030102", Section: "乙", Body: "人民"})
		s := selectAll(t, docs...)
		target, reference := halves(t, s, `section == "甲"`)
		elsewhere := selectAll(t, docs...)
		elsewhere.Docs = reference.Docs
		want := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{MinCount: 2}))
		opt := KeynessOptions{MinCount: 2, Ngrams: &NgramOptions{Min: 1}}
		for _, r := range []*Selection{reference, elsewhere} {
			got := all[KeynessRow](t)(Keyness(target, r, opt))
			if diff := cmp.Diff(want, got, maybes); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Terms found as words have the numbers of the words, whatever the order in
// which they are asked for; q alone is of other rows.
func TestKeynessTerms(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Section: "x", Body: "改革|人民|改革|人民"},
		D{Date: "20050102", Section: "x", Body: "发展|人民"},
		D{Date: "20050105", Section: "y", Body: "改革|人民|人民|人民|发展"})
	target, reference := halves(t, s, `section == "x"`)
	ignore := cmpopts.IgnoreFields(KeynessRow{}, "QG2", "QMW", "LogRatioConservative", "Rank",
		"CountStringTarget", "CountPhraseTarget", "PhraseShareTarget", "CountStringReference", "CountPhraseReference", "PhraseShareReference") // of terms alone
	of := make(map[string]KeynessRow)
	for _, r := range all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{})) {
		of[r.Word] = r
	}
	rows := all[KeynessRow](t)(KeynessTerms(target, reference, mustTerms(t, Word, "改革", "发展"), Word, KeynessOptions{}))
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		if diff := cmp.Diff(of[r.Word], r, maybes, ignore); diff != "" {
			t.Error(diff)
		}
	}
}

// A group against the rest is what Where and Rest make of it; the first period
// has none before it.
func TestKeynessGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := append(corpora().Draw(t, "corpus"),
			D{Date: "20030101", Section: "甲", Body: "改革|发展"}, D{Date: "20090102", Section: "乙", Body: "人民"})
		s := selectAll(t, docs...)
		g, err := GroupBy(s, []string{"section"}, 0)
		if err != nil {
			t.Fatal(err)
		}
		groups := make(map[string][]KeynessRow)
		for _, r := range all[KeynessRow](t)(KeynessGroups(s, g.Groups, false, nil, String, KeynessOptions{})) {
			name := r.Group
			r.Group = ""
			groups[name] = append(groups[name], r)
		}
		target, reference := halves(t, s, `section == "甲"`)
		want := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{}))
		if diff := cmp.Diff(want, groups["甲"], maybes); diff != "" {
			t.Fatal(diff)
		}
		periods, err := ParsePeriods("2003,2003,2003\nlater,2004,2009\n", "periods")
		if err != nil {
			t.Fatal(err)
		}
		rows := all[KeynessRow](t)(KeynessPeriods(s, periods, true, nil, String, KeynessOptions{}))
		for _, r := range rows {
			if r.Period == "2003" {
				t.Fatalf("the first year is compared: %+v", r)
			}
		}
	})
}

func TestKeynessErrors(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Section: "x", Body: "改革"}, D{Date: "20050102", Section: "y", Body: "，"})
	target, reference := halves(t, s, `section == "x"`)
	if rows := all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{})); len(rows) != 0 || !hasNote(target, "not compared: the reference has no words") {
		t.Errorf("no words: %v, %q", rows, target.Notes)
	}
	if rows := all[KeynessRow](t)(KeynessTerms(s, s.Rest(s), mustTerms(t, String, "改革"), String, KeynessOptions{})); len(rows) != 0 || !hasNote(s, "not compared: the reference has no documents") {
		t.Errorf("no documents: %v, %q", rows, s.Notes)
	}
	if _, err := Keyness(target, target, KeynessOptions{Sort: "beauty"}); err == nil {
		t.Error("sorted by beauty")
	}
	if Apart(target, s) == nil || Apart(target, reference) != nil {
		t.Error("documents in both are not found")
	}
	periods, _ := Every(s, "decade")
	if rows := all[KeynessRow](t)(KeynessPeriods(s, periods, false, nil, String, KeynessOptions{})); len(rows) != 0 || !hasNote(s, "not compared: 1 of 1 groups or periods") {
		t.Errorf("one period: %v, %q", rows, s.Notes)
	}
}
