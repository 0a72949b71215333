package corpus

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func gzipped(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, s)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// bzipped is titled as bzip2 1.0.8 packs it: the standard library only unpacks.
func bzipped(t testing.TB) string {
	t.Helper()
	b, err := hex.DecodeString("425a683931415926535917057edb00002d5e7900100002eae010003410408003c4d2000008096020" +
		"0050c6000000004a120068d003264dd37478685f85779933f2c708101ce80cd3f812644e41185590a110528684ac2508fa9f1628b20ba745570d43f17724538509017057edb0")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A member is a file of an archive.
type member struct{ name, text string }

func tarred(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Size: int64(len(m.text)), Mode: 0o644, Typeflag: tar.TypeReg}
		if strings.HasSuffix(m.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		err := w.WriteHeader(h)
		if _, err2 := io.WriteString(w, m.text); err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipped(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// documentsOf writes a file x and reads it: keys of documents, codes of problems.
func documentsOf(t *testing.T, content string, opt DecodeOptions) (keys, problems []string) {
	t.Helper()
	if err := os.WriteFile("x", []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	files, _, err := Files([]string{"."}, SourceOptions{})
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	var read int64
	opt.Progress = func(n int64) { read += n }
	docs, told := all(t, files[0].Documents(opt))
	for _, d := range docs {
		if d.Title != "春耕" {
			t.Errorf("document %+v", d)
		}
		keys = append(keys, d.Key())
	}
	for _, p := range told {
		problems = append(problems, fmt.Sprintf("%s %s", p.File, p.Code))
	}
	if size := int64(len(content)); read > size || read < size && len(problems) == 0 {
		t.Errorf("told of %d bytes of %d", read, len(content))
	}
	return keys, problems
}

func TestDocumentsPacked(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("文章.txt")
	if err != nil {
		t.Fatal(err)
	}
	two := []member{{"1985/", ""}, {"1985/1.txt", titled}, {".2.txt", titled}, {"1985/__MACOSX/3.txt", titled}, {`../../b\4.txt`, titled + titled}, {gbk, titled}}
	inside := []string{"x/1985/1.txt#1", "x/b/4.txt#1", "x/b/4.txt#2", "x/文章.txt#1"}
	for _, c := range []struct {
		name, content  string
		want, problems []string
	}{
		{name: "plain", content: titled, want: []string{"x#1"}},
		{name: "gzip", content: gzipped(t, titled), want: []string{"x#1"}},
		{name: "gzip of two parts", content: gzipped(t, titled) + gzipped(t, titled), want: []string{"x#1", "x#2"}},
		{name: "bzip2", content: bzipped(t), want: []string{"x#1"}},
		{name: "zstd", content: zstandard(t, titled), want: []string{"x#1"}},
		{name: "tar", content: tarred(t, two...), want: inside},
		{name: "tar.gz", content: gzipped(t, tarred(t, two...)), want: inside},
		{name: "tar.zst of gz", content: zstandard(t, tarred(t, member{"a.gz", gzipped(t, titled)})), want: []string{"x/a.gz#1"}},
		{name: "zip", content: zipped(t, two...), want: inside},
		{name: "zip of gz and tar", content: zipped(t, member{"a.gz", gzipped(t, titled)}, member{"b.tar", tarred(t, member{"c", titled})}), want: []string{"x/a.gz#1", "x/b.tar/c#1"}},
		{name: "zip of zip", content: zipped(t, member{"a.zip", zipped(t, two...)}, member{"b", titled}), want: []string{"x/b#1"}, problems: []string{"x/a.zip unreadable"}},
		{name: "empty zip", content: zipped(t)},
		{name: "office document", content: zipped(t, member{"[Content_Types].xml", "<x/>"}), problems: []string{"x not-text"}},
		{name: "other files in an archive", content: tarred(t, member{"a.md", "说明\n"}, member{"b.png", "\x89PNG\x00"}, member{"c", titled}), want: []string{"x/c#1"}, problems: []string{"x/a.md no-records", "x/b.png not-text"}},
		{name: "gzip cut off", content: gzipped(t, titled+strings.Repeat("\n", 1000))[:90], want: []string{"x#1"}, problems: []string{"x unreadable"}},
		{name: "gzip header only", content: gzipped(t, titled)[:5], problems: []string{"x unreadable"}},
		{name: "zip cut off", content: zipped(t, two...)[:90], problems: []string{"x unreadable"}},
		{name: "tar cut off", content: tarred(t, two...)[:3000], want: []string{"x/1985/1.txt#1"}, problems: []string{"x unreadable"}},
		{name: "packed too often", content: gzipped(t, gzipped(t, gzipped(t, gzipped(t, gzipped(t, titled))))), problems: []string{"x unreadable"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			keys, problems := documentsOf(t, c.content, DecodeOptions{})
			if diff := cmp.Diff(c.want, keys); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// A bomb is passed over once it is out of proportion, the other files are read.
func TestDocumentsExpansion(t *testing.T) {
	paragraph := strings.Repeat("　　今年的工作。\n", 1<<16)
	text := titled + "〖ZW/正文〗\n" + strings.Repeat(paragraph, 80) + "〖-ZW/正文〗\n" + titled
	for name, content := range map[string]string{
		"gzip": gzipped(t, text),
		"zip":  zipped(t, member{"a", text}, member{"b", titled}),
		"tar":  zstandard(t, tarred(t, member{"a", text}, member{"b", titled})),
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			_, problems := documentsOf(t, content, DecodeOptions{})
			if len(problems) != 2 || !strings.HasSuffix(problems[1], string(Expands)) {
				t.Errorf("problems %v", problems)
			}
			if _, problems = documentsOf(t, content, DecodeOptions{MaxExpansion: -1}); strings.Contains(fmt.Sprint(problems), string(Expands)) {
				t.Errorf("without a limit: %v", problems)
			}
		})
	}
}

// Zeros are no text from the first look on: nothing is unpacked beyond it.
func TestDocumentsOfZeros(t *testing.T) {
	t.Chdir(t.TempDir())
	_, problems := documentsOf(t, zipped(t, member{"zeros", strings.Repeat("\x00", 200<<20)}), DecodeOptions{MaxExpansion: -1})
	if diff := cmp.Diff([]string{"x/zeros not-text"}, problems); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentsStop(t *testing.T) {
	t.Chdir(t.TempDir())
	content := tarred(t, member{"a", titled + titled}, member{"b", titled})
	if err := os.WriteFile("x", []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	for d, err := range (File{Path: "x"}).Documents(DecodeOptions{}) {
		if err != nil || d.Path != "x/a" {
			t.Error(d, err)
		}
		break
	}
}
