package analysis

import (
	"cmp"
	"container/heap"
	"iter"
	"runtime"
	"slices"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A ranking finds the most frequent words of documents without a look at all
// of their words. How often a word stands in the years of the documents is
// known, and bounds how often it stands in the documents. Words are counted by
// their lists of documents, those of the greatest bounds first; a word whose
// count is not below the next bound has its rank, whatever the others have.
type ranking struct {
	s      *Selection
	set    *store.DocumentSet
	bounds []wordCount // words in the order of their bounds
	rest   int         // bound of all words that are not among them
	read   int         // entries of lists that may be read yet
	found  wordHeap    // counted words
}

const (
	// In the time in which a word of a text is counted (16 ns), so many entries
	// of lists are read.
	entriesAWord = 3
	// Texts of fewer words are counted at once.
	fewWords = 1 << 22
	// leastTotal is the smallest entry of the totals of a year that is added up:
	// millions of words stand in a year a few times, none of them is frequent,
	// and each would cost a miss of the processor's cache.
	leastTotal = 16
)

// ranked yields the words of documents, most frequent first, ties by code
// point, for those that stop when they have seen top words for which shown
// holds.
func (t *tally) ranked(docs []int, top int, shown func(word uint32) bool) iter.Seq[wordCount] {
	return func(yield func(wordCount) bool) {
		n := 0
		for c := range t.ranking(docs, top, shown).words() {
			if n++; !yield(c) {
				return
			}
		}
		for c := range descending(t.unsorted(docs)) { // all of them, the first n again
			if n--; n < 0 && !yield(c) {
				return
			}
		}
	}
}

// ranking returns the ranking of documents, nil where counting all words is
// less work.
func (t *tally) ranking(docs []int, top int, shown func(word uint32) bool) *ranking {
	words := t.s.wordsOf(docs)
	if top <= 0 || words < t.few || t.s.Zones&^corpus.AllZones != 0 { // repeated titles have no totals
		return nil
	}
	if !t.bound(docs[0], docs[len(docs)-1]+1) {
		return nil
	}
	r := &ranking{s: t.s, bounds: t.bounds, rest: t.rest, read: entriesAWord * words}
	around, _ := t.s.Corpus.Size(docs[0], docs[len(docs)-1]+1, t.s.Zones)
	if n, known := r.entries(top, float64(words)/float64(around), shown); !known || n > r.read {
		return nil
	}
	r.set = t.s.Corpus.DocumentSet(docs)
	return r
}

// entries estimates how many entries of lists lead to so many shown words, if
// words stand in the documents as often as elsewhere; share is that of the
// documents of all words. known is false where the bounds do not lead there.
func (r *ranking) entries(top int, share float64, shown func(word uint32) bool) (n int, known bool) {
	least := 0.
	for _, b := range r.bounds {
		if float64(b.count) < least {
			break
		}
		n += b.documents
		if top > 0 && shown(b.word) {
			if top--; top == 0 {
				least = share * float64(b.count)
			}
		}
	}
	return n, least > float64(r.rest)
}

// A boundCell adds up the totals of a word.
type boundCell struct {
	word             uint32
	count, documents int
	lists            int
}

// bound finds the bounds of the words of the years of the documents from to to-1.
func (t *tally) bound(from, to int) bool {
	totals, ok := t.s.Corpus.TotalsAround(from, to)
	if !ok || totals.Same(t.bounded) {
		return ok
	}
	workers := min((totals.Parts()+3)/4, runtime.GOMAXPROCS(0)) // what one part has is read in no time
	sums, lists := make([]boundSums, workers), make([]int, workers)
	inParallel(workers, func(w int) {
		sums[w].place = make([]uint32, t.s.Corpus.NumWords())
		for part := w; part < totals.Parts(); part += workers {
			lists[w] += totals.Visit(part, t.least, func(word uint32, count, documents int) {
				sums[w].add(boundCell{word, count, documents, 1})
			})
		}
	})
	all := 0
	for w := range workers {
		all += lists[w]
		if w > 0 {
			for _, c := range sums[w].cells {
				sums[0].add(c)
			}
		}
	}
	t.bounded, t.rest, t.bounds = totals, all*(t.least-1), nil
	if workers > 0 {
		for _, c := range sums[0].cells {
			t.bounds = append(t.bounds, wordCount{c.word, c.count + (all-c.lists)*(t.least-1), c.documents})
		}
	}
	slices.SortFunc(t.bounds, comesBefore)
	return true
}

// boundSums are sums by word. Few words have one: their cells lie together.
type boundSums struct {
	place []uint32 // word → 1 + its place in cells
	cells []boundCell
}

func (b *boundSums) add(c boundCell) {
	p := &b.place[c.word]
	if *p == 0 {
		b.cells = append(b.cells, c)
		*p = uint32(len(b.cells))
		return
	}
	sum := &b.cells[*p-1]
	sum.count += c.count
	sum.documents += c.documents
	sum.lists += c.lists
}

// words yields the words while their ranks are known and little was read.
func (r *ranking) words() iter.Seq[wordCount] {
	return func(yield func(wordCount) bool) {
		if r == nil {
			return
		}
		for next := 0; r.read >= 0; {
			bound := wordCount{count: r.rest}
			if next < len(r.bounds) {
				bound = r.bounds[next]
			}
			for len(r.found) > 0 && comesBefore(r.found[0], bound) < 0 {
				if !yield(heap.Pop(&r.found).(wordCount)) {
					return
				}
			}
			batch := r.bounds[next:min(next+max(wordsAtOnce, next/8), len(r.bounds))]
			if len(batch) == 0 || !r.count(batch) {
				return
			}
			next += len(batch)
		}
	}
}

// wordsAtOnce is how many words, at least, all processors count before ranks are
// looked at.
const wordsAtOnce = 16

// count counts words; it returns false where lists cannot tell.
func (r *ranking) count(batch []wordCount) bool {
	counts, read, known := slices.Clone(batch), make([]int, len(batch)), make([]bool, len(batch))
	inParallel(len(batch), func(i int) {
		c := &counts[i]
		c.count, c.documents, read[i], known[i] = r.s.Corpus.CountIn(c.word, r.set, r.s.Zones)
	})
	for i := range counts {
		if !known[i] {
			return false
		}
		r.read -= read[i]
		if counts[i].count > 0 {
			heap.Push(&r.found, counts[i])
		}
	}
	return true
}

// comesBefore compares words by rank.
func comesBefore(a, b wordCount) int {
	return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
}

// A wordHeap has the most frequent of its words in front.
type wordHeap []wordCount

func (h wordHeap) Len() int           { return len(h) }
func (h wordHeap) Less(i, j int) bool { return comesBefore(h[i], h[j]) < 0 }
func (h wordHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *wordHeap) Push(x any)        { *h = append(*h, x.(wordCount)) }
func (h *wordHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
