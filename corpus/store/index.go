package store

import (
	"slices"
	"sort"
	"unsafe"

	"tifa/corpus"
)

// index leads from words and characters to the documents of a segment.
type index struct {
	postings   postings
	gramKeys   array[uint64]
	gramStarts array[uint64]
	gramData   array[uint8]
	totals     totals
}

func (x *index) blocks(visit func(string, blockArray)) {
	x.postings.blocks(visit)
	visit("grams.keys", &x.gramKeys)
	visit("grams.starts", &x.gramStarts)
	visit("grams.data", &x.gramData)
	x.totals.blocks(visit)
}

// indexed returns the index, which a segment in memory makes when it is first
// asked.
func (s *segment) indexed() *index {
	if s.file == nil {
		s.once.Do(func() {
			room := new(indexRoom)
			s.logWords(room)
			s.makeIndex(room, func() {}, func(name string, parts func(write func([]byte))) {
				data := &s.index.postings.data
				if name == "grams.data" {
					data = &s.index.gramData
				}
				parts(func(b []byte) { data.add(b...) })
			})
		})
	}
	return &s.index
}

// makeIndex makes the index of a segment in memory whose words were noted. What
// is long, two of its blocks, is not kept: it goes to block piece by piece. noted
// is called when the stream is not needed any more.
func (s *segment) makeIndex(room *indexRoom, noted func(), block func(name string, parts func(write func([]byte)))) {
	x := &s.index
	block("postings.data", func(write func([]byte)) { x.postings.starts.v, x.totals = s.codeWords(room, write) })
	s.logCharacters(room)
	noted()
	block("grams.data", func(write func([]byte)) {
		x.gramKeys.v, x.gramStarts.v = codeGrams(uint32(s.len()), room, write)
	})
}

// gramList is grams.list in the index of the segment: it touches no more of it
// than the search and the list.
func (s *segment) gramList(a, b rune) (gramList, bool) {
	x, key := s.indexed(), gramKey(a, b)
	i := sort.Search(x.gramKeys.len(), func(i int) bool { return x.gramKeys.at(i) >= key })
	if i == x.gramKeys.len() || x.gramKeys.at(i) != key {
		return gramList{}, false
	}
	from, to := x.gramStarts.at(i), x.gramStarts.at(i+1)
	if from > to || to > uint64(x.gramData.len()) {
		return gramList{err: errGrams}, true
	}
	return gramListOf(uint32(s.len()), x.gramData.slice(int(from), int(to))), true
}

// logCharacters notes where the characters of a segment in memory stand. Words are
// noted in the same memory, and must have been coded.
func (s *segment) logCharacters(room *indexRoom) {
	lex := Lexicon{own: &s.own, n: s.shared, shared: s.lexicon}
	lex.load()
	room.logs.each(func(i int, log *placeLog) {
		room.builders[i].reset(log)
		room.tokens[i].reset(&room.builders[i], &lex)
		from, to := s.part(i)
		s.countGrams(&room.tokens[i], &lex, from, to)
	})
}

// countGrams takes in documents of a segment in memory.
func (s *segment) countGrams(known *gramTokens, lex *Lexicon, from, to int) {
	var text []byte
	var cut cutText
	for doc := from; doc < to; doc++ {
		seen, all := uint32(doc+1), s.arrived(doc)
		from := uint32(0)
		for z, end := range s.ends.v[corpus.NumZones*doc : corpus.NumZones*(doc+1)] {
			tokens := all[from:end]
			from = end
			plain := s.plain[doc].Has(corpus.Zone(z))
			if !plain {
				text = lex.appendTexts(text[:0], tokens)
				plain = !s.normal.Changes(unsafe.String(unsafe.SliceData(text), len(text)))
			}
			if plain && known.count(seen, gramClass[z], tokens) {
				continue
			}
			cut.read(lex, tokens, s.normal)
			known.b.zone(seen, gramClass[z], cut.text, cut.cut)
		}
	}
}

// A cutText is a text and for each of its offsets 0…len(text) whether a cut
// stands there.
type cutText struct {
	text []byte
	cut  []bool

	plain   []byte
	offsets corpus.Offsets
	cuts    []bool
}

// read reads tokens and normalises their text.
func (c *cutText) read(lex *Lexicon, tokens []uint32, normal corpus.Normalization) {
	c.plain, c.cuts = c.plain[:0], append(c.cuts[:0], true)
	for _, t := range tokens {
		c.plain, c.cuts = lex.appendCuts(c.plain, c.cuts, t)
	}
	c.text, c.offsets = normal.Append(c.text[:0], c.offsets[:0], unsafe.String(unsafe.SliceData(c.plain), len(c.plain)))
	c.cut = c.cut[:0]
	for i := range len(c.text) + 1 {
		c.cut = append(c.cut, c.cuts[c.offsets.Original(i)])
	}
}

// appendCuts appends the text of a token, and for each of its bytes whether
// there is a cut behind it.
func (l *Lexicon) appendCuts(text []byte, cut []bool, token uint32) ([]byte, []bool) {
	t := l.bytes(token)
	at := len(cut) - 1
	text = append(text, t...)
	cut = append(cut, noCuts[:min(len(t), len(noCuts))]...)
	for len(cut) <= at+len(t) {
		cut = append(cut, false)
	}
	cut[len(cut)-1] = true
	for _, p := range l.pieces(token) {
		cut[at+int(p)] = true
	}
	return text, cut
}

var noCuts [64]bool

// Candidates returns the documents, ascending, that can hold a normalised
// string: all that do, and perhaps others. ok is false where it takes a look at
// every document: the corpus lies in memory, or the string is of a kind that
// the index does not have.
func (c *Corpus) Candidates(text string) (docs []int, ok bool) {
	lists := make([][]uint32, len(c.segments))
	for i, s := range c.segments {
		if s.file == nil {
			return nil, false
		}
		local, known, err := candidates(text, s.gramList)
		check(err == nil, s.name(), "%v", err)
		if !known {
			return nil, false
		}
		lists[i] = local
	}
	return c.fromLocal(lists), true
}

// fromLocal returns documents of the segments as documents of the corpus.
func (c *Corpus) fromLocal(lists [][]uint32) []int {
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	docs := make([]int, 0, n)
	sorted := true
	for i, list := range lists {
		ranks := c.bySeg[i].rank.all()
		for _, local := range list {
			if doc := ranks[local]; doc != noDoc {
				c.checkDoc(doc)
				sorted = sorted && (len(docs) == 0 || docs[len(docs)-1] < int(doc))
				docs = append(docs, int(doc))
			}
		}
	}
	if !sorted { // segments that lie side by side in time
		slices.Sort(docs)
	}
	if c.parts != nil {
		docs = c.parts.ofWholes(docs)
	}
	return docs
}

// ofWholes returns the parts of documents.
func (p *parts) ofWholes(docs []int) []int {
	var list []int
	for _, doc := range docs {
		i, _ := slices.BinarySearch(p.whole, doc)
		for ; i < len(p.whole) && p.whole[i] == doc; i++ {
			list = append(list, i)
		}
	}
	return list
}
