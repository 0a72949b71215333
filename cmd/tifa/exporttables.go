package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
	"tifa/reports"
)

// An exporter writes a selection into a folder.
type exporter struct {
	s        *analysis.Selection
	folder   *reports.Folder
	manifest *reports.Manifest
	by       string

	mu      sync.Mutex // of what follows
	bar     *bar
	done    int64 // bytes of text, about, that were written to some table
	shown   int64 // of done
	total   int64
	written []written
}

// written is what became of a table.
type written struct {
	name        string
	rows, files int
}

// tables writes the named tables, at the same time: they are read from one
// corpus and know nothing of each other.
func (e *exporter) tables(ctx context.Context, names []string, noText bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := e.s.Corpus
	if c.Len() > math.MaxInt32 || c.NumWords() >= math.MaxInt32 {
		return errors.New("more documents or words than numbers of 32 bits")
	}
	write := map[string]func(context.Context) error{
		"documents": func(ctx context.Context) error {
			return writeTable(ctx, e, "documents", e.documents, e.without(noText)...)
		},
		"words":  e.words,
		"counts": func(ctx context.Context) error { return writeTable(ctx, e, "counts", e.counts()) },
		"tokens": func(ctx context.Context) error { return writeTable(ctx, e, "tokens", e.tokens()) },
	}
	_, characters := e.s.Size(e.s.Docs)
	failed := make([]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		if name != "words" {
			e.total += int64(len("字") * characters)
		}
		wg.Go(func() {
			failed[i] = store.Guard(func() error { return write[name](ctx) })
			if failed[i] != nil {
				cancel()
			}
		})
	}
	wg.Wait()
	// The first failure made the others end as cancelled.
	for _, err := range failed {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return errors.Join(failed...)
}

// without lists the columns that documents leave out.
func (e *exporter) without(noText bool) []string {
	var names []string
	if noText {
		names = append(names, "kicker", "title", "subtitle", "body", "fields")
	}
	if !slices.ContainsFunc(e.s.Docs, func(doc int) bool { return len(e.s.Corpus.Values(doc, "part")) > 0 }) {
		names = append(names, "part")
	}
	// A column that the names of folders give may not be in the files too.
	return append(names, e.by)
}

// writeTable writes the rows of all documents, in a file for each partition.
func writeTable[T any](ctx context.Context, e *exporter, table string, rows func(doc int, write func(T, int) error) error, without ...string) error {
	w := written{name: table}
	for _, part := range partitions(e.s, e.by) {
		name := table + ".parquet"
		if e.by != "" {
			period := part.period
			if period == "" {
				period = "__HIVE_DEFAULT_PARTITION__"
			}
			name = fmt.Sprintf("%s/%s=%s/%s", table, e.by, period, name)
		}
		n, err := writePart(ctx, e, name, part.docs, rows, without...)
		if err != nil {
			return err
		}
		w.rows += n
		w.files++
	}
	e.finished(w)
	return nil
}

func writePart[T any](ctx context.Context, e *exporter, name string, docs []int, rows func(doc int, write func(T, int) error) error, without ...string) (n int, err error) {
	file, err := e.folder.Create(name)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	b := bufio.NewWriterSize(file, 1<<18)
	p := reports.NewParquet[T](b, without...)
	write := func(row T, size int) error {
		n++
		return p.Write(row, size)
	}
	for _, doc := range docs {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		if err := rows(doc, write); err != nil {
			return n, err
		}
		e.advance(doc)
	}
	if err := p.Close(e.manifest); err != nil {
		return n, err
	}
	return n, b.Flush()
}

// advance shows that a document was written.
func (e *exporter) advance(doc int) {
	size := int64(len("字") * e.s.Corpus.Characters(doc, e.s.Zones))
	e.mu.Lock()
	defer e.mu.Unlock()
	e.done += size
	if e.done-e.shown > 1<<20 {
		e.shown = e.done
		e.bar.show(ingest.Progress{Done: e.done, Total: e.total, Documents: len(e.s.Docs)})
	}
}

func (e *exporter) finished(w written) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.written = append(e.written, w)
}

// summary says what was written.
func (e *exporter) summary() string {
	slices.SortFunc(e.written, func(a, b written) int {
		return slices.Index(exportTables, a.name) - slices.Index(exportTables, b.name)
	})
	var parts []string
	for _, w := range e.written {
		parts = append(parts, fmt.Sprintf("%s of %s in %s", number(w.rows, "row"), w.name, number(w.files, "file")))
	}
	return strings.Join(parts, ", ")
}

// A countRow says how often a word stands in a document.
type countRow struct {
	Document int32 `parquet:"document,delta"`
	WordID   int32 `parquet:"word_id,delta"`
	Count    int32 `parquet:"count,dict"`
}

// counts returns the function that writes the words of a document, by number.
func (e *exporter) counts() func(doc int, write func(countRow, int) error) error {
	c := e.s.Corpus
	counts := make([]int32, c.NumWords())
	var seen []uint32
	return func(doc int, write func(countRow, int) error) error {
		seen = seen[:0]
		lexicon := c.Lexicon(doc)
		for z := range corpus.Zone(corpus.NumZones) {
			if !e.s.Zones.Has(z) {
				continue
			}
			for _, token := range c.Tokens(doc, z) {
				w := lexicon.WordOf(token)
				if w == store.NoWord {
					continue
				}
				if counts[w]++; counts[w] == 1 {
					seen = append(seen, w)
				}
			}
		}
		slices.Sort(seen)
		for _, w := range seen {
			row := countRow{number32(doc), int32(w) + 1, counts[w]}
			counts[w] = 0
			if err := write(row, 12); err != nil {
				return err
			}
		}
		return nil
	}
}

// A wordRow is a word of the vocabulary.
type wordRow struct {
	WordID    int32  `parquet:"word_id"`
	Word      string `parquet:"word"`
	Tag       string `parquet:"tag,optional,dict"`
	Count     int64  `parquet:"count,delta"`
	Documents int32  `parquet:"documents,delta"`
}

// words writes the vocabulary, most frequent first.
func (e *exporter) words(ctx context.Context) error {
	rows, err := analysis.Frequency(e.s, analysis.FrequencyOptions{})
	if err != nil {
		return err
	}
	w := written{name: "words", files: 1}
	err = e.folder.Write("words.parquet", func(f io.Writer) error {
		p := reports.NewParquet[wordRow](f)
		for r, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			w.rows++
			n, _ := e.s.Corpus.WordNumber(r.Word) // it is one of the corpus
			row := wordRow{int32(n) + 1, r.Word, e.s.Corpus.Tag(n), int64(r.Count), int32(r.Documents)}
			if err := p.Write(row, 20+len(r.Word)); err != nil {
				return err
			}
		}
		return p.Close(e.manifest)
	})
	e.finished(w)
	return err
}

// number32 is the number of a document or a word in the tables. They begin
// with 1, as the rows and columns of matrices do.
func number32(n int) int32 { return int32(n) + 1 }
