package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A tifa.yaml in a folder describes the files of that folder, and is none of
// them; one given in the options goes before it.
func TestFolderProfile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.csv", "when,words\n2001-02-03,坚持改革开放。\n")
	write("tifa.yaml", "map:\n  date: when\n  body: words\nconstants:\n  paper: 甲报\n")
	read := func(source string, opt DecodeOptions) []*Document {
		t.Helper()
		files, problems, err := Files([]string{source}, SourceOptions{})
		if err != nil || len(problems) > 0 || len(files) != 1 {
			t.Fatalf("%d files, problems %v, error %v; want one file", len(files), problems, err)
		}
		var docs []*Document
		for d, err := range files[0].Documents(opt) {
			if err == nil {
				docs = append(docs, d)
			}
		}
		return docs
	}
	for _, source := range []string{dir, filepath.Join(dir, "a.csv")} {
		docs := read(source, DecodeOptions{})
		if len(docs) != 1 || docs[0].Paper != "甲报" || docs[0].Body != "坚持改革开放。" || docs[0].Date.String() != "2001-02-03" {
			t.Errorf("%s: %+v", source, docs)
		}
	}
	if docs := read(dir, DecodeOptions{Profile: &Profile{Map: map[string][]string{"title": {"words"}}}}); len(docs) != 1 || docs[0].Paper != "" || docs[0].Title != "坚持改革开放。" {
		t.Errorf("with a profile of its own: %+v", docs)
	}
	write("tifa.yaml", "constants:\n  paper: 甲报\nfield: x\n")
	if _, _, err := Files([]string{dir}, SourceOptions{}); err == nil || !strings.Contains(err.Error(), "tifa.yaml:3: ") {
		t.Errorf("a profile with an unknown key: %v", err)
	}
}
