package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// once tests that a call says something once.
func once(t *testing.T, stderr, call, says string) {
	t.Helper()
	if strings.Count(stderr, says) != 1 {
		t.Errorf("%s: want %q once:\n%s", call, says, stderr)
	}
}

// A document that lies in two periods, or in two groups, makes columns that do
// not add up: every table says so. What is told of the whole has it once.
func TestOverlapsAreNoted(t *testing.T) {
	dir := t.TempDir()
	file, periods := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "periods.csv")
	for name, text := range map[string]string{
		file: `{"date":"2002-06-28","title":"改革开放","body":"改革很好。市场也好。","author":["张三","李四"]}
{"date":"2003-06-28","body":"我们改革。","author":["李四"]}
{"body":"农业改革。"}`,
		periods: "A,2000,2002\nB,2002,2003\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []string{"trend {} 改革", "colloc {} 改革", "keyness {}", "keyness {} 改革", "diversity {}", "terms {} 改革", "dispersion {}", "dispersion {} 改革"} {
		got := ask(t, c+" --periods "+periods, file).stderr
		once(t, got, c, "periods that begin before another ends: 1; their documents count in both")
		if strings.HasPrefix(c, "colloc") { // one more in the document without a date
			once(t, got, c, "note: 改革: 3 hits in 2 documents\n")
		}
	}
	once(t, ask(t, "keyness {} --every year", file).stderr, "keyness", "part of the rest that each is compared with: 1 document in no period")
	once(t, ask(t, "keyness {} --every year --against before", file).stderr, "keyness", "left out: 1 document in no period")
	for _, c := range []string{"trend {} 改革", "sections {}", "freq {}", "tfidf {}", "keyness {}", "diversity {}", "terms {} 改革", "dispersion {}", "ngrams {}"} {
		once(t, ask(t, c+" --by author", file).stderr, c, "note: a document with several values is in several groups")
		if got := ask(t, c+" --by year", file).stderr; strings.Contains(got, "several groups") {
			t.Errorf("%s: no document is of two years: %s", c, got)
		}
	}
}
