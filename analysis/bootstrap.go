package analysis

import (
	"math"
	"slices"
)

// resamples is the number of replicates of a bootstrap.
const resamples = 2000

// A resampler gives rates an interval by the bootstrap of documents: in each of
// 2,000 replicates a document counts as often as a Poisson number of mean 1
// says (Hanley and MacGibbon 2006; Chamandy et al. 2012), and the interval runs
// from the 2.5th to the 97.5th percentile of the replicates' rates Σa/Σw. A
// document weighs the same in every term, group and period, and its weights
// depend on nothing but the seed, the replicate and its id.
type resampler struct {
	*trendTable
	keys    []uint64 // document → its number
	poisson *poissonTable
}

func newResampler(b *trendTable) *resampler {
	r := &resampler{b, make([]uint64, b.s.Corpus.Len()), newPoissonTable()}
	parts := chunks(b.s.Docs)
	inParallel(len(parts), func(part int) {
		for _, doc := range parts[part] {
			r.keys[doc] = drawNumber(b.opt.Seed, b.s.Corpus.ID(doc))
		}
	})
	return r
}

// poissonSteps are ⌊2⁶⁴·P(X ≤ k)⌋ for X of a Poisson distribution of mean 1. Whole
// numbers, so that every machine draws the same.
var poissonSteps = [...]uint64{
	6786177901268885274, 13572355802537770549, 16965444753172213186, 18096474403383694065,
	18379231815936564285, 18435783298447138329, 18445208545532234003, 18446555009401533385,
	18446723317385195808, 18446742018272269410, 18446743888360976771, 18446744058369041076,
	18446744072536379768, 18446744073626175052, 18446744073704017573, 18446744073709207074,
	18446744073709531418, 18446744073709550497, 18446744073709551557, 18446744073709551613,
	18446744073709551615,
}

// A poissonTable has the number that the highest 8 bits decide on, or
// undecided.
type poissonTable [256]uint8

const undecided = 255

func newPoissonTable() *poissonTable {
	var t poissonTable
	for i := range t {
		first, last := poissonNumber(uint64(i)<<56), poissonNumber(uint64(i)<<56|(1<<56-1))
		if t[i] = uint8(first); first != last {
			t[i] = undecided
		}
	}
	return &t
}

// poissonNumber returns the Poisson number for 64 random bits.
func poissonNumber(bits uint64) uint64 {
	k := uint64(0)
	for int(k) < len(poissonSteps) && bits >= poissonSteps[k] {
		k++
	}
	return k
}

// poissonBits returns the 64 random bits of a document's key in a replicate:
// those of SplitMix64 (Steele, Lea and Flood 2014) seeded with the key.
func poissonBits(key uint64, replicate int) uint64 {
	z := key + uint64(replicate+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// add adds n times the weight of a document in each of the replicates from
// first to their sums.
func (t *poissonTable) add(sums []uint64, first int, key, n uint64) {
	for i := range sums {
		bits := poissonBits(key, first+i)
		weight := uint64(t[bits>>56])
		if weight == undecided {
			weight = poissonNumber(bits)
		}
		sums[i] += weight * n
	}
}

// A weighed is what a document adds to a sum: its number and its words, or
// occurrences.
type weighed struct{ key, n uint64 }

// bounds returns the columns of the interval.
func (r *resampler) bounds() seriesColumns {
	bounds := make([][][][2]float64, len(r.groups)) // group, term, period
	for g := range r.groups {
		bounds[g] = r.group(g)
	}
	return func(rows []TrendRow, term, group int) {
		for p := range rows {
			if b := bounds[group][term][p]; rows[p].Method == "ratio" && b[1] > 0 {
				rows[p].Low, rows[p].High, rows[p].Method = Just(1e6*b[0]), Just(1e6*b[1]), "bootstrap"
			}
		}
	}
}

// group returns the bounds of each term in each period, 0 where the interval is
// not to be drawn.
func (r *resampler) group(group int) [][][2]float64 {
	g, periods := r.groups[group], len(r.opt.Periods)
	bounds := make([][][2]float64, len(r.terms))
	counts := make([][][]weighed, len(r.terms)) // term, period
	wanted := make([]bool, periods)
	for i, hits := range r.hits {
		bounds[i], counts[i] = make([][2]float64, periods), make([][]weighed, periods)
		for p, h := range r.hitsOf(g, hits) {
			if n := h.Count(r.opt.Match); n > 0 {
				counts[i][p] = append(counts[i][p], weighed{r.keys[h.Doc], uint64(n)})
				wanted[p] = wanted[p] || len(counts[i][p]) >= fewDocuments
			}
		}
	}
	words := make([][]weighed, periods)
	for p, doc := range r.documentsOf(g) {
		if wanted[p] {
			words[p] = append(words[p], weighed{r.keys[doc], uint64(r.s.Corpus.Words(doc, r.s.Zones))})
		}
	}
	for p := range periods {
		if !wanted[p] {
			continue
		}
		total := r.resample(words[p])
		for i := range r.terms {
			if len(counts[i][p]) >= fewDocuments {
				bounds[i][p] = percentiles(r.resample(counts[i][p]), total)
			}
		}
	}
	return bounds
}

// resample returns the sum over documents in each replicate.
func (r *resampler) resample(documents []weighed) []uint64 {
	const block = 250 // sums that stay in the nearest cache
	sums := make([]uint64, resamples)
	inParallel(resamples/block, func(part int) {
		for _, d := range documents {
			r.poisson.add(sums[part*block:][:block], part*block, d.key, d.n)
		}
	})
	return sums
}

// percentiles returns the bounds of the rates counts/words, without the
// replicates that have no words: 0 and 0 if none has.
func percentiles(counts, words []uint64) [2]float64 {
	rates := make([]float64, 0, len(words))
	for i, w := range words {
		if w > 0 {
			rates = append(rates, float64(counts[i])/float64(w))
		}
	}
	if len(rates) == 0 {
		return [2]float64{}
	}
	slices.Sort(rates)
	return [2]float64{quantile(rates, (1-confidence)/2), quantile(rates, (1+confidence)/2)}
}

// quantile returns the quantile q of sorted values, on the line between the two
// next to it (type 7 of Hyndman and Fan 1996, as in R and numpy).
func quantile(sorted []float64, q float64) float64 {
	place := q * float64(len(sorted)-1)
	i := int(math.Floor(place))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (place-float64(i))*(sorted[i+1]-sorted[i])
}
