package corpus

import "bytes"

// maxDepth is how deep fields may be nested in one another.
const maxDepth = 8

// A nest takes the nested fields out of a body and the inline tags out of any
// value.
type nest struct {
	match  []int32 // of each tag: the tag that closes it, or that it closes; -1
	stack  []int32
	frames []frame
}

// A frame is a field that is being read. What it holds is written line by
// line, because a line on which nothing but nested fields stand is no line of
// the text.
type frame struct {
	field  int // index in Document.Fields; -1 for the body itself
	path   string
	out    []byte
	state  lineState
	lineAt int // where in out the line began on which a field was taken out
}

type lineState uint8

const (
	lineWhole lineState = iota // nothing was taken out of the line
	lineTaken                  // a field was, and all before it is white space
	lineKept                   // a field was, and text stands before it
)

// body returns the body in seg[a:b].
func (p *recordParser) body(tags []tag, a, b int, closed bool) string {
	if len(tags) > 0 {
		text := p.nest.read(p, tags, a, b, "ZW")
		if !closed {
			text = bytes.TrimRight(text, "\n")
		}
		return string(bodyLines(text))
	}
	text := p.seg[a:b]
	if !closed {
		text = bytes.TrimRight(text, "\n")
	}
	return string(bodyLines(text))
}

// bodyLines cuts off the line ends that belong to the tags of a body.
func bodyLines(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte{'\n'})
	return bytes.TrimSuffix(b, []byte{'\n'})
}

// picture keeps a picture that stands outside a body.
func (p *recordParser) picture(t *tag, tags []tag, b int) {
	i := len(p.doc.Fields)
	p.keep(t, "", "")
	text := p.nest.read(p, tags, int(t.end), b, t.code(p.seg))
	p.doc.Fields[i].Value = trim(string(text))
}

// text returns seg[a:b] without the tags, which are all inline.
func (n *nest) text(p *recordParser, tags []tag, a, b int) string {
	return string(n.read(p, tags, a, b, ""))
}

// read returns the text of seg[a:b], with the nested fields in it put into the
// document. path is the codes that it stands within.
func (n *nest) read(p *recordParser, tags []tag, a, b int, path string) []byte {
	n.matchTags(p, tags)
	n.frames = append(n.frames[:0], frame{field: -1, path: path})
	pos := a
	for i := range tags {
		t := &tags[i]
		top := &n.frames[len(n.frames)-1]
		top.write(p.seg[pos:t.at])
		pos = int(t.end)
		switch {
		case t.field == fieldLineBreak:
			if !t.closing {
				top.write([]byte{'\n'})
			}
		case t.field.inline():
			n.inline(p, t, n.match[i] >= 0)
		case !t.closing:
			next := b
			if i+1 < len(tags) {
				next = int(tags[i+1].at)
			}
			pos = n.open(p, t, n.match[i] >= 0, next)
		case n.match[i] < 0:
			p.unopened(t)
			p.d.account.Problems += int64(t.end - t.at)
		default:
			p.complete(t)
			p.doc.Fields[top.field].Value = trim(string(top.end()))
			n.frames = n.frames[:len(n.frames)-1]
		}
	}
	root := &n.frames[0]
	root.write(p.seg[pos:b])
	return root.end()
}

// matchTags finds for each opening tag the one that closes it. An end closes
// the innermost open field of its code; the fields opened within that one are
// then not closed at all. Emphasis and glyphs are matched by themselves, they
// may cross.
func (n *nest) matchTags(p *recordParser, tags []tag) {
	n.match, n.stack = n.match[:0], n.stack[:0]
	var open map[string]int // of each code, how many are on the stack
	var inline [numFields][]int32
	for i := range tags {
		t := &tags[i]
		n.match = append(n.match, -1)
		switch {
		case t.field == fieldLineBreak:
		case t.field.inline():
			s := inline[t.field]
			if !t.closing {
				inline[t.field] = append(s, int32(i))
			} else if len(s) > 0 {
				n.pair(s[len(s)-1], int32(i))
				inline[t.field] = s[:len(s)-1]
			}
		case !t.closing:
			if len(n.stack) < maxDepth {
				if open == nil {
					open = make(map[string]int)
				}
				open[t.code(p.seg)]++
				n.stack = append(n.stack, int32(i))
			}
		case open[t.code(p.seg)] > 0:
			for {
				j := n.stack[len(n.stack)-1]
				n.stack = n.stack[:len(n.stack)-1]
				open[tags[j].code(p.seg)]--
				if tags[j].sameCode(t, p.seg) {
					n.pair(j, int32(i))
					break
				}
			}
		}
	}
}

func (n *nest) pair(i, j int32) { n.match[i], n.match[j] = j, i }

// inline says what is wrong with an inline tag; it is left out, its text stays.
func (n *nest) inline(p *recordParser, t *tag, matched bool) {
	switch {
	case matched:
	case t.closing:
		p.unopened(t)
		p.d.account.Problems += int64(t.end - t.at)
	default:
		p.problem(int(t.at), Unclosed, "〖%s〗 is not closed; its text is kept", t.code(p.seg))
	}
}

// open begins a nested field, and ends it too where nothing closes it: with
// its line or at the next tag. It returns the offset from where to read on.
func (n *nest) open(p *recordParser, t *tag, matched bool, next int) int {
	top := &n.frames[len(n.frames)-1]
	top.take()
	i := len(p.doc.Fields)
	p.keep(t, "", top.path)
	if matched {
		p.complete(t)
		n.frames = append(n.frames, frame{field: i, path: top.path + "/" + t.code(p.seg)})
		return int(t.end)
	}
	value := p.seg[t.end:next]
	if j := bytes.IndexByte(value, '\n'); j >= 0 {
		value = value[:j]
	}
	p.doc.Fields[i].Value = trim(string(value))
	p.unclosed(t, value)
	return int(t.end) + len(value)
}

// take notes that a field is taken out of the line that out ends with.
func (f *frame) take() {
	if f.state != lineWhole {
		return
	}
	f.lineAt = bytes.LastIndexByte(f.out, '\n') + 1
	f.state = lineKept
	if blank(f.out[f.lineAt:]) {
		f.state = lineTaken
	}
}

// write adds text.
func (f *frame) write(b []byte) {
	if f.state == lineWhole || len(b) == 0 {
		f.out = append(f.out, b...)
		return
	}
	i := bytes.IndexByte(b, '\n')
	line := b
	if i >= 0 {
		line = b[:i]
	}
	if f.state == lineTaken && !blank(line) {
		f.state = lineKept
	}
	if i < 0 {
		f.out = append(f.out, b...)
		return
	}
	if f.state == lineTaken {
		f.out = f.out[:f.lineAt]
		b = b[i+1:]
	}
	f.state = lineWhole
	f.out = append(f.out, b...)
}

// end returns what was written.
func (f *frame) end() []byte {
	if f.state == lineTaken {
		f.out = f.out[:f.lineAt]
	}
	return f.out
}
