package analysis

import (
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// By hand: a a b c, in windows of 2 TTRs of ½, 1 and 1; factors from the left:
// after a a the TTR is ½, a factor; b c has 1, none of the way. From the right:
// c b a 1, c b a a ¾, (1−¾)/.28 of a factor.
func TestDiversityByHand(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "甲|甲|乙|丙"}, D{Date: "20050102", Body: "甲"})
	rows := diversity(t)(Diversity(s, DiversityOptions{By: "day", Window: 2}))
	r := rows[0]
	if r.WordsTotal != 4 || r.Types != 3 || r.Hapax != 2 || r.TTR != Just(.75) || r.ShortDocuments != 0 {
		t.Errorf("%+v", r)
	}
	within(t, "herdan", orNaN(r.HerdanC), math.Log(3)/math.Log(4), 1e-12)
	within(t, "yule", orNaN(r.YuleK), 1e4*(4+1+1-4)/16., 1e-9)
	within(t, "mattr", orNaN(r.MATTR), (.5+1+1)/3, 1e-12)
	within(t, "mtld", orNaN(r.MTLD), (4/1.+4/(.25/.28))/2, 1e-9)
	if r = rows[1]; r.ShortDocuments != 1 || r.MATTR != Just(1.) || r.HerdanC != (Maybe[float64]{}) || r.MTLD != (Maybe[float64]{}) || r.HDD != (Maybe[float64]{}) {
		t.Errorf("one word: %+v", r)
	}
	if n := s.Notes[len(s.Notes)-1]; !strings.Contains(n, "mattr: 1 documents") {
		t.Errorf("note %q", n)
	}
}

// 18 different words of 25 are .72 exactly, which ends a factor; the new word
// behind it begins another one and is none of the way. If .72 did not end it,
// 19 of 26 would be (1−19/26)/.28 = .9615 of one.
func TestFactorEndsWhereThresholdIsReached(t *testing.T) {
	in := &diversityReading{counts: make([]uint32, 19)}
	for word := range uint32(18) {
		in.list = append(in.list, word)
	}
	in.list = append(in.list, 0, 0, 0, 0, 0, 0, 0, 18)
	within(t, "factors", in.factors(), 1, 0)
}

// 42 words drawn of 42 are all of them; of any text the expected TTR is below 1
// and falls where words repeat.
func TestHypergeometricDiversity(t *testing.T) {
	all := hypergeometricDiversity(map[int]int{2: 21}, 42)
	within(t, "all drawn", orNaN(all), .5, 1e-12)
	one := hypergeometricDiversity(map[int]int{100: 1}, 100)
	within(t, "one word", orNaN(one), 1/42., 1e-12)
	// By hand, 43 words, one of them twice: it is missed only if one word stays
	// out, and never both: 41 words are missed each with 1/43.
	within(t, "43 words", orNaN(hypergeometricDiversity(map[int]int{1: 41, 2: 1}, 43)), (41*42/43.+1)/42, 1e-9)
}

// Of a word that stands once the chance to be drawn is 42/n, whatever the size of
// the text; so words that are all different have an HD-D of 1, and a MATTR of 1.
func TestDiversityOfDifferentWords(t *testing.T) {
	for _, n := range []int{42, 43, 100, 12_345, 1_000_000, 1_000_000_000} {
		if got, want := drawn(1, n), 42/float64(n); math.Abs(got-want) > 1e-14*want {
			t.Errorf("one of %d: %.17g, want %.17g", n, got, want)
		}
		within(t, "all different", orNaN(hypergeometricDiversity(map[int]int{1: n}, n)), 1, 1e-14)
	}
	docs := []D{{Date: "20050101", Body: "甲"}, {Date: "20050101", Body: "甲|乙|丙"}, {Date: "20050101", Body: "甲|乙|丙|丁|戊|己|庚"}}
	if rows := diversity(t)(Diversity(selectAll(t, docs...), DiversityOptions{Window: 5})); rows[0].MATTR != Just(1.) {
		t.Errorf("mattr %g", orNaN(rows[0].MATTR))
	}
}

// Rows of keyness, dispersion and diversity are the same on one processor and on
// several.
func TestMeasuresWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := append(corpora().Draw(t, "corpus"), D{Date: "20030101", Section: "甲", Body: "改革|发展"}, D{Date: "20030102", Section: "乙", Body: "人民"})
		s := selectAll(t, docs...)
		target, reference := halves(t, s, `section == "甲"`)
		ask := func(n int) (any, any, any) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
			return all[KeynessRow](t)(Keyness(target, reference, KeynessOptions{})),
				all[DispersionRow](t)(Dispersion(s, DispersionOptions{})),
				diversity(t)(Diversity(s, DiversityOptions{By: "section"}))
		}
		k1, d1, v1 := ask(1)
		k4, d4, v4 := ask(4)
		for _, pair := range [][2]any{{k1, k4}, {d1, d4}, {v1, v4}} {
			if diff := cmp.Diff(pair[0], pair[1], maybes); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Groups without a common document have the words of the whole.
func TestDiversitySums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		whole := diversity(t)(Diversity(s, DiversityOptions{}))[0]
		words, documents := 0, 0
		for _, r := range diversity(t)(Diversity(s, DiversityOptions{By: "section"})) {
			words += r.WordsTotal
			documents += r.DocumentsTotal
			for name, x := range map[string]Maybe[float64]{"ttr": r.TTR, "mattr": r.MATTR} {
				if v, ok := x.Get(); ok && !(v > 0 && v <= 1) {
					t.Fatalf("%s is %g", name, v)
				}
			}
		}
		if words != whole.WordsTotal || documents != whole.DocumentsTotal || words != s.words() {
			t.Fatalf("%d words in %d documents, the whole has %+v", words, documents, whole)
		}
		if whole.Types != len(all[FrequencyRow](t)(Frequency(s, FrequencyOptions{}))) {
			t.Fatalf("%d types", whole.Types)
		}
	})
}

// diversity stops a test where the measure fails.
func diversity(t interface{ Fatal(...any) }) func([]DiversityRow, error) []DiversityRow {
	return func(rows []DiversityRow, err error) []DiversityRow {
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
}
