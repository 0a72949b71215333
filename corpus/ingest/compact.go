package ingest

import (
	"cmp"
	"context"
	"errors"

	"tifa/corpus/store"
)

// A stored corpus that gets a day at a time would soon be of a thousand
// segments, which every question visits. So an ingest that leaves more than
// smallSegments that are smaller than an eighth of the limit merges those.
// Sixteen days are then written once more, the segment made of earlier ones
// with them until it is an eighth of the limit: a document some 30 times at
// most, mostly fewer, and never one of a large segment.
const (
	smallSegments = 16
	smallShare    = 8
)

// CompactOptions say how a stored corpus is compacted.
type CompactOptions struct {
	SegmentTokens int                   // as in StoreOptions
	Progress      func(done, total int) // told of documents; may be nil
}

// Compact merges the small segments of the stored corpus in a folder, and takes
// replaced documents out of its files. The corpus says the same as before. When
// ctx ends it is as it was.
func Compact(ctx context.Context, dir string, opt CompactOptions) (done store.Merged, err error) {
	w, err := store.OpenWriter(dir)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	limit := cmp.Or(max(opt.SegmentTokens, 0), segmentTokens)
	return w.Compact(store.Merging{
		Tokens: limit, Below: limit / 2, Replaced: true,
		Progress: func(done, total int) error {
			if opt.Progress != nil {
				opt.Progress(done, total)
			}
			return ctx.Err()
		},
	})
}

// mergeTail merges the small segments of a corpus where there are many.
func mergeTail(ctx context.Context, w *store.Writer, limit int) error {
	if w.Smaller(limit/smallShare) <= smallSegments {
		return nil
	}
	_, err := w.Compact(store.Merging{
		Tokens: limit, Below: limit / smallShare,
		Progress: func(int, int) error { return ctx.Err() },
	})
	return err
}
