package analysis

import (
	"cmp"
	"math"
	"slices"
)

// Families are the documents of a selection by the text they print. Documents
// are known by their places in the order of printing: date, page, then the
// order of the corpus.
type families struct {
	s         *Selection
	threshold float64
	hasher    *hasher
	docs      []int     // place → document
	length    []int32   // place → shingles of the body, repeated ones too
	keys      []bodyKey // place → the characters of the body
	bands     []uint64  // place·bands → key of the band
	first     []int32   // place → that of the first of its family
	like      []likeness
	short     int
	sets      setCache
}

// findFamilies puts each document of docs into the family of the first one
// that it is a copy of: the earliest of those that stand for a family with
// which its Jaccard is at least the threshold; where there is none it stands
// for a family itself. So all members are that like the one that is shown for
// them, which joining pair by pair would not give: a year of weather reports,
// each like that of the day before, would be one family. Since 1 − Jaccard is
// a distance, any two members have at least 2·threshold − 1.
func findFamilies(s *Selection, docs []int, threshold float64, seed int64) *families {
	f := &families{s: s, threshold: threshold, hasher: newHasher(bandingFor(threshold), seed)}
	f.docs = inPrintOrder(s, docs)
	f.sets = newSetCache(f)
	f.sketch()
	f.joinEqual()
	f.joinAlike(f.buckets())
	return f
}

// inPrintOrder orders documents by date, then page, no page last, and where
// those are one as the corpus does.
func inPrintOrder(s *Selection, docs []int) []int {
	pages := s.Corpus.Stored("page")
	page := func(doc int) uint32 {
		if of := pages.Of(doc); len(of) > 0 {
			return of[0] // values are in the order of numbers
		}
		return math.MaxUint32
	}
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b int) int {
		return cmp.Or(s.Corpus.Date(a).Compare(s.Corpus.Date(b)), cmp.Compare(page(a), page(b)), cmp.Compare(a, b))
	})
	return docs
}

// sketch reads all bodies.
func (f *families) sketch() {
	n, bands := len(f.docs), f.hasher.bands
	f.length, f.keys = make([]int32, n), make([]bodyKey, n)
	f.first, f.like = make([]int32, n), make([]likeness, n)
	f.bands = make([]uint64, n*bands)
	runs := chunks(f.docs)
	inParallel(len(runs), func(run int) {
		x, h := newShingler(f.s.Corpus), f.hasher.clone()
		at := 0
		if run > 0 {
			at = run * len(runs[0])
		}
		for i, doc := range runs[run] {
			x.read(doc)
			shingles := x.shingles()
			place := at + i
			f.length[place] = int32(len(shingles))
			if len(shingles) >= minShingles {
				f.keys[place] = x.key()
				h.bandKeys(f.bands[place*bands:place*bands:(place+1)*bands], shingles)
			}
		}
	})
}

// joinEqual joins the documents that have the same text: the same headlines
// and body, white space aside, or the same characters of the body if those are
// enough.
func (f *families) joinEqual() {
	texts, bodies := make(map[int]int32), make(map[bodyKey]int32)
	for place, doc := range f.docs {
		me, long := int32(place), f.length[place] >= minShingles
		f.first[place] = me
		copyOf := f.s.Corpus.FirstCopy(doc)
		if first, ok := texts[copyOf]; ok {
			f.first[place] = first
		} else if first, ok := bodies[f.keys[place]]; ok { // never one that is short: its key is zero
			f.first[place] = first
		}
		texts[copyOf] = f.first[place]
		if !long {
			f.short++
		} else if _, ok := bodies[f.keys[place]]; !ok {
			bodies[f.keys[place]] = f.first[place]
		}
	}
	f.keys = nil
}

// buckets returns for each place and band the number of the bucket that it
// shares with others there, -1 where it is alone.
func (f *families) buckets() (of []int32, n int) {
	bands := f.hasher.bands
	of = make([]int32, len(f.bands))
	counts := make([]int, bands)
	inParallel(bands, func(band int) {
		var places []int32
		for place := range f.docs {
			of[place*bands+band] = -1
			if f.stands(int32(place)) {
				places = append(places, int32(place))
			}
		}
		key := func(place int32) uint64 { return f.bands[int(place)*bands+band] }
		slices.SortFunc(places, func(a, b int32) int { return cmp.Compare(key(a), key(b)) })
		for i, j := 0, 0; i < len(places); i = j {
			for j = i + 1; j < len(places) && key(places[j]) == key(places[i]); j++ {
			}
			if j == i+1 {
				continue
			}
			for _, place := range places[i:j] {
				of[int(place)*bands+band] = int32(counts[band])
			}
			counts[band]++
		}
	})
	f.bands = nil
	for i := range of { // one row of numbers for all bands
		if of[i] >= 0 {
			of[i] = of[i]*int32(bands) + int32(i%bands)
		}
	}
	return of, (slices.Max(counts) + 1) * bands
}

// stands tells whether a document stands for a family as far as is known, and
// is long enough to be compared.
func (f *families) stands(place int32) bool {
	return f.first[place] == place && f.length[place] >= minShingles
}

// joinAlike joins the documents that are alike.
func (f *families) joinAlike(of []int32, buckets int) {
	bands := f.hasher.bands
	in := make([][]int32, buckets) // bucket → places that stand for families
	var candidates []int32
	for place := range int32(len(f.docs)) {
		if !f.stands(place) {
			continue
		}
		candidates = candidates[:0]
		mine := of[int(place)*bands : (int(place)+1)*bands]
		for _, b := range mine {
			if b >= 0 {
				candidates = append(candidates, in[b]...)
			}
		}
		slices.Sort(candidates)
		if f.joinFirst(place, slices.Compact(candidates)) {
			continue
		}
		for _, b := range mine {
			if b >= 0 {
				in[b] = append(in[b], place)
			}
		}
	}
	for place, first := range f.first { // the copies of what was joined
		if root := f.first[first]; root != first {
			f.first[place], f.like[place] = root, f.like[first]
		}
	}
}

// joinFirst joins a document to the first of the candidates that it is like.
func (f *families) joinFirst(place int32, candidates []int32) bool {
	for _, c := range candidates {
		a, b := f.sets.of(c), f.sets.of(place)
		if l, ok := a.compare(b, sharedNeeded(a, b, f.threshold)); ok && l.jaccard() >= f.threshold {
			f.first[place], f.like[place] = c, l
			return true
		}
	}
	return false
}

// likeFirst returns the Jaccard and the containment of a member and the first
// of its family; 1 where their texts are the same.
func (f *families) likeFirst(place int32) (jaccard, containment float64) {
	if l := f.like[place]; l.shared > 0 {
		return l.jaccard(), l.containment()
	}
	return 1, 1
}

// A setCache keeps sets of shingles, for those that are compared with many.
type setCache struct {
	shingler *shingler
	docs     []int
	sets     map[int32]*shingleSet
	size     int
}

// maxCached is how many shingles are kept: 256 MB.
const maxCached = 1 << 25

func newSetCache(f *families) setCache {
	return setCache{shingler: newShingler(f.s.Corpus), docs: f.docs, sets: make(map[int32]*shingleSet)}
}

// of returns the set of a place.
func (c *setCache) of(place int32) *shingleSet {
	if set, ok := c.sets[place]; ok {
		return set
	}
	if c.size > maxCached {
		clear(c.sets)
		c.size = 0
	}
	set := c.shingler.set(c.docs[place])
	c.sets[place] = set
	c.size += len(set.members) + len(set.bits)
	return set
}
