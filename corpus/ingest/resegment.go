package ingest

import (
	"context"
	"errors"

	"tifa/corpus/store"
	"tifa/segment"
)

// resegment cuts all documents of a stored corpus anew, from the texts that it
// keeps, and returns how many there were. No file is read again. The corpus
// changes when all are cut; until then, and if ctx ends, it is as it was, save
// that documents which an ingest that was stopped had left waiting are in it.
func resegment(ctx context.Context, w *store.Writer, opt *StoreOptions) (documents int, err error) {
	if waiting, committed := w.Pending(); waiting > 0 || committed == 0 {
		if err := w.Commit(); err != nil {
			return 0, err
		}
	}
	if opt.Segmenter == nil {
		if opt.Segmenter, err = segment.New(segment.Options{}); err != nil {
			return 0, err
		}
	}
	c, closed, err := w.Corpus()
	if err != nil {
		return 0, err
	}
	defer closed()
	remake, err := w.Remake(making(opt.Segmenter, opt))
	if err != nil {
		return 0, err
	}
	b, err := remake.Builder()
	if err != nil {
		return 0, err
	}
	t := &stored{b: b, commit: remake.Commit, flush: func(b *store.Builder, _ []store.FileState) error { return remake.Write(b) }}
	t.start(opt.SegmentTokens)
	r := &reader{opt: opt.Options, direct: true}
	if err := r.prepare(); err != nil {
		return 0, err
	}
	r.opt.Progress = func(p Progress) {
		if opt.Recut != nil {
			opt.Recut(p.Documents, c.Len())
		}
	}
	reading := make(chan struct{})
	err = r.run(ctx, t, func(to *feeder) error {
		defer close(reading)
		return reread(c, to)
	})
	<-reading // else it might read on in a corpus that is closed
	return c.Len(), errors.Join(err, t.finish(err))
}

// reread feeds the documents of a corpus in its order: the new segments follow
// one another in time, in whatever order the old ones came.
func reread(c *store.Corpus, to *feeder) error {
	file := new(input) // files stay in the state that they are in
	return store.Guard(func() error {
		for doc := range c.Len() {
			d := c.Document(doc)
			if !to.add(item{file: file, Segmented: store.Segmented{Document: d, File: c.File(doc)}}, len(d.Body)) {
				break
			}
		}
		return nil
	})
}
