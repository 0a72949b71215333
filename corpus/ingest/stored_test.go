package ingest_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// keep takes sources into a stored corpus.
func keep(t testing.TB, dir string, segmentTokens int, sources ...string) ingest.Summary {
	t.Helper()
	opt := ingest.StoreOptions{SegmentTokens: segmentTokens, Tool: "test"}
	opt.Segmenter = segmenter()
	sum, err := ingest.Store(context.Background(), sources, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func open(t testing.TB, dir string) *store.Corpus {
	t.Helper()
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A stored corpus says what the one in memory says: made in one go, in many
// segments, or in seven ingests in any order.
func TestStored(t *testing.T) {
	want := told(t, read(t, ingest.Options{}, sample))
	files := filesOf(t, sample)
	for _, c := range []struct {
		name   string
		tokens int
		pieces int
	}{{"one go", 0, 1}, {"many segments", 700, 1}, {"seven ingests", 3000, 7}} {
		dir := filepath.Join(t.TempDir(), "corpus")
		if c.pieces == 1 {
			keep(t, dir, c.tokens, sample)
		} else {
			order := rand.Perm(len(files))
			for part := range c.pieces {
				var sources []string
				for i, n := range order {
					if i%c.pieces == part {
						sources = append(sources, files[n])
					}
				}
				keep(t, dir, c.tokens, sources...)
			}
		}
		if diff := cmp.Diff(want, told(t, open(t, dir))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
		if faults, _, _, err := store.Verify(dir); err != nil || len(faults) > 0 {
			t.Errorf("%s: %v %v", c.name, faults, err)
		}
	}
}

// What is there is passed over, a file with other content replaces what it gave.
func TestStoredChanges(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.txt": record("20050101", "1", "一", "改革") + record("20050101", "2", "二", "开放"),
		"b.txt": record("20050102", "1", "三", "改革开放"),
	})
	kept := filepath.Join(t.TempDir(), "corpus")
	if got, want := keep(t, kept, 0, dir), (ingest.Summary{New: 2, Documents: 3, Total: 3}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got, want := keep(t, kept, 0, dir), (ingest.Summary{Same: 2, Total: 3}); got != want {
		t.Errorf("again: %+v, want %+v", got, want)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", record("20050101", "1", "一", "改革了"))
	write("c.txt", record("20050103", "1", "四", "小康"))
	if got, want := keep(t, kept, 0, dir), (ingest.Summary{New: 1, Changed: 1, Same: 1, Documents: 2, Total: 3}); got != want {
		t.Errorf("changed: %+v, want %+v", got, want)
	}
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
		t.Error(diff)
	}
}

// An ingest that is stopped leaves the corpus as it was, and the next one goes
// on from there.
func TestStoredStopped(t *testing.T) {
	dir := folder(t, map[string]string{"0.txt": record("20041231", "1", "零", "零"), "1.txt": strings.Repeat(record("20050102", "1", "甲", strings.Repeat("改革开放", 200)), 1000)})
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 0, filepath.Join(dir, "0.txt"))
	before := told(t, open(t, kept))
	ctx, cancel := context.WithCancel(context.Background())
	opt := ingest.StoreOptions{SegmentTokens: 50000}
	opt.Workers, opt.Segmenter = 2, segmenter()
	opt.Progress = func(p ingest.Progress) {
		if p.Documents > 400 {
			cancel()
		}
	}
	_, err := ingest.Store(ctx, []string{dir}, kept, opt)
	if err == nil {
		t.Fatal("was not stopped")
	}
	after := told(t, open(t, kept))
	if open(t, kept).Len() == 1 && !slices.Equal(before, after) {
		t.Error("the corpus changed without a commit")
	}
	sum := keep(t, kept, 0, dir)
	if sum.Total != 1001 || sum.Same != 1 {
		t.Errorf("%+v", sum)
	}
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
		t.Error(diff)
	}
}

// So it does though no segment was full when it was stopped.
func TestStoredStoppedEarly(t *testing.T) {
	dir := folder(t, map[string]string{
		"0.txt": record("20041231", "1", "零", "零"),
		"1.txt": strings.Repeat(record("20050102", "1", "甲", strings.Repeat("改革开放", 200)), 1000),
	})
	kept := filepath.Join(t.TempDir(), "corpus")
	ctx, cancel := context.WithCancel(context.Background())
	opt := ingest.StoreOptions{Options: ingest.Options{Workers: 2, Segmenter: segmenter()}}
	opt.Progress = func(p ingest.Progress) {
		if p.Documents > 400 {
			cancel()
		}
	}
	sum, err := ingest.Store(ctx, []string{dir}, kept, opt)
	if !errors.Is(err, context.Canceled) || sum.Waiting < 400 || sum.Waiting > 1000 || sum.Total != 0 {
		t.Fatalf("%v, %+v", err, sum)
	}
	again := keep(t, kept, 0, dir)
	if again.Total != 1001 || again.Documents != 1001-sum.Waiting || again.Resumed+again.Same != 2 {
		t.Errorf("%+v after %+v", again, sum)
	}
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
		t.Error(diff)
	}
}

// A corrected file that was taken in only in part replaces nothing: neither when
// other files are taken in, nor when the corpus is compacted or cut anew.
func TestStoredStoppedInCorrectedFile(t *testing.T) {
	text := func(word string) string {
		return strings.Repeat(record("20050102", "1", "甲", strings.Repeat(word, 200)), 400)
	}
	for _, limit := range []int{0, 20000} { // tokens: in the first segment, in one of several
		for name, between := range map[string]func(kept string){
			"other": func(string) {}, "compact": func(kept string) { compact(t, kept, 0) },
			"resegment": func(kept string) {
				if _, err := ingest.Store(context.Background(), nil, kept, ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter()}, Resegment: true}); err != nil {
					t.Fatal(err)
				}
			},
		} {
			if limit == 0 && name != "other" {
				continue
			}
			dir := folder(t, map[string]string{"0.txt": text("改革开放"), "9.txt": record("20050103", "1", "乙", "小康")})
			kept := filepath.Join(t.TempDir(), "corpus")
			keep(t, kept, limit, filepath.Join(dir, "0.txt"))
			before := told(t, open(t, kept))
			if err := os.WriteFile(filepath.Join(dir, "0.txt"), []byte(text("四个现代化")), 0o666); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			opt := ingest.StoreOptions{SegmentTokens: limit, Options: ingest.Options{Workers: 1}}
			opt.Progress = func(p ingest.Progress) {
				if p.Documents > 150 {
					cancel()
				}
			}
			sum, err := ingest.Store(ctx, []string{filepath.Join(dir, "0.txt")}, kept, opt)
			if !errors.Is(err, context.Canceled) || sum.Total != 400 || sum.Waiting == 0 {
				t.Fatalf("%s, %d: %v, %+v", name, limit, err, sum)
			}
			between(kept)
			if diff := cmp.Diff(before, told(t, open(t, kept))); name != "resegment" && diff != "" {
				t.Errorf("%s, %d: %s", name, limit, diff)
			}
			sum = keep(t, kept, limit, filepath.Join(dir, "9.txt"))
			if parts := sum.Unfinished; sum.Total != 401 || parts != 1 && name != "resegment" {
				t.Errorf("%s, %d: %+v", name, limit, sum)
			}
			between(kept)
			keep(t, kept, limit, dir)
			if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
				t.Errorf("%s, %d, gone on with: %s", name, limit, diff)
			}
		}
	}
}

// One process writes.
func TestStoredLocked(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 0, sample)
	w, err := store.OpenWriter(kept)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Store(context.Background(), []string{sample}, kept, ingest.StoreOptions{})
	if err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("error %v", err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	keep(t, kept, 0, sample)
}
