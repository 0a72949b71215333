// Package store holds a segmented corpus: what the documents say, the words
// they were cut into and where each word stands, laid out so that a question
// reads no more than it needs.
//
//   - Documents are numbered from 0 in the order of the corpus: date, paper,
//     page, item. Nothing depends on the order in which they arrived.
//   - The stream holds the tokens of every document, zone by zone; they cover
//     the text, so a token's place is the sum of the lengths before it, and the
//     text is theirs put together.
//   - The lexicon tells for each token its text and the word it counts as.
//   - Postings tell for each word the documents that hold it, with counts; an
//     index of characters and pairs of them does it for strings.
//   - Columns hold the values of the fields.
//
// All this lies in segments, each made of documents that were taken in
// together, and in a catalog, which ties them into one corpus. A [Builder]
// makes a corpus in memory, a [Writer] a folder of files (format.go); questions
// cannot tell which they are asked of, except that those to files are asked
// inside [Guard].
//
// Package store reads no records and cuts no text; it computes no measure.
package store

import (
	"slices"
	"sync/atomic"
	"unsafe"

	"tifa/corpus"
)

// A Corpus is a segmented corpus. It does not change; any number of goroutines
// may read it.
type Corpus struct {
	segments []*segment
	*catalog
	shared   *Shared
	parts    *parts // nil unless the documents are parts of others
	columns  columns
	recoding corpus.Recoding
	normal   corpus.Normalization
	identity Identity
	about    *About // of a stored corpus

	lexicons []Lexicon // by segment
	once     once      // of lexicons
	last     atomic.Pointer[decoded]
	numbers  struct {
		once once
		list []int
	}
	runs struct {
		once once
		list []Run
	}
	repeats struct {
		once once
		list []int
	}
}

// An Identity names a corpus and the segmentation that its words stand on.
type Identity struct {
	Documents    int
	Content      corpus.Hash // sum of the documents' hashes
	Segmentation string      // what the cuts depend on
}

// Len is the number of documents.
func (c *Corpus) Len() int {
	if c.parts != nil {
		return len(c.parts.whole)
	}
	return c.catalog.len()
}

// Numbers returns the numbers of all documents, which are their places. It must
// not be changed.
func (c *Corpus) Numbers() []int {
	c.numbers.once.do(func() {
		c.numbers.list = make([]int, c.Len())
		for doc := range c.numbers.list {
			c.numbers.list[doc] = doc
		}
	})
	return slices.Clip(c.numbers.list)
}

// Identity names the corpus and its segmentation.
func (c *Corpus) Identity() Identity { return c.identity }

// Normalization is what was made of the texts before they were cut; query
// terms go through it too.
func (c *Corpus) Normalization() *corpus.Normalization { return &c.normal }

// Recode returns the corpus with other names for values of fields. The
// documents themselves stay as they are.
func (c *Corpus) Recode(r corpus.Recoding) *Corpus {
	return &Corpus{
		segments: c.segments, catalog: c.catalog, shared: c.shared, parts: c.parts,
		recoding: r, normal: c.normal, identity: c.identity, about: c.about,
	}
}

// at returns the segment of a document and its number there.
func (c *Corpus) at(doc int) (*segment, int) {
	if c.parts != nil {
		doc = c.parts.whole[doc]
	}
	return c.segments[c.segOf.at(doc)], int(c.local.at(doc))
}

type decoded struct {
	doc int
	*corpus.Document
}

// Document returns a document as it was decoded. It must not be changed.
func (c *Corpus) Document(doc int) *corpus.Document {
	if c.parts != nil {
		return c.parts.of.Document(c.parts.whole[doc])
	}
	if d := c.last.Load(); d != nil && d.doc == doc {
		return d.Document // a row asks for several fields of one document
	}
	s, local := c.at(doc)
	d, err := readRecord(s.record(local), func(z corpus.Zone) string { return c.Text(doc, z) })
	check(err == nil, s.name(), "record %d: %v", local, err)
	d.Date = s.date(local)
	c.last.Store(&decoded{doc, d})
	return d
}

// Head returns a document without its texts, which takes a fraction of the time
// of Document.
func (c *Corpus) Head(doc int) *corpus.Document {
	s, local := c.at(doc)
	d, err := readRecord(s.record(local), func(corpus.Zone) string { return "" })
	check(err == nil, s.name(), "record %d: %v", local, err)
	d.Date, d.Text, d.More = s.date(local), corpus.Text{}, nil
	return d
}

// Kind returns the kind of a document: article, picture, advert, empty.
func (c *Corpus) Kind(doc int) string {
	s, local := c.at(doc)
	return s.columns["kind"].first(local)
}

// FirstCopy returns the first document that has the same text: itself, unless
// it repeats one before it.
func (c *Corpus) FirstCopy(doc int) int {
	if c.parts != nil {
		return c.parts.copies[doc]
	}
	first := c.copies.at(doc)
	c.checkDoc(first)
	return int(first)
}

// Date returns the date of a document, zero where it has none.
func (c *Corpus) Date(doc int) corpus.Date {
	if c.parts != nil {
		doc = c.parts.whole[doc]
	}
	d := c.dates.slice(2*doc, 2*doc+2)
	return corpus.Date{First: corpus.Day(d[0]), Last: corpus.Day(d[1])}
}

// Lexicon returns the lexicon of a document's tokens.
func (c *Corpus) Lexicon(doc int) *Lexicon {
	c.once.do(c.makeLexicons)
	if c.parts != nil {
		doc = c.parts.whole[doc]
	}
	return &c.lexicons[c.segOf.at(doc)]
}

func (c *Corpus) makeLexicons() {
	c.lexicons = make([]Lexicon, len(c.segments))
	for i, s := range c.segments {
		l, p := &c.lexicons[i], &c.bySeg[i]
		l.own, l.n, l.words = &s.own, s.shared, &c.catalog.text
		l.sharedWord, l.ownWord = p.sharedWord.all(), p.ownWord.all()
		l.shared = c.shared
		c.checkWords(l.sharedWord)
		c.checkWords(l.ownWord)
	}
}

// Tokens returns the tokens of a zone, which [Corpus.Lexicon] tells of. They
// must not be changed.
func (c *Corpus) Tokens(doc int, z corpus.Zone) []uint32 {
	s, first, ends := c.span(doc)
	start := uint32(0)
	if z > 0 {
		start = ends[z-1]
	}
	return s.stream.slice(int(first+uint64(start)), int(first+uint64(ends[z])))
}

// span returns where the tokens of a document lie.
func (c *Corpus) span(doc int) (s *segment, first uint64, ends []uint32) {
	s, local := c.at(doc)
	if c.parts != nil {
		return s, c.parts.first[doc], c.parts.ends[doc][:]
	}
	return s, s.first.at(local), s.ends.slice(corpus.NumZones*local, corpus.NumZones*(local+1))
}

// Text returns the text of a zone as it is counted: as printed, unless
// something was left out when it was read.
func (c *Corpus) Text(doc int, z corpus.Zone) string {
	b := c.AppendText(nil, doc, z)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// AppendText appends what Text returns.
func (c *Corpus) AppendText(b []byte, doc int, z corpus.Zone) []byte {
	return c.Lexicon(doc).appendTexts(b, c.Tokens(doc, z))
}

// Words is the number of words in zones of a document.
func (c *Corpus) Words(doc int, zones corpus.Zones) int {
	if c.parts != nil {
		return sum(c.parts.words[doc][:], zones)
	}
	return sum(c.words.slice(corpus.NumZones*doc, corpus.NumZones*(doc+1)), zones)
}

// Characters is the number of Han characters, letters and digits in zones of a
// document.
func (c *Corpus) Characters(doc int, zones corpus.Zones) int {
	if c.parts != nil {
		return sum(c.parts.characters[doc][:], zones)
	}
	return sum(c.characters.slice(corpus.NumZones*doc, corpus.NumZones*(doc+1)), zones)
}

func sum(counts []uint32, zones corpus.Zones) int {
	n := 0
	for z, count := range counts {
		if zones.Has(corpus.Zone(z)) {
			n += int(count)
		}
	}
	return n
}

// NumWords is the number of words; word numbers are below it, in the order of
// code points.
func (c *Corpus) NumWords() int { return c.catalog.text.len() }

// Word returns the text of a word.
func (c *Corpus) Word(word uint32) string { return c.catalog.text.at(int(word)) }

// Tag returns the part of speech of a word, "" where the dictionary has none.
func (c *Corpus) Tag(word uint32) string { return c.tags.at(int(c.tag.at(int(word)))) }

// WordNumber returns the number of a word, and whether the corpus has it.
func (c *Corpus) WordNumber(word string) (uint32, bool) {
	n, ok := c.catalog.text.search(word)
	return uint32(n), ok
}
