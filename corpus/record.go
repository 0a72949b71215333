package corpus

import (
	"bytes"
	"slices"
	"strings"
)

// A recordParser makes a Document of the text and the tags of one record. It
// is used again for each record.
type recordParser struct {
	d    *decoder
	seg  []byte // the record
	tags []tag
	doc  *Document

	head []byte // seg up to its body
	text string // head as a string: one allocation for all short fields

	lineOff, line int // the line at an offset asked for lately

	items  []Text // finished ones; the open one is item
	starts []int  // where items began
	item   Text
	itemAt int  // offset of its first field, -1 where it has none
	titled bool // the open item has a title
	bodied bool // … a body tag

	dated   int                        // offset of the date, -1 where there is none
	indexes [numFields]map[string]bool // of long lists of values
	nest    nest
}

// parse reads seg, whose tags are d.tags, into doc. Without a document, seg is
// what stands before the first record.
func (p *recordParser) parse(d *decoder, seg []byte, doc *Document) {
	p.d, p.seg, p.tags, p.doc = d, seg, d.tags, doc
	p.lineOff, p.line = 0, d.line
	p.items, p.starts, p.item, p.itemAt, p.titled, p.bodied = p.items[:0], p.starts[:0], Text{}, -1, false, false
	p.dated = -1
	p.head, p.text = p.seg[:p.bodyStart()], ""
	if doc != nil {
		p.text = string(p.head)
	}
	pos := 0
	for i := 0; i < len(p.tags); {
		t := &p.tags[i]
		p.between(pos, int(t.at))
		switch {
		case t.closing:
			p.unopened(t)
			i, pos = i+1, int(t.end)
			p.d.account.Problems += int64(t.end - t.at)
		case t.field.inline():
			p.problem(int(t.at), Stray, "〖%s/%s〗 outside any field; left out", t.code(seg), t.nameIn(seg))
			i, pos = i+1, int(t.end)
			p.d.account.Problems += int64(t.end - t.at)
		default:
			i, pos = p.field(i)
		}
	}
	p.between(pos, len(seg))
	if doc != nil {
		p.finish()
	}
}

// bodyStart is the offset of the first body, or the end of the record.
func (p *recordParser) bodyStart() int {
	for i := range p.tags {
		if t := &p.tags[i]; t.field == fieldBody && !t.closing {
			return int(t.end)
		}
	}
	return len(p.seg)
}

// str returns seg[a:b], out of the string of the short fields where it is one.
// A body is a string of its own, lest a title that is kept keep it as well.
func (p *recordParser) str(a, b int) string {
	if b <= len(p.text) {
		return p.text[a:b]
	}
	return string(p.seg[a:b])
}

// lineAt is the line of an offset. Questions come in nearly rising order.
func (p *recordParser) lineAt(off int) int {
	if off >= p.lineOff {
		p.line += bytes.Count(p.seg[p.lineOff:off], []byte{'\n'})
	} else {
		p.line -= bytes.Count(p.seg[off:p.lineOff], []byte{'\n'})
	}
	p.lineOff = off
	return p.line
}

func (p *recordParser) problem(off int, code Code, format string, args ...any) {
	p.d.problem(p.lineAt(off), code, format, args...)
}

func (p *recordParser) unopened(t *tag) {
	p.problem(int(t.at), Unopened, "〖-%s〗 without 〖%s〗; left out", t.code(p.seg), t.code(p.seg))
}

// between accounts for what stands outside fields in seg[a:b].
func (p *recordParser) between(a, b int) {
	text := p.seg[a:b]
	if blank(text) {
		p.d.account.Separators += int64(len(text))
		return
	}
	start := 0
	for blank(text[start : start+1]) {
		start++
	}
	end := len(text)
	for blank(text[end-1:end]) && end > start {
		end--
	}
	p.d.account.Separators += int64(len(text) - end + start)
	p.d.account.Problems += int64(end - start)
	p.problem(a+start, Stray, "text outside any field: %q; left out", excerpt(text[start:end]))
}

// field reads the field that tags[i] opens and returns the next tag and the
// offset behind the field.
func (p *recordParser) field(i int) (next, pos int) {
	t := &p.tags[i]
	var end, valueEnd int // tags[end], if it is one, closes the field
	var closed bool
	switch t.field {
	case fieldBody:
		end, valueEnd, closed = p.bodyEnd(i)
	case fieldPicture:
		end, valueEnd, closed = p.pictureEnd(i)
	default:
		end, valueEnd, closed = p.leafEnd(i)
	}
	p.complete(t)
	if closed {
		p.complete(&p.tags[end])
	} else if !t.unclosed {
		p.unclosed(t, p.seg[t.end:valueEnd])
	}
	before := p.d.account.Problems
	switch t.field {
	case fieldBody:
		p.startItem(t, p.bodied)
		p.bodied = true
		p.item.Body = p.body(p.tags[i+1:end], int(t.end), valueEnd, closed)
	case fieldPicture:
		p.picture(t, p.tags[i+1:end], valueEnd)
	default:
		p.set(t, p.leafText(p.tags[i+1:end], int(t.end), valueEnd))
	}
	next, pos = end, valueEnd
	if closed {
		next, pos = end+1, int(p.tags[end].end)
	}
	inside := p.d.account.Problems - before // told of while the field was read
	p.d.account.Documents += int64(pos) - int64(t.at) - inside
	return next, pos
}

func (p *recordParser) unclosed(t *tag, value []byte) {
	p.problem(int(t.at), Unclosed, "〖%s〗 is not closed; its value was taken to end with %q", t.code(p.seg), excerptEnd(value))
}

// complete says whether the tag lacks its bracket.
func (p *recordParser) complete(t *tag) {
	if t.unclosed {
		p.problem(int(t.at), Unclosed, "tag %s without its 〗", p.seg[t.at:t.end])
	}
}

// leafText returns the value in seg[a:b] without the inline tags in it.
func (p *recordParser) leafText(tags []tag, a, b int) string {
	if len(tags) == 0 {
		return trim(p.str(a, b))
	}
	return trim(p.nest.text(p, tags, a, b))
}

// set puts a value into the document.
func (p *recordParser) set(t *tag, v string) {
	d := p.doc
	switch t.field {
	case fieldIssue:
		p.single(&d.Issue, t, v)
	case fieldDate:
		if d.DateText == "" {
			p.dated = int(t.at)
		}
		p.single(&d.DateText, t, v)
	case fieldPage:
		p.single(&d.Page, t, v)
	case fieldItem:
		p.single(&d.Item, t, v)
	case fieldSection:
		p.single(&d.Section, t, v)
	case fieldKicker:
		p.startItem(t, p.bodied)
		p.single(&p.item.Kicker, t, v)
	case fieldTitle:
		p.startItem(t, p.bodied || p.titled)
		p.titled = p.titled || v != ""
		p.single(&p.item.Title, t, v)
	case fieldSubtitle:
		p.startItem(t, p.bodied)
		p.single(&p.item.Subtitle, t, v)
	case fieldAuthor:
		p.many(&d.Authors, t, v)
	case fieldClass:
		p.many(&d.Classes, t, v)
	case fieldColumn:
		p.many(&d.Columns, t, v)
	case fieldKeyword:
		p.many(&d.Keywords, t, v)
	case fieldGenre:
		p.many(&d.Genres, t, v)
	default:
		p.keep(t, v, "")
	}
}

// single sets the value of a field that has one. An empty one is none.
func (p *recordParser) single(to *string, t *tag, v string) {
	switch {
	case v == "":
	case *to == "":
		*to = v
	default:
		p.problem(int(t.at), Repeated, "a second 〖%s〗; the first is kept as the value, this one by its code", t.code(p.seg))
		p.keep(t, v, "")
	}
}

// many adds the values of a field that has several.
func (p *recordParser) many(to *[]string, t *tag, v string) {
	for v != "" {
		n, sep := cutValue(v, t.field == fieldGenre)
		one := trim(v[:n])
		v = v[n+sep:]
		if one != "" && !p.has(*to, t.field, one) {
			*to = append(*to, one)
		}
	}
}

// cutValue finds the first separator of values: its offset and length.
func cutValue(v string, genre bool) (n, sep int) {
	n = len(v)
	if i := strings.IndexByte(v, '/'); i >= 0 {
		n, sep = i, 1
	}
	if genre {
		if i := strings.IndexByte(v[:n], ';'); i >= 0 {
			n, sep = i, 1
		}
		if i := strings.Index(v[:n], "；"); i >= 0 {
			n, sep = i, len("；")
		}
	}
	return n, sep
}

// has tells whether list, which holds values of the field, holds v. Only a
// hostile record has lists so long that an index is needed.
func (p *recordParser) has(list []string, f field, v string) bool {
	const long = 64
	switch {
	case len(list) < long:
		return slices.Contains(list, v)
	case len(list) == long || p.indexes[f] == nil:
		p.indexes[f] = make(map[string]bool)
		for _, s := range list {
			p.indexes[f][s] = true
		}
	}
	had := p.indexes[f][v]
	p.indexes[f][v] = true
	return had
}

// keep takes a field by its code.
func (p *recordParser) keep(t *tag, v, within string) {
	known := t.field != fieldUnknown && (within == "" || t.field.nested() || t.field == fieldPage)
	if code := t.code(p.seg); !known && p.d.firstOfCode(code) {
		where := ""
		if within != "" {
			where = " in " + within
		}
		p.problem(int(t.at), UnknownField, "unknown field 〖%s/%s〗%s; kept by its code, not told of again", code, t.nameIn(p.seg), where)
	}
	p.doc.Fields = append(p.doc.Fields, Field{Code: t.code(p.seg), Name: t.nameIn(p.seg), Value: v, Within: within})
}

// maxUnknown is how many unknown codes of a file are told of.
const maxUnknown = 100

func (d *decoder) firstOfCode(code string) bool {
	if d.unknown[code] || len(d.unknown) >= maxUnknown {
		return false
	}
	if d.unknown == nil {
		d.unknown = make(map[string]bool)
	}
	d.unknown[code] = true
	return true
}

// startItem makes room for a field of an item, in a new item where asked.
func (p *recordParser) startItem(t *tag, anew bool) {
	if anew {
		p.endItem()
	}
	if p.itemAt < 0 {
		p.itemAt = int(t.at)
	}
}

// endItem closes the open item; one that is empty is none.
func (p *recordParser) endItem() {
	if p.item != (Text{}) {
		p.items = append(p.items, p.item)
		p.starts = append(p.starts, p.itemAt)
	}
	p.item, p.itemAt, p.titled, p.bodied = Text{}, -1, false, false
}

// finish puts the items into the document and says what the record lacks.
func (p *recordParser) finish() {
	d := p.doc
	p.endItem()
	if len(p.items) > 0 {
		d.Text = p.items[0]
	}
	if len(p.items) > 1 {
		d.More = slices.Clone(p.items[1:])
		p.problem(p.starts[1], SeveralItems, "%d items in one record; kept as one document", len(p.items))
	}
	switch {
	case p.dated < 0 || d.DateText == "":
		p.d.problem(d.Line, NoDate, "record without a date")
	default:
		var ok bool
		if d.Date, ok = ReadDate(d.DateText); !ok {
			p.problem(p.dated, BadDate, "date %q is not a date; kept as text", excerpt([]byte(d.DateText)))
		}
	}
	if d.Title == "" {
		p.d.problem(d.Line, NoTitle, "record without a title")
	}
}
