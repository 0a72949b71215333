package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus"
)

// A corpus whose texts were folded by other rules would be asked for strings
// that it has not: it is not opened.
func TestOtherFold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	w, err := Create(dir, Making{Shared: NewShared})
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.Builder()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(&Segmented{Document: &corpus.Document{Source: "a"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(b, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err != nil {
		t.Fatal(err)
	}
	last, err := lastManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := w.m
	m.Fold--
	if err := os.Remove(filepath.Join(dir, numbered("manifest", last))); err != nil {
		t.Fatal(err)
	}
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "--resegment") {
		t.Errorf("error %v", err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
