package segment

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/segment/lexicon"
)

// engine is gse with its dictionary, loaded once for all tests.
var engine = sync.OnceValue(func() *gseEngine {
	e, err := newGSE(nil)
	if err != nil {
		panic(err)
	}
	return e
})

// compiled is what is compiled of it.
var compiled = sync.OnceValue(func() *dictionary {
	d, err := compile(engine())
	if err != nil {
		panic(err)
	}
	return d
})

func build(opt Options) *Segmenter {
	s, err := newSegmenter(compiled(), opt)
	if err != nil {
		panic(err)
	}
	return s
}

// Segmenters that several tests share.
var (
	full      = sync.OnceValue(func() *Segmenter { return build(Options{}) })
	noLexicon = sync.OnceValue(func() *Segmenter { return build(Options{NoLexicon: true}) })
	plain     = sync.OnceValue(func() *Segmenter { return build(Options{NoLexicon: true, NoJoin: true}) })
)

func terms(texts ...string) []lexicon.Term {
	var list []lexicon.Term
	for _, text := range texts {
		list = append(list, lexicon.Term{Text: text})
	}
	return list
}

// cut returns the texts of the tokens with | between them, and + between the
// pieces of compounds.
func cut(s *Segmenter, text string) string {
	var b Buffer
	var out []string
	start, pieces := int32(0), []int32(nil)
	for i, t := range s.Cut(&b, text) {
		if i == 0 {
			pieces = b.Pieces()
		}
		if t.Pieces == 0 {
			out = append(out, text[start:t.End])
		} else {
			var parts []string
			for _, p := range pieces[:t.Pieces] {
				parts = append(parts, text[start:p])
				start = p
			}
			pieces = pieces[t.Pieces:]
			out = append(out, strings.Join(parts, "+"))
		}
		start = t.End
	}
	return strings.Join(out, "|")
}

// allCuts returns the offsets at which s cuts text, those inside compounds too.
func allCuts(s *Segmenter, text string) []int32 {
	var b Buffer
	var cuts []int32
	for _, t := range s.Cut(&b, text) {
		cuts = append(cuts, t.End)
	}
	cuts = append(cuts, b.Pieces()...)
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// fragments are what texts are made of in tests: words that overlap, terms and parts
// of terms, numbers, marks, other scripts, broken characters.
var fragments = []string{
	"中国", "特色", "社会主义", "中国特色社会主义", "道路", "改革", "开放", "改革开放", "党的", "十八", "大", "人民", "代表",
	"三个", "“三个代表”", "重要思想", "研究生", "命", "起源", "的", "一带一路", "习近平", "新时代", "同志", "在", "和", "全面",
	"从严治党", "依法治国", "无产阶级文化大革命", "新华社", "6月", "28日", "2005年", "二〇〇五年", "一九七八", "五年", "十", "百", "千万",
	"多", "多万", "余", "几", "分之", "百分之", "8.5", "%", "％", "１８０", "．", ",", "1,234", "GDP", "ＧＤＰ", "C-17", "R&D", "&", "-",
	"——", "…", "……", "—", "《", "》", "，", "。", "、", "\n", "\n\n", " ", "　", "\t", "\r\n", "Ünïcödé", "αβγ", "привет", "カタカナ",
	"한국", "😀", "👨‍👩‍👧", "\u200b", "\ufeff", "\x00", "\xff", "\xe4\xb8", "\xed\xa0\x80", "\xe2\x80", "\ue000", "⼈", "々", "½", "Ⅳ", "①",
}

// texts draws strings of fragments, single characters and bytes.
func texts() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.SampledFrom(fragments), rapid.SampledFrom(fragments), rapid.SampledFrom(fragments),
		rapid.StringN(1, 3, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 1, 3), func(b []byte) string { return string(b) }),
	)
	return rapid.Map(rapid.SliceOfN(part, 0, 30), func(parts []string) string { return strings.Join(parts, "") })
}

// sample returns the texts of the sample corpus, a line each.
var sample = sync.OnceValue(func() []string {
	files, _, err := corpus.Files([]string{filepath.Join("..", "testdata", "sample")}, corpus.SourceOptions{})
	if err != nil {
		panic(err)
	}
	var lines []string
	for _, f := range files {
		for d := range f.Documents(corpus.DecodeOptions{}) {
			if d == nil {
				continue
			}
			for _, text := range d.Zones() {
				lines = append(lines, strings.SplitAfter(text, "\n")...)
			}
		}
	}
	return lines
})
