package analysis

import "math"

// A Dispersal says how evenly something is spread over the parts of a text.
// Parts without words are left out; where fewer than two are left, or where it
// stands nowhere, there is no value. With w a part's share of the words, t its
// share of the uses, R its rate and r = R/ΣR:
type Dispersal struct {
	Parts int `col:"parts"` // that have words
	Range int `col:"range"` // parts that hold it

	JuillandD  Maybe[float64] `col:"juilland_d"`  // 1 − sd(R)/mean(R)/√(k−1), sd that of a population (Juilland & Chang-Rodríguez 1964); 1 is even
	CarrollD2  Maybe[float64] `col:"carroll_d2"`  // −Σ r·log2 r / log2 k (Carroll 1970); 1 is even
	RosengrenS Maybe[float64] `col:"rosengren_s"` // (Σ√(wT))²/ΣT (Rosengren 1971); 1 is even
	DP         Maybe[float64] `col:"dp"`          // ½Σ|t−w| (Gries 2008); 0 is even
	DPNorm     Maybe[float64] `col:"dp_norm"`     // DP/(1−min w) (Lijffijt & Gries 2012)
	KLD        Maybe[float64] `col:"kld"`         // Σ t·log2(t/w), bits (Gries 2024); 0 is even
	DA         Maybe[float64] `col:"da"`          // 1 − mean difference of rates over twice their mean (Burch, Egbert & Biber 2017); 1 is even
}

// partSizes are the words of the parts of a text.
type partSizes struct {
	words []uint32
	total int    // words
	parts int    // that have words
	least uint32 // words of the smallest of them
}

func newPartSizes(words []uint32) partSizes {
	p := partSizes{words: words}
	for _, n := range words {
		if n > 0 {
			p.parts++
			p.total += int(n)
			if p.least == 0 || n < p.least {
				p.least = n
			}
		}
	}
	return p
}

// A dispersing computes the dispersal of one thing after another.
type dispersing struct {
	rates []float64
	keys  []uint64
	keySorter
}

// of returns the dispersal of what stands in parts as often as uses say, whose
// doc is the number of a part. Parts that hold nothing add to no sum but those
// that are made up for. only names the column that is asked for, "" for all: what
// needs logarithms or an order is worked out only for itself.
func (d *dispersing) of(uses []use, sizes *partSizes, only string) Dispersal {
	k := float64(sizes.parts)
	total, all := 0., 0. // uses, rates
	even := len(uses) == sizes.parts
	d.rates = d.rates[:0]
	for _, u := range uses {
		rate := float64(u.count) / float64(sizes.words[u.doc])
		d.rates = append(d.rates, rate)
		even = even && rate == d.rates[0]
		total += float64(u.count)
		all += rate
	}
	result := Dispersal{Parts: sizes.parts, Range: len(uses)}
	if sizes.parts < 2 || total == 0 {
		return result
	}
	mean := all / k
	squares, roots, entropy, divergence := (k-float64(len(uses)))*mean*mean, 0., 0., 0.
	deviation := deviation{uses: total, words: float64(sizes.total)}
	logs := only == "" || only == "carroll_d2" || only == "kld"
	for i, u := range uses {
		w, t := float64(sizes.words[u.doc])/float64(sizes.total), float64(u.count)/total
		deviation.add(u.count, sizes.words[u.doc])
		squares += (d.rates[i] - mean) * (d.rates[i] - mean)
		roots += math.Sqrt(w * float64(u.count))
		if logs {
			r := d.rates[i] / all
			entropy -= r * math.Log(r)
			divergence += t * math.Log(t/w)
		}
	}
	result.JuillandD = Just(1 - math.Sqrt(squares/k)/mean/math.Sqrt(k-1))
	result.RosengrenS = Just(roots * roots / total)
	result.DP, result.DPNorm = Just(deviation.value()), Just(deviation.norm(sizes.least))
	if logs {
		result.CarrollD2, result.KLD = Just(entropy/math.Log(k)), Just(max(0, divergence/math.Ln2))
	}
	if only == "" || only == "da" {
		result.DA = d.unevenness(all, k)
	}
	result.atEnds(even)
	return result
}

// atEnds gives the measures that are sums of fractions and of roots, which round,
// their value at the ends of their scale, where it follows from the definition: of
// rates that are all the same, and of uses in one part, whose rate is k times the
// mean. The others have it by themselves.
func (d *Dispersal) atEnds(even bool) {
	switch {
	case d.Range == 1:
		d.JuillandD = Just(0.)
	case even:
		one := func(m *Maybe[float64]) {
			if _, ok := m.Get(); ok {
				*m = Just(1.)
			}
		}
		one(&d.JuillandD)
		one(&d.CarrollD2)
		one(&d.RosengrenS)
		one(&d.DA)
	}
}

// unevenness is DA of the rates in hand, of k parts, with their sum.
func (d *dispersing) unevenness(all, k float64) Maybe[float64] {
	d.keys = d.keys[:0]
	for _, rate := range d.rates {
		d.keys = append(d.keys, math.Float64bits(rate)) // in the order of the rates, which are above 0
	}
	d.keys = d.sort(d.keys)
	ranks := 0.
	for i, key := range d.keys { // the greatest has rank 1
		ranks += float64(len(d.keys)-i) * math.Float64frombits(key) / all
	}
	return Just(2 * (ranks - 1) / (k - 1))
}
