package analysis

import (
	"math"
	"math/big"

	"gonum.org/v1/gonum/stat/distuv"
)

// confidence is the level of all intervals.
const confidence = .95

// fewDocuments is the number of documents with a term below which the
// variance between documents says too little: the interval is then exact.
const fewDocuments = 5

// A rateSample is what the interval of a rate needs to know of documents:
// sums over a, the occurrences of a term in a document, and w, its words. Two
// samples are merged by adding them up. The sums are whole numbers and exact:
// Σw² is at most (Σw)², for which there is room up to 3·10⁹ words, and with many
// documents far beyond.
type rateSample struct {
	n, hits    int // documents; those with a > 0
	a, w       int64
	aa, aw, ww int64
}

// addWords adds a document of w words.
func (r *rateSample) addWords(w int) {
	y := int64(w)
	r.n++
	r.w += y
	r.ww += y * y
}

// addCount says that a document of w words, which was added, has a occurrences.
func (r *rateSample) addCount(a, w int) {
	x := int64(a)
	r.hits++
	r.a += x
	r.aa += x * x
	r.aw += x * int64(w)
}

// interval returns the 95 % interval of the rate Σa/Σw. It is that of the ratio
// estimator with the variance between documents (Cochran, Sampling Techniques,
// 1977, 6.4): words cluster in documents, a Poisson interval would be too
// narrow. With few documents that have the term it is Garwood's exact Poisson
// interval (1936), and exact is true.
func (r *rateSample) interval() (low, high float64, exact, ok bool) {
	if r.w == 0 || r.n == 0 {
		return 0, 0, false, false
	}
	words := float64(r.w)
	if r.hits < fewDocuments {
		low, high = garwood(int(r.a))
		return low / words, high / words, true, true
	}
	rate, n := float64(r.a)/words, float64(r.n)
	deviation := math.Sqrt(n/(n-1)*r.squares()) / words
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	return max(0, rate-z*deviation), rate + z*deviation, false, true
}

// squares is Σ(a − rate·w)². Written out as Σa² − 2·rate·Σaw + rate²·Σw² in
// floating point it loses all digits where rates hardly vary, and an interval that
// should be a point came out wide in the ninth digit of the rate. W² times it is
// W²Σa² − 2·A·W·Σaw + A²·Σw², all whole numbers: 85 bits of a billion words, hence
// big ones, which never overflow and take less than a microsecond a row.
func (r *rateSample) squares() float64 {
	a, w := big.NewInt(r.a), big.NewInt(r.w)
	var sum, term big.Int
	sum.Mul(w, w).Mul(&sum, big.NewInt(r.aa))
	term.Mul(a, w).Mul(&term, big.NewInt(r.aw))
	sum.Sub(&sum, term.Lsh(&term, 1))
	term.Mul(a, a).Mul(&term, big.NewInt(r.ww))
	sum.Add(&sum, &term)
	square, _ := sum.Float64()
	return square / float64(r.w) / float64(r.w)
}

// garwood returns the exact interval of the mean of a Poisson count.
func garwood(count int) (low, high float64) {
	const tail = (1 - confidence) / 2
	if count > 0 {
		low = distuv.ChiSquared{K: 2 * float64(count)}.Quantile(tail) / 2
	}
	return low, distuv.ChiSquared{K: 2*float64(count) + 2}.Quantile(1-tail) / 2
}

// wilson returns the 95 % interval of the share k/n, n > 0 (Wilson 1927, the
// score interval without correction for continuity).
func wilson(k, n int) (low, high float64) {
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	size, p := float64(n), float64(k)/float64(n)
	shrink := 1 + z*z/size
	middle := (p + z*z/(2*size)) / shrink
	half := z / shrink * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	low, high = max(0, middle-half), min(1, middle+half)
	if k == 0 { // exactly, where rounding leaves a rest
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high
}
