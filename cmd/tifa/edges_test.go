package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// edgeCorpora are corpora of which most measures have little to say.
var edgeCorpora = map[string]string{
	"one document": `{"date":"2005-06-28","title":"改革开放","body":"改革开放好。市场经济好。","section":"头版"}`,
	"one period": `{"date":"2005-06-28","title":"改革开放","body":"改革开放好。市场经济好。","section":"头版"}
{"date":"2005-06-28","title":"市场","body":"市场经济好。我们改革。","section":"头版"}`,
	"ties": `{"date":"2005-06-28","title":"改革","body":"改革好。","section":"头版"}
{"date":"2006-06-28","title":"改革","body":"改革好。","section":"理论"}`,
	"no dates": `{"title":"改革开放","body":"改革开放好。市场经济好。","section":"头版"}
{"title":"市场","body":"市场经济好。我们改革。","section":"理论"}`,
	"no words": `{"date":"2005-06-28","body":"。。。","section":"头版"}
{"date":"2006-06-29","body":"！","section":"理论"}`,
	"words in one": `{"date":"2005-06-28","body":"。。。","section":"头版"}
{"date":"2006-06-29","title":"改革","body":"改革好。","section":"理论"}`,
}

// edgeCalls are calls of every measure, with {} in the place of the corpus and
// TERM in that of a term.
var edgeCalls = []struct {
	call  string
	dated bool // dates are needed
}{
	{"freq {}", false},
	{"freq {} --by year", false},
	{"tfidf {}", false},
	{"tfidf {} --by year", false},
	{"docs {} TERM", false},
	{"trend {} TERM --every year", true},
	{"trend {} TERM --every month --by section --ci --smooth 1", true},
	{"trend {} TERM --every decade --ci --ci-method bootstrap --weight front=2 --adjust section", true},
	{"sections {} TERM", false},
	{"kwic {} TERM", false},
	{"kwic {} TERM --sample 2 --by section", false},
	{"colloc {} TERM", false},
	{"colloc {} TERM --every year", true},
	{"keyness {} --by section", false},
	{"keyness {} --every year", true},
	{"keyness {} TERM --every year --against before", true},
	{"keyness {} --n 2 --by section", false},
	{"keyness {} --reference-corpus {}", false},
	{"keyness {} TERM --reference-corpus {}", false},
	{`keyness {} --target 'section != "x"'`, false},
	{`keyness {} TERM --target 'section != "x"'`, false},
	{`rising {} --target 'section != "x"'`, true},
	{"dispersion {}", false},
	{"dispersion {} TERM", false},
	{"dispersion {} TERM --every year", true},
	{"diversity {}", false},
	{"diversity {} --every year", true},
	{"terms {} TERM 农业", false},
	{"terms {} TERM 农业 --every year --wide", true},
	{"terms {} TERM 农业 --exclusive --by section", false},
	{"terms {} TERM 农业 --cooccur document", false},
	{"terms {} TERM 农业 --cooccur paragraph --every year", true},
	{"bursts {} TERM", true},
	{"changes {} TERM", true},
	{"seasons {} TERM", true},
	{"seasons {} TERM --events builtin", true},
	{"lifecycle {} TERM", true},
	{"lifecycle {} TERM --heat", true},
	{"reprints {}", false},
	{"ngrams {}", false},
	{"ngrams {} --association", false},
	{"phrases {}", false},
	{"phrases {} --before 2005", false},
	{"phrases {} --every year", true},
}

// edge asks a question of a file of an edge corpus.
func edge(t *testing.T, question, file, term string, flags ...string) called {
	t.Helper()
	args, err := shellWords(strings.ReplaceAll(strings.ReplaceAll(question, "{}", file), "TERM", term))
	if err != nil {
		t.Fatal(err)
	}
	return call(t, "", append(append(args, "--format", "json"), flags...)...)
}

// oneError tests that a call ended with a status and one line that says so.
func oneError(t *testing.T, name string, c called, status int, says string) {
	t.Helper()
	if c.status != status || c.stdout != "" || strings.Count(c.stderr, "\n") != 1 || !strings.Contains(c.stderr, says) {
		t.Errorf("%s: status %d, %q, %.200s; want %d and %q", name, c.status, c.stderr, c.stdout, status, says)
	}
}

// ownNotes are the notes of a call that are not of its input.
func ownNotes(stderr string) (list []string) {
	for line := range strings.Lines(stderr) {
		if !strings.Contains(line, "problems in the input") && !strings.Contains(line, "have the same text as another one") {
			list = append(list, line)
		}
	}
	return list
}

// The rule of README: documents that are asked for and not there are an error of
// the data, in all commands the same; what has no answer is an empty table or an
// empty cell with a note.
func TestEdges(t *testing.T) {
	slowly(t)
	dir := t.TempDir()
	for name, text := range edgeCorpora {
		file := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".jsonl")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, q := range edgeCalls {
			for _, term := range []string{"改革", "火星"} {
				what := name + ": " + strings.ReplaceAll(q.call, "TERM", term)
				if !strings.Contains(q.call, "TERM") && term == "火星" {
					continue
				}
				c := edge(t, q.call, file, term)
				if name == "no dates" && q.dated {
					want := "no document has a date"
					if strings.HasPrefix(q.call, "rising") {
						want = "no document of the target has a date"
					}
					oneError(t, what, c, 1, want)
					continue
				}
				checkEdge(t, what, term, c)
			}
			oneError(t, name+", nothing: "+q.call, edge(t, q.call, file, "改革", "--from", "1900", "--to", "1901"), 1, "no document passes the filter")
		}
		for _, call := range []string{
			`keyness {} --target 'year == "1900"'`, `keyness {} 改革 --target 'year == "1900"'`, `rising {} --target 'year == "1900"'`,
			`keyness {} --target 'section == "头版"' --reference 'year == "1900"'`, `rising {} --target 'section == "头版"' --reference 'year == "1900"'`,
		} {
			if c := edge(t, call, file, ""); !strings.Contains(c.stderr, `no document that passes the filter fits year == "1900"`) || c.status != 1 {
				t.Errorf("%s: %s: %d, %s", name, call, c.status, c.stderr)
			}
		}
	}
}

// checkEdge tests that a table came, and notes with it where it has no row, where
// a number that is no count is missing, or where the term is nowhere.
func checkEdge(t *testing.T, what, term string, c called) {
	t.Helper()
	if c.status != 0 {
		t.Errorf("%s: status %d: %s", what, c.status, c.stderr)
		return
	}
	var table struct {
		Columns []struct{ Name, Kind string }
		Rows    []map[string]any
	}
	if err := json.Unmarshal([]byte(c.stdout), &table); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	notes := ownNotes(c.stderr)
	if len(table.Rows) == 0 && !strings.Contains(c.stderr, "the table is empty") {
		t.Errorf("%s: no row and no word on it", what)
	}
	if term == "火星" && !strings.Contains(c.stderr, "火星") && !strings.Contains(c.stderr, "the table is empty") {
		t.Errorf("%s: no word on the term that is nowhere", what)
	}
	for _, row := range table.Rows {
		for _, column := range table.Columns {
			if v, ok := row[column.Name]; column.Kind == "float" && (!ok || v == nil) && len(notes) == 0 {
				t.Errorf("%s: %s is missing and no note is there", what, column.Name)
				return
			}
		}
	}
}
