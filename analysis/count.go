package analysis

import (
	"iter"
	"runtime"
	"slices"
	"sync"
	"unsafe"

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

// add adds the matches of another document or zone.
func (h *Hits) add(x *Hits) {
	h.String += x.String
	h.Phrase += x.Phrase
	h.Word += x.Word
	h.Title = h.Title || x.Title
}

// CountTerms returns for each term the documents of the selection that hold it
// as a string, in order.
func CountTerms(s *Selection, terms []Term, m Match) [][]Hits {
	all := make([][]Hits, len(terms))
	var read []Term // terms for which texts are read
	var places []int
	for i, t := range terms {
		var ok bool
		if all[i], ok = shortHits(s, t, m); !ok {
			read, places = append(read, t), append(places, i)
		}
	}
	if len(read) == 0 {
		return all
	}
	docs := candidates(s, read)
	runs, far := chunks(docs), s.progress(len(docs))
	parts := make([][][]Hits, len(runs))
	inParallel(len(parts), func(part int) {
		c := newCounter(s, read, m)
		for _, doc := range runs[part] {
			c.document(doc)
		}
		parts[part] = c.hits
		far.add(len(runs[part]))
	})
	for _, part := range parts {
		for i, n := range places {
			all[n] = append(all[n], part[i]...)
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
	terms  []Term     // those asked for, then those they are to stand near to
	words  [][]uint32 // term → words that it is
	match  Match
	near   []int    // of each term to be near to, how many words may stand between
	hits   [][]Hits // of each term asked for
	spared bool     // terms stand in texts as printed where they stand in normalised ones

	// of the zone in hand
	doc     int
	bufs    [corpus.NumZones][]byte // the texts of the zones of the document so far, as printed
	text    string                  // that of this zone: it holds until the next document
	normal  string                  // normalised
	offsets corpus.Offsets
	tokens  []uint32
	ends    []int32 // of the tokens
	lexicon *store.Lexicon
	beside  [][]span // of each term to be near to, its matches; nil until needed
	bounds  []span   // of the words; nil until needed
}

// A span is a part of a zone's text as printed, in bytes.
type span struct{ start, end int }

func newCounter(s *Selection, terms []Term, m Match) *counter {
	c := &counter{ends: make([]int32, 0, 1024), corpus: s.Corpus, zones: s.Zones, match: m, hits: make([][]Hits, len(terms))}
	for _, n := range s.near {
		terms = append(slices.Clip(terms), n.Term)
		c.near = append(c.near, n.Words)
	}
	normalization := s.Corpus.Normalization()
	c.spared = len(c.hits) > 0 // else somebody reads the normalised text
	for _, t := range terms {
		t = t.normalised(normalization)
		c.terms = append(c.terms, t)
		c.spared = c.spared && t.regex == nil && !slices.ContainsFunc(t.variants, func(v string) bool { return !normalization.Spares(v) })
		var words []uint32
		for _, v := range t.variants {
			if w, ok := s.Corpus.WordNumber(v); ok {
				words = append(words, w)
			}
		}
		c.words = append(c.words, words)
	}
	return c
}

func (c *counter) document(doc int) {
	for z := range c.eachZone(doc) {
		for i := range c.hits {
			c.count(i, z, func(span) {})
		}
	}
}

// eachZone takes the zones of a document in hand, one after another.
func (c *counter) eachZone(doc int) iter.Seq[corpus.Zone] {
	return func(yield func(corpus.Zone) bool) {
		for z := range corpus.Zone(corpus.NumZones) {
			if !c.zones.Has(z) {
				continue
			}
			c.doc, c.tokens, c.lexicon = doc, c.corpus.Tokens(doc, z), c.corpus.Lexicon(doc)
			if len(c.tokens) == 0 {
				c.bufs[z] = c.bufs[z][:0]
				continue
			}
			c.bufs[z], c.ends = c.lexicon.AppendTexts(c.bufs[z][:0], c.ends[:0], c.tokens)
			c.text = unsafe.String(unsafe.SliceData(c.bufs[z]), len(c.bufs[z]))
			c.normal, c.offsets = c.text, nil
			if !c.spared {
				c.normal, c.offsets = c.corpus.Normalization().Apply(c.text)
			}
			c.beside, c.bounds = nil, c.bounds[:0]
			if !yield(z) {
				return
			}
		}
	}
}

// matches calls found for the matches of term i in the zone in hand, from left
// to right; none overlaps another. It is the one place that says what a match
// is: a count is the number of calls.
func (c *counter) matches(i int, m Match, found func(span)) { c.search(i, m, found, nil) }

// search is matches; unless cutAcross is nil, it is called for the strings that
// are looked at for a phrase and are none, near or not. They may overlap.
func (c *counter) search(i int, m Match, found, cutAcross func(span)) {
	near := len(c.near) > 0 && i < len(c.hits)
	if m == Word {
		c.matchWords(i, func(s span) {
			if !near || c.isNear(s) {
				found(s)
			}
		})
		return
	}
	var accept func(start, end int) bool
	if near || m == Phrase {
		accept = func(start, end int) bool {
			s := c.printed(start, end)
			if m == Phrase && !(c.isCut(s.start) && c.isCut(s.end)) {
				if cutAcross != nil {
					cutAcross(s)
				}
				return false
			}
			return !near || c.isNear(s)
		}
	}
	c.terms[i].scan(c.normal, accept, func(start, end int) { found(c.printed(start, end)) })
}

// printed returns the place in the printed text of one in the normalised text.
func (c *counter) printed(start, end int) span {
	return span{c.offsets.Original(start), c.offsets.Original(end)}
}

// matchWords is matches for words.
func (c *counter) matchWords(i int, found func(span)) {
	if len(c.words[i]) == 0 {
		return
	}
	for k, t := range c.tokens {
		if c.isWord(i, t) {
			found(span{c.startOf(k), int(c.ends[k])})
		}
	}
}

// count is inZone, with what is counted added to the hits.
func (c *counter) count(i int, z corpus.Zone, found func(span)) {
	if h := c.inZone(i, z, found); h.String > 0 {
		c.hits[i] = appendHits(c.hits[i], h)
	}
}

// inZone returns how often term i stands in the zone in hand, and calls found for
// the matches in the way that was chosen, as matches does: one pass for both.
func (c *counter) inZone(i int, z corpus.Zone, found func(span)) Hits {
	h := Hits{Doc: c.doc}
	if t := &c.terms[i]; t.regex == nil && len(t.variants) == 1 && len(c.near) == 0 {
		c.countOne(i, &h, found)
	} else {
		c.countAny(i, &h, found)
	}
	h.Title = corpus.Titles.Has(z) && h.Count(c.match) > 0
	return h
}

// appendHits adds the hits of a zone to those of the documents before, or of
// the same document.
func appendHits(list []Hits, h Hits) []Hits {
	if n := len(list); n > 0 && list[n-1].Doc == h.Doc {
		list[n-1].add(&h)
		return list
	}
	return append(list, h)
}

// countAny counts the matches of a term. An expression is looked for once: which
// of its matches are phrases does not change where it goes on.
func (c *counter) countAny(i int, h *Hits, found func(span)) {
	regex := c.terms[i].regex != nil
	c.matches(i, String, func(s span) {
		h.String++
		if regex && c.isCut(s.start) && c.isCut(s.end) {
			h.Phrase++
		}
		if c.match == String || c.match == Regex {
			found(s)
		}
	})
	if h.String == 0 || regex {
		return
	}
	c.matches(i, Phrase, func(s span) {
		h.Phrase++
		if c.match == Phrase {
			found(s)
		}
	})
	c.matches(i, Word, func(s span) {
		h.Word++
		if c.match == Word {
			found(s)
		}
	})
}

// countOne is countAny for one spelling, in one pass over the text and none over
// the tokens: each place where the spelling stands is asked what it is. Of places
// that overlap the first is a match, as a string and as a phrase each by itself.
func (c *counter) countOne(i int, h *Hits, found func(span)) {
	spelling, finder := c.terms[i].variants[0], c.terms[i].finders[0]
	strings, phrases := 0, 0 // ends of the last matches
	for start := finder.index(c.normal, 0); start >= 0; start = finder.index(c.normal, start+1) {
		end := start + len(spelling)
		s := c.printed(start, end)
		if start >= strings {
			h.String++
			strings = end
			if c.match == String {
				found(s)
			}
		}
		if !c.isCut(s.start) || !c.isCut(s.end) {
			continue
		}
		if start >= phrases {
			h.Phrase++
			phrases = end
			if c.match == Phrase {
				found(s)
			}
		}
		if k, is := slices.BinarySearch(c.ends, int32(s.end)); is && c.startOf(k) == s.start && c.isWord(i, c.tokens[k]) {
			h.Word++
			if c.match == Word {
				found(s)
			}
		}
	}
}

// startOf returns where a token of the zone in hand begins.
func (c *counter) startOf(k int) int {
	if k == 0 {
		return 0
	}
	return int(c.ends[k-1])
}

// isWord tells whether a token counts as a word that term i is.
func (c *counter) isWord(i int, token uint32) bool {
	w := c.lexicon.WordOf(token)
	return w != store.NoWord && slices.Contains(c.words[i], w)
}

// isCut tells whether a token or a piece of one begins or ends at an offset.
func (c *counter) isCut(offset int) bool {
	i, found := slices.BinarySearch(c.ends, int32(offset))
	if found || offset == 0 {
		return true
	}
	start := int32(0)
	if i > 0 {
		start = c.ends[i-1]
	}
	return slices.Contains(c.lexicon.Pieces(c.tokens[i]), int32(offset)-start)
}
