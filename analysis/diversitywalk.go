package analysis

import (
	"maps"
	"math"
	"slices"
)

// hddSample is the number of words that HD-D draws.
const hddSample = 42

// hypergeometricDiversity returns HD-D: the sum over all words of the chance to
// be among 42 drawn, by 42. times tells how many words stand so many times
// among n.
func hypergeometricDiversity(times map[int]int, n int) Maybe[float64] {
	if n < hddSample {
		return Maybe[float64]{}
	}
	sum := 0.
	for _, x := range slices.Sorted(maps.Keys(times)) {
		sum += float64(times[x]) * drawn(x, n) / hddSample
	}
	return Just(sum)
}

// drawn is the chance that one of x words at least is among the 42 drawn of n: 1
// less C(n−x, 42)/C(n, 42), the product over i below 42 of 1 − x/(n−i). It is
// summed in logarithms of what is near 1, since the chance of a word that stands
// once among a million is lost in the difference of two others.
func drawn(x, n int) float64 {
	if n-x < hddSample {
		return 1
	}
	missed := 0.
	for i := range hddSample {
		missed += math.Log1p(-float64(x) / float64(n-i))
	}
	return -math.Expm1(missed)
}

// A diversityWalk sums what documents add to MATTR and MTLD.
type diversityWalk struct {
	windows  int // full ones
	types    int // different words in them, summed
	short    int // documents below the window that have words
	shortTTR float64

	forward, backward float64 // factors of MTLD
}

// walkDiversity reads the documents. Sums are over runs of documents of a fixed
// number, in order, so that they are the same on any number of processors.
func walkDiversity(s *Selection, docs []int, window int) diversityWalk {
	runs := chunks(docs)
	parts := make([]diversityWalk, len(runs))
	inParallel(len(runs), func(part int) {
		in := &diversityReading{counts: make([]uint32, s.Corpus.NumWords())}
		for _, doc := range runs[part] {
			in.list = appendWords(in.list[:0], s, doc)
			if len(in.list) > 0 {
				parts[part].add(in, window)
			}
		}
	})
	var sum diversityWalk
	for _, p := range parts {
		sum.windows += p.windows
		sum.types += p.types
		sum.short += p.short
		sum.shortTTR += p.shortTTR
		sum.forward += p.forward
		sum.backward += p.backward
	}
	return sum
}

// A diversityReading is the memory with which one goroutine reads documents.
type diversityReading struct {
	list   []uint32
	counts []uint32 // by word, 0 between two uses of it
	types  int      // words with a count
}

func (in *diversityReading) take(word uint32) {
	if in.counts[word] == 0 {
		in.types++
	}
	in.counts[word]++
}

// forget takes the counts of words back.
func (in *diversityReading) forget(words []uint32) {
	for _, word := range words {
		in.counts[word] = 0
	}
	in.types = 0
}

func (w *diversityWalk) add(in *diversityReading, window int) {
	if len(in.list) < window {
		for _, word := range in.list {
			in.take(word)
		}
		w.short++
		w.shortTTR += float64(in.types) / float64(len(in.list))
	} else {
		w.slide(in, window)
	}
	in.forget(in.list)
	w.forward += in.factors()
	slices.Reverse(in.list)
	w.backward += in.factors()
}

// slide moves a window over a document by a word a time.
func (w *diversityWalk) slide(in *diversityReading, window int) {
	for i, word := range in.list {
		in.take(word)
		if i >= window {
			out := in.list[i-window]
			if in.counts[out]--; in.counts[out] == 0 {
				in.types--
			}
		}
		if i >= window-1 {
			w.windows++
			w.types += in.types
		}
	}
}

// mtldTTR is the TTR at which a factor of MTLD is full.
const mtldTTR = .72

// factors returns how often the TTR falls to .72 or below, each time from the
// start, and for what is left the part of the way that it has come: (1−TTR)/.28.
// A factor ends where .72 is reached (McCarthy & Jarvis 2010, as in
// lexicalrichness); some programs want less, or ten words at least.
func (in *diversityReading) factors() float64 {
	full, start := 0, 0
	for i, word := range in.list {
		in.take(word)
		if float64(in.types)/float64(i+1-start) <= mtldTTR {
			full++
			in.forget(in.list[start : i+1])
			start = i + 1
		}
	}
	rest := in.list[start:]
	types := in.types
	in.forget(rest)
	if len(rest) == 0 {
		return float64(full)
	}
	return float64(full) + (1-float64(types)/float64(len(rest)))/(1-mtldTTR)
}
