package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa/analysis"
	"tifa/corpus"
)

// A recordWriter writes documents as records and reads them again before it
// lets them go: what a format has no place for must not get lost.
type recordWriter struct {
	s        *analysis.Selection
	form     string // tagged or jsonl
	encoding corpus.Encoding
	paper    string // of all documents, where the format has no field for it

	docs []int
	ends []int // of the records of docs in text
	text bytes.Buffer
}

// batch is how many bytes of records are read again at a time.
const batch = 1 << 20

func newRecordWriter(s *analysis.Selection, form string, encoding corpus.Encoding) (*recordWriter, error) {
	r := &recordWriter{s: s, form: form, encoding: encoding}
	if form != "tagged" {
		return r, nil
	}
	paperOf := func(doc int) string { return strings.Join(s.Corpus.Values(doc, "paper"), "") }
	r.paper = paperOf(s.Docs[0])
	for _, doc := range s.Docs {
		if p := paperOf(doc); p != r.paper {
			return nil, fmt.Errorf("the documents are of several papers (%q, %q), and the tagged format has no field for that: export each by itself (--where), or write --as jsonl", r.paper, p)
		}
	}
	return r, nil
}

// records writes all documents, in a file for each partition.
func (e *exporter) records(ctx context.Context, r *recordWriter) error {
	_, characters := e.s.Size(e.s.Docs)
	e.total = int64(len("字") * characters)
	w := written{name: "documents", rows: len(e.s.Docs)}
	for _, part := range partitions(e.s, e.by) {
		name := "documents"
		if e.by != "" {
			if name = part.period; name == "" {
				name = "undated"
			}
		}
		ending := map[string]string{"tagged": ".txt", "jsonl": ".jsonl"}[r.form]
		err := e.folder.Write(name+ending, func(f io.Writer) error {
			for _, doc := range part.docs {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := r.add(f, doc); err != nil {
					return err
				}
				e.advance(doc)
			}
			return r.flush(f)
		})
		if err != nil {
			return err
		}
		w.files++
	}
	e.finished(w)
	return e.profile(r)
}

// profile writes what the files do not say themselves: the paper that the
// documents are of, and an encoding that could be taken for another.
func (e *exporter) profile(r *recordWriter) error {
	var b strings.Builder
	if r.encoding != "" && r.encoding != corpus.UTF8 {
		fmt.Fprintf(&b, "encoding: %s\n", r.encoding)
	}
	if r.paper != "" {
		quoted, err := json.Marshal(r.paper) // a string of JSON is one of YAML
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "constants:\n  paper: %s\n", quoted)
	}
	if b.Len() == 0 {
		return nil
	}
	return e.folder.Write("tifa.yaml", func(f io.Writer) error {
		_, err := io.WriteString(f, b.String())
		return err
	})
}

func (r *recordWriter) add(w io.Writer, doc int) error {
	if err := r.encode(&r.text, doc); err != nil {
		return err
	}
	r.docs = append(r.docs, doc)
	r.ends = append(r.ends, r.text.Len())
	if r.text.Len() < batch {
		return nil
	}
	return r.flush(w)
}

func (r *recordWriter) encode(w *bytes.Buffer, doc int) error {
	d := r.s.Corpus.Document(doc)
	if r.form == "jsonl" {
		return corpus.EncodeJSON(w, d)
	}
	var b bytes.Buffer
	if err := corpus.Encode(&b, d); err != nil {
		return r.unfit(doc, err)
	}
	text, err := r.encoding.Bytes(b.String())
	if err != nil {
		return r.unfit(doc, err)
	}
	w.Write(text)
	return nil
}

// flush reads the records that wait and writes them.
func (r *recordWriter) flush(w io.Writer) error {
	again := r.decode(r.text.Bytes())
	same := len(again) == len(r.docs)
	for i := 0; same && i < len(again); i++ {
		same = r.differs(again[i], r.docs[i]) == ""
	}
	if !same {
		return r.fault()
	}
	_, err := w.Write(r.text.Bytes())
	r.text.Reset()
	r.docs, r.ends = r.docs[:0], r.ends[:0]
	return err
}

// fault finds the first record that is read as something else.
func (r *recordWriter) fault() error {
	from := 0
	for i, doc := range r.docs {
		again := r.decode(r.text.Bytes()[from:r.ends[i]])
		from = r.ends[i]
		if len(again) != 1 {
			return r.unfit(doc, fmt.Errorf("it would be read as %s", number(len(again), "document")))
		}
		if what := r.differs(again[0], doc); what != "" {
			return r.unfit(doc, fmt.Errorf("its %s would be read otherwise", what))
		}
	}
	return errors.New("the records would be read otherwise together than each by itself")
}

func (r *recordWriter) unfit(doc int, err error) error {
	hint := ""
	if r.form == "tagged" {
		hint = " (--as jsonl writes all that there is)"
	}
	return fmt.Errorf("%s cannot be written as %s: %w%s", r.s.Corpus.ID(doc), r.form, err, hint)
}

func (r *recordWriter) decode(text []byte) []*corpus.Document {
	opt := corpus.DecodeOptions{
		MaxRecord: len(text) + 1,
		Profile:   &corpus.Profile{Format: corpus.Format(r.form), Encoding: r.encoding},
	}
	if r.encoding == "" {
		opt.Profile.Encoding = corpus.UTF8
	}
	if r.paper != "" {
		opt.Profile.Constants = map[string]string{"paper": r.paper}
	}
	var docs []*corpus.Document
	for d, err := range corpus.DecodeAny(bytes.NewReader(text), "export", opt) {
		if err == nil { // problems are those that the records had before
			docs = append(docs, d)
		}
	}
	return docs
}

// differs names what of a document was read as something else, "" for nothing.
func (r *recordWriter) differs(again *corpus.Document, doc int) string {
	d := r.s.Corpus.Document(doc)
	if again.Date == d.Date && again.Hash() == d.Hash() {
		return ""
	}
	for _, field := range []struct {
		name string
		same bool
	}{
		{"date", again.Date == d.Date && again.DateText == d.DateText},
		{"paper", again.Paper == d.Paper}, {"issue", again.Issue == d.Issue},
		{"page", again.Page == d.Page}, {"item", again.Item == d.Item}, {"section", again.Section == d.Section},
		{"author", slices.Equal(again.Authors, d.Authors)}, {"class", slices.Equal(again.Classes, d.Classes)},
		{"column", slices.Equal(again.Columns, d.Columns)}, {"keyword", slices.Equal(again.Keywords, d.Keywords)},
		{"genre", slices.Equal(again.Genres, d.Genres)},
		{"kicker", again.Kicker == d.Kicker}, {"title", again.Title == d.Title},
		{"subtitle", again.Subtitle == d.Subtitle}, {"body", again.Body == d.Body},
		{"further items", slices.Equal(again.More, d.More)},
	} {
		if !field.same {
			return field.name
		}
	}
	return "fields by code"
}
