package store

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// The characters of tokens are those of the text that they make.
func TestGramsOfTokens(t *testing.T) {
	texts := []string{"人", "人民", "人人", "人民日报", "人民日报社", "中华人民共和国", "１，２３", "，", "４５６", "○", "二", "Ａ", "a", "\n", "a\n", "\x00", "", "\xe4\xba", "\xba", "\ufffd", "𠀀人"}
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder("")
		b.Normalize(corpus.Normalization{NoFold: rapid.Bool().Draw(t, "no fold"), Simplified: rapid.SampledFrom([]map[rune]rune{nil, {'民': '人'}}).Draw(t, "simplified")})
		token := rapid.Custom(func(t *rapid.T) uint32 {
			text := rapid.SampledFrom(texts).Draw(t, "text")
			var pieces []int32
			for i := range text { // cuts behind any byte, also inside a character
				if rapid.Bool().Draw(t, "cut") {
					pieces = append(pieces, int32(i+1+rapid.IntRange(0, 1).Draw(t, "more")))
				}
			}
			for len(pieces) > 0 && int(pieces[len(pieces)-1]) > len(text) {
				pieces = pieces[:len(pieces)-1]
			}
			return b.Token(Token{Text: text, Pieces: pieces})
		})
		for n := range rapid.IntRange(0, 4).Draw(t, "documents") {
			s := Segmented{Document: &corpus.Document{Source: strings.Repeat("a", n+1)}}
			for z := range s.Tokens {
				s.Tokens[z] = rapid.SliceOfN(token, 0, 8).Draw(t, "tokens")
			}
			if err := b.Add(&s); err != nil {
				t.Fatal(err)
			}
		}
		seg := b.finish()
		var zones []gramZone
		lex := Lexicon{own: &seg.own}
		lex.load()
		for doc := range seg.len() {
			from := seg.first.v[doc]
			for z, end := range seg.ends.v[corpus.NumZones*doc : corpus.NumZones*(doc+1)] {
				var c cutText
				to := seg.first.v[doc] + uint64(end)
				c.read(&lex, seg.stream.v[from:to], seg.normal)
				from = to
				zones = append(zones, gramZone{uint32(doc), corpus.Zone(z), slices.Clone(c.text), slices.Clone(c.cut)})
			}
		}
		x := seg.indexed()
		got := grams{docs: uint32(seg.len()), keys: x.gramKeys.v, starts: x.gramStarts.v, data: x.gramData.v}
		sameGrams(t, got, slowGrams(uint32(seg.len()), slowLists(zones)))
	})
}
