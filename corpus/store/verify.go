package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Fault is a damaged file of a stored corpus.
type Fault struct {
	File string
	Err  error
	Left string // what can be asked all the same, and what mends the file
}

// Verify reads all of a stored corpus and returns its damaged files, and the
// number of files and bytes that it read. The error is of a corpus that cannot
// be read at all.
func Verify(dir string) (faults []Fault, files int, size int64, err error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, 0, 0, err
	}
	fail := func(name string, err error, left string) {
		if err != nil && !slices.ContainsFunc(faults, func(f Fault) bool { return f.File == name }) {
			faults = append(faults, Fault{name, err, left})
		}
	}
	for _, ref := range m.refs() {
		if ref.Name == "" {
			continue
		}
		files++
		size += ref.Size
		if strings.HasPrefix(ref.Name, "cuts-") || strings.HasPrefix(ref.Name, "files-") {
			_, err := readWhole(dir, ref)
			fail(ref.Name, err, left(ref.Name, nil, true))
			continue
		}
		f, err := openFile(dir, ref)
		var blocks []string
		opens := err == nil
		if opens {
			blocks, err = f.verify()
			err = errors.Join(err, f.Close())
			opens = !slices.ContainsFunc(blocks, func(b string) bool { return strings.HasPrefix(b, "columns.") }) // read at opening
		}
		fail(ref.Name, err, left(ref.Name, blocks, opens || m.waits(ref.Name)))
	}
	if len(faults) == 0 {
		if _, err := openManifest(dir, m); err != nil {
			var d *Damage
			if !errors.As(err, &d) {
				return nil, files, size, err
			}
			fail(d.File, err, left(d.File, nil, false))
		}
	}
	return faults, files, size, nil
}

// waits tells whether a file is a segment that no question reads yet.
func (m *manifest) waits(name string) bool {
	return slices.ContainsFunc(m.Pending, func(s segmentRef) bool { return s.Name == name })
}

// usesOf says of the parts of segments (see partOf) what is asked of them.
var usesOf = map[string]string{
	"documents": "dates and lengths of its documents", "fields": "fields of its documents", "lexicon": "its words",
	"stream": "texts of its documents", "records": "its documents as they were printed",
	"postings": "which of its documents hold a word", "grams": "which of its documents hold a string", "totals": "its totals by year",
}

// left says what can still be asked if these blocks of a file are damaged, or,
// where it does not open, all of it.
func left(name string, blocks []string, opens bool) string {
	kind, _, _ := strings.Cut(name, "-")
	switch {
	case kind == "cuts":
		return "every question can be asked; the corpus is extended again after tifa ingest --resegment"
	case kind == "files":
		return "every question can be asked; the corpus cannot be extended"
	case kind == "catalog" && !opens:
		return "no question can be asked; tifa ingest of any of the sources makes the catalog anew"
	case !opens:
		return "no question can be asked"
	case len(blocks) == 0: // it lies between them
		return "every question can be asked"
	case kind == "catalog":
		return "questions that do not touch the damage can be asked; tifa ingest of any of the sources makes the catalog anew"
	}
	var uses []string
	for _, block := range blocks {
		if use := usesOf[partOfBlock(block)]; use != "" && kind == "segment" && !slices.Contains(uses, use) {
			uses = append(uses, use)
		}
	}
	if len(uses) == 0 {
		return "questions that do not touch the damage can be asked"
	}
	return fmt.Sprintf("questions that do not touch the damage can be asked; it lies in %s", strings.Join(uses, ", "))
}
