package analysis

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// 社会主义 in 中国特色社会主义, as the pieces of a compound and across words.
func TestCountTerms(t *testing.T) {
	s := selectAll(t,
		D{Title: "社会主义|建设", Body: "社会主义|建设\n中国+特色+社会主义，社会|主义，资本|主义"}, // the title again
		D{Body: "半殖民地|社会主|义"},
		D{Body: "建设"},
		D{Kicker: "主义", Body: "新|社会主义者"},
	)
	for term, want := range map[string][]Hits{
		// In the first document: in the title, in the compound, over two words.
		// In the second over two words, in the last inside of one.
		"社会主义":     {{0, 3, 3, 1, true}, {1, 1, 1, 0, false}, {3, 1, 0, 0, false}},
		"主义":       {{0, 4, 2, 2, false}, {1, 1, 0, 0, false}, {3, 2, 1, 1, true}},
		"特色社会":     {{0, 1, 0, 0, false}},
		"特色社会主义，":  {{0, 1, 1, 0, false}},
		"中国特色社会主义": {{0, 1, 1, 1, false}},
		"建设":       {{0, 1, 1, 1, true}, {2, 1, 1, 1, false}},
		"没有":       nil,
		// Spellings of one label: the longest that fits, words each by itself.
		"s: 社会主义|中国特色社会主义|特色": {{0, 3, 3, 2, true}, {1, 1, 1, 0, false}, {3, 1, 0, 0, false}},
	} {
		if diff := cmp.Diff(want, CountTerms(s, mustTerms(t, Phrase, term), Phrase)[0]); diff != "" {
			t.Errorf("%s: %s", term, diff)
		}
	}
}

// 59 times in the body, of which 2 in the title repeated, and so on: what a
// repeated title adds is for the zones to say.
func TestCountZones(t *testing.T) {
	c := newCorpus(t, D{Title: "甲", Subtitle: "甲 甲", Body: "甲\n甲，甲，甲"})
	for _, w := range []struct {
		in   string
		keep bool
		want Hits
	}{
		{"all", false, Hits{0, 6, 6, 6, true}},
		{"all", true, Hits{0, 7, 7, 7, true}},
		{"body", false, Hits{0, 4, 4, 4, false}},
		{"titles", false, Hits{0, 3, 3, 3, true}},
		{"subtitle", false, Hits{0, 2, 2, 2, true}},
		{"title,body", false, Hits{0, 4, 4, 4, true}},
	} {
		zones, err := corpus.ParseZones(w.in, w.keep)
		if err != nil {
			t.Fatal(err)
		}
		s := selected(t, c, Filter{Zones: zones})
		if diff := cmp.Diff([]Hits{w.want}, CountTerms(s, mustTerms(t, String, "甲"), String)[0]); diff != "" {
			t.Errorf("in %s, repeated title kept %v: %s", w.in, w.keep, diff)
		}
	}
}

// Terms and texts go through the same folding; offsets of cuts are those of
// the text as printed.
func TestCountFolded(t *testing.T) {
	s := selectAll(t, D{Body: "我国|ＧＤＰ|增长|８+％，GDP|增长|8％"}, D{Body: "ＧＤＰＧ|ＤＰ"})
	for term, want := range map[string][]Hits{
		"GDP":     {{0, 2, 2, 2, false}, {1, 2, 0, 0, false}},
		"ＧＤＰ":     {{0, 2, 2, 2, false}, {1, 2, 0, 0, false}},
		"GDP增长8%": {{0, 2, 2, 0, false}},
		"长8":      {{0, 2, 0, 0, false}},
		"8":       {{0, 2, 1, 0, false}}, // a piece in the first place only
	} {
		if diff := cmp.Diff(want, CountTerms(s, mustTerms(t, String, term), String)[0]); diff != "" {
			t.Errorf("%s: %s", term, diff)
		}
	}
	if got := CountTerms(s, mustTerms(t, Regex, `[A-Z]+增长\d%`), Regex)[0]; len(got) != 1 || got[0].Count(Regex) != 2 {
		t.Errorf("an expression: %+v", got)
	}
}

// countNaive counts a spelling by looking at every place of every zone.
func countNaive(s *Selection, term string) []Hits {
	var list []Hits
	for _, doc := range s.Docs {
		h := Hits{Doc: doc}
		for z := range corpus.Zone(corpus.NumZones) {
			text := s.Corpus.Text(doc, z)
			if !s.Zones.Has(z) {
				continue
			}
			cuts, at := map[int]bool{0: true}, 0
			for _, id := range s.Corpus.Tokens(doc, z) {
				token := s.Corpus.Lexicon(doc).Token(id)
				for _, p := range token.Pieces {
					cuts[at+int(p)] = true
				}
				at += len(token.Text)
				cuts[at] = true
				if token.Text == term {
					h.Word++
					h.Title = h.Title || corpus.Titles.Has(z)
				}
			}
			h.String += strings.Count(text, term)
			for i := 0; i+len(term) <= len(text); {
				if text[i:i+len(term)] == term && cuts[i] && cuts[i+len(term)] {
					h.Phrase++
					i += len(term)
				} else {
					i++
				}
			}
		}
		if h.String > 0 {
			list = append(list, h)
		}
	}
	return list
}

func TestCountNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		s.Zones = corpus.Zones(rapid.IntRange(1, 1<<corpus.NumZones-1).Draw(t, "zones"))
		list := drawTerms(t)
		for i, hits := range CountTerms(s, mustTerms(t, Word, list...), Word) {
			if diff := cmp.Diff(countNaive(s, list[i]), hits); diff != "" {
				t.Fatalf("%s: %s", list[i], diff)
			}
			for _, h := range hits {
				if !(h.Word <= h.Phrase && h.Phrase <= h.String) {
					t.Fatalf("%s: %+v", list[i], h)
				}
			}
		}
	})
}

// Counts of parts are those of the whole: documents dealt at random over one
// to five parts.
func TestCountMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		terms := mustTerms(t, Phrase, drawTerms(t)...)
		parts := make([]Selection, rapid.IntRange(1, 5).Draw(t, "parts"))
		for i := range parts {
			parts[i] = Selection{Corpus: s.Corpus, Zones: s.Zones}
		}
		for _, doc := range s.Docs {
			p := &parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")]
			p.Docs = append(p.Docs, doc)
		}
		merged := make([][]Hits, len(terms))
		tally := make(map[string]wordCount)
		for i := range parts {
			for j, hits := range CountTerms(&parts[i], terms, Phrase) {
				merged[j] = append(merged[j], hits...)
			}
			for _, c := range newTally(&parts[i]).count(parts[i].Docs) {
				sum := tally[s.Corpus.Word(c.word)]
				tally[s.Corpus.Word(c.word)] = wordCount{c.word, sum.count + c.count, sum.documents + c.documents}
			}
		}
		for j := range merged {
			slices.SortFunc(merged[j], func(a, b Hits) int { return a.Doc - b.Doc })
		}
		if diff := cmp.Diff(CountTerms(s, terms, Phrase), merged); diff != "" {
			t.Fatal(diff)
		}
		whole := newTally(s).count(s.Docs)
		if len(whole) != len(tally) {
			t.Fatalf("%d words, in parts %d", len(whole), len(tally))
		}
		for _, c := range whole {
			if tally[s.Corpus.Word(c.word)] != c {
				t.Fatalf("%s: %+v, in parts %+v", s.Corpus.Word(c.word), c, tally[s.Corpus.Word(c.word)])
			}
		}
	})
}

// So many documents that several goroutines count: the same hits, in order.
func TestCountParallel(t *testing.T) {
	docs := make([]D, 2000)
	var want []Hits
	for i := range docs {
		docs[i] = D{Date: fmt.Sprint(1000 + i), Body: bodyOf(i%3, 3)}
		if n := i % 3; n > 0 {
			want = append(want, Hits{Doc: i, String: n, Phrase: n, Word: n})
		}
	}
	s := selectAll(t, docs...)
	terms := mustTerms(t, String, "甲", "没有", "x")
	for _, processors := range []int{1, 8} {
		before := runtime.GOMAXPROCS(processors)
		got := CountTerms(s, terms, String)
		runtime.GOMAXPROCS(before)
		if diff := cmp.Diff(want, got[0]); diff != "" || got[1] != nil || len(got[2]) != 2000 {
			t.Errorf("on %d processors: %s", processors, diff)
		}
	}
}
