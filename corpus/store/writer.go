package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/gofrs/flock"

	"tifa/corpus"
)

// A Writer builds or extends a stored corpus. One process has one at a time;
// one goroutine uses it.
type Writer struct {
	dir   string
	lock  *flock.Flock
	m     manifest
	files map[string]FileState

	contents map[string]bool // SHA-256 of the files that there were at first
	room     indexRoom
	written  writtenBuilders
	syncing  []<-chan error // files on their way to the disk
}

// A FileState says how much of a file was taken in.
type FileState struct {
	Name      string         `json:"name"`
	Size      int64          `json:"size"`
	SHA256    string         `json:"sha256"`
	Since     int            `json:"since"` // number of the first segment that has it as it is now
	Documents int            `json:"documents"`
	Problems  map[string]int `json:"problems,omitempty"`
	Done      bool           `json:"done"`             // else only its first Documents were taken in
	Stands    *Numbers       `json:"stands,omitempty"` // of a file that is being replaced
}

// Numbers are those of the segments that hold the last whole version of a file
// that is being replaced. Its documents stand until the new one is whole, which is
// not seen before.
type Numbers struct {
	From int `json:"from"`
	To   int `json:"to"` // the first behind
}

// replaced tells whether the documents of the file in the segment of a number are
// none of the corpus.
func (f *FileState) replaced(number int) bool {
	if !f.Done && f.Stands != nil {
		return number < f.Stands.From || number >= f.Stands.To
	}
	return number < f.Since
}

// Replacing returns the state of a file that takes the place of one of the same
// name, before it is read.
func (w *Writer) Replacing(old, file FileState) FileState {
	file.Stands = old.Stands // of one that is not whole either
	if old.Done {
		file.Stands = &Numbers{old.Since, w.Next()}
	}
	return file
}

// forgetParts forgets what was read of files that are being replaced, which is in
// no segment any more. Their content is not that of any file: the next ingest reads
// them from the start.
func (w *Writer) forgetParts() {
	for name, f := range w.files {
		if !f.Done && f.Stands != nil {
			w.files[name] = FileState{Name: name, Since: f.Stands.From, Done: true}
		}
	}
}

// Unfinished is the number of files of which only a part was taken in.
func (w *Writer) Unfinished() (n int) {
	for _, f := range w.files {
		if !f.Done {
			n++
		}
	}
	return n
}

// A Making says how a corpus is to be made.
type Making struct {
	Tool          string
	Segmentation  string
	Settings      []Setting
	Normalization corpus.Normalization
	Shared        func() *Shared          // called for a new corpus
	Cuts          func(name string) error // writes the segmentation to a file
}

// Create makes a Writer of a new corpus in a folder that is empty or not there.
func Create(dir string, making Making) (*Writer, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: is a file, not a folder; name a new folder", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("%s: the folder cannot be made: %w", dir, err)
	}
	if IsStored(dir) {
		return nil, fmt.Errorf("%s: is a stored corpus already", dir)
	}
	if err := errors.Join(onlyLeftovers(dir), lost(dir)); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, files: make(map[string]FileState)}
	if err := w.acquire(); err != nil {
		return nil, err
	}
	w.m = manifest{Format: formatVersion, NextSegment: 1}
	if err := w.make(&w.m, making); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// make writes what does not depend on documents, for the manifest behind that
// of the Writer.
func (w *Writer) make(m *manifest, making Making) error {
	m.Tool, m.Segmentation, m.Settings = making.Tool, making.Segmentation, making.Settings
	m.Fold = corpus.FoldVersion
	m.NoFold, m.Simplified = making.Normalization.NoFold, making.Normalization.Simplified
	shared := making.Shared()
	ref, err := w.blocksFile(numbered("shared", w.m.Number+1), func(f *fileWriter) {
		shared.blocks(func(name string, a blockArray) { f.array(name, a) })
	})
	if err != nil {
		return err
	}
	m.Shared = ref
	cuts := numbered("cuts", w.m.Number+1)
	if making.Cuts != nil {
		if err := making.Cuts(filepath.Join(w.dir, cuts)); err != nil {
			return err
		}
		if err := os.Chmod(filepath.Join(w.dir, cuts), 0o644); err != nil { // others may read the corpus
			return err
		}
		data, err := os.ReadFile(filepath.Join(w.dir, cuts))
		if err != nil {
			return err
		}
		m.Cuts = fileRef{cuts, int64(len(data)), crc32.Checksum(data, castagnoli)}
	}
	return nil
}

// array writes an array as a block.
func (w *fileWriter) array(name string, a blockArray) {
	w.block(name, func(write func([]byte)) { write(a.bytes()) })
}

// OpenWriter makes a Writer that extends a stored corpus.
func OpenWriter(dir string) (*Writer, error) {
	w := &Writer{dir: dir, files: make(map[string]FileState)}
	if _, err := readManifest(dir); err != nil { // before a lock file is made
		return nil, err
	}
	if err := w.acquire(); err != nil {
		return nil, err
	}
	if err := w.read(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Writer) read() error {
	m, err := readManifest(w.dir)
	if err != nil {
		return err
	}
	w.m = *m
	data, err := readWhole(w.dir, m.Files)
	if err != nil {
		return err
	}
	var files []FileState
	if err := json.Unmarshal(data, &files); err != nil {
		return &Damage{m.Files.Name, err.Error()}
	}
	for _, f := range files {
		w.files[f.Name] = f
	}
	return w.clean()
}

// acquire takes the lock. A process that ended holds none.
func (w *Writer) acquire() error {
	w.lock = flock.New(filepath.Join(w.dir, "lock"))
	ok, err := w.lock.TryLock()
	if err != nil {
		return fmt.Errorf("%s: cannot be written to: %w", w.dir, err)
	}
	if !ok {
		return fmt.Errorf("%s: another process is writing to this corpus", w.dir)
	}
	return nil
}

// Close lets others write.
func (w *Writer) Close() error { return errors.Join(w.synced(), w.lock.Unlock()) }

// Segmentation is the identity of the segmentation that the corpus is cut with.
func (w *Writer) Segmentation() string { return w.m.Segmentation }

// Settings are those with which the corpus was made.
func (w *Writer) Settings() []Setting { return w.m.Settings }

// Cuts is the file that holds the segmentation.
func (w *Writer) Cuts() string { return filepath.Join(w.dir, w.m.Cuts.Name) }

// CheckCuts reads the file of the segmentation and compares its checksum.
func (w *Writer) CheckCuts() error {
	_, err := readWhole(w.dir, w.m.Cuts)
	return err
}

// File returns what is known of a file.
func (w *Writer) File(name string) (FileState, bool) {
	f, ok := w.files[name]
	return f, ok
}

// HasContent tells whether a file of this SHA-256 was taken in, whatever its
// name.
func (w *Writer) HasContent(sha256 string) bool {
	if w.contents == nil {
		w.contents = make(map[string]bool)
		for _, f := range w.files {
			w.contents[f.SHA256] = true
		}
	}
	return w.contents[sha256]
}

// Scratch makes a file that is removed with what is left over, if not before.
func (w *Writer) Scratch() (*os.File, error) { return os.CreateTemp(w.dir, ".stdin-*") }

// Next is the number of the segment that is written next.
func (w *Writer) Next() int { return w.m.NextSegment }

// Builder returns a Builder of the next segment.
func (w *Writer) Builder() (*Builder, error) { return w.builder(&w.m) }

// builder returns a Builder of a segment for a manifest, in the memory of one that
// was written if there is one for the same words.
func (w *Writer) builder(m *manifest) (b *Builder, err error) {
	if b = w.written.take(m.Segmentation); b != nil {
		return b.begin(), nil
	}
	shared, err := openShared(w.dir, m.Shared)
	if err != nil {
		return nil, err
	}
	err = Guard(func() error { b = newBuilder(shared, m.Segmentation, &w.written); return nil })
	if err != nil {
		return nil, err
	}
	b.Normalize(m.normalization())
	return b, nil
}

// Flush writes the documents of a Builder as a segment and notes the state of
// files. The corpus has them at the next Commit; a process that ends before it
// leaves them for the next one to take up.
func (w *Writer) Flush(b *Builder, files []FileState) error {
	if err := w.Write(b, files); err != nil {
		return err
	}
	return w.commit(false)
}

// Write is Flush before a Commit: a process that ends before that leaves nothing
// of the segment.
func (w *Writer) Write(b *Builder, files []FileState) error {
	for _, f := range files {
		w.files[f.Name] = f
	}
	if b.Len() == 0 {
		return nil
	}
	ref, err := w.writeSegment(b, w.m.NextSegment, numbered("segment", w.m.NextSegment))
	if err != nil {
		return err
	}
	w.m.NextSegment++
	w.m.Pending = append(w.m.Pending, ref)
	return nil
}

func (w *Writer) writeSegment(b *Builder, number int, name string) (segmentRef, error) {
	var ref segmentRef
	err := Guard(func() (err error) { // the words of the dictionary are read from a file
		s := b.finish()
		ref = segmentRef{Number: number, Documents: s.len(), Tokens: b.size}
		ref.fileRef, err = w.blocksFile(name, func(f *fileWriter) { s.write(f, &w.room, &w.written) })
		b.written.put(b)
		return err
	})
	return ref, err
}

// Pending tells how many documents wait for a commit, and how many it has.
func (w *Writer) Pending() (waiting, committed int) {
	for _, s := range w.m.Pending {
		waiting += s.Documents
	}
	return waiting, w.m.Documents
}

// largeCorpus is from how many bytes of files on a Writer keeps no memory for the
// next segment while it makes a catalog: that maps all segments, of which it reads
// a tenth, and is as large itself.
const largeCorpus = 3 << 29

// release gives memory back that was kept for the next segments.
func (w *Writer) release() {
	if w.m.size() < largeCorpus {
		return
	}
	w.room = indexRoom{}
	w.written.drop()
	debug.FreeOSMemory()
}

// Smaller is the number of segments that have fewer tokens, those that wait for
// a commit aside.
func (w *Writer) Smaller(tokens int) int {
	n := 0
	for _, s := range w.m.Segments {
		if s.Tokens < tokens {
			n++
		}
	}
	return n
}

// Commit makes a catalog of all segments: the corpus now has them.
func (w *Writer) Commit() error {
	w.release()
	return Guard(func() error { return w.commit(true) })
}

func (w *Writer) commit(whole bool) error {
	m := w.m
	m.Number++
	if whole {
		m.Segments, m.Pending = slices.Concat(m.Segments, m.Pending), nil
		dead := func(segments []*segment) func(seg, local int) bool { return w.dead(&m, segments) }
		if err := w.writeCatalog(&m, dead); err != nil {
			return err
		}
	}
	if err := w.writeFiles(&m); err != nil {
		return err
	}
	return w.publish(&m)
}

func (w *Writer) writeFiles(m *manifest) error {
	states := make([]FileState, 0, len(w.files))
	m.Sources, m.Problems = len(w.files), make(map[string]int)
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		states = append(states, w.files[name])
		for code, n := range w.files[name].Problems {
			m.Problems[code] += n
		}
	}
	data, err := json.MarshalIndent(states, "", " ")
	if err != nil {
		return err
	}
	m.Files = fileRef{numbered("files", m.Number), int64(len(data)), crc32.Checksum(data, castagnoli)}
	return writeWhole(filepath.Join(w.dir, m.Files.Name), data)
}

// writeCatalog makes the catalog of the segments; dead tells of them which
// documents were replaced.
func (w *Writer) writeCatalog(m *manifest, dead func([]*segment) func(seg, local int) bool) error {
	var segments []*segment
	defer func() {
		for _, s := range segments {
			_ = s.file.Close() // it is only read
		}
	}()
	for _, ref := range m.Segments {
		s, err := openSegment(w.dir, ref.fileRef)
		if err != nil {
			return err
		}
		segments = append(segments, s)
	}
	c := newCatalog(segments, dead(segments))
	var err error
	m.Catalog, err = w.blocksFile(numbered("catalog", m.Number), func(f *fileWriter) { c.write(f, segments) })
	m.Documents, m.Content = c.len(), hex.EncodeToString(c.content[:])
	return err
}

// dead returns which documents of the segments are of a version of a file that
// another one replaced, or that is not whole yet.
func (w *Writer) dead(m *manifest, segments []*segment) func(seg, local int) bool {
	old := make([][]bool, len(segments)) // file of a segment → replaced
	for i, s := range segments {
		for _, name := range s.files.list() {
			f := w.files[name]
			old[i] = append(old[i], f.replaced(m.Segments[i].Number))
		}
	}
	return func(seg, local int) bool { return old[seg][segments[seg].inFile.at(local)] }
}

// blocksFile writes a file of blocks.
func (w *Writer) blocksFile(name string, blocks func(*fileWriter)) (fileRef, error) {
	f, err := createFile(filepath.Join(w.dir, name))
	if err != nil {
		return fileRef{}, err
	}
	blocks(f)
	ref, onDisk, err := f.finish(name)
	if err == nil {
		w.syncing = append(w.syncing, onDisk)
	}
	return ref, err
}

// synced waits for files on their way to the disk.
func (w *Writer) synced() (err error) {
	for _, onDisk := range w.syncing {
		err = errors.Join(err, <-onDisk)
	}
	w.syncing = nil
	return err
}

// publish commits a manifest, whose files are on the disk before it gets its
// name.
func (w *Writer) publish(m *manifest) error {
	if err := w.synced(); err != nil {
		return err
	}
	if err := m.write(w.dir); err != nil {
		return err
	}
	w.m = *m
	return w.clean()
}
