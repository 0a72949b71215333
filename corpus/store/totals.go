package store

import (
	"encoding/binary"
	"strconv"

	"tifa/corpus"
)

// totals tell how often each word stands in the documents of each year, in
// headlines and bodies, a repeated title once ([corpus.AllZones]), and in how
// many documents. The list of years[i] is data from starts[i] to starts[i+1]:
// for each word that stands there, ascending, the distance to the word before
// it (of the first: its number), the count and the documents, as varints. What
// has no year, or several, is under 0.
type totals struct {
	years  array[int32]
	starts array[uint64]
	data   array[uint8]
}

func (t *totals) blocks(visit func(string, blockArray)) {
	visit("totals.years", &t.years)
	visit("totals.starts", &t.starts)
	visit("totals.data", &t.data)
}

// yearOf is the year that a date lies in, 0 for none and for several.
func yearOf(d corpus.Date) int32 {
	y, err := strconv.Atoi(corpus.DateValue("year", d))
	if err != nil {
		return 0
	}
	return int32(y)
}

// years returns the years of the documents, in the order in which they are met,
// and for each document the place of its year.
func (s *segment) years() (years []int32, of []int) {
	place := make(map[int32]int)
	of = make([]int, s.len())
	for doc := range of {
		if doc > 0 && s.date(doc) == s.date(doc-1) {
			of[doc] = of[doc-1]
			continue
		}
		y := yearOf(s.date(doc))
		if _, ok := place[y]; !ok {
			place[y] = len(years)
			years = append(years, y)
		}
		of[doc] = place[y]
	}
	return years, of
}

// A yearTotal is the list of a year as it grows.
type yearTotal struct {
	data             []byte
	last             uint32 // the word before
	count, documents uint64 // of the word in hand
}

// totalsOf makes totals of the lists of years.
func totalsOf(years []int32, lists []yearTotal) (t totals) {
	t.years.v = years
	t.starts.add(0)
	for i := range years {
		t.data.add(lists[i].data...)
		t.starts.add(uint64(t.data.len()))
	}
	return t
}

// append appends another list, of words behind those of y.
func (y *yearTotal) append(next *yearTotal) {
	if word, size := binary.Uvarint(next.data); size > 0 {
		y.data = binary.AppendUvarint(y.data, word-uint64(y.last))
		y.data = append(y.data, next.data[size:]...)
		y.last = next.last
	}
}

// end writes the word in hand.
func (y *yearTotal) end(word uint32) {
	y.data = binary.AppendUvarint(y.data, uint64(word-y.last))
	y.data = binary.AppendUvarint(y.data, y.count)
	y.data = binary.AppendUvarint(y.data, y.documents)
	y.last, y.count, y.documents = word, 0, 0
}

// Totals visits the words of the documents from to to-1 with their counts, some
// of them more than once, if that needs no look at the documents; else it
// returns false: the documents are not all of their years, or not of all zones,
// or the corpus lies in memory.
func (c *Corpus) Totals(from, to int, zones corpus.Zones, visit func(word uint32, count, documents int)) bool {
	if zones != corpus.AllZones || c.parts != nil {
		return false
	}
	docs := 0
	for _, s := range c.segments {
		if docs += s.len(); s.file == nil {
			return false
		}
	}
	years, ok := c.wholeYears(from, to)
	if !ok || docs != c.catalog.len() { // some were replaced, and are in the totals
		return false
	}
	for i, s := range c.segments {
		words := c.bySeg[i].word.all()
		for k, y := range s.index.totals.years.all() {
			if years[y] {
				s.eachTotal(k, len(words), func(word uint32, count, documents int) {
					c.checkWord(words[word])
					visit(words[word], count, documents)
				})
			}
		}
	}
	return true
}

// wholeYears returns the years of the documents from to to-1; ok is false if a
// document of one of them is not between.
func (c *Corpus) wholeYears(from, to int) (years map[int32]bool, ok bool) {
	inside, all := make(map[int32]int), make(map[int32]int)
	for _, r := range c.Runs() {
		y := yearOf(r.Date)
		all[y] += r.To - r.From
		inside[y] += max(0, min(r.To, to)-max(r.From, from))
	}
	years = make(map[int32]bool)
	for y, n := range inside {
		if n > 0 && n < all[y] {
			return nil, false
		}
		years[y] = n > 0
	}
	return years, true
}

// eachTotal visits the list of a year with words of the segment, of which there
// are so many.
func (s *segment) eachTotal(k, words int, visit func(word uint32, count, documents int)) {
	t := &s.index.totals
	data := t.data.slice(int(t.starts.at(k)), int(t.starts.at(k+1)))
	at := 0
	next := func() uint64 {
		n, size := binary.Uvarint(data[at:])
		check(size > 0, s.name(), "the totals of a year are damaged")
		at += size
		return n
	}
	word := uint64(0)
	for at < len(data) {
		var skip, count, documents uint64
		if at+3 <= len(data) && (data[at]|data[at+1]|data[at+2])&0x80 == 0 { // nearly all of them
			skip, count, documents = uint64(data[at]), uint64(data[at+1]), uint64(data[at+2])
			at += 3
		} else {
			skip, count, documents = next(), next(), next()
		}
		if word += skip; skip >= uint64(words) || word >= uint64(words) {
			panic(&Damage{s.name(), "the totals of a year are damaged"})
		}
		visit(uint32(word), int(count), int(documents))
	}
}
