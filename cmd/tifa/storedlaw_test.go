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
	"trend {} 改革 市场 --by front --every decade --ci --ci-method bootstrap --seed 5",
	"trend {} 改革 --every decade --weight front=3,title=2 --adjust section,genre --events builtin",
	"sections {} 改革 发展 --by section",
	"sections {} --by genre --by decade",
	"sections {} 建设 --by part",
	"kwic {} 改革 市场 --sort right",
	"kwic {} 建设 --context sentence --per-document 1",
	"kwic {} 发展 --sample 5 --by decade --seed 2",
	"kwic {} 改革 --near 开放:3",
	"colloc {} 改革 市场 --sort log_dice --min-count 2",
	"colloc {} 农业 --context sentence --every decade --pos n,v --match phrase",
	"colloc {} 改革.{0,4}开放 --match regex --left 2 --right 0 --in body --from 1990",
	"freq {} --with 改革 --without 开放 --top 9",
	`freq {} --where 'section == "头版" and date >= "1998-12" and class startsWith "D2"' --top 9`,
	"keyness {} --target 'year >= 2000' --top 30 --variants",
	"keyness {} 改革 发展 --every decade --match phrase",
	"keyness {} --by section --in titles --min-count 2 --top 9",
	"dispersion {} 改革 市场 --match phrase",
	"dispersion {} --by section --sort -dp --min-count 5 --top 20",
	"diversity {} --every decade",
	"terms {} 改革 改革开放 市场 --exclusive --by section",
	"terms {} 改革 开放 市场 --cooccur paragraph --every decade",
	"terms {} 改革 发展 市场 --cooccur document --by section",
	"terms {} 改革 改革开放 市场 发展 --exclusive --match phrase --every decade",
	"keyness {} 改革 发展 --target 'year >= 2000' --match word",
	"rising {} --target 'year >= 2003' --min-count 4 --top 40",
	"keyness {} --target 'year >= 2000' --n 2-3 --min-count 3 --top 20",
	"trend {} 改革 --every decade --adjust section --weight front=3,title=2 --ci --ci-method bootstrap",
	"freq {} --parts --kind article --top 9",
	"bursts {} 改革开放 科学发展观 --every year",
	"bursts {} 改革 发展 --every month --match word --s 1.5 --gamma .2",
	"changes {} 改革开放 科学发展观 --every year",
	"changes {} 改革 --every quarter --dispersion 1 --penalty 2",
	"seasons {} 改革 发展",
	"seasons {} 改革 发展 --events builtin --around 10",
	"lifecycle {} 改革开放 科学发展观 一带一路",
	"lifecycle {} 改革 --match phrase --heat --scale rmrb",
	"reprints {}",
	"reprints {} --families --threshold 0.5 --containment 0.5 --parts",
	"freq {} --once --top 9",
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
