package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus"
)

// The compiled dictionary is kept in a folder of the tests' own.
func TestMain(m *testing.M) {
	os.Exit(withCache(m))
}

func withCache(m *testing.M) int {
	dir, err := os.MkdirTemp("", "tifa-gen")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		os.Setenv(name, dir)
	}
	return m.Run()
}

// A called is what a call of tifa-gen left behind.
type called struct {
	stdout, stderr string
	status         int
}

// call runs tifa-gen in this process, as main does.
func call(t *testing.T, args ...string) called {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{&stdout, &stderr, needVocabulary(t)}
	status := exitStatus(p.run(t.Context(), args), &stderr)
	return called{stdout.String(), stderr.String(), status}
}

// generate makes a corpus in a new folder, which it returns.
func generate(t *testing.T, flags string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "corpus")
	if c := call(t, append(strings.Fields(flags), "-o", dir)...); c.status != 0 {
		t.Fatalf("tifa-gen %s: status %d: %s", flags, c.status, c.stderr)
	}
	return dir
}

// contents returns the files below a folder, by their path in it.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func manifestOf(t *testing.T, dir string) *manifest {
	t.Helper()
	text, err := os.ReadFile(dir + ".planted.json")
	if err != nil {
		t.Fatal(err)
	}
	m := new(manifest)
	if err := json.Unmarshal(text, m); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), manifestStart) {
		t.Errorf("the manifest begins with %.40q", text)
	}
	return m
}

// read decodes a corpus, as tifa check does: its documents, and the problems
// of files, records and of documents that are alike.
func read(t *testing.T, dir string) (docs []*corpus.Document, problems []*corpus.Problem) {
	t.Helper()
	files, problems, err := corpus.Files([]string{dir}, corpus.SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	kinds := corpus.BuiltinKinds()
	var alike corpus.Duplicates
	for _, f := range files {
		for d, err := range f.Documents(corpus.DecodeOptions{}) {
			var p *corpus.Problem
			if errors.As(err, &p) {
				problems = append(problems, p)
				continue
			}
			docs = append(docs, d)
			problems = append(problems, alike.Add(d)...)
			if kinds.Kind(d, corpus.Characters(d.Body)) == "empty" {
				problems = append(problems, &corpus.Problem{File: d.File(), Line: d.Line, Code: corpus.EmptyBody})
			}
		}
	}
	return docs, problems
}
