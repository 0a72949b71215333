package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"

	"tifa/corpus/store"
)

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
	f.state.Done, f.state.Stands = true, nil
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
		stage := int32(brokenOff)
		if whole {
			stage = allRead
		}
		t.stage.Store(stage)
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
