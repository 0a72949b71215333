package analysis

import (
	"runtime"
	"slices"
)

// A collocate is a word in the windows of a term in a period.
type collocate struct {
	word            uint32
	count, left     int
	documents, last int // last is 1 + the document that was counted last
	total           int // of the word in the period
}

// surroundings are the windows of a term in a period.
type surroundings struct {
	matches, documents, words int
	uses                      Hits // of the term
	shared                    int  // words in more than one window
	at                        map[uint32]int32
	list                      []collocate
}

func (a *surroundings) of(word uint32) *collocate {
	n, ok := a.at[word]
	if !ok {
		if a.at == nil {
			a.at = make(map[uint32]int32)
		}
		n = int32(len(a.list))
		a.at[word] = n
		a.list = append(a.list, collocate{word: word})
	}
	return &a.list[n]
}

// use counts what the term has in a document.
func (a *surroundings) use(h *Hits, m Match) {
	a.uses.add(h)
	if n := h.Count(m); n > 0 {
		a.matches += n
		a.documents++
	}
}

// merge adds those of other documents.
func (a *surroundings) merge(b *surroundings) {
	a.matches += b.matches
	a.documents += b.documents
	a.words += b.words
	a.uses.add(&b.uses)
	a.shared += b.shared
	for i := range b.list {
		from, to := &b.list[i], a.of(b.list[i].word)
		to.count += from.count
		to.left += from.left
		to.documents += from.documents
	}
}

// A collocator counts the words around terms in one document after another.
type collocator struct {
	*counter
	window Window
	placer *placer // nil where all documents are one part
	around [][]surroundings
	whole  []termCell   // of each term, in all periods together: each document once
	inDoc  []Hits       // and in the document in hand
	words  []uint32     // of the zone in hand
	found  []wordWindow // of the term in hand
}

func newCollocator(s *Selection, terms []Term, opt CollocationOptions) *collocator {
	k := &collocator{counter: newCounter(s, terms, opt.Match), window: opt.Window.orDefault()}
	parts := 1
	if opt.Periods != nil {
		k.placer, parts = &placer{calendar: newCalendar(opt.Periods)}, len(opt.Periods)
	}
	k.around, k.whole, k.inDoc = make([][]surroundings, len(terms)), make([]termCell, len(terms)), make([]Hits, len(terms))
	for i := range k.around {
		k.around[i] = make([]surroundings, parts)
	}
	return k
}

// parts returns the periods of a document.
func (k *collocator) parts(doc int) []int {
	if k.placer == nil {
		return []int{0}
	}
	return k.placer.of(k.corpus.Date(doc))
}

func (k *collocator) document(doc int) {
	parts := k.parts(doc)
	if len(parts) == 0 {
		return
	}
	clear(k.inDoc)
	for z := range k.eachZone(doc) {
		k.words = k.words[:0]
		for i := range k.around {
			var h Hits
			k.found, h = k.counter.windows(k.found, i, z, k.window)
			if k.inDoc[i].add(&h); len(k.found) > 0 {
				k.zone(i, parts)
			}
		}
	}
	for i := range k.around {
		k.whole[i].count(&k.inDoc[i], k.match)
		for _, p := range parts {
			k.around[i][p].use(&k.inDoc[i], k.match)
		}
	}
}

// zone counts the words in the windows of term i in the zone in hand.
func (k *collocator) zone(i int, parts []int) {
	if len(k.words) == 0 {
		k.words = k.lexicon.AppendWords(k.words, k.tokens)
	}
	size := 0
	for _, w := range k.found {
		size += w.first - w.from + w.to - w.behind
	}
	for n, p := range parts {
		a := &k.around[i][p]
		seen := 0
		inWindows(k.found, func(word int, left bool) {
			seen++
			c := a.of(k.words[word])
			c.count++
			if left {
				c.left++
			}
			if c.last != k.doc+1 {
				c.last = k.doc + 1
				c.documents++
			}
		})
		a.words += seen
		if n == 0 {
			a.shared += size - seen
		}
	}
}

// collocations are the words around terms.
type collocations struct {
	s      *Selection
	around [][]surroundings // term → period
	whole  []termCell       // of each term, in all periods together
	parts  []periodDocs
}

// periodDocs are the documents of a period, or all.
type periodDocs struct {
	Period
	words int
	docs  []int
}

// collocates counts the words around terms and all words of the same documents.
func collocates(s *Selection, terms []Term, opt CollocationOptions) *collocations {
	f := &collocations{s: s}
	runs := chunks(candidates(s, terms))
	// One collocator a processor, not one a run: its counts may have a place for
	// every word.
	workers := make([]*collocator, max(1, min(len(runs), runtime.GOMAXPROCS(0))))
	inParallel(len(workers), func(worker int) {
		k := newCollocator(s, terms, opt)
		for i := worker; i < len(runs); i += len(workers) {
			for _, doc := range runs[i] {
				k.document(doc)
			}
		}
		workers[worker] = k
	})
	f.around, f.whole = workers[0].around, workers[0].whole
	for _, k := range workers[1:] {
		for i := range k.around {
			f.whole[i].add(&k.whole[i].Hits)
			f.whole[i].documents += k.whole[i].documents
			for p := range k.around[i] {
				f.around[i][p].merge(&k.around[i][p])
			}
		}
	}
	f.divide(opt.Periods)
	f.totals()
	return f
}

// divide deals the documents out to the periods.
func (f *collocations) divide(periods []Period) {
	if periods == nil {
		f.parts = []periodDocs{{docs: f.s.Docs}}
		return
	}
	f.parts = make([]periodDocs, len(periods))
	for p := range periods {
		f.parts[p].Period = periods[p]
	}
	place := placer{calendar: newCalendar(periods)}
	outside := 0
	for _, doc := range f.s.Docs {
		in := place.of(f.s.Corpus.Date(doc))
		if len(in) == 0 {
			outside++
		}
		for _, p := range in {
			f.parts[p].docs = append(f.parts[p].docs, doc)
		}
	}
	f.s.note(outside, "left out: %d documents that lie in no period (no date, or one that is not known well enough)", outside)
	f.s.noteOverlaps(periods)
}

// totals counts all words of each period: the words around terms are compared
// with them.
func (f *collocations) totals() {
	t := newTally(f.s)
	var counts []int // word → count
	for p := range f.parts {
		part := &f.parts[p]
		if len(part.docs) == 0 {
			continue
		}
		part.words = f.s.wordsOf(part.docs)
		if !slices.ContainsFunc(f.around, func(a []surroundings) bool { return len(a[p].list) > 0 }) {
			continue
		}
		if counts == nil {
			counts = make([]int, f.s.Corpus.NumWords())
		}
		list := t.unsorted(part.docs)
		for _, c := range list {
			counts[c.word] = c.count
		}
		for i := range f.around {
			around := f.around[i][p].list
			for k := range around {
				around[k].total = counts[around[k].word]
			}
		}
		for _, c := range list {
			counts[c.word] = 0
		}
	}
}
