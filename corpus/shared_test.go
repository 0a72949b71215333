package corpus

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shared lists files of the real data beside the repository. They are not
// ours to copy; where they are absent, what needs them is skipped.
func shared(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "shared", "data", filepath.FromSlash(pattern)))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sharedOrSkip(t testing.TB, pattern string) []string {
	t.Helper()
	files := shared(t, pattern)
	if len(files) == 0 {
		t.Skip("no ../../shared/data/" + pattern + " beside the repository: it holds copyrighted text")
	}
	return files
}

func unpackedFile(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decodeSources(t *testing.T, sources ...string) (docs []*Document, problems []*Problem, read Account) {
	t.Helper()
	files, problems, err := Files(sources, SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		d, p := all(t, f.Documents(DecodeOptions{Account: &read}))
		docs, problems = append(docs, d...), append(problems, p...)
	}
	return docs, problems, read
}

// The 19 records of the newspaper database, as UTF-8 and as GB18030 with CRLF.
func TestSharedTagged(t *testing.T) {
	seed := sharedOrSkip(t, "tagged/seed.txt")[0]
	docs, problems, account := decodeSources(t, sharedOrSkip(t, "tagged/*.TXT")...)
	if len(docs) != 19 || len(problems) != 0 || account.Problems != 0 {
		t.Errorf("%d documents, problems %v, %+v", len(docs), problems, account)
	}
	native, problems, account := decodeSources(t, sharedOrSkip(t, "tagged/gb18030_crlf")...)
	if len(problems) != 0 || account.Problems != 0 {
		t.Errorf("GB18030: problems %v, %+v", problems, account)
	}
	if diff := cmp.Diff(content(docs), content(native)); diff != "" {
		t.Errorf("not the same in GB18030 (-utf-8 +gb18030):\n%s", diff)
	}
	for _, d := range docs {
		checkEncode(t, []*Document{d})
		// The file is named after date, page and item.
		want := d.Path[:len("20050628")] + "-" + plainNumber(d.Path[8:10]) + "-" + plainNumber(d.Path[10:12])
		if got := d.PrintedID(); got != want {
			t.Errorf("%s: id %s", d.Path, got)
		}
	}
	again, _, _ := decodeSources(t, seed)
	i := slices.IndexFunc(docs, func(d *Document) bool { return d.Path == "200506280501.TXT" })
	if diff := cmp.Diff(content(docs[i:i+1]), content(again)); diff != "" {
		t.Errorf("seed.txt is not the record of its date:\n%s", diff)
	}
}

// One record in full, but for the words of the picture's page: it has none.
func TestSharedPicture(t *testing.T) {
	docs, _, _ := decodeSources(t, sharedOrSkip(t, "tagged/201206051206.TXT")...)
	want := &Document{
		Issue: "19870", DateText: "20120605", Date: day("20120605"), Page: "12", Item: "6", Section: "体育新闻",
		Genres: []string{"广告"}, Text: Text{Title: "广告"},
		Fields: []Field{{"TM", "中图", "", "ZW"}, {"BH", "版号", "12", "ZW/TM"}, {"WJ", "文件", "201206051206.T01", "ZW/TM"}},
	}
	if diff := cmp.Diff([]*Document{want}, content(docs)); diff != "" {
		t.Error(diff)
	}
}

func TestSharedNews(t *testing.T) {
	if testing.Short() {
		t.Skip("137 MB")
	}
	docs, problems, account := decodeSources(t, sharedOrSkip(t, "xwlb/*.gz")...)
	if len(docs) != 75806 || len(problems) != 0 {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
	if account.Problems != 0 || account.Documents+account.Separators != account.Text || account.Text != account.Read {
		t.Errorf("%+v", account)
	}
	empty := 0
	for _, d := range docs {
		if d.Date.First.Time().Year() == 2012 && d.Body == "" {
			empty++
		}
	}
	if empty != 366 {
		t.Errorf("%d records of 2012 without a body", empty)
	}
}
