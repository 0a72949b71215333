package analysis

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tifa/corpus"
)

// An Emphasis says how many times a word counts that stands where more readers
// see it. Weights multiply: in a headline on the front page a word counts
// Front·Title times. A weight of 0 is not given: it is 1.
type Emphasis struct {
	Front float64 // in documents on page 1
	Title float64 // in kicker, title and subtitle
}

// ParseEmphasis reads weights such as front=3,title=2.
func ParseEmphasis(text string) (Emphasis, error) {
	var e Emphasis
	seen := make(map[string]bool)
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		weight, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil || !(weight > 0) || math.IsInf(weight, 0) {
			return Emphasis{}, fmt.Errorf("%q: want a place and how often a word there counts, a number above 0, as in front=3,title=2", part)
		}
		if seen[name] {
			return Emphasis{}, fmt.Errorf("%s is weighted twice", name)
		}
		seen[name] = true
		switch name {
		case "front":
			e.Front = weight
		case "title":
			e.Title = weight
		default:
			return Emphasis{}, fmt.Errorf("unknown place %q (have front, title)", name)
		}
	}
	return e, nil
}

// byPlace counts what stands inside ([0]) or on the front page ([1]) in the body
// ([0]) or in headlines ([1]). Whole numbers, so that sums do not depend
// on their order.
type byPlace [2][2]int

func (b *byPlace) add(front bool, all, titles int) {
	f := 0
	if front {
		f = 1
	}
	b[f][0] += all - titles
	b[f][1] += titles
}

// sum returns Σ w·n.
func (e Emphasis) sum(b byPlace) float64 {
	given := func(weight float64) float64 {
		if weight == 0 {
			return 1
		}
		return weight
	}
	title, front := given(e.Title), given(e.Front)
	return float64(b[0][0]) + title*float64(b[0][1]) + front*(float64(b[1][0])+title*float64(b[1][1]))
}

// emphasised returns the columns of the weighted count Σ w·c and of the weighted
// rate Σ w·c / Σ w·n per million: a rate stays comparable with the plain one,
// because words in the denominator have the same weights.
func (b *trendTable) emphasised() seriesColumns {
	titles := b.s.Zones & corpus.Titles
	inTitles := make([][]Hits, len(b.terms))
	if titles != 0 && b.opt.Emphasis.Title != 0 {
		headlines := *b.s // matches never cross a zone: the rest are in the body
		headlines.Zones = titles
		inTitles = CountTerms(&headlines, b.terms, b.opt.Match)
	}
	words := make([][]byPlace, len(b.groups))
	for i, g := range b.groups {
		words[i] = make([]byPlace, len(b.opt.Periods))
		for p, doc := range b.documentsOf(g) {
			c := b.s.Corpus
			words[i][p].add(c.Front(doc), c.Words(doc, b.s.Zones), c.Words(doc, titles))
		}
	}
	return func(rows []TrendRow, term, group int) {
		counts := make([]byPlace, len(rows))
		for p, h := range b.hitsOf(b.groups[group], b.hits[term]) {
			counts[p].add(b.s.Corpus.Front(h.Doc), h.Count(b.opt.Match), 0)
		}
		for p, h := range b.hitsOf(b.groups[group], inTitles[term]) {
			counts[p].add(b.s.Corpus.Front(h.Doc), 0, h.Count(b.opt.Match)) // from the body to headlines
		}
		for p := range rows {
			if rows[p].DocumentsTotal == 0 {
				continue
			}
			count, total := b.opt.Emphasis.sum(counts[p]), b.opt.Emphasis.sum(words[group][p])
			rows[p].CountWeighted = Just(count)
			if total > 0 {
				rows[p].RateWeighted = Just(1e6 * count / total)
			}
		}
	}
}
