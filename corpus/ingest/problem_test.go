package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
	"tifa/corpus/ingest"
)

// broken has a problem in each file, and two sources that name one of them.
func broken(t testing.TB) (dir string, sources []string) {
	dir = folder(t, map[string]string{
		"a.txt": record("20050101", "1", "a", "b") + "\nstray\n" + record("20051301", "1", "a", "b"),
		"b.txt": record("20050102", "1", "a", strings.Repeat("改革开放", 40000)),
		"c.bin": "\x7fELF\x00\x01\x02\x00\x00\x00\x00\x00\x00",
		"d.txt": strings.Replace(record("20050103", "1", "a", "b"), "〖-BT/标题〗", "", 1),
	})
	return dir, []string{dir, dir + "/a.txt"}
}

func TestProblems(t *testing.T) {
	dir, sources := broken(t)
	for _, workers := range []int{1, 8} {
		var got []string
		opt := ingest.Options{Workers: workers, Problem: func(p *corpus.Problem) {
			got = append(got, strings.TrimPrefix(fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Code), dir+"/"))
		}}
		c := read(t, opt, sources...)
		// Of the sources first, then of the files in their order. A record takes
		// seven lines: stray text on line 9, the second record's date on line 10.
		want := []string{
			"a.txt:0 source-given-twice", "a.txt:9 stray-text", "a.txt:10 bad-date", "c.bin:0 not-text", "d.txt:4 unclosed-field",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
		if c.Len() != 4 {
			t.Errorf("%d documents, want 4", c.Len())
		}
	}
	read(t, ingest.Options{}, sources...) // nobody is told: that is no error
}

func TestStrict(t *testing.T) {
	dir, sources := broken(t)
	for i, want := range []string{dir + "/a.txt:9: ", dir + "/a.txt: "} {
		_, err := ingest.Read(context.Background(), sources[:i+1], ingest.Options{Segmenter: segmenter(), Strict: true})
		var p *corpus.Problem
		if !errors.As(err, &p) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%d sources: error %v, want one of %s", i+1, err, want)
		}
	}
	if _, err := ingest.Read(context.Background(), []string{dir + "/b.txt"}, ingest.Options{Segmenter: segmenter(), Strict: true}); err != nil {
		t.Errorf("without a problem: %v", err)
	}
}

func TestNoDocuments(t *testing.T) {
	empty := t.TempDir()
	dir := folder(t, map[string]string{"a.txt": "no record\n", "b.txt": ""})
	for _, c := range []struct {
		sources []string
		want    string
	}{
		{[]string{empty}, "no files in " + empty},
		{[]string{empty + "/none"}, "no such file or folder"},
		{[]string{dir, empty + "/none"}, "no such file or folder"},
		{[]string{dir}, "no documents in " + dir},
		{[]string{dir + "/a.txt", dir + "/b.txt"}, "a.txt and 1 more source"},
		{[]string{"-"}, "standard input"},
	} {
		corpus, err := ingest.Read(context.Background(), c.sources, ingest.Options{Segmenter: segmenter()})
		if err == nil || corpus != nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v, want one line with %q", c.sources, err, c.want)
		}
	}
}

// Two files of one name in an archive are a problem, not the end.
func TestArchiveNameTwice(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, name := range []string{"x.txt", "y.txt", "x.txt"} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(record(fmt.Sprintf("2005010%d", i+1), "1", "a", "b"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var problems []*corpus.Problem
	c := read(t, ingest.Options{Problem: func(p *corpus.Problem) { problems = append(problems, p) }}, folder(t, map[string]string{"a.zip": b.String()}))
	if c.Len() != 2 || c.ID(0) != "20050101-1-1" || len(problems) != 1 || problems[0].Code != corpus.GivenTwice {
		t.Errorf("%d documents, problems %v", c.Len(), problems)
	}
}
