package reports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// manifestEnding is appended to the name of a result for that of its manifest.
const manifestEnding = ".tifa.json"

// WriteFile writes the table to a file and returns the names of the files it
// made. In a format that has no place for it, the manifest goes to path +
// ".tifa.json"; without a manifest to write, an older file of that name, which
// would speak of another result, is removed.
//
// The files appear whole and together, or not at all: they are written beside
// their place and renamed. What stood at path before stays until then. A path
// that is a device or a pipe is written to directly, and without a manifest
// beside it.
func WriteFile(path string, f Format, t *Table, opt Options) (files []string, err error) {
	write := func(w io.Writer) error { return Write(w, f, t, opt) }
	if special(path) {
		return []string{path}, writeSpecial(path, write)
	}
	var set fileSet
	defer set.discard()
	if err := set.add(path, write); err != nil {
		return nil, err
	}
	beside := path + manifestEnding
	if f.inside || t.Manifest == nil || opt.NoManifest {
		if err := set.place(); err != nil {
			return nil, err
		}
		if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		return []string{path}, nil
	}
	// The rows are written, so the notes are complete.
	if err := set.add(beside, t.Manifest.withNotes(t.Notes...).writeFile); err != nil {
		return nil, err
	}
	if err := set.place(); err != nil {
		return nil, err
	}
	return []string{path, beside}, nil
}

// special tells whether path is there and neither a file nor a folder.
func special(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func writeSpecial(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = write(file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// A fileSet is a number of files that are written under other names in the
// folders of their own, and renamed when all of them are complete. It does not
// ask the disk to flush them: after a power failure a result is made again.
type fileSet struct {
	temps, finals []string
}

// add writes one file under its temporary name.
func (s *fileSet) add(path string, write func(io.Writer) error) error {
	final := path
	if target, err := filepath.EvalSymlinks(path); err == nil {
		final = target // renaming would replace the link
	}
	if info, err := os.Stat(final); err == nil && info.IsDir() {
		return &fs.PathError{Op: "create", Path: path, Err: errors.New("is a directory")}
	}
	file, err := createBeside(final)
	if err != nil {
		return err
	}
	s.temps = append(s.temps, file.Name())
	s.finals = append(s.finals, final)
	err = write(file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// place renames the files, the first that was added last: where that one is, the
// others are. If one cannot be renamed, those already renamed are removed again.
func (s *fileSet) place() error {
	for i := len(s.temps) - 1; i >= 0; i-- {
		if err := os.Rename(s.temps[i], s.finals[i]); err != nil {
			for _, placed := range s.finals[i+1:] {
				err = errors.Join(err, os.Remove(placed))
			}
			return err
		}
		s.temps = s.temps[:i]
	}
	return nil
}

// discard removes what was not placed. It cannot report an error, which would
// leave no more than a file whose name says that it is temporary.
func (s *fileSet) discard() {
	for _, temp := range s.temps {
		os.Remove(temp)
	}
}

// createBeside creates a temporary file in the folder of path. os.CreateTemp
// would make one that nobody else may read, and the result would stay so.
func createBeside(path string) (*os.File, error) {
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".tifa-%d-%d.tmp", os.Getpid(), n))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if wrong := new(fs.PathError); errors.As(err, &wrong) {
			return nil, &fs.PathError{Op: "create", Path: path, Err: wrong.Err}
		}
		return file, err
	}
}
