package analysis

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"

	"tifa/corpus"
)

// maxPhrase is the length of the longest phrases that are looked for.
const maxPhrase = 100

// PhraseOptions say what a phrase is. Check fills in what is 0.
type PhraseOptions struct {
	MinCount    int     // occurrences in the selection; 0 is 10
	MinLength   int     // characters; 0 is 4
	MaxLength   int     // 0 is 24
	MinEntropy  float64 // of the neighbours on each side, in nats
	MinCohesion float64
	Fold        float64 // drop a phrase if a longer one that holds it has this share of its count; 0 drops none

	MinPhraseShare float64         // of its places, those where it begins and ends at a word cut
	Numbers        bool            // phrases may begin with a digit, and stand mostly behind one
	Hide           map[string]bool // drop phrases that mostly begin or end with one of these words
	Across         string          // marks that may stand inside of phrases

	Before corpus.Date
	Known  map[string]bool // the lexicon
}

// Check fills in what is 0, and says what cannot be looked for.
func (o *PhraseOptions) Check() error {
	o.MinCount = cmp.Or(o.MinCount, 10)
	o.MinLength = cmp.Or(o.MinLength, 4)
	o.MaxLength = cmp.Or(o.MaxLength, max(24, o.MinLength))
	for _, x := range []float64{o.MinEntropy, o.MinCohesion, o.Fold, o.MinPhraseShare} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("a threshold of %g: want a number", x)
		}
	}
	switch {
	case o.MinCount < 2:
		return fmt.Errorf("phrases with %d occurrences: what stands once has no neighbours to compare; want 2 or more", o.MinCount)
	case o.MinLength < 2 || o.MaxLength > maxPhrase || o.MinLength > o.MaxLength:
		return fmt.Errorf("phrases of %d to %d characters: want 2 to %d", o.MinLength, o.MaxLength, maxPhrase)
	case o.MinPhraseShare < 0 || o.MinPhraseShare > 1:
		return fmt.Errorf("a share of %g of phrases: want 0 to 1", o.MinPhraseShare)
	case o.MinEntropy < 0 || o.Fold < 0 || o.Fold > 1:
		return fmt.Errorf("an entropy of %g, a share of %g: want 0 or more, and 0 to 1", o.MinEntropy, o.Fold)
	}
	return nil
}

// Phrases are the phrases of a selection, in code point order.
type Phrases struct {
	s      *Selection
	opt    PhraseOptions
	search *phraseSearch
	nodes  []phraseNode
	texts  []string
}

// FindPhrases finds the phrases of a selection: strings of Han characters,
// letters and digits, with no mark, space or line end inside, that
//
//   - stand in changing company: the entropy of the characters before and of
//     those behind is MinEntropy nats at least (Huang & Powers 2003, Jin &
//     Tanaka-Ishii 2006); the end of a run is a neighbour of its own each time
//     (Feng et al. 2004);
//   - hold together: ln(p/(p_l·p_r)) is MinCohesion at least wherever they are
//     split in two, p being counts by the number of characters, or as much as
//     their count allows: of n characters that is ln(n/count), where the parts
//     stand nowhere else, and it is below MinCohesion for what makes up more than
//     e^−MinCohesion of them;
//   - are not a part of a longer one: the longest come first, and what one of
//     those that were kept holds, with Fold of its count or more, is dropped.
//
// Numbers and Latin words count as a whole: no phrase begins, ends or is split
// inside of one. A count is that of all places, be it that two overlap. Notes tell
// of thresholds that strings cannot reach because of their count.
func FindPhrases(s *Selection, opt PhraseOptions) (*Phrases, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	text, err := readPhraseText(s, opt.Across)
	if err != nil {
		return nil, err
	}
	s.note(text.rare, "%d characters, the rarest, were taken for marks", text.rare)
	if least := int(math.Ceil(math.Exp(opt.MinEntropy) - 1e-9)); least > opt.MinCount {
		s.note(1, "left out: all that stands fewer than %d times, since entropy is at most ln(count) and is to be %g", least, opt.MinEntropy)
	}
	p := &Phrases{s: s, opt: opt, search: &phraseSearch{phraseText: text, opt: opt}}
	p.search.places, p.search.first = text.starts()
	p.nodes = p.search.run()
	p.search.dropEdges(&p.nodes)
	p.texts = make([]string, len(p.nodes))
	for i := range p.nodes {
		p.texts[i] = p.search.textOf(&p.nodes[i])
	}
	p.fold()
	p.dropBeyond()
	return p, nil
}

// run returns the strings that pass, those inside of others among them, in code
// point order.
func (p *phraseSearch) run() []phraseNode {
	var groups []span
	for c := range p.runes {
		if g := (span{int(p.first[c]), int(p.first[c+1])}); g.end-g.start >= p.opt.MinCount {
			groups = append(groups, g)
		}
	}
	// The largest first, so that no goroutine is left alone with one.
	slices.SortFunc(groups, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	free := make(chan *phraseSorter, runtime.GOMAXPROCS(0))
	for range cap(free) {
		free <- p.sorter()
	}
	inParallel(len(groups), func(part int) {
		s := <-free
		s.group(uint32(groups[part].start), uint32(groups[part].end), 1)
		free <- s
	})
	var nodes []phraseNode
	for range cap(free) {
		s := <-free
		p.cohere(s.nodes, s.arena)
		nodes = append(nodes, slices.DeleteFunc(s.nodes, func(n phraseNode) bool { return n.cohesion < p.opt.MinCohesion && !n.whole && !n.beyond })...)
	}
	slices.SortFunc(nodes, func(a, b phraseNode) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.length, b.length)) })
	return nodes
}

// cohere fills the cohesion of nodes.
func (p *phraseSearch) cohere(nodes []phraseNode, counts []uint32) {
	parts := slices.Collect(slices.Chunk(nodes, 1024))
	inParallel(len(parts), func(part int) {
		for i := range parts[part] {
			n := &parts[part][i]
			n.cohesion, n.whole = p.cohesion(n, counts[n.counts:])
			n.beyond = n.cohesion < p.opt.MinCohesion && !n.whole && !math.IsInf(n.cohesion, -1) &&
				math.Log(float64(len(p.places))/float64(n.to-n.from)) < p.opt.MinCohesion
		}
	})
}

// cohesion is the least ln(p/(p_l·p_r)) over the places where a string can be
// split; −∞ where there is none, and less than MinCohesion where it is, be the
// least smaller still. whole tells that no part stands anywhere else. counts are
// those of its beginnings.
func (p *phraseSearch) cohesion(n *phraseNode, counts []uint32) (least float64, whole bool) {
	codes, own := p.codesOf(n), n.to-n.from
	least, whole = math.Inf(1), true
	split := false
	for i := 1; i < len(codes); i++ {
		if !p.begins(codes[i-1], codes[i]) {
			continue
		}
		split = true
		behind := p.count(codes[i:])
		whole = whole && counts[i-1] == own && behind == own
		parts := float64(counts[i-1]) * float64(behind)
		least = min(least, math.Log(float64(own)*float64(len(p.places))/parts))
		if least < p.opt.MinCohesion && !whole {
			return least, false
		}
	}
	if !split {
		return math.Inf(-1), false
	}
	return least, whole
}

// dropEdges drops what mostly begins or ends with a word to hide. It does so
// before what is inside of others is dropped.
func (p *phraseSearch) dropEdges(nodes *[]phraseNode) {
	if len(p.opt.Hide) == 0 {
		return
	}
	hidden := make([]bool, len(*nodes))
	parts := textParts(len(*nodes))
	inParallel(len(parts), func(part int) {
		for i := parts[part].start; i < parts[part].end; i++ {
			hidden[i] = p.edged(&(*nodes)[i])
		}
	})
	kept := (*nodes)[:0]
	for i, n := range *nodes {
		if !hidden[i] {
			kept = append(kept, n)
		}
	}
	*nodes = kept
}

// edged tells whether a string begins or ends with a word to hide: in more than
// half of its places that word is cut off there.
func (p *phraseSearch) edged(n *phraseNode) bool {
	codes := p.codesOf(n)
	for k := uint32(1); k < n.length; k++ {
		begins, ends := p.opt.Hide[p.text(codes[:k])], p.opt.Hide[p.text(codes[n.length-k:])]
		if begins && p.cutAt(n, k) || ends && p.cutAt(n, n.length-k) {
			return true
		}
	}
	return false
}

// cutAt tells whether a string is mostly cut after so many characters.
func (p *phraseSearch) cutAt(n *phraseNode, length uint32) bool {
	cut := 0
	for _, at := range p.places[n.from:n.to] {
		if p.isCut(at + length) {
			cut++
		}
	}
	return 2*cut > int(n.to-n.from)
}

func (p *phraseSearch) codesOf(n *phraseNode) []uint16 {
	at := p.places[n.from]
	return p.codes[at : at+uint32(n.length)]
}

func (p *phraseSearch) textOf(n *phraseNode) string { return p.text(p.codesOf(n)) }

// fold drops phrases that stand nearly only inside longer ones.
func (p *Phrases) fold() {
	if p.opt.Fold == 0 {
		return
	}
	number := make(map[string]int, len(p.nodes))
	order := make([]int, len(p.nodes))
	for i, text := range p.texts {
		number[text], order[i] = i, i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.nodes[b].length, p.nodes[a].length) })
	dropped := make([]bool, len(p.nodes))
	for _, i := range order {
		if dropped[i] {
			continue
		}
		count := float64(p.nodes[i].to - p.nodes[i].from)
		for part := range p.partsOf(p.texts[i]) {
			k, ok := number[part]
			if !ok || p.nodes[i].beyond && !p.nodes[k].beyond {
				continue
			}
			if count >= p.opt.Fold*float64(p.nodes[k].to-p.nodes[k].from) {
				dropped[k] = true
			}
		}
	}
	p.keep(func(i int) bool { return !dropped[i] })
}

// dropBeyond drops what is too frequent for the cohesion that is asked for, and
// tells how much that is: it has passed all else.
func (p *Phrases) dropBeyond() {
	found := len(p.nodes)
	p.keep(func(i int) bool { return !p.nodes[i].beyond })
	n := found - len(p.nodes)
	p.s.note(n, "left out: %s at more than %.3g %% of all places, where a cohesion of %g cannot be reached (it is at most ln(places/count)), and with parts that stand elsewhere too",
		plural(n, "string"), 100*math.Exp(-p.opt.MinCohesion), p.opt.MinCohesion)
}

// keep drops the phrases for which keep is false.
func (p *Phrases) keep(keep func(i int) bool) {
	kept := 0
	for i := range p.nodes {
		if keep(i) {
			p.nodes[kept], p.texts[kept] = p.nodes[i], p.texts[i]
			kept++
		}
	}
	p.nodes, p.texts = p.nodes[:kept], p.texts[:kept]
}

// partsOf yields the strings inside of a text that can be phrases.
func (p *Phrases) partsOf(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		var ends []int // of the characters
		for i := range text {
			if i > 0 {
				ends = append(ends, i)
			}
		}
		ends = append(ends, len(text))
		for i := range ends {
			start := 0
			if i > 0 {
				start = ends[i-1]
			}
			for k := i + p.opt.MinLength - 1; k < len(ends); k++ {
				if ends[k]-start < len(text) && !yield(text[start:ends[k]]) {
					return
				}
			}
		}
	}
}
