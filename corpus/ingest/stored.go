package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"

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
	Unfinished                  int // files of which only a part was taken in
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
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.identifyAhead(ctx)
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
	sum.Unfinished = w.Unfinished()
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
			f.state = w.Replacing(old, f.state)
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
