package reports

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var csvFormat, _ = ForFile(".csv")

// folder returns what is in a folder, names with contents.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

const wantManifest = `{
  "tool": "tifa",
  "version": "0.1.0",
  "command": "trend",
  "arguments": [],
  "corpus": "ab12",
  "documents": 3,
  "filter": {
    "where": "date >= \"1978-12\" && front"
  },
  "notes": [
    "2 of 3 documents are pictures",
    "\"quoted\" <note>"
  ]
}
`

func TestWriteFile(t *testing.T) {
	for _, f := range formats {
		dir := t.TempDir()
		path := filepath.Join(dir, "词频"+f.Ending)
		files, err := WriteFile(path, f, sample(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"词频" + f.Ending: write(t, f.Name, sample(), Options{})}
		wantFiles := []string{path}
		if !f.inside {
			want["词频"+f.Ending+".tifa.json"] = wantManifest
			wantFiles = append(wantFiles, path+".tifa.json")
		}
		if diff := cmp.Diff(want, folder(t, dir)); diff != "" {
			t.Errorf("%s: -want +got\n%s", f.Name, diff)
		}
		if diff := cmp.Diff(wantFiles, files); diff != "" {
			t.Errorf("%s: -want +got\n%s", f.Name, diff)
		}

		// Again without a manifest: the one that stands there would be untrue.
		if _, err := WriteFile(path, f, sample(), Options{NoManifest: true}); err != nil {
			t.Fatal(err)
		}
		if got := folder(t, dir); len(got) != 1 {
			t.Errorf("%s: %d files without manifest", f.Name, len(got))
		}
	}
}

func TestWriteFileIsWholeOrNotThere(t *testing.T) {
	broken := errors.New("block 7")
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	failing := func() *Table {
		table := sample()
		rows := table.Rows
		table.Rows = func(yield func([]Cell, error) bool) {
			for range 50_000 {
				for row, err := range rows {
					if !yield(row, err) {
						return
					}
				}
			}
			yield(nil, broken)
		}
		return table
	}
	f := csvFormat
	if _, err := WriteFile(path, f, failing(), Options{}); err != broken {
		t.Errorf("error %v", err)
	}
	if got := folder(t, dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteFile(path, f, failing(), Options{}); err != broken {
		t.Errorf("error %v", err)
	}
	unmarshalable := sample()
	unmarshalable.Manifest.Filter = Pairs{{"by", "year"}, {"by", "section"}}
	if _, err := WriteFile(path, f, unmarshalable, Options{}); err == nil || !strings.Contains(err.Error(), `two values of "by"`) {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff(map[string]string{"out.csv": "before"}, folder(t, dir)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	panicking := sample()
	panicking.Rows = func(func([]Cell, error) bool) { panic("mistake") }
	func() {
		defer func() { recover() }()
		_, _ = WriteFile(path, f, panicking, Options{})
	}()
	if got := folder(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestWriteFileRemovesWhatCannotBeComplete(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	if err := os.Mkdir(path+manifestEnding, 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := WriteFile(path, csvFormat, sample(), Options{})
	if want := "create " + path + ".tifa.json: is a directory"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// The second rename of two fails: what the first put in place goes again.
func TestPlaceIsUndone(t *testing.T) {
	dir := t.TempDir()
	main, side := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	var set fileSet
	for _, path := range []string{main, side} {
		if err := set.add(path, sample().Manifest.writeFile); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(main, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := set.place(); err == nil {
		t.Error("a file replaced a folder")
	}
	set.discard()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "a" {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestWriteFileNowhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "out.csv")
	_, err := WriteFile(path, csvFormat, sample(), Options{})
	if !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "create "+path+": ") {
		t.Errorf("error %v", err)
	}
}

func TestWriteFileToDevicesAndLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs /dev/null and links")
	}
	files, err := WriteFile(os.DevNull, csvFormat, sample(), Options{})
	if err != nil || len(files) != 1 {
		t.Errorf("%v, %v", files, err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("the device was replaced: %v, %v", info, err)
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target.csv"), filepath.Join(dir, "link.csv")
	if err := errors.Join(os.WriteFile(target, nil, 0o644), os.Symlink(target, link)); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteFile(link, csvFormat, sample(), Options{NoManifest: true}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
	if got := folder(t, dir); got["target.csv"] != wantCSV {
		t.Errorf("the target has %q", got["target.csv"])
	}
}

func TestManifestKeepsItsBytes(t *testing.T) {
	m := Manifest{
		Tool: "tifa", Version: "0.1.0", Command: "keyness", Arguments: []string{"--by", "年", "a b"},
		Corpus: "ab12", Documents: 3, Segmentation: "cd34",
		Filter:     Pairs{{"to", "1979"}, {"from", "1978"}, {"where", `a < "b"` + "\n"}},
		Parameters: Pairs{{"min_count", "5"}},
		Notes:      []string{"<1>"},
	}
	text, err := m.compact()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"tool":"tifa","version":"0.1.0","command":"keyness","arguments":["--by","年","a b"],"corpus":"ab12","documents":3,` +
		`"segmentation":"cd34","filter":{"to":"1979","from":"1978","where":"a < \"b\"\n"},"parameters":{"min_count":"5"},"notes":["<1>"]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	var back Manifest
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, back); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	more := m.withNotes("2")
	if len(m.Notes) != 1 || len(more.Notes) != 2 {
		t.Errorf("notes %q, %q", m.Notes, more.Notes)
	}
}

func TestPairsFromJSON(t *testing.T) {
	for text, ok := range map[string]bool{
		`{}`: true, `null`: true, `{"a":"b","a":"c"}`: true, `[]`: false, `"a"`: false, `{"a":1}`: false, `{"a":{}}`: false,
	} {
		p := Pairs{{"old", ""}}
		if err := json.Unmarshal([]byte(text), &p); (err == nil) != ok {
			t.Errorf("%s: error %v", text, err)
		} else if ok && len(p) > 0 && p[0].Name == "old" {
			t.Errorf("%s: kept %v", text, p)
		}
	}
}
