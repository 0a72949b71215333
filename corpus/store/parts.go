package store

import (
	"fmt"

	"tifa/corpus"
)

// parts say of what the documents are parts and where those lie in the stream.
type parts struct {
	of         *Corpus
	whole      []int // part → document
	id         []string
	heading    []string
	copies     []int
	first      []uint64
	ends       [][corpus.NumZones]uint32
	words      [][corpus.NumZones]uint32
	characters [][corpus.NumZones]uint32
}

// Parts returns the corpus cut into the parts of its documents: each document
// that has numbered headings becomes a document for what stands before the
// first heading of the highest level, with the headlines, and one for each such
// heading. The field part is the heading; other fields are those of the whole.
// Nothing is counted twice or left out, but documents are then parts. Ids get §
// and the number of the part.
func (c *Corpus) Parts() *Corpus {
	p := &Corpus{segments: c.segments, catalog: c.catalog, shared: c.shared, recoding: c.recoding, normal: c.normal, identity: c.identity, about: c.about}
	p.parts = &parts{of: c}
	start := make([]int, c.Len()) // document → its first part
	for doc := range c.Len() {
		start[doc] = len(p.parts.whole)
		p.parts.cut(c, doc)
	}
	for i, whole := range p.parts.whole {
		first, same := c.FirstCopy(whole), i // its parts are no copies of each other
		if first != whole {
			// A copy may have other line ends, and so other parts.
			same = start[first]
			if k := same + i - start[whole]; p.parts.whole[k] == first {
				same = k
			}
		}
		p.parts.copies = append(p.parts.copies, same)
	}
	return p
}

// cut appends the parts of a document, itself where it has no headings.
func (p *parts) cut(c *Corpus, doc int) {
	body := c.Text(doc, corpus.Body)
	var top []corpus.Heading
	for _, h := range corpus.Outline(body) {
		if h.Level == 1 {
			top = append(top, h)
		}
	}
	s, first, zoneEnds := c.span(doc)
	ends := [corpus.NumZones]uint32(zoneEnds)
	if len(top) == 0 {
		p.add(doc, c.ID(doc), "", first, ends)
		p.count(c, doc, s)
		return
	}
	cuts := c.bodyCuts(doc, top)
	before := ends
	before[corpus.Body] = ends[corpus.Repeat] + cuts[0]
	p.add(doc, c.ID(doc)+"§0", "", first, before)
	p.count(c, doc, s)
	for i, h := range top {
		id := fmt.Sprintf("%s§%d", c.ID(doc), i+1)
		p.add(doc, id, h.Text, first+uint64(ends[corpus.Repeat]+cuts[i]), [corpus.NumZones]uint32{corpus.Body: cuts[i+1] - cuts[i]})
		p.count(c, doc, s)
	}
}

func (p *parts) add(whole int, id, heading string, first uint64, ends [corpus.NumZones]uint32) {
	p.whole = append(p.whole, whole)
	p.id = append(p.id, id)
	p.heading = append(p.heading, heading)
	p.first = append(p.first, first)
	p.ends = append(p.ends, ends)
}

// count counts the words and characters of the part that was added last.
func (p *parts) count(c *Corpus, doc int, s *segment) {
	i := len(p.whole) - 1
	lex := c.Lexicon(doc)
	var words, characters [corpus.NumZones]uint32
	start := uint32(0)
	var buf []byte
	for z, end := range p.ends[i] {
		tokens := s.stream.slice(int(p.first[i]+uint64(start)), int(p.first[i]+uint64(end)))
		for _, t := range tokens {
			if lex.WordOf(t) != NoWord {
				words[z]++
			}
		}
		start = end
		if z := corpus.Zone(z); z != corpus.Body {
			if len(tokens) > 0 { // only the first part has headlines, and has them whole
				characters[z] = uint32(c.Characters(doc, 1<<z))
			}
			continue
		}
		buf = lex.appendTexts(buf[:0], tokens)
		characters[z] = uint32(corpus.Characters(string(buf)))
	}
	p.words = append(p.words, words)
	p.characters = append(p.characters, characters)
}

// bodyCuts returns how many tokens of the body stand before each heading, and
// their number.
func (c *Corpus) bodyCuts(doc int, headings []corpus.Heading) []uint32 {
	lex := c.Lexicon(doc)
	tokens := c.Tokens(doc, corpus.Body)
	var cuts []uint32
	at := 0
	for i, t := range tokens {
		for len(headings) > len(cuts) && headings[len(cuts)].Start <= at {
			cuts = append(cuts, uint32(i))
		}
		at += len(lex.Text(t))
	}
	for len(cuts) <= len(headings) {
		cuts = append(cuts, uint32(len(tokens)))
	}
	return cuts
}
