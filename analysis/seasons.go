package analysis

import "fmt"

// A SeasonRow is a month of the year, all years together. Chi2, Degrees, P and
// Dispersion are of the term and the same in all its rows.
type SeasonRow struct {
	Term           string         `col:"term"`
	Month          string         `col:"month_of_year"` // 01 to 12
	Years          int            `col:"years"`         // that have documents in the month
	Documents      Maybe[int]     `col:"documents"`
	DocumentsTotal int            `col:"documents_total"`
	DocumentShare  Maybe[float64] `col:"document_share"`
	Index          Maybe[float64] `col:"index"` // document_share / mean of the months' shares
	Chi2           Maybe[float64] `col:"chi2"`  // of the months with documents, divided by the dispersion
	Degrees        Maybe[int]     `col:"degrees"`
	P              Maybe[float64] `col:"p"`
	Dispersion     Maybe[float64] `col:"dispersion"`
	TwoCounts                     // of the documents of the month
}

// Seasons compares the months of the year: for each term twelve rows. Chi2 is
// Pearson's, of documents with and without the term in the months, divided by
// the dispersion φ, for documents come in campaigns and not one by one. φ is
// estimated as in Changes, but from pairs of one month in neighbouring years:
// the difference of March and April is the season itself, which must not be
// taken for noise. What happens once, such as a term that was new in a year,
// is in φ. Without two years of a month there is no φ, no Chi2 and no P. A month
// without documents has no share, and a term that is nowhere no Index.
func Seasons(s *Selection, terms []Term, m Match) ([]SeasonRow, error) {
	periods, err := Every(s, "month")
	if err != nil {
		return nil, err
	}
	list, err := seriesOf(s, terms, TimeOptions{m, periods})
	if err != nil {
		return nil, err
	}
	var rows []SeasonRow
	var unknown, few []string
	empty := 0 // months
	for i, x := range list {
		found, least := x.seasons(periods)
		for m := range found {
			empty += b2i(i == 0 && found[m].Years == 0)
		}
		if _, ok := found[0].Chi2.Get(); !ok {
			unknown = append(unknown, x.term)
		} else if least < 5 {
			few = append(few, x.term)
		}
		rows = append(rows, found...)
	}
	NoteNoData(s, periods)
	s.note(empty, "no data: %s of the year without documents", plural(empty, "month"))
	s.noteTerms(unknown, "no chi2: it takes a term in some of the documents and one month in two neighbouring years")
	s.noteTerms(few, "chi2 is rough: in some month fewer than 5 documents with or without the term are to be expected")
	return rows, nil
}

// seasons returns the rows of a series by month, and the least number of
// documents, with or without the term, to be expected in a month.
func (x *series) seasons(periods []Period) (rows []SeasonRow, least float64) {
	months := make([][]point, 12)
	for _, p := range x.points {
		_, m, _ := periods[p.period].Days.First.Date()
		months[m-1] = append(months[m-1], p)
	}
	rows = make([]SeasonRow, 12)
	var shares []float64
	var pairs []pair
	var sums []point
	for m, points := range months {
		r := &rows[m]
		r.Term, r.Month, r.Years = x.term, fmt.Sprintf("%02d", m+1), len(points)
		if len(points) == 0 {
			continue
		}
		with, total := sumPoints(points)
		uses := usesOf(points)
		sums = append(sums, point{m, with, total, uses})
		r.Documents, r.DocumentsTotal, r.DocumentShare, r.TwoCounts = Just(with), total, share(with, total), uses.twoCounts()
		shares = append(shares, float64(with)/float64(total))
		pairs = append(pairs, neighbours(points)...)
	}
	mean := meanOf(shares)
	phi := dispersion(pairs)
	chi2, least, ok := homogeneity(sums)
	for m := range rows {
		r := &rows[m]
		r.Dispersion = phi
		if v, has := r.DocumentShare.Get(); has && mean > 0 {
			r.Index = Just(v / mean)
		}
		if factor, has := phi.Get(); has && ok {
			r.Chi2, r.Degrees = Just(chi2/factor), Just(len(sums)-1)
			r.P = Just(chi2Tail(chi2/factor, len(sums)-1))
		}
	}
	return rows, least
}

// meanOf is the mean of values, exactly theirs where all are the same: what differs
// from the first is added up. It is 0 of none.
func meanOf(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0.
	for _, v := range values {
		sum += v - values[0]
	}
	return values[0] + sum/float64(len(values))
}

// neighbours returns as pairs the points of one month in neighbouring years.
func neighbours(points []point) []pair {
	var pairs []pair
	for i := 1; i < len(points); i++ {
		if points[i].period-points[i-1].period == 12 {
			pairs = append(pairs, pair{points[i-1], points[i]})
		}
	}
	return pairs
}

// homogeneity returns Pearson's chi-squared value of points that are to share
// one rate, and the least of the expected counts; ok is false where there is
// nothing to compare: fewer than two points, a term in none or in all.
func homogeneity(points []point) (chi2, least float64, ok bool) {
	with, total := sumPoints(points)
	if len(points) < 2 || with == 0 || with == total {
		return 0, 0, false
	}
	p := float64(with) / float64(total)
	for i, x := range points {
		// in whole numbers: 0 where the rate is that of all
		d := float64(x.with*total-with*x.total) / float64(total)
		chi2 += d * d / (float64(x.total) * p * (1 - p))
		if e := float64(x.total) * min(p, 1-p); i == 0 || e < least {
			least = e
		}
	}
	return chi2, least, true
}
