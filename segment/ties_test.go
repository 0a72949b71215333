package segment

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// pathDistance is the length that gse gives to a token of its path: log2 of total
// over frequency, each logarithm a float32, and 32 for a unit that is no word.
func pathDistance(b *Buffer, token string) float32 {
	id, _, err := engine().gse.Dict.Value(b.toLower(token))
	if err != nil {
		return pseudo
	}
	return float32(math.Log2(engine().gse.Dict.TotalFreq())) - float32(math.Log2(engine().freq(int32(id))))
}

// A window is a stretch between two cuts that two paths share, and between
// which they share none.
type window struct {
	from, to int32
	a, b     float64 // exact length of each path's part
	words    int     // of both
	sum      float32 // what a has added up to at the end, in float32 as gse does it
}

// tie tells whether rounding alone can have decided: a path that gse prefers is
// no longer, in float32, than any other, each addition is off by half a unit in
// the last place of the sum at most, and float32 addition is monotonic.
func (w window) tie() bool {
	unit := float64(math.Nextafter32(w.sum, math.MaxFloat32) - w.sum)
	return math.Abs(w.a-w.b) <= float64(w.words)*unit/2
}

// windows returns where two paths over a text differ. Cuts are the ends of
// tokens.
func windows(text string, a, b []int32) []window {
	var out []window
	var buf Buffer
	w := window{}
	i, j, lastA, lastB := 0, 0, int32(0), int32(0)
	for i < len(a) || j < len(b) {
		if j == len(b) || i < len(a) && a[i] <= b[j] {
			d := pathDistance(&buf, text[lastA:a[i]])
			w.a, w.words, w.sum, lastA = w.a+float64(d), w.words+1, w.sum+d, a[i]
			i++
		} else {
			w.b, w.words, lastB = w.b+float64(pathDistance(&buf, text[lastB:b[j]])), w.words+1, b[j]
			j++
		}
		if lastA == lastB {
			if w.to = lastA; w.words > 2 { // one word each is the same word
				out = append(out, w)
			}
			w = window{from: lastA, sum: w.sum}
		}
	}
	return out
}

func segmentCuts(text string) []int32 {
	var cuts []int32
	for _, s := range engine().gse.Segment([]byte(text)) {
		cuts = append(cuts, int32(s.End()))
	}
	return cuts
}

// exactCuts is the shortest path over a run of dictionary units in float64, by
// looking up every string of up to so many units.
func exactCuts(run string) []int32 {
	units := splitUnits(run)
	ends := []int32{0}
	for _, u := range units {
		ends = append(ends, ends[len(ends)-1]+int32(len(u)))
	}
	var buf Buffer
	best, from := make([]float64, len(ends)), make([]int, len(ends))
	for to := 1; to < len(ends); to++ {
		best[to] = math.Inf(1)
		for start := max(0, to-engine().gse.Dict.MaxTokenLen()); start < to; start++ {
			word := run[ends[start]:ends[to]]
			if start < to-1 && engine().id(&buf, strings.ToLower(word)) == NoID {
				continue
			}
			if d := best[start] + float64(pathDistance(&buf, word)); d < best[to] {
				best[to], from[to] = d, start
			}
		}
	}
	var cuts []int32
	for p := len(units); p > 0; p = from[p] {
		cuts = append(cuts, ends[p])
	}
	slices.Reverse(cuts)
	return cuts
}

// gse over a whole book adds float32 up to where a unit in the last place is
// half a word's length, and cuts otherwise than over its runs. Wherever it does
// the two paths are tied within the rounding of its sums.
func TestTiesWhole(t *testing.T) {
	text := strings.Join(sample(), "")
	text = strings.Repeat(text, 2<<20/len(text))
	found := windows(text, segmentCuts(text), allCuts(noFold(), text))
	for _, w := range found {
		if !w.tie() {
			t.Fatalf("%q is no tie: %v by gse over the whole, %v over runs, %d words, after %v", text[w.from:w.to], w.a, w.b, w.words, w.sum)
		}
	}
	t.Logf("%d windows differ in %d bytes", len(found), len(text))
	if len(found) == 0 {
		t.Error("no window differs: the text is too short to see a tie")
	}
}

// A run of the sample repeated is as long as no run of a paper is: gse and the
// compiled dictionary, which add in float32, cut it as float64 does but for
// ties.
func TestTiesRun(t *testing.T) {
	run := strings.Repeat(hanSample(), 3)
	ours, exact := allCuts(noFold(), run), exactCuts(run)
	if gse := segmentCuts(run); !slices.Equal(ours, gse) {
		t.Errorf("gse cuts otherwise: %d windows", len(windows(run, ours, gse)))
	}
	found := windows(run, ours, exact)
	for _, w := range found {
		if !w.tie() || w.a < w.b-1e-6 {
			t.Fatalf("%q is no tie: %v in float32, %v exact, %d words, after %v", run[w.from:w.to], w.a, w.b, w.words, w.sum)
		}
	}
	t.Logf("%d windows differ in a run of %d bytes", len(found), len(run))
}

// What is no tie is seen as none: a cut that no engine makes.
func TestTiesFail(t *testing.T) {
	const text = "研究生命起源"
	found := windows(text, []int32{6, 12, 18}, []int32{9, 12, 18})
	if len(found) != 1 || found[0].from != 0 || found[0].to != 12 || found[0].words != 4 || found[0].tie() {
		t.Errorf("%+v", found)
	}
}
