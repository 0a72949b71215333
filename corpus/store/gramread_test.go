package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
)

// Lists of 40 documents that are none: bits are written first bit first.
func TestGramsDamaged(t *testing.T) {
	// k is 4 for one document: 27; 3 for two: 13.
	for _, w := range []struct{ why, list string }{
		{"empty", ""},
		{"no documents", "0 |"},
		{"an endless number", "ff ff |"},
		{"more documents than there are", "29 | 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000"},
		{"more documents than bits", "05 | 00000000"},
		{"one byte is missing", "02 | 0000 0"},
		{"a document behind the last", "01 | 110 0001 0"},
		{"a byte too many", "01 | 0 0000 0 00 00000000"},
		{"not filled up with zeros", "01 | 0 0000 0 01"},
		{"no class", "01 | 0 0000 111 000"},
		{"body only, as if there were others", "01 | 0 0000 111 001 0 0"},
		{"a count of 33 bits", "01 | 0 0000 111 100 " + strings.Repeat("1", 32) + "0" + strings.Repeat("0", 40)},
		{"a count of 2³²", "01 | 0 0000 110 " + strings.Repeat("1", 31) + "0" + strings.Repeat("1", 31) + " 0"},
		{"all strings are phrases, as if not", "01 | 0 0000 110 10 1 11 11"},
	} {
		g := grams{docs: 40, keys: []uint64{gramKey('a', 0)}, data: listBytes(t, w.list)}
		g.starts = []uint64{0, uint64(len(g.data))}
		l, ok := g.list('a', 0)
		if !ok {
			t.Fatal("no list")
		}
		if err := l.each(func(uint32, *gramCounts) {}); !errors.Is(err, errGrams) {
			t.Errorf("%s: error %v", w.why, err)
		}
		if _, err := l.appendDocs(nil); !errors.Is(err, errGrams) {
			t.Errorf("%s: documents: error %v", w.why, err)
		}
		if _, _, err := g.candidates("a"); !errors.Is(err, errGrams) {
			t.Errorf("%s: candidates: error %v", w.why, err)
		}
		if err := g.verify(); !errors.Is(err, errGrams) || !strings.Contains(err.Error(), `"a"`) {
			t.Errorf("%s: verify: %v", w.why, err)
		}
	}
}

// listBytes reads bytes in hexadecimal, | and bits.
func listBytes(t *testing.T, s string) (out []byte) {
	head, bits, _ := strings.Cut(s, "|")
	for _, h := range strings.Fields(head) {
		var c byte
		if _, err := fmt.Sscanf(h, "%x", &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	bits = strings.ReplaceAll(bits, " ", "")
	for i, bit := range bits {
		if i%8 == 0 {
			out = append(out, 0)
		}
		out[len(out)-1] |= byte(bit-'0') << (i % 8)
	}
	return out
}

// Tables that do not fit each other are errors, whichever list is asked for.
func TestGramsDamagedTables(t *testing.T) {
	good := gramsOfZones(1, []gramZone{marked(0, corpus.Body, "ab")})
	for why, damage := range map[string]func(g *grams){
		"starts are missing":    func(g *grams) { g.starts = g.starts[:2] },
		"no starts":             func(g *grams) { g.starts = nil },
		"data are missing":      func(g *grams) { g.data = g.data[:len(g.data)-1] },
		"a start behind":        func(g *grams) { g.starts[1] = 1 << 63 },
		"starts descend":        func(g *grams) { g.starts[1], g.starts[2] = g.starts[2], g.starts[1] },
		"keys are not in order": func(g *grams) { g.keys[0], g.keys[1] = g.keys[1], g.keys[0] },
		"no documents":          func(g *grams) { g.docs = 0 },
	} {
		g := grams{docs: good.docs, keys: slices.Clone(good.keys), starts: slices.Clone(good.starts), data: slices.Clone(good.data)}
		damage(&g)
		if err := g.verify(); !errors.Is(err, errGrams) {
			t.Errorf("%s: %v", why, err)
		}
		for _, s := range []string{"a", "b", "ab"} {
			_, _, _ = g.candidates(s) // does not panic
		}
	}
	if err := good.verify(); err != nil {
		t.Error(err)
	}
}

func FuzzGrams(f *testing.F) {
	g := gramsOfZones(3, []gramZone{marked(0, corpus.Body, "|人|人人|"), marked(2, corpus.Title, "|人|民|"), marked(2, corpus.Body, "|人|\n|民|")})
	f.Add(g.data, uint32(3), uint64(0), uint64(4), uint64(6), "人人民")
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0}, ^uint32(0), uint64(0), uint64(8), uint64(8), "人民")
	f.Fuzz(func(t *testing.T, data []byte, docs uint32, s0, s1, s2 uint64, text string) {
		keys := gramsOf(text)
		if len(keys) > 2 {
			keys = keys[:2]
		}
		g := grams{docs: docs, keys: keys, starts: []uint64{s0, s1, s2}, data: data}
		_ = g.verify()
		_, _, _ = g.candidates(text)
		for _, key := range keys {
			l, _ := g.list(rune(key>>32), rune(uint32(key)))
			next, n := uint64(0), 0
			err := l.each(func(doc uint32, c *gramCounts) {
				if uint64(doc) < next || doc >= docs {
					t.Fatalf("document %d behind %d, of %d", doc, next, docs)
				}
				next = uint64(doc) + 1
				n++
				for class, s := range c.String {
					if c.Phrase[class] > s {
						t.Fatalf("%d phrases of %d strings", c.Phrase[class], s)
					}
				}
			})
			list, _ := l.appendDocs(nil)
			if len(list) != n || cap(list) > 16+8*len(data) {
				t.Fatalf("%d of %d documents, room for %d, of %d bytes", len(list), n, cap(list), len(data))
			}
			if err == nil && n != l.documents() {
				t.Fatalf("%d documents, not %d", n, l.documents())
			}
		}
	})
}
