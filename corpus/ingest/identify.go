package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"tifa/corpus"
	"tifa/corpus/store"
)

// identifyAhead begins to note what all files are, while the corpus is opened.
func (r *reader) identifyAhead(ctx context.Context) {
	files, next := slices.Clone(r.files), new(atomic.Int64)
	for range r.opt.workers() {
		go func() {
			for i := next.Add(1) - 1; int(i) < len(files) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if files[i].Source != corpus.StdinSource {
					_ = files[i].identified() // choose asks again
				}
			}
		}()
	}
}

// identified notes the name, size and SHA-256 of a file, once.
func (f *input) identified() error {
	f.identify.Do(func() {
		if f.state.SHA256 == "" { // else it is what standard input was kept in
			f.state, f.unread = stateOf(f.Name())
		}
	})
	return f.unread
}

func stateOf(name string) (s store.FileState, err error) {
	s.Name = name
	file, err := os.Open(filepath.FromSlash(name))
	if err != nil {
		return s, err
	}
	defer func() { _ = file.Close() }() // it is only read
	s.Size, s.SHA256, err = digest(file)
	return s, err
}

func digest(r io.Reader) (size int64, hash string, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	return size, hex.EncodeToString(h.Sum(nil)), err
}
