package store

import (
	"cmp"
	"slices"
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

func orderKeyOf(d *corpus.Document, hash corpus.Hash) orderKey {
	key := strings.Clone(d.Key())
	return orderKey{
		date: d.Date, paper: strings.Clone(d.Paper), page: strings.Clone(d.Page), item: strings.Clone(d.Item),
		hash: hash, place: func() string { return key },
	}
}

func (x *orderKey) compare(y *orderKey) int {
	if c := cmp.Or(
		x.date.Compare(y.date),
		strings.Compare(x.paper, y.paper),
		corpus.CompareNumbers(x.page, y.page),
		corpus.CompareNumbers(x.item, y.item),
		slices.Compare(x.hash[:], y.hash[:]),
	); c != 0 {
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
func (s *segment) key(local int) string {
	d, err := readRecord(s.record(local), func(corpus.Zone) string { return "" })
	check(err == nil, s.name(), "record %d: %v", local, err)
	return d.Key()
}
