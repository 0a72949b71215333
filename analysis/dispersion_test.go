package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// The example in the documentation of tlda (R), and one of parts of unequal size:
// D, D2, S, DP, DPnorm, KLD and DA.
func TestDispersal(t *testing.T) {
	for _, row := range []struct {
		uses, words []uint32
		want        [7]float64
	}{
		{[]uint32{0, 0, 1, 2, 5}, []uint32{1000, 1000, 1000, 1000, 1000}, [7]float64{.420399, .559361, .540628, .475, .59375, 1.023133, .25}},
		{[]uint32{1, 2, 3, 4, 5}, []uint32{9, 10, 10, 10, 11}, [7]float64{.785150, .937921, .949816, .18, .219512, .136972, .697450}},
		{[]uint32{7, 1, 2, 3, 4, 5}, []uint32{0, 9, 10, 10, 10, 11}, [7]float64{.785150, .937921, .949816, .18, .219512, .136972, .697450}}, // a part without words
	} {
		var uses []use
		for part, n := range row.uses {
			if n > 0 && row.words[part] > 0 {
				uses = append(uses, use{uint32(part), n})
			}
		}
		sizes := newPartSizes(row.words)
		d := new(dispersing).of(uses, &sizes, "")
		for i, got := range []Maybe[float64]{d.JuillandD, d.CarrollD2, d.RosengrenS, d.DP, d.DPNorm, d.KLD, d.DA} {
			within(t, []string{"D", "D2", "S", "DP", "DPnorm", "KLD", "DA"}[i], orNaN(got), row.want[i], 5e-7)
		}
		if d.Parts != 5 || d.Range != len(uses) {
			t.Errorf("%d parts, in %d", d.Parts, d.Range)
		}
	}
}

// What is spread as the words are is even by every measure, to the last digit; what
// stands in one part is as uneven as can be. Every value lies between the two, and
// DP is ½Σ|t−w|.
func TestDispersalBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.Uint32Range(1, 1000), 2, 30).Draw(t, "words")
		scale := rapid.SampledFrom([]uint32{1, 7, 1000, 1e6}).Draw(t, "scale")
		var even, some []use
		for part, n := range words {
			words[part] = n * scale
			even = append(even, use{uint32(part), 3 * n})
			if c := rapid.Uint32Range(0, 5).Draw(t, "uses"); c > 0 {
				some = append(some, use{uint32(part), c})
			}
		}
		sizes := newPartSizes(words)
		d := new(dispersing).of(even, &sizes, "")
		for name, x := range map[string]float64{
			"D": orNaN(d.JuillandD), "D2": orNaN(d.CarrollD2), "S": orNaN(d.RosengrenS), "DP": 1 - orNaN(d.DP), "DPnorm": 1 - orNaN(d.DPNorm), "KLD": 1 - orNaN(d.KLD), "DA": orNaN(d.DA),
		} {
			if x != 1 {
				t.Fatalf("%s of even uses is off by %g", name, x-1)
			}
		}
		smallest := slices.Index(words, slices.Min(words))
		d = new(dispersing).of([]use{{uint32(smallest), rapid.Uint32Range(1, 1e4).Draw(t, "in one part")}}, &sizes, "")
		for name, x := range map[string]float64{"D": orNaN(d.JuillandD), "D2": orNaN(d.CarrollD2), "DPnorm": 1 - orNaN(d.DPNorm), "DA": orNaN(d.DA)} {
			if x != 0 {
				t.Fatalf("%s of uses in the smallest part is off by %g", name, x)
			}
		}
		d = new(dispersing).of(some, &sizes, "")
		if len(some) == 0 {
			if d != (Dispersal{Parts: len(words)}) {
				t.Fatalf("of no uses %+v", d)
			}
			return
		}
		for name, x := range map[string]float64{"D": orNaN(d.JuillandD), "D2": orNaN(d.CarrollD2), "S": orNaN(d.RosengrenS), "DP": orNaN(d.DP), "DPnorm": orNaN(d.DPNorm), "DA": orNaN(d.DA)} {
			if !(x >= -1e-9 && x <= 1+1e-9) {
				t.Fatalf("%s is %g", name, x)
			}
		}
		uses := make([]uint32, len(words))
		total := 0.
		for _, u := range some {
			uses[u.doc] = u.count
			total += float64(u.count)
		}
		dp := 0.
		for part, n := range words {
			dp += math.Abs(float64(uses[part])/total-float64(n)/float64(sizes.total)) / 2
		}
		if math.Abs(orNaN(d.DP)-dp) > 1e-12 {
			t.Fatalf("DP is %g, want %g", orNaN(d.DP), dp)
		}
	})
}

// By hand, a year a part: 改革 twice in 4 words of 2004, once in 2 of 2006.
func TestDispersionByHand(t *testing.T) {
	s := selectAll(t,
		D{Date: "20040101", Body: "改革|人民"}, D{Date: "20040102", Body: "改革|人民"}, D{Date: "20060101", Body: "改革|发展"})
	periods, err := Every(s, "year")
	if err != nil {
		t.Fatal(err)
	}
	rows := all[DispersionRow](t)(Dispersion(s, DispersionOptions{Periods: periods}))
	r := rows[0]
	if r.Word != "改革" || r.Count != 3 || r.Documents != 3 || r.Parts != 2 || r.Range != 2 || r.DP != Just(0.) || orNaN(r.ARF) != 3 {
		t.Errorf("%+v", r)
	}
	if r = rows[1]; r.Word != "人民" || r.Range != 1 || math.Abs(orNaN(r.DP)-1/3.) > 1e-12 || math.Abs(orNaN(r.ARF)-5/3.) > 1e-12 {
		t.Errorf("%+v", r) // distances 2 and 4, v = 3
	}
}

// Words against what their positions say, one by one; terms found as words have
// the same numbers.
func TestDispersionSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zones := rapid.SampledFrom([]corpus.Zones{corpus.AllZones, corpus.Titles, 1<<corpus.Title | 1<<corpus.Body}).Draw(t, "zones")
		docs := append(corpora().Draw(t, "corpus"), D{Date: "20030101", Title: "改革", Body: "改革|发展"})
		s := selected(t, newCorpus(t, docs...), Filter{Zones: zones})
		if rapid.Bool().Draw(t, "some") {
			s.Docs = slices.DeleteFunc(s.Docs, func(doc int) bool { return doc%3 == 1 })
		}
		var row []string
		for _, doc := range s.Docs {
			for w := range words(s, doc) {
				row = append(row, s.Corpus.Word(w))
			}
		}
		opt := DispersionOptions{By: rapid.SampledFrom([]string{"", "section", "year", "author"}).Draw(t, "by")}
		rows := all[DispersionRow](t)(Dispersion(s, opt))
		for _, r := range rows {
			var at []int
			for i, w := range row {
				if w == r.Word {
					at = append(at, i)
				}
			}
			v, sum := float64(len(row))/float64(len(at)), 0.
			for i := range at {
				d := at[0] + len(row) - at[len(at)-1]
				if i > 0 {
					d = at[i] - at[i-1]
				}
				sum += min(float64(d), v)
			}
			if r.Count != len(at) || math.Abs(orNaN(r.ARF)-sum/v) > 1e-9 {
				t.Fatalf("%+v: at %v of %d, arf %g", r, at, len(row), sum/v)
			}
			if strings.Contains(r.Word, ":") {
				continue
			}
			one := all[DispersionRow](t)(DispersionTerms(s, mustTerms(t, Word, r.Word), Word, opt))
			one[0].Rank = r.Rank
			if !nested(one[0].Count, one[0].TwoCounts) {
				t.Fatalf("%+v", one[0])
			}
			one[0].TwoCounts = TwoCounts{}
			if diff := cmp.Diff(r, one[0], maybes); diff != "" {
				t.Fatalf("as a term: %s", diff)
			}
		}
	})
}

func TestDispersionEdges(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "改革|人民"})
	rows := all[DispersionRow](t)(DispersionTerms(s, mustTerms(t, String, "改革", "没有"), String, DispersionOptions{}))
	if len(rows) != 2 || rows[0].DP != (Maybe[float64]{}) || rows[1].ARF != (Maybe[float64]{}) || rows[0].ARF != Just(1.) {
		t.Errorf("%+v", rows)
	}
	if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, "no dispersion") }) {
		t.Errorf("notes %q", s.Notes)
	}
	if _, err := Dispersion(s, DispersionOptions{Sort: "beauty"}); err == nil {
		t.Error("sorted by beauty")
	}
}

// A column that is asked for alone is what it is among all.
func TestDispersalOfOneColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := newPartSizes(rapid.SliceOfN(rapid.Uint32Range(1, 1000), 2, 30).Draw(t, "words"))
		var uses []use
		for part := range sizes.words {
			if c := rapid.Uint32Range(0, 5).Draw(t, "uses"); c > 0 {
				uses = append(uses, use{uint32(part), c})
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "even") == 0 {
			uses = uses[:0]
			for part, n := range sizes.words {
				uses = append(uses, use{uint32(part), n})
			}
		}
		all := DispersionRow{Dispersal: new(dispersing).of(uses, &sizes, "")}
		for _, column := range dispersionColumns {
			one := DispersionRow{Dispersal: new(dispersing).of(uses, &sizes, column.name)}
			if a, b := column.of(&all), column.of(&one); a != b && !(math.IsNaN(a) && math.IsNaN(b)) {
				t.Fatalf("%s: %g, alone %g", column.name, a, b)
			}
		}
	})
}

// Runs are one behind another, all of them together everything, and none behind
// the shortest ones is longer than a 16th of what is before it.
func TestZipfParts(t *testing.T) {
	for _, n := range []int{0, 1, 8, 9, 1000, 100_000} {
		starts := zipfParts(n)
		if starts[0] != 0 || starts[len(starts)-1] != n || len(starts) > 300 {
			t.Errorf("%d words: %v", n, starts)
		}
		for i := range len(starts) - 1 {
			from, to := starts[i], starts[i+1]
			if to <= from || from >= 16*8 && to-from > from/16 {
				t.Errorf("%d words: a run from %d to %d", n, from, to)
			}
		}
	}
}
