package analysis

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// By hand: 18 of 50 documents, p0 = .36, p1 = .72. A period with r of 10 saves
// r·ln 2 + (10−r)·ln(.28/.64): −6.746960 for 1, 2.371995 for 7, 3.891820 for 8.
// Going up costs ln 5 = 1.609438, the year without documents nothing.
var burstCounts = [][2]int{{1, 10}, {8, 10}, {0, 0}, {7, 10}, {1, 10}, {1, 10}}

func TestBursts(t *testing.T) {
	s, terms, opt := overTime(t, yearly(burstCounts...))
	rows, err := Bursts(s, terms, BurstsOptions{TimeOptions: opt, Gamma: 1})
	if err != nil {
		t.Fatal(err)
	}
	const weight = 15*math.Ln2 - 5*0.8266785731844679 // ln(.64/.28)
	want := []BurstRow{{
		Term: "甲", Start: "2002", End: "2004", PeriodStart: opt.Periods[1].Days.First, Periods: 2,
		Documents: 15, DocumentsTotal: 20, DocumentShare: .75, BaselineShare: .36, Weight: weight, TwoCounts: two(15, 15),
	}}
	if len(rows) == 1 && near(rows[0].Weight, weight) {
		rows[0].Weight = weight
	}
	if diff := cmp.Diff(want, rows, maybes); diff != "" {
		t.Error(diff)
	}
	// burst_detection 0.1.3 (Python), burst_weights.
	if math.Abs(weight-6.263814842476841) > 1e-12 {
		t.Errorf("weight %.16g, by burst_detection 6.263814842476841", weight)
	}
	// It is more than 3.6·ln 5 = 5.793977; with the year without documents it would
	// be too little for 3.6·ln 6 = 6.450334.
	if rows, err = Bursts(s, terms, BurstsOptions{TimeOptions: opt, Gamma: 3.6}); err != nil || len(rows) != 1 {
		t.Errorf("γ = 3.6: %v, %v", rows, err)
	}
	// 6.263815 is less than 4·ln 5 = 6.437752.
	rows, err = Bursts(s, terms, BurstsOptions{TimeOptions: opt, Gamma: 4})
	if err != nil || len(rows) != 0 || !hasNote(s, "甲: no burst") {
		t.Errorf("γ = 4: %v, %v, notes %q", rows, err, s.Notes)
	}
}

// Nothing is no burst: a note says what it is.
func TestBurstsEdges(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts [][2]int
		s      float64
		rows   int
		note   string
	}{
		{"nowhere", [][2]int{{0, 4}, {0, 3}}, 2, 0, "甲: no document of the periods holds it"},
		{"in all", [][2]int{{4, 4}, {3, 3}}, 2, 0, "甲: no value: 2 times its share"},
		{"in half", [][2]int{{2, 4}, {2, 4}}, 2, 0, "甲: no value: 2 times its share"}, // p1 = 1
		{"in half, s less", [][2]int{{0, 4}, {0, 4}, {4, 4}, {4, 4}}, 1.5, 1, ""},
		{"one period", [][2]int{{1, 4}}, 2, 0, "甲: no burst"},
		{"from the first period to the last", [][2]int{{3, 3}, {0, 30}, {3, 3}}, 2, 2, ""},
	} {
		s, terms, opt := overTime(t, yearly(c.counts...))
		rows, err := Bursts(s, terms, BurstsOptions{TimeOptions: opt, Scaling: c.s, Gamma: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != c.rows || !hasNote(s, c.note) && c.note != "" {
			t.Errorf("%s: %d rows, notes %q", c.name, len(rows), s.Notes)
		}
	}
	s, terms, opt := overTime(t, yearly(burstCounts...))
	for _, bad := range []BurstsOptions{
		{opt, 1, 1}, {opt, -2, 1}, {opt, math.NaN(), 1}, {opt, math.Inf(1), 1},
		{opt, 2, -1}, {opt, 2, math.NaN()}, {opt, 2, math.Inf(1)},
	} {
		if _, err := Bursts(s, terms, bad); err == nil {
			t.Errorf("s %g, γ %g: no error", bad.Scaling, bad.Gamma)
		}
	}
}

// pathCost is the cost of a sequence of states as Kleinberg writes it, the
// binomial coefficient and all.
func pathCost(points []point, up []bool, p [2]float64, rise float64) float64 {
	cost, before := 0., false
	for i, x := range points {
		state := 0
		if up[i] {
			state = 1
			if !before {
				cost += rise
			}
		}
		cost -= distuv.Binomial{N: float64(x.total), P: p[state]}.LogProb(float64(x.with))
		before = up[i]
	}
	return cost
}

// No sequence of states costs less than the one that is found.
func TestBurstsLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := drawPoints(12).Draw(t, "points")
		scaling := rapid.Float64Range(1.1, 4).Draw(t, "s")
		gamma := rapid.Float64Range(0, 3).Draw(t, "gamma")
		with, total := sumPoints(points)
		p0 := float64(with) / float64(total)
		if with == 0 || scaling*p0 >= 1 {
			t.Skip("no value")
		}
		periods := make([]Period, len(points))
		for i := range periods {
			periods[i].Label = string(rune('a' + i))
		}
		x := series{"甲", points}
		rows := x.bursts(BurstsOptions{TimeOptions{Periods: periods}, scaling, gamma}, p0)
		found := make([]bool, len(points))
		for _, r := range rows {
			gain := 0.
			for i := int(r.Start[0] - 'a'); i <= int(r.End[0]-'a'); i++ {
				found[i] = true
				d := distuv.Binomial{N: float64(points[i].total), P: scaling * p0}
				e := distuv.Binomial{N: float64(points[i].total), P: p0}
				gain += d.LogProb(float64(points[i].with)) - e.LogProb(float64(points[i].with))
			}
			if math.Abs(gain-r.Weight) > 1e-8 || r.Weight < gamma*math.Log(float64(len(points)))-1e-8 {
				t.Fatalf("weight %g of %s to %s, by the costs %g", r.Weight, r.Start, r.End, gain)
			}
		}
		p, rise := [2]float64{p0, scaling * p0}, gamma*math.Log(float64(len(points)))
		best := math.Inf(1)
		for set := range 1 << len(points) {
			up := make([]bool, len(points))
			for i := range up {
				up[i] = set>>i&1 == 1
			}
			best = min(best, pathCost(points, up, p, rise))
		}
		if got := pathCost(points, found, p, rise); got > best+1e-8 {
			t.Fatalf("states %v cost %.12g, the best %.12g", found, got, best)
		}
	})
}
