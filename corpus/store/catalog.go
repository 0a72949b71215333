package store

import (
	"cmp"
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
	c.orderDocuments(segments, dead)
	c.sumUp()
	c.findCopies(segments)
	c.unionWords(segments)
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

// unionWords merges the words of the segments, which are sorted, and gives
// them numbers in the order of code points.
func (c *catalog) unionWords(segments []*segment) {
	tags := tagUnion{number: make(map[string]uint8)}
	lists := make([]wordList, len(segments))
	for i, s := range segments {
		lists[i] = wordList{seg: s, part: &c.bySeg[i], alive: s.alive(&c.bySeg[i].rank), at: -1}
		lists[i].advance(c.text.len())
	}
	for {
		word, found := "", false
		for i := range lists {
			if l := &lists[i]; !l.over() && (!found || l.word < word) {
				word, found = l.word, true
			}
		}
		if !found {
			break
		}
		tag, number := "", c.text.len()
		c.text.add(word)
		for i := range lists {
			l := &lists[i]
			if l.over() || l.word != word {
				continue
			}
			if t := l.seg.tags.at(int(l.seg.tag.at(l.at))); t != "" && (tag == "" || t < tag) {
				tag = t
			}
			l.part.word.add(uint32(number))
			l.advance(c.text.len())
		}
		c.tag.add(tags.of(tag, &c.tags))
	}
	for i, s := range segments {
		p := &c.bySeg[i]
		p.sharedWord.v = translate(s.sharedWord.all(), p.word.v)
		p.ownWord.v = translate(s.ownWord.all(), p.word.v)
	}
}

// A wordList runs over the words of a segment that documents have.
type wordList struct {
	seg   *segment
	part  *segmentPart
	alive []bool // nil: all are
	at    int
	word  string
}

func (l *wordList) over() bool { return l.at >= l.seg.text.len() }

// advance goes to the next word; those that only replaced documents have get
// the number of the word behind them.
func (l *wordList) advance(next int) {
	for l.at++; !l.over(); l.at++ {
		if l.alive == nil || l.alive[l.at] {
			l.word = l.seg.text.at(l.at)
			return
		}
		l.part.word.add(uint32(next))
	}
}

// alive tells which words documents of the segment have that were not
// replaced; nil if none was.
func (s *segment) alive(rank *array[uint32]) []bool {
	if !slices.Contains(rank.v, noDoc) {
		return nil
	}
	alive := make([]bool, s.text.len())
	s.indexed()
	var list []Posting
	for word := range alive {
		list = s.appendPostings(list[:0], uint32(word))
		alive[word] = slices.ContainsFunc(list, func(p Posting) bool { return rank.v[p.Doc] != noDoc })
	}
	return alive
}

// translate returns words of a segment as words of the corpus.
func translate(words, number []uint32) []uint32 {
	out := make([]uint32, len(words))
	for i, w := range words {
		out[i] = NoWord
		if w != NoWord {
			out[i] = number[w]
		}
	}
	return out
}

type tagUnion struct{ number map[string]uint8 }

func (u *tagUnion) of(tag string, tags *texts) uint8 {
	n, ok := u.number[tag]
	if !ok {
		n = uint8(tags.len())
		u.number[tag] = n
		tags.add(tag)
	}
	return n
}

// mergeColumn returns a field of all documents, in their order, with sorted
// values; nil where no segment has it.
func (c *catalog) mergeColumn(segments []*segment, name string, compare func(a, b string) int) *rawColumn {
	values, toUnion, many := c.unionValues(segments, name)
	if toUnion == nil {
		return nil
	}
	renumber, out := sortValues(values, compare), &rawColumn{}
	for _, v := range values {
		out.values.add(v)
	}
	for doc := range c.len() {
		i, local := c.segOf.at(doc), int(c.local.at(doc))
		if many {
			out.starts.add(uint32(out.ids.len()))
		}
		var ids []uint32
		if col := segments[i].columns[name]; col != nil {
			ids = col.of(local)
		}
		for _, id := range ids {
			out.ids.add(renumber[toUnion[i][id]])
		}
		if !many && len(ids) == 0 {
			out.ids.add(noValue)
		}
	}
	if many {
		out.starts.add(uint32(out.ids.len()))
	}
	return out
}

// unionValues returns the values of a field that documents have, and for each
// segment the places of its values among them; nil where none has the field.
func (c *catalog) unionValues(segments []*segment, name string) (values []string, places [][]uint32, many bool) {
	number := make(map[string]uint32)
	for i, s := range segments {
		col := s.columns[name]
		if col == nil {
			continue
		}
		if places == nil {
			places = make([][]uint32, len(segments))
		}
		many = many || col.starts.len() > 0
		used := make([]bool, col.values.len())
		for local, doc := range c.bySeg[i].rank.all() {
			if doc != noDoc {
				for _, id := range col.of(local) {
					used[id] = true
				}
			}
		}
		for id, v := range col.values.list() {
			n, ok := number[v]
			if !ok && used[id] {
				n = uint32(len(values))
				number[v] = n
				values = append(values, v)
			}
			places[i] = append(places[i], n)
		}
	}
	return values, places, many
}

// sortValues sorts values and returns the new place of each.
func sortValues(values []string, compare func(a, b string) int) []uint32 {
	order := make([]uint32, len(values))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return cmp.Or(compare(values[i], values[j]), cmp.Compare(i, j)) })
	sorted, renumber := make([]string, len(values)), make([]uint32, len(values))
	for n, old := range order {
		sorted[n], renumber[old] = values[old], uint32(n)
	}
	copy(values, sorted)
	return renumber
}
