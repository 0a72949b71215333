package analysis

import (
	"slices"
	"strings"

	"tifa/corpus/store"
)

// Strata deal hits out by the values of fields of their documents, and by term.
// Each hit is in one: several values of a field are one, joined by |.
type strata struct {
	terms   []Term
	columns []*store.Column // nil stands for the term

	number map[string]int // name → index of the following
	names  []string
	size   []int // hits
	drawn  []int
}

func newStrata(s *Selection, terms []Term, by []string) (*strata, error) {
	t := &strata{terms: terms, number: make(map[string]int)}
	for _, field := range by {
		var col *store.Column
		if field != "term" {
			var err error
			if col, err = s.Corpus.Column(field); err != nil {
				return nil, err
			}
		}
		t.columns = append(t.columns, col)
	}
	return t, nil
}

// of returns the number of the stratum of a hit.
func (t *strata) of(o *occurrence) int {
	parts := make([]string, len(t.columns))
	for i, col := range t.columns {
		if col == nil {
			parts[i] = t.terms[o.term].Label
			continue
		}
		var values []string
		for _, id := range col.Of(int(o.doc)) {
			values = append(values, col.Values[id])
		}
		slices.Sort(values)
		if parts[i] = strings.Join(values, "|"); len(values) == 0 {
			parts[i] = None
		}
	}
	name := strings.Join(parts, " × ")
	n, ok := t.number[name]
	if !ok {
		n = len(t.names)
		t.number[name] = n
		t.names, t.size, t.drawn = append(t.names, name), append(t.size, 0), append(t.drawn, 0)
	}
	return n
}

// fill says in a row which stratum its hit is drawn from.
func (t *strata) fill(row *KwicRow, o *occurrence) {
	n := t.of(o)
	row.Stratum, row.Population = t.names[n], t.size[n]
	row.Weight = float64(t.size[n]) / float64(t.drawn[n])
}

// numbers returns the number of each hit that decides whether it is drawn.
func (r *concordance) numbers(hits []occurrence) []uint64 {
	numbers := make([]uint64, len(hits))
	runs := slices.Collect(slices.Chunk(hits, 4096))
	inParallel(len(runs), func(part int) {
		for i := range runs[part] {
			o := &runs[part][i]
			numbers[part*4096+i] = drawNumber(r.opt.Seed, hitID(r.s.Corpus.ID(int(o.doc)), o), r.terms[o.term].Label)
		}
	})
	return numbers
}

// draw returns the indexes of the hits to show, in the order of the corpus:
// those of each document first, then the sample of them.
func (r *concordance) draw(hits []occurrence, t *strata) []int {
	var numbers []uint64
	if r.opt.Sample > 0 {
		numbers = r.numbers(hits)
	}
	chosen := r.perDocument(hits, numbers)
	if r.opt.PerDocument > 0 {
		r.s.note(1, "kept: %s, at most %d of a document", plural(len(chosen), "hit"), r.opt.PerDocument)
	}
	if r.opt.Sample == 0 {
		return chosen
	}
	var groups [][]int
	for _, i := range chosen {
		n := t.of(&hits[i])
		if n == len(groups) {
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], i)
	}
	all := len(chosen)
	chosen = nil
	for n, of := range groups {
		drawn := smallest(numbers, of, r.opt.Sample)
		t.size[n], t.drawn[n] = len(of), len(drawn)
		chosen = append(chosen, drawn...)
	}
	slices.Sort(chosen)
	if len(t.columns) == 0 {
		r.s.note(1, "drawn at random: %d of %s, seed %d", len(chosen), plural(all, "hit"), r.opt.Seed)
	} else {
		r.s.note(1, "drawn at random: %d of %s from %d strata, at most %d of each, seed %d; weight is how many hits of its stratum a row stands for",
			len(chosen), plural(all, "hit"), len(groups), r.opt.Sample, r.opt.Seed)
	}
	return chosen
}

// perDocument returns the indexes of the hits to draw from: of each document
// the first, or those with the smallest numbers where there are numbers.
func (r *concordance) perDocument(hits []occurrence, numbers []uint64) []int {
	chosen := make([]int, 0, len(hits))
	for from := 0; from < len(hits); {
		to := from
		var of []int
		for ; to < len(hits) && hits[to].doc == hits[from].doc; to++ {
			of = append(of, to)
		}
		switch n := r.opt.PerDocument; {
		case n == 0 || len(of) <= n:
		case numbers == nil:
			of = of[:n]
		default:
			of = smallest(numbers, of, n)
		}
		chosen = append(chosen, of...)
		from = to
	}
	return chosen
}
