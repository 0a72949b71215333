package segment

import (
	"slices"
	"testing"
)

// The compiled dictionary keeps what gse has loaded: frequencies are those of
// its entries, which add up to the total but for float32.
func TestFrequencies(t *testing.T) {
	got := full().Frequencies()
	if !slices.Equal(got, withGSE().Frequencies()) {
		t.Fatal("the compiled dictionary has other frequencies than gse")
	}
	total := engine().gse.Dict.TotalFreq()
	sum := 0.0
	for id, share := range got {
		sum += share
		if want := engine().freq(int32(id)) / total; share < want*0.9999 || share > want*1.0001 {
			t.Fatalf("%s: share %g, want %g", full().Word(int32(id)), share, want)
		}
	}
	if sum < 0.99 || sum > 1.01 {
		t.Errorf("shares add up to %g", sum)
	}
}
