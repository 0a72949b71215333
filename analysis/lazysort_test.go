package analysis

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The rows come in the order that a sort by what is said of it gives, as many of
// them as are taken, and again the second time.
func TestSorted(t *testing.T) {
	key := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, math.NaN(), math.Inf(1), math.Inf(-1)}))
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(key, 0, 300).Draw(t, "keys")
		ascending := rapid.Bool().Draw(t, "ascending")
		want := make([]int32, len(keys))
		for i := range want {
			want[i] = int32(i)
		}
		slices.SortStableFunc(want, func(a, b int32) int {
			x, y := keys[a], keys[b]
			if math.IsNaN(x) || math.IsNaN(y) {
				return cmp.Compare(b2i(math.IsNaN(x)), b2i(math.IsNaN(y)))
			}
			if ascending {
				return cmp.Compare(x, y)
			}
			return cmp.Compare(y, x)
		})
		rows := sorted(keys, ascending)
		for _, taken := range []int{len(keys), rapid.IntRange(0, len(keys)).Draw(t, "taken")} {
			var got []int32
			for row := range rows {
				if len(got) == taken {
					break
				}
				got = append(got, row)
			}
			if !slices.Equal(got, want[:taken]) {
				t.Fatalf("%v, want %v", got, want[:taken])
			}
		}
	})
}
