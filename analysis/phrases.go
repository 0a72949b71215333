package analysis

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"

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

// A PhraseRow is a string that holds together and stands in changing company.
type PhraseRow struct {
	Phrase       string         `col:"phrase"`
	Length       int            `col:"length"` // in characters
	Count        int            `col:"count"`
	CountPhrase  int            `col:"count_phrase"` // of Count, those that begin and end at a word cut
	Documents    int            `col:"documents"`
	FirstDate    corpus.Date    `col:"first_date"`
	FirstID      string         `col:"first_id"`
	EntropyLeft  float64        `col:"entropy_left"`
	EntropyRight float64        `col:"entropy_right"`
	Cohesion     float64        `col:"cohesion"`
	InLexicon    bool           `col:"in_lexicon"`
	CountBefore  Maybe[int]     `col:"count_before"`
	CountAfter   Maybe[int]     `col:"count_after"`
	Ratio        Maybe[float64] `col:"ratio"` // of the rate after to the rate before, half an occurrence added to each
	New          Maybe[bool]    `col:"new"`   // never before
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
//     split in two, p being counts by the number of characters;
//   - are not a part of a longer one: the longest come first, and what one of
//     those that were kept holds, with Fold of its count or more, is dropped.
//
// Numbers and Latin words count as a whole: no phrase begins, ends or is split
// inside of one. A count is that of all places, be it that two overlap.
func FindPhrases(s *Selection, opt PhraseOptions) (*Phrases, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	text, err := readPhraseText(s, opt.Across)
	if err != nil {
		return nil, err
	}
	s.note(text.rare, "%d characters, the rarest, were taken for marks", text.rare)
	p := &Phrases{s: s, opt: opt, search: &phraseSearch{phraseText: text, opt: opt}}
	p.search.places, p.search.first = text.starts()
	p.nodes = p.search.run()
	p.search.dropEdges(&p.nodes)
	p.texts = make([]string, len(p.nodes))
	for i := range p.nodes {
		p.texts[i] = p.search.textOf(&p.nodes[i])
	}
	p.fold()
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
		nodes = append(nodes, slices.DeleteFunc(s.nodes, func(n phraseNode) bool { return n.cohesion < p.opt.MinCohesion })...)
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
			n.cohesion = p.cohesion(n, counts[n.counts:])
		}
	})
}

// cohesion is the least ln(p/(p_l·p_r)) over the places where a string can be
// split; −∞ where there is none, and less than MinCohesion where it is, be the
// least smaller still. counts are those of its beginnings.
func (p *phraseSearch) cohesion(n *phraseNode, counts []uint32) float64 {
	codes := p.codesOf(n)
	least, split := math.Inf(1), false
	for i := 1; i < len(codes); i++ {
		if !p.begins(codes[i-1], codes[i]) {
			continue
		}
		split = true
		parts := float64(counts[i-1]) * float64(p.count(codes[i:]))
		least = min(least, math.Log(float64(n.to-n.from)*float64(len(p.places))/parts))
		if least < p.opt.MinCohesion {
			return least
		}
	}
	if !split {
		return math.Inf(-1)
	}
	return least
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
	for k := uint32(1); k < min(n.length, maxStopWord+1); k++ {
		begins, ends := p.opt.Hide[p.text(codes[:k])], p.opt.Hide[p.text(codes[n.length-k:])]
		if begins && p.cutAt(n, k) || ends && p.cutAt(n, n.length-k) {
			return true
		}
	}
	return false
}

// maxStopWord is the length of the longest words that are hidden at an edge.
const maxStopWord = 6

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
			if k, ok := number[part]; ok && count >= p.opt.Fold*float64(p.nodes[k].to-p.nodes[k].from) {
				dropped[k] = true
			}
		}
	}
	kept := 0
	for i := range p.nodes {
		if !dropped[i] {
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

// Rows returns the rows of the phrases, in their order.
func (p *Phrases) Rows() []PhraseRow {
	rows := make([]PhraseRow, len(p.nodes))
	side, words := p.sides()
	parts := textParts(len(rows))
	inParallel(len(parts), func(part int) {
		last := make([]uint32, len(p.s.Docs)) // document → 1 + the phrase that was counted last
		for i := parts[part].start; i < parts[part].end; i++ {
			p.fill(&rows[i], i, side, last)
			if words != nil {
				r := &rows[i]
				before, after := value0(r.CountBefore), value0(r.CountAfter)
				if words[0] > 0 && words[1] > 0 {
					r.Ratio = Just((float64(after) + .5) / words[1] / ((float64(before) + .5) / words[0]))
				}
				r.New = Just(before == 0)
			}
		}
	})
	return rows
}

func value0(m Maybe[int]) int {
	n, _ := m.Get()
	return n
}

// Sides of the date of PhraseOptions.Before.
const (
	neither uint8 = iota
	before
	after
)

// sides returns on which side of Before each document lies, and the words of
// both; nil where no date is asked for.
func (p *Phrases) sides() (side []uint8, words []float64) {
	if p.opt.Before.IsZero() {
		return nil, nil
	}
	side, words = make([]uint8, len(p.s.Docs)), make([]float64, 2)
	outside := 0
	for i, doc := range p.s.Docs {
		n := float64(p.s.Corpus.Words(doc, p.s.Zones))
		switch d := p.s.Corpus.Date(doc); {
		case d.IsZero(), d.First < p.opt.Before.First && d.Last >= p.opt.Before.First:
			outside++
		case d.First < p.opt.Before.First:
			side[i] = before
			words[0] += n
		default:
			side[i] = after
			words[1] += n
		}
	}
	p.s.note(outside, "on neither side of --before: %s without a date that tells", plural(outside, "document"))
	if words[0] == 0 || words[1] == 0 {
		p.s.note(1, "no ratio: the selection has no words on one side of --before %s", p.opt.Before)
	}
	return side, words
}

// fill makes the row of phrase i.
func (p *Phrases) fill(row *PhraseRow, i int, side []uint8, last []uint32) {
	n := &p.nodes[i]
	*row = PhraseRow{
		Phrase: p.texts[i], Length: int(n.length), Count: int(n.to - n.from), CountPhrase: int(n.phrases),
		EntropyLeft: n.left, EntropyRight: n.right, Cohesion: n.cohesion, InLexicon: p.opt.Known[p.texts[i]],
	}
	var sides [3]int
	first := len(p.s.Docs)
	for _, at := range p.search.places[n.from:n.to] {
		doc := p.search.document(at)
		first = min(first, doc)
		if last[doc] != uint32(i)+1 {
			last[doc] = uint32(i) + 1
			row.Documents++
		}
		if side != nil {
			sides[side[doc]]++
		}
	}
	if side != nil {
		row.CountBefore, row.CountAfter = Just(sides[before]), Just(sides[after])
	}
	row.FirstDate, row.FirstID = p.s.Corpus.Date(p.s.Docs[first]), p.s.Corpus.ID(p.s.Docs[first])
}

// PhraseOrders are the orders of rows, see SortPhrases.
var PhraseOrders = []string{"count", "ratio", "length", "first"}

// SortPhrases sorts rows by count, ratio or length from the largest down, or by
// the first date; ties by count, then by code point.
func SortPhrases(rows []PhraseRow, by string) error {
	if !slices.Contains(PhraseOrders, by) {
		return fmt.Errorf("unknown order %q (have %s)", by, strings.Join(PhraseOrders, ", "))
	}
	slices.SortStableFunc(rows, func(a, b PhraseRow) int {
		c := 0
		switch by {
		case "ratio":
			x, _ := a.Ratio.Get()
			y, _ := b.Ratio.Get()
			c = cmp.Compare(y, x)
		case "length":
			c = cmp.Compare(b.Length, a.Length)
		case "first":
			c = compareDates(a.FirstDate, b.FirstDate)
		}
		return cmp.Or(c, cmp.Compare(b.Count, a.Count), cmp.Compare(a.Phrase, b.Phrase))
	})
	return nil
}

// compareDates puts what has no date last.
func compareDates(a, b corpus.Date) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
}
