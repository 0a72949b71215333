package analysis

import "iter"

// NgramRowOptions choose rows. They hide rows and change no number. The zero
// value shows every n-gram.
type NgramRowOptions struct {
	By       string          // field to group by; "" is the whole selection
	Depth    int             // see GroupBy
	MinCount int             // hide n-grams with fewer occurrences in their group
	Hide     map[string]bool // hide n-grams that begin or end with one of these units
	Top      int             // show as many n-grams of each group at most; 0 is all
	Lambda   bool            // fill Lambda and LambdaZ of n-grams of 2 to MaxAssociation units; there may be no gaps
}

// An NgramRow is an n-gram and how often it stands in a group.
type NgramRow struct {
	Group                string         `col:"group"`
	Ngram                string         `col:"ngram"`
	N                    int            `col:"n"`
	Count                int            `col:"count"`
	Documents            int            `col:"documents"`
	PerMillionWords      Maybe[float64] `col:"per_million_words"`
	PerMillionCharacters Maybe[float64] `col:"per_million_characters"`
	Lambda               Maybe[float64] `col:"lambda"`   // association of the units, see lambdas
	LambdaZ              Maybe[float64] `col:"lambda_z"` // by its standard error
	Rank                 int            `col:"rank"`     // by count among all n-grams of the group, ties by length, then code point
}

// Rows returns the n-grams of each group, most frequent first. Rates are per
// million of all words and characters of the group, whatever stands in n-grams.
func (g *Ngrams) Rows(opt NgramRowOptions) (iter.Seq2[NgramRow, error], error) {
	groups := []Group{{Values: []string{""}, Docs: g.s.Docs}}
	if opt.By != "" {
		grouping, err := GroupBy(g.s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		grouping.noteOverlaps(g.s)
		groups = grouping.Groups
	}
	hidden := g.hidden(opt.Hide)
	return func(yield func(NgramRow, error) bool) {
		t := ngramTally{g: g}
		for _, group := range groups {
			words, characters := g.s.Size(group.Docs)
			var kept []NgramRow // where lambdas are to come
			var units [][]uint32
			shown, rank := 0, 0
			for c := range descending(t.count(group.Docs)) {
				rank++
				if opt.Top > 0 && shown == opt.Top || c.count < opt.MinCount {
					break
				}
				gram := g.Units(int(c.word))
				if hidden[gram[0]] || hidden[gram[len(gram)-1]] {
					continue
				}
				shown++
				n, _ := g.place(int(c.word))
				row := NgramRow{
					Group: group.Name(), Ngram: g.Text(int(c.word)), N: n, Count: c.count, Documents: c.documents,
					PerMillionWords: perMillion(c.count, words), PerMillionCharacters: perMillion(c.count, characters),
					Rank: rank,
				}
				if opt.Lambda {
					kept, units = append(kept, row), append(units, gram)
				} else if !yield(row, nil) {
					return
				}
			}
			g.fillLambdas(group.Docs, kept, units)
			for _, row := range kept {
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// fillLambdas fills the associations of rows; units are those of each.
func (g *Ngrams) fillLambdas(docs []int, rows []NgramRow, units [][]uint32) {
	for n := max(2, g.opt.Min); n <= min(g.opt.Max, MaxAssociation); n++ {
		var at []int
		var grams [][]uint32
		for i := range rows {
			if rows[i].N == n {
				at, grams = append(at, i), append(grams, units[i])
			}
		}
		if len(grams) == 0 {
			continue
		}
		for i, l := range g.lambdas(docs, n, grams) {
			rows[at[i]].Lambda, rows[at[i]].LambdaZ = Just(l.value), Just(l.z)
		}
	}
}

// hidden returns the units that are hidden.
func (g *Ngrams) hidden(names map[string]bool) map[uint32]bool {
	hidden := make(map[uint32]bool)
	for name := range names {
		if runes := []rune(name); g.opt.Unit == CharacterUnit && len(runes) == 1 {
			hidden[uint32(runes[0])] = true
		} else if word, ok := g.s.Corpus.WordNumber(name); ok && g.opt.Unit == WordUnit {
			hidden[word] = true
		}
	}
	return hidden
}

// An ngramTally counts n-grams in documents. Its counters are used again for
// every group.
type ngramTally struct {
	g     *Ngrams
	cells []gramSum
	seen  []uint32 // n-grams with a count
}

type gramSum struct{ count, documents uint32 }

// count returns the n-grams of documents in no order.
func (t *ngramTally) count(docs []int) []wordCount {
	if len(docs) == len(t.g.s.Docs) {
		return t.g.counts()
	}
	if t.cells == nil {
		t.cells = make([]gramSum, t.g.Len())
	}
	t.seen = t.seen[:0]
	t.g.Uses(docs, func(uses []GramUse) {
		for _, u := range uses {
			cell := &t.cells[u.Ngram]
			if cell.count == 0 {
				t.seen = append(t.seen, u.Ngram)
			}
			cell.count += u.Count
			cell.documents++
		}
	})
	list := make([]wordCount, 0, len(t.seen))
	for _, n := range t.seen {
		list = append(list, wordCount{n, int(t.cells[n].count), int(t.cells[n].documents)})
		t.cells[n] = gramSum{}
	}
	return list
}

// counts returns the n-grams of the selection, which are counted already.
func (g *Ngrams) counts() []wordCount {
	list := make([]wordCount, g.Len())
	for n := range list {
		count, documents := g.Count(n)
		list[n] = wordCount{uint32(n), count, documents}
	}
	return list
}
