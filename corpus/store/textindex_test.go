package store

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A textIndex is a map from texts to numbers, of which several may have one.
func TestTextIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type entry struct {
			text string
			kind bool // of texts that are the same, two may differ
		}
		size := rapid.SampledFrom([]int{0, 700, 5000}).Draw(t, "size") // beyond what there is room for at first
		asked := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) entry {
			return entry{rapid.StringMatching(`[ab]{0,3}|[a-e]{5}`).Draw(t, "text"), rapid.Bool().Draw(t, "kind")}
		}), size, -1).Draw(t, "asked")
		x, number := newTextIndex(0), make(map[entry]uint32)
		var entries []entry
		for _, e := range asked {
			got, ok := x.find(e.text, func(n uint32) bool { return entries[n] == e })
			want, known := number[e]
			if ok != known || got != want {
				t.Fatalf("%v: %d %v, want %d %v", e, got, ok, want, known)
			}
			if !ok {
				number[e] = uint32(len(entries))
				x.add(e.text, number[e])
				entries = append(entries, e)
			}
		}
	})
}

func TestSortedTexts(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[改革]{0,4}`), rapid.StringMatching("a{5,9}\x00?b?"))
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfDistinct(text, rapid.ID[string]).Draw(t, "texts")
		var got []string
		for _, at := range sortedTexts(texts) {
			got = append(got, texts[at])
		}
		if want := slices.SortedFunc(slices.Values(texts), strings.Compare); !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
