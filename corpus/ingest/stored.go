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
	"slices"

	"tifa/corpus/store"
	"tifa/segment"
)

// segmentTokens is how many tokens a segment of a stored corpus has at most,
// give or take a document. A Builder of as many takes some 600 MB while it is
// written, and there is one more.
const segmentTokens = 32 << 20

// StoreOptions say how a stored corpus is made or extended.
type StoreOptions struct {
	Options
	Tool          string          // name and version, for the record
	Settings      []store.Setting // how texts are read, for the record
	SegmentTokens int             // 0: as many as take 2 GB of memory

	// Resegment cuts what the corpus has anew, with these options, before the
	// sources are taken in, of which there may be none.
	Resegment bool
	Recut     func(done, total int) // told of documents cut anew; may be nil
}

// A Summary says what an ingest did.
type Summary struct {
	New, Changed, Same, Resumed int // files
	Recut                       int // documents that were there and were cut anew
	Documents                   int // taken in
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
	w, err := openOrCreate(dir, &opt)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if opt.Resegment {
		if sum.Recut, err = resegment(ctx, w, &opt); err != nil || len(sources) == 0 {
			_, sum.Total = w.Pending()
			return sum, err
		}
	}
	r, err := newReader(sources, opt.Options)
	if err != nil {
		return sum, err
	}
	r.direct = true
	if err := r.choose(w, &sum); err != nil {
		return sum, err
	}
	t, err := newStored(w, opt.SegmentTokens)
	if err != nil {
		return sum, err
	}
	err = r.run(ctx, t, r.decode)
	if err = errors.Join(err, t.finish(err == nil)); err != nil {
		return sum, err
	}
	if err := mergeTail(ctx, w, t.limit); err != nil {
		return sum, err
	}
	sum.Documents = r.documents
	_, sum.Total = w.Pending()
	if sum.Total == 0 {
		return sum, noDocuments(sources)
	}
	return sum, nil
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
		size, hash, err := contentOf(f)
		old, known := w.File(f.Name())
		f.state = store.FileState{Name: f.Name(), Size: size, SHA256: hash}
		switch {
		case err != nil: // reading it tells the problem
		case f.Size < 0: // standard input: anything, as often as it comes
		case known && old.SHA256 == hash && old.Done:
			sum.Same++
			continue
		case known && old.SHA256 == hash:
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
		}
		files = append(files, f)
	}
	r.files, r.total = files, totalSize(files)
	return nil
}

// contentOf returns the size and the SHA-256 of a file.
func contentOf(f *input) (size int64, hash string, err error) {
	if f.Size < 0 {
		return 0, "", nil
	}
	file, err := os.Open(filepath.FromSlash(f.Name()))
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = file.Close() }() // it is only read
	h := sha256.New()
	size, err = io.Copy(h, file)
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

	flush  func(*store.Builder, []store.FileState) error
	commit func() error
}

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
	t := &stored{b: b, number: w.Next(), commit: w.Commit}
	t.flush = func(b *store.Builder, states []store.FileState) error {
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
	return t.hand(t.b.Next())
}

func (t *stored) ended(f *input) error {
	if f.state.Since == 0 {
		f.state.Since = t.number
	}
	f.state.Done = true
	t.note(f)
	return nil
}

func (t *stored) note(f *input) {
	f.state.Problems = f.problems
	t.states[f.Name()] = f.state
}

// hand gives the Builder in hand to be written and takes the next.
func (t *stored) hand(next *store.Builder) error {
	f := fullBuilder{b: t.b}
	for _, name := range slices.Sorted(maps.Keys(t.states)) {
		state := t.states[name]
		state.Problems = maps.Clone(state.Problems)
		f.states = append(f.states, state)
	}
	t.states = make(map[string]store.FileState)
	select {
	case t.full <- f:
	case err := <-t.failed:
		return err
	}
	if t.b.Len() > 0 {
		t.number++
	}
	t.b = next
	return nil
}

// finish commits what was read, or, if not all was, leaves what was written.
func (t *stored) finish(whole bool) error {
	var err error
	if whole {
		err = t.hand(nil)
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
