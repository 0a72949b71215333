package analysis

import (
	"cmp"
	"runtime"
	"slices"
)

// A NetworkNode is a term or a word that goes together with one. Column names
// are those that Gephi and others look for.
type NetworkNode struct {
	ID     string `col:"Id"` // the term's label or the word: a word that is a term too is one node
	Label  string `col:"Label"`
	Kind   string `col:"Kind"`   // term or word
	Weight int    `col:"Weight"` // hits of the term, or how often the word stands in the selection
}

// A NetworkEdge joins a term to a word in its windows, or two such words that
// stand together in windows of one term.
type NetworkEdge struct {
	Source  string         `col:"Source"`
	Target  string         `col:"Target"`
	Type    string         `col:"Type"`     // Undirected
	Weight  int            `col:"Weight"`   // of a term and a word the count; of two words the hits that have both in their windows
	Window  string         `col:"Term"`     // whose windows they are
	LogDice Maybe[float64] `col:"log_dice"` // of a term and a word, as in CollocationRow
	G2      Maybe[float64] `col:"g2"`
}

const undirected = "Undirected"

// CollocationNetwork returns the network of terms and the words around them
// that rows, those of [Collocation] for the same options and without periods,
// name. Nodes are the terms in their order, then the words by code point; edges
// are in the order of the terms, first those of the rows, then those between
// words, heaviest first. A word that stands around itself has no edge to itself.
func CollocationNetwork(s *Selection, terms []Term, rows []CollocationRow, opt CollocationOptions) ([]NetworkNode, []NetworkEdge) {
	n := &network{s: s, terms: terms, chosen: make([]map[uint32]bool, len(terms))}
	n.choose(rows)
	pairs, hits := n.pairs(opt)
	var edges []NetworkEdge
	for i, term := range terms {
		for _, r := range rows {
			if r.Term == term.Label && r.Word != r.Term {
				edges = append(edges, NetworkEdge{r.Term, r.Word, undirected, r.Count, r.Term, Just(r.LogDice), Just(r.G2)})
			}
		}
		edges = append(edges, n.between(term.Label, pairs[i])...)
	}
	return n.nodes(rows, hits), edges
}

// A network is one in the making.
type network struct {
	s      *Selection
	terms  []Term
	chosen []map[uint32]bool // term → words
}

// A wordPair is two words, the one with the smaller number first.
type wordPair [2]uint32

func (n *network) choose(rows []CollocationRow) {
	for i, term := range n.terms {
		n.chosen[i] = make(map[uint32]bool)
		for _, r := range rows {
			if word, ok := n.s.Corpus.WordNumber(r.Word); ok && r.Term == term.Label && r.Word != r.Term {
				n.chosen[i][word] = true
			}
		}
	}
}

// pairs counts for each term the hits that have two chosen words in their
// windows, and all hits.
func (n *network) pairs(opt CollocationOptions) (pairs []map[wordPair]int, hits []int) {
	runs := chunks(candidates(n.s, n.terms))
	workers := make([]*pairCounter, max(1, min(len(runs), runtime.GOMAXPROCS(0))))
	inParallel(len(workers), func(worker int) {
		k := newPairCounter(n, opt)
		for i := worker; i < len(runs); i += len(workers) {
			for _, doc := range runs[i] {
				k.document(doc)
			}
		}
		workers[worker] = k
	})
	first := workers[0]
	for _, k := range workers[1:] {
		for i := range k.pairs {
			first.found[i] += k.found[i]
			for pair, count := range k.pairs[i] {
				first.pairs[i][pair] += count
			}
		}
	}
	return first.pairs, first.found
}

// A pairCounter counts pairs in one document after another.
type pairCounter struct {
	*counter
	network *network
	window  Window
	pairs   []map[wordPair]int
	found   []int // hits of each term
	windows []wordWindow
	words   []uint32 // of the zone in hand
	both    []uint32 // the chosen words in a window
}

func newPairCounter(n *network, opt CollocationOptions) *pairCounter {
	k := &pairCounter{counter: newCounter(n.s, n.terms, opt.Match), network: n, window: opt.Window.orDefault()}
	k.pairs, k.found = make([]map[wordPair]int, len(n.terms)), make([]int, len(n.terms))
	for i := range k.pairs {
		k.pairs[i] = make(map[wordPair]int)
	}
	return k
}

func (k *pairCounter) document(doc int) {
	for z := range k.eachZone(doc) {
		k.words = k.lexicon.AppendWords(k.words[:0], k.tokens)
		for i := range k.pairs {
			k.windows, _ = k.counter.windows(k.windows, i, z, k.window)
			k.found[i] += len(k.windows)
			for _, w := range k.windows {
				k.hit(i, w)
			}
		}
	}
}

func (k *pairCounter) hit(term int, w wordWindow) {
	k.both = k.both[:0]
	for _, side := range [2][]uint32{k.words[w.from:w.first], k.words[w.behind:w.to]} {
		for _, word := range side {
			if k.network.chosen[term][word] {
				k.both = append(k.both, word)
			}
		}
	}
	slices.Sort(k.both)
	k.both = slices.Compact(k.both)
	for i, a := range k.both {
		for _, b := range k.both[i+1:] {
			k.pairs[term][wordPair{a, b}]++
		}
	}
}

// between returns the edges between words around a term.
func (n *network) between(term string, pairs map[wordPair]int) []NetworkEdge {
	list := make([]wordPair, 0, len(pairs))
	for pair := range pairs {
		list = append(list, pair)
	}
	slices.SortFunc(list, func(a, b wordPair) int {
		return cmp.Or(cmp.Compare(pairs[b], pairs[a]), slices.Compare(a[:], b[:]))
	})
	var edges []NetworkEdge
	for _, pair := range list {
		a, b := n.s.Corpus.Word(pair[0]), n.s.Corpus.Word(pair[1])
		edges = append(edges, NetworkEdge{Source: a, Target: b, Type: undirected, Weight: pairs[pair], Window: term})
	}
	return edges
}

func (n *network) nodes(rows []CollocationRow, hits []int) []NetworkNode {
	var nodes, words []NetworkNode
	isTerm := make(map[string]bool)
	for i, t := range n.terms {
		isTerm[t.Label] = true
		nodes = append(nodes, NetworkNode{t.Label, t.Label, "term", hits[i]})
	}
	for _, r := range rows {
		if !isTerm[r.Word] {
			words = append(words, NetworkNode{r.Word, r.Word, "word", r.CountWord})
		}
	}
	slices.SortFunc(words, func(a, b NetworkNode) int { return cmp.Compare(a.ID, b.ID) })
	return append(nodes, slices.Compact(words)...)
}
