package reports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// FolderManifest is the name of the manifest in a folder of results.
const FolderManifest = "export" + manifestEnding

// A Folder is a folder of results that is being written: its files stand under
// a temporary name in it until [Folder.Place]. Several goroutines may create
// files.
type Folder struct {
	path, temp string
	made       bool // the folder was not there before
}

// NewFolder begins a folder, which must be empty or not be there yet; the one
// that it is to stand in must.
func NewFolder(path string) (*Folder, error) {
	if err := CheckFolder(path); err != nil {
		return nil, err
	}
	f := &Folder{path: filepath.Clean(path)}
	switch err := os.Mkdir(path, 0o777); {
	case err == nil:
		f.made = true
	case !errors.Is(err, fs.ErrExist):
		return nil, err
	}
	f.temp = filepath.Join(f.path, fmt.Sprintf(".tifa-%d.tmp", os.Getpid()))
	if err := os.Mkdir(f.temp, 0o777); err != nil {
		f.Discard()
		return nil, &fs.PathError{Op: "create", Path: path, Err: bareError(err)}
	}
	return f, nil
}

// CheckFolder tells what would make [NewFolder] fail, before the work.
func CheckFolder(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(filepath.Clean(path))); err != nil {
			return err
		}
	case err != nil:
		return err
	case len(entries) > 0:
		return &fs.PathError{Op: "create", Path: path, Err: fmt.Errorf("the folder is not empty (it has %s); name another", entries[0].Name())}
	}
	return nil
}

// Create creates a file; folders in its name, which has slashes, are made.
func (f *Folder) Create(name string) (*os.File, error) {
	name = filepath.Join(f.temp, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, err
	}
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// Write creates a file and has it written.
func (f *Folder) Write(name string, write func(io.Writer) error) error {
	file, err := f.Create(name)
	if err != nil {
		return err
	}
	err = write(file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// Place gives all files their names, the manifest last: where it stands, the
// others are whole. If one cannot be placed, none is.
func (f *Folder) Place(m *Manifest) error {
	if m != nil {
		if err := f.Write(FolderManifest, m.writeFile); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(f.temp)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if e.Name() != FolderManifest {
			names = append(names, e.Name())
		}
	}
	if m != nil {
		names = append(names, FolderManifest)
	}
	for i, name := range names {
		if err := os.Rename(filepath.Join(f.temp, name), filepath.Join(f.path, name)); err != nil {
			for _, placed := range slices.Backward(names[:i]) {
				err = errors.Join(err, os.RemoveAll(filepath.Join(f.path, placed)))
			}
			return err
		}
	}
	f.made = false
	return os.Remove(f.temp)
}

// Discard removes what was not placed, and the folder if it was not there. It
// cannot report an error, which would leave no more than a folder whose name
// says that it is temporary.
func (f *Folder) Discard() {
	if f.temp != "" {
		os.RemoveAll(f.temp)
	}
	if f.made {
		os.Remove(f.path)
	}
}

// bareError is the error without the name of a file that nobody asked for.
func bareError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
