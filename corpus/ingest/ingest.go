// Package ingest reads sources into a segmented corpus:
//
//  1. one goroutine decodes files into documents, in order,
//  2. several workers cut the documents' texts into words,
//  3. the caller's goroutine adds them to the store, in the order of the files,
//  4. for a stored corpus one more writes them to its folder.
//
// The corpus does not depend on the number of workers. Package ingest decides
// nothing about texts or words, and prints nothing: problems and progress are
// told to the caller.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"tifa/corpus"
	"tifa/corpus/store"
	"tifa/segment"
)

// Options say how sources are read. The zero value reads all of them with the
// built-in segmentation and rules, on all processors.
type Options struct {
	Workers   int                   // 0: as many as there are processors
	Segmenter *segment.Segmenter    // nil: segment.New with all layers
	Kinds     *corpus.KindRules     // nil: corpus.BuiltinKinds
	Stdin     io.Reader             // what the source "-" reads
	Decode    corpus.DecodeOptions  // how files are decoded
	Paper     string                // the constant of --set paper=
	Recode    corpus.Recoding       // names for values of fields
	Drop      corpus.Boilerplate    // what is left out of bodies
	CleanHTML bool                  // take what web pages left out of all texts
	Problem   func(*corpus.Problem) // told every problem, in order; may be nil
	Strict    bool                  // the first problem is an error
	Progress  func(Progress)        // told now and then; may be nil
}

func (o *Options) workers() int {
	if o.Workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return o.Workers
}

// Progress says how far reading has come.
type Progress struct {
	Done, Total int64 // bytes of the files on disk; Total is 0 where it is not known
	Documents   int
}

// Read reads sources into a corpus in memory. It is an error if a source is
// missing, if there is no document in all of them, or if ctx ends.
func Read(ctx context.Context, sources []string, opt Options) (*store.Corpus, error) {
	r, err := newReader(sources, opt)
	if err == nil {
		err = r.prepare()
	}
	if err != nil {
		return nil, err
	}
	b := store.NewBuilder(r.opt.Segmenter.Identity().String())
	b.Normalize(r.opt.Segmenter.Normalization())
	b.Recode(r.opt.Recode)
	if err := r.run(ctx, &memory{r, b}, r.decode); err != nil {
		return nil, err
	}
	if r.documents == 0 {
		return nil, noDocuments(sources)
	}
	return b.Corpus(), nil
}

func noDocuments(sources []string) error {
	return errors.New("no documents in " + list(sources) + " (tifa check says what was found)")
}

func list(sources []string) string {
	if len(sources) == 1 {
		return sources[0]
	}
	return fmt.Sprintf("%s and %d more sources", sources[0], len(sources)-1)
}

// A target takes the documents of files in their order.
type target interface {
	builder() *store.Builder
	// ended is told that a file was read to its end.
	ended(file *input) error
	// added is told after each document, with the file it is from.
	added(file *input) error
}

// memory is the target of a corpus in memory.
type memory struct {
	*reader
	b *store.Builder
}

func (m *memory) builder() *store.Builder { return m.b }
func (m *memory) ended(*input) error      { return nil }
func (m *memory) added(*input) error      { return nil }

// An input is a file to be read.
type input struct {
	corpus.File
	skip     int    // documents at its beginning that the corpus has already
	path     string // of its documents, "" for that which they have
	problems map[string]int
	ahead    []string // codes of problems behind the last document

	state    store.FileState
	identify sync.Once // state, of a file on disk
	unread   error     // why that could not be read
}

// A reader reads sources once. It finds the files, then is prepared to read
// them.
type reader struct {
	opt       Options
	files     []*input
	total     int64
	direct    bool     // dictionary ids are the tokens of the store
	shared    []uint32 // else: dictionary id → 1 + token of the store
	documents int

	batches batches
	numbers [corpus.NumZones][]uint32 // of the tokens of the document that is being added
}

func newReader(sources []string, opt Options) (*reader, error) {
	files, problems, err := corpus.Files(sources, corpus.SourceOptions{Stdin: opt.Stdin})
	if err != nil {
		return nil, err
	}
	r := &reader{opt: opt}
	for _, f := range files {
		r.files = append(r.files, &input{File: f, problems: make(map[string]int)})
	}
	for _, p := range problems {
		if err := r.problem(p); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func totalSize(files []*input) int64 {
	total := int64(0)
	for _, f := range files {
		if f.Size < 0 {
			return 0 // standard input
		}
		total += f.Size
	}
	return total
}

func (r *reader) prepare() error {
	r.opt.Workers = r.opt.workers()
	if r.opt.Segmenter == nil {
		seg, err := segment.New(segment.Options{})
		if err != nil {
			return err
		}
		r.opt.Segmenter = seg
	}
	if r.opt.Kinds == nil {
		rules := corpus.BuiltinKinds()
		r.opt.Kinds = &rules
	}
	r.total = totalSize(r.files)
	r.shared = make([]uint32, r.opt.Segmenter.Size())
	return nil
}

// problem tells the caller of a problem; under Strict it is the error.
func (r *reader) problem(p *corpus.Problem) error {
	if r.opt.Strict {
		return p
	}
	if r.opt.Problem != nil {
		r.opt.Problem(p)
	}
	return nil
}
