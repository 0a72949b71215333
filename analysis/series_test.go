package analysis

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// maybeText lets cmp look into missing texts too.
var maybeText = cmp.AllowUnexported(Maybe[string]{})

// yearly returns documents of the years from 2001 on: for each pair r of d
// documents hold 甲. A year of 0 documents is a gap.
func yearly(counts ...[2]int) []D {
	var docs []D
	for i, c := range counts {
		for k := range c[1] {
			d := D{Date: fmt.Sprint(2001 + i), Body: "x"}
			if k < c[0] {
				d.Body = "甲 x"
			}
			docs = append(docs, d)
		}
	}
	return docs
}

func pointsOf(counts ...[2]int) []point {
	var list []point
	for i, c := range counts {
		if c[1] > 0 {
			list = append(list, point{period: i, with: c[0], total: c[1]})
		}
	}
	return list
}

// overTime returns the question for 甲 by year.
func overTime(t *testing.T, docs []D) (*Selection, []Term, TimeOptions) {
	t.Helper()
	s := selectAll(t, docs...)
	return s, mustTerms(t, String, "甲"), TimeOptions{Periods: every(t, s, "year")}
}

// drawPoints draws periods, some without the term, some full of it.
func drawPoints(most int) *rapid.Generator[[]point] {
	return rapid.Custom(func(t *rapid.T) []point {
		list := make([]point, rapid.IntRange(1, most).Draw(t, "periods"))
		for i := range list {
			d := rapid.IntRange(1, 60).Draw(t, "total")
			list[i] = point{period: i, with: rapid.IntRange(0, d).Draw(t, "with"), total: d}
			if rapid.Bool().Draw(t, "rare") {
				list[i].with = min(d, list[i].with/8)
			}
		}
		return list
	})
}

// A series is the documents and documents_total of a trend, gaps left out.
func TestSeriesIsTrend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		periods, err := Every(s, rapid.SampledFrom([]string{"month", "year", "decade"}).Draw(t, "every"))
		if err != nil {
			t.Fatal(err)
		}
		list, err := seriesOf(s, terms, TimeOptions{m, periods})
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, r := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods})) {
			if r.DocumentsTotal > 0 {
				want = append(want, fmt.Sprint(r.Term, r.Period, value(r.Documents), r.DocumentsTotal))
			}
		}
		for _, x := range list {
			for _, p := range x.points {
				got = append(got, fmt.Sprint(x.term, periods[p.period].Label, p.with, p.total))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Series of documents dealt over two corpora add up to that of all.
func TestSeriesMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, m := corpora().Draw(t, "corpus"), rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
		terms := mustTerms(t, m, drawTerms(t)...)
		periods, err := ParsePeriods("a,2004,2004\nb,2005,2006\nc,2008,2008", "p")
		if err != nil {
			t.Fatal(err)
		}
		counts := func(docs []D) map[string][2]int {
			sums := make(map[string][2]int)
			if len(docs) == 0 {
				return sums
			}
			list, err := seriesOf(selectAll(t, docs...), terms, TimeOptions{m, periods})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range list {
				for _, p := range x.points {
					sums[fmt.Sprint(x.term, p.period)] = [2]int{p.with, p.total}
				}
			}
			return sums
		}
		var parts [2][]D
		for _, d := range docs {
			k := rapid.IntRange(0, 1).Draw(t, "part")
			parts[k] = append(parts[k], d)
		}
		merged := counts(parts[0])
		for k, c := range counts(parts[1]) {
			merged[k] = [2]int{merged[k][0] + c[0], merged[k][1] + c[1]}
		}
		if diff := cmp.Diff(counts(docs), merged); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Periods that overlap have no order of time.
func TestSeriesOverlap(t *testing.T) {
	s, terms, opt := overTime(t, yearly([2]int{1, 2}))
	var err error
	if opt.Periods, err = ParsePeriods("a,2001,2003\nb,2002,2004", "p"); err != nil {
		t.Fatal(err)
	}
	if _, err := seriesOf(s, terms, opt); err == nil || !strings.Contains(err.Error(), "overlap") {
		t.Errorf("error %v", err)
	}
}

// By hand: 2 of 10 and 5 of 10 share 7/20; (.3)² / (.35·.65·.2) = 1.978022. 5 of
// 10 and 20 of 40 differ by nothing: 0. Together .989011, which counts as 1.
// 1 of 10 and 9 of 10 share .5: .64 / .05 = 12.8.
func TestDispersion(t *testing.T) {
	for _, c := range []struct {
		counts [][2]int
		want   float64 // −1 is none
	}{
		{[][2]int{{2, 10}, {5, 10}}, 180. / 91},
		{[][2]int{{2, 10}, {5, 10}, {20, 40}}, 1},
		{[][2]int{{1, 10}, {9, 10}}, 12.8},
		{[][2]int{{1, 10}, {0, 0}, {9, 10}}, 12.8}, // over a gap
		{[][2]int{{0, 5}, {0, 9}, {1, 10}, {9, 10}}, (12.8 + .01/(1./19*18./19*(1./9+1./10))) / 2},
		{[][2]int{{0, 10}, {0, 10}}, -1},
		{[][2]int{{10, 10}, {7, 7}}, -1},
		{[][2]int{{3, 10}}, -1},
	} {
		checkNear(t, fmt.Sprint(c.counts), value(dispersion(successive(pointsOf(c.counts...)))), c.want)
	}
}

// The dispersion of a pair is the chi-squared value of its four cells.
func TestDispersionIsChiSquared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := drawPoints(12).Draw(t, "points")
		var values []float64
		for _, p := range successive(points) {
			a, b, c, d := float64(p.a.with), float64(p.b.with), float64(p.a.total-p.a.with), float64(p.b.total-p.b.with)
			if a+b > 0 && c+d > 0 {
				values = append(values, (a+b+c+d)*math.Pow(a*d-b*c, 2)/((a+b)*(c+d)*(a+c)*(b+d)))
			}
		}
		got, ok := dispersion(successive(points)).Get()
		if ok != (len(values) > 0) {
			t.Fatalf("%g, %v, of %d pairs", got, ok, len(values))
		}
		if want := max(1, stat.Mean(values, nil)); ok && math.Abs(got-want) > 1e-9*want {
			t.Fatalf("%.17g, want %.17g", got, want)
		}
	})
}

// A term more changes no row of another, nor does the number of processors.
func TestTimeTermsIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		alone := rapid.SampledFrom(terms).Draw(t, "term")
		periods, err := Every(s, "month")
		if err != nil {
			t.Fatal(err)
		}
		opt := TimeOptions{m, periods}
		check := func(rows func(terms []Term) string) {
			t.Helper()
			all := rows(terms)
			processors := runtime.GOMAXPROCS(1)
			again := rows(terms)
			runtime.GOMAXPROCS(processors)
			if all != again {
				t.Fatalf("on one processor %s, on %d %s", again, processors, all)
			}
			var want []string
			for line := range strings.Lines(all) {
				if strings.HasPrefix(line, alone.Label+"\t") {
					want = append(want, line)
				}
			}
			if diff := cmp.Diff(strings.Join(want, ""), rows([]Term{alone})); diff != "" {
				t.Fatal(diff)
			}
		}
		for _, rows := range timeMeasures(t, s, opt) {
			check(rows)
		}
	})
}

// timeMeasures are the measures over time, each as lines that begin with the
// term.
func timeMeasures(t interface{ Fatal(...any) }, s *Selection, opt TimeOptions) []func([]Term) string {
	return []func([]Term) string{
		func(terms []Term) string {
			rows, err := Bursts(s, terms, BurstsOptions{TimeOptions: opt, Gamma: .1})
			return text(t, rows, err, func(r BurstRow) string { return r.Term })
		},
		func(terms []Term) string {
			rows, err := Changes(s, terms, ChangesOptions{TimeOptions: opt, Penalty: 1, Dispersion: 1})
			return text(t, rows, err, func(r ChangeRow) string { return r.Term })
		},
		func(terms []Term) string {
			rows, err := Seasons(s, terms, opt.Match)
			return text(t, rows, err, func(r SeasonRow) string { return r.Term })
		},
		func(terms []Term) string {
			events, err := ParseEvents("a,06-28\nb,2005,2006", "e")
			if err != nil {
				t.Fatal(err)
			}
			rows, err := EventWindows(s, terms, EventsOptions{opt.Match, events, 3})
			return text(t, rows, err, func(r EventRow) string { return r.Term })
		},
		func(terms []Term) string {
			rows, err := Lifecycle(s, terms, opt, BuiltinHeat(false))
			return text(t, rows, err, func(r LifecycleRow) string { return r.Term })
		},
		func(terms []Term) string {
			rows, err := Heat(s, terms, opt, BuiltinHeat(false))
			return text(t, rows, err, func(r HeatRow) string { return r.Term })
		},
	}
}

func text[R any](t interface{ Fatal(...any) }, rows []R, err error, term func(R) string) string {
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%+v\n", term(r), r)
	}
	return b.String()
}

func hasNote(s *Selection, part string) bool {
	return slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, part) })
}
