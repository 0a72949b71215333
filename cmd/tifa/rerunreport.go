package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tifa/reports"
)

// shownDifferences is how many documents, and how many cells, a rerun names.
const shownDifferences = 20

// compare says on the report whether the result is the same and why not.
func (r *rerun) compare() (same bool, err error) {
	path, format, err := r.made()
	if err != nil {
		return false, err
	}
	now, err := reports.ReadManifest(path)
	if err != nil {
		return false, err
	}
	pairs, err := r.files(path)
	if err != nil {
		return false, err
	}
	k := &comparison{page: r.was.Command == "report", other: r.otherCorpus()}
	for i, pair := range pairs {
		if i > 0 || format == "" {
			format = strings.TrimPrefix(strings.ToLower(filepath.Ext(pair.was)), ".")
		}
		before := len(k.differences)
		if err := k.files(pair, format); err != nil {
			return false, err
		}
		if len(pairs) > 1 {
			for i := range k.differences[before:] {
				k.differences[before+i] = pair.name + ": " + k.differences[before+i]
			}
		}
	}
	if len(k.differences) == 0 {
		fmt.Fprintf(&r.report, "%s: the same%s\n", r.file, k.size(len(pairs)))
	} else {
		fmt.Fprintf(&r.report, "%s: different\n", r.file)
	}
	for _, line := range slices.Concat(r.causes(now), k.differences) {
		fmt.Fprintln(&r.report, "  "+line)
	}
	return len(k.differences) == 0, nil
}

// A filePair is a file of the result and the same when it is made again.
type filePair struct {
	was, now string
	name     string // of the result, in its folder
}

// files returns the files of the result: one, those of a folder, or a matrix with
// what its rows and columns are.
func (r *rerun) files(made string) ([]filePair, error) {
	pairs := []filePair{{r.file, made, filepath.Base(r.file)}}
	if r.was.Command == "matrix" {
		was, now := matrixFiles(r.file), matrixFiles(made)
		for i := range was {
			pairs = append(pairs, filePair{was[i], now[i], filepath.Base(was[i])})
		}
		return pairs, nil
	}
	info, err := os.Stat(r.file)
	if err != nil || !info.IsDir() {
		return pairs, err
	}
	names, err := filesIn(r.file)
	if err != nil {
		return nil, err
	}
	again, err := filesIn(made)
	if err != nil {
		return nil, err
	}
	pairs = nil
	names = append(names, again...)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		pairs = append(pairs, filePair{filepath.Join(r.file, name), filepath.Join(made, name), filepath.ToSlash(name)})
	}
	return pairs, nil
}

// filesIn returns the names of the files in a folder that is a result.
func filesIn(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == reports.FolderManifest {
			return err
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, name)
		return err
	})
	return names, err
}

// matrixFiles are the tables beside a matrix.
func matrixFiles(name string) []string {
	format, _ := reports.MatrixForFile(name) // of no format it would be called name.rows.csv
	return reports.MatrixTarget{Path: name, Format: format}.Files()[1:3]
}

// causes are what the manifests say differently.
func (r *rerun) causes(now *reports.Manifest) []string {
	was := r.was
	var lines []string
	differ := func(what, a, b string) {
		if a != b {
			lines = append(lines, fmt.Sprintf("%s: %s then, %s now", what, orNone(a), orNone(b)))
		}
	}
	differ("version", was.Version, now.Version)
	differ("segmentation", was.Segmentation, now.Segmentation)
	for _, file := range was.Files {
		if file.Value != now.Files.Get(file.Name) {
			lines = append(lines, fmt.Sprintf("file %s: its content is not the same", file.Name))
		}
	}
	differ("documents", fmt.Sprint(was.Documents), fmt.Sprint(now.Documents))
	if was.Corpus != now.Corpus {
		lines = append(lines, "corpus: "+was.Corpus[:min(16, len(was.Corpus))]+"… then, "+now.Corpus[:min(16, len(now.Corpus))]+"… now")
		lines = append(lines, documentLines(was, now)...)
	}
	for _, p := range was.Parameters {
		differ("parameter "+p.Name, p.Value, now.Parameters.Get(p.Name))
	}
	for _, p := range now.Parameters {
		if was.Parameters.Get(p.Name) == "" {
			differ("parameter "+p.Name, "", p.Value)
		}
	}
	return append(lines, r.noteLines(now.Notes)...)
}

// noteLines are the notes that were or are the result's alone. Notes on a file
// that was written begin with its name, which is another now.
func (r *rerun) noteLines(now []string) []string {
	var lines []string
	for _, note := range r.was.Notes {
		same := func(n string) bool {
			_, text, ours := strings.Cut(n, ": ")
			return n == note || ours && strings.HasPrefix(n, r.dir) && strings.HasSuffix(note, ": "+text)
		}
		if !slices.ContainsFunc(now, same) {
			lines = append(lines, "note then: "+note)
		}
	}
	for _, note := range now {
		if !strings.HasPrefix(note, r.dir) && !slices.Contains(r.was.Notes, note) {
			lines = append(lines, "note now: "+note)
		}
	}
	return lines
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// documentLines say which documents are others.
func documentLines(was, now *reports.Manifest) []string {
	a, b := was.ByID, now.ByID
	things := "documents"
	if len(a) == 0 {
		a, b, things = was.ByMonth, now.ByMonth, "documents of the months"
	}
	if len(a) == 0 {
		return nil // a manifest that does not say
	}
	before, after := make(map[string]string), make(map[string]string)
	for _, p := range a {
		before[p.Name] = p.Value
	}
	var missing, extra, changed []string
	for _, p := range b {
		after[p.Name] = p.Value
		switch value, there := before[p.Name]; {
		case !there:
			extra = append(extra, p.Name)
		case value != p.Value:
			changed = append(changed, p.Name)
		}
	}
	for _, p := range a {
		if _, there := after[p.Name]; !there {
			missing = append(missing, p.Name)
		}
	}
	var lines []string
	for _, list := range []struct {
		what string
		ids  []string
	}{{"missing", missing}, {"extra", extra}, {"changed", changed}} {
		if n := len(list.ids); n > 0 {
			text := strings.Join(list.ids[:min(n, shownDifferences)], " ")
			if n > shownDifferences {
				text += fmt.Sprintf(" … and %d more", n-shownDifferences)
			}
			lines = append(lines, fmt.Sprintf("%s %s: %d: %s", things, list.what, n, text))
		}
	}
	return lines
}
