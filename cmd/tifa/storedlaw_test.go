package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// questions are calls of every command that reads a corpus, with {} in its
// place, and of every flag that changes what it finds.
var questions = []string{
	"info {} --top 3",
	"docs {}",
	"docs {} 改革 --match phrase --sample 7 --seed 3",
	"show {} 19760105-3-2",
	"freq {} --top 200",
	"freq {} --by section --top 5 --pos n,v",
	"freq {} --in titles --stopwords none",
	"freq {} --from 1998 --to 2005 --duplicates first",
	"tfidf {} --by year --top 4",
	"tfidf {} --top 3 --scheme sklearn",
	"trend {} 改革 改革开放 --every year",
	"trend {} 市场 --every month --match word --ci --smooth 2",
	"trend {} 农业 --by section --match phrase",
	"trend {} 改革.{0,4}开放 --match regex --every decade",
	"trend {} 8.5% GDP --every year",
	"sections {} 改革 发展 --by section",
	"sections {} --by genre --by decade",
	"sections {} 建设 --by part",
	"kwic {} 改革 市场 --sort right",
	"kwic {} 建设 --context sentence --per-document 1",
	"kwic {} 发展 --sample 5 --by decade --seed 2",
	"kwic {} 改革 --near 开放:3",
	"freq {} --with 改革 --without 开放 --top 9",
	`freq {} --where 'section == "头版" and date >= "1998-12" and class startsWith "D2"' --top 9`,
	"freq {} --parts --kind article --top 9",
	"ngrams {} --n 2-4 --top 30",
	"ngrams {} --unit character --n 3 --by section --top 5 --min-count 3",
	"ngrams {} --gap 2 --stopwords builtin --from 1978 --to 2005 --top 20",
	"phrases {} --min-count 4",
	"phrases {} --min-count 3 --min-length 2 --min-entropy .8 --before 1990 --across 、 --stopwords builtin",
	"phrases {} --min-count 6 --every decade --numbers",
	"check {} --coverage",
	"check {} --coverage --detail",
}

// A stored corpus answers as the files it was made of do, to the byte, and with
// the same notes; in one segment and in many.
func TestStoredAnswers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	succeed(t, "ingest", sample, "-o", dir)
	for _, q := range questions {
		files, kept := ask(t, q, sample), ask(t, q, dir)
		// Of a stored corpus info tells also how it was made.
		kept.stdout = regexp.MustCompile("(?m)^stored: .*\n").ReplaceAllString(kept.stdout, "")
		if diff := cmp.Diff(files.stdout, kept.stdout); diff != "" {
			t.Errorf("%s: %s", q, diff)
		}
		if files.stdout == "" {
			t.Errorf("%s: prints nothing", q)
		}
		if strings.HasPrefix(q, "check") {
			continue // on files it counts the problems too
		}
		if diff := cmp.Diff(files.stderr, kept.stderr); diff != "" {
			t.Errorf("%s: notes: %s", q, diff)
		}
	}
}

func ask(t *testing.T, question, corpus string) called {
	t.Helper()
	args, err := shellWords(strings.ReplaceAll(question, "{}", corpus))
	if err != nil {
		t.Fatal(err)
	}
	if args[0] != "show" {
		args = append(args, "--format", "csv")
	}
	c := call(t, "", args...)
	if c.status != 0 {
		t.Fatalf("%s: %s", question, c.stderr)
	}
	return c
}
