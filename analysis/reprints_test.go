package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/corpus/store"
)

// han returns characters from to to-1 of a row of different ones.
func han(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteRune(rune(0x4E00 + i))
	}
	return b.String()
}

func reprintRows(t interface{ Fatal(...any) }, c *store.Corpus, opt ReprintOptions) []ReprintRow {
	r, err := FindReprints(selected(t, c, Filter{}), opt)
	if err != nil {
		t.Fatal(err)
	}
	return all[ReprintRow](t)(r.Rows(), nil)
}

// By hand. A text of n different characters has n−4 shingles, all different.
//   - The first has 40 characters, 36 shingles.
//   - Its reprint lacks the last four and has punctuation besides: 32 shingles,
//     all shared, Jaccard 32/36, containment 1.
//   - One with two strange characters in front, of 42: 38 shingles, 36 shared,
//     Jaccard 36/38, containment 1.
//   - One with a strange character in place of the 20th: 36 shingles, of which
//     the 5 that hold it are others; Jaccard 31/41 < .8: no reprint; nor an
//     excerpt, 31/36 < .9.
//   - An excerpt, characters 11 to 34: 20 shingles, Jaccard 20/36, containment 1.
func TestReprintsByHand(t *testing.T) {
	text := han(0, 40)
	c := newCorpus(t,
		D{Date: "20050103", Page: "1", Section: "要闻", Title: "后", Body: han(0, 10) + "，" + han(10, 36) + "。"},
		D{Date: "20050101", Page: "10", Body: "丙" + han(200, 201) + text},
		D{Date: "20050101", Page: "9", Title: "先", Body: text},
		D{Date: "200502", Page: "2", Body: text},
		D{Date: "20050105", Page: "1", Body: han(0, 19) + han(300, 301) + han(20, 40)},
		D{Date: "20041231", Page: "1", Body: han(10, 34)},
		D{Page: "1", Body: text},
	)
	type row struct {
		id, role             string
		jaccard, containment float64
		size, days           int
	}
	var got []row
	for _, r := range reprintRows(t, c, ReprintOptions{}) {
		if r.Family != "20050101-9-3" {
			t.Errorf("family %s", r.Family)
		}
		if front, ok := r.Front.Get(); !front || !ok {
			t.Errorf("%s: a copy is on page 1, front says %v", r.ID, r.Front)
		}
		got = append(got, row{r.ID, r.Role, value(r.Jaccard), value(r.Containment), r.Size, value(r.DaysAfter)})
	}
	want := []row{
		{"20050101-9-3", "first", -1, -1, 5, 0},
		{"20050101-10-2", "reprint", 36. / 38, 1, 5, 0},
		{"20050103-1-1", "reprint", 32. / 36, 1, 5, 2},
		{"200502-2-4", "reprint", 1, 1, 5, -1},
		{"t/x#7", "reprint", 1, 1, 5, -1},
		{"20041231-1-6", "excerpt", 20. / 36, 1, 5, -1},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
	r, err := FindReprints(selected(t, c, Filter{}), ReprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := all[FamilyRow](t)(r.Families(), nil)
	if len(f) != 1 || f[0].Title != "先" || f[0].Size != 5 || f[0].Excerpts != 1 || value(f[0].Span) != -1 || f[0].LastDate.String() != "2005-02" || value(f[0].JaccardMin) != 32./36 {
		t.Errorf("families %+v", f)
	}
}

// A family is those like its first document: of a chain in which each text is
// like its neighbours, the third is not like the first and begins another.
// Characters 0–39, 2–41, 4–43: 34 of 38 shingles are shared by neighbours, 32
// of 40 by the ends (.8, a copy still), 30 of 42 from 0–39 to 6–45.
func TestFamiliesAreStars(t *testing.T) {
	var docs []D
	for i := range 6 {
		docs = append(docs, D{Date: fmt.Sprintf("2005010%d", i+1), Body: han(2*i, 2*i+40)})
	}
	got := make(map[string]string)
	for _, r := range reprintRows(t, newCorpus(t, docs...), ReprintOptions{Containment: 1}) {
		got[r.ID[:8]] = r.Family[:8]
	}
	want := map[string]string{
		"20050101": "20050101", "20050102": "20050101", "20050103": "20050101",
		"20050104": "20050104", "20050105": "20050104", "20050106": "20050104",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An excerpt is one of the text that holds most of it, not of the first: of 26
// shingles the first text holds 24, the second all.
func TestExcerptOfTheFullestText(t *testing.T) {
	c := newCorpus(t,
		D{Date: "20050101", Body: han(100, 130) + han(2, 30)},
		D{Date: "20050102", Body: han(0, 30) + han(200, 230)},
		D{Date: "20050103", Body: han(300, 330) + han(0, 30) + han(330, 360)},
		D{Date: "20050104", Body: han(0, 30)},
	)
	rows := reprintRows(t, c, ReprintOptions{})
	if len(rows) != 2 || rows[1].Role != "excerpt" || rows[1].Family != rows[0].ID || rows[0].Date.String() != "2005-01-02" || value(rows[1].Containment) != 1 {
		t.Errorf("%+v", rows)
	}
}

// Of two texts of one length that are no copies by a high threshold the later
// is the excerpt: 35 of 36 shingles are shared, the Jaccard is 35/37 = .946.
func TestExcerptOfOneLength(t *testing.T) {
	c := newCorpus(t, D{Date: "20050101", Body: han(0, 40)}, D{Date: "20050102", Body: han(1, 41)})
	rows := reprintRows(t, c, ReprintOptions{Threshold: 0.95})
	if len(rows) != 2 || rows[1].Role != "excerpt" || rows[1].Date.String() != "2005-01-02" || value(rows[1].Containment) != 35./36 {
		t.Errorf("%+v", rows)
	}
}

// A shingle that more than a thousand texts share is not looked up.
func TestCommonShingles(t *testing.T) {
	x := excerptIndex{need: make([]uint8, maxTexts+1)}
	for place := range int32(maxTexts + 1) {
		x.keys = append(x.keys, drawnShingle{5, place, 0})
	}
	for place := range int32(maxTexts) {
		x.keys = append(x.keys, drawnShingle{7, place, 1})
	}
	if common := x.dropCommon(0.9); common != 1 || len(x.keys) != maxTexts || x.keys[0].shingle != 7 {
		t.Errorf("%d common, %d left", common, len(x.keys))
	}
	x.arrange()
	if len(x.lookup(5)) != 0 || len(x.lookup(7)) != maxTexts || len(x.lookup(6)) != 0 || len(x.lookup(math.MaxUint64)) != 0 {
		t.Error("looked up wrongly")
	}
}

// Short texts are copies where headlines and body agree; longer ones by the
// body alone. 24 characters make 20 shingles.
func TestShortTexts(t *testing.T) {
	c := newCorpus(t,
		D{Date: "20050101", Title: "甲", Body: han(0, 23)}, D{Date: "20050102", Title: "乙", Body: han(0, 23)}, D{Date: "20050103", Title: "甲", Body: " " + han(0, 23)},
		D{Date: "20050104", Title: "甲", Body: han(50, 74)}, D{Date: "20050105", Title: "乙", Body: han(50, 74)},
		D{Date: "20050106", Title: "甲"}, D{Date: "20050107", Title: "甲"}, D{Date: "20050108", Body: "，，"}, D{Date: "20050109", Body: "，"},
	)
	s := selected(t, c, Filter{})
	r, err := FindReprints(s, ReprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range all[ReprintRow](t)(r.Rows(), nil) {
		got = append(got, row.Role+" "+row.Date.String())
	}
	want := []string{"first 2005-01-01", "reprint 2005-01-03", "first 2005-01-04", "reprint 2005-01-05"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.ContainsFunc(s.Notes, func(n string) bool {
		return strings.HasPrefix(n, "7 of 9 documents have bodies of fewer than 24 characters")
	}) {
		t.Errorf("notes %q", s.Notes)
	}
}

// The rate by which a pair is found follows the formula of the banding, which
// at the threshold is 0.995 at least: pairs of sets of a known Jaccard, drawn
// at random, found within 4 standard deviations of it.
func TestMinHashFindsWhatTheFormulaSays(t *testing.T) {
	if b := bandingFor(0.8); b != (banding{rows: 5, bands: 14}) {
		t.Errorf("banding at .8: %+v", b) // 14·5 orders: 1 − (1 − .8⁵)¹⁴ = .99614
	}
	checkNear(t, "recall of 14 bands of 5 at .8", math.Round(1e5*banding{5, 14}.recall(0.8))/1e5, 0.99614)
	rng := rand.New(rand.NewPCG(3, 4))
	for _, threshold := range []float64{0.5, 0.6, 0.8, 0.9, 1} {
		b := bandingFor(threshold)
		if b.recall(threshold) < leastRecall || b.orders() > mostOrders {
			t.Errorf("%v: %+v finds %v", threshold, b, b.recall(threshold))
		}
		for _, size := range []int{20, 300} {
			for _, shared := range []float64{0.3, 0.5, 0.7, 0.8, 0.9} {
				measureBanding(t, rng, threshold, size, int(shared*float64(size)))
			}
		}
	}
}

// measureBanding draws pairs with shared members of a union of size.
func measureBanding(t *testing.T, rng *rand.Rand, threshold float64, size, shared int) {
	t.Helper()
	const pairs = 1500
	found := 0
	b := bandingFor(threshold)
	for n := range pairs {
		h := newHasher(b, int64(n))
		union := make([]uint64, size)
		for i := range union {
			union[i] = scramble(rng.Uint64())
		}
		half := shared + (size-shared)/2
		one := h.bandKeys(nil, union[:half])
		other := h.bandKeys(nil, append(slices.Clone(union[:shared]), union[half:]...))
		for band := range one {
			if one[band] == other[band] {
				found++
				break
			}
		}
	}
	p := b.recall(float64(shared) / float64(size))
	if got := float64(found) / pairs; math.Abs(got-p) > 4*math.Sqrt(p*(1-p)/pairs)+1./pairs {
		t.Errorf("threshold %v, Jaccard %d/%d: %v of the pairs found, the formula says %v", threshold, shared, size, got, p)
	}
}

// sharesNeeded: of 16 shingles with share .9, P(X ≤ 10) = .0033 and
// P(X ≤ 11) = .0170 (binomial): 11 are needed.
func TestSharesNeeded(t *testing.T) {
	for _, w := range []struct {
		drawn, kept int
		share       float64
		want        int
	}{{16, 16, 0.9, 11}, {16, 16, 1, 16}, {16, 0, 0.9, 1}, {1, 1, 0.9, 1}, {16, 2, 0.5, 1}} {
		if got := sharesNeeded(w.drawn, w.kept, w.share); got != w.want {
			t.Errorf("%+v: %d", w, got)
		}
	}
}

// plantedCorpus has n texts at random, then copies of them with faults and
// excerpts. Characters come from a small stock, so that texts share shingles.
func plantedCorpus(t interface{ Fatal(...any) }, rng *rand.Rand, n int) *store.Corpus {
	var texts [][]rune
	stock := func() rune { return rune(0x4E00 + rng.IntN(12)*rng.IntN(12)) }
	for range n {
		text := make([]rune, 20+rng.IntN(200))
		for i := range text {
			text[i] = stock()
		}
		texts = append(texts, text)
	}
	for range 3 * n {
		text := slices.Clone(texts[rng.IntN(n)])
		if rng.IntN(3) == 0 {
			from := rng.IntN(len(text) / 2)
			text = text[from : from+len(text)/2]
		}
		for range rng.IntN(6) {
			text[rng.IntN(len(text))] = stock()
		}
		texts = append(texts, text)
	}
	var docs []D
	for i, text := range texts {
		docs = append(docs, D{Date: fmt.Sprint(20000101 + rng.IntN(28)), Page: fmt.Sprint(1 + rng.IntN(12)), Title: fmt.Sprint(i), Body: string(text)})
	}
	return newCorpus(t, docs...)
}

// slowSet is the set of shingles by the definition, as strings.
func slowSet(c *store.Corpus, doc int) map[string]bool {
	var kept []rune
	for _, r := range c.Text(doc, corpus.Body) {
		if corpus.Characters(string(r)) == 1 {
			kept = append(kept, r)
		}
	}
	set := make(map[string]bool)
	for i := 0; i+5 <= len(kept); i++ {
		set[string(kept[i:i+5])] = true
	}
	return set
}

func slowLikeness(a, b map[string]bool) (jaccard, containment float64) {
	shared := 0
	for s := range a {
		if b[s] {
			shared++
		}
	}
	return float64(shared) / float64(len(a)+len(b)-shared), float64(shared) / float64(min(len(a), len(b)))
}

// slowFamilies compares each text with each that stands for a family.
func slowFamilies(s *Selection, threshold float64) map[int]int {
	var firsts []int
	of, sets := make(map[int]int), make(map[int]map[string]bool)
	for _, doc := range inPrintOrder(s, s.Docs) {
		sets[doc] = slowSet(s.Corpus, doc)
		i := slices.IndexFunc(firsts, func(first int) bool {
			if s.Corpus.FirstCopy(doc) == s.Corpus.FirstCopy(first) {
				return true
			}
			jaccard, _ := slowLikeness(sets[doc], sets[first])
			return s.Corpus.Characters(doc, 1<<corpus.Body) >= 24 && s.Corpus.Characters(first, 1<<corpus.Body) >= 24 && jaccard >= threshold
		})
		if i >= 0 {
			of[doc] = firsts[i]
			continue
		}
		of[doc] = doc
		firsts = append(firsts, doc)
	}
	return of
}

// Families are those of a slow comparison of all with all, but for the pairs
// that MinHash misses, of which there are less than 1 in 100; and all that is
// reported is exact.
func TestReprintsAgainstAllPairs(t *testing.T) {
	copies, missed, excerpts, missedExcerpts := 0, 0, 0, 0
	for seed := range uint64(6) {
		c := plantedCorpus(t, rand.New(rand.NewPCG(seed, 1)), 60)
		s := selected(t, c, Filter{})
		opt := ReprintOptions{Threshold: []float64{0.8, 0.6}[seed%2], Seed: int64(seed)}
		r, err := FindReprints(s, opt)
		if err != nil {
			t.Fatal(err)
		}
		want := slowFamilies(s, opt.Threshold)
		first := make(map[int]int)
		for place, doc := range r.f.docs {
			first[doc] = r.f.docs[r.f.first[place]]
		}
		for doc, f := range want {
			if f != doc {
				copies++
			}
			if first[doc] != f {
				missed++
			}
		}
		e, m := checkLikeness(t, s, r, first)
		excerpts, missedExcerpts = excerpts+e, missedExcerpts+m
	}
	if copies < 300 || missed*100 > copies {
		t.Errorf("%d of %d copies are not where the slow comparison has them", missed, copies)
	}
	if excerpts < 50 || missedExcerpts*100 > 2*excerpts {
		t.Errorf("%d of %d excerpts are not found", missedExcerpts, excerpts)
	}
}

// checkLikeness compares what the rows tell with sets of strings, and returns
// how many excerpts there are and how many of those have no row.
func checkLikeness(t *testing.T, s *Selection, r *Reprints, first map[int]int) (excerpts, missed int) {
	t.Helper()
	found := make(map[string]ReprintRow)
	sets := make(map[string]map[string]bool)
	for _, doc := range s.Docs {
		sets[s.Corpus.ID(doc)] = slowSet(s.Corpus, doc)
	}
	for row := range r.Rows() {
		if row.Role == "first" {
			continue
		}
		jaccard, containment := 1., 1.
		if len(sets[row.ID]) > 0 {
			jaccard, containment = slowLikeness(sets[row.ID], sets[row.Family])
		}
		if value(row.Jaccard) != jaccard || value(row.Containment) != containment {
			t.Errorf("%s of %s: %v %v, by hand %v %v", row.ID, row.Family, row.Jaccard, row.Containment, jaccard, containment)
		}
		if row.Role == "reprint" && jaccard < r.f.threshold || row.Role == "excerpt" && (containment < DefaultContainment || len(sets[row.ID]) > len(sets[row.Family])) {
			t.Errorf("%s is no %s of %s", row.ID, row.Role, row.Family)
		}
		if row.Role == "excerpt" {
			found[row.ID] = row
		}
	}
	for _, a := range s.Docs {
		id, most := s.Corpus.ID(a), 0.
		for _, b := range s.Docs {
			setA, setB := sets[id], sets[s.Corpus.ID(b)]
			if first[a] != a || first[b] != b || len(setA) >= len(setB) || s.Corpus.Characters(a, 1<<corpus.Body) < 24 {
				continue
			}
			if _, containment := slowLikeness(setA, setB); containment >= DefaultContainment {
				most = max(most, containment)
			}
		}
		if most > 0 {
			excerpts++
			if value(found[id].Containment) != most {
				missed++
			}
		}
	}
	return excerpts, missed
}

// Any number of workers finds the same, to the row.
func TestReprintsOfAnyWorkers(t *testing.T) {
	c := plantedCorpus(t, rand.New(rand.NewPCG(8, 8)), 400) // documents are dealt out by 512
	want := reprintRows(t, c, ReprintOptions{Top: 90})
	if len(want) < 180 {
		t.Fatalf("%d rows", len(want))
	}
	for _, workers := range []int{1, 2, 5} {
		old := runtime.GOMAXPROCS(workers)
		got := reprintRows(t, c, ReprintOptions{Top: 90})
		runtime.GOMAXPROCS(old)
		if diff := cmp.Diff(want, got, maybes); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
}

// --once keeps a document for each family and those in none; it keeps no two
// with the same text.
func TestFamiliesOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		c := plantedCorpus(t, rng, rapid.IntRange(1, 15).Draw(t, "texts"))
		once := selected(t, c, Filter{Families: 0.8})
		want := c.Len()
		for _, r := range reprintRows(t, c, ReprintOptions{Seed: OnceSeed}) {
			if r.Role == "reprint" {
				want--
			}
		}
		if len(once.Docs) != want {
			t.Fatalf("%d documents are kept, families say %d", len(once.Docs), want)
		}
		both := selected(t, c, Filter{Families: 0.8, Once: true})
		seen := make(map[int]bool)
		for _, doc := range once.Docs {
			if seen[c.FirstCopy(doc)] {
				t.Fatalf("%s has the text of another that is kept", c.ID(doc))
			}
			seen[c.FirstCopy(doc)] = true
		}
		if len(both.Docs) != len(once.Docs) {
			t.Fatalf("%d documents once, %d with the copies left out before", len(once.Docs), len(both.Docs))
		}
		again := selected(t, c, Filter{Families: 0.8})
		if diff := cmp.Diff(once.Docs, again.Docs); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestReprintOptions(t *testing.T) {
	c := newCorpus(t, D{Body: "甲"})
	for _, opt := range []ReprintOptions{{Threshold: 0.49}, {Threshold: 1.01}, {Threshold: math.NaN()}, {Containment: 0.3}, {Containment: -1}} {
		if _, err := FindReprints(selected(t, c, Filter{}), opt); err == nil {
			t.Errorf("%+v is taken", opt)
		}
	}
	if rows := reprintRows(t, c, ReprintOptions{}); len(rows) != 0 {
		t.Errorf("a single document: %+v", rows)
	}
}

// Sets are compared as by the definition, whatever their bits show, and no pair
// that shares what is needed is passed over.
func TestCompareSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		draw := func(name string) []uint64 {
			var list []uint64
			for range rapid.IntRange(1, 600).Draw(t, name) {
				list = append(list, scramble(uint64(rng.IntN(500))))
			}
			return list
		}
		a, b := newShingleSet(draw("a")), newShingleSet(draw("b"))
		shared := 0
		for _, x := range a.members {
			if slices.Contains(b.members, x) {
				shared++
			}
		}
		if l, ok := a.compare(b, shared); !ok || l != (likeness{len(a.members), len(b.members), shared}) {
			t.Fatalf("%+v %v, %d are shared", l, ok, shared)
		}
		if l, ok := a.compare(b, shared+1); ok {
			t.Fatalf("%+v has %d", l, shared+1)
		}
		l := likeness{len(a.members), len(b.members), shared}
		if need := sharedNeeded(a, b, l.jaccard()); need > shared || need < shared-1 {
			t.Fatalf("%+v needs %d", l, need)
		}
	})
}
