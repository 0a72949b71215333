package ingest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/corpus/ingest"
)

// news makes a folder of records out of the sentences of the sample, in a
// random order: about as many bytes as asked for.
func news(b *testing.B, size int) (dir string, bytes int64) {
	var sentences []string
	for _, name := range filesOf(b, sample) {
		for d, err := range (corpus.File{Source: filepath.Dir(name), Path: filepath.Base(name)}).Documents(corpus.DecodeOptions{}) {
			if err == nil {
				sentences = append(sentences, strings.SplitAfter(d.Body, "。")...)
			}
		}
	}
	dir = b.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for n := 0; text.Len() < size; n++ {
		var body strings.Builder
		for range 40 {
			body.WriteString(sentences[rng.IntN(len(sentences))])
		}
		text.WriteString(record(fmt.Sprintf("%d%02d%02d", 1950+n/336%70, 1+n/28%12, 1+n%28), "1", sentences[rng.IntN(len(sentences))], body.String()))
	}
	if err := os.WriteFile(filepath.Join(dir, "news.txt"), []byte(text.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	return dir, int64(text.Len())
}

// Ingest of tagged records into a stored corpus, everything included.
func BenchmarkStore(b *testing.B) {
	dir, size := news(b, 30<<20)
	if own := os.Getenv("TIFA_BENCH_SOURCE"); own != "" { // texts of the reader's own
		files := filesOf(b, own)
		dir, size = own, 0
		for _, name := range files {
			info, err := os.Stat(name)
			if err != nil {
				b.Fatal(err)
			}
			size += info.Size()
		}
	}
	b.SetBytes(size)
	for b.Loop() {
		opt := ingest.StoreOptions{}
		opt.Segmenter = segmenter()
		if _, err := ingest.Store(context.Background(), []string{dir}, filepath.Join(b.TempDir(), "corpus"), opt); err != nil {
			b.Fatal(err)
		}
	}
}
