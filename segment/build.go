package segment

import (
	"cmp"
	"math/bits"
	"slices"
)

// An entry is a word as the codes of its units.
type entry struct {
	codes []uint16
	id    int32
	dist  float32
}

// buildArray lays out the double array of words; codes go from 1 to ncodes.
//
// The trie is made level by level from the sorted words. Its nodes are then
// placed, those with many children first: for 64 bases at once, a bitmap of
// free cells shifted by each child's code tells which of them fit. Single
// children, which are most, fill the holes.
func buildArray(words []entry, ncodes int) []cell {
	slices.SortFunc(words, func(a, b entry) int { return slices.Compare(a.codes, b.codes) })
	t := newTrie(words)
	p := newPlacer(ncodes, len(t.nodes))
	p.place(t)
	return p.finish(t, words)
}

// A trie is its nodes in the order of levels; children of a node are
// neighbours.
type trie struct {
	nodes []trieNode
}

type trieNode struct {
	code     uint16
	word     int32 // index in words, -1
	from, to int32 // children
	state    int32 // cell
	base     int32
}

func newTrie(words []entry) *trie {
	t := &trie{nodes: []trieNode{{word: -1}}}
	type job struct{ lo, hi, depth int } // words[lo:hi] share their first depth codes
	jobs := []job{{0, len(words), 0}}
	for n := 0; n < len(t.nodes); n++ { // jobs[n] is that of nodes[n]
		j := jobs[n]
		if j.depth > 0 && len(words[j.lo].codes) == j.depth {
			t.nodes[n].word = int32(j.lo)
			j.lo++
		}
		t.nodes[n].from = int32(len(t.nodes))
		for k := j.lo; k < j.hi; {
			code, m := words[k].codes[j.depth], k
			for m < j.hi && words[m].codes[j.depth] == code {
				m++
			}
			t.nodes = append(t.nodes, trieNode{code: code, word: -1})
			jobs = append(jobs, job{k, m, j.depth + 1})
			k = m
		}
		t.nodes[n].to = int32(len(t.nodes))
	}
	return t
}

func (n *trieNode) children() int { return int(n.to - n.from) }

// A placer finds cells for nodes.
type placer struct {
	ncodes int
	free   []uint64 // bitmap of free cells
	next   int      // no cell below is free
	window int      // word of the bitmap at which bases are tried first
	top    int      // highest cell used
}

func newPlacer(ncodes, nodes int) *placer {
	p := &placer{ncodes: ncodes}
	p.grow(nodes + nodes/4 + 4*ncodes)
	p.take(0)
	return p
}

// grow makes the array at least n cells long.
func (p *placer) grow(n int) {
	for len(p.free)*64 < n+p.ncodes+128 {
		p.free = append(p.free, ^uint64(0))
	}
}

func (p *placer) take(cell int) {
	p.free[cell/64] &^= 1 << (cell % 64)
	p.top = max(p.top, cell)
}

// at returns which of the 64 cells from start on are free.
func (p *placer) at(start int) uint64 {
	word, bit := start/64, start%64
	w := p.free[word] >> bit
	if bit > 0 {
		w |= p.free[word+1] << (64 - bit)
	}
	return w
}

// maxTries is after how many windows without success the first window is
// given up: what is free there fits nothing of this size any more.
const maxTries = 64

func (p *placer) place(t *trie) {
	order := make([]int32, 0, len(t.nodes))
	for i := range t.nodes {
		if t.nodes[i].children() > 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		if (a == 0) != (b == 0) { // the root has base 0
			return cmp.Compare(a, b)
		}
		return cmp.Compare(t.nodes[b].children(), t.nodes[a].children())
	})
	for _, i := range order {
		n := &t.nodes[i]
		children := t.nodes[n.from:n.to]
		switch {
		case i == 0:
			n.base = 0
		case len(children) == 1:
			n.base = p.hole(int(children[0].code))
		default:
			n.base = p.base(children)
		}
		for k := range children {
			children[k].state = n.base + int32(children[k].code)
			p.take(int(children[k].state))
		}
	}
}

// base returns a base at which the cells of all children are free.
func (p *placer) base(children []trieNode) int32 {
	for window, tries := p.window, 0; ; window, tries = window+1, tries+1 {
		p.grow(window*64 + 64 + p.ncodes)
		fits := ^uint64(0)
		for k := range children {
			if fits &= p.at(window*64 + int(children[k].code)); fits == 0 {
				break
			}
		}
		if fits != 0 {
			return int32(window*64 + bits.TrailingZeros64(fits))
		}
		if tries == maxTries {
			p.window++
		}
	}
}

// hole returns a base for a single child: that of the first free cell that is
// not below its code.
func (p *placer) hole(code int) int32 {
	for p.free[p.next/64] == 0 {
		p.next = (p.next/64 + 1) * 64
		p.grow(p.next + 64)
	}
	cell := p.next/64*64 + bits.TrailingZeros64(p.free[p.next/64])
	if cell >= code {
		return int32(cell - code)
	}
	for word := code/64 + 1; ; word++ {
		p.grow(word*64 + 64)
		if p.free[word] != 0 {
			return int32(word*64 + bits.TrailingZeros64(p.free[word]) - code)
		}
	}
}

// finish returns the cells. There are ncodes more than are used, so that a
// step from any state stays inside.
func (p *placer) finish(t *trie, words []entry) []cell {
	cells := make([]cell, p.top+p.ncodes+2)
	for i := range cells {
		cells[i] = cell{Base: -1, Check: -1, ID: NoID}
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.children() > 0 {
			cells[n.state].Base = n.base
		}
		if n.word >= 0 {
			cells[n.state].ID, cells[n.state].Dist = words[n.word].id, words[n.word].dist
		}
		for k := n.from; k < n.to; k++ {
			cells[t.nodes[k].state].Check = n.state
		}
	}
	cells[0].Check = -1 // the root is nobody's child
	return cells
}
