package segment

import (
	"sync"
	"testing"
)

// While eight goroutines cut with one Segmenter, others of both engines are
// loaded: nothing is shared that loading writes to. The race detector sees what
// this test cannot.
func TestLoadWhileCutting(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := cachedDictionary(dir, dictionaryName(nil, ""), fresh); err != nil {
		t.Fatal(err)
	}
	mapped, err := New(Options{CacheDir: dir})
	if err != nil || len(mapped.Notes()) != 0 {
		t.Fatal(err, mapped.Notes())
	}
	lines := sample()[:min(len(sample()), 60)]
	want := make([]string, len(lines))
	for i, line := range lines {
		want[i] = cut(full(), line)
	}
	check := func(s *Segmenter, from int) {
		for i := range lines {
			i = (i + from) % len(lines)
			if got := cut(s, lines[i]); got != want[i] {
				t.Errorf("%q: %s, alone %s", lines[i], got, want[i])
			}
		}
	}
	for _, shared := range []*Segmenter{mapped, fullGSE()} {
		var wg sync.WaitGroup
		for _, opt := range []Options{{CacheDir: dir}, {GSE: true}} {
			wg.Go(func() {
				s, err := New(opt)
				if err != nil {
					t.Error(err)
					return
				}
				check(s, 0)
			})
		}
		for g := range 8 {
			wg.Go(func() { check(shared, g*len(lines)/8) })
		}
		wg.Wait()
	}
}
