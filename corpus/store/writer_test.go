package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tifa/corpus"
)

// A file that does not reach the disk is in no manifest: the corpus stays as it
// was, and the next Writer goes on from there.
func TestNotSynced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	making := Making{Segmentation: "spaces", Shared: NewShared, Cuts: func(name string) error { return os.WriteFile(name, []byte("x"), 0o666) }}
	w, err := Create(dir, making)
	if err != nil {
		t.Fatal(err)
	}
	add := func(w *Writer, path string) *Builder {
		b, err := w.Builder()
		if err != nil {
			t.Fatal(err)
		}
		d := &corpus.Document{Source: "news", Path: path, Text: corpus.Text{Body: path}}
		s := Segmented{Document: d, Hash: d.Hash(), Text: d.Zones()}
		s.Tokens[corpus.Body] = []uint32{b.Token(Token{Text: path, Word: path, Kind: "word"})}
		if err := b.Add(&s); err != nil {
			t.Fatal(err)
		}
		return b
	}
	if err := errors.Join(w.Flush(add(w, "a"), nil), w.Commit()); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	for name, change := range map[string]func() error{
		"Flush": func() error { return w.Flush(add(w, "b"), nil) }, "Commit": w.Commit,
	} {
		onDisk := make(chan error, 1)
		onDisk <- full
		w.syncing = append(w.syncing, onDisk)
		if err := change(); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
		if m, err := readManifest(dir); err != nil || m.Number != 2 || m.Documents != 1 || len(m.Pending) > 0 {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w, err = OpenWriter(dir); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Flush(add(w, "c"), nil), w.Commit(), w.Close()); err != nil {
		t.Fatal(err)
	}
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	if c.Len() != 2 || c.Text(0, corpus.Body)+c.Text(1, corpus.Body) != "ac" && c.Text(0, corpus.Body)+c.Text(1, corpus.Body) != "ca" {
		t.Errorf("%d documents, want a and c", c.Len())
	}
}
