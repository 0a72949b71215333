package segment

import (
	"slices"
	"strings"
)

// A Step is a row of an explanation: a word that could be cut, a word of a path
// through such words, or what a layer made of them.
type Step struct {
	Step      string   `col:"step"`      // see Explain
	Run       Given    `col:"run"`       // number of the run of dictionary characters, from 1
	Word      string   `col:"word"`      // as it stands in the normalised text
	Start     int      `col:"start"`     // byte offsets in the text as it was given
	End       int      `col:"end"`       //
	Frequency Given    `col:"frequency"` // in the dictionary with the user words
	Distance  Distance `col:"distance"`  // gse's: log2(sum of frequencies) − log2(frequency), 32 for an unknown character
	Sum       Distance `col:"sum"`       // of the distances of the path up to here
	Source    string   `col:"source"`
	Pieces    string   `col:"pieces"` // with + between them
}

// Given is a whole number, or nothing where it is 0.
type Given int64

// Get returns the number, and whether there is one.
func (n Given) Get() (int64, bool) { return int64(n), n != 0 }

// A Distance is the length of a word or a path, or nothing where it is 0: gse
// takes that for no path too.
type Distance float32

// Get returns the length, and whether there is one.
func (d Distance) Get() (float64, bool) { return float64(d), d != 0 }

// What Step.Source says.
const (
	fromUser       = "user dictionary"
	fromDictionary = "dictionary"
	fromNowhere    = "unknown character"
	fromLexicon    = "lexicon"
	outside        = "no dictionary character"
)

// Explain says why a text is cut as it is. Its rows, by their Step:
//
//	normal     the text as it is cut, where folding or simplifying changed it
//	candidate  every word of the dictionary in a run of its characters, and
//	           every character of the run that is none
//	best       the words of the shortest path through the run: the cut
//	second     the words of the next shortest path
//	other      a character or run of letters and digits that no word holds
//	join       a token that was joined of several
//	lexicon    a compound of the lexicon that was laid over several tokens
//	convention a part of a word that the convention splits, before the join, or
//	           what it binds, behind the lexicon
//	cut        the tokens that Cut returns
//
// Candidates and paths are reckoned with gse's arithmetic, as the engine does.
func (s *Segmenter) Explain(text string) []Step {
	normal, offsets := s.normal.Apply(text)
	x := explainer{s: s, normal: normal, original: offsets.Original}
	if normal != text {
		step := x.step("normal", 0, len(normal))
		step.Source = "fold"
		switch {
		case s.options.Simplify && s.options.NoFold:
			step.Source = "simplify"
		case s.options.Simplify:
			step.Source = "fold, simplify"
		}
		x.steps = append(x.steps, step)
	}
	x.runs()
	x.layers()
	return x.steps
}

// An explainer explains the cuts of one text.
type explainer struct {
	s        *Segmenter
	normal   string
	original func(at int) int
	buf      Buffer
	run      int
	steps    []Step
}

func (x *explainer) step(name string, from, to int) Step {
	return Step{Step: name, Word: x.normal[from:to], Start: x.original(from), End: x.original(to)}
}

// runs explains the runs of dictionary characters and what is between them.
func (x *explainer) runs() {
	ends := []int{0} // of the units of the open run
	for at := 0; at < len(x.normal); {
		n, isRun := unit(x.normal[at:])
		known := x.s.engine.has(&x.buf, x.normal[at:at+n], isRun)
		at += n
		if known {
			ends = append(ends, at)
			continue
		}
		x.path(ends)
		step := x.step("other", at-n, at)
		step.Source = outside
		x.steps = append(x.steps, step)
		ends = []int{at}
	}
	x.path(ends)
}

// An arrival is a way to come to a unit: the unit at which its last word begins,
// which of the two ways to that unit it goes on from, and that word.
type arrival struct {
	length float32 // 0: there is none
	from   int
	rank   int
	word   Step
}

// path explains the run of the units with these ends; the first is its start.
// Words are tried in the order of gse, which decides between equal paths.
func (x *explainer) path(ends []int) {
	n := len(ends) - 1
	if n == 0 {
		return
	}
	x.run++
	ways := make([][2]arrival, n+1) // the shortest and the next to each unit
	for cur := range n {
		for _, w := range x.candidates(ends, cur) {
			x.steps = append(x.steps, w.word)
			for rank, way := range ways[cur] {
				if rank > 0 && way.length == 0 {
					break
				}
				arrive(&ways[w.from], arrival{way.length + float32(w.word.Distance), cur, rank, w.word})
			}
		}
	}
	for rank, name := range []string{"best", "second"} {
		x.steps = append(x.steps, walk(ways, n, rank, name)...)
	}
}

// candidates returns the words that begin at a unit, each with the unit at
// which it ends as from; at last the character alone if it is no word.
func (x *explainer) candidates(ends []int, cur int) (words []arrival) {
	e, single := x.s.engine, false
	for to := cur + 1; to < len(ends) && to-cur <= maxUnits; to++ {
		word := x.step("candidate", ends[cur], ends[to])
		id := e.find(&x.buf, lower(word.Word))
		if id == NoID {
			continue
		}
		single = single || to == cur+1
		word.Run, word.Frequency, word.Source = Given(x.run), Given(e.freq(id)), fromDictionary
		word.Distance = Distance(distance(e.sum(), e.freq(id)))
		if int(id) < e.users() {
			word.Source, word.Pieces = fromUser, pieced(word.Word, e.pieces(id))
		}
		words = append(words, arrival{from: to, word: word})
	}
	if !single {
		word := x.step("candidate", ends[cur], ends[cur+1])
		word.Run, word.Distance, word.Source = Given(x.run), pseudo, fromNowhere
		words = append(words, arrival{from: cur + 1, word: word})
	}
	return words
}

// maxUnits is more than the longest word has.
const maxUnits = max(maxWordChars, 64)

// arrive keeps the two shortest ways, of equal ones the first.
func arrive(ways *[2]arrival, way arrival) {
	switch {
	case ways[0].length == 0 || ways[0].length > way.length:
		ways[0], ways[1] = way, ways[0]
	case ways[1].length == 0 || ways[1].length > way.length:
		ways[1] = way
	}
}

// walk returns the words of a way to unit n, nil where there is none.
func walk(ways [][2]arrival, n, rank int, name string) (steps []Step) {
	if ways[n][rank].length == 0 {
		return nil
	}
	for n > 0 {
		way := ways[n][rank]
		step := way.word
		step.Step, step.Sum = name, Distance(way.length)
		steps = append(steps, step)
		n, rank = way.from, way.rank
	}
	slices.Reverse(steps)
	return steps
}

// layers explains what is made of the tokens after the cut of the runs.
func (x *explainer) layers() {
	b := &x.buf
	b.tokens, b.pieces = b.tokens[:0], b.pieces[:0]
	x.s.engine.cut(b, x.normal)
	before := slices.Clone(b.tokens)
	if x.s.splits != nil {
		x.s.splits.split(b, x.normal)
		x.changed("convention", before, b.tokens)
		before = slices.Clone(b.tokens)
	}
	b.cut(x.s, x.normal)
	x.changed("join", before, b.tokens)
	before = slices.Clone(b.tokens)
	x.s.compounds.lay(b, x.normal, x.s.engine.size())
	x.changed("lexicon", before, b.tokens)
	if convention := x.s.options.Convention; convention != "" {
		before = slices.Clone(b.tokens)
		b.bind(convention, x.normal)
		x.changed("convention", before, b.tokens)
	}
	x.changed("cut", nil, b.tokens)
}

// changed adds a row for each token that is not among those before.
func (x *explainer) changed(name string, before, after []Token) {
	start, pieces := int32(0), x.buf.pieces
	old := make(map[int32]int32) // end → start
	for _, t := range before {
		old[t.End] = start
		start = t.End
	}
	start = 0
	for _, t := range after {
		if from, ok := old[t.End]; !ok || from != start {
			step := x.step(name, int(start), int(t.End))
			step.Source = x.source(t.ID)
			var own []int32
			for _, p := range pieces[:t.Pieces] {
				own = append(own, p-start)
			}
			step.Pieces = pieced(step.Word, own)
			x.steps = append(x.steps, step)
		}
		start, pieces = t.End, pieces[t.Pieces:]
	}
}

// source says where the word of an id is from.
func (x *explainer) source(id int32) string {
	switch e := x.s.engine; {
	case id == NoID:
		return ""
	case int(id) < e.users():
		return fromUser
	case int(id) < e.size():
		return fromDictionary
	}
	return fromLexicon
}

// pieced returns the pieces of a word with + between them, "" for no pieces.
func pieced(word string, ends []int32) string {
	var parts []string
	start := int32(0)
	for _, end := range ends {
		parts = append(parts, word[start:end])
		start = end
	}
	return strings.Join(parts, "+")
}
