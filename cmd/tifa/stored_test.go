package main

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

// sampleFiles are the files of the sample, in order.
func sampleFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(sample + "/*/*")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}

// Every command writes the same bytes for files, for the stored corpus that was
// made of them in one go, and for one that was made in seven ingests in any
// order, then compacted.
func TestSameBytesOfAStoredCorpus(t *testing.T) {
	files := sampleFiles(t)
	want := withoutSources(tables(t, files))

	once := filepath.Join(t.TempDir(), "once")
	succeed(t, "ingest", sample, "-o", once)
	same(t, "stored", want, withoutSources(tables(t, []string{once})))

	pieces := filepath.Join(t.TempDir(), "pieces")
	order := rand.Perm(len(files))
	for part := range 7 {
		args := []string{"ingest", "-o", pieces}
		for i, n := range order {
			if i%7 == part {
				args = append(args, files[n])
			}
		}
		succeed(t, args...)
	}
	same(t, "seven ingests", want, withoutSources(tables(t, []string{pieces})))
	out := succeed(t, "compact", pieces)
	if !strings.Contains(out, ": 1 segment, before 7; 0 replaced documents dropped; ") {
		t.Error(out)
	}
	same(t, "compacted", want, withoutSources(tables(t, []string{pieces})))
	succeed(t, "verify", pieces)
}
