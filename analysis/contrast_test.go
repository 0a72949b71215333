package analysis

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Values of quanteda.textstats 0.97 for the texts "a a a b b c c c c c c d e f g
// h h" and "a a b c c d d d d e f h", but G2 Williams, which quanteda multiplies
// by its correction where it is to be divided (Williams 1976); 7/10 against 2/9
// is a table of its own. quanteda adds 1e-9 to what it takes logarithms of,
// which moves its G2 by twice that a word, a half of the last digit; we do not.
func TestContrast(t *testing.T) {
	for _, row := range []struct {
		x                                             Contrast
		chi2Yates, chi2, g2, g2Yates, g2Williams, eps float64
	}{
		{Contrast{6, 2, 17, 12}, .467298, 1.221872, 1.274238, .477347, 1.188777, 5e-7},
		{Contrast{1, 4, 17, 12}, -2.040247, -3.715033, -3.779441, -2.028084, -3.411590, 5e-7},
		{Contrast{1, 0, 17, 12}, .731092, .731092, 1.093291, 1.093291, 1.093291, 5e-7},
	} {
		within(t, "chi2 yates", row.x.Chi2Yates(), row.chi2Yates, row.eps)
		within(t, "chi2", row.x.Chi2(), row.chi2, row.eps)
		moved := row.x.signed(2 * 29 * 1e-9)
		within(t, "g2", row.x.G2()+moved, row.g2, row.eps)
		within(t, "g2 yates", row.x.G2Yates()+moved, row.g2Yates, row.eps)
		within(t, "g2 williams", row.x.G2Williams()+moved, row.g2Williams, row.eps)
	}
	x := Contrast{7, 2, 10, 9}
	within(t, "chi2", x.Chi2(), 4.337160, 5e-7)
	within(t, "chi2 yates", x.Chi2Yates(), 2.632438, 5e-7)
	within(t, "chi2 williams", x.Chi2Williams(), 4.017626, 5e-7)
	x = Contrast{10, 0, 1e5, 2e5}
	within(t, "log ratio", x.LogRatio(), 5.321928, 5e-7)
	within(t, "log ratio walter", x.LogRatioWalter(), 5.392314, 5e-7)
	delta, z := Contrast{6, 2, 17, 12}.LogOdds(29)
	within(t, "log odds", delta, .304724, 5e-7)
	within(t, "log odds z", z, .735977, 5e-7)
}

func within(t *testing.T, name string, got, want, eps float64) {
	t.Helper()
	if !(math.Abs(got-want) <= eps) {
		t.Errorf("%s = %.9g, want %.9g", name, got, want)
	}
}

// By hand: 6 of 10 against 2 of 10, and 0 of 10 against 2 of 10.
func TestContrastByHand(t *testing.T) {
	x := Contrast{6, 2, 10, 10}
	within(t, "chi2", x.Chi2(), 20*40.*40/(8*12*10*10), 1e-12) // N(ad−bc)² by the margins, ad−bc = 6·8−2·4
	within(t, "odds ratio", x.OddsRatio(), 6*8/(2*4.), 1e-12)
	within(t, "log ratio", x.LogRatio(), math.Log2(3), 1e-12)
	within(t, "two cells", x.G2TwoCell(), 2*(6*math.Log(6/4.)+2*math.Log(2/4.)), 1e-12)
	within(t, "bic", x.BIC(), 2*(6*math.Log(6/4.)+2*math.Log(2/4.)+4*math.Log(4/6.)+8*math.Log(8/6.))-math.Log(20), 1e-12)
	within(t, "simple maths", x.SimpleMaths(1), 600001./200001, 1e-12)
	percent, _ := x.DiffPercent().Get()
	within(t, "diff percent", percent, 200, 1e-12)
	x = Contrast{0, 2, 10, 10}
	within(t, "odds ratio of 0", x.OddsRatio(), .5*8.5/(2.5*10.5), 1e-12)
	within(t, "log ratio of 0", x.LogRatio(), -2, 1e-12)
	if _, ok := (Contrast{2, 0, 10, 10}).DiffPercent().Get(); ok {
		t.Error("a difference in percent of nothing")
	}
}

// Whatever the counts: finite numbers; target and reference change places, and
// what is signed changes its sign; the bound lies between 0 and the log ratio,
// and nearer to 0 the more words are looked at.
func TestContrastLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n1, n2 := rapid.IntRange(1, 1_000_000).Draw(t, "n1"), rapid.IntRange(1, 1_000_000).Draw(t, "n2")
		x := Contrast{rapid.IntRange(0, n1).Draw(t, "a"), rapid.IntRange(0, n2).Draw(t, "b"), n1, n2}
		if x.A+x.B == 0 {
			x.A = 1
		}
		y := Contrast{x.B, x.A, x.N2, x.N1}
		words := rapid.IntRange(1, 100_000).Draw(t, "words")
		for name, of := range map[string]func(Contrast) float64{
			"g2": Contrast.G2, "g2 two": Contrast.G2TwoCell, "williams": Contrast.G2Williams, "yates": Contrast.G2Yates,
			"chi2": Contrast.Chi2, "chi2 williams": Contrast.Chi2Williams, "chi2 yates": Contrast.Chi2Yates,
			"log ratio": Contrast.LogRatio, "walter": Contrast.LogRatioWalter,
			"log odds": func(x Contrast) float64 { d, _ := x.LogOdds(1000); return d },
			"z":        func(x Contrast) float64 { _, z := x.LogOdds(1000); return z },
			"lrc":      func(x Contrast) float64 { return x.LogRatioConservative(words) },
		} {
			a, b := of(x), of(y)
			if math.IsNaN(a) || math.IsInf(a, 0) || math.Abs(a+b) > 1e-6*(1+math.Abs(a)) {
				t.Fatalf("%s of %+v is %g, with places changed %g", name, x, a, b)
			}
		}
		one, many := x.LogRatioConservative(1), x.LogRatioConservative(words)
		if math.Abs(many) > math.Abs(one)+1e-9 || one*many < 0 || x.A*x.B > 0 && math.Abs(one) > math.Abs(x.LogRatio())+1e-9 {
			t.Fatalf("%+v: bound of one word %g, of %d words %g, log ratio %g", x, one, words, many, x.LogRatio())
		}
		for name, v := range map[string]float64{"odds": x.OddsRatio(), "bic": x.BIC(), "maths": x.SimpleMaths(1), "p": pOfStatistic(x.G2())} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s of %+v is %g", name, x, v)
			}
		}
	})
}

// Where the rates are equal nothing differs, to the last digit, in texts of any
// size; the prior of the log odds has that rate too.
func TestContrastOfEqualRates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{10, 1e4, 3e8}).Draw(t, "most")
		q := rapid.IntRange(1, 50).Draw(t, "q")
		p, k, m := rapid.IntRange(1, q).Draw(t, "p"), rapid.IntRange(1, most).Draw(t, "k"), rapid.IntRange(1, most).Draw(t, "m")
		x := Contrast{k * p, m * p, k * q, m * q}
		delta, z := x.LogOdds(rapid.Float64Range(.1, 1e9).Draw(t, "alpha0"))
		percent, _ := x.DiffPercent().Get()
		for name, v := range map[string]float64{
			"g2": x.G2(), "g2 two": x.G2TwoCell(), "williams": x.G2Williams(), "yates": x.G2Yates(), "chi2": x.Chi2(), "chi2 williams": x.Chi2Williams(), "chi2 yates": x.Chi2Yates(),
			"log ratio": x.LogRatio(), "percent": percent, "log odds": delta, "z": z, "lrc": x.LogRatioConservative(1), "1 − p": 1 - pOfStatistic(x.G2()), "1 − maths": 1 - x.SimpleMaths(0),
		} {
			if v != 0 || math.Signbit(v) {
				t.Fatalf("%s of %+v is %g", name, x, v)
			}
		}
		if odds := x.OddsRatio(); p < q && odds != 1 {
			t.Fatalf("odds ratio of %+v is %.17g", x, odds)
		}
	})
}

// The log odds are the difference of the two, as they are defined, and the
// likelihood of two cells is the sum of two terms.
func TestContrastAsDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n1, n2 := rapid.IntRange(2, 1e9).Draw(t, "n1"), rapid.IntRange(2, 1e9).Draw(t, "n2")
		x := Contrast{rapid.IntRange(0, n1-1).Draw(t, "a"), rapid.IntRange(1, n2-1).Draw(t, "b"), n1, n2}
		a, b, c, d, n := x.cells()
		alpha0 := rapid.Float64Range(.1, 1e9).Draw(t, "alpha0")
		alpha := (a + b) * alpha0 / n
		want := math.Log((a+alpha)/(c+(alpha0-alpha))) - math.Log((b+alpha)/(d+(alpha0-alpha)))
		if delta, _ := x.LogOdds(alpha0); math.Abs(delta-want) > 1e-9*(1+math.Abs(want)) {
			t.Fatalf("log odds of %+v with %g: %.17g, want %.17g", x, alpha0, delta, want)
		}
		two := b * math.Log(b/((a+b)*(b+d)/n))
		if a > 0 {
			two += a * math.Log(a/((a+b)*(a+c)/n))
		}
		if got := math.Abs(x.G2TwoCell()); math.Abs(got-2*two) > 1e-9*(1+a+b) {
			t.Fatalf("two cells of %+v: %.17g, want %.17g", x, got, 2*two)
		}
	})
}

// The example of Benjamini & Hochberg (1995), table 1: with a rate of .05 four
// of fifteen are found. And a missing value is no test.
func TestFalseDiscovery(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1, math.NaN()}
	found := 0
	q := falseDiscovery(p)
	for i, v := range q[:15] {
		if v < p[i] {
			t.Errorf("q %g below p %g", v, p[i])
		}
		if v <= .05 {
			found++
		}
	}
	if found != 4 || !math.IsNaN(q[15]) {
		t.Errorf("%d found in %v", found, q)
	}
	within(t, "the fourth", q[3], .0095*15/4, 1e-12)
}
