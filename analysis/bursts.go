package analysis

import (
	"fmt"
	"math"

	"tifa/corpus"
)

// BurstsOptions say what a burst is. A zero Scaling stands for 2; Gamma is as
// given: 0 makes going up free.
type BurstsOptions struct {
	TimeOptions
	Scaling float64 // s: in a burst the term is in s times as many documents; above 1
	Gamma   float64 // γ: what it costs to go up, in ln(periods)
}

// A BurstRow is a time in which documents held a term more often than they do
// on the whole.
type BurstRow struct {
	Term           string     `col:"term"`
	Start          string     `col:"start"` // label of the first period
	End            string     `col:"end"`   // and of the last
	PeriodStart    corpus.Day `col:"period_start,date"`
	Periods        int        `col:"periods"` // that have documents
	Documents      int        `col:"documents"`
	DocumentsTotal int        `col:"documents_total"`
	DocumentShare  float64    `col:"document_share"`
	BaselineShare  float64    `col:"baseline_share"` // p0: of all periods
	Weight         float64    `col:"weight"`         // what the burst saves, in nats
	TwoCounts                 // of the documents of the burst
}

// Bursts finds the bursts of each term, in the order of time: Kleinberg's
// automaton of two states for documents that come in batches (2003, section 4).
// In state 0 a document holds the term with probability p0, its share of all
// documents, in state 1 with p1 = s·p0. A period costs −ln of the binomial
// probability of its documents, going up costs γ·ln(periods), coming down
// nothing; before the first period the state is 0. The states are those of the
// least cost of all, the lower state where two cost the same. Over a gap the
// state carries through. A term with p1 ≥ 1, or one that is nowhere, has no
// value: there is no row, and a note.
func Bursts(s *Selection, terms []Term, opt BurstsOptions) ([]BurstRow, error) {
	if opt.Scaling == 0 {
		opt.Scaling = 2
	}
	if !(opt.Scaling > 1) || math.IsInf(opt.Scaling, 0) {
		return nil, fmt.Errorf("--s %g: a burst is more than the whole: give a number above 1", opt.Scaling)
	}
	if !(opt.Gamma >= 0) || math.IsInf(opt.Gamma, 0) {
		return nil, fmt.Errorf("--gamma %g: going up costs something or nothing: give a number from 0 up", opt.Gamma)
	}
	list, err := seriesOf(s, terms, opt.TimeOptions)
	if err != nil {
		return nil, err
	}
	var rows []BurstRow
	var without, often []string
	for _, x := range list {
		with, total := sumPoints(x.points)
		p0 := float64(with) / float64(max(1, total))
		switch {
		case with == 0:
			continue // there is a note already
		case opt.Scaling*p0 >= 1:
			often = append(often, x.term)
			continue
		}
		found := x.bursts(opt, p0)
		if len(found) == 0 {
			without = append(without, x.term)
		}
		rows = append(rows, found...)
	}
	s.noteTerms(often, fmt.Sprintf("no value: %g times its share of all documents is 1 or more (a smaller --s asks for less)", opt.Scaling))
	s.noteTerms(without, "no burst")
	return rows, nil
}

// bursts returns the rows of a series with 0 < p0 and s·p0 < 1.
func (x *series) bursts(opt BurstsOptions, p0 float64) []BurstRow {
	gains := make([]float64, len(x.points))
	up, down := math.Log(opt.Scaling), math.Log1p(-opt.Scaling*p0)-math.Log1p(-p0)
	for i, p := range x.points {
		// cost0 − cost1: the binomial coefficient is the same in both states.
		gains[i] = float64(p.with)*up + float64(p.total-p.with)*down
	}
	states := twoStates(gains, opt.Gamma*math.Log(float64(len(gains))))
	var rows []BurstRow
	for i := 0; i < len(states); {
		from := i
		for i < len(states) && states[i] {
			i++
		}
		if from == i {
			i++
			continue
		}
		points := x.points[from:i]
		with, total := sumPoints(points)
		uses := usesOf(points)
		start, end := spanLabels(opt.Periods, points)
		row := BurstRow{
			Term: x.term, Start: start.Label, End: end.Label, PeriodStart: start.Days.First,
			Periods: len(points), Documents: with, DocumentsTotal: total,
			DocumentShare: float64(with) / float64(total), BaselineShare: p0, TwoCounts: uses.twoCounts(),
		}
		for _, g := range gains[from:i] {
			row.Weight += g
		}
		rows = append(rows, row)
	}
	return rows
}

// twoStates returns the states of least cost: being up in period i saves
// gains[i], going up costs rise (Viterbi's algorithm; nothing is approximate).
func twoStates(gains []float64, rise float64) (up []bool) {
	// best cost of ending below or above, and from which state it was reached
	low, high := 0., math.Inf(1)
	fromHigh := make([][2]bool, len(gains)) // of below, of above
	for i, g := range gains {
		nextLow, nextHigh := low, low+rise
		if high < low {
			nextLow, fromHigh[i][0] = high, true
		}
		if high < nextHigh {
			nextHigh, fromHigh[i][1] = high, true
		}
		low, high = nextLow, nextHigh-g
	}
	up = make([]bool, len(gains))
	state := high < low
	for i := len(gains) - 1; i >= 0; i-- {
		up[i] = state
		if state {
			state = fromHigh[i][1]
		} else {
			state = fromHigh[i][0]
		}
	}
	return up
}
