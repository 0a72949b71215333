package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// limitsOf is the slow way: from each match to both ends.
func limitsOf(text string, within ContextUnit, hit span) span {
	if within == Sentence {
		return span{sentenceStart(text, hit.start), sentenceEnd(text, hit)}
	}
	return span{paragraphStart(text, hit.start), paragraphEnd(text, hit.end)}
}

// A limiter answers as the slow way does, for matches side by side, empty ones,
// such as lie on marks and over the ends of sentences, and in any order.
func TestLimiter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOfN(rapid.SampledFrom([]rune("甲甲a，。。！?””)\n")), 0, 40).Draw(t, "text")
		text := string(runes)
		var starts []int // of characters, and the end
		for i := range text {
			starts = append(starts, i)
		}
		starts = append(starts, len(text))
		var hits []span
		for range rapid.IntRange(1, 12).Draw(t, "hits") {
			i := rapid.IntRange(0, len(starts)-1).Draw(t, "start")
			j := min(len(starts)-1, i+rapid.IntRange(0, 4).Draw(t, "length"))
			hits = append(hits, span{starts[i], starts[j]})
		}
		if rapid.IntRange(0, 9).Draw(t, "order") > 0 {
			slices.SortFunc(hits, func(a, b span) int { return a.start - b.start })
		}
		for _, within := range []ContextUnit{Sentence, Paragraph} {
			l := newLimiter(text, within)
			for _, hit := range hits {
				if got, want := l.around(hit), limitsOf(text, within, hit); got != want {
					t.Fatalf("%d around %v of %v in %q: %v, want %v", within, hit, hits, text, got, want)
				}
			}
		}
	})
}

// Twice the matches in a paragraph take twice the time, not four times.
func BenchmarkLimiter(b *testing.B) {
	for _, hits := range []int{10_000, 20_000} {
		for _, unit := range []string{"改革开放工业，", "改革开放工业。", "！"} {
			text, size := strings.Repeat(unit, hits), len(unit)
			for _, within := range []ContextUnit{Sentence, Paragraph} {
				b.Run(fmt.Sprintf("%s/%d/%d", unit, hits, within), func(b *testing.B) {
					for b.Loop() {
						l := newLimiter(text, within)
						for i := range hits {
							l.around(span{i * size, i*size + 3})
						}
					}
				})
			}
		}
	}
}
