package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrongCalls(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-o x", "how much?"},
		{"--words 10", "where to?"},
		{"--words 10 --bytes 10 -o -", "one of the three"},
		{"--words 0 -o -", "want a whole number from 1"},
		{"--words 1.5 -o -", "want a whole number from 1"},
		{"--words 1e99 -o -", "want a whole number from 1"},
		{"--documents NaN -o -", "want a whole number from 1"},
		{"--documents= -o -", "want a whole number from 1"},
		{"--words 10 -o - --from 1978-13", "is not a date"},
		{"--words 10 -o - --to spring", "is not a date"},
		{"--words 10 -o - --from 1980 --to 1979", "is after"},
		{"--words 10 -o - --from 1700", "years from"},
		{"--words 10 -o - --encoding big5", "utf-8 or gb18030"},
		{"--words 10 -o - --encoding klingon", "utf-8 or gb18030"},
		{"--words 10 -o - --duplicates 1.5", "a share"},
		{"--words 10 -o - --duplicates NaN", "a share"},
		{"--words 10 -o - --workers -1", "0 or more"},
		{"--words 10 -o - --workers many", "--help"},
		{"--words 10 -o - --files day", "--files goes with"},
		{"--words 10 -o x --files week", "month or day"},
		{"--words 10 -o x --planted=", "not empty"},
		{"--words 10 -o - folder", "takes no arguments"},
		{"--wrods 10 -o -", "--help"},
	} {
		c := call(t, strings.Fields(test.args)...)
		if c.status != 2 || c.stdout != "" || !strings.Contains(c.stderr, test.want) || strings.Count(c.stderr, "\n") != 1 {
			t.Errorf("tifa-gen %s: status %d, stdout %q, stderr %q, want %q", test.args, c.status, c.stdout, c.stderr, test.want)
		}
	}
}

func TestParseCount(t *testing.T) {
	for s, want := range map[string]int64{"1": 1, "2000000": 2e6, "2_000_000": 2e6, "20M": 2e7, "1.5k": 1500, "1G": 1e9, "1e6": 1e6} {
		if got, err := parseCount(s); got != want || err != nil {
			t.Errorf("%s: %d, %v, want %d", s, got, err, want)
		}
	}
}

// Nothing that is there is written over, but for an old manifest.
func TestTargets(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	full := filepath.Dir(put("full/notes.txt", "mine"))
	file := put("file", "mine")
	if c := call(t, "--documents", "5", "-o", full); c.status != 1 || !strings.Contains(c.stderr, "not empty (it holds notes.txt)") {
		t.Errorf("into a full folder: status %d, %s", c.status, c.stderr)
	}
	if c := call(t, "--documents", "5", "-o", file); c.status != 1 || !strings.Contains(c.stderr, "file") {
		t.Errorf("into a file: status %d, %s", c.status, c.stderr)
	}
	if c := call(t, "--documents", "5", "-o", "-", "--planted", file); c.status != 1 || !strings.Contains(c.stderr, "would be lost") {
		t.Errorf("manifest over a file: status %d, %s", c.status, c.stderr)
	}
	if c := call(t, "--documents", "5", "-o", "-", "--planted", filepath.Join(dir, "none", "m.json")); c.status != 1 || !strings.Contains(c.stderr, "no folder") {
		t.Errorf("manifest into no folder: status %d, %s", c.status, c.stderr)
	}
	old := put("old.json", manifestStart)
	if c := call(t, "--documents", "5", "-o", "-", "--planted", old); c.status != 0 {
		t.Errorf("manifest over an old one: status %d, %s", c.status, c.stderr)
	}
	if text, _ := os.ReadFile(old); !strings.Contains(string(text), `"documents": 5`) {
		t.Errorf("the new manifest: %s", text)
	}
	if text, _ := os.ReadFile(file); string(text) != "mine" {
		t.Errorf("the file now holds %s", text)
	}
}

func TestHelp(t *testing.T) {
	c := call(t, "--help")
	if c.status != 0 || c.stderr != "" || !strings.Contains(c.stdout, "--documents N") || !strings.Contains(c.stdout, "(default: \"1949\")") {
		t.Errorf("status %d, stderr %q, stdout %s", c.status, c.stderr, c.stdout)
	}
}
