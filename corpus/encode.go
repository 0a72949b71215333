package corpus

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Encode writes d as a record of the tagged format, in UTF-8: what [Decode]
// makes of it is d again, its place and paper aside, for every d that Decode
// makes. Records may follow one another: each begins with ZQ, an empty one
// where there is no issue.
//
// A 〖 that would read as a tag gets the empty tags of a glyph behind it, which
// decoding leaves out. It is an error if d, made otherwise, has an author with
// a slash in it, a field of impossible code, or the like.
func Encode(w io.Writer, d *Document) error {
	e := encoder{doc: d}
	e.document()
	if e.err != nil {
		return fmt.Errorf("encode %s: %w", d.Key(), e.err)
	}
	_, err := w.Write(e.out)
	return err
}

// An encoder lays the parts of a document out so that they decode to the same
// lists in the same order.
type encoder struct {
	doc   *Document
	items []Text // not yet closed
	open  bool   // the headlines of items[0] have been written, its body not
	out   []byte
	err   error

	written bool // the fields that belong to no item have been written
	waiting int  // of Document.Fields, how many follow the last ofOpenItem and are it
}

func (e *encoder) document() {
	d := e.doc
	e.write(fieldIssue, d.Issue)
	e.writeAny(fieldDate, d.DateText)
	e.writeAny(fieldPage, d.Page)
	e.writeAny(fieldItem, d.Item)
	for _, t := range append([]Text{d.Text}, d.More...) {
		if t != (Text{}) {
			e.items = append(e.items, t)
		}
	}
	e.waiting = len(d.Fields) + 1
	for i, f := range d.Fields {
		if ofOpenItem(f) {
			e.waiting = len(d.Fields) - i
		}
	}
	for rest := d.Fields; len(rest) > 0 && e.err == nil; {
		rest = e.nextFields(rest)
	}
	for len(e.items) > 0 {
		e.openItem()
		e.closeItem(nil)
	}
	e.openItem()
}

// nextFields writes the first of the fields, or those that stand in one body
// with it, and returns the others. A second kicker or subtitle is read as such
// only while its item is open; as long as one is to come, the next item waits
// for it, and nested fields get a body of their own.
func (e *encoder) nextFields(rest []Field) []Field {
	n := 1 // fields to write
	waits := len(rest) >= e.waiting
	switch f := rest[0]; {
	case isWithin(f, "ZW"):
		for n < len(rest) && isWithin(rest[n], "ZW") {
			n++
		}
		if !waits {
			e.openItem()
		}
		e.closeItem(rest[:n])
	case ofOpenItem(f):
		for !e.open || !e.has(f.Code) {
			if e.open {
				e.closeItem(nil)
			}
			if len(e.items) == 0 {
				e.fail(f, "is not the second of its item")
				return nil
			}
			e.openItem()
		}
		e.elements(rest[:n], "")
	default:
		if waits {
			e.common()
		} else {
			e.openItem()
		}
		for n < len(rest) && isWithin(rest[n], f.Code) {
			n++
		}
		e.elements(rest[:n], "")
	}
	return rest[n:]
}

func isWithin(f Field, path string) bool {
	return f.Within == path || strings.HasPrefix(f.Within, path+"/")
}

func ofOpenItem(f Field) bool { return f.Within == "" && (f.Code == "YT" || f.Code == "FT") }

// has tells whether the open item has the value that makes another of its code
// a second one.
func (e *encoder) has(code string) bool {
	return code == "YT" && e.items[0].Kicker != "" || code == "FT" && e.items[0].Subtitle != ""
}

// openItem writes the headlines of the next item, if there is one and it has
// not been opened, and behind those of the first the common fields.
func (e *encoder) openItem() {
	if !e.open && len(e.items) > 0 {
		e.open = true
		e.writeAny(fieldKicker, e.items[0].Kicker)
		e.writeAny(fieldTitle, e.items[0].Title)
		e.writeAny(fieldSubtitle, e.items[0].Subtitle)
	}
	e.common()
}

// common writes the fields that belong to no item, once.
func (e *encoder) common() {
	if e.written {
		return
	}
	e.written = true
	d := e.doc
	e.list(fieldAuthor, d.Authors, "/")
	e.list(fieldClass, d.Classes, "/")
	e.list(fieldColumn, d.Columns, "/")
	e.writeAny(fieldSection, d.Section)
	e.list(fieldKeyword, d.Keywords, "/")
	e.list(fieldGenre, d.Genres, "；")
}

// closeItem writes the body of the open item with the fields nested in it, or
// a body of these alone. Between two items even an empty body is needed.
func (e *encoder) closeItem(nested []Field) {
	body, needed := "", len(nested) > 0
	if e.open {
		body = e.items[0].Body
		e.items = e.items[1:]
		e.open = false
		needed = needed || body != "" || len(e.items) > 0
	}
	if !needed {
		return
	}
	e.out = append(e.out, "〖ZW/正文〗\n"...)
	if body != "" {
		e.text(body)
		e.out = append(e.out, '\n')
	}
	e.elements(nested, "ZW")
	e.out = append(e.out, "〖-ZW/正文〗\n"...)
}

// elements writes fields of one level, each with the fields within it, on
// lines of their own.
func (e *encoder) elements(list []Field, within string) {
	for len(list) > 0 {
		f := list[0]
		path := f.Code
		if within != "" {
			path = within + "/" + f.Code
		}
		if why := unfit(f, within); why != "" {
			e.fail(f, why)
			return
		}
		n := 1
		for n < len(list) && isWithin(list[n], path) {
			n++
		}
		e.out = fmt.Appendf(e.out, "〖%s/%s〗", f.Code, f.Name)
		e.text(f.Value)
		if n > 1 {
			e.out = append(e.out, '\n')
			e.elements(list[1:n], path)
		}
		e.out = fmt.Appendf(e.out, "〖-%s/%s〗\n", f.Code, f.Name)
		list = list[n:]
	}
}

// unfit says why a field cannot be written where it is, "" if it can.
func unfit(f Field, within string) string {
	t, ok := parseTag([]byte("〖"+f.Code+"/"+f.Name+tagClose), 0)
	switch {
	case !ok || t.unclosed || int(t.end) != len("〖/〗")+len(f.Code)+len(f.Name):
		return "is no code and name of a tag"
	case f.Within != within:
		return "stands within a field that is not there"
	case t.field.inline(), t.field == fieldIssue, t.field == fieldBody:
		return "has a place of its own"
	case within != "":
		return ""
	}
	switch t.field {
	case fieldTitle, fieldAuthor, fieldClass, fieldColumn, fieldKeyword, fieldGenre:
		return "has a place of its own"
	}
	return ""
}

func (e *encoder) fail(f Field, why string) {
	e.err = fmt.Errorf("field %q within %q %s", f.Code+"/"+f.Name, f.Within, why)
}

// list writes a many-valued field.
func (e *encoder) list(f field, values []string, sep string) {
	for _, v := range values {
		if n, _ := cutValue(v, f == fieldGenre); n < len(v) {
			e.err = errors.New("separator in value " + v)
		}
	}
	e.writeAny(f, strings.Join(values, sep))
}

// writeAny writes a field that is not empty.
func (e *encoder) writeAny(f field, v string) {
	if v != "" {
		e.write(f, v)
	}
}

func (e *encoder) write(f field, v string) {
	c := fieldCodes[f]
	e.out = fmt.Appendf(e.out, "〖%s/%s〗", c.code, c.name)
	e.text(v)
	e.out = fmt.Appendf(e.out, "〖-%s/%s〗\n", c.code, c.name)
}

// text writes a value so that nothing in it reads as a tag.
func (e *encoder) text(s string) {
	for {
		i := strings.Index(s, tagOpen)
		if i < 0 {
			break
		}
		i += len(tagOpen)
		e.out = append(e.out, s[:i]...)
		s = s[i:]
		if s != "" && (s[0] == '-' || s[0]-'A' < 26) {
			e.out = append(e.out, "〖ZI/字符〗〖-ZI/字符〗"...)
		}
	}
	e.out = append(e.out, s...)
}
