package analysis

import (
	"math"
	"slices"
	"strings"
)

// A side is one of two sets of documents that are compared.
type side struct {
	sizes     []uint32 // document of the corpus → its words, 0 where it is not of this side
	words     int
	documents int // that have words
}

func newSide(s *Selection, docs []int) *side {
	d := &side{sizes: make([]uint32, s.Corpus.Len())}
	for _, doc := range docs {
		n := s.Corpus.Words(doc, s.Zones)
		d.sizes[doc] = uint32(n)
		d.words += n
		if n > 0 {
			d.documents++
		}
	}
	return d
}

// A deviation is Gries' deviation of proportions, ½Σ|t−w| over the parts of a
// text, t a part's share of the uses of something, w its share of the words.
// Since both add up to 1 it is Σ max(0, t−w), to which parts without uses add
// nothing: only those with uses are added. Sums are of T·W·(t−w), whole numbers, T
// and W all uses and words: shares that do not quite add up to 1 made 5.6e-17 of
// what is even.
type deviation struct {
	uses, words float64 // T, W
	over        float64
}

func (d *deviation) add(uses, words uint32) {
	// float64 keeps a machine from rounding once: products that are equal are it on all.
	d.over += max(0, float64(float64(uses)*d.words)-float64(float64(words)*d.uses))
}

// value is NaN where there are no uses.
func (d *deviation) value() float64 { return d.over / (d.uses * d.words) }

// norm is value by the most that it can be, where the part with the fewest words
// has so many.
func (d *deviation) norm(least uint32) float64 {
	return d.over / (d.uses * (d.words - float64(least)))
}

// units are the things that are compared, in the order of code points: words or
// terms.
type units interface {
	len() int
	text(unit int) string
	tag(unit int) string
	selection(side int) *Selection
	read(unit int, in *pairReading) // fills in.uses with the documents of both sides, and perhaps others
}

// A pairReading is the memory with which one goroutine reads units.
type pairReading struct {
	uses    [2][]use
	reading [2]reading
	both    [2][]use // memory of uses
	own     [2][]use // words and count of the documents of a side
	test    rankTest
}

// wordUnits are the words of two selections, by text where they are of two
// corpora.
type wordUnits struct {
	sides     [2]*Selection
	registers [2]*register
	pairs     [][2]uint32 // words of two corpora, noWord where one has it not; nil for one
}

const noWord = math.MaxUint32

func newWordUnits(target, reference *Selection) *wordUnits {
	u := &wordUnits{sides: [2]*Selection{target, reference}}
	if target.Corpus == reference.Corpus {
		docs := target.Docs
		if target != reference {
			docs = slices.Concat(target.Docs, reference.Docs)
			slices.Sort(docs)
		}
		u.registers[0] = newRegister(target.Corpus, docs, target.Zones)
		return u
	}
	for i, s := range u.sides {
		u.registers[i] = newRegister(s.Corpus, s.Docs, s.Zones)
	}
	u.pairs = pairWords(u.sides)
	return u
}

// pairWords merges the words of two corpora, which are both in order.
func pairWords(sides [2]*Selection) (pairs [][2]uint32) {
	var next [2]uint32
	left := func(i int) bool { return int(next[i]) < sides[i].Corpus.NumWords() }
	for left(0) || left(1) {
		order := 0
		switch {
		case !left(1):
			order = -1
		case !left(0):
			order = 1
		default:
			order = strings.Compare(sides[0].Corpus.Word(next[0]), sides[1].Corpus.Word(next[1]))
		}
		pair := [2]uint32{noWord, noWord}
		if order <= 0 {
			pair[0] = next[0]
			next[0]++
		}
		if order >= 0 {
			pair[1] = next[1]
			next[1]++
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

func (u *wordUnits) len() int {
	if u.pairs != nil {
		return len(u.pairs)
	}
	return u.sides[0].Corpus.NumWords()
}

func (u *wordUnits) selection(side int) *Selection { return u.sides[side] }

func (u *wordUnits) text(unit int) string {
	s, word := u.word(unit)
	return s.Corpus.Word(word)
}

func (u *wordUnits) tag(unit int) string {
	s, word := u.word(unit)
	return s.Corpus.Tag(word)
}

// word returns a word by a corpus that has it.
func (u *wordUnits) word(unit int) (*Selection, uint32) {
	if u.pairs == nil {
		return u.sides[0], uint32(unit)
	}
	if w := u.pairs[unit][0]; w != noWord {
		return u.sides[0], w
	}
	return u.sides[1], u.pairs[unit][1]
}

func (u *wordUnits) read(unit int, in *pairReading) {
	if u.pairs == nil {
		list := u.registers[0].read(uint32(unit), &in.reading[0])
		in.uses = [2][]use{list, list}
		return
	}
	for i, word := range u.pairs[unit] {
		in.uses[i] = nil
		if word != noWord {
			in.uses[i] = u.registers[i].read(word, &in.reading[i])
		}
	}
}

// termUnits are terms, by label.
type termUnits struct {
	sides  [2]*Selection
	labels []string
	hits   [2][][]Hits // side → term
	uses   [2][][]use  // of the matches by the chosen way
	whole  []Hits      // of each term on both sides
}

func newTermUnits(target, reference *Selection, terms []Term, m Match) *termUnits {
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b Term) int { return strings.Compare(a.Label, b.Label) })
	u := &termUnits{sides: [2]*Selection{target, reference}}
	for _, t := range terms {
		u.labels = append(u.labels, t.Label)
	}
	u.whole = make([]Hits, len(terms))
	for i, s := range u.sides {
		if i == 1 && s == u.sides[0] {
			u.hits[1], u.uses[1] = u.hits[0], u.uses[0]
			break
		}
		u.hits[i] = CountTerms(s, terms, m)
		for n, hits := range u.hits[i] {
			whole := sumHits(hits)
			u.whole[n].add(&whole)
			var list []use
			for k := range hits {
				if n := hits[k].Count(m); n > 0 {
					list = append(list, use{uint32(hits[k].Doc), uint32(n)})
				}
			}
			u.uses[i] = append(u.uses[i], list)
		}
	}
	noteCuts(target, terms, u.whole, m)
	return u
}

// noteNowhere adds a note on terms that stand in no document.
func (u *termUnits) noteNowhere(s *Selection) {
	nowhere := 0
	for i := range u.labels {
		if len(u.uses[0][i])+len(u.uses[1][i]) == 0 {
			nowhere++
		}
	}
	s.note(nowhere, "%d of %d terms stand neither in the target nor in the reference: they have no row", nowhere, len(u.labels))
}

func (u *termUnits) len() int                      { return len(u.labels) }
func (u *termUnits) text(unit int) string          { return u.labels[unit] }
func (u *termUnits) tag(int) string                { return "" }
func (u *termUnits) selection(side int) *Selection { return u.sides[side] }

func (u *termUnits) read(unit int, in *pairReading) {
	in.uses = [2][]use{u.uses[0][unit], u.uses[1][unit]}
}
