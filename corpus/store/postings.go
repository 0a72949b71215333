package store

import (
	"cmp"
	"encoding/binary"
	"slices"

	"tifa/corpus"
)

// A Posting tells how often a word stands in a document: in its headlines, in
// the title that its body repeats, and in the rest of the body.
type Posting struct {
	Doc                  uint32
	Titles, Repeat, Body uint32
}

// Count returns the occurrences in zones. Headlines are counted together: ok
// is false where zones hold some of them but not all.
func (p *Posting) Count(zones corpus.Zones) (n int, ok bool) {
	if titles := zones & corpus.Titles; titles == corpus.Titles {
		n += int(p.Titles)
	} else if titles != 0 && p.Titles != 0 {
		return 0, false
	}
	if zones.Has(corpus.Repeat) {
		n += int(p.Repeat)
	}
	if zones.Has(corpus.Body) {
		n += int(p.Body)
	}
	return n, true
}

// postings are lists of a segment, one behind another, a word's list from
// starts[word] to starts[word+1], in the order of documents. An entry is a
// varint of four times the distance to the document before it (of the first:
// its number) plus a shape, and the counts that the shape does not tell:
//
//	0  once in the body
//	1  in the body only: its count
//	2  headlines and body: both counts
//	3  headlines, repeat and body: all counts
type postings struct {
	starts array[uint64]
	data   array[uint8]
}

func (p *postings) blocks(visit func(string, blockArray)) {
	visit("postings.starts", &p.starts)
	visit("postings.data", &p.data)
}

// HasPostings tells whether Postings can count in zones: they hold all
// headlines or none, and documents are whole.
func (c *Corpus) HasPostings(zones corpus.Zones) bool {
	titles := zones & corpus.Titles
	return c.parts == nil && (titles == 0 || titles == corpus.Titles)
}

// list returns the bytes of a word's list.
func (p *postings) list(word uint32) []byte {
	return p.data.slice(int(p.starts.at(int(word))), int(p.starts.at(int(word)+1)))
}

// Postings returns the documents that hold a word, in order.
func (c *Corpus) Postings(word uint32) []Posting { return c.AppendPostings(nil, word) }

// AppendPostings appends what Postings returns.
func (c *Corpus) AppendPostings(list []Posting, word uint32) []Posting {
	return c.AppendPostingsNext(list, word, new(WordPlaces))
}

// WordPlaces are where words were found in the segments of a corpus. Words that
// are asked for one behind another are found beside the ones before.
type WordPlaces struct{ at []int }

// find returns the first place of a word in the sorted words of segment i.
func (p *WordPlaces) find(i int, words []uint32, word uint32) int {
	for len(p.at) <= i {
		p.at = append(p.at, 0)
	}
	at := p.at[i]
	if at > len(words) || at > 0 && words[at-1] >= word { // it lies before
		at = 0
	}
	for range 16 {
		if at == len(words) || words[at] >= word {
			p.at[i] = at
			return at
		}
		at++
	}
	n, _ := slices.BinarySearch(words[at:], word)
	p.at[i] = at + n
	return at + n
}

// AppendPostingsNext is AppendPostings of one word after another, most of them
// ascending.
func (c *Corpus) AppendPostingsNext(list []Posting, word uint32, places *WordPlaces) []Posting {
	first, sorted := len(list), true
	for i, s := range c.segments {
		part := &c.bySeg[i]
		words := part.word.all()
		s.indexed()
		for local := places.find(i, words, word); local < len(words) && words[local] == word; local++ {
			end := len(list)
			list = s.appendPostings(list, uint32(local))
			ranks := runReader{array: &part.rank}
			for _, p := range list[end:] {
				if p.Doc = ranks.at(int(p.Doc)); p.Doc != noDoc {
					c.checkDoc(p.Doc)
					sorted = sorted && (end == first || list[end-1].Doc < p.Doc)
					list[end] = p
					end++
				}
			}
			list = list[:end]
		}
	}
	if !sorted { // segments that lie side by side in time
		slices.SortFunc(list[first:], func(a, b Posting) int { return cmp.Compare(a.Doc, b.Doc) })
	}
	return list
}

// appendPostings appends the list of a word of the segment. Nothing foretells
// the shapes of entries, so that those whose counts have one byte each, and whose
// distance has one or two, are read without a branch on the shape.
func (s *segment) appendPostings(list []Posting, word uint32) []Posting {
	data := s.index.postings.list(word)
	first, doc := len(list), uint64(0)
	at := 0
	for at < len(data) {
		if at+8 <= len(data) {
			b := binary.LittleEndian.Uint64(data[at:])
			head, size := b&0x7f, 1
			if b&0x80 != 0 {
				head |= b >> 1 & 0x3f80
				b, size = b>>8, 2
			}
			shape := head & 3 // is the number of counts: the next bytes
			if b&(0x80808080>>(24-8*shape&63)) == 0 {
				b = b&^0xff | 1 // a body that has the word once
				titled := -(shape >> 1)
				doc += head >> 2
				list = append(list, Posting{
					Doc:    uint32(doc),
					Titles: uint32(b >> 8 & 0xff & titled),
					Repeat: uint32(b >> 16 & 0xff & titled & -(shape & 1)),
					Body:   uint32(b >> (8 * shape) & 0xff),
				})
				at += size + int(shape)
				continue
			}
		}
		var e Posting
		e, at = longPosting(data, at)
		doc += uint64(e.Doc)
		e.Doc = uint32(doc)
		list = append(list, e)
	}
	check(at == len(data) && (len(list) == first || doc < uint64(s.len())), s.name(), "a list of documents is damaged")
	return list
}

// wordOf returns the word of the segment that a token counts as.
func (s *segment) wordOf(token uint32) uint32 {
	if token < s.shared {
		return s.sharedWord.v[token]
	}
	return s.ownWord.v[token-s.shared]
}

// uvarint is binary.Uvarint with a fast path for small numbers.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}
