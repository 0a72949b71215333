package corpus

import "bytes"

// Where a field ends: for a field opened by tags[i], the number of the tag that
// ends it (which closes it, or is the first behind it), the offset behind its
// value, and whether that tag closes it.

// leafEnd finds the end of a field that holds text only: the next tag that is
// not inline, if that closes it. Otherwise it ends with its line, or where
// that next tag stands.
func (p *recordParser) leafEnd(i int) (end, valueEnd int, closed bool) {
	t := &p.tags[i]
	end, valueEnd = i+1, len(p.seg)
	for end < len(p.tags) && p.tags[end].field.inline() {
		end++
	}
	if end < len(p.tags) {
		u := &p.tags[end]
		valueEnd = int(u.at)
		if u.closing && u.sameCode(t, p.seg) {
			return end, valueEnd, true
		}
	}
	if n := bytes.IndexByte(p.seg[t.end:valueEnd], '\n'); n >= 0 {
		valueEnd = int(t.end) + n
	}
	for end > i+1 && int(p.tags[end-1].at) >= valueEnd {
		end--
	}
	return end, valueEnd, false
}

// bodyEnd finds the end of a body: the next tag of a body, if that closes it.
// Otherwise it ends at the next field that cannot stand in a body.
func (p *recordParser) bodyEnd(i int) (end, valueEnd int, closed bool) {
	end = i + 1
	for end < len(p.tags) && p.tags[end].field != fieldBody {
		end++
	}
	if end < len(p.tags) && p.tags[end].closing {
		return end, int(p.tags[end].at), true
	}
	inPicture := false
	for end = i + 1; end < len(p.tags); end++ {
		u := &p.tags[end]
		if u.field == fieldPicture {
			inPicture = !u.closing
		}
		if !u.closing && !u.field.nested() && (!inPicture || u.field != fieldPage) {
			break
		}
	}
	if end < len(p.tags) {
		return end, int(p.tags[end].at), false
	}
	return end, len(p.seg), false
}

// pictureEnd finds the end of a picture outside a body: the next tag of a
// picture, if that closes it. Otherwise it ends like any other field.
func (p *recordParser) pictureEnd(i int) (end, valueEnd int, closed bool) {
	for end = i + 1; end < len(p.tags); end++ {
		u := &p.tags[end]
		if u.field == fieldPicture && u.closing {
			return end, int(u.at), true
		}
		if u.field == fieldPicture || u.field == fieldBody {
			break
		}
	}
	return p.leafEnd(i)
}
