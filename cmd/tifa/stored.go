package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/corpus/store"
)

// storedSource returns the folder of the stored corpus that the sources name,
// "" where they name none. A stored corpus stands alone.
func storedSource(sources []string) (string, error) {
	i := slices.IndexFunc(sources, isStored)
	if i < 0 {
		return "", partOfStored(sources)
	}
	if len(sources) > 1 {
		return "", usagef("%s is a stored corpus and cannot be read beside other sources; take them into it: tifa ingest SOURCE -o %s", sources[i], sources[i])
	}
	return sources[i], nil
}

// isStored tells whether a source is a stored corpus, be it one whose first
// ingest was stopped.
func isStored(source string) bool { return store.IsStored(source) || store.Begun(source) }

// partOfStored is an error if a source is a file of a stored corpus.
func partOfStored(sources []string) error {
	for _, source := range sources {
		if !store.Owns(filepath.Base(source)) { // mostly
			continue
		}
		if info, err := os.Stat(source); err == nil && !info.IsDir() && isStored(filepath.Dir(source)) {
			return usagef("%s: is a part of the stored corpus %s; name that", source, filepath.Dir(source))
		}
	}
	return nil
}

// openStored opens a stored corpus. Flags that say how files are read have no
// meaning there: one that asks for something else than the corpus was made with
// is an error.
func (f *inputFlags) openStored(dir string) (*store.Corpus, error) {
	if err := f.p.spareStored(dir); err != nil {
		return nil, err
	}
	for name, given := range map[string]bool{
		"encoding": f.encoding != "", "profile": f.profile != "", "map": len(f.mapped.Value()) > 0, "input-format": f.inputFormat != "",
		"set": len(f.set.Value()) > 0, "max-record": f.maxRecord != 0, "max-expansion": f.maxExpansion != 0,
	} {
		if given {
			return nil, usagef("--%s says how files are read; %s is a stored corpus", name, dir)
		}
	}
	c, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := f.sameMaking(c); err != nil {
		return nil, err
	}
	f.problems = make(map[corpus.Code]int)
	for code, n := range c.About().Problems {
		f.problems[corpus.Code(code)] = n
	}
	if f.strict && len(f.problems) > 0 {
		return nil, fmt.Errorf("%s was made of files with %s", dir, strings.TrimPrefix(f.problemNote(), "problems in the input: "))
	}
	if recoding, err := f.reading.recoding(); err != nil {
		return nil, err
	} else if len(recoding.Fields()) > 0 {
		c = c.Recode(recoding)
	}
	return c, nil
}

// sameMaking is an error if flags ask for words or texts other than those that
// the corpus was made with.
func (f *inputFlags) sameMaking(c *store.Corpus) error {
	dir := c.About().Dir
	if f.segmentation.given() {
		seg, err := f.segmentation.segmenter(f.p)
		if err != nil {
			return err
		}
		if seg.Identity().String() != c.Identity().Segmentation {
			return fmt.Errorf("%s was cut with other words or layers; tifa ingest --resegment -o %s cuts it anew", dir, dir)
		}
	}
	asked, err := f.reading.settings()
	if err != nil {
		return err
	}
	return sameSettings(dir, asked, c.About().Settings)
}

// sameSettings is an error if settings that were asked for are not those with
// which a corpus was made.
func sameSettings(dir string, asked, made []store.Setting) error {
	for _, s := range asked {
		if !slices.ContainsFunc(made, func(m store.Setting) bool { return m.Name == s.Name && sameSetting(s.Name, m.Value, s.Value) }) {
			return fmt.Errorf("%s was made with other settings (--%s); tifa ingest --resegment -o %s makes it anew", dir, s.Name, dir)
		}
	}
	return nil
}

// sameSetting tells whether two values of a setting mean the same: what is
// dropped is a set.
func sameSetting(name, a, b string) bool {
	if name != "drop" {
		return a == b
	}
	return slices.Equal(slices.Sorted(strings.SplitSeq(a, ",")), slices.Sorted(strings.SplitSeq(b, ",")))
}

// spareStored makes writing into the folder of the corpus an error.
func (p *program) spareStored(dir string) error {
	for _, target := range p.outputs {
		inside, err := filepath.Rel(dir, target)
		if err == nil && !strings.HasPrefix(inside, "..") {
			return usagef("-o %s: is a place inside the stored corpus; name another", target)
		}
	}
	return nil
}

// storedCoverage takes in the documents of a stored corpus by paper.
func storedCoverage(c *store.Corpus, covered map[string]*corpus.Coverage) {
	for doc := range c.Len() {
		d := c.Head(doc)
		if covered[d.Paper] == nil {
			covered[d.Paper] = new(corpus.Coverage)
		}
		covered[d.Paper].Add(d)
	}
}
