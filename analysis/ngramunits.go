package analysis

import (
	"slices"
	"strings"
)

// ngramUnits are the n-grams of two selections, by text.
type ngramUnits struct {
	sides [2]*Selection
	texts []string
	lists [2][][]NgramPosting
}

// newNgramUnits counts n-grams. Within a corpus those that opt.MinCount leaves
// of both selections together are kept; between two corpora all are counted,
// because one that is rare in each may not be so in both.
func newNgramUnits(target, reference *Selection, opt NgramOptions) (*ngramUnits, error) {
	u := &ngramUnits{sides: [2]*Selection{target, reference}}
	if target.Corpus == reference.Corpus {
		both := &Selection{Corpus: target.Corpus, Zones: target.Zones, Docs: target.Docs}
		if target != reference {
			both.Docs = slices.Concat(target.Docs, reference.Docs)
			slices.Sort(both.Docs)
		}
		g, err := CountNgrams(both, opt)
		if err != nil {
			return nil, err
		}
		lists := g.Postings()
		order := orderOf(g)
		for _, n := range order {
			u.texts = append(u.texts, g.Text(n))
			u.lists[0] = append(u.lists[0], lists[n])
		}
		u.lists[1] = u.lists[0]
		return u, nil
	}
	opt.MinCount = 1
	return u, u.merge(opt)
}

// orderOf returns the n-grams in the order of code points.
func orderOf(g *Ngrams) []int {
	texts, order := make([]string, g.Len()), make([]int, g.Len())
	for n := range order {
		texts[n], order[n] = g.Text(n), n
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(texts[a], texts[b]) })
	return order
}

// merge counts the n-grams of two corpora.
func (u *ngramUnits) merge(opt NgramOptions) error {
	at := make(map[string]int)
	for i, s := range u.sides {
		g, err := CountNgrams(s, opt)
		if err != nil {
			return err
		}
		for n, list := range g.Postings() {
			text := g.Text(n)
			place, ok := at[text]
			if !ok {
				place = len(u.texts)
				at[text] = place
				u.texts = append(u.texts, text)
				u.lists[0], u.lists[1] = append(u.lists[0], nil), append(u.lists[1], nil)
			}
			u.lists[i][place] = list
		}
	}
	order := make([]int, len(u.texts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(u.texts[a], u.texts[b]) })
	sorted := &ngramUnits{}
	for _, n := range order {
		sorted.texts = append(sorted.texts, u.texts[n])
		for i := range sorted.lists {
			sorted.lists[i] = append(sorted.lists[i], u.lists[i][n])
		}
	}
	u.texts, u.lists = sorted.texts, sorted.lists
	return nil
}

func (u *ngramUnits) len() int                      { return len(u.texts) }
func (u *ngramUnits) text(unit int) string          { return u.texts[unit] }
func (u *ngramUnits) tag(int) string                { return "" }
func (u *ngramUnits) selection(side int) *Selection { return u.sides[side] }

func (u *ngramUnits) read(unit int, in *pairReading) {
	for i := range u.lists {
		in.both[i] = in.both[i][:0]
		for _, p := range u.lists[i][unit] {
			in.both[i] = append(in.both[i], use{p.Doc, p.Count})
		}
		in.uses[i] = in.both[i]
	}
}
