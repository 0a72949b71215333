package store

import (
	"container/heap"
	"slices"
	"strconv"

	"tifa/corpus"
)

// noDoc is the number of a document of a segment that was replaced.
const noDoc = ^uint32(0)

// A catalog is what can only be said of all documents together: their order,
// their words, their ids. It is made at every commit, and lies in memory or in
// a file.
type catalog struct {
	file *file // nil in memory

	segOf                   array[uint16] // document → its segment
	local                   array[uint32] // … and its number there
	dates                   array[int32]  // first and last day
	words                   array[uint32] // by document: NumZones each
	characters              array[uint32] // NumZones each
	wordSums, characterSums array[uint64] // before every 64th document, by zone

	copies  array[uint32] // the first document with the same text
	renamed array[uint32] // documents that share a printed id, ascending
	endings texts         // what their ids have behind the printed one

	text    texts         // word → text, sorted
	tag     array[uint8]  // word → place in tags
	tags    texts         //
	bySeg   []segmentPart // what is said of each segment
	content corpus.Hash   // sum of the hashes
	sum     array[uint8]  // content, in a file

	columns     map[string]*rawColumn // those that are kept, in the order of all documents; values sorted
	columnNames texts
}

// A segmentPart ties a segment to the catalog.
type segmentPart struct {
	rank       array[uint32] // its document → number in the corpus, noDoc
	word       array[uint32] // its word → word of the corpus, ascending; one that only replaced documents have → the next
	sharedWord array[uint32] // shared token → word of the corpus, NoWord
	ownWord    array[uint32] // its own token → word of the corpus, NoWord
}

func (c *catalog) len() int { return c.local.len() }

func (c *catalog) blocks(visit func(string, blockArray)) {
	visit("segof", &c.segOf)
	visit("local", &c.local)
	visit("dates", &c.dates)
	visit("words", &c.words)
	visit("characters", &c.characters)
	visit("wordsums", &c.wordSums)
	visit("charactersums", &c.characterSums)
	visit("copies", &c.copies)
	visit("renamed", &c.renamed)
	c.endings.blocks("endings", visit)
	c.text.blocks("word", visit)
	visit("tag", &c.tag)
	c.tags.blocks("tags", visit)
	visit("content", &c.sum)
	c.columnNames.blocks("columns", visit)
	for i := range c.bySeg {
		p, name := &c.bySeg[i], "segment"+strconv.Itoa(i)
		visit(name+".rank", &p.rank)
		visit(name+".word", &p.word)
		visit(name+".sharedword", &p.sharedWord)
		visit(name+".ownword", &p.ownWord)
	}
}

// newCatalog returns the catalog of segments in memory, without columns. dead
// tells which documents were replaced; nil is none.
func newCatalog(segments []*segment, dead func(seg, local int) bool) *catalog {
	c := &catalog{bySeg: make([]segmentPart, len(segments))}
	inParallel(func(i int) {
		if i == 1 {
			c.unionWords(segments, dead)
			return
		}
		c.orderDocuments(segments, dead)
		c.sumUp()
		c.findCopies(segments)
	})
	c.sum.add(c.content[:]...)
	return c
}

// A cursor runs over the documents of a segment.
type cursor struct {
	seg, local int
	key        orderKey
}

type cursors []*cursor

func (h cursors) Len() int           { return len(h) }
func (h cursors) Less(i, j int) bool { return h[i].key.compare(&h[j].key) < 0 }
func (h cursors) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *cursors) Push(x any)        { *h = append(*h, x.(*cursor)) }
func (h *cursors) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// orderDocuments merges the segments' documents, each segment being in order.
func (c *catalog) orderDocuments(segments []*segment, dead func(seg, local int) bool) {
	var h cursors
	advance := func(x *cursor) bool {
		s := segments[x.seg]
		for x.local++; x.local < s.len(); x.local++ {
			if dead == nil || !dead(x.seg, x.local) {
				if len(segments) > 1 {
					x.key = s.orderKey(x.local)
				}
				return true
			}
		}
		return false
	}
	for i, s := range segments {
		c.bySeg[i].rank.v = slices.Repeat([]uint32{noDoc}, s.len())
		if x := (&cursor{seg: i, local: -1}); advance(x) {
			h = append(h, x)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		x := h[0]
		c.addDocument(segments[x.seg], x)
		if advance(x) {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	c.nameDocuments(segments)
}

func (c *catalog) addDocument(s *segment, x *cursor) {
	const n = corpus.NumZones
	c.bySeg[x.seg].rank.v[x.local] = uint32(c.len())
	c.segOf.add(uint16(x.seg))
	c.local.add(uint32(x.local))
	c.dates.add(s.dates.slice(2*x.local, 2*x.local+2)...)
	c.words.add(s.words.slice(n*x.local, n*x.local+n)...)
	c.characters.add(s.characters.slice(n*x.local, n*x.local+n)...)
	c.content.Add(s.hash(x.local))
}

// findCopies finds for every document the first one with its text.
func (c *catalog) findCopies(segments []*segment) {
	seen := make(map[corpus.TextKey]uint32, c.len())
	for doc := range uint32(c.len()) {
		key := segments[c.segOf.v[doc]].textKey(int(c.local.v[doc]))
		first, ok := seen[key]
		if !ok || key == (corpus.TextKey{}) {
			first = doc
			seen[key] = doc
		}
		c.copies.add(first)
	}
}
