package segment

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// compareAt scores words that end at the given offsets.
func compareAt(gold []string, oov []bool, ends []int32) Score {
	c := &Scorer{oov: oov}
	end := int32(0)
	for _, w := range gold {
		end += int32(len(w))
		c.ends = append(c.ends, end)
	}
	return c.compare(ends)
}

// Worked by hand: gold 研究|生命|的|起源, cut 研究生|命|的|起源 in bytes.
func TestScoreByHand(t *testing.T) {
	got := compareAt([]string{"研究", "生命", "的", "起源"}, []bool{false, true, false, true}, []int32{9, 12, 15, 21})
	want := Score{Lines: 1, Gold: 4, Cut: 4, Correct: 2, OOV: 2, OOVCorrect: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	got.Add(Score{Lines: 1, Gold: 1, Cut: 2})
	for _, c := range []struct {
		name string
		got  Ratio
		want float64
	}{
		{"precision", got.Precision(), 2. / 6}, {"recall", got.Recall(), 2. / 5}, {"F1", got.F1(), 4. / 11},
		{"OOV rate", got.OOVRate(), 2. / 5}, {"OOV recall", got.OOVRecall(), 1. / 2}, {"IV recall", got.IVRecall(), 1. / 3},
	} {
		if v, ok := c.got.Get(); !ok || math.Abs(v-c.want) > 1e-15 {
			t.Errorf("%s: %g, want %g", c.name, v, c.want)
		}
	}
	if _, ok := (Score{}).Precision().Get(); ok {
		t.Error("the precision of nothing is a number")
	}
}

// scoreSlowly counts words as pairs of their ends.
func scoreSlowly(gold []string, oov []bool, ends []int32) Score {
	s := Score{Gold: len(gold), Cut: len(ends), Lines: 1}
	cut := make(map[[2]int32]bool)
	start := int32(0)
	for _, end := range ends {
		cut[[2]int32{start, end}] = true
		start = end
	}
	start = 0
	for i, w := range gold {
		end := start + int32(len(w))
		right := cut[[2]int32{start, end}]
		if right {
			s.Correct++
		}
		if oov[i] {
			s.OOV++
		}
		if right && oov[i] {
			s.OOVCorrect++
		}
		start = end
	}
	return s
}

func TestScoreSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold := rapid.SliceOfN(rapid.StringMatching(`[ab]{1,4}`), 1, 8).Draw(t, "gold")
		oov := rapid.SliceOfN(rapid.Bool(), len(gold), len(gold)).Draw(t, "oov")
		n := len(strings.Join(gold, ""))
		var ends []int32
		for i := range n {
			if i == n-1 || rapid.Bool().Draw(t, "cut") {
				ends = append(ends, int32(i+1))
			}
		}
		if diff := cmp.Diff(scoreSlowly(gold, oov, ends), compareAt(gold, oov, ends)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Of cuts behind every character only words of one character are right: with
// ones of them among the gold words of a text of n characters, precision is
// ones/n and recall ones/len(gold).
func TestScoreOfCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold := rapid.SliceOfN(rapid.StringMatching(`[ab]{1,3}`), 1, 8).Draw(t, "gold")
		ones, n := 0, len(strings.Join(gold, ""))
		for _, w := range gold {
			if len(w) == 1 {
				ones++
			}
		}
		var ends []int32
		for i := range n {
			ends = append(ends, int32(i+1))
		}
		s := compareAt(gold, make([]bool, len(gold)), ends)
		if s.Precision() != (Ratio{ones, n}) || s.Recall() != (Ratio{ones, len(gold)}) {
			t.Fatalf("%q: %+v", gold, s)
		}
	})
}

// What a segmenter cuts is its own gold standard.
func TestScoreOfItself(t *testing.T) {
	for _, s := range []*Segmenter{full(), noLexicon(), plain(), dated(), pku()} {
		c := NewScorer(s)
		var whole Score
		for _, line := range sample() {
			text := strings.Join(strings.Fields(line), "")
			if text == "" {
				continue
			}
			var gold []string
			var b Buffer
			start := int32(0)
			for _, token := range s.Cut(&b, text) {
				gold = append(gold, text[start:token.End])
				start = token.End
			}
			words, _ := c.Line(gold)
			whole.Add(words)
		}
		if whole.Correct != whole.Gold || whole.Cut != whole.Gold || whole.OOVCorrect != whole.OOV || whole.Gold < 1000 {
			t.Errorf("%s: %+v", s.Identity(), whole)
		}
	}
}

// The pieces are what is cut without the lexicon.
func TestScoreOfPieces(t *testing.T) {
	gold, err := os.ReadFile(filepath.Join("..", "testdata", "gold.txt"))
	if err != nil {
		t.Fatal(err)
	}
	words, pieces := scoreText(t, full(), string(gold))
	without, same := scoreText(t, noLexicon(), string(gold))
	if without != same {
		t.Errorf("without compounds: %+v, pieces %+v", without, same)
	}
	if pieces.Cut != without.Cut || pieces.Correct != without.Correct || words.Cut == pieces.Cut {
		t.Errorf("words %+v, pieces %+v, without lexicon %+v", words, pieces, without)
	}
}

func scoreText(t *testing.T, s *Segmenter, gold string) (words, pieces Score) {
	t.Helper()
	words, pieces, err := NewScorer(s).Score(strings.NewReader(gold), "gold.txt", "")
	if err != nil {
		t.Fatal(err)
	}
	return words, pieces
}

// What the score script of the second bakeoff (icwb2-data, scripts/score of
// 2005, with the words of gse's zh_s dictionary and the marks as its list of
// words) says of testdata/gold.txt cut by gse alone: 135 and 143 words, recall
// .815, precision .769, F .791, OOV rate .081, OOV recall .182, IV recall .871.
func TestScoreBakeoff(t *testing.T) {
	gold, err := os.ReadFile(filepath.Join("..", "testdata", "gold.txt"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := scoreText(t, plain(), string(gold))
	if s.Gold != 135 || s.Cut != 143 {
		t.Errorf("%d and %d words", s.Gold, s.Cut)
	}
	for i, want := range []float64{.815, .769, .791, .081, .182, .871} {
		got, _ := []Ratio{s.Recall(), s.Precision(), s.F1(), s.OOVRate(), s.OOVRecall(), s.IVRecall()}[i].Get()
		if math.Abs(got-want) > .0005+1e-12 {
			t.Errorf("figure %d: %.4f, want %.3f", i, got, want)
		}
	}
}

// Space of any kind and length parts words; what is between lines is nothing.
func TestScoreSpace(t *testing.T) {
	want, _ := scoreText(t, full(), "坚持 改革 开放\n农业 ，")
	for _, text := range []string{
		"坚持  改革  开放  \n农业  ，  \n", "\ufeff坚持\t改革　开放\r\n\r\n　农业\u00a0，\r\n", "坚持 改革 开放\r农业 ，",
	} {
		if got, _ := scoreText(t, full(), text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	// The text has no space: two Latin words make one.
	if got, _ := scoreText(t, full(), "New York"); got.Gold != 2 || got.Cut != 1 || got.Correct != 0 {
		t.Errorf("New York: %+v", got)
	}
}

func TestScoreVocabulary(t *testing.T) {
	for gold, want := range map[string]int{
		"改革": 0, "，": 0, "——": 0, "澜": 0, "4s店": 0, "４Ｓ店": 0, // looked up in small letters and narrow
		"2005年": 1, "澜江省": 1, "中国特色社会主义": 1, "改革 澜江省 ，": 1,
	} {
		if got, _ := scoreText(t, noLexicon(), gold); got.OOV != want {
			t.Errorf("%s: %+v, want %d out of the vocabulary", gold, got, want)
		}
	}
	if got, _ := scoreText(t, full(), "中国特色社会主义"); got.OOV != 0 || got.Correct != 1 {
		t.Errorf("a term of the lexicon: %+v", got)
	}
}

func TestScoreErrors(t *testing.T) {
	c := NewScorer(noLexicon())
	for text, want := range map[string]string{
		"": "g: no words: want a sentence a line, with spaces between its words", " \n": "g: no words: want a sentence a line, with spaces between its words",
		"改革\n\xff开放 改革开放": "g:2: byte 7 is no utf-8 text",
	} {
		if _, _, err := c.Score(strings.NewReader(text), "g", corpus.UTF8); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
