package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Both languages say all that a report says.
func TestReportTexts(t *testing.T) {
	for lang, texts := range reportLanguages {
		for _, part := range reportParts {
			if texts.heading[part] == "" || texts.text[part] == "" && part != "methods" {
				t.Errorf("%s: nothing for %s", lang, part)
			}
		}
		for name, text := range map[string]string{
			"title": texts.title, "titleTerms": texts.titleTerms, "lead": texts.lead, "contents": texts.contents, "command": texts.words.Command,
			"notes": texts.words.Notes, "noRows": texts.words.NoRows, "comma": texts.comma, "tag": texts.tag, "leftOut": texts.leftOut, "stop": texts.stop,
		} {
			if text == "" {
				t.Errorf("%s: no %s", lang, name)
			}
		}
		for _, l := range leftOutFor {
			if texts.reasons[l.reason] == "" {
				t.Errorf("%s: nothing for %v", lang, l.err)
			}
		}
		if len(texts.methods) != len(reportEnglish.methods) {
			t.Errorf("%s: %d paragraphs of methods", lang, len(texts.methods))
		}
	}
}

// A report has the numbers of the commands that it names, says the same of files
// and of the stored corpus made of them, and has the same bytes twice.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	succeed(t, "ingest", sample, "-o", filepath.Join(dir, "kept"))
	read := func(name string, args ...string) string {
		file := filepath.Join(dir, name)
		succeed(t, append(append([]string{"report"}, args...), "-o", file)...)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	page := read("a.html", sample, "改革开放", "市场", "--lang", "zh", "--from", "1978")
	if page != read("b.html", sample, "改革开放", "市场", "--lang", "zh", "--from", "1978") {
		t.Error("the same report has other bytes")
	}
	for _, want := range []string{`<html lang="zh-Hans">`, "<h2>生命周期</h2>", "tifa colloc " + sample + " 市场 --top=20", "--from=1978", "data:image/svg+xml;base64,"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	outline := filepath.Join(dir, "outline.yaml")
	if err := os.WriteFile(outline, []byte("parts: [trends, contexts]\nevery: decade\nsample: 3\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	files := read("files.md", sample, "改革开放", "--outline", outline)
	kept := read("kept.md", filepath.Join(dir, "kept"), "改革开放", "--outline", outline)
	kept = strings.ReplaceAll(strings.ReplaceAll(kept, filepath.Join(dir, "kept"), sample), " in kept", " in sample")
	if files != kept {
		t.Errorf("of files\n%s\nof the stored corpus\n%s", files, kept)
	}
	trend := call(t, "", "trend", sample, "改革开放", "--every", "decade", "--format", "markdown", "--ci",
		"--columns=term,period,count,count_phrase,words_total,per_million_words,low,high,documents,document_share,days")
	if !strings.Contains(files, trend.stdout) {
		t.Errorf("the report has not the table of trend:\n%s", trend.stdout)
	}
}

// A report has the same bytes for any number of workers, in every format, and
// names none in a command.
func TestReportWorkers(t *testing.T) {
	dir := t.TempDir()
	for _, ending := range []string{".html", ".md", ".xlsx"} {
		var made []string
		for _, workers := range []string{"1", "2"} {
			file := filepath.Join(dir, workers+ending)
			succeed(t, "report", sample, "市场", "--workers", workers, "--strict=false", "--to", "1980", "-o", file)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, string(text))
		}
		if made[0] != made[1] {
			t.Errorf("%s: other bytes for other workers", ending)
		}
		if ending != ".xlsx" && (strings.Contains(made[0], "--workers") || !strings.Contains(made[0], "--to=1980")) {
			t.Errorf("%s: the commands have other flags", ending)
		}
	}
}

// Every figure says what it shows to who cannot see it: its title, at least.
func TestReportAlternatives(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.html")
	succeed(t, "report", sample, "改革开放", "市场", "-o", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var alts []string
	for _, m := range regexp.MustCompile(`<img alt="([^"]*)"`).FindAllStringSubmatch(string(text), -1) {
		alts = append(alts, m[1])
	}
	for i, want := range []string{"Days with documents. ", "Documents by year", "改革开放, 市场: uses per million words by section", "改革开放, 市场: uses per million words by year. 95 % intervals",
		"Words around 改革开放. ", "Words around 市场. "} {
		if i >= len(alts) || !strings.HasPrefix(alts[i], want) {
			t.Errorf("figure %d: want %q: %q", i, want, alts)
		}
	}
	if len(alts) != 6 {
		t.Errorf("%d figures", len(alts))
	}
}
