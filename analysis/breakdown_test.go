package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var breakdownDocs = []D{
	{Date: "20041231", Page: "10", Section: "头版", Author: []string{"张", "王"}, Class: []string{"D261.4"}, Body: "甲 甲 x"}, // 3 words
	{Date: "20050101", Page: "2", Section: "国际", Author: []string{"王"}, Class: []string{"D26", "D2"}, Body: "甲 x"},      // 2
	{Date: "20050102", Page: "02", Section: "头版", Class: []string{"D61", "E2"}, Body: "x"},                              // 1
	{Date: "20050103", Page: "1", Section: "理论", Author: []string{"李"}, Body: "甲 x x"},                                  // 3
	{Date: "20050104", Author: []string{"李"}, Body: "x"},                                                                // 1
}

func breakdown(t *testing.T, s *Selection, opt BreakdownOptions, list ...string) []BreakdownRow {
	t.Helper()
	return all[BreakdownRow](t)(Breakdown(s, mustTerms(t, opt.Match, list...), opt))
}

// group, documents, words, count, documents with the term.
func breakdownLines(rows []BreakdownRow) string {
	var list []string
	for _, r := range rows {
		name := r.Group
		if r.Group2 != "" {
			name += "×" + r.Group2
		}
		list = append(list, fmt.Sprintf("%s %d %d %d %d", name, r.DocumentsTotal, r.WordsTotal, r.Count, r.Documents))
	}
	return strings.Join(list, ", ")
}

// The groups with most documents first, ties in the order of values; a field
// that has an order of its own in that; then (none), (other), (all).
func TestBreakdown(t *testing.T) {
	s := selectAll(t, breakdownDocs...)
	for _, c := range []struct {
		opt  BreakdownOptions
		want string
	}{
		// 国 U+56FD, 理 U+7406
		{BreakdownOptions{By: []string{"section"}}, "头版 2 4 2 1, 国际 1 2 1 1, 理论 1 3 1 1, (none) 1 1 0 0, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"section"}, Top: 1}, "头版 2 4 2 1, (none) 1 1 0 0, (other) 2 5 2 2, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"page"}}, "1 1 3 1 1, 2 2 3 1 1, 10 1 3 2 1, (none) 1 1 0 0, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"year"}}, "2004 1 3 2 1, 2005 4 7 2 2, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"front"}}, "false 4 7 3 2, true 1 3 1 1, (all) 5 10 4 3"},
		// A document of two authors is in two groups; (all) has each once.
		{BreakdownOptions{By: []string{"author"}}, "李 2 4 1 1, 王 2 5 3 2, 张 1 3 2 1, (none) 1 1 0 0, (all) 5 10 4 3"},
		// Of those that are cut each document once: the first is in 王 and in 张.
		{BreakdownOptions{By: []string{"author"}, Top: 2}, "李 2 4 1 1, 王 2 5 3 2, (none) 1 1 0 0, (other) 1 3 2 1, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"author"}, Top: 1}, "李 2 4 1 1, (none) 1 1 0 0, (other) 2 5 3 2, (all) 5 10 4 3"},
		// D261.4 → D, D2, D26; a document once under each.
		{BreakdownOptions{By: []string{"class"}, Depth: 1}, "D 3 6 3 2, E 1 1 0 0, (none) 2 4 1 1, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"class"}, Depth: 2}, "D2 2 5 3 2, D6 1 1 0 0, E2 1 1 0 0, (none) 2 4 1 1, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"class"}, Depth: 3}, "D2 1 2 1 1, D26 2 5 3 2, D61 1 1 0 0, E2 1 1 0 0, (none) 2 4 1 1, (all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"class"}}, "D2 1 2 1 1, D26 1 2 1 1, D261.4 1 3 2 1, D61 1 1 0 0, E2 1 1 0 0, (none) 2 4 1 1, (all) 5 10 4 3"},
		// Crossed fields.
		{BreakdownOptions{By: []string{"year", "section"}}, "2004×头版 1 3 2 1, 2005×国际 1 2 1 1, 2005×头版 1 1 0 0, 2005×理论 1 3 1 1, 2005×(none) 1 1 0 0, (all)×(all) 5 10 4 3"},
		{BreakdownOptions{By: []string{"author", "year"}}, "张×2004 1 3 2 1, 李×2005 2 4 1 1, 王×2004 1 3 2 1, 王×2005 1 2 1 1, (none)×2005 1 1 0 0, (all)×(all) 5 10 4 3"},
	} {
		if diff := cmp.Diff(c.want, breakdownLines(breakdown(t, s, c.opt, "甲"))); diff != "" {
			t.Errorf("by %v, top %d, depth %d: %s", c.opt.By, c.opt.Top, c.opt.Depth, diff)
		}
	}
}

// Shares: of the selection's documents and words, of the term's uses, of the
// group's documents.
func TestBreakdownShares(t *testing.T) {
	s := selectAll(t, breakdownDocs...)
	r := breakdown(t, s, BreakdownOptions{By: []string{"section"}}, "甲", "没有")[0]
	if r.Group != "头版" || r.Term != "甲" || r.CharactersTotal != 4 || r.TwoCounts != two(2, 2) {
		t.Errorf("%+v", r)
	}
	checkNear(t, "documents_share", value(r.DocumentsShare), 2./5)
	checkNear(t, "words_share", value(r.WordsShare), 4./10)
	checkNear(t, "count_share", value(r.CountShare), 2./4)
	checkNear(t, "per_million_words", value(r.PerMillionWords), 2e6/4)
	checkNear(t, "document_share", value(r.DocumentShare), 1./2)
	// A term that is nowhere has no share of its uses to give.
	none := breakdown(t, s, BreakdownOptions{By: []string{"section"}}, "甲", "没有")[1]
	if _, ok := none.CountShare.Get(); ok || none.Term != "没有" || none.Count != 0 || value(none.PerMillionWords) != 0 {
		t.Errorf("%+v", none)
	}
}

// Without terms a row a group; with two a row each.
func TestBreakdownRows(t *testing.T) {
	s := selectAll(t, breakdownDocs...)
	rows := breakdown(t, s, BreakdownOptions{By: []string{"section"}})
	if got := breakdownLines(rows); got != "头版 2 4 0 0, 国际 1 2 0 0, 理论 1 3 0 0, (none) 1 1 0 0, (all) 5 10 0 0" || rows[0].Term != "" {
		t.Errorf("without terms: %s", got)
	}
	rows = breakdown(t, s, BreakdownOptions{By: []string{"section"}}, "甲", "x")
	if len(rows) != 10 || rows[0].Term != "甲" || rows[1].Term != "x" || rows[1].Group != "头版" || rows[1].Count != 2 {
		t.Errorf("two terms: %+v", rows)
	}
}

func TestBreakdownNotes(t *testing.T) {
	for field, want := range map[string]bool{"section": false, "author": true, "class": true} {
		s := selectAll(t, breakdownDocs...)
		s.Notes = nil
		breakdown(t, s, BreakdownOptions{By: []string{field}})
		if (len(s.Notes) > 0) != want {
			t.Errorf("by %s: notes %q", field, s.Notes)
		}
	}
}

func TestBreakdownErrors(t *testing.T) {
	s := selectAll(t, breakdownDocs...)
	for _, by := range [][]string{nil, {"section", "year", "page"}, {"sektion"}, {"section", "sektion"}} {
		if _, err := Breakdown(s, nil, BreakdownOptions{By: by}); err == nil {
			t.Errorf("by %v is no error", by)
		}
	}
}

func TestNotation(t *testing.T) {
	for _, c := range []struct {
		class string
		depth int
		want  string
	}{
		{"D261.4", 1, "D"}, {"D261.4", 2, "D2"}, {"D261.4", 3, "D26"}, {"D261.4", 4, "D261"}, {"D261.4", 5, "D261.4"}, {"D261.4", 9, "D261.4"},
		{"EI233", 2, "EI"}, {"D", 3, "D"}, {"K23", 3, "K23"}, {"中D2", 2, "中D"}, {"D.2", 2, "D.2"}, {"", 2, ""},
	} {
		if got := notation(c.class, c.depth); got != c.want {
			t.Errorf("%s to %d: %s, want %s", c.class, c.depth, got, c.want)
		}
	}
}
