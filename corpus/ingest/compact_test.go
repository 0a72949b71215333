package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

func compact(t testing.TB, dir string, segmentTokens int) store.Merged {
	t.Helper()
	done, err := ingest.Compact(context.Background(), dir, ingest.CompactOptions{SegmentTokens: segmentTokens})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// whole fails the test if a stored corpus is damaged.
func whole(t testing.TB, dir string) {
	t.Helper()
	if faults, _, _, err := store.Verify(dir); err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
}

// A compacted corpus says what it said before, of whatever sizes its segments
// are made; compacting it again changes nothing.
func TestCompact(t *testing.T) {
	files := filesOf(t, sample)
	want := told(t, read(t, ingest.Options{}, files...))
	for _, limit := range []int{0, 7000} {
		dir := filepath.Join(t.TempDir(), "corpus")
		for i := 0; i < len(files); i += 6 {
			keep(t, dir, 2500, files[i:min(i+6, len(files))]...)
		}
		before := len(segmentsOf(t, dir))
		done := compact(t, dir, limit)
		if done.SegmentsBefore != before || done.SegmentsAfter >= before || done.SegmentsAfter != len(segmentsOf(t, dir)) || done.Dropped > 0 {
			t.Errorf("limit %d: %+v, %d segments before, %d after", limit, done, before, len(segmentsOf(t, dir)))
		}
		if limit == 0 && done.SegmentsAfter != 1 {
			t.Errorf("%d segments, want 1", done.SegmentsAfter)
		}
		if diff := cmp.Diff(want, told(t, open(t, dir))); diff != "" {
			t.Errorf("limit %d:\n%s", limit, diff)
		}
		whole(t, dir)
		if again := compact(t, dir, limit); again.SegmentsBefore != again.SegmentsAfter || again.BytesBefore != again.BytesAfter {
			t.Errorf("limit %d, again: %+v", limit, again)
		}
	}
}

func segmentsOf(t testing.TB, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "segment-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// What was dropped or cleaned away stays in the records.
func TestCompactKeepsRecords(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.txt": record("20050101", "1", "一", "<p>改革&nbsp;开放</p>"), "b.txt": record("20050102", "1", "二", "<b>小康</b>社会"),
	})
	kept := filepath.Join(t.TempDir(), "corpus")
	for _, name := range []string{"a.txt", "b.txt"} {
		opt := ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter(), CleanHTML: true}}
		if _, err := ingest.Store(context.Background(), []string{filepath.Join(dir, name)}, kept, opt); err != nil {
			t.Fatal(err)
		}
	}
	before := told(t, open(t, kept))
	compact(t, kept, 0)
	c := open(t, kept)
	if diff := cmp.Diff(before, told(t, c)); diff != "" {
		t.Error(diff)
	}
	if body := c.Document(1).Body; !strings.Contains(body, "<b>小康</b>社会") {
		t.Errorf("the original is %q", body)
	}
}

// Replaced documents leave the files and do not come back, whatever is taken in
// before and after.
func TestCompactReplaced(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": "", "b.txt": "", "c.txt": ""})
	kept := filepath.Join(t.TempDir(), "corpus")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	dropped := 0
	for round := range 6 {
		write("a.txt", record("20050101", "1", "一", fmt.Sprint("改革", round)))
		write([]string{"b.txt", "c.txt"}[round%2], record("20050102", "1", "二", fmt.Sprint("开放", round))+record("20050102", "2", "二", "小康"))
		keep(t, kept, 0, dir)
		if round%2 == 1 {
			done := compact(t, kept, 0)
			dropped += done.Dropped
			if done.SegmentsAfter != 1 {
				t.Errorf("%+v", done)
			}
		}
		if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
			t.Errorf("round %d:\n%s", round, diff)
		}
	}
	if want := 5 + 2*2*2; dropped != want { // a.txt five times, b and c twice two documents
		t.Errorf("%d documents were dropped, want %d", dropped, want)
	}
}

// A corpus can be compacted while an ingest that was stopped waits to go on:
// what that has replaced stays until it is committed, and does not come back
// then.
func TestCompactStopped(t *testing.T) {
	body := strings.Repeat("改革开放", 100)
	text := func(mark string, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(record("20050101", fmt.Sprint(i), "一", mark+body))
		}
		return b.String()
	}
	dir := folder(t, map[string]string{"a.txt": text("旧", 900), "b.txt": record("20050102", "1", "二", "小康")})
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 20000, filepath.Join(dir, "a.txt"))
	keep(t, kept, 0, filepath.Join(dir, "b.txt"))
	before := told(t, open(t, kept))

	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(text("新", 900)), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	opt := ingest.StoreOptions{SegmentTokens: 10000, Options: ingest.Options{Workers: 1, Segmenter: segmenter()}}
	opt.Progress = func(p ingest.Progress) {
		if p.Documents > 300 {
			cancel()
		}
	}
	if _, err := ingest.Store(ctx, []string{dir}, kept, opt); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	about, err := store.ReadAbout(kept)
	if err != nil || about.Pending == 0 {
		t.Fatalf("%+v, %v: nothing waits", about, err)
	}
	if done := compact(t, kept, 0); done.SegmentsAfter != 1 {
		t.Errorf("%+v", done)
	}
	if diff := cmp.Diff(before, told(t, open(t, kept))); diff != "" {
		t.Errorf("compacted:\n%s", diff)
	}
	keep(t, kept, 20000, dir)
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
		t.Errorf("gone on:\n%s", diff)
	}
}

// A corpus that grows by a little again and again does not fall into ever more
// segments, and its large ones are left alone.
func TestSmallSegmentsAreMerged(t *testing.T) {
	files := map[string]string{"0.txt": record("20041231", "1", "零", strings.Repeat("改革开放", 1500))}
	for i := range 20 {
		files[fmt.Sprintf("d%02d.txt", i)] = record("20050101", fmt.Sprint(i), "甲", "开放")
	}
	dir := folder(t, files)
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 8000, filepath.Join(dir, "0.txt"))
	large := segmentsOf(t, kept)[0]
	for i := range 20 {
		keep(t, kept, 8000, filepath.Join(dir, fmt.Sprintf("d%02d.txt", i)))
		if n := len(segmentsOf(t, kept)); n > 18 {
			t.Fatalf("%d segments after %d ingests", n, i+2)
		}
	}
	if _, err := os.Stat(large); err != nil {
		t.Error("the large segment was written again: ", err)
	}
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, dir)), told(t, open(t, kept))); diff != "" {
		t.Error(diff)
	}
}

// Compacting that is stopped changes nothing.
func TestCompactCanceled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 700, sample)
	before := told(t, open(t, dir))
	ctx, cancel := context.WithCancel(context.Background())
	_, err := ingest.Compact(ctx, dir, ingest.CompactOptions{SegmentTokens: 3000, Progress: func(done, total int) {
		if done > total/2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff(before, told(t, open(t, dir))); diff != "" {
		t.Error(diff)
	}
	whole(t, dir)
}
