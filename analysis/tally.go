package analysis

import (
	"cmp"
	"iter"
	"math/bits"
	"runtime"
	"slices"

	"tifa/corpus/store"
)

// A wordCount is how often a word stands in documents, and in how many.
type wordCount struct {
	word             uint32
	count, documents int
}

// A tally counts words. Its counters have a place for every word of the corpus
// and are used again for every group.
type tally struct {
	s        *Selection
	counters []wordCounter // one a goroutine

	// Of ranking; tests have smaller ones.
	few, least int

	bounded *store.YearTotals // of these years are bounds and rest, see ranking
	bounds  []wordCount
	rest    int
}

// A wordCounter counts the words of documents that it is given.
type wordCounter struct {
	cells []tallyCell
	seen  []uint32 // words with a count
	words []uint32 // of the document in hand
}

type tallyCell struct {
	count           uint64
	documents, last uint32 // last is 1 + the document that was counted last
}

func newTally(s *Selection) *tally { return &tally{s: s, few: fewWords, least: leastTotal} }

// count returns the words of documents, most frequent first, ties by code point.
func (t *tally) count(docs []int) []wordCount {
	return slices.AppendSeq(make([]wordCount, 0), descending(t.unsorted(docs)))
}

// fewDocs is a number of documents that are not worth a second goroutine.
const fewDocs = 2048

// unsorted is count in no order.
func (t *tally) unsorted(docs []int) []wordCount {
	if list, ok := t.known(docs); ok {
		return list
	}
	n := 1
	if len(docs) > fewDocs {
		n = runtime.GOMAXPROCS(0)
	}
	for len(t.counters) < n {
		t.counters = append(t.counters, wordCounter{cells: make([]tallyCell, t.s.Corpus.NumWords())})
	}
	parts, far := slices.Collect(slices.Chunk(docs, max(1, (len(docs)+n-1)/n))), t.s.progress(len(docs))
	inParallel(len(parts), func(part int) {
		for some := range slices.Chunk(parts[part], fewDocs) {
			t.counters[part].add(t.s, some)
			far.add(len(some))
		}
	})
	first := &t.counters[0]
	for i := 1; i < len(parts); i++ {
		first.merge(&t.counters[i])
	}
	return first.take()
}

// known is unsorted where the corpus knows the counts: of all documents of some
// years.
func (t *tally) known(docs []int) (list []wordCount, ok bool) {
	from, to, ok := oneBehindAnother(docs)
	if !ok || to-from < 100 { // few are counted at once
		return nil, false
	}
	if len(t.counters) == 0 {
		t.counters = append(t.counters, wordCounter{cells: make([]tallyCell, t.s.Corpus.NumWords())})
	}
	c := &t.counters[0]
	ok = t.s.Corpus.Totals(from, to, t.s.Zones, func(word uint32, count, documents int) {
		cell := &c.cells[word]
		if cell.count == 0 {
			c.seen = append(c.seen, word)
		}
		cell.count += uint64(count)
		cell.documents += uint32(documents)
	})
	if !ok {
		return nil, false
	}
	return c.take(), true
}

func (c *wordCounter) add(s *Selection, docs []int) {
	for _, doc := range docs {
		c.words = appendWords(c.words[:0], s, doc)
		for _, w := range c.words {
			cell := &c.cells[w]
			if cell.last != uint32(doc)+1 {
				if cell.last == 0 {
					c.seen = append(c.seen, w)
				}
				cell.last = uint32(doc) + 1
				cell.documents++
			}
			cell.count++
		}
	}
}

// merge adds the counts of d, which has other documents, and empties it.
func (c *wordCounter) merge(d *wordCounter) {
	for _, w := range d.seen {
		cell, other := &c.cells[w], &d.cells[w]
		if cell.last == 0 {
			c.seen = append(c.seen, w)
		}
		cell.count += other.count
		cell.documents += other.documents
		cell.last = other.last
		*other = tallyCell{}
	}
	d.seen = d.seen[:0]
}

// take returns the counts and empties the counter.
func (c *wordCounter) take() []wordCount {
	list := make([]wordCount, 0, len(c.seen))
	for _, w := range c.seen {
		cell := &c.cells[w]
		list = append(list, wordCount{w, int(cell.count), int(cell.documents)})
		*cell = tallyCell{}
	}
	c.seen = c.seen[:0]
	return list
}

// descending yields counts from the largest down, ties by the number of the
// word, which is its place in code point order. A question for the first
// hundred of millions of words sorts only those of their size: counts are
// dealt out by their number of bits, and sorted when they are reached.
func descending(list []wordCount) iter.Seq[wordCount] {
	return func(yield func(wordCount) bool) {
		var sizes [65]int
		for i := range list {
			sizes[bits.Len(uint(list[i].count))]++
		}
		var buckets [65][]wordCount
		for b, n := range sizes {
			buckets[b] = make([]wordCount, 0, n)
		}
		for _, c := range list {
			b := bits.Len(uint(c.count))
			buckets[b] = append(buckets[b], c)
		}
		for b := len(buckets) - 1; b >= 0; b-- {
			slices.SortFunc(buckets[b], func(x, y wordCount) int {
				return cmp.Or(cmp.Compare(y.count, x.count), cmp.Compare(x.word, y.word))
			})
			for _, c := range buckets[b] {
				if !yield(c) {
					return
				}
			}
		}
	}
}
