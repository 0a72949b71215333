package analysis

import (
	"cmp"
	"math/bits"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// An excerpt is a text of which a longer one holds nearly all.
type excerpt struct {
	place int32 // the shorter
	in    int32 // the longer; both stand for families
	likeness
}

// findExcerpts returns for each document that stands for a family the one that
// holds most of it, the earliest of several, among those that stand for
// families, have more shingles and hold at least the share of its shingles.
//
// MinHash finds no short text in a long one: their Jaccard is small. So of each
// text 16 shingles are drawn, and each text is read once more to see whose
// shingles it holds: a text that holds 9 in 10 of another's holds, but for one
// case in 200, at least so many of the 16 that few others do. What is found
// costs no more for a long text than for a short one.
func (f *families) findExcerpts(share float64) (list []excerpt, common int) {
	index, common := f.excerptIndex(share)
	runs := f.runs()
	found := make([][]excerpt, len(runs))
	inParallel(len(runs), func(run int) {
		r := excerptReader{f: f, index: index, share: share, sets: newSetCache(f), held: make([]uint16, len(f.docs))}
		for _, place := range runs[run] {
			r.read(place)
		}
		found[run] = r.found
	})
	for _, part := range found {
		list = append(list, part...)
	}
	slices.SortFunc(list, func(a, b excerpt) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(b.shared, a.shared), cmp.Compare(a.in, b.in))
	})
	return slices.CompactFunc(list, func(a, b excerpt) bool { return a.place == b.place }), common
}

// maxTexts is how many texts may share a shingle that is looked up. What more
// share, the opening words of an agency or the names of a government, would
// find pairs that have nothing else in common.
const maxTexts = 1000

// An excerptIndex tells which texts a shingle was drawn of.
type excerptIndex struct {
	keys   []drawnShingle // by shingle
	starts []int32        // the first bits of a shingle → its place in keys
	shift  int
	maybe  []uint64 // a bit for each shingle; several may share one
	need   []uint8  // place → how many of its shingles a text must hold
}

type drawnShingle struct {
	shingle uint64
	place   int32
	bit     uint8 // which of the shingles of the place
}

// excerptIndex draws the shingles of all texts. common is how many shingles
// were passed over because too many texts share them.
func (f *families) excerptIndex(share float64) (x *excerptIndex, common int) {
	x = &excerptIndex{need: make([]uint8, len(f.docs))}
	runs := f.runs()
	parts := make([][]drawnShingle, len(runs))
	inParallel(len(runs), func(run int) {
		reader := newShingler(f.s.Corpus)
		for _, place := range runs[run] {
			reader.read(f.docs[place])
			s := f.hasher.sample(reader.shingles())
			for bit, key := range s.key[:s.n] {
				parts[run] = append(parts[run], drawnShingle{key, place, uint8(bit)})
			}
		}
	})
	x.keys = slices.Concat(parts...)
	slices.SortFunc(x.keys, func(a, b drawnShingle) int {
		return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.place, b.place))
	})
	common = x.dropCommon(share)
	x.arrange()
	return x, common
}

// runs deals the places that stand for families out.
func (f *families) runs() [][]int32 {
	var places []int32
	for place := range int32(len(f.docs)) {
		if f.stands(place) {
			places = append(places, place)
		}
	}
	return slices.Collect(slices.Chunk(places, 512))
}

// dropCommon drops the shingles of too many texts and sets what each text
// needs.
func (x *excerptIndex) dropCommon(share float64) (common int) {
	drawn, kept := make([]int, len(x.need)), make([]int, len(x.need))
	list := x.keys[:0]
	for i, j := 0, 0; i < len(x.keys); i = j {
		for j = i; j < len(x.keys) && x.keys[j].shingle == x.keys[i].shingle; j++ {
			drawn[x.keys[j].place]++
		}
		if j-i > maxTexts {
			common++
			continue
		}
		for _, k := range x.keys[i:j] {
			kept[k.place]++
		}
		list = append(list, x.keys[i:j]...)
	}
	x.keys = list
	for place, n := range kept {
		x.need[place] = uint8(sharesNeeded(drawn[place], n, share))
	}
	return common
}

// sharesNeeded is how many of the kept of the drawn shingles a text must hold
// so that of 200 texts which hold the share of all only one holds fewer, by the
// binomial distribution; 1 at least. The shingles that were passed over are
// taken to be held.
func sharesNeeded(drawn, kept int, share float64) int {
	if kept == 0 {
		return 1
	}
	p := max(0, (share*float64(drawn)-float64(drawn-kept))/float64(kept))
	binomial := distuv.Binomial{N: float64(kept), P: p}
	need := 1
	for need < kept && binomial.CDF(float64(need)) <= 1-leastRecall {
		need++
	}
	return need
}

// arrange makes what lookup goes by.
func (x *excerptIndex) arrange() {
	width := max(1, bits.Len(uint(len(x.keys))))
	x.shift = 64 - width
	x.starts = make([]int32, 1<<width+1)
	x.maybe = make([]uint64, 1<<max(0, width-2)) // 16 to 32 bits a shingle
	for _, k := range x.keys {
		x.starts[k.shingle>>x.shift+1]++
		x.maybe[k.shingle>>6%uint64(len(x.maybe))] |= 1 << (k.shingle % 64)
	}
	for i := range x.starts[1:] {
		x.starts[i+1] += x.starts[i]
	}
}

// lookup returns the texts that a shingle was drawn of.
func (x *excerptIndex) lookup(shingle uint64) []drawnShingle {
	if x.maybe[shingle>>6%uint64(len(x.maybe))]>>(shingle%64)&1 == 0 {
		return nil
	}
	top := shingle >> x.shift
	list := x.keys[x.starts[top]:x.starts[top+1]]
	for len(list) > 0 && list[0].shingle < shingle {
		list = list[1:]
	}
	n := 0
	for n < len(list) && list[n].shingle == shingle {
		n++
	}
	return list[:n]
}

// An excerptReader looks for texts in one text after another.
type excerptReader struct {
	f       *families
	index   *excerptIndex
	share   float64
	sets    setCache
	held    []uint16 // place → which of its shingles the text in hand holds
	touched []int32
	found   []excerpt
}

// read finds the texts that the text of a place holds.
func (r *excerptReader) read(place int32) {
	x := r.sets.shingler
	x.read(r.f.docs[place])
	for _, shingle := range x.shingles() {
		for _, k := range r.index.lookup(shingle) {
			if r.held[k.place] == 0 {
				r.touched = append(r.touched, k.place)
			}
			r.held[k.place] |= 1 << k.bit
		}
	}
	for _, other := range r.touched {
		n := bits.OnesCount16(r.held[other])
		r.held[other] = 0
		if other == place || n < int(r.index.need[other]) {
			continue
		}
		a, b := r.sets.of(other), r.sets.of(place)
		n, m := len(a.members), len(b.members)
		if n > m || n == m && other < place {
			continue
		}
		if l, ok := a.compare(b, int(r.share*float64(n))); ok && l.containment() >= r.share {
			r.found = append(r.found, excerpt{other, place, l})
		}
	}
	r.touched = r.touched[:0]
}
