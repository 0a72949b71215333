package analysis

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
)

// The likeness from which a text is a copy, and the containment from which it
// is an excerpt, where nothing else is asked for.
const (
	DefaultThreshold   = 0.8
	DefaultContainment = 0.9
)

// LeastThreshold is the least threshold that may be asked for. Texts of which
// less than half agrees are no copies, and finding them takes a comparison of
// nearly all pairs.
const LeastThreshold = 0.5

// ReprintOptions say which texts are copies.
type ReprintOptions struct {
	Threshold   float64 // least Jaccard; 0 is DefaultThreshold
	Containment float64 // least containment of an excerpt; 0 is DefaultContainment
	Top         int     // as many families, the largest; 0 is all
	Seed        int64   // of the random orders
}

// Check tells what is wrong with the options.
func (o *ReprintOptions) Check() error {
	for _, v := range []struct {
		name  string
		value float64
	}{{"threshold", o.Threshold}, {"containment", o.Containment}} {
		if v.value != 0 && !(v.value >= LeastThreshold && v.value <= 1) {
			return fmt.Errorf("%s %v: want %v to 1", v.name, v.value, LeastThreshold)
		}
	}
	return nil
}

// A ReprintRow is a document of a family.
type ReprintRow struct {
	Family      string         `col:"family"` // id of the first document
	ID          string         `col:"id"`
	Date        corpus.Date    `col:"date,date"`
	Page        string         `col:"page"`
	Paper       string         `col:"paper"`
	Section     string         `col:"section"`
	Title       string         `col:"title"`
	Role        string         `col:"role"`        // first, reprint or excerpt
	Jaccard     Maybe[float64] `col:"jaccard"`     // with the first; missing for the first
	Containment Maybe[float64] `col:"containment"` // of the shorter of the two in the other
	Size        int            `col:"size"`        // first and reprints of the family
	Front       Maybe[bool]    `col:"front"`       // of the family; missing where no copy has a page
	DaysAfter   Maybe[int]     `col:"days_after"`  // the first; missing where a day is not known
}

// A FamilyRow is a family.
type FamilyRow struct {
	Family     string         `col:"family"`    // id of the first document
	Date       corpus.Date    `col:"date,date"` // of the first document, as page to title
	Page       string         `col:"page"`
	Paper      string         `col:"paper"`
	Section    string         `col:"section"`
	Title      string         `col:"title"`
	Size       int            `col:"size"` // first and reprints
	Excerpts   int            `col:"excerpts"`
	Papers     []string       `col:"papers"`         // those that printed it, in the order in which they did
	Front      Maybe[bool]    `col:"front"`          // true if any copy is on page 1; missing where none has a page
	LastDate   corpus.Date    `col:"last_date,date"` // of the first and the reprints
	Span       Maybe[int]     `col:"span_days"`      // from Date to LastDate; missing where a day is not known
	JaccardMin Maybe[float64] `col:"jaccard_min"`    // least of the reprints with the first; missing without reprints
}

// Reprints are the families of a selection: texts that were printed more than
// once, and texts of which parts were.
type Reprints struct {
	f        *families
	families []family
}

// A family is known by places.
type family struct {
	first    int32
	reprints []int32
	excerpts []excerpt
}

func (m *family) size() int { return 1 + len(m.reprints) }

// FindReprints finds the documents whose bodies are nearly the same, by the
// sets of their shingles, all runs of five characters (Broder 1997): a copy of
// a text has a Jaccard of at least the threshold with the first document of
// the family, see findFamilies. Pairs are found by MinHash (see banding), then
// compared exactly. A text of which the first document of a family holds at
// least the containment, and which is no copy, is an excerpt of it; it is a
// row of that family, and not counted in its size: it may well have been
// printed before. Texts of fewer than 24 characters are copies if headlines
// and body are the same, white space aside, and never excerpts.
func FindReprints(s *Selection, opt ReprintOptions) (*Reprints, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	threshold, containment := cmp.Or(opt.Threshold, DefaultThreshold), cmp.Or(opt.Containment, DefaultContainment)
	r := &Reprints{f: findFamilies(s, s.Docs, threshold, opt.Seed)}
	excerpts, common := r.f.findExcerpts(containment)
	r.collect(excerpts)
	r.note(s, len(excerpts), common)
	if opt.Top > 0 && len(r.families) > opt.Top {
		r.families = r.families[:opt.Top]
	}
	return r, nil
}

// collect makes the list of families, the largest first, of those of one size
// the one with most excerpts, then the earliest.
func (r *Reprints) collect(excerpts []excerpt) {
	at := make(map[int32]int)
	of := func(first int32) *family {
		i, ok := at[first]
		if !ok {
			i = len(r.families)
			at[first] = i
			r.families = append(r.families, family{first: first})
		}
		return &r.families[i]
	}
	for place, first := range r.f.first {
		if first != int32(place) {
			m := of(first)
			m.reprints = append(m.reprints, int32(place))
		}
	}
	for _, e := range excerpts {
		m := of(e.in)
		m.excerpts = append(m.excerpts, e)
	}
	slices.SortFunc(r.families, func(a, b family) int {
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(len(b.excerpts), len(a.excerpts)), cmp.Compare(a.first, b.first))
	})
}

func (r *Reprints) note(s *Selection, excerpts, common int) {
	copies, printedAgain := 0, 0
	for i := range r.families {
		if n := len(r.families[i].reprints); n > 0 {
			copies += n
			printedAgain++
		}
	}
	s.Notes = append(s.Notes, fmt.Sprintf("%s printed again, %s in all; %s; of %s",
		plural(printedAgain, "text"), plural(copies, "time"), plural(excerpts, "excerpt"), plural(len(s.Docs), "document")))
	s.note(r.f.short, "%d of %d documents have bodies of fewer than %d characters: copies only where headlines and body are the same", r.f.short, len(s.Docs), minShingles+shingleSize-1)
	b := r.f.hasher.banding
	s.Notes = append(s.Notes, fmt.Sprintf("MinHash in %s of %d finds at least %.1f %% of the pairs of Jaccard %v or more; each is compared exactly", plural(b.bands, "band"), b.rows, 100*b.recall(r.f.threshold), r.f.threshold))
	s.note(common, "excerpts: %s of five characters that more than %d texts share were not looked up", plural(common, "run"), maxTexts)
}

// Rows yields the documents of the families: first, reprints, excerpts, each
// in the order of printing.
func (r *Reprints) Rows() iter.Seq2[ReprintRow, error] {
	return func(yield func(ReprintRow, error) bool) {
		for i := range r.families {
			for _, row := range r.rows(&r.families[i]) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

func (r *Reprints) rows(m *family) []ReprintRow {
	first := r.row(m, m.first, "first")
	rows := []ReprintRow{first}
	for _, place := range m.reprints {
		row := r.row(m, place, "reprint")
		jaccard, containment := r.f.likeFirst(place)
		row.Jaccard, row.Containment = Just(jaccard), Just(containment)
		rows = append(rows, row)
	}
	for _, e := range m.excerpts {
		row := r.row(m, e.place, "excerpt")
		row.Jaccard, row.Containment = Just(e.jaccard()), Just(e.containment())
		rows = append(rows, row)
	}
	return rows
}

func (r *Reprints) row(m *family, place int32, role string) ReprintRow {
	c, doc := r.f.s.Corpus, r.f.docs[place]
	d := c.Head(doc)
	return ReprintRow{
		Family: c.ID(r.f.docs[m.first]), ID: c.ID(doc), Date: d.Date, Page: d.Page, Paper: r.paper(place),
		Section: strings.Join(c.Values(doc, "section"), "|"), Title: c.Text(doc, corpus.Title), Role: role,
		Size: m.size(), Front: r.front(m), DaysAfter: daysBetween(c.Date(r.f.docs[m.first]), d.Date),
	}
}

func (r *Reprints) paper(place int32) string {
	return strings.Join(r.f.s.Corpus.Values(r.f.docs[place], "paper"), "|")
}

// front tells whether a copy stands on page 1.
func (r *Reprints) front(m *family) (front Maybe[bool]) {
	pages := r.f.s.Corpus.Stored("page")
	for _, place := range append([]int32{m.first}, m.reprints...) {
		doc := r.f.docs[place]
		if r.f.s.Corpus.Front(doc) {
			return Just(true)
		}
		if len(pages.Of(doc)) > 0 {
			front = Just(false)
		}
	}
	return front
}

// daysBetween is missing unless both are days.
func daysBetween(from, to corpus.Date) Maybe[int] {
	if from.IsZero() || to.IsZero() || from.First != from.Last || to.First != to.Last {
		return Maybe[int]{}
	}
	return Just(int(to.First - from.First))
}

// Families yields a row for each family.
func (r *Reprints) Families() iter.Seq2[FamilyRow, error] {
	return func(yield func(FamilyRow, error) bool) {
		for i := range r.families {
			if !yield(r.familyRow(&r.families[i]), nil) {
				return
			}
		}
	}
}

func (r *Reprints) familyRow(m *family) FamilyRow {
	first := r.row(m, m.first, "first")
	row := FamilyRow{
		Family: first.ID, Date: first.Date, Page: first.Page, Paper: first.Paper, Section: first.Section, Title: first.Title,
		Size: m.size(), Excerpts: len(m.excerpts), Front: first.Front, LastDate: first.Date,
	}
	if first.Paper != "" {
		row.Papers = []string{first.Paper}
	}
	for _, place := range m.reprints {
		jaccard, _ := r.f.likeFirst(place)
		if least, ok := row.JaccardMin.Get(); !ok || jaccard < least {
			row.JaccardMin = Just(jaccard)
		}
		if d := r.f.s.Corpus.Date(r.f.docs[place]); !d.IsZero() {
			row.LastDate = d // those without a date come last
		}
		if paper := r.paper(place); paper != "" && !slices.Contains(row.Papers, paper) {
			row.Papers = append(row.Papers, paper)
		}
	}
	row.Span = daysBetween(row.Date, row.LastDate)
	return row
}

// OnceSeed is the seed with which a filter finds families.
const OnceSeed = 1

// keepFirst keeps of each family the document that stands for it.
func (s *Selection) keepFirst(threshold float64) {
	f := findFamilies(s, s.Docs, threshold, OnceSeed)
	kept := make([]int, 0, len(s.Docs))
	for place, first := range f.first {
		if first == int32(place) {
			kept = append(kept, f.docs[place])
		}
	}
	slices.Sort(kept)
	n := len(s.Docs) - len(kept)
	s.Docs = kept
	s.note(n, "left out: %s of a text that another document printed before (--once: Jaccard at least %v)", plural(n, "print"), threshold)
}
