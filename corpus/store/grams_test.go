package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// A gramZone is a text to index; | in marked stands for a cut.
type gramZone struct {
	doc  uint32
	zone corpus.Zone
	text []byte
	cut  []bool
}

func marked(doc uint32, zone corpus.Zone, s string) gramZone {
	z := gramZone{doc: doc, zone: zone, cut: []bool{false}}
	for i := range len(s) {
		if s[i] == '|' {
			z.cut[len(z.text)] = true
			continue
		}
		z.text = append(z.text, s[i])
		z.cut = append(z.cut, false)
	}
	return z
}

func gramsOfZones(docs int, zones []gramZone) grams {
	return gramsIn(new(indexRoom), docs, zones)
}

func gramsIn(room *indexRoom, docs int, zones []gramZone) grams {
	for i := range room.builders {
		room.builders[i].reset(&room.logs[i])
	}
	for _, z := range zones {
		room.builders[2*int(z.doc)/docs].zone(z.doc+1, gramClass[z.zone], z.text, z.cut)
	}
	g := grams{docs: uint32(docs)}
	g.keys, g.starts = codeGrams(g.docs, room, func(data []byte) { g.data = append(g.data, data...) })
	return g
}

// The bytes by hand; first bit first:
//
//	人    n=2, k=0 (33/32): gap 0: 0; body, 3 strings: 110 100, 1 phrase: 11 0.
//	      gap 1: 10; titles and body: 111 101; γ(1)=0 and 1 phrase, twice: 01 01.
//	      0110 1001 1010 1111 0101 01 → 96 f5 2a
//	人人  n=1, k=1 (33/16): gap 0: 0 0; 10 → 04. The phrase is the second pair.
//	人民  gap 2: 10 0; titles: 111 100; 0 1 → 1001 1110 001 → 79 04
//	民    gap 2: 10 0; 111 101; 0 1 0 1 → 1001 1110 1010 1 → 79 15
func TestGramsBytes(t *testing.T) {
	g := gramsOfZones(3, []gramZone{
		marked(0, corpus.Body, "|人|人人|"),
		marked(2, corpus.Title, "|人|民|"),
		marked(2, corpus.Body, "|人|\n|民|"),
	})
	want := grams{
		docs:   3,
		keys:   []uint64{0x4eba_0000_0000, 0x4eba_0000_4eba, 0x4eba_0000_6c11, 0x6c11_0000_0000},
		starts: []uint64{0, 4, 6, 9, 12},
		data:   []byte{2, 0x96, 0xf5, 0x2a, 1, 0x04, 1, 0x79, 0x04, 1, 0x79, 0x15},
	}
	if diff := cmp.Diff(want, g, cmp.AllowUnexported(grams{})); diff != "" {
		t.Error(diff)
	}
}

// Eight of twenty documents: k=0 (220/128). Seven times gap 0 and once in the
// body are 14 zeros; then a gap of 12 in full, 12 ones and 00110; then 0.
func TestGramsLongGap(t *testing.T) {
	var zones []gramZone
	for _, doc := range []uint32{0, 1, 2, 3, 4, 5, 6, 19} {
		zones = append(zones, marked(doc, corpus.Body, "a"))
	}
	if diff := cmp.Diff([]byte{8, 0x00, 0xc0, 0xff, 0x33}, gramsOfZones(20, zones).data); diff != "" {
		t.Error(diff)
	}
}

// scanned counts matches as package analysis does: from left to right, not
// overlapping, one byte on from a match that is not accepted.
func scanned(text, s string, accept func(start, end int) bool) (n uint32) {
	for at := 0; ; {
		i := strings.Index(text[at:], s)
		if i < 0 {
			return n
		}
		start := at + i
		at = start + 1
		if accept(start, start+len(s)) {
			n++
			at = start + len(s)
		}
	}
}

// repaired is a zone with U+FFFD for each byte that is not UTF-8.
func (z gramZone) repaired() gramZone {
	r := gramZone{doc: z.doc, zone: z.zone, cut: z.cut[:1:1]}
	for i := 0; i < len(z.text); {
		c, n := utf8.DecodeRune(z.text[i:])
		r.text = utf8.AppendRune(r.text, c)
		for len(r.cut) < len(r.text) {
			r.cut = append(r.cut, false)
		}
		i += n
		r.cut = append(r.cut, z.cut[i])
	}
	return r
}

// reference is the list of a gram by scanning the zones.
func reference(zones []gramZone, s string) (docs []uint32, counts []gramCounts) {
	for _, z := range zones {
		text := string(z.text)
		strs := scanned(text, s, func(int, int) bool { return true })
		if strs == 0 {
			continue
		}
		if n := len(docs); n == 0 || docs[n-1] != z.doc {
			docs, counts = append(docs, z.doc), append(counts, gramCounts{})
		}
		c, class := &counts[len(counts)-1], map[corpus.Zone]int{corpus.Repeat: 1, corpus.Body: 2}[z.zone]
		c.String[class] += strs
		c.Phrase[class] += scanned(text, s, func(start, end int) bool { return z.cut[start] && z.cut[end] })
	}
	return docs, counts
}

var gramAlphabet = []string{"人", "人", "民", "a", "\n", " ", "𠀀", "\ufffd", "\x00", "\xff", "\xe4"}

func drawGramZones(t *rapid.T) (docs int, zones []gramZone) {
	doc := uint32(0)
	for range rapid.IntRange(0, 30).Draw(t, "documents") {
		doc += rapid.SampledFrom([]uint32{0, 0, 0, 1, 7, 300, 300000}).Draw(t, "gap")
		for z := range corpus.Zone(corpus.NumZones) {
			text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(gramAlphabet), 0, 8).Draw(t, "text"), ""))
			cut := rapid.SliceOfN(rapid.Bool(), len(text)+1, len(text)+1).Draw(t, "cut")
			if len(text) > 0 {
				zones = append(zones, gramZone{doc, z, text, cut})
			}
		}
		doc++
	}
	return int(doc) + rapid.IntRange(0, 9).Draw(t, "more"), zones
}

// gathered reads a list in both ways.
func gathered(t interface{ Fatalf(string, ...any) }, g *grams, a, b rune) (docs []uint32, counts []gramCounts) {
	l, ok := g.list(a, b)
	if !ok {
		return nil, nil
	}
	err := l.each(func(doc uint32, c *gramCounts) {
		docs, counts = append(docs, doc), append(counts, *c)
	})
	only, err2 := l.appendDocs([]uint32{4711})
	if err != nil || err2 != nil || only[0] != 4711 || !slices.Equal(only[1:], docs) || l.documents() != len(docs) {
		t.Fatalf("%q: %v %v; documents %v and %v, %d of them", gramText(gramKey(a, b)), err, err2, docs, only, l.documents())
	}
	return docs, counts
}

// Every gram has the list that scanning gives, and there is no other.
func TestGramsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, zones := drawGramZones(t)
		g := gramsOfZones(docs, zones)
		if err := g.verify(); err != nil {
			t.Fatal(err)
		}
		for i := range zones {
			zones[i] = zones[i].repaired()
		}
		lists := 0
		for _, a := range []rune{'人', '民', 'a', ' ', '𠀀', 0xfffd, '\n', 0} {
			for _, b := range []rune{0, '人', '民', 'a', ' ', '𠀀', 0xfffd, '\n'} {
				s := gramText(gramKey(a, b))
				wantDocs, wantCounts := reference(zones, s)
				if noGram(a) || b == '\n' {
					wantDocs, wantCounts = nil, nil
				}
				gotDocs, gotCounts := gathered(t, &g, a, b)
				if !slices.Equal(gotDocs, wantDocs) || !slices.Equal(gotCounts, wantCounts) {
					t.Fatalf("%q: %v %v, want %v %v", s, gotDocs, gotCounts, wantDocs, wantCounts)
				}
				if len(wantDocs) > 0 {
					lists++
				}
			}
		}
		if lists != len(g.keys) {
			t.Fatalf("%d lists, %d keys", lists, len(g.keys))
		}
	})
}

// No document that holds a string is missing from its candidates, and strings
// of one and two characters have no others.
func TestGramsCandidateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, zones := drawGramZones(t)
		g := gramsOfZones(docs, zones)
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(gramAlphabet), 1, 5).Draw(t, "string"), "")
		if len(zones) > 0 && rapid.Bool().Draw(t, "cut out") {
			z := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
			from := rapid.IntRange(0, len(z.text)-1).Draw(t, "from")
			s = string(z.text[from:rapid.IntRange(from+1, len(z.text)).Draw(t, "to")])
		}
		want, _ := reference(zones, s)
		got, ok, err := g.candidates(s)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			if utf8.ValidString(s) && strings.Trim(s, "\n\x00") != "" {
				t.Fatalf("%q: no answer", s)
			}
			return
		}
		for _, doc := range want {
			if !slices.Contains(got, doc) {
				t.Fatalf("%q: %d is not in %v", s, doc, got)
			}
		}
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Fatalf("%q: %v is not ascending", s, got)
		}
		if a, b, ok := gramOf(s); ok {
			listed, _ := gathered(t, &g, a, b)
			if !slices.Equal(got, want) || !slices.Equal(listed, want) {
				t.Fatalf("%q: candidates %v, list %v, want %v", s, got, listed, want)
			}
		}
	})
}

func TestGramOf(t *testing.T) {
	for _, w := range []struct {
		s    string
		a, b rune
		ok   bool
	}{
		{"人", '人', 0, true}, {"人民", '人', '民', true}, {"a ", 'a', ' ', true}, {"𠀀𠀀", '𠀀', '𠀀', true},
		{"", 0, 0, false}, {"人民日", 0, 0, false}, {"\n", 0, 0, false}, {"人\n", 0, 0, false}, {"人\x00", 0, 0, false},
		{"\x00人", 0, 0, false}, {"\xff", 0, 0, false}, {"人\ufffd", 0, 0, false},
	} {
		if a, b, ok := gramOf(w.s); a != w.a || b != w.b || ok != w.ok {
			t.Errorf("%q: %q %q %v", w.s, a, b, ok)
		}
	}
}

func TestGramsCandidates(t *testing.T) {
	g := gramsOfZones(6, []gramZone{
		marked(0, corpus.Title, "改革"), marked(0, corpus.Body, "开放"),
		marked(1, corpus.Body, "改革开放"),
		marked(2, corpus.Body, "改革\n革开\n开放"), // all pairs and not the string
		marked(4, corpus.Repeat, "改革开放"), marked(4, corpus.Body, "改"),
		marked(5, corpus.Body, "改革\n开放"),
	})
	for _, w := range []struct {
		s    string
		ok   bool
		want []uint32
	}{
		{"改革开放", true, []uint32{1, 2, 4}},
		{"改革", true, []uint32{0, 1, 2, 4, 5}},
		{"革开", true, []uint32{1, 2, 4}},
		{"开", true, []uint32{0, 1, 2, 4, 5}},
		{"革改", true, nil},
		{"人民", true, nil},
		{"改革\n开放", true, []uint32{0, 1, 2, 4, 5}},
		{"放\n改", true, []uint32{0, 1, 2, 4, 5}},
		{"", false, nil},
		{"\n", false, nil},
		{"改\xe9", false, nil}, // the first byte of 革 is e9: it stands inside characters
	} {
		got, ok, err := g.candidates(w.s)
		if ok != w.ok || err != nil || !slices.Equal(got, w.want) {
			t.Errorf("%q: %v %v %v, want %v %v", w.s, got, ok, err, w.want, w.ok)
		}
	}
}

// Lists of any gaps and counts come back.
func TestGramsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		most := rapid.SampledFrom([]int{1, 2, 50, 4000}).Draw(t, "most")
		gapBits, countBits := rapid.IntRange(0, 31).Draw(t, "gap bits"), rapid.IntRange(1, 32).Draw(t, "count bits")
		var docs []uint32
		var counts []gramCounts
		doc := uint32(0)
		for range 1 + r.IntN(most) {
			gap := r.Uint64N(1 << r.IntN(gapBits+1))
			if uint64(doc)+gap >= 1<<32-2 {
				break
			}
			doc += uint32(gap)
			c := gramCounts{}
			for c.String == [3]uint32{} {
				for class := range c.String {
					if r.IntN(3) < class { // titles never, body often, so that all shapes come
						c.String[class] = uint32(r.Uint64N(1 << r.IntN(countBits+1)))
					}
				}
				if r.IntN(8) == 0 {
					c.String[0] = uint32(r.Uint64N(1 << r.IntN(countBits+1)))
				}
			}
			for class, s := range c.String {
				c.Phrase[class] = []uint32{0, s, uint32(r.Uint64N(uint64(s) + 1))}[r.IntN(3)]
			}
			docs, counts = append(docs, doc), append(counts, c)
			doc++
		}
		g := slowGrams(doc, map[uint64]slowList{gramKey('a', 0): {docs, counts}})
		gotDocs, gotCounts := gathered(t, &g, 'a', 0)
		if !slices.Equal(gotDocs, docs) || !slices.Equal(gotCounts, counts) {
			t.Fatal(cmp.Diff(docs, gotDocs) + cmp.Diff(counts, gotCounts))
		}
	})
}

// More pairs than the first table has slots, some of long characters.
func TestGramsManyPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1949, 10))
	want := make(map[uint64]map[uint32]uint32)
	var zones []gramZone
	for doc := range uint32(40) {
		var text []rune
		for range 5000 {
			c := rune(0x4e00 + r.IntN(1500))
			if r.IntN(50) == 0 {
				c += 0x20000
			}
			text = append(text, c)
		}
		for i, c := range text[1:] {
			if c == text[i] {
				continue
			}
			key := gramKey(text[i], c)
			if want[key] == nil {
				want[key] = make(map[uint32]uint32)
			}
			want[key][doc]++
		}
		s := string(text)
		zones = append(zones, gramZone{doc, corpus.Body, []byte(s), make([]bool, len(s)+1)})
	}
	g := gramsOfZones(40, zones)
	if err := g.verify(); err != nil || len(want) < 1<<16 {
		t.Fatal(err, len(want))
	}
	for i, key := range g.keys {
		if a, b := rune(key>>32), rune(uint32(key)); b == 0 || a == b {
			continue
		}
		got := make(map[uint32]uint32)
		l := g.at(i)
		_ = l.each(func(doc uint32, c *gramCounts) { got[doc] = c.String[bodyClass] })
		if diff := cmp.Diff(want[key], got); diff != "" {
			t.Fatalf("%q: %s", gramText(key), diff)
		}
		delete(want, key)
	}
	if len(want) > 0 {
		t.Errorf("%d pairs have no list", len(want))
	}
}
