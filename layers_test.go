// Package tifa_test holds what no package can hold alone: who may import whom,
// and what stands at the top of the repository.
package tifa_test

import (
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A layer is a package of the module and which others of it it may import; a
// name that ends in /* stands for all packages below it. Tests import freely.
type layer struct {
	name    string
	imports []string
}

// layers lists all packages, from those that import nothing of ours upwards.
var layers = []layer{
	{"corpus", nil},
	{"corpus/store", []string{"corpus"}},
	{"segment/lexicon", nil},
	{"segment", []string{"corpus", "segment/lexicon"}},
	{"corpus/ingest", []string{"corpus", "corpus/store", "segment"}},
	{"analysis", []string{"corpus", "corpus/store", "analysis/internal/*"}},
	{"analysis/internal/*", nil},
	{"reports", nil},
	{"cmd/tifa-gen", []string{"corpus", "segment", "segment/*"}}, // it makes records, and counts nothing
	{"cmd/*", []string{"corpus", "corpus/*", "segment", "segment/*", "analysis", "reports", "cmd/*"}},
}

// fences are the libraries that only one package, or the packages below one
// folder, may import.
var fences = map[string]string{
	"github.com/go-ego/gse":            "segment",
	"github.com/jedib0t/go-pretty":     "reports",
	"github.com/parquet-go/parquet-go": "reports",
	"github.com/urfave/cli":            "cmd/*",
	"gonum.org/v1/plot":                "reports",
}

func TestLayers(t *testing.T) {
	seen := make(map[string]bool)
	for name, imports := range packages(t) {
		i := slices.IndexFunc(layers, func(l layer) bool { return covers(l.name, name) })
		if i < 0 {
			t.Errorf("package %s is in no layer: say in layers what it may import", name)
			continue
		}
		seen[layers[i].name] = true
		for _, imported := range imports {
			own, isOwn := strings.CutPrefix(imported, "tifa/")
			if isOwn && !slices.ContainsFunc(layers[i].imports, func(l string) bool { return covers(l, own) }) {
				t.Errorf("%s imports %s; it may import of ours: %v", name, own, layers[i].imports)
			}
			for library, fence := range fences {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !covers(fence, name) {
					t.Errorf("%s imports %s, which is for %s only", name, imported, fence)
				}
			}
		}
	}
	for _, l := range layers {
		if !seen[l.name] && l.name != "analysis/internal/*" {
			t.Errorf("there is no package %s", l.name)
		}
	}
}

// covers tells whether a name of layers stands for the package.
func covers(pattern, name string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return pattern == name
}

// packages returns the packages of the module and what they import, tests left
// out, files of all systems included.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	ctx := build.Default
	ctx.UseAllFiles = true
	found := make(map[string][]string)
	err := filepath.WalkDir(".", func(dir string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		if base := e.Name(); base == "testdata" || dir != "." && strings.HasPrefix(base, ".") {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && dir != "." {
			return fs.SkipDir // a module of its own
		}
		p, err := ctx.ImportDir(dir, 0)
		var none *build.NoGoError
		if errors.As(err, &none) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(p.GoFiles)+len(p.CgoFiles) > 0 {
			found[path.Clean(filepath.ToSlash(dir))] = p.Imports
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// topLevel is all that stands at the top of the repository, dot files and what
// git ignores (the program, built there) aside.
var topLevel = []string{
	"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "README.md", "README.zh.md",
	"analysis", "cmd", "corpus", "go.mod", "go.sum", "layers_test.go", "reports", "segment", "testdata",
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(".gitignore")
	if err != nil {
		t.Fatal(err)
	}
	ignored := strings.Fields(string(text))
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(topLevel, name) {
			continue
		}
		if !slices.ContainsFunc(ignored, func(pattern string) bool {
			match, _ := path.Match(strings.Trim(pattern, "/"), name) // a bad pattern ignores nothing
			return match
		}) {
			t.Errorf("%s stands at the top of the repository: move it into a folder that is there", name)
		}
	}
}
