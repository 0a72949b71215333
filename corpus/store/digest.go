package store

import (
	"encoding/binary"
	"iter"

	"tifa/corpus"
)

// A MonthDigest tells whether the documents of a month are the same in two
// corpora.
type MonthDigest struct {
	Month     string // 2005-06, of the first day a date may be; "" of no date
	Documents int
	Sum       uint64 // of the first 8 bytes of the documents' hashes, modulo 2^64
}

// Months returns a digest for each month that has documents, in their order. It
// reads a hash a document: 2 million take some ten milliseconds.
func (c *Corpus) Months() []MonthDigest {
	c = c.wholes()
	var list []MonthDigest
	var month corpus.Date // of the last of them
	for doc := range c.Len() {
		day := c.Date(doc).First
		if len(list) == 0 || day < month.First || day > month.Last {
			month = corpus.Date{}
			if day != 0 {
				month, _ = corpus.Period("month", day) // a field it knows
			}
			list = append(list, MonthDigest{Month: month.String()})
		}
		d := &list[len(list)-1]
		h := c.hash(doc)
		d.Documents++
		d.Sum += binary.BigEndian.Uint64(h[:])
	}
	return list
}

// Hashes yields the id and the hash of each document.
func (c *Corpus) Hashes() iter.Seq2[string, corpus.Hash] {
	c = c.wholes()
	return func(yield func(string, corpus.Hash) bool) {
		for doc := range c.Len() {
			if !yield(c.ID(doc), c.hash(doc)) {
				return
			}
		}
	}
}

// wholes is the corpus of which c has the parts, or c.
func (c *Corpus) wholes() *Corpus {
	if c.parts != nil {
		return c.parts.of
	}
	return c
}

func (c *Corpus) hash(doc int) corpus.Hash {
	s, local := c.at(doc)
	return s.hash(local)
}
