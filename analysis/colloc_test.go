package analysis

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Two documents of 7 and 3 words; 甲 stands twice. In the windows of one word
// are b (left), c (right) and c (left): of c O = 2, f2 = 3, W = 3, N = 10, so
// that E = .9 and G2 is that of 2, 1, 1, 6.
func TestCollocation(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Body: "a|b|甲|c|a，c\n乙"},
		D{Date: "20060101", Body: "c|甲\na"})
	rows := all[CollocationRow](t)(Collocation(s, mustTerms(t, String, "甲"), CollocationOptions{Window: Window{Left: 1, Right: 1}, Sort: "count"}))
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	c := rows[0]
	checkNear(t, "expected", c.Expected, .9)
	got := []any{c.Term, c.Word, c.Count, c.CountLeft, c.CountRight, c.Documents, c.CountTerm, c.CountWord, c.WindowWords, c.WordsTotal, c.Rank}
	if diff := cmp.Diff([]any{"甲", "c", 2, 1, 1, 2, 2, 3, 3, 10, 1}, got); diff != "" {
		t.Error(diff)
	}
	// 2(2 ln(2/.9) + ln(1/2.1) + ln(1/2.1) + 6 ln(6/4.9))
	checkNear(t, "g2", c.G2, 2.656572575291264)
	if b := rows[1]; b.Word != "b" || b.Count != 1 || b.CountWord != 1 || b.Rank != 2 {
		t.Errorf("%+v", b)
	}
	want := []string{"甲: 2 hits in 2 documents", "expected is below 5 for 2 of 2 words: z, g2 and p_g2 are rough there"}
	if diff := cmp.Diff(want, s.Notes[len(s.Notes)-2:]); diff != "" {
		t.Error(diff)
	}
}

// A term that is nowhere, or stands alone, has no rows; nothing else is there.
func TestCollocationNothing(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "a|b\n甲\n"})
	for _, term := range []string{"没有", "甲"} {
		if rows := all[CollocationRow](t)(Collocation(s, mustTerms(t, String, term), CollocationOptions{})); len(rows) > 0 {
			t.Errorf("%s: %+v", term, rows)
		}
	}
	if _, err := Collocation(s, mustTerms(t, String, "甲"), CollocationOptions{Sort: "word"}); err == nil {
		t.Error("an unknown order is no error")
	}
}

// Windows that share words: c and d count once, and so does each 甲.
func TestCollocationOnce(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "甲|c|d|甲|c|d|甲"})
	rows := all[CollocationRow](t)(Collocation(s, mustTerms(t, String, "甲"), CollocationOptions{}))
	for _, r := range rows {
		if r.Count != r.CountWord || r.WindowWords != 7 || r.WordsTotal != 7 {
			t.Errorf("%+v", r)
		}
		if _, ok := r.DeltaPWord.Get(); ok {
			t.Errorf("%s: delta_p_word_term without a word outside the windows", r.Word)
		}
	}
	// Of the windows of ±5, cut at the ends, 甲cd|甲cd|甲: 5, 6 and 5 words.
	if note := "counted once: 9 words in the windows of more than one hit"; !slices.Contains(s.Notes, note) {
		t.Errorf("no %q in %q", note, s.Notes)
	}
}

// What hides rows changes no number and no rank.
func TestCollocationHide(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "a|a|a|v|甲|b|b|c\n甲|a"})
	ranks := func(opt CollocationOptions) map[string]int {
		m := make(map[string]int)
		opt.Sort = "count"
		for _, r := range all[CollocationRow](t)(Collocation(s, mustTerms(t, String, "甲"), opt)) {
			m[r.Word] = r.Rank
		}
		return m
	}
	for _, x := range []struct {
		opt  CollocationOptions
		want map[string]int
	}{
		{CollocationOptions{}, map[string]int{"a": 1, "b": 2, "c": 3, "v": 4}},
		{CollocationOptions{MinCount: 2}, map[string]int{"a": 1, "b": 2}},
		{CollocationOptions{Hide: map[string]bool{"a": true}, Top: 2}, map[string]int{"b": 2, "c": 3}},
		{CollocationOptions{Tags: []string{"v"}}, map[string]int{"v": 4}},
	} {
		if diff := cmp.Diff(x.want, ranks(x.opt)); diff != "" {
			t.Errorf("%+v: %s", x.opt, diff)
		}
	}
}

func drawCollocation(t *rapid.T) ([]D, []Term, CollocationOptions) {
	m := rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
	opt := CollocationOptions{
		Match: m, Window: windowSizes().Draw(t, "window"),
		Sort: rapid.SampledFrom(CollocationSorts()).Draw(t, "sort"),
	}
	return corpora().Draw(t, "corpus"), mustTerms(t, m, drawTerms(t)...), opt
}

// Left and right are all; no word is counted more often than it is there; the
// words of the windows are the sum of their counts; ranks are 1, 2, 3 by Sort.
func TestCollocationBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, terms, opt := drawCollocation(t)
		s := selectAll(t, docs...)
		frequency := make(map[string]FrequencyRow)
		for _, r := range all[FrequencyRow](t)(Frequency(s, FrequencyOptions{})) {
			frequency[r.Word] = r
		}
		sum := make(map[string]int)
		window := make(map[string]int)
		rank := make(map[string]int)
		for _, r := range all[CollocationRow](t)(Collocation(s, terms, opt)) {
			f := frequency[r.Word]
			if r.CountLeft+r.CountRight != r.Count || r.Count > r.CountWord || r.CountWord != f.Count || r.Documents > f.Documents || r.Documents > r.Count {
				t.Fatalf("%+v, frequency %+v", r, f)
			}
			sum[r.Term] += r.Count
			window[r.Term] = r.WindowWords
			if rank[r.Term]++; r.Rank != rank[r.Term] {
				t.Fatalf("%+v has not rank %d", r, rank[r.Term])
			}
		}
		if diff := cmp.Diff(window, sum); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The windows of a sentence are those of very many words that end with it.
func TestCollocationSentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, D{Date: "20050101", Body: sentences().Draw(t, "body")})
		terms := mustTerms(t, String, drawTerms(t)...)
		rows := func(n int) []CollocationRow {
			return all[CollocationRow](t)(Collocation(s, terms, CollocationOptions{Window: Window{n, n, Sentence}}))
		}
		if diff := cmp.Diff(rows(-1), rows(1_000_000), maybes); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The rows of a period are those of its documents alone.
func TestCollocationPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, terms, opt := drawCollocation(t)
		c := newCorpus(t, docs...)
		s := selected(t, c, Filter{})
		var err error
		if opt.Periods, err = Every(s, rapid.SampledFrom([]string{"month", "year", "decade"}).Draw(t, "every")); err != nil {
			t.Fatal(err)
		}
		got := make(map[string][]CollocationRow)
		for _, r := range all[CollocationRow](t)(Collocation(s, terms, opt)) {
			got[r.Period] = append(got[r.Period], r)
		}
		opt2 := opt
		opt2.Periods = nil
		for _, p := range opt.Periods {
			alone := *s
			alone.Docs = slices.DeleteFunc(slices.Clone(s.Docs), func(doc int) bool { return !c.Date(doc).Within(p.Days) })
			var want []CollocationRow
			for _, r := range all[CollocationRow](t)(Collocation(&alone, terms, opt2)) {
				r.Period, r.PeriodStart = p.Label, p.Days.First
				want = append(want, r)
			}
			if diff := cmp.Diff(want, got[p.Label], maybes); diff != "" {
				t.Fatalf("%s: %s", p.Label, diff)
			}
		}
	})
}

// Documents dealt at random over parts and added up give the same rows.
func TestCollocationMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, terms, opt := drawCollocation(t)
		order := slices.Index(CollocationSorts(), opt.Sort)
		s := selectAll(t, docs...)
		whole := collocates(s, terms, opt)
		var sum *collocations
		frequency := make(map[uint32]int)
		for _, part := range deal(t, s) {
			f := collocates(part, terms, opt)
			for _, c := range newTally(part).unsorted(part.Docs) {
				frequency[c.word] += c.count
			}
			if sum == nil {
				sum = f
				continue
			}
			sum.parts[0].words += f.parts[0].words
			for i := range terms {
				sum.around[i][0].merge(&f.around[i][0])
			}
		}
		for i, term := range terms {
			for k := range sum.around[i][0].list {
				c := &sum.around[i][0].list[k]
				c.total = frequency[c.word]
			}
			if diff := cmp.Diff(whole.rows(i, 0, order, opt), sum.rows(i, 0, order, opt), maybes); diff != "" {
				t.Fatalf("%s: %s", term.Label, diff)
			}
		}
	})
}

// deal deals the documents of a selection out at random over one to five.
func deal(t *rapid.T, s *Selection) []*Selection {
	parts := make([]*Selection, rapid.IntRange(1, 5).Draw(t, "parts"))
	for i := range parts {
		part := *s
		part.Docs = nil
		parts[i] = &part
	}
	for _, doc := range s.Docs {
		p := parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")]
		p.Docs = append(p.Docs, doc)
	}
	return parts
}

// So many documents that several goroutines count: the same rows.
func TestCollocationParallel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	docs := make([]D, 3000)
	for i := range docs {
		docs[i] = D{Date: fmt.Sprint(1000 + i/2), Body: "甲"}
		for range 9 {
			docs[i].Body += "|" + string(rune('a'+r.IntN(20))) + []string{"", "|甲"}[r.IntN(2)]
		}
	}
	s := selectAll(t, docs...)
	terms := mustTerms(t, String, "甲", "甲b")
	periods, err := Every(s, "decade")
	if err != nil {
		t.Fatal(err)
	}
	var want []CollocationRow
	for _, processors := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(processors)
		got := all[CollocationRow](t)(Collocation(s, terms, CollocationOptions{Periods: periods, Window: Window{Left: 3, Right: 2}}))
		runtime.GOMAXPROCS(before)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got, maybes); diff != "" || len(got) < 20*150 {
			t.Errorf("on %d processors: %d rows: %s", processors, len(got), diff)
		}
	}
}
