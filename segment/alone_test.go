package segment

import (
	"testing"

	"tifa/segment/lexicon"
)

// Every term of the lexicon that stands alone, between marks or on a line of
// its own, comes out as one word, which has the id of its text: a compound, a
// word of the dictionary, a joined number or Latin run (十三五, CEPA).
func TestTermsAlone(t *testing.T) {
	s := full()
	var b Buffer
	for _, marks := range []struct{ before, after string }{
		{"", ""}, {"，", "，"}, {"。", "。"}, {"、", "、"}, {"：", "；"}, {"“", "”"}, {"《", "》"}, {"（", "）"},
		{"\n", "\n"}, {"\r\n", "\r\n"}, {"　　", "\n"}, {" ", " "}, {"——", "——"}, {"(", ")"}, {"\"", "\""}, {"！", "？"},
	} {
		failed := 0
		for _, term := range lexicon.Builtin() {
			text := marks.before + term.Text + marks.after
			from, to := int32(len(marks.before)), int32(len(marks.before)+len(term.Text))
			start, found := int32(0), false
			for _, token := range s.Cut(&b, text) {
				if start == from && token.End == to {
					found = token.ID != NoID && s.Word(token.ID) == term.Text && token.Kind == s.Kind(token.ID) && int(token.Pieces) == len(s.Pieces(token.ID))
				}
				start = token.End
			}
			if !found {
				if failed++; failed < 5 {
					t.Errorf("%q is cut %s", text, cut(s, text))
				}
			}
		}
		if failed > 0 {
			t.Errorf("between %q and %q %d of %d terms are not one word", marks.before, marks.after, failed, len(lexicon.Builtin()))
		}
	}
}
