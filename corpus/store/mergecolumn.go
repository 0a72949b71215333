package store

import (
	"cmp"
	"slices"
)

// mergeColumn returns a field of all documents, in their order, with sorted
// values; nil where no segment has it.
func (c *catalog) mergeColumn(segments []*segment, name string, compare func(a, b string) int) *rawColumn {
	values, parts, many := c.unionValues(segments, name)
	if parts == nil {
		return nil
	}
	renumber, out := sortValues(values, compare), &rawColumn{}
	for _, v := range values {
		out.values.add(v)
	}
	for i := range parts {
		for k, n := range parts[i].union {
			if n < uint32(len(renumber)) { // else one that no document has
				parts[i].union[k] = renumber[n]
			}
		}
	}
	segOf, local := c.segOf.all(), c.local.all()
	ids := make([]uint32, 0, len(local))
	for doc, i := range segOf {
		if many {
			out.starts.add(uint32(len(ids)))
		}
		var own []uint32
		if col := parts[i].col; col != nil {
			own = col.of(int(local[doc]))
		}
		for _, id := range own {
			ids = append(ids, parts[i].union[id])
		}
		if !many && len(own) == 0 {
			ids = append(ids, noValue)
		}
	}
	out.ids.v = ids
	if many {
		out.starts.add(uint32(len(ids)))
	}
	return out
}

// A columnPart is the column of a segment that becomes a part of one of the
// corpus.
type columnPart struct {
	col   *rawColumn // without values, checked as a whole; nil where there is none
	union []uint32   // its values → values of all segments
}

// unionValues returns the values of a field that documents have, and for each
// segment its column; nil where none has the field.
func (c *catalog) unionValues(segments []*segment, name string) (values []string, parts []columnPart, many bool) {
	number := make(map[string]uint32)
	for i, s := range segments {
		col := s.columns[name]
		if col == nil {
			continue
		}
		if parts == nil {
			parts = make([]columnPart, len(segments))
		}
		p := &parts[i]
		p.col = &rawColumn{starts: array[uint32]{v: col.starts.all()}, ids: array[uint32]{v: col.ids.all()}}
		many = many || p.col.starts.len() > 0
		used := make([]bool, col.values.len())
		for local, doc := range c.bySeg[i].rank.all() {
			if doc != noDoc {
				for _, id := range p.col.of(local) {
					used[id] = true
				}
			}
		}
		for id, v := range col.values.list() {
			n, ok := number[v]
			if !ok && used[id] {
				n = uint32(len(values))
				number[v] = n
				values = append(values, v)
			}
			p.union = append(p.union, n)
		}
	}
	return values, parts, many
}

// sortValues sorts values and returns the new place of each.
func sortValues(values []string, compare func(a, b string) int) []uint32 {
	order := make([]uint32, len(values))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return cmp.Or(compare(values[i], values[j]), cmp.Compare(i, j)) })
	sorted, renumber := make([]string, len(values)), make([]uint32, len(values))
	for n, old := range order {
		sorted[n], renumber[old] = values[old], uint32(n)
	}
	copy(values, sorted)
	return renumber
}
