package analysis

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// An n-gram and its numbers.
type g struct {
	Group, Ngram        string
	N, Count, Documents int
	PerMillion          float64
	Rank                int
}

func ngramRows(t interface{ Fatal(...any) }, s *Selection, opt NgramOptions, rows NgramRowOptions) []g {
	n, err := CountNgrams(s, opt)
	if err != nil {
		t.Fatal(err)
	}
	var list []g
	for _, r := range all[NgramRow](t)(n.Rows(rows)) {
		rate := r.PerMillionWords
		if opt.Unit == CharacterUnit {
			rate = r.PerMillionCharacters
		}
		list = append(list, g{r.Group, r.Ngram, r.N, r.Count, r.Documents, value(rate), r.Rank})
	}
	return list
}

// Ten words. a b stands in two documents, a space or the piece of a compound
// between words parts nothing; a mark, a line end and a zone do.
var ngramDocs = []D{
	{Date: "2004", Section: "头版", Title: "a", Body: "b a b，a\nb"},
	{Date: "2005", Section: "理论", Body: "a|b a|x+y"},
}

func TestNgrams(t *testing.T) {
	s := selectAll(t, ngramDocs...)
	ab, ba := g{"", "a b", 2, 2, 2, 2e6 / 10, 1}, g{"", "b a", 2, 2, 2, 2e6 / 10, 2}
	for _, w := range []struct {
		name string
		opt  NgramOptions
		rows NgramRowOptions
		want []g
	}{
		{"pairs", NgramOptions{}, NgramRowOptions{}, []g{ab, ba, {"", "a xy", 2, 1, 1, 1e5, 3}}},
		{"twice", NgramOptions{MinCount: 2}, NgramRowOptions{}, []g{ab, ba}},
		{"top", NgramOptions{}, NgramRowOptions{Top: 1}, []g{ab}},
		{"a hidden", NgramOptions{}, NgramRowOptions{Hide: map[string]bool{"a": true}}, nil},
		{"xy hidden", NgramOptions{}, NgramRowOptions{Hide: map[string]bool{"xy": true, "q": true}}, []g{ab, ba}},
		{"2 to 3, two or more", NgramOptions{Min: 2, Max: 3, MinCount: 2}, NgramRowOptions{}, []g{ab, ba}},
		{"3", NgramOptions{Min: 3}, NgramRowOptions{}, []g{
			{"", "a b a", 3, 1, 1, 1e5, 1}, {"", "b a b", 3, 1, 1, 1e5, 2}, {"", "b a xy", 3, 1, 1, 1e5, 3},
		}},
		{"1", NgramOptions{Min: 1, Max: 1, MinCount: 4}, NgramRowOptions{}, []g{
			{"", "a", 1, 5, 2, 5e5, 1}, {"", "b", 1, 4, 2, 4e5, 2},
		}},
		// With one left out: b (a) b, a (b) a, b (a) xy besides.
		{"gap", NgramOptions{Gap: 1}, NgramRowOptions{}, []g{
			ab, ba, {"", "a a", 2, 1, 1, 1e5, 3}, {"", "a xy", 2, 1, 1, 1e5, 4}, {"", "b b", 2, 1, 1, 1e5, 5}, {"", "b xy", 2, 1, 1, 1e5, 6},
		}},
		// Rates and ranks are those of the group: 6 words and 4.
		{"by", NgramOptions{}, NgramRowOptions{By: "section", Top: 1}, []g{
			{"头版", "a b", 2, 1, 1, 1e6 / 6, 1}, {"理论", "a b", 2, 1, 1, 1e6 / 4, 1},
		}},
		// Eleven characters; a space parts them.
		{"characters", NgramOptions{Unit: CharacterUnit}, NgramRowOptions{}, []g{
			{"", "ab", 2, 1, 1, 1e6 / 11, 1}, {"", "ax", 2, 1, 1, 1e6 / 11, 2}, {"", "xy", 2, 1, 1, 1e6 / 11, 3},
		}},
	} {
		if diff := gocmp.Diff(w.want, ngramRows(t, s, w.opt, w.rows)); diff != "" {
			t.Errorf("%s: %s", w.name, diff)
		}
	}
}

func TestNgramErrors(t *testing.T) {
	s := selectAll(t, ngramDocs...)
	for _, opt := range []NgramOptions{{Min: 13}, {Min: 2, Max: 13}, {Min: -1}, {Gap: -1}, {Gap: 6}} {
		if _, err := CountNgrams(s, opt); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
	n, err := CountNgrams(s, NgramOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.Rows(NgramRowOptions{By: "sektion"}); err == nil {
		t.Error("an unknown field is no error")
	}
}

// naiveRuns returns the runs of a document as texts of units, by looking at
// each token and character alone.
func naiveRuns(s *Selection, doc int, unit Unit) [][]string {
	var runs [][]string
	for z := range corpus.Zone(corpus.NumZones) {
		if !s.Zones.Has(z) {
			continue
		}
		run := []string(nil)
		for _, id := range s.Corpus.Tokens(doc, z) {
			token := s.Corpus.Lexicon(doc).Token(id)
			if unit == WordUnit {
				switch {
				case token.Word != "":
					run = append(run, token.Word)
				case token.Text != " ":
					runs, run = append(runs, run), nil
				}
				continue
			}
			for _, c := range token.Text {
				if corpus.Characters(string(c)) == 1 {
					run = append(run, string(c))
				} else {
					runs, run = append(runs, run), nil
				}
			}
		}
		runs = append(runs, run)
	}
	return runs
}

// naiveNgrams counts n-grams in a map of their texts.
func naiveNgrams(s *Selection, opt NgramOptions) []g {
	type seen struct {
		g
		last int
	}
	found := make(map[string]*seen)
	separator := " "
	if opt.Unit == CharacterUnit {
		separator = ""
	}
	var extend func(doc int, run, gram []string, at int)
	extend = func(doc int, run, gram []string, at int) {
		gram = append(slices.Clone(gram), run[at])
		if n := len(gram); n >= opt.Min {
			text := strings.Join(gram, separator)
			if found[text] == nil {
				found[text] = &seen{g{Ngram: text, N: n}, -1}
			}
			e := found[text]
			e.Count++
			if e.last != doc {
				e.last = doc
				e.Documents++
			}
		}
		for next := at + 1; next <= at+1+opt.Gap && next < len(run) && len(gram) < opt.Max; next++ {
			extend(doc, run, gram, next)
		}
	}
	for _, doc := range s.Docs {
		for _, run := range naiveRuns(s, doc, opt.Unit) {
			for at := range run {
				extend(doc, run, nil, at)
			}
		}
	}
	var list []g
	for _, e := range found {
		if e.Count >= opt.MinCount {
			list = append(list, e.g)
		}
	}
	slices.SortFunc(list, func(a, b g) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.N, b.N), slices.Compare(strings.Split(a.Ngram, " "), strings.Split(b.Ngram, " ")))
	})
	for i := range list {
		list[i].Rank = i + 1
	}
	return list
}

func drawNgramOptions(t *rapid.T) NgramOptions {
	opt := NgramOptions{
		Unit: rapid.SampledFrom([]Unit{WordUnit, CharacterUnit}).Draw(t, "unit"), Min: rapid.IntRange(1, 4).Draw(t, "n"),
		Gap: rapid.IntRange(0, 2).Draw(t, "gap"), MinCount: rapid.IntRange(1, 4).Draw(t, "min-count"),
	}
	opt.Max = opt.Min + rapid.IntRange(0, 2).Draw(t, "longer")
	return opt
}

func TestNgramsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		opt := drawNgramOptions(t)
		got := ngramRows(t, s, opt, NgramRowOptions{})
		for i := range got {
			got[i].PerMillion = 0
		}
		if diff := gocmp.Diff(naiveNgrams(s, opt), got); diff != "" {
			t.Fatalf("%+v: %s", opt, diff)
		}
	})
}

// A filter before the count, and any number of goroutines, change nothing.
func TestNgramsFiltered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		opt := drawNgramOptions(t)
		var lists [2][][]NgramPosting
		var texts [2][]string
		for i, many := range []int{0, manyGrams} {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1 + 3*i))
			n, err := countNgrams(s, opt, many)
			if err != nil {
				t.Fatal(err)
			}
			lists[i] = n.Postings()
			for number := range n.Len() {
				texts[i] = append(texts[i], n.Text(number))
				count, documents := n.Count(number)
				for _, p := range lists[i][number] {
					count -= int(p.Count)
				}
				if count != 0 || documents != len(lists[i][number]) {
					t.Fatalf("%s: the documents miss %d of its count; %d of %d documents", n.Text(number), count, len(lists[i][number]), documents)
				}
			}
		}
		if diff := gocmp.Diff(lists[0], lists[1]); diff != "" || !slices.Equal(texts[0], texts[1]) {
			t.Fatal(diff, texts)
		}
	})
}

// Groups that share no document sum to the whole.
func TestNgramsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		opt := drawNgramOptions(t)
		sums := make(map[string][2]int)
		for _, r := range ngramRows(t, s, opt, NgramRowOptions{By: "section"}) {
			sums[r.Ngram] = [2]int{sums[r.Ngram][0] + r.Count, sums[r.Ngram][1] + r.Documents}
		}
		for _, r := range ngramRows(t, s, opt, NgramRowOptions{}) {
			if sums[r.Ngram] != [2]int{r.Count, r.Documents} {
				t.Fatalf("%s: the sections sum to %v, all to %d in %d", r.Ngram, sums[r.Ngram], r.Count, r.Documents)
			}
		}
	})
}

// Many different n-grams: the tables grow, and the filter is full enough that
// some share its counters. Of number k there are k%5+1 in all.
func TestGramCounter(t *testing.T) {
	const n = 200_000
	for _, least := range []int{1, 2, 3, 5} {
		c := newGramCounter(least)
		for pass, sieve := range []bool{true, false} {
			if sieve && least == 1 {
				continue
			}
			if sieve {
				c.filtered(n / 20)
			}
			inParallel(4, func(part int) {
				b := gramBatch{to: c, sieve: sieve}
				for k := part; k < n; k += 4 {
					for range k%5 + 1 {
						b.add(gramCount{newGram(uint32(k>>3), uint32(k&7)), 1, 1})
					}
				}
				b.flushAll()
			})
			if pass == 1 {
				c.dropFilter()
			}
		}
		want := 0
		list := c.take()
		for k := range n {
			if k%5+1 < least {
				continue
			}
			if g := list[want]; g.gram != newGram(uint32(k>>3), uint32(k&7)) || int(g.count) != k%5+1 || g.documents != g.count {
				t.Fatalf("least %d, number %d: %+v", least, k, g)
			}
			want++
		}
		if len(list) != want {
			t.Errorf("least %d: %d n-grams, want %d", least, len(list), want)
		}
		x := newGramIndex(list)
		for i, g := range list {
			if number, ok := x.find(g.gram); !ok || int(number) != i {
				t.Fatalf("n-gram %d is number %d, %v", i, number, ok)
			}
		}
		if _, ok := x.find(newGram(n, 0)); ok {
			t.Error("an n-gram that is not there has a number")
		}
	}
}

func TestParseUnit(t *testing.T) {
	for name, want := range map[string]Unit{"word": WordUnit, "character": CharacterUnit} {
		if got, err := ParseUnit(name); err != nil || got != want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := ParseUnit("byte"); err == nil {
		t.Error("bytes are units")
	}
}
