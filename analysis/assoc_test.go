package analysis

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// E = 40·200/10000 = .8. By hand: log2 12.5, log2 1250, 9.2/√10, 9.2/√.8,
// 20/90, 14 + log2(2/9), 10/200 − 30/9800, 10/40 − 190/9960, 10/50.
// G2 is that of scipy 1.16.3, contingency.chi2_contingency([[10, 190], [30,
// 9770]], correction=False, lambda_="log-likelihood"), with its p.
func TestCooccurrence(t *testing.T) {
	c := Cooccurrence{O: 10, F1: 50, F2: 40, W: 200, N: 10000}
	deltaWord, _ := c.DeltaPWord().Get()
	deltaTerm, _ := c.DeltaPTerm().Get()
	for _, x := range []struct {
		name      string
		got, want float64
	}{
		{"expected", c.Expected(), 0.8},
		{"pmi", c.PMI(), 3.6438561897747253},
		{"mi3", c.MI3(), 10.287712379549449},
		{"t", c.T(), 2.909295447354908},
		{"z", c.Z(), 10.285912696499032},
		{"dice", c.Dice(), 0.2222222222222222},
		{"log_dice", c.LogDice(), 11.830074998557688},
		{"delta_p_word_term", deltaWord, 0.04693877551020408},
		{"delta_p_term_word", deltaTerm, 0.23092369477911647},
		{"min_sensitivity", c.MinSensitivity(), 0.2},
		{"g2", c.G2(), 34.90607593916326},
		{"p_g2", c.PG2(), 3.459994500366693e-09},
	} {
		if math.Abs(x.got-x.want) > 1e-11*math.Abs(x.want) {
			t.Errorf("%s: %.17g, want %.17g", x.name, x.got, x.want)
		}
	}
}

// The target and the reference of FORMULAE.md as what stands inside and outside
// of windows: its G2, to the last digit printed.
func TestCooccurrenceFormulae(t *testing.T) {
	for _, x := range []struct {
		inside, outside int
		g2              float64
	}{{6, 2, 1.274238}, {1, 4, -3.779441}, {1, 0, 1.093291}} {
		c := Cooccurrence{O: x.inside, F1: 1, F2: x.inside + x.outside, W: 17, N: 29}
		if got := c.G2(); math.Abs(got-x.g2) > 5e-7 {
			t.Errorf("%d and %d: %.7f, want %.6f", x.inside, x.outside, got, x.g2)
		}
	}
}

// At the edges there is a value or none, and never NaN or an infinity.
func TestCooccurrenceEdges(t *testing.T) {
	for _, c := range []Cooccurrence{
		{O: 3, F1: 1, F2: 3, W: 3, N: 3},            // the windows are all there is
		{O: 1, F1: 1, F2: 1, W: 1, N: 1},            // one word
		{O: 2, F1: 1, F2: 9, W: 2, N: 9},            // no other word
		{O: 1, F1: 1, F2: 4, W: 5, N: 20},           // independent
		{O: 1, F1: 9, F2: 9e8, W: 9e8, N: 1e9},      // as good as never
		{O: 9e8, F1: 9e7, F2: 9e8, W: 9e8, N: 1e9},  // always
		{O: 45e7, F1: 9e7, F2: 9e8, W: 5e8, N: 1e9}, // independent, of many
	} {
		checkFinite(t, c)
	}
	if _, ok := (Cooccurrence{O: 3, F1: 1, F2: 3, W: 3, N: 3}).DeltaPWord().Get(); ok {
		t.Error("delta_p_word_term has a value where nothing is outside the windows")
	}
	if _, ok := (Cooccurrence{O: 2, F1: 1, F2: 9, W: 2, N: 9}).DeltaPTerm().Get(); ok {
		t.Error("delta_p_term_word has a value where there is no other word")
	}
	if g2 := (Cooccurrence{O: 45e7, F1: 9e7, F2: 9e8, W: 5e8, N: 1e9}).G2(); g2 != 0 {
		t.Errorf("g2 of independent words: %g", g2)
	}
}

func checkFinite(t interface{ Errorf(string, ...any) }, c Cooccurrence) {
	values := []float64{c.Expected(), c.PMI(), c.MI3(), c.T(), c.Z(), c.Dice(), c.LogDice(), c.G2(), c.PG2(), c.MinSensitivity()}
	for _, m := range []Maybe[float64]{c.DeltaPWord(), c.DeltaPTerm()} {
		if v, ok := m.Get(); ok {
			values = append(values, v)
		}
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%+v: value %d is %g", c, i, v)
		}
	}
}

// All measures have the sign of O − E, and the bounds of what they are; windows
// and word change their parts in G2 and the two ΔP without changing a value.
func TestCooccurrenceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1_000_000).Draw(t, "N")
		w, f2 := rapid.IntRange(1, n).Draw(t, "W"), rapid.IntRange(1, n).Draw(t, "f2")
		least := max(1, w+f2-n)
		c := Cooccurrence{O: rapid.IntRange(least, min(w, f2)).Draw(t, "O"), F1: rapid.IntRange(1, w).Draw(t, "f1"), F2: f2, W: w, N: n}
		checkFinite(t, c)
		sign := c.O*c.N - c.F2*c.W
		for name, v := range map[string]float64{"pmi": c.PMI(), "t": c.T(), "z": c.Z(), "g2": c.G2()} {
			if sign > 0 && v < 0 || sign < 0 && v > 0 || sign == 0 && math.Abs(v) > 1e-9 {
				t.Errorf("%+v: %s is %g", c, name, v)
			}
		}
		mirrored := Cooccurrence{O: c.O, F1: c.F1, F2: c.W, W: c.F2, N: c.N}
		if !closeTo(c.G2(), mirrored.G2()) || !closeTo(value(c.DeltaPWord()), value(mirrored.DeltaPTerm())) {
			t.Errorf("%+v: %g and %g mirrored", c, c.G2(), mirrored.G2())
		}
		if ms := c.MinSensitivity(); ms <= 0 || ms > 1 {
			t.Errorf("%+v: min_sensitivity is %g", c, ms)
		}
		if p := c.PG2(); p < 0 || p > 1 {
			t.Errorf("%+v: p_g2 is %g", c, p)
		}
	})
}

// Where O is E nothing goes together, to the last digit, in texts of any size.
func TestCooccurrenceOfIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{10, 1000, 40_000}).Draw(t, "most")
		draw := func(name string) int { return rapid.IntRange(1, most).Draw(t, name) }
		// O·N = F2·W, with O at most F2 and W at most N.
		p, q, k, m := draw("p"), draw("q"), draw("k"), draw("m")
		c := Cooccurrence{O: p * k, F1: p * k, F2: (p + q) * k, W: p * m, N: (p + q) * m}
		c.N, c.W = c.N+(p+q)*k, c.W+p*k // O ≤ W, F2 ≤ N
		for name, v := range map[string]float64{
			"pmi": c.PMI(), "t": c.T(), "z": c.Z(), "g2": c.G2(), "1 − p": 1 - c.PG2(), "ΔP": value(c.DeltaPWord()), "ΔP back": value(c.DeltaPTerm()),
		} {
			if v != 0 {
				t.Fatalf("%s of %+v is %g", name, c, v)
			}
		}
		if c.F1 = c.O; c.O == c.F2 && (c.Dice() != 1 || c.LogDice() != 14) {
			t.Fatalf("dice of %+v is %g", c, c.Dice())
		}
	})
}

func closeTo(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }
