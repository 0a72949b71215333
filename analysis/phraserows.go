package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa/corpus"
)

// A PhraseRow is a string that holds together and stands in changing company.
type PhraseRow struct {
	Phrase       string         `col:"phrase"`
	Length       int            `col:"length"` // in characters
	Count        int            `col:"count"`
	CountPhrase  int            `col:"count_phrase"` // of Count, those that begin and end at a word cut
	Documents    int            `col:"documents"`
	FirstDate    corpus.Date    `col:"first_date,date"`
	FirstID      string         `col:"first_id"`
	EntropyLeft  float64        `col:"entropy_left"`
	EntropyRight float64        `col:"entropy_right"`
	Cohesion     float64        `col:"cohesion"`
	InLexicon    bool           `col:"in_lexicon"`
	CountBefore  Maybe[int]     `col:"count_before"`
	CountAfter   Maybe[int]     `col:"count_after"`
	Ratio        Maybe[float64] `col:"ratio"` // of the rate after to the rate before, half an occurrence added to each
	New          Maybe[bool]    `col:"new"`   // never before
}

// Rows returns the rows of the phrases, in their order.
func (p *Phrases) Rows() []PhraseRow {
	rows := make([]PhraseRow, len(p.nodes))
	side, words := p.sides()
	parts := textParts(len(rows))
	inParallel(len(parts), func(part int) {
		last := make([]uint32, len(p.s.Docs)) // document → 1 + the phrase that was counted last
		for i := parts[part].start; i < parts[part].end; i++ {
			p.fill(&rows[i], i, side, last)
			if words != nil {
				r := &rows[i]
				before, after := value0(r.CountBefore), value0(r.CountAfter)
				if words[0] > 0 && words[1] > 0 {
					r.Ratio = Just((float64(after) + .5) / words[1] / ((float64(before) + .5) / words[0]))
				}
				r.New = Just(before == 0)
			}
		}
	})
	return rows
}

func value0(m Maybe[int]) int {
	n, _ := m.Get()
	return n
}

// Sides of the date of PhraseOptions.Before.
const (
	neither uint8 = iota
	before
	after
)

// sides returns on which side of Before each document lies, and the words of
// both; nil where no date is asked for.
func (p *Phrases) sides() (side []uint8, words []float64) {
	if p.opt.Before.IsZero() {
		return nil, nil
	}
	side, words = make([]uint8, len(p.s.Docs)), make([]float64, 2)
	outside := 0
	for i, doc := range p.s.Docs {
		n := float64(p.s.Corpus.Words(doc, p.s.Zones))
		switch d := p.s.Corpus.Date(doc); {
		case d.IsZero(), d.First < p.opt.Before.First && d.Last >= p.opt.Before.First:
			outside++
		case d.First < p.opt.Before.First:
			side[i] = before
			words[0] += n
		default:
			side[i] = after
			words[1] += n
		}
	}
	p.s.note(outside, "on neither side of --before: %s without a date that tells", plural(outside, "document"))
	if words[0] == 0 || words[1] == 0 {
		p.s.note(1, "no ratio: the selection has no words on one side of --before %s", p.opt.Before)
	}
	return side, words
}

// fill makes the row of phrase i.
func (p *Phrases) fill(row *PhraseRow, i int, side []uint8, last []uint32) {
	n := &p.nodes[i]
	*row = PhraseRow{
		Phrase: p.texts[i], Length: int(n.length), Count: int(n.to - n.from), CountPhrase: int(n.phrases),
		EntropyLeft: n.left, EntropyRight: n.right, Cohesion: n.cohesion, InLexicon: p.opt.Known[p.texts[i]],
	}
	var sides [3]int
	first := len(p.s.Docs)
	for _, at := range p.search.places[n.from:n.to] {
		doc := p.search.document(at)
		first = min(first, doc)
		if last[doc] != uint32(i)+1 {
			last[doc] = uint32(i) + 1
			row.Documents++
		}
		if side != nil {
			sides[side[doc]]++
		}
	}
	if side != nil {
		row.CountBefore, row.CountAfter = Just(sides[before]), Just(sides[after])
	}
	row.FirstDate, row.FirstID = p.s.Corpus.Date(p.s.Docs[first]), p.s.Corpus.ID(p.s.Docs[first])
}

// PhraseOrders are the orders of rows, see SortPhrases.
var PhraseOrders = []string{"count", "ratio", "length", "first"}

// SortPhrases sorts rows by count, ratio or length from the largest down, or by
// the first date; ties by count, then by code point.
func SortPhrases(rows []PhraseRow, by string) error {
	if !slices.Contains(PhraseOrders, by) {
		return fmt.Errorf("unknown order %q (have %s)", by, strings.Join(PhraseOrders, ", "))
	}
	slices.SortStableFunc(rows, func(a, b PhraseRow) int {
		c := 0
		switch by {
		case "ratio":
			x, _ := a.Ratio.Get()
			y, _ := b.Ratio.Get()
			c = cmp.Compare(y, x)
		case "length":
			c = cmp.Compare(b.Length, a.Length)
		case "first":
			c = compareDates(a.FirstDate, b.FirstDate)
		}
		return cmp.Or(c, cmp.Compare(b.Count, a.Count), cmp.Compare(a.Phrase, b.Phrase))
	})
	return nil
}

// compareDates puts what has no date last.
func compareDates(a, b corpus.Date) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
}
