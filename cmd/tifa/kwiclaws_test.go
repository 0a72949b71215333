package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A concordance has as many rows as trend, sections and docs count, of each term
// and in each document, whatever is asked for.
func TestKwicIsWhatIsCounted(t *testing.T) {
	for _, flags := range []string{
		"", "--match phrase", "--match word", "--in titles", "--in body", "--repeated-title keep", "--parts", "--duplicates first", "--once",
		"--near 农村:10", "--near 的:3 --match word", "--from 1990 --to 2005", "--kind article", "--with 农村", "--without 农村", "--drop dateline",
		"--clean html", `--where front`, "--sort left", "--sort random --context paragraph", "--layers none",
	} {
		terms := []string{"改革", "社会主义", "先进性教育", "业"}
		args := append(strings.Fields(flags), terms...)
		got, perDocument := make(map[string]int), make(map[string]int)
		for _, r := range rows(t, append([]string{"kwic", sample}, args...)...) {
			got[r.text("term")]++
			perDocument[r.text("id")]++
		}
		counting := strings.NewReplacer("--sort left", "", "--sort random --context paragraph", "").Replace(flags)
		args = append(strings.Fields(counting), terms...)
		want, inTrend, inDocuments := make(map[string]int), make(map[string]int), make(map[string]int)
		for _, r := range where(rows(t, append([]string{"sections", sample}, args...)...), "group", "(all)") {
			if n := r.number(t, "count"); n > 0 {
				want[r.text("term")] = n
			}
		}
		for _, r := range rows(t, append([]string{"trend", sample}, args...)...) {
			if n := r.number(t, "count"); n > 0 {
				inTrend[r.text("term")] += n
			}
		}
		for _, r := range rows(t, append([]string{"docs", sample}, args...)...) {
			inDocuments[r.text("id")] = r.number(t, "count")
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 2 {
			t.Errorf("%s (-sections +kwic): %s", flags, diff)
		}
		if diff := cmp.Diff(inTrend, got); diff != "" {
			t.Errorf("%s (-trend +kwic): %s", flags, diff)
		}
		if diff := cmp.Diff(inDocuments, perDocument); diff != "" {
			t.Errorf("%s (-docs +kwic): %s", flags, diff)
		}
	}
}

// The parts of a concordance are those by which sections counts.
func TestKwicParts(t *testing.T) {
	want, got := make(map[string]int), make(map[string]int)
	for _, r := range rows(t, "sections", sample, "改革", "--by", "part") {
		if n := r.number(t, "count"); n > 0 && r.text("group") != "(all)" {
			want[r.text("group")] = n
		}
	}
	for _, r := range rows(t, "kwic", sample, "改革") {
		part := r.text("part")
		if part == "" {
			part = "(none)"
		}
		got[part]++
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 3 {
		t.Errorf("-sections +kwic: %s", diff)
	}
}

// What was coded comes back from every format in which kwic writes it.
func TestCodesReadWhatKwicWrites(t *testing.T) {
	dir := t.TempDir()
	var want string
	for _, format := range []string{"csv", "tsv", "json", "jsonl"} {
		name := filepath.Join(dir, "li."+format)
		succeed(t, "kwic", sample, "改革", "农村", "--context", "paragraph", "--sample", "4", "--by", "decade", "--codes", "x,y", "-o", name)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		// A person would type into the empty cells at the end.
		coded := strings.NewReplacer(`"x":null,"y":null`, `"x":1,"y":"甲"`, ",,\n", ",1,甲\n", "\t\t\n", "\t1\t甲\n").Replace(string(text))
		if coded == string(text) {
			t.Fatalf("%s: nothing to fill in: %s", format, text)
		}
		if err := os.WriteFile(name, []byte(coded), 0o666); err != nil {
			t.Fatal(err)
		}
		got := succeed(t, "codes", name, "--show", "joined", "--format", "csv") + succeed(t, "codes", name, "--by", "term", "--format", "csv")
		if want == "" {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" || !strings.Contains(got, ",1,甲\n") || strings.Contains(got, "(none)") {
			t.Errorf("%s: %s", format, diff)
		}
	}
}
