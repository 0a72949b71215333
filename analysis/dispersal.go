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
	words    []uint32
	total    int     // words
	parts    int     // that have words
	smallest float64 // share of the words of the smallest of them
}

func newPartSizes(words []uint32) partSizes {
	p := partSizes{words: words, smallest: math.NaN()}
	least := uint32(0)
	for _, n := range words {
		if n > 0 {
			p.parts++
			p.total += int(n)
			if least == 0 || n < least {
				least = n
			}
		}
	}
	if p.total > 0 {
		p.smallest = float64(least) / float64(p.total)
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
	d.rates = d.rates[:0]
	for _, u := range uses {
		rate := float64(u.count) / float64(sizes.words[u.doc])
		d.rates = append(d.rates, rate)
		total += float64(u.count)
		all += rate
	}
	result := Dispersal{Parts: sizes.parts, Range: len(uses)}
	if sizes.parts < 2 || total == 0 {
		return result
	}
	mean := all / k
	squares, roots, entropy, divergence := (k-float64(len(uses)))*mean*mean, 0., 0., 0.
	var deviation deviation
	logs := only == "" || only == "carroll_d2" || only == "kld"
	for i, u := range uses {
		w, t := float64(sizes.words[u.doc])/float64(sizes.total), float64(u.count)/total
		deviation.add(t, w)
		squares += (d.rates[i] - mean) * (d.rates[i] - mean)
		roots += math.Sqrt(w * float64(u.count))
		if logs {
			r := d.rates[i] / all
			entropy -= r * math.Log(r)
			divergence += t * math.Log(t/w)
		}
	}
	dp := deviation.value()
	result.JuillandD = Just(1 - math.Sqrt(squares/k)/mean/math.Sqrt(k-1))
	result.RosengrenS = Just(roots * roots / total)
	result.DP, result.DPNorm = Just(dp), Just(dp/(1-sizes.smallest))
	if logs {
		result.CarrollD2, result.KLD = Just(entropy/math.Log(k)), Just(max(0, divergence/math.Ln2))
	}
	if only == "" || only == "da" {
		result.DA = d.unevenness(all, k)
	}
	return result
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
