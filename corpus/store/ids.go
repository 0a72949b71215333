package store

import (
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"

	"tifa/corpus"
)

// nameDocuments finds the documents that share a printed id. Their ids get ~
// and six digits of the hash; where their content is the same too, their number
// among those. All others are called by their printed ids, which are not kept:
// the fields give them.
func (c *catalog) nameDocuments(segments []*segment) {
	at := func(doc int) (*segment, int) { return segments[c.segOf.v[doc]], int(c.local.v[doc]) }
	printed := make(map[string]int32, c.len()) // documents with this id
	dated := 0
	for doc := range c.len() {
		s, local := at(doc)
		if !s.date(local).IsZero() { // else the key, which is one document's
			printed[s.printedID(local)]++
			dated++
		}
	}
	if len(printed) == dated {
		return
	}
	seen := make(map[string]int)
	for doc := range c.len() {
		s, local := at(doc)
		id := s.printedID(local)
		if printed[id] < 2 {
			continue
		}
		ending := "~" + s.hash(local).String()[:6]
		seen[id+ending]++
		if n := seen[id+ending]; n > 1 {
			ending = fmt.Sprintf("%s.%d", ending, n)
		}
		c.renamed.add(uint32(doc))
		c.endings.add(ending)
	}
}

// printedID is corpus.Document.PrintedID, from the columns where the document
// has a date.
func (s *segment) printedID(local int) string {
	d := corpus.Document{
		Date: s.date(local), Paper: s.columns["paper"].first(local),
		Page: s.columns["page"].first(local), Item: s.columns["item"].first(local),
	}
	if d.Date.IsZero() {
		return s.key(local)
	}
	return d.PrintedID()
}

// ID returns the unique printed id of a document.
func (c *Corpus) ID(doc int) string {
	if c.parts != nil {
		return c.parts.id[doc]
	}
	s, local := c.at(doc)
	id := s.printedID(local)
	if i, found := sort.Find(c.renamed.len(), func(i int) int { return doc - int(c.renamed.at(i)) }); found {
		id += c.endings.at(i)
	}
	return id
}

// Find returns the documents of an id: that of [Corpus.ID], or a printed id
// that several documents share.
func (c *Corpus) Find(id string) iter.Seq[int] {
	return func(yield func(int) bool) {
		from, to := c.datesOf(id)
		undated := max(to, sort.Search(c.Len(), func(doc int) bool { return c.Date(doc).IsZero() }))
		for _, r := range [][2]int{{from, to}, {undated, c.Len()}} {
			for doc := r[0]; doc < r[1]; doc++ {
				if (c.ID(doc) == id || c.printedID(doc) == id) && !yield(doc) {
					return
				}
			}
		}
	}
}

func (c *Corpus) printedID(doc int) string {
	s, local := c.at(doc)
	return s.printedID(local)
}

// datesOf returns the documents among which an id can be: those of the days
// that it names, if it names one.
func (c *Corpus) datesOf(id string) (from, to int) {
	for part := range strings.SplitSeq(id, "-") {
		part, _, _ = strings.Cut(part, "~")
		part, _, _ = strings.Cut(part, "§")
		d, ok := corpus.ParseDate(part)
		if !ok || len(part) < 8 {
			continue
		}
		from = sort.Search(c.Len(), func(doc int) bool { return !c.before(doc, d) })
		to = from + sort.Search(c.Len()-from, func(i int) bool { return c.Date(from+i).Compare(d) > 0 })
		if slices.ContainsFunc(c.papers(), func(p string) bool { return strings.Contains(p, "-") }) {
			break // a paper's name may look like a date
		}
		return from, to
	}
	return 0, c.Len()
}

func (c *Corpus) before(doc int, d corpus.Date) bool { return c.Date(doc).Compare(d) < 0 }

func (c *Corpus) papers() []string {
	col, err := c.Column("paper")
	if err != nil {
		return nil
	}
	return col.Values
}
