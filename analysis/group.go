package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/corpus"
	"tifa/corpus/store"
)

// None is the name of the group of documents that have no value of a field.
const None = "(none)"

// A Grouping deals the documents of a selection out by the values of fields. A
// document with several values is in several groups.
type Grouping struct {
	Fields []corpus.FieldInfo
	Groups []Group // in the order of their values, (none) last
}

// A Group is the documents that share a value of each field.
type Group struct {
	Values []string // one a field
	Docs   []int    // in the order of the corpus
}

// Name returns the values of the group as one name.
func (g *Group) Name() string { return strings.Join(g.Values, " × ") }

// overlaps tells whether a document of so many is in more than one group.
func (g *Grouping) overlaps(documents int) bool {
	n := 0
	for _, group := range g.Groups {
		n += len(group.Docs)
	}
	return n > documents
}

// noteOverlaps says that a document is in more than one group, for tables whose
// rows do not add up for it.
func (g *Grouping) noteOverlaps(s *Selection) {
	s.note(b2i(g.overlaps(len(s.Docs))), "a document with several values is in several groups")
}

// GroupBy deals the documents of s out by fields. depth cuts the values of
// class to as many characters of the notation, the dot not counted; 0 leaves
// them whole. A document counts once under each value it then has.
func GroupBy(s *Selection, fields []string, depth int) (*Grouping, error) {
	g := &Grouping{}
	columns := make([]groupColumn, len(fields))
	for i, field := range fields {
		col, err := s.Corpus.Column(field)
		if err != nil {
			return nil, err
		}
		g.Fields = append(g.Fields, col.Info)
		columns[i] = newGroupColumn(col, depth)
	}
	number := make(map[string]int) // key of ranks → group
	var ranks [][]uint32
	for _, doc := range s.Docs {
		for _, key := range combinations(columns, doc) {
			name := fmt.Sprint(key)
			n, ok := number[name]
			if !ok {
				n = len(g.Groups)
				number[name] = n
				ranks = append(ranks, key)
				group := Group{}
				for i, rank := range key {
					group.Values = append(group.Values, columns[i].name(rank))
				}
				g.Groups = append(g.Groups, group)
			}
			g.Groups[n].Docs = append(g.Groups[n].Docs, doc)
		}
	}
	g.sort(ranks)
	return g, nil
}

func (g *Grouping) sort(ranks [][]uint32) {
	order := make([]int, len(g.Groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(ranks[a], ranks[b]) })
	sorted := make([]Group, len(order))
	for i, n := range order {
		sorted[i] = g.Groups[n]
	}
	g.Groups = sorted
}

// A groupColumn is a column whose values may have been cut short.
type groupColumn struct {
	*store.Column
	names []string // cut values, in order
	of    []uint32 // value → index of names
}

func newGroupColumn(col *store.Column, depth int) groupColumn {
	g := groupColumn{Column: col}
	for _, v := range col.Values {
		if depth > 0 && col.Info.Name == "class" {
			v = notation(v, depth)
		}
		if n := len(g.names); n == 0 || g.names[n-1] != v { // cut values of sorted ones stay sorted
			g.names = append(g.names, v)
		}
		g.of = append(g.of, uint32(len(g.names)-1))
	}
	return g
}

// notation returns the first depth characters of a class, dots not counted.
func notation(class string, depth int) string {
	n := 0
	for i, r := range class {
		if r == '.' {
			continue
		}
		if n++; n == depth {
			return class[:i+utf8.RuneLen(r)]
		}
	}
	return class
}

func (g *groupColumn) name(rank uint32) string {
	if int(rank) == len(g.names) {
		return None
	}
	return g.names[rank]
}

// ranks returns the indexes of names of a document, len(names) for none.
func (g *groupColumn) ranks(doc int) []uint32 {
	ids := g.Of(doc)
	if len(ids) == 0 {
		return []uint32{uint32(len(g.names))}
	}
	ranks := make([]uint32, 0, len(ids))
	for _, id := range ids {
		if r := g.of[id]; !slices.Contains(ranks, r) {
			ranks = append(ranks, r)
		}
	}
	return ranks
}

// combinations returns the groups of a document as one rank a column.
func combinations(columns []groupColumn, doc int) [][]uint32 {
	keys := [][]uint32{nil}
	for i := range columns {
		var longer [][]uint32
		for _, key := range keys {
			for _, r := range columns[i].ranks(doc) {
				longer = append(longer, append(slices.Clone(key), r))
			}
		}
		keys = longer
	}
	return keys
}

// top returns the n groups with most documents, in their order, and the
// documents of all others, each once; n = 0 keeps all. (none) is always kept.
func (g *Grouping) top(n int) (kept []Group, other []int) {
	if n <= 0 || len(g.Groups) <= n {
		return g.Groups, nil
	}
	order := make([]int, 0, len(g.Groups))
	for i := range g.Groups {
		if !slices.Contains(g.Groups[i].Values, None) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(g.Groups[b].Docs), len(g.Groups[a].Docs))
	})
	keep := make([]bool, len(g.Groups))
	for _, i := range order[:min(n, len(order))] {
		keep[i] = true
	}
	for i, group := range g.Groups {
		if keep[i] || slices.Contains(group.Values, None) {
			kept = append(kept, group)
		} else {
			other = append(other, group.Docs...)
		}
	}
	slices.Sort(other)
	return kept, slices.Compact(other)
}
