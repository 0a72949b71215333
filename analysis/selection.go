package analysis

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A Filter says which documents a question is about. The zero value keeps all,
// and counts all zones with a repeated title once.
type Filter struct {
	From, To corpus.Date // keep dates that lie wholly between the two; zero is open
	Kinds    []string    // keep documents of these kinds; nil is all
	Where    *Condition  // keep documents for which it holds; nil is all
	Once     bool        // of documents that have the same text keep the first
	Families float64     // keep the first of each family of that Jaccard, see FindReprints; 0 keeps all
	Zones    corpus.Zones

	With    []Term // keep documents that hold each of them, as strings in Zones
	Without []Term // keep documents that hold none of them
	Near    []Near // count matches of terms only beside each of these
}

// A Selection is the documents and zones a question is about.
type Selection struct {
	Corpus *store.Corpus
	Docs   []int // in the order of the corpus
	Zones  corpus.Zones
	Notes  []string // what was left out and why
	span   corpus.Date
	near   []Near

	// Progress, unless it is nil, is told now and then how many of the documents
	// that a question reads it has read. It is called by one goroutine at a time,
	// not always the same.
	Progress func(done, total int)
}

// Select returns the documents that pass a filter. It is an error if the
// filter contradicts itself, names a field or a kind that is not there, or if
// no document passes.
func Select(c *store.Corpus, f Filter) (*Selection, error) {
	s := &Selection{Corpus: c, Zones: f.Zones.OrAll()}
	v, err := newSieve(c, f)
	if err != nil {
		return nil, err
	}
	s.Docs = v.docs()
	s.span = s.spanOf(f)
	s.narrow(f.With, true)
	s.narrow(f.Without, false)
	if f.Families > 0 {
		s.keepFirst(f.Families)
	}
	s.near = f.Near
	s.note(v.undated, "left out: %d without a date", v.undated)
	s.note(v.straddling, "left out: %d whose date is not known well enough to lie between --from and --to", v.straddling)
	if f.Once {
		s.note(v.repeats, "left out: %d with the same text as another document", v.repeats)
	} else if f.Families == 0 {
		repeats := s.repeats()
		s.note(repeats, "%d of %d documents have the same text as another one (--duplicates first counts each text once)", repeats, len(s.Docs))
	}
	s.noteKinds(f)
	if len(s.Docs) == 0 {
		return nil, noneError(c)
	}
	return s, nil
}

// narrow keeps the documents that hold each of the terms, or none of them.
func (s *Selection) narrow(terms []Term, with bool) {
	if len(terms) == 0 {
		return
	}
	held := make(map[int]int) // document → how many of the terms it holds
	for _, hits := range CountTerms(s, terms, String) {
		for i := range hits {
			held[hits[i].Doc]++
		}
	}
	want := 0
	if with {
		want = len(terms)
	}
	s.Docs = slices.DeleteFunc(slices.Clone(s.Docs), func(doc int) bool { return held[doc] != want })
}

// repeats counts the documents that have the text of one before them.
func (s *Selection) repeats() int {
	n := 0
	seen := make(map[int]bool) // first documents of texts of which one was met
	in := membersOf(s)
	for _, doc := range s.Corpus.Repeats() {
		if !in.has(doc) {
			continue
		}
		first := s.Corpus.FirstCopy(doc)
		if _, found := slices.BinarySearch(s.Docs, first); found || seen[first] {
			n++
		}
		seen[first] = true
	}
	return n
}

// noneError says what there would be to filter.
func noneError(c *store.Corpus) error {
	first, last := corpus.Day(0), corpus.Day(0)
	for doc := range c.Len() {
		d := c.Date(doc)
		if !d.IsZero() && (first == 0 || d.First < first) {
			first = d.First
		}
		last = max(last, d.Last)
	}
	if first == 0 {
		return nothingf("no document passes the filter (the corpus has %s, none with a date)", plural(c.Len(), "document"))
	}
	return nothingf("no document passes the filter (the corpus has %s, %s to %s)", plural(c.Len(), "document"), first, last)
}

// A sieve is a filter at work, with counts of what notes tell of.
type sieve struct {
	Filter
	corpus                       *store.Corpus
	span                         corpus.Date
	where                        []bool
	copies                       []bool // first copies of the texts that were kept
	undated, straddling, repeats int
}

func newSieve(c *store.Corpus, f Filter) (*sieve, error) {
	v := &sieve{Filter: f, corpus: c, copies: make([]bool, c.Len())}
	v.span = corpus.Date{First: f.From.First, Last: f.To.Last}
	if f.To.IsZero() {
		v.span.Last = lastDay
	}
	if v.span.First > v.span.Last {
		return nil, fmt.Errorf("--from %s is after --to %s", f.From, f.To)
	}
	kinds, err := c.Column("kind")
	if err != nil {
		return nil, err
	}
	for _, k := range f.Kinds {
		if !slices.Contains(kinds.Values, k) && !slices.Contains(corpus.Kinds(), k) {
			return nil, fmt.Errorf("no document is of kind %q (have %s)", k, strings.Join(kinds.Values, ", "))
		}
	}
	if f.Where != nil {
		v.where, err = f.Where.apply(c)
	}
	return v, err
}

// docs returns the documents that pass.
func (v *sieve) docs() []int {
	if len(v.Kinds) == 0 && v.where == nil && !v.Once {
		return v.inOrder()
	}
	most := v.corpus.Len()
	if v.where != nil {
		most = 0
		for _, holds := range v.where {
			if holds {
				most++
			}
		}
	}
	docs := make([]int, 0, most)
	for doc := range v.corpus.Len() {
		if (v.where == nil || v.where[doc]) && v.keeps(doc) {
			docs = append(docs, doc)
		}
	}
	return docs
}

// inOrder is docs where nothing but dates is asked for. Documents that lie one
// behind another are a part of the list of all.
func (v *sieve) inOrder() []int {
	all := v.corpus.Numbers()
	var docs []int
	for _, r := range v.corpus.Runs() {
		switch {
		case !v.inSpan(r.Date, r.To-r.From):
		case len(docs) == 0:
			docs = all[r.From:r.To:r.To]
		case docs[0]+len(docs) == r.From:
			docs = all[docs[0]:r.To:r.To]
		default:
			docs = append(docs, all[r.From:r.To]...)
		}
	}
	return docs
}

// inSpan tells whether n documents of a date lie between --from and --to.
func (v *sieve) inSpan(date corpus.Date, n int) bool {
	switch {
	case v.From.IsZero() && v.To.IsZero() || date.Within(v.span):
		return true
	case date.IsZero():
		v.undated += n
	case date.Last >= v.span.First && date.First <= v.span.Last:
		v.straddling += n
	}
	return false
}

// keeps tells whether a document for which the condition holds passes; documents
// come in their order.
func (v *sieve) keeps(doc int) bool {
	if len(v.Kinds) > 0 && !slices.Contains(v.Kinds, v.corpus.Kind(doc)) {
		return false
	}
	if !v.inSpan(v.corpus.Date(doc), 1) {
		return false
	}
	first := v.corpus.FirstCopy(doc)
	if v.copies[first] {
		v.repeats++
		return !v.Once
	}
	v.copies[first] = true
	return true
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
	col := s.Corpus.Stored("kind")
	counts := col.Counts(s.Docs)
	for _, kind := range []string{"picture", "advert", "empty"} {
		if id, found := slices.BinarySearch(col.Values, kind); found {
			s.note(counts[id], "%d of %d documents are of kind %s (--kind article leaves them out)", counts[id], len(s.Docs), kind)
		}
	}
}

// spanOf returns the days that the selection can cover: those of --from and
// --to, else from the first to the last dated document.
func (s *Selection) spanOf(f Filter) corpus.Date {
	span := corpus.Date{First: f.From.First, Last: f.To.Last}
	for _, r := range s.Corpus.Runs() { // undated ones come last
		d := r.Date
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
	if from, to, ok := oneBehindAnother(docs); ok {
		return s.Corpus.Size(from, to, s.Zones)
	}
	for _, doc := range docs {
		words += s.Corpus.Words(doc, s.Zones)
		characters += s.Corpus.Characters(doc, s.Zones)
	}
	return words, characters
}

// dates yields the dates of the selection, in order, with the number of
// documents of each.
func (s *Selection) dates() iter.Seq2[corpus.Date, int] {
	return func(yield func(corpus.Date, int) bool) {
		docs := s.Docs
		for _, r := range s.Corpus.Runs() {
			n, _ := slices.BinarySearch(docs[:min(len(docs), r.To-r.From)], r.To)
			if n > 0 && !yield(r.Date, n) {
				return
			}
			docs = docs[n:]
		}
	}
}

// oneBehindAnother returns the documents from and to that docs, which ascend,
// are between, if no document between them is left out.
func oneBehindAnother(docs []int) (from, to int, ok bool) {
	n := len(docs)
	if n == 0 || docs[n-1]-docs[0] != n-1 {
		return 0, 0, false
	}
	return docs[0], docs[0] + n, true
}

// words is the number of words in all documents of the selection.
func (s *Selection) words() int { return s.wordsOf(s.Docs) }

func (s *Selection) wordsOf(docs []int) int {
	n, _ := s.Size(docs)
	return n
}
