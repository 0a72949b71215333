package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// SourceOptions say how sources are found. The zero value works.
type SourceOptions struct {
	// Stdin is what the source "-" reads; nil makes it an error.
	Stdin io.Reader
}

// A File is a file to be read: its source, which is the folder it stands in as
// far as the user named it, and its path inside the source, both cleaned and
// with slashes. Joined they are the same string whatever part of the way to
// the file the user gave as source.
type File struct {
	Source string
	Path   string
	Size   int64 // bytes on disk; -1 where unknown, as on standard input

	// Profile is that of the folder that the user named, nil if it has none.
	Profile *Profile

	stdin io.Reader
}

// Name is the source and path of the file, as messages name it.
func (f File) Name() string { return joinPath(f.Source, f.Path) }

// StdinSource is the source that stands for standard input.
const StdinSource = "-"

// Files finds the files of sources, in the order of the sources and, within a
// folder, of their names. A source is a file, a folder, which is walked, a glob
// pattern (* ? […]) or "-" for standard input.
//
// A file tifa.yaml in a folder that the user named is the profile of its files
// (see [ParseProfile]). Hidden files and folders (.name) are passed over.
// Symbolic links are followed. A file or folder that is reached a second time,
// by another source or by a link, is left out with a Problem; so is what tifa
// wrote itself, a stored corpus among it, and what cannot be read. A source that is not there, and one without a file,
// is an error.
func Files(sources []string, opt SourceOptions) ([]File, []*Problem, error) {
	w := walker{opt: opt, seen: make(map[string]string)}
	for _, source := range sources {
		if err := w.source(source); err != nil {
			return nil, nil, err
		}
	}
	return w.files, w.problems, nil
}

// A walker collects files.
type walker struct {
	opt      SourceOptions
	files    []File
	problems []*Problem
	profile  *Profile          // of the folder at hand
	seen     map[string]string // real path of a file or folder: the name it was first reached by
	found    bool              // the source at hand has a file, be it one read before
}

func (w *walker) problem(name string, code Code, err error, format string, args ...any) {
	w.problems = append(w.problems, &Problem{File: name, Code: code, Message: fmt.Sprintf(format, args...), Err: err})
}

func (w *walker) source(source string) error {
	if source == StdinSource {
		return w.standardInput()
	}
	w.found = false
	told := len(w.problems)
	_, err := os.Stat(source)
	switch {
	case err == nil:
		err = w.named(source)
	case strings.ContainsAny(source, "*?["):
		err = w.pattern(source)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file or folder", source)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", source, bare(err))
	}
	if !w.found && len(w.problems) == told {
		return fmt.Errorf("no files in %s", source)
	}
	return nil
}

// pattern adds what matches a pattern. A match that cannot be read is a
// problem: the user did not name it.
func (w *walker) pattern(source string) error {
	matches, err := filepath.Glob(source)
	if err != nil {
		return fmt.Errorf("no file of that name, and no pattern: %w", err)
	}
	if !hidden(filepath.Base(source)) { // as a shell does it
		matches = slices.DeleteFunc(matches, func(m string) bool { return hidden(filepath.Base(m)) })
	}
	if len(matches) == 0 {
		return errors.New("no file or folder matches")
	}
	slices.Sort(matches)
	for _, m := range matches {
		if err := w.named(m); err != nil {
			w.problem(cleanSource(m), Unreadable, err, "could not be read: %v; passed over", bare(err))
		}
	}
	return nil
}

func (w *walker) standardInput() error {
	switch {
	case w.opt.Stdin == nil:
		return errors.New("standard input cannot be read here")
	case w.seen[StdinSource] != "":
		w.problem(StdinSource, GivenTwice, nil, "standard input is given twice; read once")
	default:
		w.seen[StdinSource] = StdinSource
		w.files = append(w.files, File{Source: StdinSource, Size: -1, stdin: w.opt.Stdin})
	}
	return nil
}

// named adds a file, or the files of a folder, that the user named.
func (w *walker) named(source string) error {
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	real, err := realPath(source)
	if err != nil {
		return err
	}
	dir, name := source, ""
	if !info.IsDir() {
		dir, name = filepath.Split(filepath.Clean(source))
	}
	if w.profile, err = folderProfile(filepath.Clean(dir)); err != nil {
		return err
	}
	if info.IsDir() {
		w.folder(cleanSource(source), "", real)
		return nil
	}
	w.file(cleanSource(dir), name, real, info)
	return nil
}

// profileName is the name of the file that describes how a folder's files are
// written.
const profileName = "tifa.yaml"

// folderProfile reads the profile of a folder, nil if it has none.
func folderProfile(dir string) (*Profile, error) {
	name := filepath.Join(dir, profileName)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) { // of the folder, perhaps, as will be told
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, bare(err))
	}
	defer func() { _ = f.Close() }() // it is only read
	return ParseProfile(f, filepath.ToSlash(name))
}

// cleanSource writes a folder as File has it.
func cleanSource(dir string) string { return filepath.ToSlash(filepath.Clean(dir)) }

// realPath is the absolute path without symbolic links.
func realPath(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// first notes that the real path has been reached, and tells whether for the
// first time.
func (w *walker) first(real, name string) bool {
	if as, ok := w.seen[real]; ok {
		if as == name {
			w.problem(name, GivenTwice, nil, "given twice; read once")
		} else {
			w.problem(name, GivenTwice, nil, "is %s again; read once", as)
		}
		return false
	}
	w.seen[real] = name
	return true
}

func (w *walker) file(source, name, real string, info fs.FileInfo) {
	f := File{Source: source, Path: name, Size: info.Size(), Profile: w.profile}
	if !info.Mode().IsRegular() {
		f.Size = -1 // a pipe, perhaps
	}
	w.found = true
	if w.first(real, f.Name()) {
		w.files = append(w.files, f)
	}
}

// folder adds the files under source/dir, whose real path is real.
func (w *walker) folder(source, dir, real string) {
	name := joinPath(source, dir)
	if !w.first(real, name) {
		w.found = true
		return
	}
	entries, err := os.ReadDir(filepath.FromSlash(name))
	if err != nil {
		w.problem(name, Unreadable, err, "folder could not be read: %v; passed over", bare(err))
	}
	if slices.ContainsFunc(entries, ofStore) {
		w.problem(name, OwnResult, nil, "is a stored corpus; passed over")
		return
	}
	if dir != "" && slices.ContainsFunc(entries, ofExport) {
		w.problem(name, OwnResult, nil, "is an export of tifa; passed over")
		return
	}
	for _, entry := range entries {
		if ofResult(entries, name, entry.Name()) {
			w.problem(joinPath(name, entry.Name()), OwnResult, nil, "is a result of tifa; passed over")
			continue
		}
		if !hidden(entry.Name()) && (dir != "" || entry.Name() != profileName) {
			w.entry(source, path.Join(dir, entry.Name()), filepath.Join(real, entry.Name()), entry)
		}
	}
}

// entry adds what stands in a folder under the path.
func (w *walker) entry(source, inside, real string, entry fs.DirEntry) {
	name := joinPath(source, inside)
	info, err := entry.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(filepath.FromSlash(name)); err == nil {
			real, err = realPath(filepath.FromSlash(name))
		}
	}
	switch {
	case err != nil:
		w.problem(name, Unreadable, err, "could not be read: %v; passed over", bare(err))
	case info.IsDir():
		w.folder(source, inside, real)
	case info.Mode().IsRegular():
		w.file(source, inside, real, info)
	default: // reading a pipe or a device that nobody named might never end
		w.problem(name, Unreadable, nil, "is no regular file; passed over")
	}
}

// bare is the error without the file name that messages have already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// ofResult tells whether a file in a folder was written by tifa: it is a
// manifest or has one beside it, it is a matrix or belongs to one, or it is a
// table in JSON or Parquet.
func ofResult(entries []fs.DirEntry, folder, name string) bool {
	const mark = ".tifa.json"
	has := func(other string) bool {
		_, found := slices.BinarySearchFunc(entries, other, func(e fs.DirEntry, s string) int { return strings.Compare(e.Name(), s) })
		return found
	}
	if strings.HasSuffix(name, mark) || strings.HasSuffix(name, ".mtx") || strings.HasSuffix(name, ".parquet") || has(name+mark) {
		return true
	}
	for _, part := range []string{".rows.csv", ".cols.csv"} {
		if matrix, ok := strings.CutSuffix(name, part); ok && has(matrix+".mtx") {
			return true
		}
	}
	return strings.HasSuffix(name, ".json") && beginsWith(joinPath(folder, name), `{"columns":[{"name":`)
}

// beginsWith tells whether a file begins with a text.
func beginsWith(name, text string) bool {
	f, err := os.Open(filepath.FromSlash(name))
	if err != nil {
		return false // as will be told
	}
	defer func() { _ = f.Close() }() // it is only read
	head := make([]byte, len(text))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == text
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." && name != ".."
}

// storeMark is the name of a file that every stored corpus has, the second also
// one whose first ingest was stopped at once.
var storeMark = regexp.MustCompile(`^(manifest|shared)-\d{6,}$`)

// ofExport tells whether the entry is the mark of a folder that tifa export
// made. Where it holds records they are read if the folder is named itself.
func ofExport(entry fs.DirEntry) bool { return entry.Name() == "export.tifa.json" }

// ofStore tells whether the entry is the mark of a stored corpus.
func ofStore(entry fs.DirEntry) bool { return storeMark.MatchString(entry.Name()) }
