package analysis

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// drawNumber is the number that decides whether something is drawn: a sample of
// n is what has the n smallest. It is the first 64 bits (big-endian) of the
// SHA-256 of the seed in decimal and the names, with a zero byte before each
// name. So a sample is simple and random, without replacement; it does not
// depend on the order, the files or what else is there, and of two samples with
// one seed the smaller is part of the larger.
func drawNumber(seed int64, names ...string) uint64 {
	var buf [128]byte
	b := strconv.AppendInt(buf[:0], seed, 10)
	for _, name := range names {
		b = append(append(b, 0), name...)
	}
	sum := sha256.Sum256(b)
	return binary.BigEndian.Uint64(sum[:])
}

// sample returns n documents, in the order of the corpus.
func sample(s *Selection, docs []int, n int, seed int64) []int {
	type drawn struct {
		doc    int
		number uint64
	}
	all := make([]drawn, len(docs))
	for i, doc := range docs {
		all[i] = drawn{doc, drawNumber(seed, s.Corpus.ID(doc))}
	}
	slices.SortFunc(all, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(s.Corpus.ID(a.doc), s.Corpus.ID(b.doc)))
	})
	var chosen []int
	for _, d := range all[:min(n, len(all))] {
		chosen = append(chosen, d.doc)
	}
	slices.Sort(chosen)
	return chosen
}

// smallest returns the indexes of the n smallest numbers among those at of,
// ascending; n = 0 is all. Of equal numbers the first is the smaller.
func smallest(numbers []uint64, of []int, n int) []int {
	if n == 0 || len(of) <= n {
		return of
	}
	of = slices.Clone(of)
	slices.SortFunc(of, func(a, b int) int {
		return cmp.Or(cmp.Compare(numbers[a], numbers[b]), cmp.Compare(a, b))
	})
	of = of[:n]
	slices.Sort(of)
	return of
}
