package analysis

import (
	"tifa/corpus"
	"tifa/corpus/store"
)

// A use is how often something stands in a document.
type use struct{ doc, count uint32 }

// A register tells of each word in which documents of a corpus it stands, in
// the zones that are asked about.
type register struct {
	corpus *store.Corpus
	zones  corpus.Zones

	// where the corpus keeps no list that can tell
	starts []uint64
	list   []use
}

// newRegister returns the register of a corpus. docs are the documents that
// will be asked about, ascending; of others it may know nothing.
func newRegister(c *store.Corpus, docs []int, zones corpus.Zones) *register {
	r := &register{corpus: c, zones: zones}
	if !c.HasPostings(zones) {
		r.invert(docs)
	}
	return r
}

// invert makes lists by reading the documents twice: how long each list is,
// then what it holds.
func (r *register) invert(docs []int) {
	n := r.corpus.NumWords()
	r.starts = make([]uint64, n+1)
	counts := make([]uint32, n)
	var words, seen []uint32
	each := func(visit func(word uint32, u use)) {
		s := &Selection{Corpus: r.corpus, Zones: r.zones}
		for _, doc := range docs {
			words, seen = appendWords(words[:0], s, doc), seen[:0]
			for _, w := range words {
				if counts[w] == 0 {
					seen = append(seen, w)
				}
				counts[w]++
			}
			for _, w := range seen {
				visit(w, use{uint32(doc), counts[w]})
				counts[w] = 0
			}
		}
	}
	each(func(word uint32, _ use) { r.starts[word+1]++ })
	for i := range n {
		r.starts[i+1] += r.starts[i]
	}
	r.list = make([]use, r.starts[n])
	next := append([]uint64(nil), r.starts[:n]...)
	each(func(word uint32, u use) {
		r.list[next[word]] = u
		next[word]++
	})
}

// A reading is the memory with which one goroutine reads a register.
type reading struct {
	postings []store.Posting
	places   store.WordPlaces
	uses     []use
}

// read returns where a word stands, in the order of documents; it holds until
// the next call with the same reading.
func (r *register) read(word uint32, in *reading) []use {
	if r.starts != nil {
		return r.list[r.starts[word]:r.starts[word+1]]
	}
	in.postings = r.corpus.AppendPostingsNext(in.postings[:0], word, &in.places)
	in.uses = in.uses[:0]
	for i := range in.postings {
		p := &in.postings[i]
		if n, _ := p.Count(r.zones); n > 0 {
			in.uses = append(in.uses, use{p.Doc, uint32(n)})
		}
	}
	return in.uses
}
