package segment

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/segment/lexicon"
)

// layNaive lays terms over the cuts of a text the slow way: from left to
// right, the longest run of words that spells a term. It returns what cut does.
func layNaive(list []lexicon.Term, text string) string {
	words := strings.Split(cut(noLexicon(), text), "|")
	var out []string
	for i := 0; i < len(words); {
		n := 1
		for m := 2; i+m <= len(words); m++ {
			run := strings.Join(words[i:i+m], "")
			if slices.ContainsFunc(list, func(t lexicon.Term) bool { return t.Text == run }) {
				n = m
			}
		}
		out = append(out, strings.Join(words[i:i+n], "+"))
		i += n
	}
	return strings.Join(out, "|")
}

func TestCompound(t *testing.T) {
	list := terms("中国特色社会主义", "中国特色社会主义道路", "社会主义道路自信", "重要思想", "的重", "全面从严治党", "从严治党")
	s := build(Options{Lexicon: list})
	for _, text := range []string{
		"坚持中国特色社会主义", "坚持中国特色社会主义道路", "中国特色社会主义道路自信", "社会主义道路自信",
		"“三个代表”重要思想", "他的重要思想", "全面从严治党，从严治党", "中国特色，社会主义", "中国特色\n社会主义",
	} {
		if got, want := cut(s, text), layNaive(list, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	// The longest term, and its pieces are words of the dictionary.
	if got := cut(s, "中国特色社会主义道路"); strings.Contains(got, "|") || !strings.HasSuffix(got, "+社会主义+道路") {
		t.Errorf("中国特色社会主义道路: %q", got)
	}
	// A term that does not begin at a cut is none.
	if got := cut(s, "他的重要思想"); !strings.Contains(got, "的|重要+思想") {
		t.Errorf("他的重要思想: %q", got)
	}
}

func TestCompoundNaive(t *testing.T) {
	list := terms("社会主义道路", "改革开放道路", "党的十八大", "中国特色社会主义", "特色社会主义", "的人民", "五年全面", "十八", "代表重要思想", "和中国", "同志在")
	s := build(Options{Lexicon: list})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(fragments[:44]), 1, 20).Draw(t, "words")
		text := strings.Join(words, "")
		if got, want := cut(s, text), layNaive(list, text); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}

// A compound has the id of its term where it is printed and cut as the term
// alone is, and no id elsewhere.
func TestCompoundID(t *testing.T) {
	s := full()
	var b Buffer
	seen, withoutID := 0, 0
	for _, line := range append(sample(), "８６３计划", "坚持和发展中国特色社会主义") {
		tokens := s.Cut(&b, line)
		start, pieces := int32(0), b.Pieces()
		for _, token := range tokens {
			var own []int32
			for _, p := range pieces[:token.Pieces] {
				own = append(own, p-start)
			}
			word := line[start:token.End]
			pieces, start = pieces[token.Pieces:], token.End
			if len(own) == 0 {
				continue
			}
			seen++
			folded, _ := halfWidth(word)
			want := folded == word && slices.Equal(own, allCuts(noLexicon(), word))
			if got := int(token.ID) >= s.engine.size(); got != want {
				t.Errorf("%q, pieces %v: id %d", word, own, token.ID)
			}
			switch {
			case !want:
				withoutID++
			case !slices.Equal(s.Pieces(token.ID), own):
				t.Errorf("%q, pieces %v: the id has %v", word, own, s.Pieces(token.ID))
			case s.Tag(token.ID) != "nz":
				t.Errorf("%q: tag %s", word, s.Tag(token.ID))
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d compounds in the sample, %d without id", seen, withoutID)
	}
}

// A token that the join made, or that is in no dictionary, and that spells a
// term has the term's id where it is written like the term, and no pieces.
func TestCompoundOneToken(t *testing.T) {
	s := build(Options{Lexicon: terms("十三五", "CEPA", "社会主义")})
	var b Buffer
	for _, c := range []struct {
		text string
		id   bool
		kind Kind
	}{{"十三五", true, Word}, {"CEPA", true, Word}, {"ＣＥＰＡ", false, Word}, {"cepa", false, Latin}, {"十五五", false, Number}} {
		tokens := s.Cut(&b, c.text)
		if len(tokens) != 1 || tokens[0].Kind != c.kind || (tokens[0].ID != NoID) != c.id || tokens[0].Pieces != 0 {
			t.Fatalf("%s: %+v", c.text, tokens)
		}
		if !c.id {
			continue
		}
		if id := tokens[0].ID; s.Word(id) != c.text || s.Tag(id) != "nz" || s.Pieces(id) != nil {
			t.Errorf("%s: id of %s, tag %s, pieces %v", c.text, s.Word(id), s.Tag(id), s.Pieces(id))
		}
	}
	// A word of the dictionary keeps its own id, and its tag.
	if tokens := s.Cut(&b, "社会主义"); len(tokens) != 1 || int(tokens[0].ID) >= s.engine.size() {
		t.Errorf("社会主义: %+v", tokens)
	}
}

func TestCompoundEmptyTerm(t *testing.T) {
	if _, err := newSegmenter(engine(), Options{Lexicon: terms("改革", "")}); err == nil {
		t.Error("an empty term is no error")
	}
}

// A Token can tell 255 pieces; a longer term is left as its words.
func TestCompoundLong(t *testing.T) {
	for n, compounds := range map[int]int{255: 1, 256: 0} {
		text := strings.Repeat("龘，", n)[:n*3]
		s := build(Options{Lexicon: terms(text)})
		if got := strings.Count(cut(s, text), "+"); got != compounds*(n-1) {
			t.Errorf("a term of %d pieces: %d joints", n, got)
		}
		checkCover(t, s, text)
	}
}

// Words that are not looked up begin no term: what is laid is the same where
// every word is, for both engines and with words of the user's.
func TestCompoundBegins(t *testing.T) {
	list := append(terms("GDP目标责任制", "gdp增长", "改革开放道路", "，但是"), lexicon.Builtin()...)
	for _, e := range []backend{compiled(), engine()} {
		s, err := newSegmenter(e, Options{Lexicon: list})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range append(sample(), "GDP目标责任制", "gdp增长", "GDP增长", "改革开放道路，但是") {
			checkBegins(t, s, text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := tinyTexts().Draw(t, "text")
		opt := Options{Words: userWords(5).Draw(t, "words")}
		for n := range 5 { // terms that begin in the text, cut or not
			runes := []rune(text)
			if from := 3 * n; from < len(runes) {
				opt.Lexicon = append(opt.Lexicon, terms(string(runes[from:min(from+2+n, len(runes))]))...)
			}
		}
		slow, fast := withWords(t, opt)
		checkBegins(t, slow, text)
		checkBegins(t, fast, text)
	})
}

// checkBegins compares with a segmenter that looks every word up, step by step.
func checkBegins(t interface{ Fatalf(string, ...any) }, s *Segmenter, text string) {
	all, laid := *s, *s.compounds
	n := len(laid.first)
	laid.first, laid.ranks, laid.after = slices.Repeat([]uint64{^uint64(0)}, n), make([]uint32, n), make([]int32, 64*n)
	for i := range laid.ranks {
		laid.ranks[i] = uint32(64 * i)
	}
	laid.moves = slices.Repeat(moves{^uint64(0)}, len(laid.moves))
	all.compounds = &laid
	var a, b Buffer
	if got, want := s.Cut(&a, text), all.Cut(&b, text); !slices.Equal(got, want) || !slices.Equal(a.Pieces(), b.Pieces()) {
		t.Fatalf("%q: %v, want %v", text, got, want)
	}
}
