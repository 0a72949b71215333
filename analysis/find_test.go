package analysis

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFinder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]string{"ab", "改革开放", "甲乙a\xe4\xb8"}).Draw(t, "letters")
		draw := func(name string, least, most int) string {
			return rapid.StringOfN(rapid.SampledFrom([]rune(letters)), least, most, -1).Draw(t, name)
		}
		term, text := draw("term", 1, 12), draw("text", 0, 80)
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		want := strings.Index(text[from:], term)
		if want >= 0 {
			want += from
		}
		if got := newFinder(term).index(text, from); got != want {
			t.Fatalf("%q in %q from %d: %d, want %d", term, text, from, got, want)
		}
	})
}

func TestFinderOfLongStrings(t *testing.T) {
	term := strings.Repeat("社会主义", 100) + "。"
	text := strings.Repeat("社会主义", 300) + "。"
	if got, want := newFinder(term).index(text, 0), strings.Index(text, term); got != want || want < 0 {
		t.Errorf("%d, want %d", got, want)
	}
}

// The time to search a text of news for a term that it does not hold.
func BenchmarkFinder(b *testing.B) {
	text := strings.Repeat("为了贯彻落实中央关于经济体制的决定，各地干部群众积极行动起来，取得了新的成绩。新华社北京二十八日电", 20)
	for _, term := range []string{"改", "改革", "改革开放", "社会主义现代化建设"} {
		b.Run("finder/"+term, func(b *testing.B) {
			f := newFinder(term)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.index(text, 0)
			}
		})
		b.Run("strings/"+term, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				_ = strings.Index(text, term)
			}
		})
	}
}
