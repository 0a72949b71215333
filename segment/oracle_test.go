package segment

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// layerOptions are all ways to switch the layers on and off.
func layerOptions() []Options {
	var all []Options
	for i := range 1 << 4 {
		all = append(all, Options{
			Lexicon: terms(fragments[:44]...), NoLexicon: i&1 != 0, NoJoin: i&2 != 0, NoFold: i&4 != 0, Simplify: i&8 != 0,
		})
	}
	return all
}

// A pair is the two engines under the same layers.
type pair struct{ compiled, gse *Segmenter }

var pairs = sync.OnceValue(func() []pair {
	var all []pair
	for _, opt := range layerOptions() {
		slow, err := newSegmenter(engine(), opt)
		if err != nil {
			panic(err)
		}
		all = append(all, pair{build(opt), slow})
	}
	return all
})

// same holds that both engines give the same tokens and pieces.
func (p pair) same(t interface{ Fatalf(string, ...any) }, text string) {
	var b, g Buffer
	if ours, slow := p.compiled.Cut(&b, text), p.gse.Cut(&g, text); !slices.Equal(ours, slow) || !slices.Equal(b.Pieces(), g.Pieces()) {
		t.Fatalf("%+v: %q: tokens %v, pieces %v; by gse %v, %v", p.compiled.options, text, ours, b.Pieces(), slow, g.Pieces())
	}
}

// The engines agree, and cover the text, whatever layers are on.
func TestEngineLayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		p := rapid.SampledFrom(pairs()).Draw(t, "layers")
		p.same(t, text)
		checkCover(t, p.compiled, text)
		checkCover(t, p.gse, text)
	})
}

// hanSample is the sample without marks, numbers and line ends: one run of
// dictionary units.
var hanSample = sync.OnceValue(func() string {
	var out strings.Builder
	text := strings.Join(sample(), "")
	forRuns(text, func(from, to int, isRun bool) {
		if isRun {
			out.WriteString(text[from:to])
		}
	})
	return out.String()
})

// Runs without end, in which gse's sums lose their last digits: the compiled
// dictionary loses the same ones.
func TestEngineLong(t *testing.T) {
	for _, text := range []string{
		hanSample(), strings.Repeat(hanSample(), 3),
		strings.Repeat("中国特色社会主义", 4000), strings.Repeat("研究生命起源", 4000), strings.Repeat("的", 20_000),
		strings.Repeat("龘", 20_000), strings.Repeat("𠮷𠀀", 5000), strings.Repeat("a", 20_000), strings.Repeat("８", 5000),
		strings.Repeat("😀", 5000), strings.Repeat("\xff", 5000), strings.Repeat("\x00", 5000), strings.Repeat("改革\x00", 5000),
	} {
		p := pair{noFold(), withGSE()}
		p.same(t, text)
		checkCover(t, p.compiled, text)
		pair{full(), fullGSE()}.same(t, text)
	}
}

var fullGSE = sync.OnceValue(func() *Segmenter {
	s, err := newSegmenter(engine(), Options{})
	if err != nil {
		panic(err)
	}
	return s
})

// sharedDocuments is how many documents of each file are compared: gse takes
// half a minute for all of them, and ten under -race. TIFA_SHARED=all compares
// them all.
const sharedDocuments = 100

// Over the real text beside the repository, which is not ours to ship, the
// engines agree token by token, compounds and joins included.
func TestEngineShared(t *testing.T) {
	files, _, err := corpus.Files([]string{filepath.Join("..", "..", "shared", "data")}, corpus.SourceOptions{})
	if err != nil {
		t.Skip("no ../../shared/data beside the repository: ", err)
	}
	limit := sharedDocuments
	if os.Getenv("TIFA_SHARED") == "all" {
		limit = math.MaxInt
	}
	p := pair{full(), fullGSE()}
	documents, bytes := 0, 0
	for _, f := range files {
		n := 0
		for d := range f.Documents(corpus.DecodeOptions{}) {
			if d == nil {
				continue
			}
			for _, text := range d.Zones() {
				p.same(t, text)
				checkCover(t, p.compiled, text)
				bytes += len(text)
			}
			documents++
			if n++; n == limit {
				break
			}
		}
	}
	t.Logf("%d documents, %d bytes", documents, bytes)
	if documents == 0 {
		t.Error("no documents")
	}
}
