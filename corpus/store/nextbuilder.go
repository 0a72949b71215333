package store

import "sync"

// writtenBuilders are Builders whose documents were written, and pages of their
// streams: the next ones take their memory. New memory, of some 300 MB each time,
// would have to be asked for and be cleared.
type writtenBuilders struct {
	mu    sync.Mutex
	free  []*Builder
	pages []streamPage
}

func (w *writtenBuilders) put(b *Builder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free = append(w.free, b)
}

// take returns one of a segmentation, which tells the shared words and the
// normalization too; nil if there is none.
func (w *writtenBuilders) take(segmentation string) *Builder {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n := len(w.free); n > 0; n-- {
		b := w.free[n-1]
		w.free = w.free[:n-1]
		if b.segmentation == segmentation {
			return b
		}
	}
	return nil
}

// drop gives all memory back.
func (w *writtenBuilders) drop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free, w.pages = nil, nil
}

// putPages takes back pages that nobody reads any more.
func (w *writtenBuilders) putPages(pages []streamPage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range pages {
		if cap(p) == pageTokens {
			w.pages = append(w.pages, p[:0])
		}
	}
}

// takePage returns an empty page with room for so many tokens and one.
func (w *writtenBuilders) takePage(tokens int) (p streamPage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.pages); n > 0 && tokens < pageTokens {
		p, w.pages = w.pages[n-1], w.pages[:n-1]
		return p
	}
	return make(streamPage, 0, max(pageTokens, tokens+1))
}

// Next returns what makes a Builder of the segment behind that of b, which may be
// in the middle of a file. It may be called when another goroutine writes b, and
// b must not be used any more once it was written.
func (b *Builder) Next() (next func() *Builder) {
	shared, segmentation, normal, seen, file, written := b.shared, b.segmentation, b.normal, b.seen, b.file, b.written
	return func() *Builder {
		n := written.take(segmentation)
		if n == nil {
			n = &Builder{shared: shared, segmentation: segmentation, normal: normal, written: written}
		}
		n.begin()
		n.seen, n.file = seen, file
		return n
	}
}
