package analysis

import (
	"runtime"
	"slices"
)

// reducedFrequencies returns the average reduced frequency of every word
// (Savický & Hlaváčová 2002): with the words of the selection in a row, document
// behind document, f uses of a word and v words for each of them on average, it
// is 1/v·Σ min(d, v) over the distances d from use to use, the last to the
// first by way of the end. It is f where uses are as far from each other as can
// be, and near 1 where they stand in one place. counts are the uses of words;
// words of 0 are not asked about.
func reducedFrequencies(s *Selection, counts []uint32) []float64 {
	total := s.words()
	parts := slices.Collect(slices.Chunk(s.Docs, max(1, (len(s.Docs)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))))
	starts := make([]int, len(parts)) // words before each
	for i := 1; i < len(parts); i++ {
		starts[i] = starts[i-1] + s.wordsOf(parts[i-1])
	}
	walks := make([]distances, len(parts))
	inParallel(len(parts), func(part int) {
		walks[part] = newDistances(counts, total)
		var list []uint32
		position := int64(starts[part])
		for _, doc := range parts[part] {
			list = appendWords(list[:0], s, doc)
			for _, w := range list {
				walks[part].at(w, position)
				position++
			}
		}
	})
	for i := 1; i < len(walks); i++ {
		walks[0].follow(&walks[i])
	}
	reduced := make([]float64, len(counts))
	for w := range reduced {
		if counts[w] > 0 {
			reduced[w] = walks[0].value(uint32(w))
		}
	}
	return reduced
}

// distances sum the distances from use to use of each word in a stretch of the
// text. Those below v are summed as whole numbers and the others are counted,
// so that the sum is the same wherever the text is parted.
type distances struct {
	total int
	words []distance
	first []int64 // position and 1 of the first use in the stretch; apart, since it is rarely looked at
}

type distance struct {
	last  int64  // position and 1 of the last use, 0 if it was not met
	near  int64  // sum of the distances below v
	far   uint32 // number of the others
	count uint32 // uses in the whole text, 0 if it is not asked about
}

func newDistances(counts []uint32, total int) distances {
	d := distances{total, make([]distance, len(counts)), make([]int64, len(counts))}
	for word, n := range counts {
		d.words[word].count = n
	}
	return d
}

// at notes a use of a word.
func (d *distances) at(word uint32, position int64) {
	w := &d.words[word]
	if w.count == 0 {
		return
	}
	if w.last == 0 {
		d.first[word] = position + 1
	} else {
		d.add(w, position+1-w.last)
	}
	w.last = position + 1
}

func (d *distances) add(w *distance, length int64) {
	if length*int64(w.count) < int64(d.total) {
		w.near += length
	} else {
		w.far++
	}
}

// follow adds the stretch behind.
func (d *distances) follow(next *distances) {
	for word := range d.words {
		w, n := &d.words[word], &next.words[word]
		if n.last == 0 {
			continue
		}
		if w.last == 0 {
			*w, d.first[word] = *n, next.first[word]
			continue
		}
		d.add(w, next.first[word]-w.last)
		w.near += n.near
		w.far += n.far
		w.last = n.last
	}
}

// value is the average reduced frequency of a word that was met.
func (d *distances) value(word uint32) float64 {
	w := d.words[word]
	d.add(&w, d.first[word]+int64(d.total)-w.last)
	return float64(w.near)*float64(w.count)/float64(d.total) + float64(w.far)
}
