package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// clean removes files that the manifest does not name: those of older commits
// and of processes that were stopped. What cannot be removed yet, because a
// reader of some systems has it open, is removed another time.
func (w *Writer) clean() error {
	keep := map[string]bool{"lock": true, numbered("manifest", w.m.Number): true}
	for _, ref := range w.m.refs() {
		keep[ref.Name] = true
	}
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !keep[e.Name()] && ours(e.Name()) {
			if err := os.Remove(filepath.Join(w.dir, e.Name())); err != nil && !errors.Is(err, fs.ErrPermission) {
				return err
			}
		}
	}
	return nil
}

// ourName matches the names of files of a stored corpus, and of those that
// were being written when a process was stopped. The digits keep a user's
// files-2005.txt from being one.
var ourName = regexp.MustCompile(`^(\.part-)?(manifest|segment|catalog|shared|cuts|files)-\d{6,}(-\d{6,}\.\d+)?$|^\.dict-\d+$|^\.stdin-\d+$`)

func ours(name string) bool { return ourName.MatchString(name) }

// Owns tells whether a file of this name in the folder of a stored corpus is
// part of it.
func Owns(name string) bool { return name == "lock" || ours(name) }

// onlyLeftovers is an error if a folder holds anything that is not ours.
func onlyLeftovers(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !Owns(e.Name()) {
			return fmt.Errorf("%s: is no stored corpus and is not empty (it has %s); name a new folder", dir, e.Name())
		}
	}
	return nil
}
