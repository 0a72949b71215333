package analysis

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// A naiveCharacter is a character of a run, "" for its end.
type naiveCharacter struct {
	text string
	cut  bool // a word or a piece of one begins or ends before it
}

// naiveCharacters returns the runs of a document, looking at each character
// alone.
func naiveCharacters(s *Selection, doc int, across string) [][]naiveCharacter {
	var runs [][]naiveCharacter
	for z := range corpus.Zone(corpus.NumZones) {
		if !s.Zones.Has(z) {
			continue
		}
		var run []naiveCharacter
		for _, id := range s.Corpus.Tokens(doc, z) {
			token := s.Corpus.Lexicon(doc).Token(id)
			for i, c := range token.Text {
				text, _ := corpus.Fold(string(c))
				cut := i == 0 || slices.Contains(token.Pieces, int32(i))
				if corpus.Characters(text) == 1 || strings.Contains(across, text) {
					run = append(run, naiveCharacter{text, cut})
				} else {
					runs, run = append(runs, append(run, naiveCharacter{"", cut})), nil
				}
			}
		}
		runs = append(runs, append(run, naiveCharacter{"", true}))
	}
	return runs
}

// A naivePlace is a place where a string stands.
type naivePlace struct {
	doc         int
	left, right string // neighbours, "" for none
	goesOn      bool   // the right one is of the same number or Latin word
	phrase      bool   // begins and ends at cuts
	cuts        []bool // before its characters
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// insideOne tells whether two characters are of one number or Latin word.
func insideOne(a, b string) bool {
	latin := func(s string) bool {
		return s != "" && s[0] < 0x80 && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") == ""
	}
	return isDigits(a) && isDigits(b) || latin(a) && latin(b)
}

func holds(marks, c string) bool { return c != "" && strings.Contains(marks, c) }

// naiveStrings returns all strings with their places, and the number of places
// where one can begin.
func naiveStrings(s *Selection, opt PhraseOptions) (found map[string][]naivePlace, starts int) {
	found = make(map[string][]naivePlace)
	for i, doc := range s.Docs {
		for _, run := range naiveCharacters(s, doc, opt.Across) {
			for from := range len(run) - 1 {
				left := ""
				if from > 0 {
					left = run[from-1].text
				}
				if insideOne(left, run[from].text) || holds(opt.Across, run[from].text) {
					continue
				}
				starts++
				text, cuts := "", []bool(nil)
				for to := from; to < len(run)-1 && to-from < opt.MaxLength; to++ {
					text, cuts = text+run[to].text, append(cuts, run[to].cut)
					found[text] = append(found[text], naivePlace{
						i, left, run[to+1].text, insideOne(run[to].text, run[to+1].text),
						run[from].cut && run[to+1].cut, slices.Clone(cuts),
					})
				}
			}
		}
	}
	return found, starts
}

func naiveEntropy(places []naivePlace, side func(naivePlace) string) float64 {
	counts, h, n := make(map[string]int), 0., float64(len(places))
	for _, p := range places {
		if x := side(p); x != "" {
			counts[x]++
		} else {
			h += math.Log(n) / n
		}
	}
	for _, c := range counts {
		h -= float64(c) / n * math.Log(float64(c)/n)
	}
	return h
}

// naivePhrases is FindPhrases with a map of all strings, and how many are out of
// the reach of MinCohesion.
func naivePhrases(s *Selection, opt PhraseOptions) (kept []PhraseRow, beyond int) {
	found, starts := naiveStrings(s, opt)
	var rows, far []PhraseRow
	for text, places := range found {
		runes := []rune(text)
		ends := holds(opt.Across, string(runes[len(runes)-1])) || slices.ContainsFunc(places, func(p naivePlace) bool { return p.goesOn })
		if len(places) < opt.MinCount || len(runes) < opt.MinLength || ends || naiveEdged(runes, places, opt) {
			continue
		}
		r := PhraseRow{Phrase: text, Length: len(runes), Count: len(places), Cohesion: math.Inf(1)}
		r.EntropyLeft = naiveEntropy(places, func(p naivePlace) string { return p.left })
		r.EntropyRight = naiveEntropy(places, func(p naivePlace) string { return p.right })
		whole := true
		for k := 1; k < len(runes); k++ {
			if left, right := string(runes[k-1]), string(runes[k]); !insideOne(left, right) && !holds(opt.Across, right) {
				parts := len(found[string(runes[:k])]) * len(found[string(runes[k:])])
				whole = whole && parts == len(places)*len(places)
				r.Cohesion = min(r.Cohesion, math.Log(float64(len(places))*float64(starts)/float64(parts)))
			}
		}
		docs := make(map[int]bool)
		for _, p := range places {
			docs[p.doc] = true
			if p.phrase {
				r.CountPhrase++
			}
		}
		// The search adds in another order; a threshold is never drawn so near.
		if r.EntropyLeft < opt.MinEntropy-1e-9 || r.EntropyRight < opt.MinEntropy-1e-9 ||
			math.IsInf(r.Cohesion, 1) || float64(r.CountPhrase) < opt.MinPhraseShare*float64(r.Count) {
			continue
		}
		first := s.Docs[places[0].doc]
		r.Documents, r.FirstDate, r.FirstID = len(docs), s.Corpus.Date(first), s.Corpus.ID(first)
		switch {
		case r.Cohesion >= opt.MinCohesion-1e-9 || whole:
			rows = append(rows, r)
		case math.Log(float64(starts)/float64(len(places))) < opt.MinCohesion:
			far = append(far, r)
		}
	}
	kept = naiveFold(nil, rows, opt.Fold)
	return kept, len(naiveFold(kept, far, opt.Fold)) - len(kept)
}

// naiveEdged tells whether a string begins with a digit, stands mostly behind
// one, or mostly begins or ends with a word to hide.
func naiveEdged(runes []rune, places []naivePlace, opt PhraseOptions) bool {
	digits := 0
	cuts := make([]int, len(runes))
	for _, p := range places {
		if isDigits(p.left) {
			digits++
		}
		for i, cut := range p.cuts {
			if cut {
				cuts[i]++
			}
		}
	}
	for k := 1; k < len(runes); k++ {
		if (opt.Hide[string(runes[:k])] || opt.Hide[string(runes[k:])]) && 2*cuts[k] > len(places) {
			return true
		}
	}
	return !opt.Numbers && (isDigits(string(runes[0])) || digits > len(places)/2)
}

// naiveFold adds rows that are not inside of longer ones.
func naiveFold(kept, rows []PhraseRow, share float64) []PhraseRow {
	slices.SortFunc(rows, func(a, b PhraseRow) int { return b.Length - a.Length })
	kept = slices.Clone(kept)
	for _, r := range rows {
		if share == 0 || !slices.ContainsFunc(kept, func(k PhraseRow) bool {
			return k.Length > r.Length && strings.Contains(k.Phrase, r.Phrase) && float64(k.Count) >= share*float64(r.Count)
		}) {
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, func(a, b PhraseRow) int { return strings.Compare(a.Phrase, b.Phrase) })
	return kept
}

// phraseCorpora draws texts of few characters, numbers and Latin words among
// them.
func phraseCorpora() *rapid.Generator[[]D] {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"甲", "甲", "乙", "丙", "𠀀", "1", "23", "a", "bc", "Ｂ", "甲+乙", "乙+1甲", "，", "、", " ", "\n"}), 0, 40), func(parts []string) string {
		return strings.Join(parts, "|")
	})
	one := rapid.Custom(func(t *rapid.T) D {
		return D{Date: rapid.SampledFrom([]string{"2004", "20050628", "20060101", ""}).Draw(t, "date"), Title: text.Draw(t, "title"), Body: text.Draw(t, "body")}
	})
	return rapid.SliceOfN(one, 1, 6)
}

func drawPhraseOptions(t *rapid.T) PhraseOptions {
	opt := PhraseOptions{
		MinCount: rapid.IntRange(2, 4).Draw(t, "min-count"), MinLength: rapid.IntRange(2, 6).Draw(t, "min-length"),
		MinEntropy: rapid.SampledFrom([]float64{0, .1, .6}).Draw(t, "entropy"), MinCohesion: rapid.SampledFrom([]float64{-9, 0, .7, 2.1, 3.3}).Draw(t, "cohesion"),
		MinPhraseShare: rapid.SampledFrom([]float64{0, .3, 1}).Draw(t, "phrase share"), Numbers: rapid.Bool().Draw(t, "numbers"),
		Across: rapid.SampledFrom([]string{"", "、", "、，"}).Draw(t, "across"),
		Hide:   map[string]bool{"甲": rapid.Bool().Draw(t, "hide"), "丙甲": true},
		Fold:   rapid.SampledFrom([]float64{0, .5, .8, 1}).Draw(t, "fold"),
	}
	opt.MaxLength = opt.MinLength + rapid.IntRange(0, 12).Draw(t, "longer")
	return opt
}

var nearly = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })

func TestPhrasesNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, phraseCorpora().Draw(t, "corpus")...)
		opt := drawPhraseOptions(t)
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(rapid.IntRange(1, 3).Draw(t, "processors")))
		p, err := FindPhrases(s, opt)
		if err != nil {
			t.Fatal(err)
		}
		want, beyond := naivePhrases(s, opt)
		if diff := cmp.Diff(want, p.Rows(), nearly, maybes, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v: %s", opt, diff)
		}
		if note := "left out: " + plural(beyond, "string") + " at"; hasNote(s, note) != (beyond > 0) {
			t.Fatalf("%+v: %d out of reach, notes %q", opt, beyond, s.Notes)
		}
	})
}

// 甲乙 stands before 丁, 己, 庚 twice and an end, behind 丙, 戊, 辛 and two ends;
// of 17 characters. 甲乙庚 splits into 5·2 and 5·2. The second text cuts 甲乙庚
// once at both ends, and 甲乙 in all places but one.
var phraseDocs = []D{
	{Date: "2004", Body: "丙|甲乙|丁，戊|甲乙|己"},
	{Date: "2005", Page: "1", Body: "甲乙，甲|乙|庚，辛甲|乙庚"},
}

func TestPhrases(t *testing.T) {
	s := selectAll(t, phraseDocs...)
	two := PhraseRow{
		Phrase: "甲乙", Length: 2, Count: 5, CountPhrase: 4, Documents: 2, FirstDate: day(t, "2004"), FirstID: s.Corpus.ID(0),
		EntropyLeft: math.Log(5), EntropyRight: math.Log(5) - 2*math.Ln2/5, Cohesion: math.Log(3.4), InLexicon: true,
		CountBefore: Just(2), CountAfter: Just(3), Ratio: Just(3.5 / 6 / (2.5 / 6)), New: Just(false),
	}
	three := PhraseRow{
		Phrase: "甲乙庚", Length: 3, Count: 2, CountPhrase: 1, Documents: 1, FirstDate: day(t, "2005"), FirstID: s.Corpus.ID(1),
		EntropyLeft: math.Ln2, EntropyRight: math.Ln2, Cohesion: math.Log(3.4),
		CountBefore: Just(0), CountAfter: Just(2), Ratio: Just(5.), New: Just(true),
	}
	plain := PhraseOptions{MinCount: 2, MinLength: 2, MinEntropy: .5, MinCohesion: 1, Before: day(t, "2005"), Known: map[string]bool{"甲乙": true}}
	for _, w := range []struct {
		name   string
		change func(*PhraseOptions)
		want   []PhraseRow
	}{
		{"all", func(*PhraseOptions) {}, []PhraseRow{two, three}},
		{"3 times", func(o *PhraseOptions) { o.MinCount = 3 }, []PhraseRow{two}},
		{"3 characters", func(o *PhraseOptions) { o.MinLength = 3 }, []PhraseRow{three}},
		{"2 characters", func(o *PhraseOptions) { o.MaxLength = 2 }, []PhraseRow{two}},
		{"entropy", func(o *PhraseOptions) { o.MinEntropy = 1.332 }, []PhraseRow{two}},
		{"more entropy", func(o *PhraseOptions) { o.MinEntropy = 1.333 }, nil},
		{"cohesion", func(o *PhraseOptions) { o.MinCohesion = 1.2237 }, []PhraseRow{two, three}},
		// 甲 and 乙 stand nowhere else than in 甲乙, 甲 without 乙庚 does.
		{"more cohesion", func(o *PhraseOptions) { o.MinCohesion = 1.2238 }, []PhraseRow{two}},
		{"more than any has", func(o *PhraseOptions) { o.MinCohesion = 9 }, []PhraseRow{two}},
		{"cuts", func(o *PhraseOptions) { o.MinPhraseShare = .6 }, []PhraseRow{two}},
		{"folded", func(o *PhraseOptions) { o.Fold = .4 }, []PhraseRow{three}},
		{"not folded", func(o *PhraseOptions) { o.Fold = .5 }, []PhraseRow{two, three}},
		// 乙庚 is half of the second places: not more than half is cut before 庚.
		{"hidden", func(o *PhraseOptions) { o.Hide = map[string]bool{"乙": true, "庚": true} }, []PhraseRow{two, three}},
	} {
		opt := plain
		w.change(&opt)
		p, err := FindPhrases(s, opt)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(w.want, p.Rows(), nearly, maybes, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", w.name, diff)
		}
	}
}

// Of 17 places 甲乙 has 5 and 甲乙庚 2: cohesions of ln 3.4 and ln 8.5, 1.22 and
// 2.14, are the most that they can have. e⁻³ is 4.98 %.
func TestPhrasesOutOfReach(t *testing.T) {
	for _, w := range []struct {
		cohesion, entropy float64
		want              string
	}{
		{2, .5, ""}, // 甲乙庚 could have it
		{3, .5, "left out: 1 string at more than 4.98 % of all places, where a cohesion of 3 cannot be reached"},
		{3, .7, "left out: all that stands fewer than 3 times, since entropy is at most ln(count) and is to be 0.7"},
		{3, math.Ln2, "left out: 1 string"}, // two times have ln 2
		{1, math.Log(3), "fewer than 3 times"},
	} {
		s := selectAll(t, phraseDocs...)
		if _, err := FindPhrases(s, PhraseOptions{MinCount: 2, MinLength: 2, MinEntropy: w.entropy, MinCohesion: w.cohesion}); err != nil {
			t.Fatal(err)
		}
		if w.want == "" && len(s.Notes) > 0 || !hasNote(s, w.want) && w.want != "" || len(s.Notes) > 1 {
			t.Errorf("cohesion %g, entropy %g: notes %q", w.cohesion, w.entropy, s.Notes)
		}
	}
}

func TestPhrasePeriods(t *testing.T) {
	s := selectAll(t, append(slices.Clone(phraseDocs), D{Date: "2007", Body: "丁"}, D{Body: "甲乙"})...)
	p, err := FindPhrases(s, PhraseOptions{MinCount: 2, MinLength: 2, MinEntropy: .5, MinCohesion: 1})
	if err != nil {
		t.Fatal(err)
	}
	periods, err := Every(s, "year")
	if err != nil {
		t.Fatal(err)
	}
	rows := p.Rows()
	if err := SortPhrases(rows, "length"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all[PhrasePeriodRow](t)(p.Periods(rows, periods), nil) {
		got = append(got, fmt.Sprint(r.Phrase, " ", r.Period, " ", value(r.Count), " ", value(r.Documents), " ", r.WordsTotal, " ", r.DocumentsTotal))
	}
	want := []string{
		"甲乙庚 2004 0 0 6 1", "甲乙庚 2005 2 1 6 1", "甲乙庚 2006 -1 -1 0 0", "甲乙庚 2007 0 0 1 1",
		"甲乙 2004 2 1 6 1", "甲乙 2005 3 1 6 1", "甲乙 2006 -1 -1 0 0", "甲乙 2007 0 0 1 1",
	}
	if diff := cmp.Diff(want, got); diff != "" || !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, "1 documents that lie in no period") }) {
		t.Error(diff, s.Notes)
	}
}

// Without documents on one side there is no ratio, and no row has a hole for it.
func TestPhrasesBefore(t *testing.T) {
	for before, want := range map[string]string{
		"2004": "no ratio", "2006": "no ratio", "200406": "on neither side of --before: 1 document",
	} {
		s := selectAll(t, phraseDocs...)
		p, err := FindPhrases(s, PhraseOptions{MinCount: 2, MinLength: 2, Before: day(t, before)})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows() {
			if ratio, ok := r.Ratio.Get(); ok && (math.IsNaN(ratio) || math.IsInf(ratio, 0)) {
				t.Errorf("before %s: %s has ratio %g", before, r.Phrase, ratio)
			}
		}
		if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("before %s: notes %q", before, s.Notes)
		}
	}
}

func TestPhraseErrors(t *testing.T) {
	s := selectAll(t, phraseDocs...)
	for _, opt := range []PhraseOptions{
		{MinCount: 1}, {MinLength: 1}, {MaxLength: 101}, {MinLength: 5, MaxLength: 4}, {MinEntropy: -1}, {MinEntropy: math.NaN()},
		{MinCohesion: math.Inf(-1)}, {Fold: 1.1}, {MinPhraseShare: -.1},
	} {
		if _, err := FindPhrases(s, opt); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
	if err := SortPhrases(nil, "colour"); err == nil {
		t.Error("an order that is none is no error")
	}
}

func TestSortPhrases(t *testing.T) {
	a := PhraseRow{Phrase: "甲乙", Length: 2, Count: 3, FirstDate: day(t, "2005"), Ratio: Just(1.)}
	b := PhraseRow{Phrase: "乙丙丁", Length: 3, Count: 3, FirstDate: day(t, "2004"), Ratio: Just(2.)}
	c := PhraseRow{Phrase: "丙", Length: 1, Count: 4}
	for by, want := range map[string][]PhraseRow{"count": {c, b, a}, "ratio": {b, a, c}, "length": {b, a, c}, "first": {b, a, c}} {
		rows := []PhraseRow{a, b, c}
		if err := SortPhrases(rows, by); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, rows, maybes); diff != "" {
			t.Errorf("by %s: %s", by, diff)
		}
	}
}

// A phrase neither begins nor ends with a mark, nor inside a number or a Latin
// word, and is split in none.
func TestPhraseEdges(t *testing.T) {
	for _, w := range []struct {
		name, body, across string
		numbers            bool
		want               string
	}{
		{"a number behind", "甲乙1丙，丁乙1戊", "", false, "乙1"},
		{"one that goes on", "甲乙1丙，丁乙1戊，己乙12", "", false, ""},
		{"before a number", "1乙丙，2乙丙，乙丙", "", false, ""},
		{"as often as not", "1乙丙，2乙丙，乙丙，甲乙丙", "", false, "乙丙"},
		{"a number before", "甲20乙丙，丁20乙戊", "", false, ""},
		{"asked for", "甲20乙丙，丁20乙戊", "", true, "20乙"},
		{"inside a number", "120乙丙，丁20乙戊，20乙", "", true, "20乙"}, // 0乙 begins nowhere
		{"a Latin word", "甲GD丙，丁GD戊", "", false, ""},            // one unit: it cannot be split
		{"a Latin word and more", "甲GD乙丙，丁GD乙戊", "", false, "GD乙"},
		{"a mark", "甲乙、丙丁，戊乙、丙己", "", false, ""},
		{"across a mark", "甲乙、丙丁，戊乙、丙己", "、", false, "乙、丙"},
	} {
		p, err := FindPhrases(selectAll(t, D{Body: w.body}), PhraseOptions{MinCount: 2, MinLength: 2, MinEntropy: .5, MinCohesion: -9, Numbers: w.numbers, Across: w.across})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(p.texts, " "); got != w.want {
			t.Errorf("%s: %q, want %q", w.name, got, w.want)
		}
	}
}
