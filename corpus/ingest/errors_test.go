package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// A disk that is full, here a limit of the size of files, is an error that says
// so; the corpus stays what it was, and the next ingest finishes.
func TestNoRoom(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell with ulimit")
	}
	if raceDetector {
		t.Skip("the detector's processes are too slow")
	}
	x := newCrashTest(t, segmenter())
	dir := filepath.Join(t.TempDir(), "corpus")
	x.write(400)
	keep(t, dir, crashTokens, x.src)
	before := told(t, open(t, dir))
	x.write(crashDocuments)
	for task, blocks := range map[string]string{"ingest": "1000", "resegment": "1000"} { // of 512 bytes or 1 KiB
		cmd := exec.Command("sh", "-c", `ulimit -f `+blocks+` && exec "$0" "$@"`, os.Args[0], x.src, dir, x.cuts)
		cmd.Env = append(os.Environ(), childTask+"="+task)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "file too large") {
			t.Errorf("%s: %v: %s", task, err, out)
		}
		if diff := cmp.Diff(before, told(t, open(t, dir))); diff != "" {
			t.Errorf("%s:\n%s", task, diff)
		}
		whole(t, dir)
	}
	keep(t, dir, crashTokens, x.src)
	if diff := cmp.Diff(told(t, read(t, ingest.Options{}, x.src)), told(t, open(t, dir))); diff != "" {
		t.Error(diff)
	}
	whole(t, dir)
}

func TestReadOnlyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 0, sample)
	for _, locked := range []bool{true, false} { // a lock that is there can be taken, one that is not cannot be made
		if !locked {
			if err := os.Remove(filepath.Join(dir, "lock")); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		_, tryErr := os.Create(filepath.Join(dir, "try"))
		more := folder(t, map[string]string{"a.txt": record("20050101", "1", "一", "改革")})
		_, err := ingest.Store(context.Background(), []string{more}, dir, ingest.StoreOptions{})
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if tryErr == nil {
			t.Skip("needs a user whom permissions bind")
		}
		if err == nil || !strings.Contains(err.Error(), dir) || !errors.Is(err, os.ErrPermission) {
			t.Errorf("error %v", err)
		}
		whole(t, dir)
	}
}

// Folders that are no corpora.
func TestNoCorpus(t *testing.T) {
	dir := folder(t, map[string]string{"file": "x", "full/files-2005.txt": "the user's", "full/segment-notes": "", "newer/manifest-000001": ""})
	newer := filepath.Join(dir, "newer")
	if err := os.WriteFile(filepath.Join(newer, "manifest-000001"), []byte(`{"format": 2, "segments": "all"}`+"\nb6602850\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"none": "there is no such folder", "file": "it is a file, not a folder", "full": "it has no manifest",
		"newer": "this version of tifa knows format 1 only", "": "it has no manifest",
	} {
		name = filepath.Join(dir, name)
		_, openErr := store.Open(name)
		_, _, _, verifyErr := store.Verify(name)
		_, compactErr := ingest.Compact(context.Background(), name, ingest.CompactOptions{})
		for _, err := range []error{openErr, verifyErr, compactErr} {
			if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), name+": ") {
				t.Errorf("%s: error %v, want %s", name, err, want)
			}
		}
	}
	for name, want := range map[string]string{"file": "is a file, not a folder", "full": "is no stored corpus and is not empty", "newer": "this version of tifa knows format 1 only"} {
		name = filepath.Join(dir, name)
		_, err := ingest.Store(context.Background(), []string{sample}, name, ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter()}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
	if data, err := os.ReadFile(filepath.Join(dir, "full", "files-2005.txt")); err != nil || string(data) != "the user's" {
		t.Errorf("%q, %v", data, err)
	}
}

// The folder of the corpus may lie among its sources: nothing of it is read.
func TestCorpusAmongSources(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": record("20050101", "1", "一", "改革"), "b/b.txt": record("20050102", "1", "二", "小康")})
	want := told(t, read(t, ingest.Options{}, dir))
	kept := filepath.Join(dir, "b", "kept")
	for range 2 {
		keep(t, kept, 0, dir)
		if diff := cmp.Diff(want, told(t, open(t, kept))); diff != "" {
			t.Error(diff)
		}
	}
	_, err := ingest.Store(context.Background(), []string{dir}, dir, ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter()}})
	if err == nil || !strings.Contains(err.Error(), "is no stored corpus and is not empty") {
		t.Errorf("error %v", err)
	}
}

// Sources that are not there leave no folder behind.
func TestNoSource(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	_, err := ingest.Store(context.Background(), []string{"no such source"}, dir, ingest.StoreOptions{})
	if _, statErr := os.Stat(dir); err == nil || statErr == nil {
		t.Errorf("%v; the folder: %v", err, statErr)
	}
}

// What comes on standard input is known by its content: the same is not taken in
// twice, other records stand beside those that came before.
func TestStandardInput(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "kept")
	give := func(text string) ingest.Summary {
		t.Helper()
		opt := ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter(), Stdin: strings.NewReader(text)}}
		sum, err := ingest.Store(context.Background(), []string{"-"}, kept, opt)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	a, b := record("20050101", "1", "一", "改革"), record("", "1", "二", "小康")+record("", "2", "三", "小康社会")
	for _, step := range []struct {
		text string
		want ingest.Summary
	}{
		{a, ingest.Summary{New: 1, Documents: 1, Total: 1}},
		{b, ingest.Summary{New: 1, Documents: 2, Total: 3}},
		{a, ingest.Summary{Same: 1, Total: 3}},
		{b + a, ingest.Summary{New: 1, Documents: 3, Total: 6}},
	} {
		if got := give(step.text); got != step.want {
			t.Errorf("%+v, want %+v", got, step.want)
		}
	}
	c := open(t, kept)
	ids := make(map[string]bool)
	for doc := range c.Len() {
		ids[c.ID(doc)] = true
	}
	if len(ids) != 6 {
		t.Errorf("ids %v", ids)
	}
	if names, err := filepath.Glob(filepath.Join(kept, ".*")); err != nil || len(names) > 0 {
		t.Errorf("%v is left", names)
	}
	whole(t, kept)
}

// What a file gave stays when it cannot be read, and is not taken in anew when
// it can.
func TestUnreadableLater(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": record("20050101", "1", "一", "改革"), "b.txt": record("20050102", "1", "二", "小康")})
	kept := filepath.Join(t.TempDir(), "kept")
	a := filepath.Join(dir, "a.txt")
	keep(t, kept, 0, a, filepath.Join(dir, "b.txt"))
	before := told(t, open(t, kept))
	if err := errors.Join(os.Chmod(a, 0), os.WriteFile(filepath.Join(dir, "b.txt"), []byte(record("20050102", "1", "二", "小康")), 0o666)); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(a); err == nil {
		f.Close()
		t.Skip("needs a user whom permissions bind")
	}
	keep(t, kept, 0, dir)
	if diff := cmp.Diff(before, told(t, open(t, kept))); diff != "" {
		t.Error(diff)
	}
}

// Files of one content under two names are both taken in, and it is said.
func TestTwins(t *testing.T) {
	text := record("20050101", "1", "一", "改革")
	dir := folder(t, map[string]string{"a.txt": text, "b.txt": text})
	kept := filepath.Join(t.TempDir(), "kept")
	keep(t, kept, 0, filepath.Join(dir, "a.txt"))
	if got, want := keep(t, kept, 0, dir), (ingest.Summary{New: 1, Same: 1, Twins: 1, Documents: 1, Total: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A corpus whose manifest is gone is not taken for one that was only begun: the
// next ingest would remove all that it has.
func TestLostManifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 0, sample)
	names, err := filepath.Glob(filepath.Join(dir, "manifest-*"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	if err := os.Remove(names[0]); err != nil {
		t.Fatal(err)
	}
	before := filesIn(t, dir)
	_, openErr := store.Open(dir)
	_, _, _, verifyErr := store.Verify(dir)
	_, ingestErr := ingest.Store(context.Background(), []string{sample}, dir, ingest.StoreOptions{Options: ingest.Options{Segmenter: segmenter()}})
	for _, err := range []error{openErr, verifyErr, ingestErr} {
		if err == nil || !strings.Contains(err.Error(), "the manifest is gone") {
			t.Errorf("error %v", err)
		}
	}
	if !maps.EqualFunc(before, filesIn(t, dir), bytes.Equal) {
		t.Error("files of the corpus were changed")
	}
}

// Extending a corpus reads its words, in several goroutines: where their file is
// damaged the error names it, whoever meets it, and the corpus stays as it was.
func TestDamagedDictionary(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 0, folder(t, map[string]string{"a.txt": record("20050101", "1", "一", "改革")}))
	more := folder(t, map[string]string{"b.txt": record("20050102", "1", "二", "改革开放是建设小康社会的道路")})
	before := filesIn(t, dir)
	const shared = "shared-000001"
	data := before[shared]
	met := 0
	for i := range 8 { // each in another chunk
		bad := slices.Clone(data)
		for at := i * 4096; at < len(bad); at += 8 * 4096 {
			bad[at] ^= 1
		}
		path := filepath.Join(dir, shared)
		if err := errors.Join(os.Remove(path), os.WriteFile(path, bad, 0o666)); err != nil {
			t.Fatal(err)
		}
		_, err := ingest.Store(context.Background(), []string{more}, dir, ingest.StoreOptions{})
		if err == nil {
			t.Fatal("a damaged file was taken for whole")
		}
		if !strings.Contains(err.Error(), shared) {
			t.Errorf("the error does not name the file: %v", err)
		}
		if strings.Contains(err.Error(), "is damaged near byte") {
			met++
		}
		if err := errors.Join(os.Remove(path), os.WriteFile(path, data, 0o666)); err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(before, filesIn(t, dir), bytes.Equal) {
			t.Fatal("files of the corpus were changed")
		}
	}
	if met == 0 {
		t.Error("the words were never read")
	}
	keep(t, dir, 0, more)
	whole(t, dir)
}

// filesIn returns the files of a folder.
func filesIn(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
