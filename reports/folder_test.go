package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func printing(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	f, err := NewFolder(out + "/")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b/year=2005/x", "b/year=2006/x"} {
		if err := f.Write(name, printing(name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(out, "a")); err == nil {
		t.Error("a file stands there before it is placed")
	}
	if err := f.Place(&Manifest{Tool: "tifa"}); err != nil {
		t.Fatal(err)
	}
	f.Discard() // as deferred: it must leave all as it is
	var names []string
	for _, pattern := range []string{"*", "*/*", "*/*/*"} {
		found, err := filepath.Glob(filepath.Join(out, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
				rel, _ := filepath.Rel(out, name)
				names = append(names, filepath.ToSlash(rel))
			}
		}
	}
	if got := strings.Join(names, " "); got != "a export.tifa.json b/year=2005/x b/year=2006/x" {
		t.Errorf("files %s", got)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) != 3 {
		t.Errorf("entries %v, %v", entries, err)
	}
	if _, err := NewFolder(out); err == nil || !strings.Contains(err.Error(), "not empty (it has a)") {
		t.Errorf("a folder with files: %v", err)
	}
}

// What fails leaves nothing, neither in a folder that was there nor in its own.
func TestFolderDiscarded(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{dir, filepath.Join(dir, "out")} {
		f, err := NewFolder(name)
		if err != nil {
			t.Fatal(err)
		}
		broken := errors.New("broken")
		if err := f.Write("x/y", func(io.Writer) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("error %v", err)
		}
		f.Discard()
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			t.Errorf("%s left %v, %v", name, entries, err)
		}
	}
	if _, err := NewFolder(filepath.Join(dir, "none", "out")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder in none: %v", err)
	}
}
