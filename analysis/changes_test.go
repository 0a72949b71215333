package analysis

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// By hand: 1, 1, 6, 6 of 10. φ is the mean of 0, the chi-squared value of 1 and
// 6 of 10, .25/(.35·.65·.2) = 5.494505, and 0: 1.831502. The deviance of 2 of 20
// is −2(2 ln .1 + 18 ln .9) = 13.003319, of 12 of 20 26.920467, of 14 of 40
// 51.795731; cut in two it falls by 11.871946, divided by φ 6.482082, which is
// more than 2 ln 4 = 2.772589.
func TestChanges(t *testing.T) {
	s, terms, opt := overTime(t, yearly([2]int{1, 10}, [2]int{1, 10}, [2]int{0, 0}, [2]int{6, 10}, [2]int{6, 10}))
	rows, err := Changes(s, terms, ChangesOptions{TimeOptions: opt})
	if err != nil {
		t.Fatal(err)
	}
	const phi = 500. / 273
	if len(rows) != 2 {
		t.Fatalf("%d segments: %+v", len(rows), rows)
	}
	a, b := rows[0], rows[1]
	g2 := (-2*(14*math.Log(.35)+26*math.Log(.65)) + 2*(2*math.Log(.1)+18*math.Log(.9)) + 2*(12*math.Log(.6)+8*math.Log(.4))) / phi
	checkNear(t, "g2", value(b.G2), g2)
	if math.Abs(g2-6.482082) > 1e-6 {
		t.Errorf("g2 %.7g, by hand 6.482082", g2)
	}
	checkNear(t, "dispersion", value(a.Dispersion), phi)
	checkNear(t, "dispersion", value(b.Dispersion), phi)
	a.Dispersion, b.Dispersion, b.G2 = Maybe[float64]{}, Maybe[float64]{}, Maybe[float64]{}
	// A change a year earlier: 1 of 10 and 13 of 30. Its deviance is 6.501659 +
	// 41.053906, more by 7.631780; divided by φ 4.166952, above 3.841459. A year
	// later: 8 of 30 and 6 of 10, 34.795 + 13.460: above as well.
	want := []ChangeRow{
		{Term: "甲", Segment: 1, Start: "2001", End: "2002", PeriodStart: opt.Periods[0].Days.First, Periods: 2, Documents: 2, DocumentsTotal: 20, DocumentShare: .1, TwoCounts: two(2, 2)},
		{Term: "甲", Segment: 2, Start: "2004", End: "2005", PeriodStart: opt.Periods[3].Days.First, Periods: 2, Documents: 12, DocumentsTotal: 20,
			ShareBefore: Just(.1), DocumentShare: .6, Earliest: Just("2004"), Latest: Just("2004"), TwoCounts: two(12, 12)},
	}
	if diff := cmp.Diff(want, []ChangeRow{a, b}, maybes, maybeText); diff != "" {
		t.Error(diff)
	}
	if !hasNote(s, "甲: 4 periods, 1 change point, dispersion 1.832, penalty 2.773") {
		t.Errorf("notes %q", s.Notes)
	}
}

// With a larger φ the fall of 7.631780 a year earlier lies in the region:
// 7.631780/2 < 3.841459. The change itself, 11.871946/2, is worth a penalty of 5.
func TestChangesRegion(t *testing.T) {
	s, terms, opt := overTime(t, yearly([2]int{1, 10}, [2]int{1, 10}, [2]int{6, 10}, [2]int{6, 10}))
	rows, err := Changes(s, terms, ChangesOptions{TimeOptions: opt, Dispersion: 2, Penalty: 5})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%+v, %v", rows, err)
	}
	if first, _ := rows[1].Earliest.Get(); first != "2002" {
		t.Errorf("from %s", first)
	}
}

func TestChangesEdges(t *testing.T) {
	for _, c := range []struct {
		counts [][2]int
		note   string
	}{
		{[][2]int{{0, 4}, {0, 3}}, "甲: no dispersion"},
		{[][2]int{{4, 4}, {3, 3}}, "甲: no dispersion"},
		{[][2]int{{1, 3}}, "甲: no dispersion"},
		{[][2]int{{5, 10}, {5, 10}, {5, 10}}, "3 periods, 0 change points, dispersion 1"},
	} {
		s, terms, opt := overTime(t, yearly(c.counts...))
		rows, err := Changes(s, terms, ChangesOptions{TimeOptions: opt})
		if err != nil || len(rows) != 1 || !hasNote(s, c.note) {
			t.Errorf("%v: %+v, %v, notes %q", c.counts, rows, err, s.Notes)
			continue
		}
		if _, ok := rows[0].ShareBefore.Get(); ok {
			t.Errorf("%v: a share before the first segment", c.counts)
		}
	}
	s, terms, opt := overTime(t, yearly(burstCounts...))
	for _, bad := range []ChangesOptions{
		{opt, -1, 0}, {opt, math.NaN(), 0}, {opt, math.Inf(1), 0}, {opt, 0, -1}, {opt, 0, math.NaN()}, {opt, 0, math.Inf(1)},
	} {
		if _, err := Changes(s, terms, bad); err == nil {
			t.Errorf("penalty %g, dispersion %g: no error", bad.Penalty, bad.Dispersion)
		}
	}
}

// ruptures 1.1.10 (Python): Pelt with min_size 1, jump 1 and the deviance divided
// by the dispersion as its cost; the dispersion by chi2_contingency of scipy
// 1.16.3 over neighbours.
func TestChangesRuptures(t *testing.T) {
	points := pointsOf([][2]int{
		{1, 20}, {2, 18}, {0, 22}, {3, 25}, {2, 20}, {9, 21}, {11, 24}, {8, 19}, {10, 20}, {7, 23}, {9, 18}, {12, 26},
		{10, 21}, {3, 20}, {4, 24}, {2, 19}, {5, 25}, {3, 21}, {14, 20}, {12, 18}, {15, 22}, {13, 19}, {3, 24}, {2, 20},
	}...)
	phi := value(dispersion(successive(points)))
	checkNear(t, "dispersion", phi, 2.135122564986034)
	sums := newPrefix(points)
	for penalty, want := range map[float64][]int{2 * math.Log(24): {0, 5, 13, 18, 22}, 1: {0, 5, 13, 18, 22}, 30: {0}} {
		got := pelt(len(points), func(from, to int) float64 { return sums.deviance(from, to) / phi }, penalty)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("penalty %g: %s", penalty, diff)
		}
	}
	cost := 0.
	for _, x := range [][2]int{{0, 5}, {5, 13}, {13, 18}, {18, 22}, {22, 24}} {
		cost += sums.deviance(x[0], x[1]) / phi
	}
	checkNear(t, "cost", cost, 242.06064147386206)
}

// partition is the slow way: the least cost of every beginning, nothing left
// out (optimal partitioning, Jackson et al. 2005).
func partition(n int, cost func(from, to int) float64, penalty float64) float64 {
	best := make([]float64, n+1)
	best[0] = -penalty
	for to := 1; to <= n; to++ {
		best[to] = math.Inf(1)
		for from := range to {
			best[to] = min(best[to], best[from]+cost(from, to)+penalty)
		}
	}
	return best[n]
}

func TestPELTIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := drawPoints(40).Draw(t, "points")
		penalty := rapid.Float64Range(0, 20).Draw(t, "penalty")
		phi := rapid.Float64Range(.5, 5).Draw(t, "dispersion")
		sums := newPrefix(points)
		cost := func(from, to int) float64 { return sums.deviance(from, to) / phi }
		starts := pelt(len(points), cost, penalty)
		got := -penalty
		for i, from := range starts {
			to := len(points)
			if i+1 < len(starts) {
				to = starts[i+1]
			}
			if from >= to || i == 0 && from != 0 {
				t.Fatalf("segments begin at %v", starts)
			}
			got += cost(from, to) + penalty
		}
		if want := partition(len(points), cost, penalty); math.Abs(got-want) > 1e-8 {
			t.Fatalf("segments at %v cost %.12g, the best %.12g", starts, got, want)
		}
	})
}

// The region of a change holds its place; segments follow one another and sum
// to the whole.
func TestChangesSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := drawPoints(30).Draw(t, "points")
		periods := make([]Period, len(points))
		for i := range periods {
			periods[i].Label = fmt.Sprintf("%02d", i)
		}
		x := series{"甲", points}
		rows := x.changes(ChangesOptions{TimeOptions: TimeOptions{Periods: periods}, Penalty: 1}, Just(1.))
		with, total, n := 0, 0, 0
		for i, r := range rows {
			if r.Start != fmt.Sprintf("%02d", n) {
				t.Fatalf("segment %d begins at %s, want %02d", i, r.Start, n)
			}
			n += r.Periods
			with += r.Documents
			total += r.DocumentsTotal
			first, _ := r.Earliest.Get()
			last, _ := r.Latest.Get()
			if i > 0 && (first > r.Start || last < r.Start || first <= rows[i-1].Start || last > r.End) {
				t.Fatalf("%s lies in %s to %s", r.Start, first, last)
			}
			if g, ok := r.G2.Get(); ok != (i > 0) || g < 0 {
				t.Fatalf("g2 %g", g)
			}
		}
		if w, d := sumPoints(points); w != with || d != total || n != len(points) {
			t.Fatalf("%d of %d in %d periods, want %d of %d in %d", with, total, n, w, d, len(points))
		}
	})
}
