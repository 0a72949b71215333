package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"tifa/analysis"
	"tifa/corpus"
)

// readText reads a small file that a flag names: terms, periods, stop words. A
// file in another encoding would match nothing, and nobody would know why.
func readText(name string) (string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", fileError(err)
	}
	if !utf8.Valid(text) {
		return "", fmt.Errorf("%s: not text in UTF-8; save it as UTF-8", name)
	}
	return string(text), nil
}

// readLines returns the entries of a list, one a line; nil for no file.
func readLines(name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	text, err := readText(name)
	if err != nil {
		return nil, err
	}
	lines := analysis.ReadTerms(text)
	if len(lines) == 0 {
		return nil, fmt.Errorf("%s: the file has no entry (want one a line)", name)
	}
	return lines, nil
}

// checkTarget finds out before the work what would make writing to the file of
// -o fail, or make it replace a file of records.
func (p *program) checkTarget(name string) error { return p.checkTargetOf("-o", name) }

// checkTargetOf is checkTarget for the file of another flag.
func (p *program) checkTargetOf(flag, name string) error {
	p.outputs = append(p.outputs, name)
	dir := filepath.Dir(name)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("%s %s: there is no folder %s", flag, name, dir)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil
	case info.IsDir():
		return usagef("%s %s: is a folder; name a file in it", flag, name)
	case info.Mode().IsRegular() && holdsRecords(name):
		return wouldLose(name)
	}
	p.targets = append(p.targets, name)
	return nil
}

func wouldLose(name string) error {
	return usagef("-o %s: this file holds records and would be lost; name another", name)
}

// spareSources makes writing to a file that is to be read an error.
func (p *program) spareSources(sources []string) error {
	if len(p.targets) == 0 {
		return nil
	}
	files, _, err := corpus.Files(sources, corpus.SourceOptions{Stdin: p.stdin})
	if err != nil {
		return err
	}
	for _, name := range p.targets {
		target, err := os.Stat(name)
		if err != nil {
			continue // there is nothing to lose any more
		}
		for _, f := range files {
			if info, err := os.Stat(filepath.FromSlash(f.Name())); err == nil && os.SameFile(info, target) {
				return wouldLose(name)
			}
		}
	}
	return nil
}

// holdsRecords tells whether a file begins like one of the tagged format.
func holdsRecords(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(file, head) // what could be read is enough
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("〖")) || bytes.HasPrefix(head, []byte("\xa1\xbc")) // 〖 in GB18030
}

// fileError names the file and the reason, without the call that failed.
func fileError(err error) error {
	var pe *fs.PathError
	switch {
	case !errors.As(err, &pe):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file", pe.Path)
	}
	return fmt.Errorf("%s: %w", pe.Path, pe.Err)
}
