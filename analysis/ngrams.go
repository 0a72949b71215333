package analysis

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// MaxN is the length of the longest n-grams that are counted.
const MaxN = 12

// maxGap is how many units may be left out between neighbours at most.
const maxGap = 5

// NgramOptions say what an n-gram is. The zero value is every pair of words.
type NgramOptions struct {
	Unit     Unit
	Min, Max int // units in an n-gram; 0 is 2, and a Max of 0 is Min
	Gap      int // up to so many units may be left out between two neighbours
	MinCount int // leave out n-grams with fewer occurrences in the selection
}

// Check fills in what is 0, and says what cannot be counted.
func (o *NgramOptions) Check() error {
	if o.Min == 0 {
		o.Min = 2
	}
	o.Max = max(o.Max, o.Min)
	o.MinCount = max(1, o.MinCount)
	switch {
	case o.Min < 1 || o.Max > MaxN:
		return fmt.Errorf("n-grams of %d to %d units: want 1 to %d", o.Min, o.Max, MaxN)
	case o.Gap < 0 || o.Gap > maxGap:
		return fmt.Errorf("a gap of %d units: want 0 to %d", o.Gap, maxGap)
	}
	return nil
}

// Ngrams are the n-grams of a selection that have a least count, numbered from
// 0: by length, then in code point order unit by unit. A unit that lies between
// two others is left out in the skip-grams of --gap; each choice of places is
// an occurrence.
//
// Every n-gram is counted as a pair, the n-gram without its last unit and that
// unit, in one pass over the documents for each length (two where few are
// frequent). One whose beginning is not frequent is not frequent either, so it
// is not counted at all: memory holds the frequent n-grams and a table of two
// bits for each of the others. With gaps a beginning goes on in Gap+1 places at
// most, which makes the least count of beginnings smaller.
type Ngrams struct {
	s      *Selection
	opt    NgramOptions
	levels []gramLevel // of 1 to Max units
	start  []int       // number of the first n-gram of each length from Min on, and one more
}

// A gramLevel is the n-grams of a length, shown or kept for longer ones.
type gramLevel struct {
	*gramIndex
	units []uint32 // of level 1: unit → number + 1; 0 is none
	shown []uint32 // number → number among those shown + 1, 0 for others; nil: all are shown
	list  []uint32 // those shown; nil: all
}

// manyGrams is a number of n-grams that are worth a first pass.
const manyGrams = 1 << 23

// CountNgrams counts the n-grams of a selection.
func CountNgrams(s *Selection, opt NgramOptions) (*Ngrams, error) {
	return countNgrams(s, opt, manyGrams)
}

func countNgrams(s *Selection, opt NgramOptions, many int) (*Ngrams, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	g := &Ngrams{s: s, opt: opt, start: []int{0}}
	possible := 0 // occurrences of the level in hand, at most
	for n := 1; n <= opt.Max; n++ {
		c := newGramCounter(g.least(n))
		if n > 1 && c.least > 1 && possible > many {
			c.filtered(possible)
			g.pass(c, true)
		}
		g.pass(c, false)
		c.dropFilter()
		g.addLevel(c.take())
		if possible = 0; n < opt.Max {
			for _, gram := range g.levels[n-1].grams {
				possible += int(gram.count) * (opt.Gap + 1)
			}
		}
	}
	return g, nil
}

// least is the count that an n-gram must have to be shown, or to be the
// beginning of one that is.
func (g *Ngrams) least(n int) int {
	least := g.opt.MinCount
	for ; n < g.opt.Max && least > 1; n++ {
		least = (least + g.opt.Gap) / (g.opt.Gap + 1)
	}
	return least
}

func (g *Ngrams) addLevel(grams []gramCount) {
	l := gramLevel{gramIndex: &gramIndex{grams: grams}}
	n := len(g.levels) + 1
	if n > 1 {
		l.gramIndex = newGramIndex(grams)
	} else if len(grams) > 0 {
		l.units = make([]uint32, grams[len(grams)-1].gram+1)
		for i, gram := range grams {
			l.units[gram.gram] = uint32(i + 1)
		}
	}
	if n >= g.opt.Min {
		number := len(grams)
		if g.least(n) < g.opt.MinCount {
			number, l.shown = 0, make([]uint32, len(grams))
			for i, gram := range grams {
				if int(gram.count) >= g.opt.MinCount {
					number++
					l.shown[i], l.list = uint32(number), append(l.list, uint32(i))
				}
			}
		}
		g.start = append(g.start, g.start[len(g.start)-1]+number)
	}
	g.levels = append(g.levels, l)
}

// gramDocs is how many documents a goroutine takes at once.
const gramDocs = 256

// pass counts the n-grams of the level above those that are known.
func (g *Ngrams) pass(c *gramCounter, sieve bool) {
	pool := sync.Pool{New: func() any { return g.finder() }}
	parts := slices.Collect(slices.Chunk(g.s.Docs, gramDocs))
	inParallel(len(parts), func(part int) {
		f := pool.Get().(*gramFinder)
		b := gramBatch{to: c, sieve: sieve}
		for _, doc := range parts[part] {
			f.next(doc)
			counted(f.grams, func(key gram, n int) { b.add(gramCount{key, uint32(n), 1}) })
		}
		b.flushAll()
		pool.Put(f)
	})
}

// counted calls visit with the different values of a list, which is sorted
// then, and the number of each.
func counted[T ~uint32 | ~uint64](list []T, visit func(T, int)) {
	slices.Sort(list)
	for i := 0; i < len(list); {
		n := 1
		for i+n < len(list) && list[i+n] == list[i] {
			n++
		}
		visit(list[i], n)
		i += n
	}
}

// A gramFinder finds the n-grams of documents. It is for one goroutine.
type gramFinder struct {
	*Ngrams
	reader *runReader
	found  [2][]gramPlace // beginnings of the length in hand and of the next
	grams  []gram         // of a document, found by next
	known  []uint32       // of a document, found by shown
}

// A gramPlace is where a known n-gram ends in a run.
type gramPlace struct{ number, end uint32 }

func (g *Ngrams) finder() *gramFinder {
	return &gramFinder{Ngrams: g, reader: newRunReader(g.s, g.opt.Unit)}
}

// next finds the n-grams of the level above those that are known.
func (f *gramFinder) next(doc int) {
	f.grams = f.grams[:0]
	level := len(f.levels)
	f.reader.document(doc, func(run []uint32) {
		if level == 0 {
			for _, unit := range run {
				f.grams = append(f.grams, newGram(0, unit))
			}
			return
		}
		places := f.climb(run, level, nil)
		for _, p := range places {
			for end := int(p.end) + 1; end <= min(int(p.end)+1+f.opt.Gap, len(run)-1); end++ {
				f.grams = append(f.grams, newGram(p.number, run[end]))
			}
		}
	})
}

// climb finds the known n-grams of a run up to a level, calls visit with those
// of each, and returns the last.
func (f *gramFinder) climb(run []uint32, level int, visit func(level int, places []gramPlace)) []gramPlace {
	places, above := f.found[0][:0], f.found[1][:0]
	units := f.levels[0].units
	for i, unit := range run {
		if int(unit) < len(units) && units[unit] != 0 {
			places = append(places, gramPlace{units[unit] - 1, uint32(i)})
		}
	}
	for n := 1; ; n++ {
		if visit != nil {
			visit(n, places)
		}
		if n == level || len(places) == 0 {
			f.found = [2][]gramPlace{places, above}
			return places
		}
		above = above[:0]
		for _, p := range places {
			for end := int(p.end) + 1; end <= min(int(p.end)+1+f.opt.Gap, len(run)-1); end++ {
				if number, ok := f.levels[n].find(newGram(p.number, run[end])); ok {
					above = append(above, gramPlace{number, uint32(end)})
				}
			}
		}
		places, above = above, places
	}
}

// shown finds the n-grams of a document that are shown.
func (f *gramFinder) shown(doc int) {
	f.known = f.known[:0]
	f.reader.document(doc, func(run []uint32) {
		f.climb(run, f.opt.Max, func(level int, places []gramPlace) {
			if level < f.opt.Min {
				return
			}
			start, shown := uint32(f.start[level-f.opt.Min]), f.levels[level-1].shown
			for _, p := range places {
				if shown == nil {
					f.known = append(f.known, start+p.number)
				} else if n := shown[p.number]; n > 0 {
					f.known = append(f.known, start+n-1)
				}
			}
		})
	})
}

// Len is the number of n-grams; their numbers are below it.
func (g *Ngrams) Len() int { return g.start[len(g.start)-1] }

// place returns the length of an n-gram and its number at its level.
func (g *Ngrams) place(number int) (n int, at uint32) {
	i := 0
	for number >= g.start[i+1] {
		i++
	}
	n, at = g.opt.Min+i, uint32(number-g.start[i])
	if list := g.levels[n-1].list; list != nil {
		at = list[at]
	}
	return n, at
}

// Units returns the units of an n-gram: word numbers or code points.
func (g *Ngrams) Units(number int) []uint32 {
	n, at := g.place(number)
	units := make([]uint32, n)
	for ; n > 0; n-- {
		gram := g.levels[n-1].grams[at].gram
		units[n-1], at = uint32(gram), uint32(gram>>32)
	}
	return units
}

// Text returns an n-gram as it is shown: words with spaces between them,
// characters without.
func (g *Ngrams) Text(number int) string {
	var b strings.Builder
	for i, unit := range g.Units(number) {
		switch {
		case g.opt.Unit == CharacterUnit:
			b.WriteRune(rune(unit))
			continue
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(g.s.Corpus.Word(unit))
	}
	return b.String()
}

// Count returns how often an n-gram stands in the selection, and in how many
// documents.
func (g *Ngrams) Count(number int) (count, documents int) {
	n, at := g.place(number)
	gram := &g.levels[n-1].grams[at]
	return int(gram.count), int(gram.documents)
}

// A GramUse is how often a document holds an n-gram.
type GramUse struct{ Ngram, Doc, Count uint32 }

// Uses calls visit with the n-grams of documents, which are of the selection:
// document by document in their order, n-grams ascending. The list holds until
// visit returns.
func (g *Ngrams) Uses(docs []int, visit func(uses []GramUse)) {
	pool := sync.Pool{New: func() any { return g.finder() }}
	for block := range slices.Chunk(docs, 16*gramDocs) {
		parts := slices.Collect(slices.Chunk(block, gramDocs))
		uses := make([][]GramUse, len(parts))
		inParallel(len(parts), func(part int) {
			f := pool.Get().(*gramFinder)
			for _, doc := range parts[part] {
				f.shown(doc)
				counted(f.known, func(ngram uint32, n int) {
					uses[part] = append(uses[part], GramUse{ngram, uint32(doc), uint32(n)})
				})
			}
			pool.Put(f)
		})
		for _, list := range uses {
			for len(list) > 0 {
				n := 1
				for n < len(list) && list[n].Doc == list[0].Doc {
					n++
				}
				visit(list[:n])
				list = list[n:]
			}
		}
	}
}

// An NgramPosting is a document that holds an n-gram, with its count.
type NgramPosting struct{ Doc, Count uint32 }

// Postings returns for each n-gram the documents that hold it, in their order.
// It takes eight bytes for each: Uses tells the same without keeping it.
func (g *Ngrams) Postings() [][]NgramPosting {
	lists := make([][]NgramPosting, g.Len())
	for n := range lists {
		_, documents := g.Count(n)
		lists[n] = make([]NgramPosting, 0, documents)
	}
	g.Uses(g.s.Docs, func(uses []GramUse) {
		for _, u := range uses {
			lists[u.Ngram] = append(lists[u.Ngram], NgramPosting{u.Doc, u.Count})
		}
	})
	return lists
}
