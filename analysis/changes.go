package analysis

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"tifa/corpus"
)

// ChangesOptions say what a change is. The zero values stand for the defaults.
type ChangesOptions struct {
	TimeOptions
	Penalty    float64 // of a change point; 0 is 2·ln(periods)
	Dispersion float64 // φ; 0 estimates it, 1 is the plain binomial likelihood
}

// A ChangeRow is a stretch of periods in which the share of documents with a
// term is one and the same. What stands before it is missing for the first.
type ChangeRow struct {
	Term           string         `col:"term"`
	Segment        int            `col:"segment"` // 1-based
	Start          string         `col:"start"`   // label of the first period: where the change is, from the second segment on
	End            string         `col:"end"`
	PeriodStart    corpus.Day     `col:"period_start,date"`
	Periods        int            `col:"periods"` // that have documents
	Documents      int            `col:"documents"`
	DocumentsTotal int            `col:"documents_total"`
	ShareBefore    Maybe[float64] `col:"share_before"` // document_share of the segment before
	DocumentShare  float64        `col:"document_share"`
	Earliest       Maybe[string]  `col:"earliest"` // label of the first period in which the segment may begin
	Latest         Maybe[string]  `col:"latest"`   // and of the last
	G2             Maybe[float64] `col:"g2"`       // between this segment and the one before, divided by φ
	Dispersion     Maybe[float64] `col:"dispersion"`
	TwoCounts                     // of the documents of the segment
}

// Changes cuts the time of each term into segments of one rate, in order: the
// segments of least cost, exactly, found by PELT (Killick, Fearnhead and Eckley
// 2012). The cost of a segment is −2 ln of the binomial likelihood of its
// documents divided by φ (quasi-likelihood; φ is the dispersion of successive
// periods, see dispersion), and every change point costs the penalty besides.
//
// Earliest and Latest are all places of a change point between its neighbours
// at which the quasi-likelihood is within χ²(1, .95)/2 of its greatest. It is a
// likelihood region, not a confidence interval: the theory of a change point is
// not regular, and the neighbours are held fast.
//
// Two periods of documents are needed for φ; without it, or for a term that is
// in no document or in all, there is one segment.
func Changes(s *Selection, terms []Term, opt ChangesOptions) ([]ChangeRow, error) {
	switch {
	case !(opt.Penalty >= 0) || math.IsInf(opt.Penalty, 0):
		return nil, fmt.Errorf("--penalty %g: give a number above 0", opt.Penalty)
	case !(opt.Dispersion >= 0) || math.IsInf(opt.Dispersion, 0):
		return nil, fmt.Errorf("--dispersion %g: give a number above 0", opt.Dispersion)
	}
	list, err := seriesOf(s, terms, opt.TimeOptions)
	if err != nil {
		return nil, err
	}
	var rows []ChangeRow
	var constant []string
	for _, x := range list {
		if len(x.points) == 0 {
			continue // NoteNoData tells of it
		}
		phi := dispersion(successive(x.points))
		if opt.Dispersion > 0 {
			phi = Just(opt.Dispersion)
		}
		if _, ok := phi.Get(); !ok {
			constant = append(constant, x.term)
		}
		found := x.changes(opt, phi)
		rows = append(rows, found...)
		if v, ok := phi.Get(); ok {
			s.Notes = append(s.Notes, fmt.Sprintf("%s: %s, %s, dispersion %.4g, penalty %.4g",
				x.term, plural(len(x.points), "period"), plural(len(found)-1, "change point"), v, x.penalty(opt)))
		}
	}
	s.noteTerms(constant, "no dispersion: one period, or in no document or in all; one segment")
	return rows, nil
}

func (x *series) penalty(opt ChangesOptions) float64 {
	if opt.Penalty > 0 {
		return opt.Penalty
	}
	return 2 * math.Log(float64(len(x.points)))
}

// changes returns the segments of a series; one where φ is missing.
func (x *series) changes(opt ChangesOptions, phi Maybe[float64]) []ChangeRow {
	sums := newPrefix(x.points)
	starts := []int{0}
	factor, ok := phi.Get()
	if ok {
		starts = pelt(len(x.points), func(from, to int) float64 { return sums.deviance(from, to) / factor }, x.penalty(opt))
	}
	ends := append(slices.Clone(starts[1:]), len(x.points))
	rows := make([]ChangeRow, len(starts))
	for i, from := range starts {
		with, total := sums.of(from, ends[i])
		uses := usesOf(x.points[from:ends[i]])
		start, end := spanLabels(opt.Periods, x.points[from:ends[i]])
		rows[i] = ChangeRow{
			Term: x.term, Segment: i + 1, Start: start.Label, End: end.Label, PeriodStart: start.Days.First,
			Periods: ends[i] - from, Documents: with, DocumentsTotal: total,
			DocumentShare: float64(with) / float64(total), Dispersion: phi, TwoCounts: uses.twoCounts(),
		}
		if i == 0 {
			continue
		}
		r, before := &rows[i], starts[i-1]
		first, last := sums.region(before, from, ends[i], factor)
		r.ShareBefore = Just(rows[i-1].DocumentShare)
		r.Earliest = Just(opt.Periods[x.points[first].period].Label)
		r.Latest = Just(opt.Periods[x.points[last].period].Label)
		r.G2 = Just(max(0, sums.deviance(before, ends[i])-sums.deviance(before, from)-sums.deviance(from, ends[i])) / factor)
	}
	return rows
}

// A prefix holds the sums of the points before each.
type prefix struct{ with, total []int }

func newPrefix(points []point) prefix {
	p := prefix{make([]int, len(points)+1), make([]int, len(points)+1)}
	for i, x := range points {
		p.with[i+1], p.total[i+1] = p.with[i]+x.with, p.total[i]+x.total
	}
	return p
}

// of adds up the points from from to to-1.
func (p *prefix) of(from, to int) (with, total int) {
	return p.with[to] - p.with[from], p.total[to] - p.total[from]
}

func (p *prefix) deviance(from, to int) float64 { return deviance(p.of(from, to)) }

// region returns the first and the last place at which a change between before
// and end, best at place, could be as well.
func (p *prefix) region(before, place, end int, phi float64) (first, last int) {
	cost := func(at int) float64 { return (p.deviance(before, at) + p.deviance(at, end)) / phi }
	limit := cost(place) + distuv.ChiSquared{K: 1}.Quantile(confidence)
	first, last = place, place
	for at := before + 1; at < end; at++ {
		if cost(at) <= limit {
			first, last = min(first, at), max(last, at)
		}
	}
	return first, last
}

// pelt returns the beginnings of the segments of 0 to n−1 of least cost, the
// first of which is 0: cost(from, to) of a segment that ends before to, and a
// penalty for each further one. The cost must not rise when a segment is cut in
// two, which holds for likelihoods; a beginning that is then worse than ending
// here can never be the best again and is left out (Killick et al. 2012,
// theorem 3.1, with K = 0). Of two cuts that cost the same the earlier is taken.
func pelt(n int, cost func(from, to int) float64, penalty float64) []int {
	best, before := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	candidates := []int{0}
	costs := make([]float64, 0, n+1)
	for to := 1; to <= n; to++ {
		best[to] = math.Inf(1)
		costs = costs[:0]
		for _, from := range candidates {
			c := best[from] + cost(from, to)
			costs = append(costs, c)
			if c+penalty < best[to] {
				best[to], before[to] = c+penalty, from
			}
		}
		kept := candidates[:0]
		for i, from := range candidates {
			if costs[i] <= best[to] {
				kept = append(kept, from)
			}
		}
		candidates = append(kept, to)
	}
	var starts []int
	for to := n; to > 0; to = before[to] {
		starts = append(starts, before[to])
	}
	slices.Reverse(starts)
	return starts
}
