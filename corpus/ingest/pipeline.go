package ingest

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"tifa/corpus"
	"tifa/corpus/store"
	"tifa/segment"
)

// batchBytes is how much text a worker takes at a time: enough that handing
// over costs nothing, little enough that few documents are under way.
const batchBytes = 256 << 10

// A batch is a run of documents and problems as they stand in the files.
type batch struct {
	items []item
	done  int64         // bytes of files read when the batch was full
	ready chan struct{} // closed when the documents are cut
	err   error         // ends the reading behind this batch

	tokens []segment.Token // of all items, one behind another
	pieces []int32
}

// batches are used again: what they hold would be most of what is allocated.
type batches struct{ pool sync.Pool }

// take returns an empty batch.
func (p *batches) take() *batch {
	b, ok := p.pool.Get().(*batch)
	if !ok {
		b = new(batch)
	}
	*b = batch{items: b.items[:0], ready: make(chan struct{}), tokens: b.tokens[:0], pieces: b.pieces[:0]}
	return b
}

// free takes a batch back that nobody uses any more.
func (p *batches) free(b *batch) {
	clear(b.items)
	p.pool.Put(b)
}

// An item is a problem, a document with its cuts, or the end of a file.
type item struct {
	file    *input
	problem *corpus.Problem
	had     bool // the corpus has the document
	store.Segmented
	tokens [corpus.NumZones][]segment.Token
	pieces [corpus.NumZones][]int32
}

// run takes documents from feed, cuts them and adds them. Batches go to the
// workers and, in order, to the collector, which waits for each to be cut.
func (r *reader) run(ctx context.Context, to target, feed func(*feeder) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	jobs := make(chan *batch)
	ordered := make(chan *batch, 4*r.opt.Workers)
	go func() {
		defer close(jobs)
		defer close(ordered)
		f := &feeder{ctx: ctx, jobs: jobs, ordered: ordered, batches: &r.batches, b: r.batches.take()}
		if err := feed(f); ctx.Err() == nil { // else the batch in hand may be out of hand
			f.b.err = err
			f.send()
		}
	}()
	for range r.opt.Workers {
		go r.cut(jobs)
	}
	for {
		if err := ctx.Err(); err != nil { // of several ways on, select takes any
			return err
		}
		// Decoding may be waiting for standard input, and never look at ctx.
		var b *batch
		select {
		case b = <-ordered:
		case <-ctx.Done():
			return ctx.Err()
		}
		if b == nil {
			return ctx.Err()
		}
		select {
		case <-b.ready:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := r.add(b, to); err != nil {
			return err
		}
		if b.err != nil {
			return b.err
		}
		r.batches.free(b)
	}
}

// A feeder puts items into batches and sends those off.
type feeder struct {
	ctx           context.Context
	jobs, ordered chan<- *batch
	batches       *batches
	b             *batch
	size          int
	read          atomic.Int64 // bytes of files
}

// add adds an item with so much text and tells whether more is wanted.
func (f *feeder) add(it item, text int) bool {
	f.b.items = append(f.b.items, it)
	f.size += text
	return f.size < batchBytes && len(f.b.items) < 4096 || f.send()
}

func (f *feeder) send() bool {
	f.b.done = f.read.Load()
	for _, to := range []chan<- *batch{f.ordered, f.jobs} {
		select {
		case to <- f.b:
		case <-f.ctx.Done():
			return false
		}
	}
	f.b, f.size = f.batches.take(), 0
	return true
}

// decode feeds the documents of all files, in order.
func (r *reader) decode(to *feeder) error {
	opt := r.opt.Decode
	opt.Progress = func(n int64) { to.read.Add(n) }
	for _, f := range r.files {
		skip := f.skip
		for d, err := range f.Documents(opt) {
			var p *corpus.Problem
			it, size := item{file: f}, 0
			switch {
			case errors.As(err, &p):
				if skip > 0 { // it was told when the document behind it was taken in
					continue
				}
				it.problem = p
			case err != nil:
				return err
			default:
				if r.opt.Paper != "" {
					d.Paper = r.opt.Paper
				}
				if f.path != "" {
					d.Path = f.path
				}
				it.Segmented, size = store.Segmented{Document: d, File: cmp.Or(f.state.Name, f.Name())}, len(d.Body)
				if it.had = skip > 0; it.had {
					skip--
				}
			}
			if !to.add(it, size) {
				return nil
			}
		}
		if !to.add(item{file: f}, 0) {
			return nil
		}
	}
	return nil
}

// cut segments the documents of each batch.
func (r *reader) cut(jobs <-chan *batch) {
	var buf segment.Buffer
	for b := range jobs {
		for i := range b.items {
			if it := &b.items[i]; it.Document != nil && !it.had {
				r.cutDocument(&buf, b, it)
			}
		}
		close(b.ready)
	}
}

func (r *reader) cutDocument(buf *segment.Buffer, b *batch, it *item) {
	it.Text = r.texts(it.Document)
	it.Hash = it.Document.Hash()
	it.TextKey, _ = it.Document.TextKey()
	for z, text := range it.Text {
		if text == "" {
			continue
		}
		it.Characters[z] = corpus.Characters(text)
		first, firstPiece := len(b.tokens), len(b.pieces)
		b.tokens = append(b.tokens, r.opt.Segmenter.Cut(buf, text)...)
		b.pieces = append(b.pieces, buf.Pieces()...)
		it.tokens[z], it.pieces[z] = b.tokens[first:], b.pieces[firstPiece:]
		it.Plain[z] = buf.Plain()
	}
	it.Kind = r.opt.Kinds.Kind(it.Document, it.Characters[corpus.Repeat]+it.Characters[corpus.Body])
}

// texts returns the zones of a document as they are counted.
func (r *reader) texts(d *corpus.Document) [corpus.NumZones]string {
	zones := d.Zones()
	if r.opt.CleanHTML {
		for z := range zones {
			zones[z] = corpus.CleanHTML(zones[z])
		}
	}
	zones[corpus.Body] = r.opt.Drop.Drop(zones[corpus.Body])
	return zones
}

// add hands the documents of a batch to the store.
func (r *reader) add(b *batch, to target) error {
	for i := range b.items {
		it := &b.items[i]
		if err := r.addItem(it, to); err != nil {
			return err
		}
		it.Segmented = store.Segmented{} // nothing of it is kept
	}
	if r.opt.Progress != nil {
		r.opt.Progress(Progress{Done: b.done, Total: r.total, Documents: r.documents})
	}
	return nil
}

func (r *reader) addItem(it *item, to target) error {
	switch {
	case it.problem != nil:
		it.file.ahead = append(it.file.ahead, string(it.problem.Code))
		return r.problem(it.problem)
	case it.Document == nil:
		it.file.settle()
		return to.ended(it.file)
	}
	b := to.builder()
	if it.had {
		b.Had(&it.Segmented)
		return nil
	}
	it.file.settle()
	for z := range it.Text {
		r.numbers[z] = r.tokens(r.numbers[z][:0], b, it.Text[z], it.tokens[z], it.pieces[z])
		it.Tokens[z] = r.numbers[z]
	}
	if err := b.Add(&it.Segmented); err != nil {
		d := it.Document // an archive may have two files of one name
		p := &corpus.Problem{File: d.File(), Line: d.Line, Record: d.Record, Code: corpus.GivenTwice, Err: err,
			Message: "a record of this file and number was read before; passed over"}
		it.file.problems[string(p.Code)]++
		return errors.Join(r.problem(p), to.added(it.file))
	}
	r.documents++
	return to.added(it.file)
}

// settle counts the problems before a document that is taken in, or before the
// end of the file: an ingest that goes on behind the last document meets those
// behind it again.
func (f *input) settle() {
	for _, code := range f.ahead {
		f.problems[code]++
	}
	f.ahead = f.ahead[:0]
}

// tokens appends the store's numbers of the tokens of a text.
func (r *reader) tokens(out []uint32, b *store.Builder, text string, tokens []segment.Token, pieces []int32) []uint32 {
	seg := r.opt.Segmenter
	start := int32(0)
	for _, t := range tokens {
		var own []int32
		own, pieces = pieces[:t.Pieces], pieces[t.Pieces:]
		switch {
		case t.ID == segment.NoID:
			own = relative(own, start)
			number, ok := b.Known(text[start:t.End], t.Kind.String(), own)
			if !ok {
				number = b.Token(entry(seg, text[start:t.End], t, own, ""))
			}
			out = append(out, number)
		case r.direct:
			out = append(out, uint32(t.ID))
		case r.shared[t.ID] == 0:
			word := seg.Word(t.ID)
			r.shared[t.ID] = 1 + b.Token(entry(seg, word, t, seg.Pieces(t.ID), seg.Tag(t.ID)))
			fallthrough
		default:
			out = append(out, r.shared[t.ID]-1)
		}
		start = t.End
	}
	return out
}

// relative returns the ends of pieces counted from the start of their token.
func relative(pieces []int32, start int32) []int32 {
	for i := range pieces {
		pieces[i] -= start
	}
	return pieces
}

// entry returns the entry of the lexicon for a token.
func entry(seg *segment.Segmenter, text string, t segment.Token, pieces []int32, tag string) store.Token {
	e := store.Token{Text: text, Kind: t.Kind.String(), Tag: tag, Pieces: pieces}
	if t.Kind.IsWord() {
		e.Word = seg.Normal(text)
	}
	return e
}
