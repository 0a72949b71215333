package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// evening prints texts of the sample again: one a day before it, one a day
// after; one on the same day and one a day after in part; and one of its own
// twice.
const evening = "../../testdata/reprints"

// A stored corpus, made of two papers one after the other, has the families
// that the files have.
func TestReprintsOfTwoPapers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	succeed(t, "ingest", sample, "-o", dir)
	succeed(t, "ingest", evening, "-o", dir)
	for _, flags := range [][]string{{}, {"--families"}, {"--threshold", "0.95", "--seed", "9"}} {
		files := call(t, "", append([]string{"reprints", sample, evening}, flags...)...)
		kept := call(t, "", append([]string{"reprints", dir}, flags...)...)
		if diff := cmp.Diff(files.stdout, kept.stdout); diff != "" || files.status != 0 {
			t.Errorf("%v: %d %s", flags, files.status, diff)
		}
	}
	got := make(map[string]string)
	for _, r := range rows(t, "reprints", dir) {
		got[r.text("id")] = r.text("role") + " of " + r.text("family")
	}
	want := map[string]string{
		"澜江晚报-20051108-1-3": "first of 澜江晚报-20051108-1-3", "20051109-1-2": "reprint of 澜江晚报-20051108-1-3",
		"20130412-1-1": "first of 20130412-1-1", "澜江晚报-20130413-3-1": "reprint of 20130412-1-1",
		"澜江晚报-20131226-8-1": "first of 澜江晚报-20131226-8-1", "澜江晚报-20131227-8-1": "reprint of 澜江晚报-20131226-8-1",
		"20130412-2-4": "first of 20130412-2-4", "澜江晚报-20130413-5-2": "excerpt of 20130412-2-4",
		"20131226-1-1": "first of 20131226-1-1", "澜江晚报-20131226-1-2": "excerpt of 20131226-1-1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every counting command counts the three reprints of the two papers not, and
// the two excerpts.
func TestOnceCountsFamilies(t *testing.T) {
	all, once := rows(t, "sections", sample, "--also", evening), rows(t, "sections", sample, "--also", evening, "--once")
	n, m := all[len(all)-1].number(t, "documents_total"), once[len(once)-1].number(t, "documents_total")
	if n != 136 || m != 133 {
		t.Errorf("%d documents, %d once", n, m)
	}
	reprints := []string{"20051109-1-2", "澜江晚报-20130413-3-1", "澜江晚报-20131227-8-1"}
	left := make(map[string]bool)
	for _, r := range rows(t, "docs", sample, "--also", evening, "--once") {
		left[r.text("id")] = true
	}
	for _, id := range reprints {
		if left[id] {
			t.Errorf("%s is counted", id)
		}
	}
	// Of the texts asked for the first counts: here the reprint stands alone.
	for _, r := range rows(t, "docs", sample, "--also", evening, "--once", "--from", "2005-11-09", "--to", "2005-11-09", "--where", "page == 1") {
		left[r.text("id")] = true
	}
	if !left["20051109-1-2"] {
		t.Error("a reprint is left out where the first print is not asked for")
	}
	for _, command := range [][]string{{"freq", sample}, {"tfidf", sample, "--by", "year"}, {"trend", sample, "改革"}, {"kwic", sample, "改革"}, {"docs", sample, "改革"}} {
		c := call(t, "", append(command, "--also", evening, "--once", "--format", "json")...)
		if c.status != 0 {
			t.Fatalf("%s: %s", command, c.stderr)
		}
		for _, want := range []string{`left out: 3 prints of a text that another document printed before (--once: Jaccard at least 0.8)`, `"once":"jaccard 0.8 seed 1"`} {
			if !strings.Contains(c.stdout, want) {
				t.Errorf("%s: no %s in %.300s", command, want, c.stdout)
			}
		}
	}
}
