package analysis

import (
	"fmt"
	"strings"

	"tifa/corpus"
)

// A LifecycleRow is the life of a term: one row a term. What it never had is
// missing.
type LifecycleRow struct {
	Term            string         `col:"term"`
	Documents       int            `col:"documents"` // that lie in a period
	DocumentsTotal  int            `col:"documents_total"`
	FirstDate       corpus.Date    `col:"first_date,date"`
	FirstID         string         `col:"first_id"`
	AtStart         Maybe[bool]    `col:"at_start"` // the first document lies in the first period with documents: the term may be older
	FirstFrontDate  corpus.Date    `col:"first_front_date,date"`
	FirstFrontID    string         `col:"first_front_id"`
	FirstTitleDate  corpus.Date    `col:"first_title_date,date"`
	FirstTitleID    string         `col:"first_title_id"`
	Peak            Maybe[string]  `col:"peak"` // label of the period with the greatest share, the first of several
	PeakDocuments   Maybe[int]     `col:"peak_documents"`
	PeakShare       Maybe[float64] `col:"peak_share"`
	PeakHeat        Maybe[string]  `col:"peak_heat"`
	HalfLife        Maybe[string]  `col:"half_life"`         // label of the first period after the peak below half of it
	HalfLifePeriods Maybe[int]     `col:"half_life_periods"` // from the peak to it, those without documents counted too
	Revivals        Maybe[int]     `col:"revivals"`          // times that it came back to half of the peak
	Revived         []string       `col:"revived"`           // labels of the periods in which it did
	LastDate        corpus.Date    `col:"last_date,date"`
	LastID          string         `col:"last_id"`
	LastHeat        Maybe[string]  `col:"last_heat"` // of the last period with documents
	Count           int            `col:"count"`     // uses in all documents
	TwoCounts

	Heat []HeatRun // of all periods: no column, as the rows of Heat are tidier
}

// Lifecycle tells when each term began, rose, fell, came back and ended. First
// and last are in the order of documents, of all that have a date; one of which
// only the year is known stands at its beginning. Periods are compared by document_share. The
// peak is that of a single period; whether a term has fallen below half of the
// peak or is back is told, for each period with documents, by the share of three
// together: it, the one before and the one after in the calendar, as in Trend's
// moving mean with k = 1. So next to a gap there are fewer, as at the ends: what
// was printed before a gap of ten years is no neighbour of what came after.
func Lifecycle(s *Selection, terms []Term, opt TimeOptions, scale HeatScale) ([]LifecycleRow, error) {
	if err := scale.check(opt.Periods); err != nil {
		return nil, err
	}
	hits := CountTerms(s, terms, opt.Match)
	list, err := newSeries(s, hits, terms, opt)
	if err != nil {
		return nil, err
	}
	rows := make([]LifecycleRow, len(list))
	var small []string
	for i, x := range list {
		r := &rows[i]
		r.Term = x.term
		r.Documents, r.DocumentsTotal = sumPoints(x.points)
		r.Heat = scale.runs(&x, opt.Periods)
		r.documents(s, hits[i], opt.Match)
		whole := sumHits(hits[i])
		r.Count, r.TwoCounts = whole.Count(opt.Match), whole.twoCounts()
		if r.Documents == 0 {
			continue // there is a note already
		}
		first := x.first()
		r.AtStart = Just(first == x.points[0].period)
		peak := x.peak()
		r.course(&x, peak, opt.Periods, scale)
		if x.points[peak].total < 20 {
			small = append(small, x.term)
		}
		if gaps := x.gapsBefore(first, opt.Periods); len(gaps) > 0 {
			s.noteTerms([]string{x.term}, fmt.Sprintf("it may be older: %s without documents before the first: %s",
				plural(first-x.countBefore(first), "period"), strings.Join(gaps, ", ")))
		}
	}
	s.noteTerms(small, "the peak is in a period of fewer than 20 documents")
	s.noteHeat(scale)
	return rows, nil
}

// documents fills in the first documents and the last.
func (r *LifecycleRow) documents(s *Selection, hits []Hits, m Match) {
	for k := range hits {
		doc := hits[k].Doc
		date := s.Corpus.Date(doc)
		if hits[k].Count(m) == 0 || date.IsZero() {
			continue
		}
		if r.FirstDate.IsZero() {
			r.FirstDate, r.FirstID = date, s.Corpus.ID(doc)
		}
		if r.FirstFrontDate.IsZero() && s.Corpus.Front(doc) {
			r.FirstFrontDate, r.FirstFrontID = date, s.Corpus.ID(doc)
		}
		if r.FirstTitleDate.IsZero() && hits[k].Title {
			r.FirstTitleDate, r.FirstTitleID = date, s.Corpus.ID(doc)
		}
	}
	for k := len(hits) - 1; k >= 0; k-- {
		doc := hits[k].Doc
		if date := s.Corpus.Date(doc); hits[k].Count(m) > 0 && !date.IsZero() {
			r.LastDate, r.LastID = date, s.Corpus.ID(doc)
			return
		}
	}
}

// course fills in the peak and what comes after it.
func (r *LifecycleRow) course(x *series, peak int, periods []Period, scale HeatScale) {
	label := func(i int) string { return periods[x.points[i].period].Label }
	top := x.points[peak]
	r.Peak, r.PeakDocuments, r.PeakShare, r.PeakHeat = Just(label(peak)), Just(top.with), Just(top.share()), scale.of(top)
	r.LastHeat = scale.of(x.points[len(x.points)-1])
	below := false
	revivals := 0
	for i := peak + 1; i < len(x.points); i++ {
		with, total := x.around(x.points[i].period, 1)
		// half of the peak, in whole numbers
		under := 2*with*top.total < top.with*total
		switch _, fallen := r.HalfLife.Get(); {
		case under && !fallen:
			r.HalfLife, r.HalfLifePeriods = Just(label(i)), Just(x.points[i].period-x.points[peak].period)
		case !under && below:
			revivals++
			r.Revived = append(r.Revived, label(i))
		}
		below = under
	}
	r.Revivals = Just(revivals)
}

// peak returns the place of the point with the greatest share, the first of
// several.
func (x *series) peak() int {
	best := 0
	for i, p := range x.points {
		if b := x.points[best]; p.with*b.total > b.with*p.total {
			best = i
		}
	}
	return best
}

// first returns the first period with the term, which is somewhere.
func (x *series) first() int {
	for _, p := range x.points {
		if p.with > 0 {
			return p.period
		}
	}
	return -1
}

// countBefore returns how many periods before one have documents.
func (x *series) countBefore(period int) int {
	n := 0
	for n < len(x.points) && x.points[n].period < period {
		n++
	}
	return n
}

// gapsBefore returns the periods before one that have no documents, neighbours
// together: "1967 to 1971".
func (x *series) gapsBefore(period int, periods []Period) []string {
	const most = 10
	var gaps []string
	next, more := 0, 0
	gap := func(to int) {
		switch {
		case next == to:
			return
		case len(gaps) == most:
			more++
		case to-next == 1:
			gaps = append(gaps, periods[next].Label)
		default:
			gaps = append(gaps, periods[next].Label+" to "+periods[to-1].Label)
		}
	}
	for _, p := range x.points {
		if p.period > period {
			break
		}
		gap(p.period)
		next = p.period + 1
	}
	if more > 0 {
		gaps = append(gaps, fmt.Sprintf("and %d more gaps", more))
	}
	return gaps
}
