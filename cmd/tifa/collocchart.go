package main

import (
	"fmt"
	"iter"

	"tifa/analysis"
	"tifa/reports"
)

// kept returns rows that are put into list as they come.
func kept[T any](rows iter.Seq2[T, error], list *[]T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		*list = (*list)[:0]
		for row, err := range rows {
			if err == nil {
				*list = append(*list, row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// networkSeed is that of the places of nodes: the chart says nothing by them.
const networkSeed = 1

// writeColloc draws the network of the rows; it does nothing where no chart is
// asked for. Of the edges between words it takes as many as there are to terms,
// the heaviest of each term: all of them would hide the words.
func (f *chartFlags) writeColloc(s *analysis.Selection, terms []analysis.Term, rows []analysis.CollocationRow, opt analysis.CollocationOptions, table *reports.Table) error {
	if f.file == "" {
		return nil
	}
	nodes, edges := analysis.CollocationNetwork(s, terms, rows, opt)
	d := &reports.Network{Seed: networkSeed, Main: f.texts.term, Other: f.texts.word}
	at := make(map[string]int)
	for i, n := range nodes {
		at[n.ID] = i
		d.Nodes = append(d.Nodes, reports.NetworkNode{Label: n.Label, Weight: float64(n.Weight), Main: n.Kind == "term"})
	}
	room := make(map[string]int) // term → edges between words
	for _, e := range edges {
		if e.Source == e.Window {
			room[e.Window]++
		}
	}
	left := 0
	for _, e := range edges {
		if e.Source != e.Window {
			if room[e.Window]--; room[e.Window] < 0 {
				left++
				continue
			}
		}
		d.Edges = append(d.Edges, reports.NetworkEdge{From: at[e.Source], To: at[e.Target], Weight: float64(e.Weight)})
	}
	caption := fmt.Sprintf(f.texts.aroundCaption, f.texts.field(opt.Sort))
	if left > 0 {
		caption = f.texts.sentences(caption, fmt.Sprintf(f.texts.heaviest, left))
	}
	return f.write(table, fmt.Sprintf(f.texts.around, f.texts.labels(terms)), caption, d)
}
