package segment

import (
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// checkCover holds what must be true of the tokens of any text.
func checkCover(t interface{ Fatalf(string, ...any) }, s *Segmenter, text string) {
	var b Buffer
	start := int32(0)
	tokens := s.Cut(&b, text)
	pieces := b.Pieces()
	for _, token := range tokens {
		if token.End <= start || int(token.End) > len(text) {
			t.Fatalf("%q: a token from %d to %d", text, start, token.End)
		}
		word := text[start:token.End]
		if int(token.Pieces) > len(pieces) || token.Pieces == 1 {
			t.Fatalf("%q: %q has %d pieces, %d are left", text, word, token.Pieces, len(pieces))
		}
		for _, p := range pieces[:token.Pieces] {
			if p <= start {
				t.Fatalf("%q: pieces %v of %q", text, b.Pieces(), word)
			}
			start = p
		}
		if token.Pieces > 0 && start != token.End {
			t.Fatalf("%q: the pieces of %q end at %d, the compound at %d", text, word, start, token.End)
		}
		pieces, start = pieces[token.Pieces:], token.End
		if token.Kind.IsWord() != (corpus.Characters(word) > 0) {
			t.Fatalf("%q: %q is of kind %v and has %d characters", text, word, token.Kind, corpus.Characters(word))
		}
		if token.ID != NoID && s.Word(token.ID) != word {
			t.Fatalf("%q: the id of %q is that of %q", text, word, s.Word(token.ID))
		}
	}
	if int(start) != len(text) || len(pieces) > 0 {
		t.Fatalf("%q: tokens end at %d of %d, %d pieces are left", text, start, len(text), len(pieces))
	}
}

// checkLexicon holds the law that the lexicon moves no cut: compounds are laid
// over the cuts that are there without it.
func checkLexicon(t interface{ Fatalf(string, ...any) }, text string) {
	with, without := allCuts(full(), text), allCuts(noLexicon(), text)
	if len(with) != len(without) {
		t.Fatalf("%q: cuts %v, without lexicon %v", text, with, without)
	}
	for i := range with {
		if with[i] != without[i] {
			t.Fatalf("%q: cuts %v, without lexicon %v", text, with, without)
		}
	}
}

func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		for _, s := range []*Segmenter{full(), noLexicon(), plain()} {
			checkCover(t, s, text)
		}
		checkLexicon(t, text)
	})
}

func TestCoverSample(t *testing.T) {
	for _, line := range sample() {
		checkCover(t, full(), line)
		checkLexicon(t, line)
	}
}

// Runs without end: of the dictionary, of one unit, of marks that are joined.
func TestCoverLong(t *testing.T) {
	for _, unit := range []string{"中国特色社会主义", "的", "a", "９", "—", "\xff", "龘", "8.", "多万", "一", "C-", "1,", "１，", "１，２３４，", "Ｃ－", "1.", "二○", "○", "一点", "百分之八点", "27日电", "几十"} {
		checkCover(t, full(), strings.Repeat(unit, 5000))
		checkCover(t, pku(), strings.Repeat(unit, 5000))
	}
}

func TestCutEmpty(t *testing.T) {
	var b Buffer
	full().Cut(&b, "中国特色社会主义")
	if tokens := full().Cut(&b, ""); len(tokens) != 0 || len(b.Pieces()) != 0 {
		t.Errorf("tokens %v, pieces %v", tokens, b.Pieces())
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range fragments {
		f.Add(s)
	}
	for _, s := range []string{
		"坚持中国特色社会主义道路，８．５％的ＧＤＰ——R&D……", "\x00\xff\xfe一\x80", "😀👨‍👩‍👧改革\u200d开放",
		"二〇〇五年十月１日10:30", strings.Repeat("百分之", 200), strings.Repeat("\xe4", 300),
		"𠮷野的𠀀改革𪚥", "ＡＢＣ１２３％．，", strings.Repeat("研究生命起源", 300),
		"二〇〇五年十月１日10:30", "１，２３４．５万、Ｃ－17、二○○五年，27日电，百分之三十五点六", "第一百二十三个信息技术江泽民们不能几十万", strings.Repeat("百分之", 200), strings.Repeat("\xe4", 300),
	} {
		f.Add(s)
	}
	checkEngine(f, "一") // loads what all need: an input that takes ten seconds is a failure
	checkLexicon(f, "一")
	segmenters := []*Segmenter{full(), plain(), dated(), pku()}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range segmenters {
			checkCover(t, s, text)
		}
		checkLexicon(t, text)
		checkEngine(t, text)
	})
}

// One Segmenter serves any number of goroutines, each with its Buffer.
func TestCutConcurrent(t *testing.T) {
	lines := sample()[:min(len(sample()), 150)]
	want := make([]string, len(lines))
	for i, line := range lines {
		want[i] = cut(full(), line)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range lines {
				i = (i + g*len(lines)/8) % len(lines)
				if got := cut(full(), lines[i]); got != want[i] {
					t.Errorf("%q: %s, alone %s", lines[i], got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
