package analysis

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// Limits of the mean of a Poisson count: chi2.ppf(.025, 2k)/2 and
// chi2.ppf(.975, 2k+2)/2 of scipy 1.17.1. (The table of Garwood 1936 has 0–3.69,
// 0.0253–5.57, 0.242–7.22, 0.619–8.77.)
func TestGarwood(t *testing.T) {
	for count, want := range map[int][2]float64{
		0:    {0, 3.6888794541139354},
		1:    {0.025317807984289876, 5.571643390938898},
		2:    {0.24220927854396496, 7.22468766772396},
		3:    {0.6186721228956014, 8.767273069742323},
		4:    {1.0898653736263249, 10.241588675403694},
		10:   {4.7953886961324335, 18.39035604201778},
		100:  {81.36399125092314, 121.62679379242638},
		1000: {938.9730184076952, 1063.952136016302},
	} {
		low, high := garwood(count)
		if math.Abs(low-want[0]) > 1e-9*(1+want[0]) || math.Abs(high-want[1]) > 1e-9*want[1] {
			t.Errorf("%d: %.15g to %.15g, want %.15g to %.15g", count, low, high, want[0], want[1])
		}
	}
}

// add adds a document of w words and a occurrences.
func (r *rateSample) add(a, w int) {
	r.addWords(w)
	if a > 0 {
		r.addCount(a, w)
	}
}

func sampled(a, w []int) *rateSample {
	var r rateSample
	for i := range a {
		r.add(a[i], w[i])
	}
	return &r
}

// Seven documents, five of them with the term: 8 occurrences in 105 words. By
// hand: rate r = 8/105, residuals d = a − r·w, and the standard error
// √(7/6 · Σd²)/105 = 0.02073642110292638 with numpy; z = norm.ppf(.975) =
// 1.959963984540054 with scipy 1.17.1.
func TestRatioEstimator(t *testing.T) {
	r := sampled([]int{1, 0, 2, 1, 3, 1, 0}, []int{10, 20, 30, 15, 25, 5, 0})
	low, high, exact, ok := r.interval()
	if exact || !ok {
		t.Errorf("exact %v, ok %v", exact, ok)
	}
	checkNear(t, "low", low, 0.035547837660484145)
	checkNear(t, "high", high, 0.11683311472046826)
}

// The limit below is not below 0, and equal rates have no spread.
func TestRatioEstimatorEdges(t *testing.T) {
	low, high, exact, ok := sampled([]int{1, 1, 1, 1, 40}, []int{100, 100, 100, 100, 100}).interval()
	if low != 0 || high <= .088 || exact || !ok {
		t.Errorf("%g to %g, exact %v, ok %v", low, high, exact, ok)
	}
	low, high, _, _ = sampled([]int{1, 2, 3, 4, 5}, []int{10, 20, 30, 40, 50}).interval()
	if low != .1 || high != .1 {
		t.Errorf("equal rates: %.17g to %.17g", low, high)
	}
}

// The squares are those of the residuals, one by one in fractions, to the last
// digits; of rates that do not vary, and of any size, they are 0.
func TestRatioSquares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := rapid.SampledFrom([]int{1, 1000, 1_000_000}).Draw(t, "scale")
		var a, w []int
		for range rapid.IntRange(2, 30).Draw(t, "documents") {
			w = append(w, rapid.IntRange(1, 300*scale).Draw(t, "w"))
			a = append(a, rapid.IntRange(0, w[len(w)-1]).Draw(t, "a"))
		}
		r := sampled(a, w)
		rate := big.NewRat(r.a, r.w)
		sum := new(big.Rat)
		for i := range a {
			d := new(big.Rat).Mul(rate, big.NewRat(int64(w[i]), 1))
			d.Sub(big.NewRat(int64(a[i]), 1), d)
			sum.Add(sum, d.Mul(d, d))
		}
		if want, _ := sum.Float64(); math.Abs(r.squares()-want) > 1e-15*want {
			t.Fatalf("squares %.17g, want %.17g", r.squares(), want)
		}
		p, q := rapid.IntRange(1, 9).Draw(t, "p"), rapid.IntRange(9, 1000).Draw(t, "q")
		for i := range a {
			k := rapid.IntRange(1, scale).Draw(t, "k")
			a[i], w[i] = k*p, k*q
		}
		if low, high, exact, _ := sampled(a, w).interval(); !exact && (low != high || low != float64(p)/float64(q)) {
			t.Fatalf("%d in %d: %.17g to %.17g", p, q, low, high)
		}
	})
}

func BenchmarkRatioInterval(b *testing.B) {
	r := sampled([]int{1, 0, 2, 1, 3, 1, 900_000}, []int{10, 20, 30, 15, 25, 5, 500_000_000})
	for b.Loop() {
		r.interval()
	}
}

// Fewer than five documents with the term: Garwood's interval over the words.
func TestExactInterval(t *testing.T) {
	low, high, exact, ok := sampled([]int{1, 2, 0, 0, 0}, []int{10, 20, 30, 40, 50}).interval()
	if !exact || !ok || math.Abs(low-0.6186721228956014/150) > 1e-12 || math.Abs(high-8.767273069742323/150) > 1e-12 {
		t.Errorf("%g to %g, exact %v, ok %v", low, high, exact, ok)
	}
	for _, r := range []*rateSample{sampled(nil, nil), sampled([]int{0, 0}, []int{0, 0})} {
		if _, _, _, ok := r.interval(); ok {
			t.Error("an interval without words")
		}
	}
}

// Samples dealt over parts and added up have the same interval.
func TestRateSampleMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := make([]rateSample, rapid.IntRange(1, 5).Draw(t, "parts"))
		var whole, merged rateSample
		for range rapid.IntRange(0, 40).Draw(t, "documents") {
			w := rapid.IntRange(0, 5000).Draw(t, "w")
			a := rapid.IntRange(0, w).Draw(t, "a")
			whole.add(a, w)
			parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")].add(a, w)
		}
		for _, p := range parts {
			merged.n += p.n
			merged.hits += p.hits
			merged.a += p.a
			merged.w += p.w
			merged.aa += p.aa
			merged.aw += p.aw
			merged.ww += p.ww
		}
		if merged != whole {
			t.Fatalf("merged %+v, whole %+v", merged, whole)
		}
		low, high, _, ok := whole.interval()
		if rate := float64(whole.a) / float64(whole.w); ok && !(0 <= low && low <= rate && rate <= high) {
			t.Fatalf("rate %g, interval %g to %g", rate, low, high)
		}
	})
}

// The intervals of Newcombe (1998, table I, method 3), with the digits of scipy
// 1.17.1 (binomtest(k, n).proportion_ci(method="wilson")).
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, 0.2552885198782742, 0.36620957698280004},
		{15, 148, 0.06238639953073629, 0.16048724172330803},
		{0, 20, 0, 0.16112515805281935},
		{1, 29, 0.006113214292762667, 0.17175521879320282},
		{20, 20, 0.8388748419471808, 1},
		{1, 1, 0.20654931437723745, 1},
	} {
		low, high := wilson(c.k, c.n)
		checkNear(t, "low", low, c.low)
		checkNear(t, "high", high, c.high)
	}
}
