package store

import (
	"bytes"
	"cmp"
	"strings"

	"tifa/corpus"
)

// An orderKey is what documents are ordered by: date, paper, page, item, and
// where all that is one, content and place. Nothing depends on arrival.
type orderKey struct {
	date              corpus.Date
	paper, page, item string
	hash              corpus.Hash
	place             func() string // key of the document
}

func (x *orderKey) compare(y *orderKey) int {
	if c := x.date.Compare(y.date); c != 0 {
		return c
	}
	if c := cmp.Or(
		strings.Compare(x.paper, y.paper),
		corpus.CompareNumbers(x.page, y.page),
		corpus.CompareNumbers(x.item, y.item),
	); c != 0 {
		return c
	}
	if c := bytes.Compare(x.hash[:], y.hash[:]); c != 0 {
		return c
	}
	return strings.Compare(x.place(), y.place())
}

// orderKey returns the key of a document of a segment. Pages and items lost
// their leading zeros, which their order does not look at.
func (s *segment) orderKey(local int) orderKey {
	return orderKey{
		date: s.date(local), hash: s.hash(local),
		paper: s.columns["paper"].first(local), page: s.columns["page"].first(local), item: s.columns["item"].first(local),
		place: func() string { return s.key(local) },
	}
}

// key is corpus.Document.Key of a document.
func (s *segment) key(local int) string { return keyOf(s.record(local), s.name()) }

// keyOf is corpus.Document.Key of the document of a record.
func keyOf(record []byte, file string) string {
	d, err := readRecord(record, func(corpus.Zone) string { return "" })
	check(err == nil, file, "a record is damaged: %v", err)
	return d.Key()
}

// orderKey returns the key of a document that arrived.
func (b *Builder) orderKey(i int) orderKey {
	a := &b.docs[i]
	return orderKey{
		date: a.date, paper: b.names.at(a.paper), page: b.names.at(a.page), item: b.names.at(a.item), hash: a.hash,
		place: func() string {
			record := b.seg.records.v[a.recordAt:]
			n, size := uvarint(record)
			return keyOf(record[size:size+int(n)], b.seg.name())
		},
	}
}
