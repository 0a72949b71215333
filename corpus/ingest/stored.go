package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"

	"tifa/corpus"
	"tifa/corpus/store"
	"tifa/segment"
)

// segmentTokens is how many tokens a segment of a stored corpus has at most,
// give or take a document: some 53 million words. A question looks at each segment,
// so there should be few; while one is written and the next is filled, they take
// some 1.2 GB.
const segmentTokens = 60 << 20

// StoreOptions say how a stored corpus is made or extended.
type StoreOptions struct {
	Options
	Tool          string          // name and version, for the record
	Settings      []store.Setting // how texts are read, for the record
	SegmentTokens int             // 0: segmentTokens

	// Resegment cuts what the corpus has anew, with these options, before the
	// sources are taken in, of which there may be none.
	Resegment bool
	Recut     func(done, total int) // told of documents cut anew; may be nil
}

// A Summary says what an ingest did.
type Summary struct {
	New, Changed, Same, Resumed int // files
	Twins                       int // new files of the same content as others that the corpus has
	Recut                       int // documents that were there and were cut anew
	Documents                   int // taken in
	Waiting                     int // read by an ingest that was broken off, for the next one
	Total                       int // that the corpus has now
}

// Store takes the sources into the stored corpus in a folder, which it makes if
// it is not there. Files that the corpus has as they are now are passed over; a
// file with other content replaces what it gave before; a file of which an
// ingest that was stopped had taken in a part is taken in from there. When ctx
// ends, what was read of the sources waits in the folder for the next call, and
// the corpus is as it was at its last commit.
//
// A corpus that exists is extended with the segmentation that it holds;
// opt.Segmenter is for a new one, or one that is cut anew.
func Store(ctx context.Context, sources []string, dir string, opt StoreOptions) (sum Summary, err error) {
	r, err := newReader(sources, opt.Options) // before a folder is made, which may lie among them
	if err != nil {
		return sum, err
	}
	if err := r.lasting(); err != nil {
		return sum, err
	}
	r.identifyAhead()
	w, err := openOrCreate(dir, &opt)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	err = store.Guard(func() (err error) { // what the corpus has is read: its words and, to cut them anew, its texts
		if opt.Resegment {
			if sum.Recut, err = resegment(ctx, w, &opt); err != nil {
				return err
			}
		}
		if len(sources) > 0 {
			r.opt.Segmenter = opt.Segmenter
			err = r.store(ctx, w, opt.SegmentTokens, &sum)
		}
		return err
	})
	if sum.Waiting, sum.Total = w.Pending(); err == nil && sum.Total == 0 {
		err = noDocuments(sources)
	}
	return sum, err
}

// store takes the files into a stored corpus.
func (r *reader) store(ctx context.Context, w *store.Writer, limit int, sum *Summary) error {
	if err := r.prepare(); err != nil {
		return err
	}
	r.direct = true
	remove, err := r.keepStdin(ctx, w)
	if err != nil {
		return err
	}
	defer remove()
	if err := r.choose(w, sum); err != nil {
		return err
	}
	t, err := newStored(w, limit)
	if err != nil {
		return err
	}
	t.keeps = true
	err = r.run(ctx, t, r.decode)
	if err = errors.Join(err, t.finish(err)); err != nil {
		return err
	}
	sum.Documents = r.documents
	return mergeTail(ctx, w, t.limit)
}

func openOrCreate(dir string, opt *StoreOptions) (*store.Writer, error) {
	if opt.Resegment || store.IsStored(dir) {
		w, err := store.OpenWriter(dir)
		if err != nil || opt.Resegment {
			return w, err
		}
		if opt.Segmenter, err = cutsOf(w); err != nil {
			return nil, errors.Join(err, w.Close())
		}
		return w, nil
	}
	seg := opt.Segmenter
	if seg == nil {
		var err error
		if seg, err = segment.New(segment.Options{}); err != nil {
			return nil, err
		}
		opt.Segmenter = seg
	}
	return store.Create(dir, making(seg, opt))
}

// cutsOf returns the segmentation of a stored corpus.
func cutsOf(w *store.Writer) (*segment.Segmenter, error) {
	if err := w.CheckCuts(); err != nil {
		return nil, err
	}
	return segment.Open(w.Cuts())
}

func making(seg *segment.Segmenter, opt *StoreOptions) store.Making {
	return store.Making{
		Tool: opt.Tool, Segmentation: seg.Identity().String(), Settings: opt.Settings, Normalization: seg.Normalization(),
		Shared: func() *store.Shared { return sharedOf(seg) },
		Cuts:   seg.Save,
	}
}

// sharedOf returns the words of a segmentation as tokens.
func sharedOf(seg *segment.Segmenter) *store.Shared {
	shared := store.NewShared()
	for id := range int32(seg.Size()) {
		t := segment.Token{Kind: seg.Kind(id), ID: id}
		shared.Add(entry(seg, seg.Word(id), t, seg.Pieces(id), seg.Tag(id)))
	}
	return shared
}

// choose leaves the files that are to be read.
func (r *reader) choose(w *store.Writer, sum *Summary) error {
	var files []*input
	for _, f := range r.files {
		err := f.identified()
		old, known := w.File(f.state.Name)
		switch {
		case err != nil: // reading it tells the problem
		case known && old.SHA256 == f.state.SHA256 && old.Done:
			sum.Same++
			continue
		case known && old.SHA256 == f.state.SHA256:
			sum.Resumed++
			f.state, f.skip = old, old.Documents
			f.problems = maps.Clone(old.Problems)
			if f.problems == nil {
				f.problems = make(map[string]int)
			}
		case known:
			sum.Changed++
		default:
			sum.New++
			if f.state.Size > 0 && w.HasContent(f.state.SHA256) {
				sum.Twins++
			}
		}
		files = append(files, f)
	}
	r.files, r.total = files, totalSize(files)
	return nil
}

// lasting is an error if a file is a pipe: what comes of it another time could
// not be told from a file that changed, and would replace what it gave.
func (r *reader) lasting() error {
	for _, f := range r.files {
		if f.Size < 0 && f.Source != corpus.StdinSource {
			return fmt.Errorf("%s: is no regular file and has no lasting name; give what it holds on standard input (-)", f.Name())
		}
	}
	return nil
}

// identifyAhead begins to note what all files are, while the corpus is opened.
func (r *reader) identifyAhead() {
	workers := r.opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	files, next := slices.Clone(r.files), new(atomic.Int64)
	for range workers {
		go func() {
			for i := next.Add(1) - 1; int(i) < len(files); i = next.Add(1) - 1 {
				if files[i].Source != corpus.StdinSource {
					_ = files[i].identified() // choose asks again
				}
			}
		}()
	}
}

// identified notes the name, size and SHA-256 of a file, once.
func (f *input) identified() error {
	f.identify.Do(func() {
		if f.state.SHA256 == "" { // else it is what standard input was kept in
			f.state, f.unread = stateOf(f.Name())
		}
	})
	return f.unread
}

func stateOf(name string) (s store.FileState, err error) {
	s.Name = name
	file, err := os.Open(filepath.FromSlash(name))
	if err != nil {
		return s, err
	}
	defer func() { _ = file.Close() }() // it is only read
	s.Size, s.SHA256, err = digest(file)
	return s, err
}

func digest(r io.Reader) (size int64, hash string, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// stored is the target of a corpus in a folder. Its segments are written by a
// goroutine, one at a time, while the next is being filled.
type stored struct {
	b       *store.Builder
	limit   int
	number  int                        // of the segment in hand
	states  map[string]store.FileState // of files since the last segment
	full    chan fullBuilder
	written chan struct{} // closed when the goroutine has ended
	failed  chan error
	keeps   bool         // what was read when the caller broke off is written, for the next ingest
	stage   atomic.Int32 // reading, allRead or brokenOff

	flush  func(*store.Builder, []store.FileState) error
	commit func() error
}

const (
	reading = iota
	allRead
	brokenOff
)

type fullBuilder struct {
	b      *store.Builder
	states []store.FileState
}

// newStored returns the target that extends a corpus. A catalog costs as much
// as there are documents, so it is made when they have doubled, and at the end.
func newStored(w *store.Writer, limit int) (*stored, error) {
	b, err := w.Builder()
	if err != nil {
		return nil, err
	}
	t := &stored{b: b, number: w.Next()}
	t.commit = w.Commit
	t.flush = func(b *store.Builder, states []store.FileState) error {
		switch t.stage.Load() {
		case allRead: // it is committed with the last one
			return w.Write(b, states)
		case brokenOff:
			return w.Flush(b, states)
		}
		err := w.Flush(b, states)
		if waiting, committed := w.Pending(); err == nil && waiting > committed {
			err = w.Commit()
		}
		return err
	}
	t.start(limit)
	return t, nil
}

func (t *stored) start(limit int) {
	t.limit = cmp.Or(max(limit, 0), segmentTokens)
	t.states = make(map[string]store.FileState)
	t.full, t.written, t.failed = make(chan fullBuilder), make(chan struct{}), make(chan error, 1)
	go t.write()
}

// write writes one segment after another.
func (t *stored) write() {
	defer close(t.written)
	for f := range t.full {
		if err := t.flush(f.b, f.states); err != nil {
			t.failed <- err
			return
		}
	}
}

func (t *stored) builder() *store.Builder { return t.b }

func (t *stored) added(f *input) error {
	if f.state.Since == 0 || f.state.Documents == 0 {
		f.state.Since = t.number
	}
	f.state.Documents++
	t.note(f)
	if t.b.Size() < t.limit {
		return nil
	}
	return t.hand(false)
}

func (t *stored) ended(f *input) error {
	if f.state.SHA256 == "" && f.state.Documents == 0 { // it could not be read: what it gave before stays
		return nil
	}
	if f.state.Since == 0 {
		f.state.Since = t.number
	}
	f.state.Done = true
	t.note(f)
	return nil
}

func (t *stored) note(f *input) {
	f.state.Problems = f.problems
	t.states[f.state.Name] = f.state
}

// hand gives the Builder in hand to be written and, if it is not the last, takes
// the next.
func (t *stored) hand(last bool) error {
	f := fullBuilder{b: t.b}
	for _, name := range slices.Sorted(maps.Keys(t.states)) {
		state := t.states[name]
		state.Problems = maps.Clone(state.Problems)
		f.states = append(f.states, state)
	}
	t.states = make(map[string]store.FileState)
	if t.b.Len() > 0 {
		t.number++
	}
	next := t.b.Next()
	select {
	case t.full <- f:
	case err := <-t.failed:
		return err
	}
	if t.b = nil; !last { // the one before is written now, and leaves its memory
		t.b = next()
	}
	return nil
}

// finish commits what was read, unless that ended with an error. If the caller
// broke it off, what was read is written and waits for the next ingest.
func (t *stored) finish(ended error) error {
	var err error
	whole := ended == nil
	if whole || t.keeps && t.b.Len() > 0 && errors.Is(ended, context.Canceled) {
		t.stage.Store(brokenOff)
		if whole {
			t.stage.Store(allRead)
		}
		err = t.hand(true)
	}
	close(t.full)
	<-t.written
	select {
	case failed := <-t.failed:
		return errors.Join(err, failed)
	default:
	}
	if err != nil || !whole {
		return err
	}
	if err := t.commit(); err != nil {
		return fmt.Errorf("the corpus could not be put together: %w", err)
	}
	return nil
}
