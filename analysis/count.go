package analysis

import (
	"runtime"
	"slices"
	"sync"

	"tifa/corpus"
	"tifa/corpus/store"
)

// Hits tells how often a term stands in a document, in each way of matching.
type Hits struct {
	Doc                  int
	String, Phrase, Word int
	Title                bool // a match by the chosen way stands in a headline
}

// Count returns the number of matches by m. An expression is counted as
// strings are.
func (h *Hits) Count(m Match) int {
	switch m {
	case Phrase:
		return h.Phrase
	case Word:
		return h.Word
	}
	return h.String
}

// CountTerms returns for each term the documents of the selection that hold it
// as a string, in order.
func CountTerms(s *Selection, terms []Term, m Match) [][]Hits {
	parts := make([][][]Hits, len(chunks(s.Docs)))
	inParallel(len(parts), func(part int) {
		c := newCounter(s, terms, m)
		for _, doc := range chunks(s.Docs)[part] {
			c.document(doc)
		}
		parts[part] = c.hits
	})
	all := make([][]Hits, len(terms))
	for _, part := range parts {
		for i := range terms {
			all[i] = append(all[i], part[i]...)
		}
	}
	return all
}

// chunks deals documents out in runs that keep their order.
func chunks(docs []int) [][]int {
	return slices.Collect(slices.Chunk(docs, 512))
}

// inParallel calls work with 0 to n−1, on all processors.
func inParallel(n int, work func(part int)) {
	if n == 1 {
		work(0)
		return
	}
	var wg sync.WaitGroup
	next := make(chan int, n)
	for part := range n {
		next <- part
	}
	close(next)
	failed := make([]error, min(n, runtime.GOMAXPROCS(0)))
	for i := range failed {
		wg.Go(func() {
			failed[i] = store.Guard(func() error {
				for part := range next {
					work(part)
				}
				return nil
			})
		})
	}
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			panic(err) // damage, which the caller guards against too
		}
	}
}

// A counter finds terms in one document after another.
type counter struct {
	corpus *store.Corpus
	zones  corpus.Zones
	terms  []Term
	words  []map[uint32]bool // term → words that it is
	match  Match
	hits   [][]Hits

	// of the zone in hand
	offsets corpus.Offsets
	cuts    []int32 // ends of tokens and pieces, ascending; nil until needed
	tokens  []uint32
	lexicon *store.Lexicon
}

func newCounter(s *Selection, terms []Term, m Match) *counter {
	c := &counter{corpus: s.Corpus, zones: s.Zones, match: m, hits: make([][]Hits, len(terms))}
	for _, t := range terms {
		t = t.normalised(s.Corpus.Normalization())
		c.terms = append(c.terms, t)
		words := make(map[uint32]bool)
		for _, v := range t.variants {
			if w, ok := s.Corpus.WordNumber(v); ok {
				words[w] = true
			}
		}
		c.words = append(c.words, words)
	}
	return c
}

func (c *counter) document(doc int) {
	c.lexicon = c.corpus.Lexicon(doc)
	for z := range corpus.Zone(corpus.NumZones) {
		text := c.corpus.Text(doc, z)
		if !c.zones.Has(z) || text == "" {
			continue
		}
		text, c.offsets = c.corpus.Normalization().Apply(text)
		c.tokens, c.cuts = c.corpus.Tokens(doc, z), c.cuts[:0]
		for i := range c.terms {
			c.zone(i, doc, z, text)
		}
	}
}

// zone counts term i in the zone in hand.
func (c *counter) zone(i, doc int, z corpus.Zone, text string) {
	h := Hits{Doc: doc}
	c.terms[i].scan(text, nil, func(int, int) { h.String++ })
	if h.String == 0 {
		return
	}
	c.terms[i].scan(text, c.atCuts, func(int, int) { h.Phrase++ })
	if len(c.words[i]) > 0 {
		for _, t := range c.tokens {
			if w := c.lexicon.WordOf(t); w != store.NoWord && c.words[i][w] {
				h.Word++
			}
		}
	}
	h.Title = corpus.Titles.Has(z) && h.Count(c.match) > 0
	list := c.hits[i]
	if n := len(list); n > 0 && list[n-1].Doc == doc {
		last := &list[n-1]
		last.String += h.String
		last.Phrase += h.Phrase
		last.Word += h.Word
		last.Title = last.Title || h.Title
		return
	}
	c.hits[i] = append(list, h)
}

// atCuts tells whether a match of the normalised text begins and ends at cuts.
func (c *counter) atCuts(start, end int) bool {
	if len(c.cuts) == 0 {
		c.findCuts()
	}
	return c.isCut(c.offsets.Original(start)) && c.isCut(c.offsets.Original(end))
}

func (c *counter) isCut(offset int) bool {
	_, found := slices.BinarySearch(c.cuts, int32(offset))
	return found
}

func (c *counter) findCuts() {
	c.cuts = append(c.cuts, 0)
	start := int32(0)
	for _, id := range c.tokens {
		pieces := c.lexicon.Pieces(id)
		for _, p := range pieces {
			c.cuts = append(c.cuts, start+p)
		}
		start += int32(len(c.lexicon.Text(id)))
		if len(pieces) == 0 {
			c.cuts = append(c.cuts, start)
		}
	}
}
