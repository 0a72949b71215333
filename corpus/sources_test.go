package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files under a new folder, which becomes the working directory.
// A name with " -> " in it is a symbolic link.
func tree(t *testing.T, names ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range names {
		link, to, isLink := strings.Cut(name, " -> ")
		if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		switch {
		case isLink:
			if err = os.Symlink(to, link); err != nil && runtime.GOOS == "windows" {
				t.Skip("no symbolic links here: ", err)
			}
		default:
			err = os.WriteFile(name, []byte(titled), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

type sourceCase struct {
	name     string
	tree     []string
	sources  []string
	want     []string // source|path
	problems []string // file code
	err      string
}

var sourceCases = []sourceCase{
	{
		name: "a folder in order of names", tree: []string{"a/2/c.txt", "a/1.txt", "a/10.txt", "a/2.txt", "b/x.txt"},
		sources: []string{"a"}, want: []string{"a|1.txt", "a|10.txt", "a|2/c.txt", "a|2.txt"},
	},
	{
		name: "sources in the order given, cleaned", tree: []string{"a/1.txt", "b/2.txt", "b/c/3.txt", "4.txt"},
		sources: []string{"./b//c/", "a/../b/2.txt", "a/", "4.txt"}, want: []string{"b/c|3.txt", "b|2.txt", "a|1.txt", ".|4.txt"},
	},
	{
		name: "the working directory", tree: []string{"a/1.txt", "2.txt"},
		sources: []string{"."}, want: []string{".|2.txt", ".|a/1.txt"},
	},
	{
		name: "patterns", tree: []string{"a/1.txt", "a/2.txt", "a/3.md", "a/.4.txt", "b/5.txt", "[x].txt"},
		sources: []string{"a/*.txt", "[b]", "[x].txt"}, want: []string{"a|1.txt", "a|2.txt", "b|5.txt", ".|[x].txt"},
	},
	{
		name: "hidden files and folders", tree: []string{"a/.git/1.txt", "a/.2.txt", "a/3.txt", ".b/4.txt"},
		sources: []string{"a", ".b"}, want: []string{"a|3.txt", ".b|4.txt"},
	},
	{
		name: "a stored corpus in a folder", tree: []string{"a/store/manifest-000001", "a/store/words", "a/manifest.txt", "a/begun/shared-000001", "a/begun/lock"},
		sources: []string{"a"}, want: []string{"a|manifest.txt"},
		problems: []string{"a/begun own-result", "a/store own-result"},
	},
	{
		name: "a stored corpus by a pattern", tree: []string{"a/manifest-000001", "a/words", "ab/1.txt"},
		sources: []string{"a*"}, want: []string{"ab|1.txt"}, problems: []string{"a own-result"},
	},
	{
		name: "given twice", tree: []string{"a/b/1.txt", "a/2.txt"},
		sources: []string{"a/2.txt", "a/b", "a", "a/b/1.txt", "a/b"}, want: []string{"a|2.txt", "a/b|1.txt"},
		problems: []string{"a/2.txt source-given-twice", "a/b source-given-twice", "a/b/1.txt source-given-twice", "a/b source-given-twice"},
	},
	{
		name: "links to files and folders", tree: []string{"a/1.txt", "b/2.txt -> ../a/1.txt", "b/c -> ../d", "d/3.txt"},
		sources: []string{"b"}, want: []string{"b|2.txt", "b|c/3.txt"},
	},
	{
		name: "links that go round or to what was read", tree: []string{"a/1.txt", "a/b/c -> ..", "a/b/d -> ../../a", "a/e.txt -> 1.txt"},
		sources:  []string{"a"},
		want:     []string{"a|1.txt"},
		problems: []string{"a/b/c source-given-twice", "a/b/d source-given-twice", "a/e.txt source-given-twice"},
	},
	{
		name: "a link to nothing, a link to itself", tree: []string{"a/1.txt", "a/2.txt -> nowhere", "a/3.txt -> 3.txt"},
		sources: []string{"a"}, want: []string{"a|1.txt"},
		problems: []string{"a/2.txt unreadable", "a/3.txt unreadable"},
	},
	{
		name: "a pattern that matches a broken link and an empty folder", tree: []string{"a/1.txt", "a/2.txt -> nowhere", "a/3/.hidden"},
		sources: []string{"a/*"}, want: []string{"a|1.txt"},
		problems: []string{"a/2.txt unreadable"},
	},
	{name: "nothing there", sources: []string{"a"}, err: "a: no such file or folder"},
	{name: "nothing there, below a file", tree: []string{"a"}, sources: []string{"a/b"}, err: "a/b: not a directory"},
	{name: "nothing matches", sources: []string{"*.txt"}, err: "*.txt: no file or folder matches"},
	{name: "a folder without files", tree: []string{"a/.b/1.txt"}, sources: []string{"a"}, err: "no files in a"},
	{name: "no standard input", sources: []string{"-"}, err: "standard input cannot be read here"},
}

func TestFiles(t *testing.T) {
	for _, c := range sourceCases {
		t.Run(c.name, func(t *testing.T) {
			tree(t, c.tree...)
			files, problems, err := Files(c.sources, SourceOptions{})
			if err != nil || c.err != "" {
				if err == nil || err.Error() != c.err {
					if c.err == "a/b: not a directory" && runtime.GOOS == "windows" {
						t.Skip("says it otherwise: ", err)
					}
					t.Fatalf("error %v, want %s", err, c.err)
				}
				return
			}
			var got, told []string
			for _, f := range files {
				got = append(got, f.Source+"|"+f.Path)
				if info, err := os.Stat(f.Name()); err != nil || info.Size() != f.Size {
					t.Errorf("%s: %v, size %d", f.Name(), err, f.Size)
				}
			}
			for _, p := range problems {
				told = append(told, fmt.Sprintf("%s %s", p.File, p.Code))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.problems, told); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// The key of a document does not depend on how much of its path was the source.
func TestFilesNames(t *testing.T) {
	tree(t, "a/b/1.txt")
	abs, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for want, sources := range map[string][]string{
		"a/b/1.txt":                          {".", "a", "a/b", "a/b/1.txt", "./a", "a/*", "*"},
		filepath.ToSlash(abs) + "/a/b/1.txt": {abs, abs + "/a/b", abs + "/a/b/1.txt"},
	} {
		for _, source := range sources {
			files, _, err := Files([]string{source}, SourceOptions{})
			if err != nil || len(files) != 1 || files[0].Name() != want {
				t.Errorf("%s: %v, %v", source, files, err)
			}
		}
	}
	if got := joinPath("/", "x.txt"); got != "/x.txt" {
		t.Error(got)
	}
}

func TestFilesStdin(t *testing.T) {
	files, problems, err := Files([]string{"-", "-"}, SourceOptions{Stdin: strings.NewReader(titled)})
	if err != nil || len(files) != 1 || len(problems) != 1 || problems[0].Code != GivenTwice {
		t.Fatal(files, problems, err)
	}
	var read int64
	docs, told := all(t, files[0].Documents(DecodeOptions{Progress: func(n int64) { read += n }}))
	if len(docs) != 1 || docs[0].Source != "-" || docs[0].Path != "" || len(told) != 0 || read != int64(len(titled)) {
		t.Errorf("%+v %v, %d bytes", docs, told, read)
	}
}

func TestFilesUnreadable(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	tree(t, "a/1.txt", "a/b/2.txt", "a/c.txt")
	for _, name := range []string{"a/b", "a/c.txt"} {
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(name, 0o700) })
	}
	files, problems, err := Files([]string{"a"}, SourceOptions{})
	if err != nil || len(files) != 2 || len(problems) != 1 || problems[0].File != "a/b" || !errors.Is(problems[0], fs.ErrPermission) {
		t.Fatal(files, problems, err)
	}
	docs, problems := all(t, files[1].Documents(DecodeOptions{}))
	if len(docs) != 0 || len(problems) != 1 || problems[0].Code != Unreadable || !errors.Is(problems[0], fs.ErrPermission) {
		t.Error(docs, problems)
	}
}

// A file that is gone, or never was one, is a problem of that file alone.
func TestDocumentsOfNoFile(t *testing.T) {
	tree(t, "a/1.txt")
	for _, f := range []File{{Source: "a", Path: "2.txt"}, {Source: "a"}} {
		docs, problems := all(t, f.Documents(DecodeOptions{}))
		if len(docs) != 0 || len(problems) != 1 || problems[0].Code != Unreadable || problems[0].File != f.Name() {
			t.Error(docs, problems)
		}
	}
}
