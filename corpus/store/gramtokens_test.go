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
		var tokens []uint32
		for _, text := range texts {
			for pieces := range 1 << min(3, max(0, len(text)-1)) { // cuts behind the first bytes, also inside a character
				var ends []int32
				for i := range 3 {
					if pieces>>i&1 == 1 {
						ends = append(ends, int32(i+1))
					}
				}
				if len(text) >= 6 && pieces&2 != 0 {
					ends = append(ends, 6)
				}
				tokens = append(tokens, b.Token(Token{Text: text, Pieces: ends}))
			}
		}
		for n := range rapid.IntRange(0, 4).Draw(t, "documents") {
			s := Segmented{Document: &corpus.Document{Source: strings.Repeat("a", n+1)}}
			for z := range s.Tokens {
				s.Tokens[z] = rapid.SliceOfN(rapid.SampledFrom(tokens), 0, 8).Draw(t, "tokens")
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
		sameGrams(t, seg.buildGrams(), slowGrams(uint32(seg.len()), slowLists(zones)))
	})
}
