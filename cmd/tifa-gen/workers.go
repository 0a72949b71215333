package main

import (
	"context"
	"io"
	"sync"

	"tifa/corpus"
)

// A target takes what is written of a month.
type target interface {
	open(corpus.Day) (io.Writer, error) // where the records of a day go
	close(failed bool) error            // ends the month; what failed leaves nothing
}

// run writes all months with several goroutines, which take them in order, and
// returns what each year holds. done is told of each day, never twice at once.
// The first error is the cause with which it cancels the context. A month that
// begins puts something into admit, if that is not nil, and waits until it can,
// with all later ones behind it.
func (c *plan) run(ctx context.Context, cancel context.CancelCauseFunc, workers int, months []month, admit chan struct{}, targetOf func(i int) target, done func(tally)) map[int]tally {
	var mu sync.Mutex
	years := make(map[int]tally)
	next := make(chan int)
	var group sync.WaitGroup
	group.Go(func() {
		defer close(next)
		for i := range months {
			if admit != nil && !put(ctx, admit, struct{}{}) || !put(ctx, next, i) {
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for i := range next {
				t := targetOf(i)
				err := newMonthWriter(c, months[i]).write(ctx, t.open, func(today tally) {
					mu.Lock()
					defer mu.Unlock()
					sum := years[months[i].year]
					sum.add(today)
					years[months[i].year] = sum
					done(today)
				})
				if closing := t.close(err != nil); err == nil {
					err = closing
				}
				if err != nil {
					cancel(err)
				}
			}
		})
	}
	group.Wait()
	return years
}

// A stream brings months that are written at once into one writer, in their
// order. Months that come too early wait, with little in memory: each of those
// that are begun holds up to aheadChunks chunks.
type stream struct {
	ctx    context.Context
	chunks []chan []byte // of each month
	begun  chan struct{} // one for each month that is begun and not yet copied
}

const (
	chunkSize   = 256 << 10
	aheadChunks = 32
)

func newStream(ctx context.Context, months, workers int) *stream {
	s := &stream{ctx: ctx, chunks: make([]chan []byte, months), begun: make(chan struct{}, workers+2)}
	for i := range s.chunks {
		s.chunks[i] = make(chan []byte, aheadChunks)
	}
	return s
}

// copyTo writes the months to w, until their end or that of the context.
func (s *stream) copyTo(w io.Writer) error {
	for _, chunks := range s.chunks {
		for open := true; open; {
			var chunk []byte
			select {
			case chunk, open = <-chunks:
			case <-s.ctx.Done():
				return context.Cause(s.ctx)
			}
			if _, err := w.Write(chunk); err != nil {
				return err
			}
		}
		<-s.begun
	}
	return nil
}

// A streamed is the month i of a stream.
type streamed struct {
	*stream
	i   int
	buf []byte
}

func (t *streamed) open(corpus.Day) (io.Writer, error) { return t, nil }

func (t *streamed) Write(b []byte) (int, error) {
	t.buf = append(t.buf, b...)
	if len(t.buf) < chunkSize {
		return len(b), nil
	}
	return len(b), t.send()
}

func (t *streamed) send() error {
	if !put(t.ctx, t.chunks[t.i], t.buf) {
		return context.Cause(t.ctx)
	}
	t.buf = make([]byte, 0, chunkSize+chunkSize/8)
	return nil
}

// put sends a value, unless the context ends before.
func put[T any](ctx context.Context, to chan<- T, value T) bool {
	select {
	case to <- value:
		return true
	case <-ctx.Done():
		return false
	}
}

func (t *streamed) close(failed bool) error {
	if failed {
		return nil // the context has ended, or is about to
	}
	err := t.send()
	close(t.chunks[t.i])
	return err
}

// runStream is run into one writer.
func (c *plan) runStream(ctx context.Context, cancel context.CancelCauseFunc, workers int, months []month, w io.Writer, done func(tally)) map[int]tally {
	s := newStream(ctx, len(months), workers)
	var copying sync.WaitGroup
	copying.Go(func() {
		if err := s.copyTo(w); err != nil {
			cancel(err)
		}
	})
	years := c.run(ctx, cancel, workers, months, s.begun, func(i int) target { return &streamed{stream: s, i: i} }, done)
	copying.Wait()
	return years
}
