package analysis

import (
	"crypto/sha256"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf8"
	"unsafe"

	"tifa/corpus"
	"tifa/corpus/store"
)

// shingleSize is how many characters a shingle has.
const shingleSize = 5

// minShingles is how many shingles a text needs to be compared by them. Of
// fewer, one character makes five, a quarter of them: there is no telling a
// misprint from another text.
const minShingles = 20

// A shingler cuts the bodies of documents into shingles: all runs of five
// characters (Han characters, letters, digits) of the normalised body, without
// the title that it may begin with. Punctuation, space, line ends and marks
// stand in no shingle and part none, so printing a text with other punctuation
// or other paragraphs makes no difference.
type shingler struct {
	corpus       *store.Corpus
	counted      *[1 << 16]bool
	text, normal []byte
	offsets      corpus.Offsets
	characters   []rune // of the body read last
	hashes       []uint64
}

func newShingler(c *store.Corpus) *shingler {
	return &shingler{corpus: c, counted: countedCharacters()}
}

// countedCharacters tells of each character of the basic plane whether
// [corpus.Characters] counts it.
var countedCharacters = sync.OnceValue(func() *[1 << 16]bool {
	var counted [1 << 16]bool
	for r := range rune(len(counted)) {
		counted[r] = countsAsCharacter(r)
	}
	return &counted
})

func countsAsCharacter(r rune) bool { return corpus.Characters(string(r)) == 1 }

// read reads the body of a document into x.characters.
func (x *shingler) read(doc int) {
	x.text = x.corpus.AppendText(x.text[:0], doc, corpus.Body)
	text := unsafe.String(unsafe.SliceData(x.text), len(x.text)) // until the next document
	x.normal, x.offsets = x.corpus.Normalization().Append(x.normal[:0], x.offsets[:0], text)
	x.characters = x.characters[:0]
	for _, r := range unsafe.String(unsafe.SliceData(x.normal), len(x.normal)) {
		if int(r) < len(x.counted) && x.counted[r] || int(r) >= len(x.counted) && countsAsCharacter(r) {
			x.characters = append(x.characters, r)
		}
	}
}

// shingles returns the shingles of the body read last, as often as they stand
// there, in their order. The slice holds until the next call.
func (x *shingler) shingles() []uint64 {
	x.hashes = x.hashes[:0]
	for i := shingleSize; i <= len(x.characters); i++ {
		x.hashes = append(x.hashes, hashShingle([shingleSize]rune(x.characters[i-shingleSize:i])))
	}
	return x.hashes
}

// A shingleSet is the shingles of a text, each once.
type shingleSet struct {
	members []uint64             // ascending
	bits    [setBits / 64]uint64 // a bit for each member; several may share one
}

const setBits = 4096

// set returns the shingles of a document.
func (x *shingler) set(doc int) *shingleSet {
	x.read(doc)
	return newShingleSet(slices.Clone(x.shingles()))
}

func newShingleSet(shingles []uint64) *shingleSet {
	slices.Sort(shingles)
	s := &shingleSet{members: slices.Compact(shingles)}
	for _, x := range s.members {
		bit := x % setBits
		s.bits[bit/64] |= 1 << (bit % 64)
	}
	return s
}

// A bodyKey tells the characters of a body from those of all others.
type bodyKey [16]byte

// key returns the key of the body read last.
func (x *shingler) key() bodyKey {
	x.text = x.text[:0]
	for _, r := range x.characters {
		x.text = utf8.AppendRune(x.text, r)
	}
	sum := sha256.Sum256(x.text)
	return bodyKey(sum[:16])
}

// hashShingle makes a number of five characters of 21 bits each. Two different
// shingles have one number about once in 2^64 pairs: sets of numbers are as
// good as sets of strings, at a tenth of the memory.
func hashShingle(r [shingleSize]rune) uint64 {
	a := uint64(r[0]) | uint64(r[1])<<21 | uint64(r[2])<<42
	b := uint64(r[3]) | uint64(r[4])<<21
	high, low := bits.Mul64(a^0x9E3779B97F4A7C15, b^0xD1B54A32D192ED03)
	return scramble(high ^ low)
}

// scramble is the finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection
// after which each bit depends on all.
func scramble(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}

// A likeness is how alike two sets are: their sizes, and how many members they
// share.
type likeness struct{ a, b, shared int }

// compare compares two sets. ok is false where they share fewer than need
// members. That shows by their bits, in a hundredth of the time, where the texts
// are as long as news are: a bit that only one has is a member that only it has.
// Else it shows early, as members are in random order.
func (s *shingleSet) compare(o *shingleSet, need int) (l likeness, ok bool) {
	a, b := s.members, o.members
	l = likeness{a: len(a), b: len(b)}
	spareA, spareB := len(a)-need, len(b)-need // members that the other set may lack
	lackA, lackB := 0, 0
	for i, x := range s.bits {
		y := o.bits[i]
		lackA += bits.OnesCount64(x &^ y)
		lackB += bits.OnesCount64(y &^ x)
	}
	if lackA > spareA || lackB > spareB {
		return l, false
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x == y {
			l.shared++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
		if i-l.shared > spareA || j-l.shared > spareB {
			return l, false
		}
	}
	return l, l.shared >= need
}

// sharedNeeded is how many members sets must share, at least, for a Jaccard.
// Rounding may make it one too few.
func sharedNeeded(a, b *shingleSet, jaccard float64) int {
	return int(jaccard / (1 + jaccard) * float64(len(a.members)+len(b.members)))
}

// jaccard is what is shared of all members (Jaccard 1901); neither set is
// empty.
func (l likeness) jaccard() float64 { return float64(l.shared) / float64(l.a+l.b-l.shared) }

// containment is what is shared of the smaller set (Broder 1997).
func (l likeness) containment() float64 { return float64(l.shared) / float64(min(l.a, l.b)) }
