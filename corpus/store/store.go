// Package store holds a segmented corpus: what the documents say, the words
// they were cut into and where each word stands, laid out so that a question
// reads no more than it needs.
//
//   - Documents are numbered from 0 in the order of the corpus: date, page,
//     item, id. Nothing depends on the order in which they arrived.
//   - The stream holds the tokens of every document, zone by zone; they cover
//     the text, so a token's place is the sum of the lengths before it.
//   - The lexicon tells for each token its text and the word it counts as.
//   - Postings tell for each word the documents that hold it, with counts.
//   - Columns hold the values of the fields.
//
// A [Builder] fills it (package ingest does). Package store reads no records
// and cuts no text; it computes no measure.
package store

import (
	"iter"

	"tifa/corpus"
)

// NoWord is the word of a token that is none: marks and space.
const NoWord = ^uint32(0)

// A Corpus is a segmented corpus. It does not change; any number of goroutines
// may read it.
type Corpus struct {
	docs     []document
	stream   []uint32
	lexicon  lexicon
	postings postings
	columns  columns
	recoding corpus.Recoding
	normal   corpus.Normalization
	identity Identity
}

// An Identity names a corpus and the segmentation that its words stand on.
type Identity struct {
	Documents    int
	Content      corpus.Hash // sum of the documents' hashes
	Segmentation string      // what the cuts depend on
}

// A document is what the corpus knows of one document.
type document struct {
	*corpus.Document
	id         string
	kind       string
	hash       corpus.Hash
	key        corpus.TextKey
	part       string // the heading of a part, see Parts
	whole      int    // the document that a part is of
	firstCopy  int    // the first document with the same text: itself, or one before it
	text       [corpus.NumZones]string
	first      int                     // index of its first token in the stream
	ends       [corpus.NumZones]uint32 // end of each zone's tokens, counted from first
	words      [corpus.NumZones]uint32
	characters [corpus.NumZones]uint32
}

// Len is the number of documents.
func (c *Corpus) Len() int { return len(c.docs) }

// Identity names the corpus and its segmentation.
func (c *Corpus) Identity() Identity { return c.identity }

// Normalization is what was made of the texts before they were cut; query
// terms go through it too.
func (c *Corpus) Normalization() *corpus.Normalization { return &c.normal }

// Document returns a document as it was decoded. It must not be changed.
func (c *Corpus) Document(doc int) *corpus.Document { return c.docs[doc].Document }

// ID returns the unique printed id of a document.
func (c *Corpus) ID(doc int) string { return c.docs[doc].id }

// Kind returns the kind of a document: article, picture, advert, empty.
func (c *Corpus) Kind(doc int) string { return c.docs[doc].kind }

// FirstCopy returns the first document that has the same text: itself, unless
// it repeats one before it.
func (c *Corpus) FirstCopy(doc int) int { return c.docs[doc].firstCopy }

// Date returns the date of a document, zero where it has none.
func (c *Corpus) Date(doc int) corpus.Date { return c.docs[doc].Date }

// Text returns the text of a zone as printed.
func (c *Corpus) Text(doc int, z corpus.Zone) string { return c.docs[doc].text[z] }

// Tokens returns the tokens of a zone. They must not be changed.
func (c *Corpus) Tokens(doc int, z corpus.Zone) []uint32 {
	d := &c.docs[doc]
	start := uint32(0)
	if z > 0 {
		start = d.ends[z-1]
	}
	return c.stream[d.first+int(start) : d.first+int(d.ends[z])]
}

// Words is the number of words in zones of a document.
func (c *Corpus) Words(doc int, zones corpus.Zones) int {
	return sum(&c.docs[doc].words, zones)
}

// Characters is the number of Han characters, letters and digits in zones of a
// document.
func (c *Corpus) Characters(doc int, zones corpus.Zones) int {
	return sum(&c.docs[doc].characters, zones)
}

func sum(counts *[corpus.NumZones]uint32, zones corpus.Zones) int {
	n := 0
	for z, count := range counts {
		if zones.Has(corpus.Zone(z)) {
			n += int(count)
		}
	}
	return n
}

// Find returns the documents of an id: that of [Corpus.ID], or a printed id
// that several documents share.
func (c *Corpus) Find(id string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range c.docs {
			if (c.docs[i].id == id || c.docs[i].PrintedID() == id) && !yield(i) {
				return
			}
		}
	}
}
