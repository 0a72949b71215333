package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A catalog with the right checksums that leads to documents or words which are
// not there is damaged: callers use both as indexes.
func TestBounds(t *testing.T) {
	dir := stored(t, "x")
	files := make(map[string][]byte)
	names, err := filepath.Glob(filepath.Join(dir, "*-*"))
	if err != nil {
		t.Fatal(err)
	}
	catalog := ""
	for _, name := range names {
		if files[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(name), "catalog-") {
			catalog = filepath.Base(name)
		}
	}
	for block, ask := range map[string]func(*store.Corpus){
		"copies": func(c *store.Corpus) {
			for doc := range c.Len() {
				c.FirstCopy(doc)
			}
		},
		"segment1.rank": func(c *store.Corpus) {
			for w := range uint32(c.NumWords()) {
				c.Postings(w)
			}
		},
		"segment2.rank": func(c *store.Corpus) {
			uses, _ := c.ShortUses("改革")
			for part := range uses.Parts() {
				uses.Visit(part, nil, func(*store.Use) {})
			}
		},
		"segment1.ownword":    func(c *store.Corpus) { c.Lexicon(0) },
		"segment1.sharedword": func(c *store.Corpus) { c.Lexicon(0) },
		"segment1.word": func(c *store.Corpus) {
			totals, _ := c.TotalsAround(0, c.Len())
			for part := range totals.Parts() {
				totals.Visit(part, 1, func(uint32, int, int) {})
			}
		},
		"segment2.word": func(c *store.Corpus) {
			for w := range uint32(c.NumWords()) {
				c.CountIn(w, c.DocumentSet([]int{0}), corpus.AllZones)
			}
			totals, _ := c.TotalsAround(0, c.Len())
			for part := range totals.Parts() {
				totals.Visit(part, 1, func(uint32, int, int) {})
			}
		},
	} {
		all := make(map[string][]byte)
		for name, data := range files {
			all[name] = bytes.Clone(data)
		}
		from, to := store.BlockOf(all[catalog], block)
		if from == to {
			t.Fatalf("%s has no %s", catalog, block)
		}
		for ; from < to; from += 4 {
			binary.LittleEndian.PutUint32(all[catalog][from:], 1<<31)
		}
		store.Seal(all)
		bad := t.TempDir()
		for name, data := range all {
			if err := os.WriteFile(filepath.Join(bad, name), data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		c, err := store.Open(bad)
		if err != nil {
			t.Fatal(err)
		}
		err = store.Guard(func() error {
			ask(c)
			return nil
		})
		if d := (*store.Damage)(nil); !errors.As(err, &d) || d.File != catalog {
			t.Errorf("%s: %v, want damage of %s", block, err, catalog)
		}
		c.Close()
	}
}
