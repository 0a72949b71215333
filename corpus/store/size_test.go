package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"tifa/corpus"
	"tifa/corpus/store"
)

// The parts sum to the files of the corpus, the manifest and the lock aside.
func TestSizes(t *testing.T) {
	dir := stored(t, "a")
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sizes, total := make(map[string]int64), int64(0)
	for _, s := range c.Sizes() {
		sizes[s.Part] = s.Bytes
		total += s.Bytes
	}
	want := int64(0)
	for _, pattern := range []string{"segment-*", "catalog-*", "shared-*", "cuts-*", "files-*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			want += info.Size()
		}
	}
	if total != want {
		t.Errorf("the parts have %d bytes, the files %d: %v", total, want, sizes)
	}
	tokens := int64(0) // of all documents, three replaced ones among them, which are like others
	for doc := range c.Len() {
		for z := range corpus.Zone(corpus.NumZones) {
			tokens += int64(len(c.Tokens(doc, z)))
		}
	}
	if sizes["stream"] <= 4*tokens || sizes["segmentation"] != int64(len("how texts are cut")) {
		t.Errorf("%d tokens: %v", tokens, sizes)
	}
	if build(t, place(&corpus.Document{})...).Sizes() != nil {
		t.Error("a corpus in memory takes no disk")
	}
}
