package analysis

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// TimeOptions say how the documents that hold a term are counted over time.
type TimeOptions struct {
	Match   Match
	Periods []Period // see Every and ParsePeriods; one behind another, gaps allowed
}

// A series is how many documents hold a term in each period that has documents.
// A period without is left out: no data is not zero.
type series struct {
	term   string
	points []point
}

// A point is a period with documents.
type point struct {
	period      int  // its place among the periods
	with, total int  // documents that hold the term; all
	uses        Hits // of the term, as strings, phrases and words
}

// newSeries counts the documents that hold each term by period: the documents
// and documents_total of Trend. Documents that lie in no period are left out,
// with a note. Periods that overlap are an error, for then the order of time
// is not that of the periods.
func newSeries(s *Selection, hits [][]Hits, terms []Term, opt TimeOptions) ([]series, error) {
	calendar := placer{calendar: newCalendar(opt.Periods)}
	if !calendar.sorted {
		return nil, errors.New("the periods overlap or are not in their order: give them one behind another")
	}
	totals, outside := make([]int, len(opt.Periods)), 0
	for date, n := range s.dates() {
		in := calendar.of(date)
		if len(in) == 0 {
			outside += n
		}
		for _, p := range in {
			totals[p] += n
		}
	}
	s.note(outside, "left out: %d documents that lie in no period (no date, or one that is not known well enough)", outside)
	noteCuts(s, terms, sumEach(hits), opt.Match)
	list := make([]series, len(terms))
	var nowhere []string
	for i, t := range terms {
		cells := make([]termCell, len(opt.Periods))
		for k := range hits[i] {
			for _, p := range calendar.of(s.Corpus.Date(hits[i][k].Doc)) {
				cells[p].count(&hits[i][k], opt.Match)
			}
		}
		list[i].term = t.Label
		for p, total := range totals {
			if total > 0 {
				list[i].points = append(list[i].points, point{p, cells[p].documents, total, cells[p].Hits})
			}
		}
		if with, _ := sumPoints(list[i].points); with == 0 {
			nowhere = append(nowhere, t.Label)
		}
	}
	s.noteTerms(nowhere, "no document of the periods holds it")
	return list, nil
}

// seriesOf is newSeries for a measure that needs no more of the matches.
func seriesOf(s *Selection, terms []Term, opt TimeOptions) ([]series, error) {
	return newSeries(s, CountTerms(s, terms, opt.Match), terms, opt)
}

// sumPoints adds up points.
func sumPoints(points []point) (with, total int) {
	for _, p := range points {
		with += p.with
		total += p.total
	}
	return with, total
}

// usesOf adds up what the term has in points.
func usesOf(points []point) (sum Hits) {
	for i := range points {
		sum.add(&points[i].uses)
	}
	return sum
}

// pool adds up a count and what it is a share of over the 2k+1 of n periods
// around one, fewer at the edges. Neighbours are those of the calendar: a period
// without documents adds nothing, and none farther away takes its place.
func pool(period, k, n int, of func(period int) (count, total int)) (count, total int) {
	for q := max(0, period-k); q <= min(n-1, period+k); q++ {
		c, t := of(q)
		count += c
		total += t
	}
	return count, total
}

// around pools the points within k of a period.
func (x *series) around(period, k int) (with, total int) {
	last := x.points[len(x.points)-1].period
	return pool(period, k, last+1, func(q int) (with, total int) {
		i, found := slices.BinarySearchFunc(x.points, q, func(p point, q int) int { return p.period - q })
		if !found {
			return 0, 0
		}
		return x.points[i].with, x.points[i].total
	})
}

// share is the documents with the term of all.
func (p point) share() float64 { return float64(p.with) / float64(p.total) }

// each yields all n periods, with their points; nil without documents.
func (x *series) each(n int) iter.Seq2[int, *point] {
	return func(yield func(int, *point) bool) {
		points := x.points
		for i := range n {
			var p *point
			if len(points) > 0 && points[0].period == i {
				p, points = &points[0], points[1:]
			}
			if !yield(i, p) {
				return
			}
		}
	}
}

// A pair is two points of which noise alone should make the difference.
type pair struct{ a, b point }

// successive returns the points as pairs of neighbours, gaps passed over.
func successive(points []point) []pair {
	var pairs []pair
	for i := 1; i < len(points); i++ {
		pairs = append(pairs, pair{points[i-1], points[i]})
	}
	return pairs
}

// dispersion estimates the factor φ by which document counts scatter more than
// a binomial draw would: the mean over pairs of
//
//	(p1 − p2)² / (p(1 − p)(1/d1 + 1/d2)), p = (r1 + r2)/(d1 + d2),
//
// which is 1 on average where nothing but chance differs. Differences of
// neighbours are as good as free of slow change (von Neumann 1941); real jumps
// raise φ, so what is found with it is found in spite of them. Values below 1
// count as 1. It is missing where no pair has documents both with and without
// the term.
func dispersion(pairs []pair) Maybe[float64] {
	sum, n := 0., 0
	for _, pr := range pairs {
		with, total := pr.a.with+pr.b.with, pr.a.total+pr.b.total
		if with == 0 || with == total {
			continue
		}
		p := float64(with) / float64(total)
		d := pr.a.share() - pr.b.share()
		sum += d * d / (p * (1 - p) * (1/float64(pr.a.total) + 1/float64(pr.b.total)))
		n++
	}
	if n == 0 {
		return Maybe[float64]{}
	}
	return Just(max(1, sum/float64(n)))
}

// deviance is −2 ln of the binomial likelihood of points that share one rate,
// without the binomial coefficients, which no rate changes; 0·ln 0 is 0.
func deviance(with, total int) float64 {
	return -2 * (xlogy(with, total) + xlogy(total-with, total))
}

// xlogy is x·ln(x/n).
func xlogy(x, n int) float64 {
	if x == 0 {
		return 0
	}
	return float64(x) * math.Log(float64(x)/float64(n))
}

// chi2Tail is the probability of a chi-squared value of at least x.
func chi2Tail(x float64, degrees int) float64 {
	return distuv.ChiSquared{K: float64(degrees)}.Survival(x)
}

// spanLabels returns the periods in which points begin and end.
func spanLabels(periods []Period, points []point) (start, end Period) {
	return periods[points[0].period], periods[points[len(points)-1].period]
}

// noteTerms adds a note on terms, with as many of their names as are worth
// reading.
func (s *Selection) noteTerms(terms []string, text string) {
	const most = 10
	if len(terms) == 0 {
		return
	}
	shown := ""
	for i, t := range terms[:min(most, len(terms))] {
		if i > 0 {
			shown += ", "
		}
		shown += t
	}
	if len(terms) > most {
		shown += fmt.Sprintf(" and %d more", len(terms)-most)
	}
	s.Notes = append(s.Notes, shown+": "+text)
}
