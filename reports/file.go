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
	return WriteFiles([]Target{{Path: path, Format: f}}, t, opt)
}

// A Target is a place for a table and the format that it is written in there.
type Target struct {
	Path   string    // of a file
	W      io.Writer // instead of a file
	Format Format
}

// WriteFiles writes the table to several targets and reads its rows once; see
// [WriteFile]. All files appear or none.
func WriteFiles(targets []Target, t *Table, opt Options) (files []string, err error) {
	var set fileSet
	defer set.discard()
	if err := set.write(targets, t, opt); err != nil {
		return nil, err
	}
	var stale []string
	for _, target := range targets {
		if target.W != nil {
			continue
		}
		files = append(files, target.Path)
		beside := target.Path + manifestEnding
		switch {
		case special(target.Path):
		case target.Format.inside || t.Manifest == nil || opt.NoManifest:
			stale = append(stale, beside)
		default:
			// The rows are written, so the notes are complete.
			if err := set.add(beside, t.Manifest.withNotes(t.Notes...).writeFile); err != nil {
				return nil, err
			}
			files = append(files, beside)
		}
	}
	if err := set.place(); err != nil {
		return nil, err
	}
	for _, name := range stale {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return files, nil
}

// write writes the table to all targets.
func (s *fileSet) write(targets []Target, t *Table, opt Options) (err error) {
	writers := make([]io.Writer, len(targets))
	for i, target := range targets {
		if writers[i] = target.W; target.W != nil {
			continue
		}
		var file *os.File
		if special(target.Path) {
			file, err = os.OpenFile(target.Path, os.O_WRONLY, 0)
		} else {
			file, err = s.create(target.Path)
		}
		if err != nil {
			return err
		}
		defer func() {
			if closeErr := file.Close(); err == nil {
				err = closeErr
			}
		}()
		writers[i] = file
	}
	if len(targets) == 1 {
		return Write(writers[0], targets[0].Format, t, opt)
	}
	return tee(t, len(targets), func(i int, t *Table) error { return Write(writers[i], targets[i].Format, t, opt) })
}

// special tells whether path is there and neither a file nor a folder.
func special(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// A fileSet is a number of files that are written under other names in the
// folders of their own, and renamed when all of them are complete. It does not
// ask the disk to flush them: after a power failure a result is made again.
type fileSet struct {
	temps, finals []string
}

// add writes one file under its temporary name.
func (s *fileSet) add(path string, write func(io.Writer) error) error {
	file, err := s.create(path)
	if err != nil {
		return err
	}
	err = write(file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// create creates one file under its temporary name.
func (s *fileSet) create(path string) (*os.File, error) {
	final := path
	if target, err := filepath.EvalSymlinks(path); err == nil {
		final = target // renaming would replace the link
	}
	if info, err := os.Stat(final); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "create", Path: path, Err: errors.New("is a directory")}
	}
	file, err := createBeside(final)
	if err != nil {
		return nil, err
	}
	s.temps = append(s.temps, file.Name())
	s.finals = append(s.finals, final)
	return file, nil
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
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if wrong := new(fs.PathError); errors.As(err, &wrong) {
			return nil, &fs.PathError{Op: "create", Path: path, Err: wrong.Err}
		}
		return file, err
	}
}
