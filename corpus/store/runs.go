package store

import (
	"sort"

	"tifa/corpus"
)

// A Run is the documents of one date: they stand one behind another.
type Run struct {
	Date     corpus.Date
	From, To int // documents From to To-1
}

// Runs returns the documents by date, in order: those without one come last. It
// must not be changed.
func (c *Corpus) Runs() []Run {
	c.runs.once.do(func() {
		c.runs.list = nil
		n := c.Len()
		for from := 0; from < n; {
			date := c.Date(from)
			to := from + 1
			for step := 1; to < n && c.Date(to) == date; step *= 2 { // a day has hundreds of documents, or one
				next := min(to+step, n)
				if c.Date(next-1) == date {
					to = next
					continue
				}
				to += sort.Search(next-to, func(i int) bool { return c.Date(to+i) != date })
				break
			}
			c.runs.list = append(c.runs.list, Run{date, from, to})
			from = to
		}
	})
	return c.runs.list
}

// Repeats returns the documents that have the text of one before them,
// ascending. It must not be changed.
func (c *Corpus) Repeats() []int {
	c.repeats.once.do(func() {
		c.repeats.list = nil
		for doc := range c.Len() {
			if c.FirstCopy(doc) != doc {
				c.repeats.list = append(c.repeats.list, doc)
			}
		}
	})
	return c.repeats.list
}

// every is how many documents the sums of a catalog go on by.
const every = 64

// sumUp makes the sums of words and characters: before each document whose
// number every divides, by zone.
func (c *catalog) sumUp() {
	var words, characters [corpus.NumZones]uint64
	for doc := range c.len() {
		if doc%every == 0 {
			c.wordSums.add(words[:]...)
			c.characterSums.add(characters[:]...)
		}
		for z := range corpus.NumZones {
			words[z] += uint64(c.words.v[corpus.NumZones*doc+z])
			characters[z] += uint64(c.characters.v[corpus.NumZones*doc+z])
		}
	}
}

// Size returns the number of words and of characters in zones of the documents
// from to to-1.
func (c *Corpus) Size(from, to int, zones corpus.Zones) (words, characters int) {
	if c.parts != nil || to-from <= 2*every {
		for doc := from; doc < to; doc++ {
			words += c.Words(doc, zones)
			characters += c.Characters(doc, zones)
		}
		return words, characters
	}
	first, last := (from+every-1)/every, to/every
	if last == (c.catalog.len()+every-1)/every { // there is no sum behind the last documents
		last--
	}
	words, characters = c.Size(from, first*every, zones)
	w, ch := c.Size(last*every, to, zones)
	between := func(sums *array[uint64]) (n int) {
		for z := range corpus.NumZones {
			if zones.Has(corpus.Zone(z)) {
				n += int(sums.at(corpus.NumZones*last+z) - sums.at(corpus.NumZones*first+z))
			}
		}
		return n
	}
	return words + w + between(&c.wordSums), characters + ch + between(&c.characterSums)
}
