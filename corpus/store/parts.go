package store

import (
	"fmt"

	"tifa/corpus"
)

// Parts returns the corpus cut into the parts of its documents: each document
// that has numbered headings becomes a document for what stands before the
// first heading of the highest level, with the headlines, and one for each such
// heading. The field part is the heading; other fields are those of the whole.
// Nothing is counted twice or left out, but documents are then parts. Ids get §
// and the number of the part.
func (c *Corpus) Parts() *Corpus {
	p := &Corpus{stream: c.stream, lexicon: c.lexicon, recoding: c.recoding, normal: c.normal, identity: c.identity}
	p.columns.codes = c.columns.codes
	for doc := range c.docs {
		p.docs = append(p.docs, c.cutParts(doc)...)
	}
	first := make(map[int]int) // document → its first part
	for i := range p.docs {
		d := &p.docs[i]
		if _, ok := first[d.whole]; !ok {
			first[d.whole] = i
		}
		if d.firstCopy == d.whole {
			d.firstCopy = i // its parts are no copies of each other
			continue
		}
		// A copy may have other line ends, and so other parts.
		start := first[d.firstCopy]
		if same := start + i - first[d.whole]; p.docs[same].whole == d.firstCopy {
			start = same
		}
		d.firstCopy = start
	}
	p.buildPostings()
	return p
}

// cutParts returns the parts of a document, itself where it has no headings.
func (c *Corpus) cutParts(doc int) []document {
	d := c.docs[doc]
	d.whole = doc
	body := d.text[corpus.Body]
	var top []corpus.Heading
	for _, h := range corpus.Outline(body) {
		if h.Level == 1 {
			top = append(top, h)
		}
	}
	if len(top) == 0 {
		return []document{d}
	}
	parts := make([]document, 0, len(top)+1)
	head := d
	head.text[corpus.Body] = body[:top[0].Start]
	head.ends[corpus.Body] = d.ends[corpus.Repeat] + c.tokensBefore(doc, top[0].Start)
	c.recount(&head, head.text[corpus.Body])
	parts = append(parts, head)
	for i, h := range top {
		end := len(body)
		if i+1 < len(top) {
			end = top[i+1].Start
		}
		part := c.slice(doc, h.Start, end)
		part.part = h.Text
		parts = append(parts, part)
	}
	for i := range parts {
		parts[i].id = fmt.Sprintf("%s§%d", d.id, i)
	}
	return parts
}

// slice returns a document of body[start:end] alone. Both are line starts, and
// so cuts of the stream.
func (c *Corpus) slice(doc, start, end int) document {
	d := c.docs[doc]
	d.whole = doc
	body := d.text[corpus.Body][start:end]
	d.text = [corpus.NumZones]string{corpus.Body: body}
	from := c.tokensBefore(doc, start)
	d.ends = [corpus.NumZones]uint32{corpus.Body: c.tokensBefore(doc, end) - from}
	d.first = c.docs[doc].first + int(c.docs[doc].ends[corpus.Repeat]+from)
	d.words, d.characters = [corpus.NumZones]uint32{}, [corpus.NumZones]uint32{}
	c.recount(&d, body)
	return d
}

// tokensBefore returns how many tokens of the body stand before an offset.
func (c *Corpus) tokensBefore(doc, offset int) uint32 {
	n, at := uint32(0), 0
	for _, token := range c.Tokens(doc, corpus.Body) {
		if at >= offset {
			break
		}
		at += len(c.lexicon.tokens[token].Text)
		n++
	}
	return n
}

// recount counts the words and characters of the body of a part.
func (c *Corpus) recount(d *document, body string) {
	d.characters[corpus.Body] = uint32(corpus.Characters(body))
	d.words[corpus.Body] = 0
	start := d.ends[corpus.Body-1]
	for _, token := range c.stream[d.first+int(start) : d.first+int(d.ends[corpus.Body])] {
		if c.lexicon.wordOf[token] != NoWord {
			d.words[corpus.Body]++
		}
	}
}
