package store

import "sync"

// writtenBuilders are Builders whose documents were written: the next ones take
// their memory. New memory, of some 300 MB each time, would have to be asked for
// and be cleared.
type writtenBuilders struct {
	mu   sync.Mutex
	free []*Builder
}

func (w *writtenBuilders) put(b *Builder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free = append(w.free, b)
}

// take returns one, nil if there is none.
func (w *writtenBuilders) take() (b *Builder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.free); n > 0 {
		b, w.free = w.free[n-1], w.free[:n-1]
	}
	return b
}

// Next returns what makes a Builder of the segment behind that of b, which may be
// in the middle of a file. It may be called when another goroutine writes b, and
// b must not be used any more once it was written.
func (b *Builder) Next() (next func() *Builder) {
	tokens := b.seg.stream.len()
	shared, segmentation, normal, seen, file, written := b.shared, b.segmentation, b.normal, b.seen, b.file, b.written
	return func() *Builder {
		n := written.take()
		if n == nil {
			n = &Builder{shared: shared, segmentation: segmentation, normal: normal, written: written}
		}
		n.begin()
		n.Expect(tokens) // as long, most likely
		n.seen, n.file = seen, file
		return n
	}
}

// Expect makes room for about so many tokens before the first document is added:
// else all that is there is copied several times as documents come.
func (b *Builder) Expect(tokens int) {
	b.seg.stream.v = make([]uint32, 0, tokens+tokens/64) // slices.Grow would touch it all
}
