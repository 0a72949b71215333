package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A TrendTest says whether the values of a series rise or fall over time.
type TrendTest struct {
	N         int     // values
	Tau       float64 // S over the number of pairs
	Z, P      float64 // P of both tails
	Slope     float64 // Sen's: the median of the slopes between two values, a step
	Corrected bool    // Z is corrected for autocorrelation; it is not where the corrected variance is not above 0
}

// leastTested is how many values a trend test needs: with fewer even the
// clearest order has a probability above .05. mostTested is how many it takes,
// a hundred years of months: it looks at all pairs.
const leastTested, mostTested = 5, 1200

// MannKendall tests a series for a monotonic trend (Mann 1945; Kendall 1975,
// with ties) with the variance of S corrected for autocorrelation, and gives
// Sen's slope (1968). The correction is that of Hamed and Rao (1998, eq. 16): the
// autocorrelations of the ranks of the values without their slope, those at all
// lags that are significant at .05. steps are the places of the values in time,
// ascending; where values are missing, slopes are per step but lags between
// neighbours. ok is false if there are fewer than 5 values, more than 1,200, or
// all are equal.
func MannKendall(steps []int, values []float64) (t TrendTest, ok bool) {
	n := len(values)
	if n < leastTested || n > mostTested || slices.Min(values) == slices.Max(values) {
		return TrendTest{}, false
	}
	s, slopes := 0, make([]float64, 0, n*(n-1)/2)
	for i, x := range values {
		for j := i + 1; j < n; j++ {
			s += cmp.Compare(values[j], x)
			slopes = append(slopes, (values[j]-x)/float64(steps[j]-steps[i]))
		}
	}
	slices.Sort(slopes)
	t = TrendTest{N: n, Tau: float64(s) / float64(len(slopes)), Slope: quantile(slopes, .5)}
	variance := varianceOfS(values)
	if factor := hamedRao(steps, values, t.Slope); factor > 0 {
		variance, t.Corrected = variance*factor, true
	}
	// S is corrected for continuity: it goes in steps of 2 from 0.
	t.Z = float64(s-cmp.Compare(s, 0)) / math.Sqrt(variance)
	t.P = 2 * distuv.UnitNormal.Survival(math.Abs(t.Z))
	return t, true
}

// varianceOfS is the variance of S if the order of values is by chance: of
// groups of t tied values each takes t(t−1)(2t+5) off.
func varianceOfS(values []float64) float64 {
	part := func(n int) float64 { return float64(n) * float64(n-1) * float64(2*n+5) }
	sum := part(len(values))
	sorted := slices.Sorted(slices.Values(values))
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		sum -= part(to - from)
		from = to
	}
	return sum / 18
}

// hamedRao returns the factor n/n* of the variance of S.
func hamedRao(steps []int, values []float64, slope float64) float64 {
	rest := make([]float64, len(values))
	for i, x := range values {
		// float64 keeps a machine from rounding once: ties are the same on all.
		rest[i] = x - float64(slope*float64(steps[i]-steps[0]+1))
	}
	ranks := ranksOf(rest)
	n := float64(len(ranks))
	mean, bound := (n+1)/2, distuv.UnitNormal.Quantile((1+confidence)/2)/math.Sqrt(n)
	squares := 0.0
	for i := range ranks {
		ranks[i] -= mean
		squares += ranks[i] * ranks[i]
	}
	if squares == 0 { // all on one line
		return 1
	}
	sum := 0.0
	for lag := 1; lag < len(ranks); lag++ {
		products := 0.0
		for i := lag; i < len(ranks); i++ {
			products += ranks[i] * ranks[i-lag]
		}
		if r := products / squares; math.Abs(r) > bound {
			k := float64(lag)
			sum += (n - k) * (n - k - 1) * (n - k - 2) * r
		}
	}
	return 1 + 2*sum/(n*(n-1)*(n-2))
}

// ranksOf returns the ranks of values from 1, the mean of them for ties.
func ranksOf(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return ranks
}

// trendNotes is how many series have a note on their trend.
const trendNotes = 10

// fewTested is the number of values below which the normal approximation of a
// trend test is rough (Kendall 1975, chapter 4).
const fewTested = 10

// noteTrends adds a note on each of the first series: whether its rate per
// million words rises or falls over the periods with data. all is how many
// series there are. Of periods that overlap or are not in order there is no
// trend to be tested.
func noteTrends(s *Selection, t *timeline, series [][]TrendRow, all int) {
	if !t.calendar.sorted {
		return
	}
	tested, long := 0, false
	for _, rows := range series {
		var steps []int
		var values []float64
		for p := range rows {
			if v, ok := rows[p].PerMillionWords.Get(); ok {
				steps, values = append(steps, p), append(values, v)
			}
		}
		long = long || len(values) > mostTested
		test, ok := MannKendall(steps, values)
		if !ok {
			continue
		}
		tested++
		s.note(1, "trend of %s: %s", seriesName(&rows[0]), test)
	}
	if long {
		s.note(1, "no trend test: more than %d periods", mostTested)
	}
	if tested > 0 {
		s.note(all-len(series), "trends of %d more terms or groups are not tested: ask for fewer at a time", all-len(series))
	}
}

func seriesName(row *TrendRow) string {
	if row.Group == "" {
		return row.Term
	}
	return row.Term + " in " + row.Group
}

// String says what the test finds, at the level .05.
func (t TrendTest) String() string {
	finding := "no trend"
	if t.P < 1-confidence {
		finding = "rises"
		if t.Z < 0 {
			finding = "falls"
		}
	}
	method := "Mann–Kendall, Hamed–Rao"
	if !t.Corrected {
		method = "Mann–Kendall without correction, which would leave no variance"
	}
	text := fmt.Sprintf("%s, p %.3g (%s, z %.4g, τ %.3g), Sen's slope %.4g per million words a period, %d periods with data",
		finding, t.P, method, t.Z, t.Tau, t.Slope, t.N)
	if t.N < fewTested {
		text += ", few for this test"
	}
	return text
}
