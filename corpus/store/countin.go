package store

import (
	"encoding/binary"
	"sort"

	"tifa/corpus"
)

// A DocumentSet is some documents of a corpus as CountIn looks them up: by
// segment and number there.
type DocumentSet struct {
	parts []setPart
}

type setPart struct {
	n    int      // documents of the set in the segment
	bits []uint64 // by number in the segment, up to the last one: there lists need not be read on
}

func (p *setPart) has(local uint32) bool {
	return int(local/64) < len(p.bits) && p.bits[local/64]>>(local%64)&1 != 0
}

// DocumentSet returns a set of documents; there is none of parts of documents.
func (c *Corpus) DocumentSet(docs []int) *DocumentSet {
	set := &DocumentSet{parts: make([]setPart, len(c.segments))}
	segOf, local := c.segOf.all(), c.local.all()
	for _, doc := range docs {
		p := &set.parts[segOf[doc]]
		if p.bits == nil {
			p.bits = make([]uint64, (c.segments[segOf[doc]].len()+63)/64)
		}
		p.n++
		p.bits[local[doc]/64] |= 1 << (local[doc] % 64)
	}
	for i := range set.parts {
		p := &set.parts[i]
		for n := len(p.bits); n > 0 && p.bits[n-1] == 0; n-- {
			p.bits = p.bits[:n-1]
		}
	}
	return set
}

// CountIn returns how often a word stands in zones of the documents of a set,
// in how many of them, and how many entries of lists were read for it. ok is
// false where the lists cannot tell ([Posting.Count]).
func (c *Corpus) CountIn(word uint32, set *DocumentSet, zones corpus.Zones) (count, documents, read int, ok bool) {
	for i, s := range c.segments {
		p := &set.parts[i]
		if p.n == 0 {
			continue
		}
		local, found := c.bySeg[i].local(word)
		if !found {
			continue
		}
		s.indexed()
		sum := postingSum{zones: zones}
		if !s.sumPostings(local, p, &sum) {
			return 0, 0, 0, false
		}
		count += sum.count
		documents += sum.documents
		read += sum.read
	}
	return count, documents, read, true
}

// local returns the word of the segment that is a word of the corpus. Words that
// only replaced documents have bear the number of the next one and stand before it.
func (p *segmentPart) local(word uint32) (local uint32, found bool) {
	behind := sort.Search(p.word.len(), func(i int) bool { return p.word.at(i) > word })
	return uint32(behind - 1), behind > 0 && p.word.at(behind-1) == word
}

// A postingSum adds up a list.
type postingSum struct {
	zones                  corpus.Zones
	count, documents, read int
}

// sumPostings is appendPostings for a sum. A list of a frequent word has a million
// entries, and nothing foretells which shape the next one is of, nor whether its
// document is in the set: a wrong guess costs the processor more than all the
// arithmetic, so that entries whose counts have one byte each, and whose
// distance has one or two, are read without a branch on either.
func (s *segment) sumPostings(word uint32, set *setPart, sum *postingSum) (ok bool) {
	if t := sum.zones & corpus.Titles; t != 0 && t != corpus.Titles {
		return s.sumSomeTitles(word, set, sum)
	}
	list := s.index.postings.list(word)
	counted := countedBytes(sum.zones)
	var doc, count, documents uint64
	for at := 0; at < len(list); sum.read++ {
		var c uint64
		short := false
		if at+8 <= len(list) {
			b := binary.LittleEndian.Uint64(list[at:])
			head, size := b&0x7f, 1
			if b&0x80 != 0 {
				head |= b >> 1 & 0x3f80
				b, size = b>>8, 2
			}
			shape := head & 3 // is the number of counts: the next bytes
			if short = b&(0x80808080>>(24-8*shape&63)) == 0; short {
				b = (b&^0xff | 1) & counted[shape]
				b = b&0xff00ff + b>>8&0xff00ff
				c = (b + b>>16) & 0xffff
				doc += head >> 2
				at += size + int(shape)
			}
		}
		if !short {
			var e Posting
			e, at = longPosting(list, at)
			n, _ := e.Count(sum.zones)
			c = uint64(n)
			doc += uint64(e.Doc)
		}
		if doc/64 >= uint64(len(set.bits)) {
			break
		}
		c &= -(set.bits[doc/64] >> (doc % 64) & 1)
		count += c
		documents += -c >> 63
	}
	check(doc < uint64(s.len()), s.name(), "a list of documents is damaged")
	sum.count, sum.documents = int(count), int(documents)
	return true
}

// countedBytes returns by shape which bytes of an entry are counted in zones: the
// first, which stands for a body that has the word once, and the counts.
func countedBytes(zones corpus.Zones) [4]uint64 {
	var titles, repeat, body uint64
	if zones.Has(corpus.Title) {
		titles = 0xff
	}
	if zones.Has(corpus.Repeat) {
		repeat = 0xff
	}
	if zones.Has(corpus.Body) {
		body = 0xff
	}
	return [4]uint64{body, body << 8, titles<<8 | body<<16, titles<<8 | repeat<<16 | body<<24}
}

// longPosting reads any entry, with the distance as its document, and returns
// the place behind it.
func longPosting(list []byte, at int) (e Posting, behind int) {
	next := func() uint32 {
		n, size := uvarint(list[min(at, len(list)):])
		if size <= 0 || n > 1<<32-1 {
			size = len(list) + 1 // the next step leads out of the list, which is damage
		}
		at += size
		return uint32(n)
	}
	head := next()
	e = Posting{Doc: head >> 2}
	switch head & 3 {
	case 0:
		e.Body = 1
	case 1:
		e.Body = next()
	case 2:
		e.Titles, e.Body = next(), next()
	case 3:
		e.Titles, e.Repeat, e.Body = next(), next(), next()
	}
	return e, at
}

// sumSomeTitles is sumPostings for some of the headlines, which are counted
// together.
func (s *segment) sumSomeTitles(word uint32, set *setPart, sum *postingSum) (ok bool) {
	ok = true
	for _, p := range s.appendPostings(nil, word) {
		if !set.has(p.Doc) {
			continue
		}
		n, known := p.Count(sum.zones)
		ok = ok && known
		sum.read++
		sum.count += n
		if n > 0 {
			sum.documents++
		}
	}
	return ok
}
