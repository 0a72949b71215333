package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// Readers that open the corpus and ask while it is extended, changed, compacted
// and cut anew each see one commit, and none fails. At commit n all documents of
// the corpus say n, so that a mixture of commits would show.
func TestReadersWhileWriting(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(t.TempDir(), "corpus")
	const files, rounds = 4, 4
	write := func(round int) {
		for i := range files {
			text := strings.Repeat(record("2005010"+fmt.Sprint(i+1), "1", "一", fmt.Sprintf("第%d期改革", round)), 3+round)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".txt")), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	write(0)
	keep(t, kept, 0, dir)
	var over atomic.Bool
	var opened atomic.Int64
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for last := 0; !over.Load(); {
				round, err := readCommit(kept, files)
				if err != nil {
					t.Error(err)
					return
				}
				if round < last {
					t.Errorf("commit %d was seen after %d", round, last)
				}
				last = round
				opened.Add(1)
				time.Sleep(time.Millisecond) // let the writer have its turn
			}
		})
	}
	for round := 1; round < rounds; round++ {
		write(round)
		keep(t, kept, 0, dir)
		compact(t, kept, 0)
		if round%2 == 0 {
			recut(t, kept, 0, ingest.Options{Segmenter: segmenter()})
		}
	}
	over.Store(true)
	readers.Wait()
	if opened.Load() < rounds {
		t.Errorf("the corpus was opened %d times", opened.Load())
	}
	if round, err := readCommit(kept, files); err != nil || round != rounds-1 {
		t.Errorf("at the end: round %d, %v", round, err)
	}
}

// readCommit opens the corpus, asks it what TestReadersWhileWriting knows, and
// returns the round in which its files were written.
func readCommit(kept string, files int) (round int, err error) {
	c, err := store.Open(kept)
	if err != nil {
		return 0, err
	}
	err = store.Guard(func() error {
		text := c.Text(0, corpus.Body)
		if _, err := fmt.Sscanf(text, "\n第%d期", &round); err != nil {
			if _, err := fmt.Sscanf(text, "第%d期", &round); err != nil {
				return fmt.Errorf("%q: %w", text, err)
			}
		}
		if want := files * (3 + round); c.Len() != want {
			return fmt.Errorf("%d documents of round %d, want %d", c.Len(), round, want)
		}
		for doc := range c.Len() {
			if c.Text(doc, corpus.Body) != text || c.Document(doc).Body != text {
				return fmt.Errorf("document %d: %q, the first %q", doc, c.Text(doc, corpus.Body), text)
			}
		}
		word, ok := c.WordNumber("改革")
		if list := c.Postings(word); !ok || len(list) != c.Len() {
			return fmt.Errorf("改革 is in %d of %d documents", len(list), c.Len())
		}
		return nil
	})
	return round, err
}

// While one process writes, another cannot, and is told so.
func TestSecondWriter(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 0, sample)
	w, err := store.OpenWriter(kept)
	if err != nil {
		t.Fatal(err)
	}
	_, compactErr := ingest.Compact(context.Background(), kept, ingest.CompactOptions{})
	_, recutErr := ingest.Store(context.Background(), nil, kept, ingest.StoreOptions{Resegment: true})
	for _, err := range []error{compactErr, recutErr} {
		if err == nil || err.Error() != kept+": another process is writing to this corpus" {
			t.Errorf("error %v", err)
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	compact(t, kept, 0)
}
