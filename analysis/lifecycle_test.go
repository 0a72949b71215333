package analysis

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func lives(t interface{ Fatal(...any) }, s *Selection, terms []Term, opt TimeOptions) []LifecycleRow {
	rows, err := Lifecycle(s, terms, opt, BuiltinHeat(false))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The first document is on page 2 and has 甲 in its body, one of March has it in
// its headline, one of the year is on the front: it stands at the beginning of
// 1980, behind its first day. What has no date is neither first nor last.
func TestLifecycleDocuments(t *testing.T) {
	s := selectAll(t,
		D{Date: "19781218", Page: "1", Body: "x"},
		D{Date: "19800101", Page: "2", Body: "甲"},
		D{Date: "19800301", Page: "3", Title: "甲", Body: "x"},
		D{Date: "1980", Page: "01", Body: "甲"},
		D{Date: "19810501", Page: "1", Body: "甲 甲"},
		D{Date: "19820501", Page: "1", Body: "x"},
		D{Page: "1", Title: "甲"},
	)
	r := lives(t, s, mustTerms(t, String, "甲", "丁"), TimeOptions{Periods: every(t, s, "year")})
	want := LifecycleRow{
		Term: "甲", Documents: 4, DocumentsTotal: 6,
		FirstDate: day(t, "19800101"), FirstID: "19800101-2-2", AtStart: Just(false),
		FirstFrontDate: day(t, "1980"), FirstFrontID: "1980-1-4",
		FirstTitleDate: day(t, "19800301"), FirstTitleID: "19800301-3-3",
		Peak: Just("1980"), PeakDocuments: Just(3), PeakShare: Just(1.), PeakHeat: Just("沸"),
		Revivals: Just(0), LastDate: day(t, "19810501"), LastID: "19810501-1-5", LastHeat: Just("冷"),
		Count: 6, TwoCounts: two(6, 6),
		// 1981 with its neighbours: 4 of 5; 1982: 1 of 2, which is not below half.
		Heat: []HeatRun{{"1978", "1978", 1, Just("冷"), false}, {From: "1979", To: "1979", Periods: 1, NoData: true}, {"1980", "1981", 2, Just("沸"), false}, {"1982", "1982", 1, Just("冷"), false}},
	}
	if diff := cmp.Diff(want, r[0], maybes, maybeText); diff != "" {
		t.Error(diff)
	}
	nowhere := LifecycleRow{
		Term: "丁", DocumentsTotal: 6, TwoCounts: two(0, 0),
		Heat: []HeatRun{{"1978", "1978", 1, Just("冷"), false}, {From: "1979", To: "1979", Periods: 1, NoData: true}, {"1980", "1982", 3, Just("冷"), false}},
	}
	if diff := cmp.Diff(nowhere, r[1], maybes, maybeText); diff != "" {
		t.Error(diff)
	}
	for _, note := range []string{
		"甲: it may be older: 1 period without documents before the first: 1979", "丁: no document of the periods holds it",
		"甲: the peak is in a period of fewer than 20 documents", "heat: 沸 ≥ 0.0518",
	} {
		if !hasNote(s, note) {
			t.Errorf("no note %q in %q", note, s.Notes)
		}
	}
}

// Both by hand, of 10 documents a year.
//
// 0 2 8 6 2 1 0 - 5 7 0 1: the peak is the third year, .8. Three years together,
// from the fourth on: 16, 9 and 3 of 30, 1 of 20 (the eighth has no documents),
// 12 of 20, 12 and 8 of 30, 1 of 20. Half of the peak is 12 of 30 and 8 of 20: the
// fifth year is the first below, the ninth is back, the eleventh is below again.
//
// 9 - - - 3 4 - - - 6 - 0: the peak is the first year, .9, and half of it 9 of 20
// and 4.5 of 10. The fifth and the sixth have 7 of 20: below, four years after the
// peak. The tenth has no neighbour, 6 of 10: back. The last has 0 of 10. Had the
// fifth the peak for a neighbour, it would have 16 of 30 and not be below; had the
// tenth the sixth and the last, 10 of 30, it would not be back.
func TestLifecycleCourse(t *testing.T) {
	no := [2]int{}
	for _, c := range []struct {
		counts [][2]int
		want   LifecycleRow
	}{
		{
			[][2]int{{0, 10}, {2, 10}, {8, 10}, {6, 10}, {2, 10}, {1, 10}, {0, 10}, no, {5, 10}, {7, 10}, {0, 10}, {1, 10}},
			LifecycleRow{Peak: Just("2003"), PeakDocuments: Just(8), HalfLife: Just("2005"), HalfLifePeriods: Just(2), Revivals: Just(1), Revived: []string{"2009"}, AtStart: Just(false)},
		},
		{
			[][2]int{{9, 10}, no, no, no, {3, 10}, {4, 10}, no, no, no, {6, 10}, no, {0, 10}},
			LifecycleRow{Peak: Just("2001"), PeakDocuments: Just(9), HalfLife: Just("2005"), HalfLifePeriods: Just(4), Revivals: Just(1), Revived: []string{"2010"}, AtStart: Just(true)},
		},
	} {
		s, terms, opt := overTime(t, yearly(c.counts...))
		r := lives(t, s, terms, opt)[0]
		got := LifecycleRow{Peak: r.Peak, PeakDocuments: r.PeakDocuments, HalfLife: r.HalfLife, HalfLifePeriods: r.HalfLifePeriods, Revivals: r.Revivals, Revived: r.Revived, AtStart: r.AtStart}
		if diff := cmp.Diff(c.want, got, maybes, maybeText); diff != "" {
			t.Errorf("%v: %s", c.counts, diff)
		}
	}
}

// Where every document is one word, the share of documents is the rate of words:
// half of the peak is passed in the periods in which the moving mean of a trend,
// k = 1, passes it.
func TestLifecycleIsTrendSmooth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var docs []D
		for year := range rapid.IntRange(1, 14).Draw(t, "years") {
			total := rapid.SampledFrom([]int{0, 0, 1, 3, 10}).Draw(t, "total")
			with := rapid.IntRange(0, total).Draw(t, "with")
			for k := range total {
				d := D{Date: fmt.Sprint(2001 + year), Body: "丙"}
				if k < with {
					d.Body = "甲"
				}
				docs = append(docs, d)
			}
		}
		docs = append(docs, D{Date: "2020", Body: "甲"})
		s := selectAll(t, docs...)
		terms := mustTerms(t, String, "甲")
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		r := lives(t, s, terms, TimeOptions{Periods: periods})[0]
		var half []string // below, back, below, …
		passed, peak := false, math.Inf(1)
		for _, row := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Periods: periods, Smooth: 1})) {
			mean, some := row.Smooth.Get()
			below := 2*mean < 1e6*peak-1e-6
			if passed && some && below != (len(half)%2 == 1) {
				half = append(half, row.Period)
			}
			if p, _ := r.Peak.Get(); row.Period == p {
				passed, peak = true, value(r.PeakShare)
			}
		}
		fell, back := "", []string(nil)
		for i, period := range half {
			switch {
			case i == 0:
				fell = period
			case i%2 == 1:
				back = append(back, period)
			}
		}
		if halfLife, _ := r.HalfLife.Get(); halfLife != fell || !slices.Equal(r.Revived, back) {
			t.Fatalf("half of the peak is passed in %q, of the life %+v", half, r)
		}
	})
}

// One period, a term in all documents, a term from the start: a peak, no end.
func TestLifecycleEdges(t *testing.T) {
	for _, counts := range [][][2]int{{{1, 3}}, {{3, 3}, {2, 2}, {9, 9}}, {{1, 2}, {0, 0}, {1, 2}}} {
		s, terms, opt := overTime(t, yearly(counts...))
		r := lives(t, s, terms, opt)[0]
		start, _ := r.AtStart.Get()
		_, fallen := r.HalfLife.Get()
		if peak, _ := r.Peak.Get(); peak != "2001" || !start || fallen || value(r.Revivals) != 0 || hasNote(s, "may be older") {
			t.Errorf("%v: %+v, notes %q", counts, r, s.Notes)
		}
	}
}

// The heat of a life is that of the rows of Heat, neighbours of the same together.
func TestLifecycleHeat(t *testing.T) {
	scale := HeatScale{Steps: []HeatStep{{"高", .5}, {"低", .2}}} // below there is no step
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		periods, err := Every(s, "month")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := Heat(s, terms, TimeOptions{m, periods}, scale)
		if err != nil {
			t.Fatal(err)
		}
		lives, err := Lifecycle(s, terms, TimeOptions{m, periods}, scale)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range lives {
			for i, run := range r.Heat {
				if run.From != rows[0].Period || run.To != rows[run.Periods-1].Period || i > 0 && run.Heat == r.Heat[i-1].Heat && run.NoData == r.Heat[i-1].NoData {
					t.Fatalf("%+v", r.Heat)
				}
				for _, row := range rows[:run.Periods] {
					if row.Term != r.Term || row.Heat != run.Heat || (row.DocumentsTotal == 0) != run.NoData {
						t.Fatalf("%+v in %+v", row, run)
					}
				}
				rows = rows[run.Periods:]
			}
		}
		if len(rows) > 0 {
			t.Fatalf("not in a life: %+v", rows)
		}
	})
}

func TestGapsBefore(t *testing.T) {
	s, terms, opt := overTime(t, yearly([2]int{0, 1}, [2]int{0, 0}, [2]int{0, 0}, [2]int{0, 1}, [2]int{0, 0}, [2]int{1, 1}, [2]int{0, 0}, [2]int{1, 1}))
	lives(t, s, terms, opt)
	if !hasNote(s, "甲: it may be older: 3 periods without documents before the first: 2002 to 2003, 2005") {
		t.Errorf("notes %q", s.Notes)
	}
	var counts [][2]int // 12 gaps of a year
	for range 12 {
		counts = append(counts, [2]int{0, 1}, [2]int{0, 0})
	}
	s, terms, opt = overTime(t, yearly(append(counts, [2]int{1, 1})...))
	lives(t, s, terms, opt)
	if !hasNote(s, "12 periods without documents before the first: 2002, 2004, ") || !hasNote(s, "2020, and 2 more gaps") {
		t.Errorf("notes %q", s.Notes)
	}
}

// The first document comes before the first on the front and in a headline, and
// none after the last; the peak is the greatest share of the trend.
func TestLifecycleOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		trends := make(map[string]float64)
		for _, r := range all[TrendRow](t)(Trend(s, terms, TrendOptions{Match: m, Periods: periods})) {
			trends[r.Term] = max(trends[r.Term], value(r.DocumentShare))
		}
		for _, r := range lives(t, s, terms, TimeOptions{m, periods}) {
			if r.Documents == 0 {
				continue
			}
			if share, _ := r.PeakShare.Get(); share != trends[r.Term] {
				t.Fatalf("%s: peak %g, in the trend %g", r.Term, share, trends[r.Term])
			}
			for _, d := range []string{r.FirstFrontDate.String(), r.FirstTitleDate.String(), r.LastDate.String()} {
				if d != "" && d < r.FirstDate.String() || d > r.LastDate.String() {
					t.Fatalf("%+v", r)
				}
			}
			if _, fallen := r.HalfLife.Get(); value(r.Revivals) != len(r.Revived) || len(r.Revived) > 0 && !fallen {
				t.Fatalf("%+v", r)
			}
		}
	})
}
