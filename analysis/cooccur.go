package analysis

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
)

// CooccurOptions say what stands together.
type CooccurOptions struct {
	TermsOptions
	Paragraphs bool // in a paragraph instead of in a document
}

// A CooccurRow is a pair of terms, or of categories, and in how many units
// (documents or paragraphs) of a group they stand, together and each. Units
// without words are none.
type CooccurRow struct {
	Group       string         `col:"group"`
	Group2      string         `col:"group2"`
	Period      string         `col:"period"`
	PeriodStart corpus.Day     `col:"period_start,date"`
	Term        string         `col:"term"`
	Term2       string         `col:"term2"`
	N11         int            `col:"n11"`      // units that hold both
	N1          int            `col:"n1"`       // that hold the first
	N2          int            `col:"n2"`       // that hold the second
	N           int            `col:"n"`        // of the group
	Expected    Maybe[float64] `col:"expected"` // n1·n2/n
	Jaccard     Maybe[float64] `col:"jaccard"`  // n11/(n1+n2−n11)
	G2          Maybe[float64] `col:"g2"`       // of the four cells, positive where n11 > expected
	PG2         Maybe[float64] `col:"p_g2"`
	LogRatio    Maybe[float64] `col:"log2_observed_expected"` // missing where n11 is 0
	TwoCounts                  // of the first term in all documents of the group
	// of the second
	CountString2 Maybe[int]     `col:"count_string2"`
	CountPhrase2 Maybe[int]     `col:"count_phrase2"`
	PhraseShare2 Maybe[float64] `col:"phrase_share2"`
}

// Cooccur counts for each pair of a dictionary's terms the documents or
// paragraphs of each group that hold both. Terms are found as Terms does it.
func Cooccur(s *Selection, d *Dictionary, opt CooccurOptions) (iter.Seq2[CooccurRow, error], error) {
	entries, err := d.entries(opt.Categories)
	if err != nil {
		return nil, err
	}
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return slices.Equal(a.terms, b.terms) && a.term != "" }) // of a term in two categories one
	if len(entries) < 2 {
		return nil, fmt.Errorf("pairs need two terms or categories, and there is %d", len(entries))
	}
	groups, err := termGroups(s, opt.By, opt.Depth, opt.Periods)
	if err != nil {
		return nil, err
	}
	units, hits, err := holdingUnits(s, d, entries, opt)
	if err != nil {
		return nil, err
	}
	sizes := unitSizes(s, opt.Paragraphs)
	return func(yield func(CooccurRow, error) bool) {
		for _, group := range groups {
			blank := CooccurRow{Group: group.value(0), Group2: group.value(1), Period: group.period.Label, PeriodStart: group.period.Days.First}
			for _, doc := range group.Docs {
				blank.N += int(sizes[doc])
			}
			inGroup, counts := make([][]unit, len(entries)), make([]TwoCounts, len(entries))
			for e := range entries {
				inGroup[e] = unitsIn(units[e], group.Docs)
				uses := sumIn(hits[e], group.Docs)
				counts[e] = uses.twoCounts()
			}
			for i := range entries {
				for k := i + 1; k < len(entries); k++ {
					row := blank
					row.Term, row.Term2 = entries[i].name(), entries[k].name()
					row.N1, row.N2, row.N11 = len(inGroup[i]), len(inGroup[k]), common(inGroup[i], inGroup[k])
					row.TwoCounts = counts[i]
					row.CountString2, row.CountPhrase2, row.PhraseShare2 = counts[k].CountString, counts[k].CountPhrase, counts[k].PhraseShare
					row.measure()
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}, nil
}

// name is what a pair calls an entry.
func (e *entry) name() string {
	if e.term == "" {
		return e.category
	}
	return e.term
}

func (r *CooccurRow) measure() {
	if r.N == 0 {
		return
	}
	expected := float64(r.N1) * float64(r.N2) / float64(r.N)
	r.Expected = Just(expected)
	r.Jaccard = share(r.N11, r.N1+r.N2-r.N11)
	if r.N1 == 0 || r.N2 == 0 {
		return
	}
	x := Contrast{r.N11, r.N2 - r.N11, r.N1, r.N - r.N1}
	if x.N2 == 0 { // the first stands everywhere: nothing to tell apart
		r.G2, r.PG2 = Just(0.), Just(1.)
	} else {
		r.G2, r.PG2 = Just(x.G2()), Just(pOfStatistic(x.G2()))
	}
	if r.N11 > 0 {
		r.LogRatio = Just(Cooccurrence{O: r.N11, F2: r.N2, W: r.N1, N: r.N}.PMI())
	}
}

// A unit is a document, or a paragraph of one.
type unit struct{ doc, paragraph uint32 }

func (u unit) compare(v unit) int {
	if u.doc != v.doc {
		return int(u.doc) - int(v.doc)
	}
	return int(u.paragraph) - int(v.paragraph)
}

// unitsIn returns the units of documents; both ascend.
func unitsIn(units []unit, docs []int) []unit {
	var in []unit
	for _, u := range units {
		n, found := slices.BinarySearch(docs, int(u.doc))
		if docs = docs[n:]; found {
			in = append(in, u)
		}
	}
	return in
}

// common is the number of units that both lists hold.
func common(a, b []unit) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].compare(b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// holdingUnits returns for each entry the units that hold it and its documents,
// ascending.
func holdingUnits(s *Selection, d *Dictionary, entries []entry, opt CooccurOptions) (units [][]unit, hits [][]Hits, err error) {
	if opt.Paragraphs {
		return holdingParagraphs(s, entries, opt)
	}
	units = make([][]unit, len(entries))
	if hits, err = d.hits(s, entries, opt.TermsOptions); err != nil {
		return nil, nil, err
	}
	for e := range hits {
		for i := range hits[e] {
			if doc := hits[e][i].Doc; hits[e][i].Count(opt.Match) > 0 && s.Corpus.Words(doc, s.Zones) > 0 {
				units[e] = append(units[e], unit{doc: uint32(doc)})
			}
		}
	}
	return units, hits, nil
}

// holdingParagraphs is holdingUnits for paragraphs.
func holdingParagraphs(s *Selection, entries []entry, opt CooccurOptions) (units [][]unit, hits [][]Hits, err error) {
	if opt.Exclusive {
		return nil, nil, errors.New("paragraphs are counted for terms that do not compete")
	}
	terms := askedFor(entries)
	runs := chunks(candidates(s, terms))
	parts, counted := make([][][]unit, len(runs)), make([][][]Hits, len(runs))
	inParallel(len(runs), func(part int) {
		found := make([][]unit, len(entries))
		c := newCounter(s, terms, opt.Match)
		for _, doc := range runs[part] {
			first := uint32(0) // paragraph of the zone
			for z := range c.eachZone(doc) {
				for e := range terms {
					c.count(e, z, func(at span) {
						u := unit{uint32(doc), first + uint32(strings.Count(c.text[:at.start], "\n"))}
						if n := len(found[e]); n == 0 || found[e][n-1] != u {
							found[e] = append(found[e], u)
						}
					})
				}
				first += uint32(strings.Count(c.text, "\n")) + 1
			}
		}
		parts[part], counted[part] = found, c.hits
	})
	units, hits = make([][]unit, len(entries)), make([][]Hits, len(entries))
	for part := range parts {
		for e := range units {
			units[e] = append(units[e], parts[part][e]...)
			hits[e] = append(hits[e], counted[part][e]...)
		}
	}
	noteUses(s, terms, sumEach(hits), opt.Match)
	return units, hits, nil
}

// unitSizes returns for every document of the corpus how many units with words
// it has, 0 for one that is not of the selection.
func unitSizes(s *Selection, paragraphs bool) []uint32 {
	sizes := make([]uint32, s.Corpus.Len())
	runs := chunks(s.Docs)
	inParallel(len(runs), func(part int) {
		c := newCounter(s, nil, String)
		for _, doc := range runs[part] {
			switch {
			case s.Corpus.Words(doc, s.Zones) == 0:
			case !paragraphs:
				sizes[doc] = 1
			default:
				for range c.eachZone(doc) {
					sizes[doc] += c.paragraphs()
				}
			}
		}
	})
	return sizes
}

// paragraphs is the number of paragraphs with words of the zone in hand.
func (c *counter) paragraphs() (n uint32) {
	counted := false
	for _, t := range c.tokens {
		switch {
		case c.lexicon.WordOf(t) != noWord:
			if !counted {
				n++
			}
			counted = true
		case strings.Contains(c.lexicon.Text(t), "\n"):
			counted = false
		}
	}
	return n
}
