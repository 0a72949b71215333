package analysis

import (
	"errors"
	"fmt"
	"slices"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A Filter says which documents a question is about. The zero value keeps all,
// and counts all zones with a repeated title once.
type Filter struct {
	From, To corpus.Date // keep dates that lie wholly between the two; zero is open
	Kinds    []string    // keep documents of these kinds; nil is all
	Where    *Condition  // keep documents for which it holds; nil is all
	Zones    corpus.Zones
}

// A Selection is the documents and zones a question is about.
type Selection struct {
	Corpus *store.Corpus
	Docs   []int // in the order of the corpus
	Zones  corpus.Zones
	Notes  []string // what was left out and why
	span   corpus.Date
}

// Select returns the documents that pass a filter. It is an error if the
// filter contradicts itself or names a kind that no document has.
func Select(c *store.Corpus, f Filter) (*Selection, error) {
	s := &Selection{Corpus: c, Zones: f.Zones.OrAll()}
	span := corpus.Date{First: f.From.First, Last: f.To.Last}
	if f.To.IsZero() {
		span.Last = lastDay
	}
	if span.First > span.Last {
		return nil, fmt.Errorf("--from %s is after --to %s", f.From, f.To)
	}
	kinds, err := c.Column("kind")
	if err != nil {
		return nil, err
	}
	for _, k := range f.Kinds {
		if !slices.Contains(kinds.Values, k) {
			return nil, fmt.Errorf("no document is of kind %q (have %v)", k, kinds.Values)
		}
	}
	var where []bool
	if f.Where != nil {
		if where, err = f.Where.apply(c); err != nil {
			return nil, err
		}
	}
	dated := !f.From.IsZero() || !f.To.IsZero()
	undated, straddling := 0, 0
	for doc := range c.Len() {
		if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, c.Kind(doc)) {
			continue
		}
		if where != nil && !where[doc] {
			continue
		}
		if dated && !c.Date(doc).Within(span) {
			switch date := c.Date(doc); {
			case date.IsZero():
				undated++
			case date.Last >= span.First && date.First <= span.Last:
				straddling++
			}
			continue
		}
		s.Docs = append(s.Docs, doc)
	}
	s.span = s.spanOf(f)
	s.note(undated, "left out: %d without a date", undated)
	s.note(straddling, "left out: %d whose date is not known well enough to lie between --from and --to", straddling)
	s.noteKinds(f)
	if len(s.Docs) == 0 {
		return nil, errors.New("no document passes the filter")
	}
	return s, nil
}

const lastDay = corpus.Day(1<<31 - 1)

// note adds a note if n is not 0.
func (s *Selection) note(n int, format string, args ...any) {
	if n != 0 {
		s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
	}
}

// noteKinds says how many documents are no articles, where none was left out.
func (s *Selection) noteKinds(f Filter) {
	if len(f.Kinds) > 0 {
		return
	}
	counts := make(map[string]int)
	for _, doc := range s.Docs {
		counts[s.Corpus.Kind(doc)]++
	}
	for _, kind := range []string{"picture", "advert", "empty"} {
		s.note(counts[kind], "%d of %d documents are of kind %s (--kind article leaves them out)", counts[kind], len(s.Docs), kind)
	}
}

// spanOf returns the days that the selection can cover: those of --from and
// --to, else from the first to the last dated document.
func (s *Selection) spanOf(f Filter) corpus.Date {
	span := corpus.Date{First: f.From.First, Last: f.To.Last}
	for doc := range s.Corpus.Len() { // ordered by date, undated ones last
		d := s.Corpus.Date(doc)
		if d.IsZero() {
			break
		}
		if f.From.IsZero() && (span.First == 0 || d.First < span.First) {
			span.First = d.First
		}
		if f.To.IsZero() && d.Last > span.Last {
			span.Last = d.Last
		}
	}
	return span
}

// Size returns the number of words and of characters in documents, in the
// zones of the selection.
func (s *Selection) Size(docs []int) (words, characters int) {
	for _, doc := range docs {
		words += s.Corpus.Words(doc, s.Zones)
		characters += s.Corpus.Characters(doc, s.Zones)
	}
	return words, characters
}

// words is the number of words in all documents of the selection.
func (s *Selection) words() int { return s.wordsOf(s.Docs) }

func (s *Selection) wordsOf(docs []int) int {
	n, _ := s.Size(docs)
	return n
}
