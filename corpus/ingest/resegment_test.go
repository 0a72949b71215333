package ingest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
	"tifa/segment"
)

// plain cuts otherwise than segmenter does.
var plain = sync.OnceValue(func() *segment.Segmenter {
	s, err := segment.New(segment.Options{NoLexicon: true, NoJoin: true})
	if err != nil {
		panic(err)
	}
	return s
})

func recut(t testing.TB, dir string, segmentTokens int, opt ingest.Options, sources ...string) ingest.Summary {
	t.Helper()
	sum, err := ingest.Store(context.Background(), sources, dir, ingest.StoreOptions{Options: opt, SegmentTokens: segmentTokens, Resegment: true})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// A corpus that was cut anew is the one that the same sources give with these
// options, and stays so when it is extended.
func TestResegment(t *testing.T) {
	files := filesOf(t, sample)
	drop, err := corpus.BuiltinBoilerplate().Only([]string{"dateline", "byline"})
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := corpus.ParseKinds(strings.NewReader("advert title ~ 改革\n"), "rules")
	if err != nil {
		t.Fatal(err)
	}
	for name, opt := range map[string]ingest.Options{
		"words":         {Segmenter: plain()},
		"settings":      {Segmenter: segmenter(), CleanHTML: true, Drop: drop, Kinds: &kinds},
		"both, and new": {Segmenter: plain(), CleanHTML: true, Drop: drop, Workers: 1},
	} {
		if raceDetector && name != "both, and new" {
			continue
		}
		dir := filepath.Join(t.TempDir(), "corpus")
		n := len(files)
		var late []string
		if strings.Contains(name, "new") {
			n, late = n-2, files[n-2:]
		}
		keep(t, dir, 3000, files[:n]...)
		had := open(t, dir).Len()
		if sum := recut(t, dir, 20000, opt, late...); sum.Recut != had || sum.New != len(late) || sum.Total != open(t, dir).Len() {
			t.Errorf("%s: %+v of %d documents", name, sum, had)
		}
		want, err := ingest.Read(context.Background(), files, opt)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(told(t, want), told(t, open(t, dir))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		whole(t, dir)
		if again := recut(t, dir, 0, ingest.Options{Segmenter: segmenter()}, files...); again.Same != len(files) || again.Documents != 0 {
			t.Errorf("%s: files were taken in again: %+v", name, again)
		}
		if diff := cmp.Diff(told(t, read(t, ingest.Options{}, files...)), told(t, open(t, dir))); diff != "" {
			t.Errorf("%s, and back:\n%s", name, diff)
		}
	}
}

// Documents that were replaced do not come back, and files that change later
// replace what was cut anew.
func TestResegmentReplaced(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": record("20050101", "1", "一", "改革"), "b.txt": record("20050102", "1", "二", "小康")})
	kept := filepath.Join(t.TempDir(), "corpus")
	keep(t, kept, 0, dir)
	for _, body := range []string{"开放", "小康社会", "和谐社会"} {
		if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(record("20050101", "1", "一", body)), 0o666); err != nil {
			t.Fatal(err)
		}
		keep(t, kept, 0, dir)
		recut(t, kept, 0, ingest.Options{Segmenter: plain()})
		want, err := ingest.Read(context.Background(), []string{dir}, ingest.Options{Segmenter: plain()})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(told(t, want), told(t, open(t, kept))); diff != "" {
			t.Errorf("%s:\n%s", body, diff)
		}
	}
}

// Cutting anew that is stopped leaves the corpus as it was.
func TestResegmentCanceled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 3000, sample)
	before := told(t, open(t, dir))
	ctx, cancel := context.WithCancel(context.Background())
	_, err := ingest.Store(ctx, nil, dir, ingest.StoreOptions{
		Options: ingest.Options{Segmenter: plain()}, SegmentTokens: 2000, Resegment: true, Recut: func(int, int) { cancel() },
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff(before, told(t, open(t, dir))); diff != "" {
		t.Error(diff)
	}
	keep(t, dir, 0, sample)
	whole(t, dir)
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if about, aboutErr := store.ReadAbout(dir); err != nil || aboutErr != nil || len(names) != about.Segments+6 { // manifest, catalog, shared, cuts, files, lock
		t.Errorf("%v is left: %v", err, names)
	}
}

func TestResegmentNothing(t *testing.T) {
	_, err := ingest.Store(context.Background(), nil, t.TempDir(), ingest.StoreOptions{Resegment: true})
	if err == nil || !strings.HasSuffix(err.Error(), ": no stored corpus (it has no manifest)") {
		t.Errorf("error %v", err)
	}
}

// The index of a corpus that was cut anew holds the texts as the new
// segmentation normalises them.
func TestResegmentSimplified(t *testing.T) {
	seg, err := segment.New(segment.Options{Simplify: true})
	if err != nil {
		t.Fatal(err)
	}
	src := folder(t, map[string]string{"a.txt": record("19780801", "1", "改革開放", "國家發展。國家，領導。")})
	dir := filepath.Join(t.TempDir(), "corpus")
	keep(t, dir, 0, src)
	recut(t, dir, 0, ingest.Options{Segmenter: seg})
	uses, ok := open(t, dir).ShortUses("国家")
	if !ok {
		t.Fatal("the index does not answer")
	}
	var found [][3]uint32
	for part := range uses.Parts() {
		uses.Visit(part, nil, func(u *store.Use) { found = append(found, u.String) })
	}
	if len(found) != 1 || found[0] != [3]uint32{2: 2} {
		t.Errorf("%v, want 2 in the body of one document", found)
	}
}
