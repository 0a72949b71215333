package store

import "fmt"

// A Remake makes all segments of a stored corpus anew, beside those that it
// has: with other words, or other texts of the same documents. The corpus has
// them at Commit. One that is not committed leaves it as it was; what it wrote
// goes when the corpus is next written to.
type Remake struct {
	w *Writer
	m manifest
}

// Remake begins to make the corpus anew. Nothing may wait for a commit, and
// nothing else be written until it is over.
func (w *Writer) Remake(making Making) (*Remake, error) {
	if waiting, _ := w.Pending(); waiting > 0 {
		return nil, fmt.Errorf("%s: documents wait for a commit", w.dir)
	}
	r := &Remake{w: w, m: w.m}
	r.m.Number++
	r.m.Segments = nil
	return r, w.make(&r.m, making)
}

// Builder returns a Builder of the first segment.
func (r *Remake) Builder() (*Builder, error) { return r.w.builder(&r.m) }

// Write writes the documents of a Builder as a segment. It is younger than all
// that were, so no file that was taken in until now replaces its documents.
func (r *Remake) Write(b *Builder) error {
	if b.Len() == 0 {
		return nil
	}
	ref, err := r.w.writeSegment(b, r.m.NextSegment, numbered("segment", r.m.NextSegment))
	r.m.NextSegment++
	r.m.Segments = append(r.m.Segments, ref)
	return err
}

// Commit puts the new segments in place of those that the corpus had. It is an
// error if they do not hold the same documents.
func (r *Remake) Commit() error {
	r.w.release()
	return Guard(func() error {
		none := func(seg, local int) bool { return false }
		if err := r.w.writeCatalog(&r.m, func([]*segment) func(seg, local int) bool { return none }); err != nil {
			return err
		}
		old := &r.w.m
		if r.m.Documents != old.Documents || r.m.Content != old.Content {
			return fmt.Errorf("%s: made anew it has other documents (%d, before %d): nothing was changed", r.w.dir, r.m.Documents, old.Documents)
		}
		r.w.forgetParts()
		if err := r.w.writeFiles(&r.m); err != nil {
			return err
		}
		return r.w.publish(&r.m)
	})
}

// File returns the file on disk that a document was taken in from: as
// [corpus.Document.File], but for an archive the archive.
func (c *Corpus) File(doc int) string {
	s, local := c.at(doc)
	return s.files.at(int(s.inFile.at(local)))
}

// Corpus opens the corpus as of the last commit. Close it before files of the
// corpus are removed, which some systems refuse for those that are in use; it
// must not be used after that.
func (w *Writer) Corpus() (c *Corpus, closed func(), err error) {
	c, err = openManifest(w.dir, &w.m)
	if err != nil {
		return nil, nil, err
	}
	return c, c.close, nil
}
