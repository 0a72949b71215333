package analysis

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// A Contrast is the counts of one thing in two texts: A times among the N1
// words of the target, B times among the N2 of the reference. Of both N is more
// than 0, and A+B too; then every method returns a finite number, except where
// it says so. What is signed is positive where A is more than expected.
type Contrast struct{ A, B, N1, N2 int }

// cells returns the four cells of the table and their sum.
func (x Contrast) cells() (a, b, c, d, n float64) {
	a, b = float64(x.A), float64(x.B)
	c, d = float64(max(0, x.N1-x.A)), float64(max(0, x.N2-x.B)) // short strings may stand more often than words
	return a, b, c, d, a + b + c + d
}

// cross is ad − bc of four cells, N·(A − E): exactly 0 where the rates are equal.
// Products of whole numbers that are equal are the same float64, however large;
// float64() keeps a machine from multiplying and subtracting in one, which rounds
// only one of the two.
func cross(a, b, c, d float64) float64 { return float64(a*d) - float64(b*c) }

// signed gives a statistic the sign of A − E.
func (x Contrast) signed(statistic float64) float64 {
	a, b, c, d, _ := x.cells()
	if cross(a, b, c, d) > 0 || statistic == 0 { // -0 is no number to print
		return statistic
	}
	return -statistic
}

// G2 is the log-likelihood ratio of the four cells, signed; 0·log 0 is 0
// (Dunning 1993).
func (x Contrast) G2() float64 {
	a, b, c, d, _ := x.cells()
	return x.signed(g2(a, b, c, d))
}

// g2 is the log-likelihood ratio of a table of four cells. What is observed
// differs from what is expected by the same amount in all of them, up and down,
// so these amounts cancel out in the sum; with them no term is below 0, where
// near independence differences of large numbers would lose all digits.
func g2(a, b, c, d float64) float64 {
	n := a + b + c + d
	off := cross(a, b, c, d) / n
	return 2 * max(0, g2Cell(a, (a+b)*(a+c)/n, off)+g2Cell(b, (a+b)*(b+d)/n, -off)+
		g2Cell(c, (c+d)*(a+c)/n, -off)+g2Cell(d, (c+d)*(b+d)/n, off))
}

func g2Cell(observed, expected, off float64) float64 {
	if observed <= 0 || expected <= 0 { // 0·log 0 is 0
		return -off
	}
	return observed*math.Log1p(off/expected) - off
}

// G2TwoCell is the log-likelihood of the two counts alone, without the cells of
// all other words (Rayson & Garside 2000), signed.
func (x Contrast) G2TwoCell() float64 {
	a, b, c, d, n := x.cells()
	off := cross(a, b, c, d) / n // in the sum of the two it cancels out, see g2
	return x.signed(2 * max(0, g2Cell(a, (a+b)*(a+c)/n, off)+g2Cell(b, (a+b)*(b+d)/n, -off)))
}

// G2Williams is G2 divided by Williams' correction (1976).
func (x Contrast) G2Williams() float64 { return x.G2() / x.williams() }

// williams is Williams' q; 1 where a cell is 0.
func (x Contrast) williams() float64 {
	a, b, c, d, n := x.cells()
	if a*b*c*d == 0 {
		return 1
	}
	return 1 + (n/(a+b)+n/(c+d)-1)*(n/(a+c)+n/(b+d)-1)/(6*n)
}

// G2Yates is G2 of cells that are moved half a word towards what is expected,
// where Yates' rule asks for it.
func (x Contrast) G2Yates() float64 {
	a, b, c, d, _ := x.cells()
	delta := x.yates()
	if cross(a, b, c, d) < 0 {
		delta = -delta
	}
	return x.signed(g2(a-delta, b+delta, c+delta, d-delta))
}

// yates is ½ where |ad−bc| ≥ N/2 and a cell is expected to hold less than 5,
// else 0: the rule of quanteda.
func (x Contrast) yates() float64 {
	a, b, c, d, n := x.cells()
	smallest := min(a+b, c+d) * min(a+c, b+d) / n
	if math.Abs(cross(a, b, c, d)) >= n/2 && smallest < 5 {
		return .5
	}
	return 0
}

// Chi2 is Pearson's statistic without a correction, signed.
func (x Contrast) Chi2() float64 { return x.chi2(0) }

// Chi2Yates is Pearson's statistic with Yates' correction where his rule asks
// for it, signed.
func (x Contrast) Chi2Yates() float64 { return x.chi2(x.yates()) }

// Chi2Williams is Chi2 divided by Williams' correction.
func (x Contrast) Chi2Williams() float64 { return x.Chi2() / x.williams() }

func (x Contrast) chi2(delta float64) float64 {
	a, b, c, d, n := x.cells()
	margins := (a + b) * (c + d) * (a + c) * (b + d)
	if margins == 0 { // there is no other word
		return 0
	}
	off := math.Abs(cross(a, b, c, d)) - float64(n*delta)
	return x.signed(n * off * off / margins)
}

// pOfStatistic is the probability of a G2 or chi2 at least as far from 0 where nothing
// differs, by the chi-squared distribution with one degree of freedom.
func pOfStatistic(statistic float64) float64 {
	return math.Erfc(math.Sqrt(math.Abs(statistic) / 2))
}

// BIC is |G2| − ln N: above 2 the difference is worth a parameter (Wilson 2013).
func (x Contrast) BIC() float64 {
	_, _, _, _, n := x.cells()
	return math.Abs(x.G2()) - math.Log(n)
}

// LogRatio is log2 of the ratio of the rates; a count of 0 is taken as ½
// (Hardie 2014).
func (x Contrast) LogRatio() float64 {
	half := func(n int) float64 {
		if n == 0 {
			return .5
		}
		return float64(n)
	}
	return math.Log2(half(x.A)/float64(x.N1)) - math.Log2(half(x.B)/float64(x.N2))
}

// LogRatioWalter is log2 of the ratio of the rates with ½ added to every count
// (Walter 1975).
func (x Contrast) LogRatioWalter() float64 {
	return math.Log2((float64(x.A)+.5)/(float64(x.N1)+.5)) - math.Log2((float64(x.B)+.5)/(float64(x.N2)+.5))
}

// LogRatioConservative is the end nearer to 0 of the exact 95 % interval of the
// log ratio (Clopper & Pearson 1934, given A+B), Bonferroni's correction made
// for so many words; 0 where the interval holds 0 (Evert 2022, LRC).
func (x Contrast) LogRatioConservative(words int) float64 {
	tail := (1 - confidence) / float64(max(words, 1)) / 2
	a, b := float64(x.A), float64(x.B)
	odds := math.Log2(float64(x.N2) / float64(x.N1))
	if a*float64(x.N2) >= b*float64(x.N1) {
		if x.A == 0 {
			return 0
		}
		p := mathext.InvRegIncBeta(a, b+1, tail)
		return max(0, odds+math.Log2(p/(1-p)))
	}
	if x.B == 0 {
		return 0
	}
	q := mathext.InvRegIncBeta(b, a+1, tail) // 1 − the upper bound of A's share
	return min(0, odds-math.Log2(q/(1-q)))
}

// DiffPercent is the difference of the rates in percent of the reference's
// (Gabrielatos & Marchi 2012); missing where that is 0.
func (x Contrast) DiffPercent() Maybe[float64] {
	if x.B == 0 {
		return Maybe[float64]{}
	}
	p1, p2 := float64(x.A)/float64(x.N1), float64(x.B)/float64(x.N2)
	return Just(100 * (p1 - p2) / p2)
}

// OddsRatio is ad/bc, with ½ added to every cell where one is 0.
func (x Contrast) OddsRatio() float64 {
	a, b, c, d, _ := x.cells()
	if a*b*c*d == 0 {
		a, b, c, d = a+.5, b+.5, c+.5, d+.5
	}
	return a * d / (b * c)
}

// SimpleMaths is the ratio of the rates per million words, lambda added to both
// (Kilgarriff 2009).
func (x Contrast) SimpleMaths(lambda float64) float64 {
	return (1e6*float64(x.A)/float64(x.N1) + lambda) / (1e6*float64(x.B)/float64(x.N2) + lambda)
}

// LogOdds is the difference of the log odds with an informative Dirichlet prior
// of weight alpha0 shaped as the two texts together, and that difference in
// standard deviations (Monroe, Colaresi & Quinn 2008).
func (x Contrast) LogOdds(alpha0 float64) (delta, z float64) {
	a, b, c, d, n := x.cells()
	alpha := (a + b) * alpha0 / n
	rest := alpha0 - alpha
	if c+rest <= 0 || d+rest <= 0 { // there is no other word
		return 0, 0
	}
	// ln[(a+α)(d+r)/(b+α)(c+r)], r the rest of the prior: as the prior has the rate
	// of the two together, the products differ by (ad−bc)(1+2α0/n), and so δ is 0
	// where the rates are equal, with any prior.
	if off := cross(a, b, c, d) * (1 + 2*alpha0/n); off >= 0 {
		delta = math.Log1p(off / ((b + alpha) * (c + rest)))
	} else {
		delta = -math.Log1p(-off / ((a + alpha) * (d + rest)))
	}
	return delta, delta / math.Sqrt(1/(a+alpha)+1/(b+alpha))
}

// normalTail is the probability of a standard normal deviate at least as far
// from 0 as z.
func normalTail(z float64) float64 { return 2 * distuv.UnitNormal.Survival(math.Abs(z)) }
