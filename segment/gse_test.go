package segment

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/go-ego/gse"
	"pgregory.net/rapid"
)

// dictionaryUnits are the units of all words, as gse itself splits them.
var dictionaryUnits = sync.OnceValue(func() map[string]bool {
	units := make(map[string]bool)
	for i := range engine().gse.Dict.Tokens {
		for _, unit := range gse.SplitWords([]byte(engine().gse.Dict.Tokens[i].Text())) {
			units[string(unit)] = true
		}
	}
	return units
})

// forRuns calls visit for each maximal run of dictionary units, and for each
// other unit.
func forRuns(text string, visit func(from, to int, isRun bool)) {
	at, run := 0, 0
	for _, unit := range gse.SplitWords([]byte(text)) {
		next := at + len(unit)
		if !dictionaryUnits()[string(unit)] {
			if run < at {
				visit(run, at, true)
			}
			visit(at, next, false)
			run = next
		}
		at = next
	}
	if run < at {
		visit(run, at, true)
	}
}

// reference returns the cuts that the package promises: what gse's Segment
// makes of each maximal run of dictionary units, any other unit by itself.
func reference(text string) []int32 {
	var cuts []int32
	forRuns(text, func(from, to int, isRun bool) {
		if !isRun {
			cuts = append(cuts, int32(to))
			return
		}
		for _, s := range engine().gse.Segment([]byte(text[from:to])) {
			cuts = append(cuts, int32(from+s.End()))
		}
	})
	return cuts
}

// checkEngine holds that both engines make the cuts of gse, and the same
// tokens.
func checkEngine(t interface{ Fatalf(string, ...any) }, text string) {
	want := reference(text)
	if got := allCuts(noFold(), text); !slices.Equal(got, want) {
		t.Fatalf("%q: cuts %v, gse %v", text, got, want)
	}
	var b, g Buffer
	if ours, slow := noFold().Cut(&b, text), withGSE().Cut(&g, text); !slices.Equal(ours, slow) {
		t.Fatalf("%q: tokens %v, by gse %v", text, ours, slow)
	}
}

// Segmenters without any layer, on the compiled dictionary and on gse.
var (
	noFold  = sync.OnceValue(func() *Segmenter { return build(Options{NoLexicon: true, NoJoin: true, NoFold: true}) })
	withGSE = sync.OnceValue(func() *Segmenter {
		s, err := newSegmenter(engine(), Options{NoLexicon: true, NoJoin: true, NoFold: true})
		if err != nil {
			panic(err)
		}
		return s
	})
)

func TestEngine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkEngine(t, texts().Draw(t, "text")) })
}

func TestEngineSample(t *testing.T) {
	for _, line := range sample() {
		checkEngine(t, line)
	}
}

// Over a sentence the path sums of gse are exact enough: cutting its runs is
// cutting the whole of it.
func TestEngineSentences(t *testing.T) {
	for _, line := range sample() {
		if len(line) > 600 || line == "" {
			continue
		}
		var want []int32
		for _, s := range engine().gse.Segment([]byte(line)) {
			want = append(want, int32(s.End()))
		}
		if got := allCuts(noFold(), line); !slices.Equal(got, want) {
			t.Errorf("%q: cuts %v, gse over the whole %v", line, got, want)
		}
	}
}

// Every word of the dictionary has its own id, text, tag and frequency.
func TestWords(t *testing.T) {
	s, e := plain(), engine()
	if s.Size() != len(e.gse.Dict.Tokens) {
		t.Errorf("%d ids, gse has %d words", s.Size(), len(e.gse.Dict.Tokens))
	}
	var b Buffer
	for id := 0; id < s.Size(); id += 97 {
		word := s.Word(int32(id))
		freq, tag, ok := e.gse.Find(word)
		if !ok || tag != s.Tag(int32(id)) || freq != e.freq(int32(id)) {
			t.Errorf("%q: tag %q, frequency %g; gse finds %q, %g", word, s.Tag(int32(id)), e.freq(int32(id)), tag, freq)
		}
		if s.Pieces(int32(id)) != nil {
			t.Errorf("%q has pieces", word)
		}
		if tokens := s.Cut(&b, word); len(tokens) == 1 && tokens[0].ID != int32(id) {
			t.Errorf("%q: id %d, want %d", word, tokens[0].ID, id)
		}
	}
}

// Once its buffer has grown Cut allocates nothing; on gse it allocates what gse
// does with the same runs, which it wants as bytes.
func TestCutAllocates(t *testing.T) {
	const text = "坚持中国特色社会主义道路，２００５年6月28日，8.5%的GDP——改革开放以来。"
	var b Buffer
	s := full()
	s.Cut(&b, text)
	if n := testing.AllocsPerRun(20, func() { s.Cut(&b, text) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
	slow := withGSE()
	slow.Cut(&b, text)
	ours := testing.AllocsPerRun(20, func() { slow.Cut(&b, text) })
	var runs [][]byte
	forRuns(text, func(from, to int, isRun bool) {
		if isRun {
			runs = append(runs, []byte(text[from:to]))
		}
	})
	own := testing.AllocsPerRun(20, func() {
		for _, run := range runs {
			engine().gse.Segment(run)
		}
	})
	if ours > own+float64(len(runs)) {
		t.Errorf("on gse %g allocations, gse alone %g over %d runs", ours, own, len(runs))
	}
}

func TestVersion(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`github\.com/go-ego/gse (v\S+)`).FindSubmatch(mod)
	if m == nil || string(m[1]) != gseVersion {
		t.Errorf("go.mod has gse %s, gseVersion is %s", m, gseVersion)
	}
}
