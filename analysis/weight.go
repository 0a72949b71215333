package analysis

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"
)

// A Weighting is a scheme of term weights: a function of a word's count in a
// group and of the number of groups that hold it. The zero value is quanteda's
// dfm_tfidf: count × log10(N/df).
type Weighting struct {
	TF   string  // count (default), share, log (1+log tf), augmented (k = .5), boolean, bm25
	IDF  string  // plain log(N/df) (default), smooth ln((1+N)/(1+df))+1, probability max(0, log((N−df)/df)), bm25, none
	Base float64 // of the logarithms of log, plain and probability; 0 is 10
	Norm string  // none (default), l1, l2
	// NonEmpty makes N the number of groups that have words, not of all groups.
	NonEmpty bool
}

// Schemes names the weightings of other tools.
var schemes = []struct {
	name      string
	weighting Weighting
}{
	{"quanteda", Weighting{}},
	{"sklearn", Weighting{IDF: "smooth", Norm: "l2"}},
	{"tidytext", Weighting{TF: "share", Base: math.E, NonEmpty: true}},
	{"gensim", Weighting{Base: 2, Norm: "l2"}},
	{"bm25", Weighting{TF: "bm25", IDF: "bm25"}},
}

// Schemes returns the names that ParseScheme knows.
func Schemes() []string {
	var names []string
	for _, s := range schemes {
		names = append(names, s.name)
	}
	return names
}

// ParseScheme returns the weighting of a scheme: quanteda (dfm_tfidf),
// sklearn (TfidfVectorizer with smooth_idf), tidytext (bind_tf_idf), gensim
// (TfidfModel) or bm25 (k1 = 1.2, b = .75).
func ParseScheme(name string) (Weighting, error) {
	for _, s := range schemes {
		if s.name == name {
			return s.weighting, nil
		}
	}
	return Weighting{}, fmt.Errorf("unknown scheme %q (have %s)", name, strings.Join(Schemes(), ", "))
}

// Check returns an error for a name that is none.
func (w Weighting) Check() error {
	for _, c := range []struct {
		name, value string
		have        []string
	}{
		{"tf", w.TF, []string{"count", "share", "log", "augmented", "boolean", "bm25"}},
		{"idf", w.IDF, []string{"plain", "smooth", "probability", "bm25", "none"}},
		{"norm", w.Norm, []string{"none", "l1", "l2"}},
	} {
		if c.value != "" && !slices.Contains(c.have, c.value) {
			return fmt.Errorf("unknown %s %q (have %s)", c.name, c.value, strings.Join(c.have, ", "))
		}
	}
	if w.Base < 0 || w.Base == 1 {
		return errors.New("the base of a logarithm is above 0 and not 1")
	}
	return nil
}

// String names the weighting in the terms of its fields.
func (w Weighting) String() string {
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	base := w.base()
	return fmt.Sprintf("tf=%s idf=%s base=%.6g norm=%s", or(w.TF, "count"), or(w.IDF, "plain"), base, or(w.Norm, "none"))
}

func (w Weighting) base() float64 {
	if w.Base == 0 {
		return 10
	}
	return w.Base
}

// collection is what weights depend on besides the word itself.
type collection struct {
	groups  float64 // N
	average float64 // words per group
}

// idf returns the weight of a word that df groups hold.
func (w Weighting) idf(df int, c collection) float64 {
	d := float64(df)
	switch w.IDF {
	case "smooth":
		return math.Log((1+c.groups)/(1+d)) + 1
	case "probability":
		if c.groups <= d {
			return 0
		}
		return max(0, w.log((c.groups-d)/d))
	case "bm25":
		return math.Log(1 + (c.groups-d+.5)/(d+.5))
	case "none":
		return 1
	}
	if c.groups == d {
		return 0 // exactly, whatever the base
	}
	return w.log(c.groups / d)
}

// tf returns the weight of a count in a group of so many words whose largest
// count is most.
func (w Weighting) tf(count, words, most int, c collection) float64 {
	n := float64(count)
	switch w.TF {
	case "share":
		return n / float64(words)
	case "log":
		return 1 + w.log(n)
	case "augmented":
		return .5 + .5*n/float64(most)
	case "boolean":
		return 1
	case "bm25":
		const k1, b = 1.2, .75
		return n * (k1 + 1) / (n + k1*(1-b+b*float64(words)/c.average))
	}
	return n
}

func (w Weighting) log(x float64) float64 {
	switch base := w.base(); base {
	case 10:
		return math.Log10(x)
	case 2:
		return math.Log2(x)
	case math.E:
		return math.Log(x)
	default:
		return math.Log(x) / math.Log(base)
	}
}

// normalise divides the weights of a group by their norm; a group whose
// weights are all 0 keeps them.
func (w Weighting) normalise(weights []float64) {
	l := 0.0
	switch w.Norm {
	case "l1":
		l = 1
	case "l2":
		l = 2
	default:
		return
	}
	if norm := floats.Norm(weights, l); norm > 0 {
		floats.Scale(1/norm, weights)
	}
}
