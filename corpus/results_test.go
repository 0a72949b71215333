package corpus

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What tifa wrote into a folder of records is no record of it.
func TestFilesPassOverResults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.TXT":              "〖ZQ/总期〗1〖-ZQ/总期〗\n",
		"b.csv":              "date,title,body\n2001,甲,乙\n",
		"out.csv":            "word,count\n的,1\n",
		"out.csv.tifa.json":  "{}\n",
		"m.mtx":              "%%MatrixMarket\n",
		"m.rows.csv":         "row,id\n1,x\n",
		"m.cols.csv":         "col,word\n1,x\n",
		"t.json":             `{"columns":[{"name":"word","kind":"text"}],"rows":[]}`,
		"t.parquet":          "PAR1",
		"x/export.tifa.json": "{}",
		"x/2005.txt":         "〖ZQ/总期〗1〖-ZQ/总期〗\n",
		"n.json":             `[{"title":"甲","body":"乙"}]`,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, problems, err := Files([]string{dir}, SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	if got := strings.Join(names, " "); got != "a.TXT b.csv n.json" {
		t.Errorf("files %s", got)
	}
	if len(problems) != 8 || problems[0].Code != OwnResult {
		t.Errorf("problems %v, want 8 of %s", problems, OwnResult)
	}
	files, _, err = Files([]string{filepath.Join(dir, "x")}, SourceOptions{})
	if err != nil || len(files) != 1 || files[0].Path != "2005.txt" {
		t.Errorf("an export that is named: %v, %v", files, err)
	}
}

// A member of a zip that expands out of proportion costs itself alone.
func TestZipBombSparesTheRest(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	member := func(name string, write func(w interface{ Write([]byte) (int, error) })) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	zeros := bytes.Repeat([]byte("0"), 1<<20)
	member("bomb.txt", func(w interface{ Write([]byte) (int, error) }) {
		for range 200 {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
	})
	member("ok.txt", func(w interface{ Write([]byte) (int, error) }) {
		if _, err := w.Write([]byte("〖RQ/日期〗20010203〖-RQ/日期〗\n〖BT/标题〗甲〖-BT/标题〗\n")); err != nil {
			t.Fatal(err)
		}
	})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "bomb.zip")
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	docs, expands := 0, 0
	for d, err := range (File{Source: filepath.ToSlash(name)}).Documents(DecodeOptions{}) {
		if d != nil {
			docs++
		}
		if p, ok := err.(*Problem); ok && p.Code == Expands {
			expands++
			if !strings.Contains(p.Message, "--max-expansion") {
				t.Errorf("%v does not say how to go on", p)
			}
		}
	}
	if docs != 1 || expands != 1 {
		t.Errorf("%d documents and %d problems, want 1 and 1", docs, expands)
	}
}
