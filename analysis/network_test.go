package analysis

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// 甲 has b and c in two windows, c and d in one; 乙 has c in one. Of the words
// that stand around 甲 only b, c and 甲 itself are chosen.
func TestCollocationNetwork(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "b|甲|c\nc|b|甲\nc|d|甲\n乙|c\n甲|甲\nb"})
	terms := mustTerms(t, String, "甲", "乙", "没有")
	opt := CollocationOptions{Window: Window{Left: 2, Right: 2}, Sort: "count", Hide: map[string]bool{"d": true}}
	rows := all[CollocationRow](t)(Collocation(s, terms, opt))
	nodes, edges := CollocationNetwork(s, terms, rows, opt)
	wantNodes := []NetworkNode{
		{"甲", "甲", "term", 5}, {"乙", "乙", "term", 1}, {"没有", "没有", "term", 0},
		{"b", "b", "word", 3}, {"c", "c", "word", 4},
	}
	if diff := cmp.Diff(wantNodes, nodes); diff != "" {
		t.Error(diff)
	}
	wantEdges := []NetworkEdge{
		{Source: "甲", Target: "c", Type: "Undirected", Weight: 3, Window: "甲"},
		{Source: "甲", Target: "b", Type: "Undirected", Weight: 2, Window: "甲"},
		{Source: "b", Target: "c", Type: "Undirected", Weight: 2, Window: "甲"},
		{Source: "乙", Target: "c", Type: "Undirected", Weight: 1, Window: "乙"},
	}
	for i := range edges {
		edges[i].LogDice, edges[i].G2 = Maybe[float64]{}, Maybe[float64]{}
	}
	if diff := cmp.Diff(wantEdges, edges, maybes); diff != "" {
		t.Error(diff)
	}
}
