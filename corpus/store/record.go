package store

import (
	"encoding/binary"
	"errors"
	"strings"

	"tifa/corpus"
)

// A record is a document without what the store holds of it anyway, as bytes:
// its length, then strings, each with its length before it, and numbers, all as
// varints. Its text is left out where the tokens spell it, which they do unless
// something was taken out of the text or it has several items.

// appendRecord appends the record of a document whose counted texts are zones.
func appendRecord(b []byte, d *corpus.Document, zones *[corpus.NumZones]string) []byte {
	w := recordWriter{}
	w.strings(d.Source, d.Path)
	w.number(d.Record)
	w.number(d.Line)
	w.strings(d.Paper, d.Issue, d.DateText, d.Page, d.Item, d.Section)
	for _, list := range [][]string{d.Authors, d.Classes, d.Columns, d.Keywords, d.Genres} {
		w.number(len(list))
		w.strings(list...)
	}
	w.number(len(d.Fields))
	for _, f := range d.Fields {
		w.strings(f.Code, f.Name, f.Value, f.Within)
	}
	if spelt(d, zones) {
		w.number(0)
	} else {
		w.number(1 + len(d.More))
		for _, t := range append([]corpus.Text{d.Text}, d.More...) {
			w.strings(t.Kicker, t.Title, t.Subtitle, t.Body)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(w.b)))
	return append(b, w.b...)
}

// spelt tells whether the counted texts are the texts of the document.
func spelt(d *corpus.Document, zones *[corpus.NumZones]string) bool {
	return len(d.More) == 0 && d.Kicker == zones[corpus.Kicker] && d.Title == zones[corpus.Title] && d.Subtitle == zones[corpus.Subtitle] &&
		len(d.Body) == len(zones[corpus.Repeat])+len(zones[corpus.Body]) &&
		strings.HasPrefix(d.Body, zones[corpus.Repeat]) && strings.HasSuffix(d.Body, zones[corpus.Body])
}

type recordWriter struct{ b []byte }

func (w *recordWriter) number(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

func (w *recordWriter) strings(list ...string) {
	for _, s := range list {
		w.b = binary.AppendUvarint(w.b, uint64(len(s)))
		w.b = append(w.b, s...)
	}
}

var errRecord = errors.New("a record is damaged")

// readRecord reads what appendRecord wrote. zone gives the counted texts, and
// is called where the record leaves the text out.
func readRecord(b []byte, zone func(corpus.Zone) string) (*corpus.Document, error) {
	r := recordReader{b: b}
	d := new(corpus.Document)
	r.strings(&d.Source, &d.Path)
	d.Record, d.Line = r.number(), r.number()
	r.strings(&d.Paper, &d.Issue, &d.DateText, &d.Page, &d.Item, &d.Section)
	for _, list := range []*[]string{&d.Authors, &d.Classes, &d.Columns, &d.Keywords, &d.Genres} {
		for range r.count() {
			*list = append(*list, r.string())
		}
	}
	for range r.count() {
		var f corpus.Field
		r.strings(&f.Code, &f.Name, &f.Value, &f.Within)
		d.Fields = append(d.Fields, f)
	}
	for i := range r.count() {
		var t corpus.Text
		r.strings(&t.Kicker, &t.Title, &t.Subtitle, &t.Body)
		if i == 0 {
			d.Text = t
		} else {
			d.More = append(d.More, t)
		}
		r.given = true
	}
	if r.bad || len(r.b) > 0 {
		return nil, errRecord
	}
	if !r.given {
		d.Kicker, d.Title, d.Subtitle = zone(corpus.Kicker), zone(corpus.Title), zone(corpus.Subtitle)
		d.Body = zone(corpus.Repeat) + zone(corpus.Body)
	}
	return d, nil
}

type recordReader struct {
	b     []byte
	bad   bool
	given bool // the texts stand in the record
}

func (r *recordReader) number() int {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return int(n)
}

// count is a number of things that follow, each of one byte or more.
func (r *recordReader) count() int {
	n := r.number()
	if n < 0 || n > len(r.b) {
		r.bad = true
		return 0
	}
	return n
}

func (r *recordReader) string() string {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > uint64(len(r.b)-size) {
		r.bad, r.b = true, nil
		return ""
	}
	s := string(r.b[size : size+int(n)])
	r.b = r.b[size+int(n):]
	return s
}

func (r *recordReader) strings(to ...*string) {
	for _, s := range to {
		*s = r.string()
	}
}
