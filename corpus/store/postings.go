package store

import "tifa/corpus"

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

// postings are lists one after another, a word's list from starts[word] to
// starts[word+1], each in the order of documents.
type postings struct {
	starts []int
	list   []Posting
}

// Postings returns the documents that hold a word, in order. The list must not
// be changed.
func (c *Corpus) Postings(word uint32) []Posting {
	return c.postings.list[c.postings.starts[word]:c.postings.starts[word+1]]
}

// buildPostings makes the lists in two passes over the stream: how long each
// is, then what it holds.
func (c *Corpus) buildPostings() {
	n := len(c.lexicon.words)
	last := make([]uint32, n) // 1 + document that was seen last
	starts := make([]int, n+1)
	c.eachWord(func(doc uint32, _ corpus.Zone, word uint32) {
		if last[word] != doc+1 {
			last[word] = doc + 1
			starts[word+1]++
		}
	})
	for i := range n {
		starts[i+1] += starts[i]
	}
	list := make([]Posting, starts[n])
	next := append([]int(nil), starts[:n]...)
	clear(last)
	c.eachWord(func(doc uint32, z corpus.Zone, word uint32) {
		if last[word] != doc+1 {
			last[word] = doc + 1
			list[next[word]].Doc = doc
			next[word]++
		}
		p := &list[next[word]-1]
		switch z {
		case corpus.Repeat:
			p.Repeat++
		case corpus.Body:
			p.Body++
		default:
			p.Titles++
		}
	})
	c.postings = postings{starts, list}
}

func (c *Corpus) eachWord(visit func(doc uint32, z corpus.Zone, word uint32)) {
	for doc := range c.docs {
		for z := range corpus.Zone(corpus.NumZones) {
			for _, token := range c.Tokens(doc, z) {
				if word := c.lexicon.wordOf[token]; word != NoWord {
					visit(uint32(doc), z, word)
				}
			}
		}
	}
}
