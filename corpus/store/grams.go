package store

import (
	"encoding/binary"
	"math/bits"

	"tifa/corpus"
)

// grams is the character index of a segment: for each character and for each
// pair of neighbouring characters of the normalised texts, the documents that
// hold it and how often. A string of one or two characters is answered from its
// list alone; a longer one stands in no document that is not in the lists of
// all its pairs.
//
// Pairs cross neither from one zone to another nor over "\n". "\n" and U+0000
// are in no gram. Each byte of a text that is not UTF-8 counts as one U+FFFD.
//
// A document has six counts: matches of the gram as a string and as a phrase
// (package analysis says what these are) in its headlines, in the title that
// its body repeats, and in the rest of its body. Zones are scanned each by
// itself and added up.
//
// The format of a list, after the number of its documents n as an unsigned
// varint (encoding/binary), is a string of bits. They fill each byte from its
// lowest bit up; numbers of a given width come with their lowest bit first; the
// last byte is filled up with zeros. For each document, ascending:
//
//   - the gap: the number of documents between the one before (−1 for the
//     first) and this one. It is Rice coded: gap>>k times 1, a 0, then the low k
//     bits, where k = ⌊log₂ max(1, ⌊11·docs / 16·n⌋)⌋ and docs is the number of
//     documents of the segment (0.69 is ln 2: Golomb's choice for random gaps).
//     If gap>>k is 12 or more, it is 12 times 1 and the gap in as many bits as
//     docs−1 has.
//   - the counts. 0: once in the body, no phrase. 10: once in the body, a phrase.
//     110: several times, in the body only: γ(s−1), then the phrases.
//     111: three bits say which of headlines, repeated title and body hold the
//     gram; for each that does γ(s), then the phrases.
//
// Here s is the number of strings, and γ is Elias' code in this form: for
// x ≥ 1 with 1+m bits, m times 1, a 0, then the low m bits of x. The phrases p
// of s strings are 0 for none, 10 for p = s, and 11 with p−1 in as many bits as
// s−2 has for those between; for s = 1 they are one bit, p.
//
// Over 112 MB of television news (28.7 M pairs in documents, 15.9 M characters)
// the lists take 0.51 bytes for a byte of text. As varints with the commonest
// counts in the low bits they would take 0.67, reckoned from the gaps and counts.
type grams struct {
	docs   uint32   // documents of the segment
	keys   []uint64 // ascending, see gramKey
	starts []uint64 // place of each key's list in data; one more than there are keys
	data   []byte
}

// gramCounts are the matches of a gram in a document: in its headlines, in the
// title that its body repeats and in the rest of the body.
type gramCounts struct {
	String, Phrase [3]uint32
}

const bodyClass = 2

// gramClass is the place of a zone in gramCounts.
var gramClass = [corpus.NumZones]uint8{corpus.Repeat: 1, corpus.Body: bodyClass}

// maxUnary is the number of ones that stand for a gap written in full.
const maxUnary = 12

// gramKey is the key of a pair, or of a single character where b is 0.
func gramKey(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// noGram tells whether a character is in no gram.
func noGram(r rune) bool { return r == '\n' || r == 0 }

// riceBits is the parameter k of a list of n documents, n > 0.
func riceBits(docs, n uint32) uint { // the largest k with 2^k·16·n ≤ 11·docs, without a division
	least, most := 16*uint64(n), 11*uint64(docs)
	k := bits.Len64(most) - bits.Len64(least)
	if k > 0 && least<<k > most {
		k--
	}
	return uint(max(k, 0))
}

// gapBits is the width of a gap written in full.
func gapBits(docs uint32) uint { return uint(bits.Len32(docs - 1)) }

// bitWriter appends bits to a slice of bytes.
type bitWriter struct {
	out  []byte
	bits uint64 // not yet in out
	n    uint   // how many, under 8 between calls
}

// put appends the low n bits of v, which has no others, n ≤ 57. It always writes
// eight bytes and keeps those that are full: nothing foretells which ones are.
func (w *bitWriter) put(v uint64, n uint) {
	w.bits |= v << (w.n % 64)
	w.n += n
	w.out = binary.LittleEndian.AppendUint64(w.out, w.bits)[:len(w.out)+int(w.n/8)]
	w.bits >>= w.n &^ 7
	w.n %= 8
}

// fill ends the last byte.
func (w *bitWriter) fill() {
	if w.n > 0 {
		w.out = append(w.out, byte(w.bits))
	}
	w.bits, w.n = 0, 0
}

func (w *bitWriter) gap(gap uint32, k, width uint) {
	q := uint(gap >> k)
	if q >= maxUnary {
		w.put(1<<maxUnary-1, maxUnary)
		w.put(uint64(gap), width)
		return
	}
	w.put(1<<q-1, q+1)
	w.put(uint64(gap)&(1<<k-1), k)
}

// gamma writes x ≥ 1.
func (w *bitWriter) gamma(x uint32) {
	m := uint(bits.Len32(x) - 1)
	w.put(1<<m-1, m+1)
	w.put(uint64(x)&(1<<m-1), m)
}

// phrases writes the phrases p of s strings.
func (w *bitWriter) phrases(s, p uint32) {
	switch {
	case s == 1:
		w.put(uint64(p), 1)
	case p == 0:
		w.put(0, 1)
	case p == s:
		w.put(0b01, 2)
	default:
		w.put(0b11, 2)
		w.put(uint64(p-1), uint(bits.Len32(s-2)))
	}
}

func (w *bitWriter) counts(c *gramCounts) {
	s, p := c.String[bodyClass], c.Phrase[bodyClass]
	switch {
	case c.String[0]|c.String[1] != 0:
		held := uint64(0)
		for class, s := range c.String {
			if s > 0 {
				held |= 1 << class
			}
		}
		w.put(0b111|held<<3, 6)
		for class, s := range c.String {
			if s > 0 {
				w.gamma(s)
				w.phrases(s, c.Phrase[class])
			}
		}
	case s > 1:
		w.put(0b011, 3)
		w.gamma(s - 1)
		w.phrases(s, p)
	default:
		w.put(uint64(p), uint(1+p))
	}
}
