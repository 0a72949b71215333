package analysis

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

var nan = math.NaN()

// unitsOf turns a table of coders by units, NaN for no value, into units.
func unitsOf(coders ...[]float64) [][]float64 {
	units := make([][]float64, len(coders[0]))
	for _, coder := range coders {
		for i, v := range coder {
			if v == v {
				units[i] = append(units[i], v)
			}
		}
	}
	return units
}

// pairOf returns the values of units that both coders coded.
func pairOf(a, b []float64) (x, y []float64) {
	for i := range a {
		if a[i] == a[i] && b[i] == b[i] {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	return x, y
}

// krippendorff2011 is the example of Krippendorff (2011), section D: four
// observers, twelve units. He prints 0.743, 0.815 and 0.849.
var krippendorff2011 = [][]float64{
	{1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan},
	{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3},
	{nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan},
	{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan},
}

// drawnRatings were drawn with numpy's default_rng(7), a quarter missing.
var drawnRatings = [][]float64{
	{4, 3, 3, nan, 2, 3, nan, 1, 0, 1, 1, 4, 4, 0},
	{nan, 3, nan, 3, nan, 3, nan, 1, 1, 1, 3, nan, 4, 0},
	{4, 2, nan, nan, 2, 3, nan, 3, 0, 1, 1, 4, nan, nan},
}

// Figures of krippendorff 0.9.0 for Python.
func TestKrippendorffAlpha(t *testing.T) {
	two := [][]float64{{1, 1, 2, 2, 3, 3, 1, 2, 3, 1}, {1, 2, 2, 2, 3, 1, 1, 3, 3, 1}}
	for _, test := range []struct {
		name   string
		coders [][]float64
		want   [3]float64 // nominal, ordinal, interval
	}{
		{"Krippendorff 2011", krippendorff2011, [3]float64{0.743421052631579, 0.8153875037548814, 0.8491071428571428}},
		{"two coders", two, [3]float64{0.5681818181818181, 0.589625850340136, 0.5869565217391304}},
		{"drawn", drawnRatings, [3]float64{0.6459016393442623, 0.8433209647495361, 0.8236446766819072}},
	} {
		for level, want := range test.want {
			checkNear(t, test.name+" "+Level(level).String(), value(KrippendorffAlpha(unitsOf(test.coders...), Level(level))), want)
		}
	}
}

// Figures of cohen_kappa_score of scikit-learn 1.9.1; the first by hand: po is
// 35/50, pe is 25·30/2500 + 25·20/2500 = 1/2.
func TestCohenKappa(t *testing.T) {
	var a, b []float64
	for _, cell := range []struct {
		a, b float64
		n    int
	}{{1, 1, 20}, {1, 2, 5}, {2, 1, 10}, {2, 2, 15}} {
		for range cell.n {
			a, b = append(a, cell.a), append(b, cell.b)
		}
	}
	checkNear(t, "by hand", value(CohenKappa(a, b)), 0.4)
	for _, test := range []struct {
		i, j int
		want float64
	}{{0, 1, 0.6521739130434783}, {0, 2, 0.71875}, {1, 2, 0}} {
		x, y := pairOf(drawnRatings[test.i], drawnRatings[test.j])
		checkNear(t, "drawn", value(CohenKappa(x, y)), test.want)
	}
}

// Without two different values nothing is defined.
func TestAgreementUndefined(t *testing.T) {
	for _, units := range [][][]float64{nil, {{1}}, {{1, 1}, {1, 1}}, {{1}, {2}}, {{1, 1}, {2}}} {
		for level := range levelNames {
			if got, ok := KrippendorffAlpha(units, Level(level)).Get(); ok {
				t.Errorf("α of %v is %g", units, got)
			}
		}
	}
	if got, ok := CohenKappa([]float64{1, 1}, []float64{1, 1}).Get(); ok {
		t.Errorf("κ of one value is %g", got)
	}
	if _, ok := CohenKappa(nil, nil).Get(); ok {
		t.Error("κ of nothing")
	}
}

// Neither coders nor units have an order, names of nominal values do not matter,
// nor do the zero and the unit of interval ones; without disagreement all are 1,
// and none is more.
func TestAgreementLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 4), func(n int) float64 { return float64(n) }), 0, 4)
		units := rapid.SliceOfN(unit, 1, 12).Draw(t, "units")
		var shuffled, renamed, moved, agreed [][]float64
		names := rapid.Permutation([]float64{0, 1, 2, 3, 4}).Draw(t, "names")
		for _, u := range rapid.Permutation(units).Draw(t, "shuffled") {
			shuffled = append(shuffled, rapid.Permutation(u).Draw(t, "coders"))
		}
		for _, u := range units {
			var r, m, a []float64
			for _, x := range u {
				r, m, a = append(r, names[int(x)]), append(m, 3*x-7), append(a, u[0])
			}
			renamed, moved, agreed = append(renamed, r), append(moved, m), append(agreed, a)
		}
		for level := range levelNames {
			want := KrippendorffAlpha(units, Level(level))
			got, ok := KrippendorffAlpha(shuffled, Level(level)).Get()
			x, wantOK := want.Get()
			if ok != wantOK || math.Abs(got-x) > 1e-9 || x > 1 {
				t.Fatalf("%v: %g, shuffled %g", Level(level), x, got)
			}
			if all, ok := KrippendorffAlpha(agreed, Level(level)).Get(); ok && all != 1 {
				t.Fatalf("%v of coders that agree: %g", Level(level), all)
			}
		}
		if math.Abs(value(KrippendorffAlpha(units, Nominal))-value(KrippendorffAlpha(renamed, Nominal))) > 1e-9 {
			t.Fatal("nominal values have an order")
		}
		if math.Abs(value(KrippendorffAlpha(units, Interval))-value(KrippendorffAlpha(moved, Interval))) > 1e-9 {
			t.Fatal("intervals have a zero")
		}
		a := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1, 2}), 1, 12).Draw(t, "a")
		b := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1, 2}), len(a), len(a)).Draw(t, "b")
		if k := CohenKappa(a, b); k != CohenKappa(b, a) || value(k) > 1 {
			t.Fatalf("κ %v and %v", k, CohenKappa(b, a))
		}
		if k, ok := CohenKappa(a, a).Get(); ok && k != 1 {
			t.Fatalf("κ of one with itself: %g", k)
		}
	})
}
