package analysis

import (
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

// naivePhrases is FindPhrases with a map of all substrings.
func naivePhrases(s *Selection, opt PhraseOptions) []PhraseRow {
	type place struct {
		doc         int
		left, right string // neighbours, "" for none
		goesOn      bool   // the right one is of the same number or Latin word
		phrase      bool   // begins and ends at cuts
		cuts        []bool
	}
	found := make(map[string][]place)
	starts := 0
	isDigit := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	isMark := func(s string) bool { return s != "" && strings.Contains(opt.Across, s) }
	inside := func(a, b string) bool {
		latin := func(s string) bool { return s != "" && s[0] < 0x80 && !isDigit(s) && !isMark(s) }
		return isDigit(a) && isDigit(b) || latin(a) && latin(b)
	}
	for i, doc := range s.Docs {
		for _, run := range naiveCharacters(s, doc, opt.Across) {
			for from := range len(run) - 1 {
				left := ""
				if from > 0 {
					left = run[from-1].text
				}
				if inside(left, run[from].text) || isMark(run[from].text) {
					continue
				}
				starts++
				text, cuts := "", []bool(nil)
				for to := from; to < len(run)-1 && to-from < opt.MaxLength; to++ {
					text, cuts = text+run[to].text, append(cuts, run[to].cut)
					found[text] = append(found[text], place{
						i, left, run[to+1].text, inside(run[to].text, run[to+1].text),
						run[from].cut && run[to+1].cut, slices.Clone(cuts),
					})
				}
			}
		}
	}
	entropy := func(places []place, side func(place) string) float64 {
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
	var rows []PhraseRow
	for text, places := range found {
		runes := []rune(text)
		ends := isMark(string(runes[len(runes)-1])) || slices.ContainsFunc(places, func(p place) bool { return p.goesOn })
		if len(places) < opt.MinCount || len(runes) < opt.MinLength || ends {
			continue
		}
		digits := 0
		cuts := make([]int, len(runes))
		for _, p := range places {
			if isDigit(p.left) {
				digits++
			}
			for i, cut := range p.cuts {
				if cut {
					cuts[i]++
				}
			}
		}
		if !opt.Numbers && (isDigit(string(runes[0])) || digits > len(places)/2) {
			continue
		}
		r := PhraseRow{Phrase: text, Length: len(runes), Count: len(places), Cohesion: math.Inf(1)}
		r.EntropyLeft = entropy(places, func(p place) string { return p.left })
		r.EntropyRight = entropy(places, func(p place) string { return p.right })
		for k := 1; k < len(runes); k++ {
			if opt.Hide[string(runes[:k])] && 2*cuts[k] > len(places) || opt.Hide[string(runes[k:])] && 2*cuts[k] > len(places) {
				r.Cohesion = math.Inf(-1)
			}
			if !inside(string(runes[k-1]), string(runes[k])) && !isMark(string(runes[k])) {
				l, right := len(found[string(runes[:k])]), len(found[string(runes[k:])])
				r.Cohesion = min(r.Cohesion, math.Log(float64(len(places))*float64(starts)/float64(l*right)))
			}
		}
		// The search adds in another order; a threshold is never drawn so near.
		if r.EntropyLeft < opt.MinEntropy-1e-9 || r.EntropyRight < opt.MinEntropy-1e-9 || r.Cohesion < opt.MinCohesion-1e-9 || math.IsInf(r.Cohesion, 1) {
			continue
		}
		docs := make(map[int]bool)
		for _, p := range places {
			docs[p.doc] = true
			if p.phrase {
				r.CountPhrase++
			}
		}
		if float64(r.CountPhrase) < opt.MinPhraseShare*float64(r.Count) {
			continue
		}
		first := s.Docs[places[0].doc]
		r.Documents, r.FirstDate, r.FirstID = len(docs), s.Corpus.Date(first), s.Corpus.ID(first)
		rows = append(rows, r)
	}
	return naiveFold(rows, opt.Fold)
}

func naiveFold(rows []PhraseRow, share float64) []PhraseRow {
	slices.SortFunc(rows, func(a, b PhraseRow) int { return b.Length - a.Length })
	var kept []PhraseRow
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
		MinEntropy: rapid.SampledFrom([]float64{0, .1, .6}).Draw(t, "entropy"), MinCohesion: rapid.SampledFrom([]float64{-9, 0, .7}).Draw(t, "cohesion"),
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
		if diff := cmp.Diff(naivePhrases(s, opt), p.Rows(), nearly, maybes, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v: %s", opt, diff)
		}
	})
}
