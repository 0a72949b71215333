package store

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// A slowList is the list of a gram.
type slowList struct {
	docs   []uint32
	counts []gramCounts
}

// of returns the counts of a document, the last one.
func (l *slowList) of(doc uint32) *gramCounts {
	if n := len(l.docs); n == 0 || l.docs[n-1] != doc {
		l.docs, l.counts = append(l.docs, doc), append(l.counts, gramCounts{})
	}
	return &l.counts[len(l.counts)-1]
}

// slowGrams codes lists as the format has it.
func slowGrams(docs uint32, lists map[uint64]slowList) grams {
	g := grams{docs: docs, starts: []uint64{0}}
	for _, key := range slices.Sorted(maps.Keys(lists)) {
		l := lists[key]
		n := uint32(len(l.docs))
		w := bitWriter{out: binary.AppendUvarint(g.data, uint64(n))}
		next := uint32(0)
		for i, doc := range l.docs {
			w.gap(doc-next, riceBits(docs, n), gapBits(docs))
			w.counts(&l.counts[i])
			next = doc + 1
		}
		w.fill()
		g.keys, g.data = append(g.keys, key), w.out
		g.starts = append(g.starts, uint64(len(g.data)))
	}
	return g
}

// slowLists counts the grams of zones one by one.
func slowLists(zones []gramZone) map[uint64]slowList {
	lists := make(map[uint64]slowList)
	for _, z := range zones {
		class := gramClass[z.zone]
		count := func(key uint64, s, p uint32) {
			l := lists[key]
			c := l.of(z.doc)
			c.String[class] += s
			c.Phrase[class] += p
			lists[key] = l
		}
		bit := map[bool]uint32{true: 1}
		before, beforeAt, freeString, free := rune(0), 0, 0, 0
		for i, n := 0, 0; i < len(z.text); i += n {
			var r rune
			r, n = utf8.DecodeRune(z.text[i:])
			if noGram(r) {
				before = 0
				continue
			}
			count(gramKey(r, 0), 1, bit[z.cut[i] && z.cut[i+n]])
			if before != 0 {
				str, phrase := true, z.cut[beforeAt] && z.cut[i+n]
				if before == r {
					str, phrase = beforeAt >= freeString, phrase && beforeAt >= free
				}
				if before == r && str {
					freeString = i + n
				}
				if before == r && phrase {
					free = i + n
				}
				count(gramKey(before, r), bit[str], bit[phrase])
			}
			before, beforeAt = r, i
		}
	}
	return lists
}

func sameGrams(t interface{ Fatalf(string, ...any) }, got, want grams) {
	if !slices.Equal(got.keys, want.keys) || got.docs != want.docs {
		t.Fatalf("%d grams in %d documents, want %d in %d", len(got.keys), got.docs, len(want.keys), want.docs)
	}
	for i, key := range want.keys {
		g, w := got.data[got.starts[i]:got.starts[i+1]], want.data[want.starts[i]:want.starts[i+1]]
		if !bytes.Equal(g, w) {
			t.Fatalf("%q: %x, want %x", gramText(key), g, w)
		}
	}
	if !slices.Equal(got.starts, want.starts) || len(got.data) != len(want.data) {
		t.Fatalf("lists of %d bytes, want %d", len(got.data), len(want.data))
	}
}

// The bytes are those of a builder that knows no log.
func TestGramsLikeSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, zones := drawGramZones(t)
		sameGrams(t, gramsOfZones(docs, zones), slowGrams(uint32(docs), slowLists(zones)))
	})
}

func TestGramsLikeSlowOnNews(t *testing.T) {
	zones := gramNews(1 << 20)
	docs := zones[len(zones)-1].doc + 1
	sameGrams(t, gramsOfZones(int(docs), zones), slowGrams(docs, slowLists(zones)))
}

// Numbers that take words of their own: more characters than bits, and gaps.
func TestGramsWideNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1921, 7))
	var zones []gramZone
	doc := uint32(0)
	character := func() rune {
		for {
			if c := rune(0x100 + r.IntN(1<<18)); utf8.ValidRune(c) {
				return c
			}
		}
	}
	common := []rune{'人', '民', character(), character()}
	for range 400 {
		doc += []uint32{0, 1, gapMax - 2, gapMax - 1, gapMax, 1 << 20, 9 << 20}[r.IntN(7)]
		z := gramZone{doc: doc, zone: corpus.Body}
		for range 500 {
			c := character()
			if r.IntN(4) == 0 {
				c = common[r.IntN(len(common))]
			}
			z.text = utf8.AppendRune(z.text, c)
		}
		z.cut = make([]bool, len(z.text)+1)
		zones = append(zones, z)
	}
	lists := slowLists(zones)
	singles := 0
	for key := range lists {
		if uint32(key) == 0 {
			singles++
		}
	}
	if singles <= itemMax {
		t.Fatalf("only %d characters", singles)
	}
	sameGrams(t, gramsOfZones(int(doc)+1, zones), slowGrams(doc+1, lists))
}
