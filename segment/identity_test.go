package segment

import (
	"slices"
	"strings"
	"testing"

	"tifa/segment/lexicon"
)

func TestIdentity(t *testing.T) {
	list := terms("中国特色社会主义", "全面从严治党", "一带一路")
	reversed := slices.Clone(list)
	slices.Reverse(reversed)
	dated := []lexicon.Term{{Text: "一带一路", Year: 2013, Kind: "policy"}, list[0], list[1], list[0]}
	// Segmenters of one row cut alike and have one identity; those of two rows
	// have two.
	rows := [][]Options{
		{{}, {Lexicon: lexicon.Builtin()}},
		{{NoLexicon: true}, {Lexicon: []lexicon.Term{}}, {NoLexicon: true, Lexicon: list}},
		{{Lexicon: list}, {Lexicon: reversed}, {Lexicon: dated}},
		{{Lexicon: list[:2]}},
		{{Lexicon: terms("中国特色社会主义", "全面从严治党", "一带一路倡议")}},
		{{Lexicon: terms("中国特色社会主义全面从严治党", "一带一路")}},
		{{Lexicon: list, NoJoin: true}},
		{{Lexicon: list, NoFold: true}},
		{{Lexicon: list, NoFold: true, NoJoin: true}},
		{{NoLexicon: true, NoJoin: true}},
		{{Lexicon: list, Convention: Dates}, {Lexicon: reversed, Convention: Dates}},
		{{Lexicon: list, Convention: PKU}},
	}
	seen := make(map[Identity]int)
	for i, row := range rows {
		first := build(row[0]).Identity()
		if other, ok := seen[first]; ok {
			t.Errorf("%+v and %+v have one identity, %s", rows[other][0], row[0], first)
		}
		seen[first] = i
		for _, opt := range row[1:] {
			if got := build(opt).Identity(); got != first {
				t.Errorf("%+v: %s, want %s", opt, got, first)
			}
		}
	}
}

func TestIdentityString(t *testing.T) {
	id := build(Options{Lexicon: terms("一带一路"), NoFold: true}).Identity()
	if id.Engine != "gse "+gseVersion || id.Layers != "join.2" || !strings.HasPrefix(id.Lexicon, "1 terms ") || !strings.HasPrefix(id.Dictionary, "zh_s ") {
		t.Errorf("%+v", id)
	}
	for _, part := range []string{id.Engine, id.Dictionary, id.Lexicon, id.Layers} {
		if !strings.Contains(id.String(), part) {
			t.Errorf("%q is not in %q", part, id)
		}
	}
	if got := dated().Identity().String(); !strings.HasSuffix(got, "; convention date.1") {
		t.Errorf("identity %s", got)
	}
	if got := noLexicon().Identity().Lexicon; got != "none" {
		t.Errorf("lexicon %q", got)
	}
}

// New itself, with a dictionary of its own, makes what the tests share.
func TestNew(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary again: 0.5 s, 8 s under -race")
	}
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Identity() != full().Identity() || s.Size() != full().Size() {
		t.Errorf("%s, want %s", s.Identity(), full().Identity())
	}
}
