package store

import "tifa/corpus"

// A Use tells how often a string of one or two characters stands in a document:
// as a string, as a phrase and as a word, by headlines, repeated title and rest
// of the body.
type Use struct {
	Doc                  int
	Front                bool // see [Corpus.Front]
	String, Phrase, Word [3]uint32
}

// In returns the matches in zones. Headlines are counted together: ok is false
// where zones hold some of them but not all.
func (u *Use) In(zones corpus.Zones) (strings, phrases, words int, ok bool) {
	count := func(by *[3]uint32) (n uint32) {
		if zones&corpus.Titles != 0 {
			n = by[0]
		}
		if zones.Has(corpus.Repeat) {
			n += by[1]
		}
		if zones.Has(corpus.Body) {
			n += by[2]
		}
		return n
	}
	titles := zones & corpus.Titles
	ok = titles == corpus.Titles || titles == 0 || u.String[0] == 0
	return int(count(&u.String)), int(count(&u.Phrase)), int(count(&u.Word)), ok
}

// ShortUses are the documents that hold a string of one or two characters, from
// the indexes alone.
type ShortUses struct {
	c      *Corpus
	lists  []gramList // by segment
	word   uint32
	isWord bool
}

// ShortUses returns the uses of a normalised string; ok is false where it is not
// of one or two characters, and where there is no index to answer from.
func (c *Corpus) ShortUses(text string) (u *ShortUses, ok bool) {
	a, b, ok := gramOf(text)
	if !ok || c.parts != nil {
		return nil, false
	}
	u = &ShortUses{c: c, lists: make([]gramList, len(c.segments))}
	for i, s := range c.segments {
		if s.file == nil {
			return nil, false
		}
		u.lists[i], _ = s.gramList(a, b)
	}
	u.word, u.isWord = c.WordNumber(text)
	return u, true
}

// Parts is the number of parts that Visit is called with, from 0.
func (u *ShortUses) Parts() int { return len(u.lists) }

// Len is as many documents as a part has, or more.
func (u *ShortUses) Len(part int) int { return u.lists[part].documents() }

// Visit visits the documents of one part that are in a set, nil being all, in
// order. What it visits is overwritten.
func (u *ShortUses) Visit(part int, set *DocumentSet, visit func(*Use)) {
	s, list, ranks := u.c.segments[part], &u.lists[part], u.c.bySeg[part].rank.all()
	if set != nil && set.parts[part].n == 0 || list.documents() == 0 {
		return
	}
	words := u.wordsIn(part)
	front := s.columns["page"].fronts()
	var use Use
	err := list.each(func(local uint32, counts *gramCounts) {
		doc := ranks[local]
		if doc == noDoc || set != nil && !set.parts[part].has(local) {
			return
		}
		u.c.checkDoc(doc)
		use.Doc, use.Front = int(doc), front(int(local))
		use.String, use.Phrase = counts.String, counts.Phrase
		use.Word = words.of(local)
		visit(&use)
	})
	check(err == nil, s.name(), "%v", err)
}

// wordsIn returns where the string is a word of its own.
func (u *ShortUses) wordsIn(part int) postingCursor {
	s := u.c.segments[part]
	if !u.isWord {
		return postingCursor{}
	}
	local, ok := u.c.bySeg[part].local(u.word)
	if !ok {
		return postingCursor{}
	}
	return postingCursor{segment: s, list: s.index.postings.list(local)}
}

// A postingCursor goes through a list beside another one.
type postingCursor struct {
	segment *segment
	list    []byte
	at      int
	next    Posting // the first that was not asked for
	begun   bool
}

// of returns the counts in a document; documents are asked for in order.
func (c *postingCursor) of(local uint32) [3]uint32 {
	for !c.begun || c.next.Doc < local {
		if c.at >= len(c.list) {
			return [3]uint32{}
		}
		e, at := longPosting(c.list, c.at)
		e.Doc, c.at, c.begun = e.Doc+c.next.Doc, at, true
		check(e.Doc >= c.next.Doc && int(e.Doc) < c.segment.len(), c.segment.name(), "a list of documents is damaged")
		c.next = e
	}
	if c.next.Doc != local {
		return [3]uint32{}
	}
	return [3]uint32{c.next.Titles, c.next.Repeat, c.next.Body}
}

// fronts tells for the documents of a segment whether they stand on page 1; c is
// the column of pages.
func (c *rawColumn) fronts() func(local int) bool {
	if c == nil {
		return func(int) bool { return false }
	}
	is := make([]bool, c.values.len())
	for i := range is {
		d := corpus.Document{Page: c.values.at(i)}
		is[i] = d.Front()
	}
	if c.starts.len() > 0 {
		return func(local int) bool {
			ids := c.of(local)
			return len(ids) > 0 && is[ids[0]]
		}
	}
	ids := c.ids.all()
	return func(local int) bool { return ids[local] != noValue && is[ids[local]] }
}
