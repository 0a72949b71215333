package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tifa/corpus"
)

// checkFolder makes the folder of a corpus where there is none; one that holds
// something is an error.
func checkFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return bare(os.MkdirAll(dir, 0o777))
	case err != nil:
		return bare(err)
	case len(entries) > 0:
		return fmt.Errorf("-o %s: the folder is not empty (it holds %s); name a new one", dir, entries[0].Name())
	}
	return nil
}

// monthFiles are the files of a month: one, or one a day. They get their names
// once they are whole.
type monthFiles struct {
	dir   string
	daily bool

	name string // of the open file
	file *os.File
	buf  *bufio.Writer
}

// open returns the file of a day, in the folder of its year.
func (f *monthFiles) open(day corpus.Day) (io.Writer, error) {
	layout := "200601.TXT"
	if f.daily {
		layout = "20060102.TXT"
	}
	name := filepath.Join(f.dir, day.Time().Format("2006"), day.Time().Format(layout))
	if f.file != nil && name == f.name {
		return f.buf, nil
	}
	if err := f.close(false); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, bare(err)
	}
	file, err := os.Create(name + ".part")
	if err != nil {
		return nil, bare(err)
	}
	f.name, f.file = name, file
	f.buf = bufio.NewWriterSize(file, 256<<10)
	return f.buf, nil
}

func (f *monthFiles) close(failed bool) error {
	if f.file == nil {
		return nil
	}
	var err error
	if !failed {
		err = f.buf.Flush()
	}
	err = errors.Join(err, f.file.Close())
	if !failed && err == nil {
		err = os.Rename(f.name+".part", f.name)
	}
	if failed || err != nil {
		err = errors.Join(err, os.Remove(f.name+".part"))
	}
	f.file = nil
	return bare(err)
}

// writeWhole writes a small file that is there as a whole or not at all.
func writeWhole(name string, text []byte) error {
	if err := os.WriteFile(name+".part", text, 0o666); err != nil {
		return bare(errors.Join(err, os.Remove(name+".part")))
	}
	return bare(os.Rename(name+".part", name))
}

// bare names the file and the reason, without the call that failed.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}
