package store

import (
	"cmp"
	"fmt"
	"slices"

	"tifa/corpus"
)

// A Merging says which segments of a stored corpus are made into new ones.
type Merging struct {
	Tokens   int  // a new segment has as many at most, give or take a document
	Below    int  // segments of fewer tokens are merged, if there are two or more
	Replaced bool // so is one that has replaced documents

	Progress func(done, total int) error // told of documents; its error ends the work; may be nil
}

// A Merged says what became of a stored corpus.
type Merged struct {
	SegmentsBefore, SegmentsAfter int
	Dropped                       int // replaced documents that are gone from the files
	BytesBefore, BytesAfter       int64
}

// Compact makes larger segments of small ones, and leaves replaced documents
// out. Nothing is cut anew, and the corpus says the same as before: segments
// that wait for a commit wait on. The new segments are filled one by one; the
// corpus has them when they are all written, and until then its old ones.
func (w *Writer) Compact(opt Merging) (done Merged, err error) {
	err = Guard(func() error {
		done, err = w.compact(opt)
		return err
	})
	return done, err
}

func (w *Writer) compact(opt Merging) (Merged, error) {
	if w.m.Catalog.Name == "" { // nothing is committed
		return Merged{}, nil
	}
	from, err := openManifest(w.dir, &w.m)
	if err != nil {
		return Merged{}, err
	}
	defer from.close()
	done := Merged{SegmentsBefore: len(from.segments), BytesBefore: w.m.size()}
	chosen := w.chosen(from, opt)
	m := merger{w: w, opt: opt, from: from}
	if err := m.run(chosen); err != nil {
		return Merged{}, err
	}
	if len(chosen) > 0 {
		if err := w.replace(from, chosen, m.made); err != nil {
			return Merged{}, err
		}
	}
	done.SegmentsAfter, done.BytesAfter, done.Dropped = len(w.m.Segments), w.m.size(), m.dropped
	return done, nil
}

// chosen returns the places of the segments that are made into new ones.
func (w *Writer) chosen(from *Corpus, opt Merging) []int {
	var small, holed []int
	limit := w.m.NextSegment
	for _, f := range w.files {
		if !f.Done && f.Stands != nil { // what is not seen of it yet must stay, and so must the numbers around it
			limit = min(limit, f.Stands.To)
		}
	}
	for i, s := range w.m.Segments {
		switch {
		case s.Number >= limit:
		case opt.Replaced && slices.Contains(from.bySeg[i].rank.all(), noDoc):
			holed = append(holed, i)
		case s.Tokens < opt.Below:
			small = append(small, i)
		}
	}
	if len(small)+len(holed) < 2 {
		small = nil
	}
	chosen := append(small, holed...)
	// By age: what came in together mostly is of the same years.
	slices.SortFunc(chosen, func(i, j int) int { return cmp.Compare(w.m.Segments[i].Number, w.m.Segments[j].Number) })
	return chosen
}

// replace commits the corpus with new segments in place of the chosen ones.
// What is replaced is what the last commit said: a file that is being taken in
// again has its new documents in segments that are not committed yet.
func (w *Writer) replace(from *Corpus, chosen []int, made []segmentRef) error {
	m := w.m
	m.Number++
	m.Segments = nil
	var ranks []*array[uint32] // of segments that are kept
	for i, s := range w.m.Segments {
		if !slices.Contains(chosen, i) {
			m.Segments = append(m.Segments, s)
			ranks = append(ranks, &from.bySeg[i].rank)
		}
	}
	m.Segments = append(m.Segments, made...)
	dead := func(seg, local int) bool { return seg < len(ranks) && ranks[seg].at(local) == noDoc }
	if err := w.writeCatalog(&m, func([]*segment) func(seg, local int) bool { return dead }); err != nil {
		return err
	}
	if m.Documents != w.m.Documents || m.Content != w.m.Content {
		return fmt.Errorf("the merged corpus has other documents (%d, before %d): nothing was changed", m.Documents, w.m.Documents)
	}
	return w.publish(&m)
}

// A merger adds the documents of segments to new ones.
type merger struct {
	w       *Writer
	opt     Merging
	from    *Corpus
	b       *Builder
	made    []segmentRef
	dropped int
}

func (m *merger) run(chosen []int) error {
	total, done := 0, 0
	for _, i := range chosen {
		total += m.from.segments[i].len()
	}
	for k, i := range chosen {
		own := make([]uint32, m.from.segments[i].own.len()) // token → 1 + that of the new segment
		for _, doc := range m.from.bySeg[i].rank.all() {
			if doc == noDoc {
				m.dropped++
			} else if err := m.add(int(doc), own); err != nil {
				return err
			}
			if done++; m.opt.Progress != nil {
				if err := m.opt.Progress(done, total); err != nil {
					return err
				}
			}
			if m.b != nil && m.b.Size() >= m.opt.Tokens {
				if err := m.write(i); err != nil {
					return err
				}
				clear(own)
			}
		}
		if k == len(chosen)-1 {
			return m.write(i)
		}
	}
	return nil
}

// add adds a document with the tokens that it has; own are those of its segment
// that the new one has already.
func (m *merger) add(doc int, own []uint32) error {
	if m.b == nil {
		var err error
		if m.b, err = m.w.Builder(); err != nil {
			return err
		}
	}
	c := m.from
	s, local := c.at(doc)
	out := Segmented{
		Document: c.Document(doc), File: s.files.at(int(s.inFile.at(local))), Kind: c.Kind(doc), Hash: s.hash(local), TextKey: s.textKey(local),
	}
	lex := c.Lexicon(doc)
	for z := range corpus.Zone(corpus.NumZones) {
		out.Text[z], out.Characters[z] = c.Text(doc, z), c.Characters(doc, 1<<z)
		for _, t := range c.Tokens(doc, z) {
			if t >= s.shared {
				at := t - s.shared
				if own[at] == 0 {
					token := lex.Token(t)
					if w := lex.WordOf(t); w != NoWord {
						token.Tag = c.Tag(w)
					}
					own[at] = 1 + m.b.Token(token)
				}
				t = own[at] - 1
			}
			out.Tokens[z] = append(out.Tokens[z], t)
		}
	}
	m.b.add(&out)
	return nil
}

// write writes the new segment in hand, whose last document is of the segment at
// a place. It is as old as that one: a file that was taken in again since then
// replaces its documents, one that was taken in before does not.
func (m *merger) write(last int) error {
	if m.b == nil {
		return nil
	}
	age := m.w.m.Segments[last].Number
	name := fmt.Sprintf("%s-%06d.%d", numbered("segment", age), m.w.m.Number+1, len(m.made)+1)
	ref, err := m.w.writeSegment(m.b, age, name)
	m.made, m.b = append(m.made, ref), nil
	return err
}

// size is the number of bytes of all files.
func (m *manifest) size() int64 {
	size := int64(0)
	for _, ref := range m.refs() {
		size += ref.Size
	}
	return size
}

// close unmaps all files: nothing of the corpus may be used any more.
func (c *Corpus) close() {
	files := []*file{c.shared.file, c.catalog.file}
	for _, s := range c.segments {
		files = append(files, s.file)
	}
	for _, f := range files {
		_ = f.Close() // it was only read
	}
}
