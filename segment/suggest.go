package segment

import (
	"math"
	"slices"
)

// A suggester finds frequencies for user words that are given none: for each
// the smallest with which gse leaves the word whole when it is cut alone, as
// jieba's suggest_freq does, but by gse's own arithmetic (float32) and with all
// user words together in the dictionary: a word weighs more where its parts are
// user words too, and every frequency adds to the sum that all lengths depend on.
type suggester struct {
	base  backend            // the dictionary without user words
	freqs map[string]float64 // of the user words, in lower case
	total float64            // of all frequencies
	buf   Buffer
	best  []float32
	from  []int32
	last  []int32
}

// wholeRounds is after how many rounds frequencies only rise: rounding could
// have two words push each other up and down for ever.
const wholeRounds = 10

// suggest fills in the frequencies and tags that words lack, from those of the
// dictionary where it has the word and they suffice. Words are normalised.
func suggest(base backend, words []UserWord) []UserWord {
	s := &suggester{base: base, freqs: make(map[string]float64, len(words)), total: base.sum()}
	words = slices.Clone(words)
	var open []int // words without frequency
	for i := range words {
		w := &words[i]
		own := s.dictionary(w)
		s.total -= own
		if w.Freq == 0 {
			open = append(open, i)
			w.Freq = int(max(own, minFreq))
		}
		s.set(w, float64(w.Freq))
	}
	units := make([][]string, len(words))
	for _, i := range open {
		units[i] = splitUnits(lower(words[i].Text))
	}
	// Those that others are made of come first.
	slices.SortStableFunc(open, func(i, j int) int { return len(units[i]) - len(units[j]) })
	for round := 0; ; round++ {
		changed := false
		for _, i := range open {
			w := &words[i]
			f := max(s.smallest(units[i], s.total-float64(w.Freq)), s.baseFreq(lower(w.Text)))
			if f == float64(w.Freq) || f < float64(w.Freq) && round >= wholeRounds {
				continue
			}
			s.set(w, f)
			changed = true
		}
		if !changed {
			return words
		}
	}
}

// dictionary returns the frequency of a word in the dictionary, and gives it
// the tag that it has there if it is given none.
func (s *suggester) dictionary(w *UserWord) float64 {
	id := s.base.find(&s.buf, lower(w.Text))
	if id == NoID {
		return 0
	}
	if w.Tag == "" {
		w.Tag = s.base.tag(id)
	}
	return s.base.freq(id)
}

func (s *suggester) baseFreq(text string) float64 {
	if id := s.base.find(&s.buf, text); id != NoID {
		return s.base.freq(id)
	}
	return 0
}

func (s *suggester) set(w *UserWord, freq float64) {
	s.total += freq - s.freqs[lower(w.Text)]
	s.freqs[lower(w.Text)] = freq
	w.Freq = int(freq)
}

// A span is a word inside another: its end in units and log2 of its frequency.
type span struct {
	end int
	log float32
}

// smallest returns the smallest frequency, beside all others of the given sum,
// with which a word of these units is left whole. With one less it is cut.
func (s *suggester) smallest(units []string, rest float64) float64 {
	spans := s.spans(units)
	if s.whole(spans, rest, minFreq) {
		return minFreq
	}
	// A word of half of all frequencies is whole: two words are always longer.
	cut, whole := float64(minFreq), float64(2*minFreq)
	for !s.whole(spans, rest, whole) {
		cut, whole = whole, 2*whole
	}
	for whole-cut > 1 {
		middle := math.Floor((cut + whole) / 2)
		if s.whole(spans, rest, middle) {
			whole = middle
		} else {
			cut = middle
		}
	}
	return whole
}

// spans returns for each unit the words that begin there, but not the word of
// all units itself.
func (s *suggester) spans(units []string) [][]span {
	text, ends := "", []int{0}
	for _, u := range units {
		text += u
		ends = append(ends, len(text))
	}
	spans := make([][]span, len(units))
	for i := range units {
		for j := i + 1; j <= len(units); j++ {
			if i == 0 && j == len(units) {
				break
			}
			word := text[ends[i]:ends[j]]
			freq, ok := s.freqs[word]
			if !ok {
				freq = s.baseFreq(word)
			}
			if freq > 0 {
				spans[i] = append(spans[i], span{j, float32(math.Log2(freq))})
			}
		}
	}
	return spans
}

// whole tells whether gse leaves a word whole that has the given frequency and
// is cut alone: whether the last step of the shortest path begins at its start.
func (s *suggester) whole(spans [][]span, rest, freq float64) bool {
	n := len(spans)
	s.best = append(s.best[:0], make([]float32, n+1)...)
	s.from, s.last = slices.Grow(s.from[:0], n+1)[:n+1], slices.Grow(s.last[:0], n+1)[:n+1]
	total := float32(math.Log2(rest + freq))
	for cur := range n {
		base, single := s.best[cur], false
		for _, sp := range spans[cur] {
			single = single || sp.end == cur+1
			relax(s.best, s.from, s.last, sp.end, cur, base+(total-sp.log), NoID)
		}
		if cur == 0 {
			single = single || n == 1
			relax(s.best, s.from, s.last, n, 0, total-float32(math.Log2(freq)), NoID)
		}
		if !single {
			relax(s.best, s.from, s.last, cur+1, cur, base+pseudo, NoID)
		}
	}
	return s.from[n] == 0
}
