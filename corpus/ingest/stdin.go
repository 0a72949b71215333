package ingest

import (
	"context"
	"errors"
	"io"
	"os"

	"tifa/corpus"
	"tifa/corpus/store"
)

// keepStdin copies standard input, where it is a source, to a file that stays
// until it was read. It has no name by which what came before could be known, so
// it goes by its content: the same is not taken in twice, anything else stands
// beside what it gave before. Its documents get the first digits of the SHA-256
// as their path, which keeps their keys apart.
func (r *reader) keepStdin(ctx context.Context, w *store.Writer) (remove func(), err error) {
	remove = func() {}
	for i, f := range r.files {
		if f.Source != corpus.StdinSource || f.Size >= 0 {
			continue
		}
		kept, err := w.Scratch()
		if err != nil {
			return remove, err
		}
		remove = func() { _ = errors.Join(kept.Close(), os.Remove(kept.Name())) } // else the next writer does it
		size, hash, err := copyStdin(ctx, kept, r.opt.Stdin)
		if err != nil {
			return remove, err
		}
		files, _, err := corpus.Files([]string{corpus.StdinSource}, corpus.SourceOptions{Stdin: kept})
		if err != nil {
			return remove, err
		}
		path := hash[:12]
		r.files[i] = &input{File: files[0], path: path, problems: make(map[string]int)}
		r.files[i].state = store.FileState{Name: corpus.StdinSource + "/" + path, Size: size, SHA256: hash}
	}
	return remove, nil
}

// copyStdin returns the size and SHA-256 of what it copied, and goes back to the
// beginning. Standard input may never end, so ctx is looked at.
func copyStdin(ctx context.Context, to *os.File, from io.Reader) (size int64, hash string, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if size, hash, err = digest(io.TeeReader(from, to)); err == nil {
			_, err = to.Seek(0, io.SeekStart)
		}
	}()
	select {
	case <-done:
		return size, hash, err
	case <-ctx.Done():
		return 0, "", ctx.Err()
	}
}
