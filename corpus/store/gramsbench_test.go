package store

import (
	"math"
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"tifa/corpus"
)

// gramNews makes texts of about n bytes in all, some 500 characters each, of
// words of one to four characters. A word's and a character's share is as its
// rank (Zipf), so that most pairs are rare, as in news.
func gramNews(n int) (zones []gramZone) {
	r := rand.New(rand.NewPCG(1978, 12))
	rank := func(n int) int { return int(math.Pow(float64(n), r.Float64())) - 1 }
	words := make([]string, 60000)
	for i := range words {
		for range 1 + (r.IntN(4)+r.IntN(4))/2 {
			words[i] += string(rune(0x4e00 + rank(6000)))
		}
	}
	for doc := uint32(0); n > 0; doc++ {
		title, body := gramZone{doc: doc, zone: corpus.Title, cut: []bool{true}}, gramZone{doc: doc, zone: corpus.Body, cut: []bool{true}}
		for range 8 {
			title.add(words[rank(len(words))])
		}
		for i := range 100 + r.IntN(300) {
			body.add(words[rank(len(words))])
			if i%12 == 11 {
				body.add("，")
			}
		}
		zones = append(zones, title, body)
		n -= len(title.text) + len(body.text)
	}
	return zones
}

// add adds a word and the cut behind it.
func (z *gramZone) add(word string) {
	z.text = append(z.text, word...)
	z.cut = append(z.cut, make([]bool, len(word))...)
	z.cut[len(z.text)] = true
}

// BenchmarkBuildGrams tells bytes of UTF-8 a second, and the bytes of the lists
// and of the tables of keys and starts for each of them.
func BenchmarkBuildGrams(b *testing.B) {
	zones := gramNews(32 << 20)
	size, docs := 0, int(zones[len(zones)-1].doc)+1
	for _, z := range zones {
		size += len(z.text)
	}
	b.SetBytes(int64(size))
	var g grams
	for b.Loop() {
		g = gramsOfZones(docs, zones)
	}
	b.ReportMetric(float64(len(g.data))/float64(size), "lists/B")
	b.ReportMetric(float64(16*len(g.keys))/float64(size), "tables/B")
}

func BenchmarkGramDocs(b *testing.B) {
	zones := gramNews(8 << 20)
	g := gramsOfZones(int(zones[len(zones)-1].doc)+1, zones)
	comma, _ := utf8.DecodeRuneInString("，")
	l, _ := g.list(comma, 0)
	var docs []uint32
	for b.Loop() {
		docs, _ = l.appendDocs(docs[:0])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(docs)), "ns/doc")
}
