package store

import "slices"

// YearTotals are the totals of the years that some documents lie in. No word
// stands oftener in those documents than its totals say.
type YearTotals struct {
	c        *Corpus
	years    map[int32]bool
	segments []int // that have documents of these years
}

// TotalsAround returns the totals of the years of the documents from to to-1;
// ok is false where there are none: the corpus lies in memory, or its documents
// are parts of others.
func (c *Corpus) TotalsAround(from, to int) (t *YearTotals, ok bool) {
	if c.parts != nil {
		return nil, false
	}
	for _, s := range c.segments {
		if s.file == nil {
			return nil, false
		}
	}
	t = &YearTotals{c: c, years: make(map[int32]bool)}
	for _, r := range c.Runs() {
		if r.To > from && r.From < to {
			t.years[yearOf(r.Date)] = true
		}
	}
	for i, s := range c.segments {
		if slices.ContainsFunc(s.index.totals.years.all(), func(y int32) bool { return t.years[y] }) {
			t.segments = append(t.segments, i)
		}
	}
	return t, true
}

// Same tells whether u are the totals of the same years.
func (t *YearTotals) Same(u *YearTotals) bool {
	if u == nil || len(t.years) != len(u.years) {
		return false
	}
	for y := range t.years {
		if !u.years[y] {
			return false
		}
	}
	return true
}

// Parts is the number of parts that Visit is called with, from 0.
func (t *YearTotals) Parts() int { return len(t.segments) }

// Visit visits the entries of one part that count at least so many occurrences,
// those of a word one or several times, and returns how many lists it read: in
// each a word that was not visited stands fewer times than least. Occurrences
// are those in [corpus.AllZones].
func (t *YearTotals) Visit(part, least int, visit func(word uint32, count, documents int)) (lists int) {
	i := t.segments[part]
	s, words := t.c.segments[i], &t.c.bySeg[i].word
	for k, y := range s.index.totals.years.all() {
		if !t.years[y] {
			continue
		}
		lists++
		s.eachTotal(k, words.len(), func(word uint32, count, documents int) {
			if count < least {
				return
			}
			w := words.at(int(word))
			if int(w) == t.c.NumWords() { // one that only replaced documents have, behind all others
				return
			}
			t.c.checkWord(w)
			visit(w, count, documents)
		})
	}
	return lists
}
