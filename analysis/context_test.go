package analysis

import "testing"

// The hit stands between < and >.
func TestContext(t *testing.T) {
	for _, test := range []struct{ context, text, left, right string }{
		{"2", "甲|乙|丙|<丁>|戊|己|庚", "乙丙", "戊己"},
		{"2", "甲|<丁>|戊", "甲", "戊"},
		{"0", "甲|<丁>|戊", "", ""},
		{"2", "甲|乙\n<丁>\n戊", "乙\n", "\n戊"}, // over the end of a paragraph
		{"1w", "甲|乙乙，<丁>。“戊戊|己", "乙乙，", "。“戊戊"},
		{"1w", "甲|乙乙\n<丁>\n戊戊|己", "乙乙\n", "\n戊戊"},
		{"2w", "，甲|乙乙，<丁>。戊|", "甲乙乙，", "。戊"},
		{"3w", "，甲|乙乙，<丁>。戊|", "，甲乙乙，", "。戊"},
		{"1w", "甲|乙<丁>戊|己", "乙", "戊"}, // the hit cuts into a word
		{"1w", "甲|，<丁>|，戊。", "甲，", "，戊"},
		{"0w", "甲|<丁>|戊", "", ""},
		{"sentence", "甲。乙|<丁>|戊。己", "乙", "戊。"},
		{"sentence", "“甲！”乙|<丁>|戊？！”己", "乙", "戊？！”"},
		{"sentence", "甲\n  乙|<丁>|戊\n己", "乙", "戊"},
		{"sentence", "甲，<丁>，戊", "甲，", "，戊"},
		{"sentence", "甲。<丁。>乙。", "", ""},
		{"sentence", "甲。<丁。>”乙。", "", "”"},
		{"paragraph", "甲\n  乙。丙|<丁>|戊。己  \n庚", "乙。丙", "戊。己"},
		{"paragraph", "<丁>", "", ""},
	} {
		c, err := ParseContext(test.context)
		if err != nil {
			t.Fatal(err)
		}
		left, right := contextOf(t, c, test.text)
		if left != test.left || right != test.right {
			t.Errorf("%s of %q: %q and %q, want %q and %q", test.context, test.text, left, right, test.left, test.right)
		}
	}
}

// contextOf returns the context of what stands between < and > in a text in the
// notation of parse.
func contextOf(t *testing.T, c Context, notation string) (left, right string) {
	t.Helper()
	var hit span
	plain := ""
	for _, r := range notation {
		text, _ := parse(plain)
		switch r {
		case '<':
			hit.start = len(text)
		case '>':
			hit.end = len(text)
		default:
			plain += string(r)
		}
	}
	corpus := newCorpus(t, D{Body: plain})
	text, _ := parse(plain)
	return c.around(text, hit, func() []span { return wordBounds(nil, corpus.Lexicon(0), corpus.Tokens(0, 4), 0) })
}

func TestParseContext(t *testing.T) {
	for s, want := range map[string]Context{
		"30": {Characters, 30}, "0": {}, "10w": {Words, 10}, "sentence": {Unit: Sentence}, "paragraph": {Unit: Paragraph},
	} {
		if got, err := ParseContext(s); err != nil || got != want {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "w", "-1", "10 w", "line", "1e3", "-2w"} {
		if got, err := ParseContext(s); err == nil {
			t.Errorf("%q: %+v and no error", s, got)
		}
	}
}
