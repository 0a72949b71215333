package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func steps(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// The first by hand: of 10 pairs 9 rise and 1 falls, S = 8; its variance is
// 5·4·15/18 and z = 7/√(50/3). The slopes are −1, ½, ½, ⅔, 1, 1, 1, 1½, 2, 2, their
// median 1; what is left, 0 1 −1 0 0, has no significant autocorrelation. All
// are those of pymannkendall 1.4.3 (hamed_rao_modification_test).
func TestMannKendall(t *testing.T) {
	for _, c := range []struct {
		values           []float64
		z, p, tau, slope float64
	}{
		{[]float64{1, 3, 2, 4, 5}, 1.7146428199482247, 0.08641073297370006, .8, 1},
		{[]float64{1, 2, 2, 4, 3, 6, 5, 7, 7, 9}, 5.029828099495122, 4.909197668379051e-07, 0.8666666666666667, 0.8571428571428571}, // var 123 by ties, corrected 57.07697
		{[]float64{2, 1, 3, 3, 5, 4, 4, 6, 8, 7, 7, 9, 12, 11, 13, 12, 15, 14, 14, 16}, 5.39998040364855, 6.664817675527956e-08, 0.8789473684210526, 0.7857142857142857},
		{[]float64{
			0, -0.8, -1.96, -1.82, -1.04, 0.3, 0.35, -0.27, -1.0, -0.05, 1.59, 1.54, 0, -0.96, 0.83, 0.87, -1.04, -0.92, -1.9, -2.15,
			-2.21, -2.48, -1.43, -1.21, -1.56, -0.84, 0.16, -1.52, -1.47, -2.16, -1.9, -2.81, -2.23, -1.82, -1.76, -2.46, -2.36, -2.98, -3.74, -2.77,
		}, -3.157821191399774, 0.0015895302309838488, -0.4897435897435897, -0.07155172413793104}, // without correction z is −4.44
		{[]float64{5, 4, 6, 3, 7, 2, 8, 1, 9, 0, 10, -1, 11}, 0.6138636089663739, 0.5393054594990794, 0.07692307692307693, .5},
	} {
		got, ok := MannKendall(steps(len(c.values)), c.values)
		if !ok || !got.Corrected || got.N != len(c.values) {
			t.Errorf("%v: %+v, %v", c.values, got, ok)
		}
		checkNear(t, "z", got.Z, c.z)
		checkNear(t, "p", got.P, c.p)
		checkNear(t, "tau", got.Tau, c.tau)
		checkNear(t, "slope", got.Slope, c.slope)
	}
}

// A series read backwards falls as it rose; time in steps of two has half the
// slope; values of any scale have the same order.
func TestMannKendallLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var values []float64
		for _, v := range rapid.SliceOfN(rapid.IntRange(-9, 9), 0, 40).Draw(t, "values") {
			values = append(values, float64(v))
		}
		n := len(values)
		a, ok := MannKendall(steps(n), values)
		if !ok {
			if n >= 5 && slices.Min(values) != slices.Max(values) {
				t.Fatal("no test")
			}
			return
		}
		back := slices.Clone(values)
		slices.Reverse(back)
		wide := steps(n)
		for i := range wide {
			wide[i] = 100 + 2*i
		}
		b, _ := MannKendall(steps(n), back)
		c, _ := MannKendall(wide, values)
		if a.Tau != -b.Tau || !near(a.Slope, -b.Slope) || c.Tau != a.Tau || !near(2*c.Slope, a.Slope) || math.Abs(a.Tau) > 1 {
			t.Fatalf("%+v, backwards %+v, in steps of two %+v", a, b, c)
		}
		if math.IsNaN(a.Z) || math.IsInf(a.Z, 0) || a.P < 0 || a.P > 1 || math.Signbit(a.Z) != math.Signbit(a.Tau) && a.Z != 0 {
			t.Fatalf("%+v", a)
		}
	})
}

func TestMannKendallEdges(t *testing.T) {
	for name, values := range map[string][]float64{"none": nil, "four": {1, 2, 3, 4}, "all equal": {2, 2, 2, 2, 2, 2}, "too many": make([]float64, 1201)} {
		if len(values) > 1000 {
			values[7] = 1
		}
		if got, ok := MannKendall(steps(len(values)), values); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
	line, ok := MannKendall(steps(6), []float64{1, 2, 3, 4, 5, 6}) // nothing is left to be correlated
	if !ok || line.Tau != 1 || line.Slope != 1 {
		t.Errorf("on a line: %+v", line)
	}
	checkNear(t, "z on a line", line.Z, 14/math.Sqrt(6*5*17/18.))
}

// One note a series, of the first ten; none where periods overlap.
func TestNoteTrends(t *testing.T) {
	var docs []D
	for year := range 12 {
		docs = append(docs, D{Date: fmt.Sprint(2000 + year), Section: "头版", Body: bodyOf(year, 20)})
	}
	trends := func(opt TrendOptions, terms ...string) (list []string) {
		s := selectAll(t, docs...)
		trend(t, s, mustTerms(t, String, terms...), opt)
		for _, n := range s.Notes {
			if strings.HasPrefix(n, "trend") {
				list = append(list, n)
			}
		}
		return list
	}
	// S = 66, its variance 12·11·29/18: z = 65/√(212⅔) = 4.457; a twentieth a year.
	// All on one line but for rounding: the correction depends on it, so z is not compared.
	if got := trends(TrendOptions{By: "section"}, "甲"); len(got) != 1 || !strings.HasPrefix(got[0], "trend of 甲 in 头版: rises, p ") ||
		!strings.Contains(got[0], "τ 1), Sen's slope 5e+04 per million words a period, 12 periods with data") {
		t.Errorf("%q", got)
	}
	if got := trends(TrendOptions{}, "x"); len(got) != 1 || !strings.HasPrefix(got[0], "trend of x: falls, p ") {
		t.Errorf("%q", got)
	}
	if got := trends(TrendOptions{}, "没有"); got != nil {
		t.Errorf("a term that is nowhere: %q", got)
	}
	periods, err := ParsePeriods("A,2000,2002\nB,2002,2003\nC,2004,2004\nD,2005,2005\nE,2006,2006", "p")
	if err != nil {
		t.Fatal(err)
	}
	if got := trends(TrendOptions{Periods: periods}, "甲"); got != nil {
		t.Errorf("periods that overlap: %q", got)
	}
	many := strings.Split("甲,x,甲 x,x x,甲 甲,x 甲,甲 甲 甲,x x x,甲 甲 x,甲 x x,甲 甲 甲 甲,x x x x", ",")
	if got := trends(TrendOptions{}, many...); len(got) != 11 && len(got) != 10 || !strings.HasPrefix(got[len(got)-1], "trends of 2 more terms") {
		t.Errorf("%d notes: %q", len(got), got)
	}
}
