package segment

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"
	"pgregory.net/rapid"
)

// A tiny dictionary of gse's form, so that a test can load it a thousand times.
// Its last word gse leaves out.
const tiny = `改革 190 vn
开放 80 v
改革开放 3 nz
的 300 uj
大 50 a
发展 60 vn
展大 9 n
社会 40 n
社会主义 45 n
主义 30 n
中国 70 ns
特色 20 n
双 4 m
技术 33 n
gdp 5 n
年 40 q
月 40 q
日 40 q
是 90 v
的大 1 n
`

var tinyGSE = sync.OnceValue(func() *gseEngine {
	e, err := loadGSE(tiny, nil)
	if err != nil {
		panic(err)
	}
	return e
})

// withWords returns segmenters over the tiny dictionary with user words, on gse
// and compiled.
func withWords(t interface{ Fatal(...any) }, opt Options) (slow, fast *Segmenter) {
	normal, err := opt.normalization()
	if err != nil {
		t.Fatal(err)
	}
	words, err := normalWords(opt.Words, normal)
	if err != nil {
		t.Fatal(err)
	}
	e, err := userEngine(tinyGSE(), &opt, words, func(words []UserWord) (*gseEngine, error) { return loadGSE(tiny, words) })
	if err != nil {
		t.Fatal(err)
	}
	d, err := compile(e)
	if err != nil {
		t.Fatal(err)
	}
	if slow, err = newSegmenter(e, opt); err != nil {
		t.Fatal(err)
	}
	if fast, err = newSegmenter(d, opt); err != nil {
		t.Fatal(err)
	}
	return slow, fast
}

// tinyParts are what user words and texts are made of, over the tiny dictionary
// and beyond its characters.
var tinyParts = []string{
	"改", "革", "开", "放", "改革", "开放", "改革开放", "的", "大", "发展", "展", "社会", "社会主义", "义", "中国", "特色", "双", "11", "技术", "GDP",
	"gdp", "年", "月", "5G", "5g", "2005", "8.5", "%", "-", "龘", "，", "—", "——", "“", "”", "𠀀", "講", "讲", "ｇ", "１", "é", "·", "百", "二",
}

// userWords draws words that normalWords takes, each once.
func userWords(atMost int) *rapid.Generator[[]UserWord] {
	word := rapid.Custom(func(t *rapid.T) UserWord {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(tinyParts), 1, 4).Draw(t, "parts"), "")
		freq := rapid.OneOf(rapid.Just(0), rapid.IntRange(2, 500), rapid.IntRange(2, maxFreq)).Draw(t, "freq")
		return UserWord{Text: text, Freq: freq, Tag: rapid.SampledFrom([]string{"", "n", "nz"}).Draw(t, "tag")}
	})
	return rapid.SliceOfNDistinct(word, 1, atMost, func(w UserWord) string { return lower(foldAll(w.Text)) })
}

func foldAll(text string) string {
	folded, _ := halfWidth(text)
	return folded
}

func tinyTexts() *rapid.Generator[string] {
	part := rapid.OneOf(rapid.SampledFrom(tinyParts), rapid.SampledFrom(tinyParts), rapid.SampledFrom(fragments))
	return rapid.Map(rapid.SliceOfN(part, 0, 30), func(parts []string) string { return strings.Join(parts, "") })
}

// gseAlone cuts the runs of dictionary units of a text with a gse that has read
// the user words, with the frequencies found for them, as lines of a dictionary.
func gseAlone(t *rapid.T, e *gseEngine, text string) []int32 {
	var lines strings.Builder
	for id := range int32(e.users()) {
		fmt.Fprintf(&lines, "%s %g %s\n", e.word(id), e.freq(id), e.tag(id))
	}
	var g gse.Segmenter
	g.SkipLog, g.SkipSubSeg, g.NotLoadHMM = true, true, true
	if err := g.LoadDictStr(lines.String() + tiny); err != nil {
		t.Fatal(err)
	}
	units := make(map[string]bool)
	for i := range g.Dict.Tokens {
		for _, u := range gse.SplitWords([]byte(g.Dict.Tokens[i].Text())) {
			units[string(u)] = true
		}
	}
	var cuts []int32
	at, run := 0, 0
	flush := func() {
		for _, s := range g.Segment([]byte(text[run:at])) {
			cuts = append(cuts, int32(run+s.End()))
		}
	}
	for _, unit := range gse.SplitWords([]byte(text)) {
		if !units[string(unit)] {
			flush()
			cuts = append(cuts, int32(at+len(unit)))
			run = at + len(unit)
		}
		at += len(unit)
	}
	flush()
	return cuts
}

// outer returns the ends of the tokens.
func outer(s *Segmenter, text string) (ends []int32) {
	var b Buffer
	for _, t := range s.Cut(&b, text) {
		ends = append(ends, t.End)
	}
	return ends
}

// Over any user dictionary both engines cut as gse does that has read it.
func TestUserWordsEngine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opt := Options{NoLexicon: true, NoJoin: true, NoFold: true, Words: userWords(8).Draw(t, "words")}
		// gse's reader gives each one-character word the frequency 2.
		opt.Words = slices.DeleteFunc(opt.Words, func(w UserWord) bool { return len([]rune(w.Text)) < 2 })
		slow, fast := withWords(t, opt)
		for range 5 {
			text := tinyTexts().Draw(t, "text")
			want := gseAlone(t, slow.engine.(*gseEngine), text)
			if got := outer(slow, text); !slices.Equal(got, want) {
				t.Fatalf("%q: cuts %v, gse %v", text, got, want)
			}
			checkAlike(t, slow, fast, text)
		}
	})
}

func checkAlike(t *rapid.T, slow, fast *Segmenter, text string) {
	var a, b Buffer
	if want, got := slow.Cut(&a, text), fast.Cut(&b, text); !slices.Equal(got, want) || !slices.Equal(a.Pieces(), b.Pieces()) {
		t.Fatalf("%q: tokens %v %v, by gse %v %v", text, got, b.Pieces(), want, a.Pieces())
	}
	checkCover(t, slow, text)
	checkCover(t, fast, text)
}

// With all layers too the engines agree, the tokens cover the text, the lexicon
// moves no cut, and a token that is a user word has the pieces of its id.
func TestUserWordsLayers(t *testing.T) {
	list := terms("社会主义", "中国特色社会主义", "改革开放的发展", "大的", "双11技术", "GDP8.5", "讲义")
	rapid.Check(t, func(t *rapid.T) {
		opt := Options{Lexicon: list, NoFold: rapid.Bool().Draw(t, "nofold"), NoJoin: rapid.Bool().Draw(t, "nojoin"), Words: userWords(8).Draw(t, "words")}
		slow, fast := withWords(t, opt)
		opt.NoLexicon = true
		_, without := withWords(t, opt)
		for range 5 {
			text := tinyTexts().Draw(t, "text")
			checkAlike(t, slow, fast, text)
			if with, plain := allCuts(fast, text), allCuts(without, text); !slices.Equal(with, plain) {
				t.Fatalf("%q: cuts %v, without lexicon %v", text, with, plain)
			}
			checkPieces(t, without, text)
			checkFixed(t, without, text)
		}
	})
}

// checkFixed holds that the user words that the engine cuts are tokens: nothing
// is joined to them.
func checkFixed(t *rapid.T, s *Segmenter, text string) {
	normal := s.Normal(text)
	var b Buffer
	s.engine.cut(&b, normal)
	user := make(map[[2]int32]bool)
	start := int32(0)
	for _, token := range b.tokens {
		if token.Kind&fixed != 0 {
			user[[2]int32{start, token.End}] = true
		}
		start = token.End
	}
	start = 0
	for _, token := range s.Cut(&b, normal) {
		delete(user, [2]int32{start, token.End})
		start = token.End
	}
	for span := range user {
		t.Fatalf("%q: the user word %q is no token", text, normal[span[0]:span[1]])
	}
}

func checkPieces(t *rapid.T, s *Segmenter, text string) {
	var b Buffer
	start, pieces := int32(0), []int32(nil)
	for i, token := range s.Cut(&b, text) {
		if i == 0 {
			pieces = b.Pieces()
		}
		var own []int32
		for _, p := range pieces[:token.Pieces] {
			own = append(own, p-start)
		}
		if token.ID != NoID && !slices.Equal(own, s.Pieces(token.ID)) {
			t.Fatalf("%q: %q has the pieces %v, its id %v", text, text[start:token.End], own, s.Pieces(token.ID))
		}
		pieces, start = pieces[token.Pieces:], token.End
	}
}

// A user word without frequency is whole when it is cut alone; with one less, all
// else the same, it is not, unless gse would not take less or has the word itself
// with that frequency.
func TestUserWordsSuggest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opt := Options{NoLexicon: true, NoJoin: true, Words: userWords(6).Draw(t, "words")}
		slow, _ := withWords(t, opt)
		e := slow.engine.(*gseEngine)
		given := make(map[string]int)
		for _, w := range opt.Words {
			given[lower(slow.Normal(w.Text))] = w.Freq
		}
		var list []UserWord
		for id := range int32(e.users()) {
			list = append(list, UserWord{Text: e.word(id), Freq: int(e.freq(id)), Tag: e.tag(id)})
		}
		for i, w := range list {
			if freq := given[lower(w.Text)]; freq != 0 {
				if w.Freq != freq {
					t.Fatalf("%q: frequency %d, given %d", w.Text, w.Freq, freq)
				}
				continue
			}
			if got := cut(slow, w.Text); strings.Contains(got, "|") {
				t.Fatalf("%q is cut %s with the frequency %d", w.Text, got, w.Freq)
			}
			var b Buffer
			if id := tinyGSE().find(&b, lower(w.Text)); w.Freq == minFreq || id != NoID && int(tinyGSE().freq(id)) == w.Freq {
				continue
			}
			less := slices.Clone(list)
			less[i].Freq--
			cutApart, _ := withWords(t, Options{NoLexicon: true, NoJoin: true, Words: less})
			if got := cut(cutApart, w.Text); !strings.Contains(got, "|") {
				t.Fatalf("%q is whole with the frequency %d too, one less than found", w.Text, less[i].Freq)
			}
		}
	})
}

// Worked by hand: 改革开放 weighs 3 in a dictionary of 599 (gse gives each
// one-character word 2) and is cut, because two words weigh 190·80/599² and it
// 3/599. Beside the other 596 the smallest f that keeps it has f·(596+f) ≥
// 190·80: f = 25 gives 15,525, f = 24 gives 14,880 < 15,200.
func TestUserWordsByHand(t *testing.T) {
	if sum := tinyGSE().sum(); sum != 599 {
		t.Fatalf("the tiny dictionary has the sum %g", sum)
	}
	slow, fast := withWords(t, Options{NoLexicon: true, Words: []UserWord{{Text: "改革开放"}}})
	for _, s := range []*Segmenter{slow, fast} {
		if f := s.engine.freq(0); s.Word(0) != "改革开放" || f != 25 || s.Tag(0) != "nz" {
			t.Errorf("%s has the frequency %g and the tag %s", s.Word(0), f, s.Tag(0))
		}
		if got := cut(s, "改革开放的大发展"); got != "改革+开放|的|大|发展" {
			t.Error(got)
		}
	}
}

// A Token can tell 255 pieces, those of the user words in a compound included.
func TestUserWordsPieces(t *testing.T) {
	long := strings.Repeat("龘", maxWordChars)
	_, s := withWords(t, Options{Words: []UserWord{{Text: long}}, Lexicon: terms(long+"改革"+long, long+"大"+long+"大"+long)})
	text := long + "改革" + long + "，" + long + "大" + long + "大" + long
	if want := []int32{int32(len(long)*2 + 6), int32(len(long)*2 + 9)}; !slices.Equal(outer(s, text)[:2], want) {
		t.Errorf("cuts %v, want %v first", outer(s, text), want)
	}
	if n := len(outer(s, text)); n != 2+5 {
		t.Errorf("%d tokens, want one compound, a comma and five words", n)
	}
	checkCover(t, s, text)
}

// What the compiled dictionary cannot hold is an error, not another dictionary.
func TestUserWordsTooMany(t *testing.T) {
	var runs, tags []UserWord
	for i := range 1 << 16 {
		runs = append(runs, UserWord{Text: fmt.Sprintf("x%d", i), Freq: 2})
	}
	for i := range 300 {
		tags = append(tags, UserWord{Text: fmt.Sprintf("x%d", i), Freq: 2, Tag: fmt.Sprintf("t%d", i)})
	}
	for says, words := range map[string][]UserWord{"different characters, numbers and Latin words": runs, "different tags": tags} {
		e, err := loadGSE(tiny, words)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := compile(e); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%d words: %v", len(words), err)
		}
	}
}

// ownWords are words with all that a dictionary may not expect.
var ownWords = []UserWord{
	{Text: "5G技术"}, {Text: "双11"}, {Text: "ＧＤＰ增速", Tag: "nx"}, {Text: "云岭澜江"}, {Text: "講話精神"}, {Text: "二〇〇五"},
	{Text: "8.5"}, {Text: "——"}, {Text: "龘龘"}, {Text: "“三个代表”重要思想"}, {Text: "的"}, {Text: "中国特色"}, {Text: "多万"},
}

// own is a segmenter with these words before the real dictionary.
var own = sync.OnceValue(func() *Segmenter {
	opt := Options{Words: ownWords, Simplify: true}
	normal, err := opt.normalization()
	if err != nil {
		panic(err)
	}
	words, err := normalWords(opt.Words, normal)
	if err != nil {
		panic(err)
	}
	e, err := userEngine(compiled(), &opt, words, newGSE)
	if err != nil {
		panic(err)
	}
	d, err := compile(e)
	if err != nil {
		panic(err)
	}
	s, err := newSegmenter(d, opt)
	if err != nil {
		panic(err)
	}
	return s
})

func TestUserWords(t *testing.T) {
	s, without := own(), build(Options{Simplify: true, NoLexicon: true})
	var b Buffer
	for _, w := range ownWords {
		text := s.Normal(w.Text)
		if got, want := cut(s, text), strings.ReplaceAll(cut(without, text), "|", "+"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		tokens := s.Cut(&b, text)
		if len(tokens) != 1 || tokens[0].ID == NoID || int(tokens[0].ID) >= len(ownWords) || s.Word(tokens[0].ID) != text {
			t.Errorf("%q: %+v", text, tokens)
		}
		// In another case or width it is the same word, of another spelling.
		other := strings.ToLower(strings.ReplaceAll(text, "5", "５"))
		if tokens := s.Cut(&b, other); len(tokens) != 1 || (tokens[0].ID == NoID) != (other != text) {
			t.Errorf("%q: %+v", other, tokens)
		}
	}
	for text, want := range map[string]string{
		"二〇〇五年": "二〇〇五|年", "8.5%": "8.5|%", "双11月": "双+11|月", "————": "——|——", "180多万": "180|多万", "講話精神": "講話+精神",
		"中国特色社会主义": "中国+特色+社会主义", // the lexicon's, with the pieces of the user word in it
	} {
		if got := cut(s, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		checkCover(t, s, text)
	}
	for _, line := range sample() {
		checkCover(t, s, line)
	}
	checkSame(t, s, reopen(t, s), append(sample()[:100:100], "5G技术，双11", "5g技术"))
}

// The cache holds a file for each user dictionary and way of cutting its words.
func TestUserWordsCache(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := cachedDictionary(dir, dictionaryName(nil, ""), fresh); err != nil {
		t.Fatal(err)
	}
	first, err := New(Options{CacheDir: dir, Words: ownWords[:3]})
	if err != nil || len(first.Notes()) > 0 {
		t.Fatal(err, first.Notes())
	}
	files := func() int {
		list, err := filepath.Glob(filepath.Join(dir, "*.dict"))
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if files() != 2 {
		t.Errorf("%d files in the cache", files())
	}
	shuffled := []UserWord{ownWords[2], ownWords[0], ownWords[1], ownWords[0]}
	second, err := New(Options{CacheDir: dir, Words: shuffled})
	if err != nil || files() != 2 {
		t.Fatal(err, files())
	}
	checkSame(t, first, second, []string{"5G技术，双11，GDP增速"})
	if without := full().Identity(); first.Identity() == without || first.Identity().Words == "none" || without.Words != "none" {
		t.Errorf("%s with user words, %s without", first.Identity(), without)
	}
	names := map[string]bool{
		dictionaryName(nil, "join.1"): true, dictionaryName(ownWords[:1], "join.1"): true, dictionaryName(ownWords[:2], "join.1"): true,
		dictionaryName(ownWords[:2], "fold.1"): true, dictionaryName([]UserWord{{Text: "5G技术", Freq: 3}}, "join.1"): true, dictionaryName([]UserWord{{Text: "5G技术", Tag: "n"}}, "join.1"): true,
	}
	if len(names) != 6 {
		t.Errorf("%d names for six dictionaries", len(names))
	}
}
