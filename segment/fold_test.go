package segment

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// Full-width letters, digits and ％ are cut as if they were ASCII; the tokens
// are those of the text as printed.
func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"ＧＤＰ增长８％。", "ＧＤＰ|增长|８％|。"},
		{"１８０多万人", "１８０多万|人"},
		{"２００５年６月２８日", "２００５年|６月|２８日"},
		{"Ｃ-1７", "Ｃ-1７"},
		{"Ｃ－17", "Ｃ－17"},
		{"增长８．５％", "增长|８．５％"},
		{"１，２３４，５６７元", "１，２３４，５６７|元"},
		{"1，2，3", "1|，|2|，|3"},
		{"二○○五年", "二○○五年"},
		{"ＡＢ，ｃｄ", "ＡＢ|，|ｃｄ"},
	} {
		if got := cut(full(), c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if got := cut(noFold(), "８％"); got != "８|％" {
		t.Errorf("without folding: %q", got)
	}
}

func TestNormal(t *testing.T) {
	if got := full().Normal("２０%，ＧＤＰ"); got != "20%，GDP" {
		t.Errorf("Normal: %q", got)
	}
	for surface, want := range map[string]string{"８．５％": "8.5%", "１，２３４": "1,234", "Ｃ－17": "C-17", "二○○五年": "二〇〇五年"} {
		if got := full().Normal(surface); got != want {
			t.Errorf("Normal(%s): %s, want %s", surface, got, want)
		}
	}
	if got := noFold().Normal("２０"); got != "２０" {
		t.Errorf("Normal without folding: %q", got)
	}
}

// halfWidth is the folded text, and for each of its offsets the offset in s.
// Package corpus tests the folding itself.
func halfWidth(s string) (folded string, offset []int32) {
	folded, offsets := corpus.Fold(s)
	for i := range len(folded) + 1 {
		offset = append(offset, int32(offsets.Original(i)))
	}
	return folded, offset
}

var unfolded = sync.OnceValue(func() *Segmenter { return build(Options{NoFold: true}) })

// Cuts of a text are those of the folded text, at the same places.
func TestFoldOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		folded, offset := halfWidth(text)
		var want []int32
		for _, c := range allCuts(unfolded(), folded) {
			want = append(want, offset[c])
		}
		if got := allCuts(full(), text); !slices.Equal(got, want) {
			t.Fatalf("%q: cuts %v, want %v", text, got, want)
		}
	})
}

// A token that was folded has no id, for ids stand for one text.
func TestFoldID(t *testing.T) {
	var b Buffer
	for _, token := range full().Cut(&b, "ｇｄｐ") {
		if token.ID != NoID {
			t.Errorf("ｇｄｐ has the id of %q", full().Word(token.ID))
		}
	}
	s := build(Options{Lexicon: terms("８６３计划", "计划生育")})
	if got := cut(s, "８６３计划"); got != "８６３+计划" {
		t.Errorf("a term in full width: %q", got)
	}
	if tokens := s.Cut(&b, "８６３计划"); tokens[0].ID != NoID {
		t.Errorf("８６３计划 has the id of %q", s.Word(tokens[0].ID))
	}
	if tokens := s.Cut(&b, "863计划"); tokens[0].ID == NoID || s.Word(tokens[0].ID) != "863计划" {
		t.Errorf("863计划: %+v", tokens)
	}
}
