package segment

import (
	"strings"
	"testing"
)

// Traditional characters are cut as their simplified forms, and the offsets
// are those of the text as it was.
func TestSimplify(t *testing.T) {
	s := build(Options{Simplify: true})
	text := "堅持改革開放，發展社會主義市場經濟。ＧＤＰ增長８.５％"
	simple := "坚持改革开放，发展社会主义市场经济。GDP增长8.5%"
	got, want := cut(s, text), cut(s, simple)
	if normal := s.Normal(strings.NewReplacer("|", "", "+", "").Replace(got)); normal != simple {
		t.Errorf("normal form %q, want %q", normal, simple)
	}
	if s.Normal(got) != want {
		t.Errorf("cut %s, simplified %s", got, want)
	}
	if full().Normal("開") != "開" {
		t.Error("simplified without being asked")
	}
	if a, b := s.Identity().Layers, full().Identity().Layers; a == b {
		t.Errorf("layers %q do not tell", a)
	}
	var b Buffer
	start := int32(0)
	for _, token := range s.Cut(&b, text) {
		if word := text[start:token.End]; token.ID != NoID && s.Word(token.ID) != word {
			t.Errorf("%q has the id of %q", word, s.Word(token.ID))
		}
		start = token.End
	}
}
