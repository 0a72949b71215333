package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// A textReader turns a stream of bytes into valid UTF-8 without NUL in which
// every line ends with "\n". It is the one place that knows of encodings, byte
// order marks, CRLF and CR; behind it there is only text.
type textReader struct {
	r        io.Reader
	chunk    int // bytes read at once; small in tests, to move the seams
	progress func(n int64)

	enc Encoding
	dec transform.Transformer // nil for UTF-8

	buf []byte // raw is a part of it
	raw []byte // read and not yet decoded: between calls, a part of a character at most
	err error  // that ended the stream, io.EOF at its regular end

	afterCR bool // the text ends with the line end of a CR: an LF now belongs to it
	line    int  // line on which the next character stands
	account Account
	dropped int64 // bytes of byte order marks and of CR before LF

	bad     []badRun // not yet reported
	badRuns int
	badSize int64
	badEnd  int64 // offset behind the last bad run, -1 where anything was decoded since
	nuls    int
}

// A badRun is a run of bytes that are no text.
type badRun struct {
	offset, size int64
	line         int
}

// maxBadRuns is how many runs of undecodable bytes are reported one by one.
const maxBadRuns = 20

func newTextReader(r io.Reader, enc Encoding, progress func(int64), chunk int) *textReader {
	if progress == nil {
		progress = func(int64) {}
	}
	return &textReader{r: r, chunk: chunk, progress: progress, enc: enc, line: 1, badEnd: -1}
}

// begin reads the first bytes, finds the encoding, and appends the text of
// them to dst.
func (t *textReader) begin(dst []byte) []byte {
	t.read(sniffLen)
	if t.enc == "" {
		t.enc = detect(t.raw)
	}
	if e, n := byteOrderMarkOf(t.raw); n > 0 && e == t.enc {
		t.raw = t.raw[n:]
		t.account.Text += int64(n)
		t.dropped += int64(n)
	}
	t.dec = t.enc.decoder()
	return t.decode(dst)
}

// more appends the text of the next bytes to dst. The stream is at its end
// when t.err is set.
func (t *textReader) more(dst []byte) []byte {
	t.read(t.chunk)
	return t.decode(dst)
}

// read adds n bytes to t.raw, fewer only at the end of the stream, so that
// nothing depends on how the reader deals its bytes out. The buffer grows as it
// fills: most files of the newspaper database are of one kilobyte.
func (t *textReader) read(n int) {
	from := copy(t.buf[:cap(t.buf)], t.raw) // the rest of a character goes to the front
	to := from
	for empty := 0; to < from+n && t.err == nil; {
		if to == cap(t.buf) {
			t.buf = append(t.buf[:to], make([]byte, min(max(to, 4096), from+n-to))...)
		}
		m, err := t.r.Read(t.buf[to:min(cap(t.buf), from+n)])
		to += m
		t.err = err
		t.progress(int64(m))
		if empty++; m > 0 {
			empty = 0
		}
		if empty == 100 && err == nil {
			t.err = io.ErrNoProgress
		}
	}
	t.raw = t.buf[:to]
	t.account.Read += int64(to - from)
}

// offset is the place in the stream of the byte t.raw[i].
func (t *textReader) offset(i int) int64 { return t.account.Read - int64(len(t.raw)-i) }

// decode appends the text of t.raw to dst and leaves in t.raw what is not a
// whole character yet.
func (t *textReader) decode(dst []byte) []byte {
	from := len(dst)
	var n int
	if t.dec == nil {
		dst, n = t.decodeUTF8(dst)
	} else {
		dst, n = t.decodeOther(dst)
	}
	t.raw = t.raw[n:]
	t.account.Text += int64(len(dst) - from)
	dst = t.lineEnds(dst, from)
	t.line += bytes.Count(dst[from:], []byte{'\n'})
	return dst
}

// atEnd tells whether nothing more can be read.
func (t *textReader) atEnd() bool { return t.err != nil }

// whole tells whether t.raw is the end of the stream, so that what is no
// character yet will never be one. A stream that broke off has no such end.
func (t *textReader) whole() bool {
	return t.err == io.EOF //nolint:errorlint // a wrapped EOF is an error: see io.EOF
}

// decodeUTF8 appends t.raw[:n], invalid bytes and NUL replaced.
func (t *textReader) decodeUTF8(dst []byte) (_ []byte, n int) {
	raw := t.raw
	if !t.whole() {
		raw = raw[:len(raw)-partialRune(raw)]
	}
	n = len(raw)
	if validUTF8(raw) && bytes.IndexByte(raw, 0) < 0 {
		if n > 0 {
			t.badEnd = -1
		}
		return append(dst, raw...), n
	}
	from, done := len(dst), 0 // done: raw[:done] is in dst
	for i := 0; i < n; {
		r, size := utf8.DecodeRune(raw[i:])
		if r != 0 && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		if i > done {
			dst = append(dst, raw[done:i]...)
			t.badEnd = -1
		}
		if r == 0 {
			t.nuls++
		}
		dst = t.replace(dst, from, t.offset(i), size)
		i += size
		done = i
	}
	if n > done {
		t.badEnd = -1
	}
	return append(dst, raw[done:]...), n
}

// partialRune is the length of the beginning of a character that b ends with.
func partialRune(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

// decodeOther appends t.raw[:n] by the transformer.
func (t *textReader) decodeOther(dst []byte) (_ []byte, n int) {
	from := len(dst)
	for {
		dst = slices.Grow(dst, max(64, 2*(len(t.raw)-n)))
		nDst, nSrc, err := t.dec.Transform(dst[len(dst):cap(dst)], t.raw[n:], t.whole())
		dst, n = dst[:len(dst)+nDst], n+nSrc
		if !errors.Is(err, transform.ErrShortDst) { // ErrShortSrc: the rest is a part of a character
			break
		}
	}
	if text := dst[from:]; bytes.IndexByte(text, 0) >= 0 || bytes.Contains(text, []byte("\uFFFD")) {
		return t.decodeSlowly(dst[:from]) // the transformers keep no state
	}
	if n > 0 {
		t.badEnd = -1
	}
	return dst, n
}

// decodeSlowly is decodeOther where U+FFFD came out: it goes character by
// character, to tell which bytes did not decode.
func (t *textReader) decodeSlowly(dst []byte) (_ []byte, n int) {
	from := len(dst)
	for n < len(t.raw) {
		// Three bytes hold U+FFFD and nothing beside it.
		var out [utf8.UTFMax]byte
		nDst, nSrc, err := t.dec.Transform(out[:3], t.raw[n:], t.whole())
		if nSrc == 0 && errors.Is(err, transform.ErrShortDst) {
			nDst, nSrc, _ = t.dec.Transform(out[:], t.raw[n:], t.whole())
		}
		if nSrc == 0 {
			break // the rest is a part of a character
		}
		dst = t.appendChecked(dst, from, out[:nDst], n, nSrc)
		n += nSrc
	}
	return dst, n
}

// appendChecked appends text, which is what t.raw[at:at+size] decoded to: one
// character, or some of one byte each.
func (t *textReader) appendChecked(dst []byte, from int, text []byte, at, size int) []byte {
	if string(text) == "\uFFFD" && !bytes.Equal(t.raw[at:at+size], t.enc.replacement()) {
		return t.replace(dst, from, t.offset(at), size)
	}
	unit := size / max(1, utf8.RuneCount(text))
	for len(text) > 0 {
		_, n := utf8.DecodeRune(text)
		if text[0] == 0 {
			t.nuls++
			dst = t.replace(dst, from, t.offset(at), unit)
		} else {
			dst = append(dst, text[:n]...)
			t.badEnd = -1
		}
		text = text[n:]
		at += unit
	}
	return dst
}

// replace notes size bytes at offset as undecodable and appends U+FFFD for the
// run that they begin; to one that goes on it only adds.
func (t *textReader) replace(dst []byte, from int, offset int64, size int) []byte {
	t.badSize += int64(size)
	if t.badEnd == offset {
		if t.badRuns <= maxBadRuns && len(t.bad) > 0 {
			t.bad[len(t.bad)-1].size += int64(size)
		}
		t.badEnd += int64(size)
		return dst
	}
	t.badRuns++
	t.badEnd = offset + int64(size)
	if t.badRuns <= maxBadRuns {
		t.bad = append(t.bad, badRun{offset, int64(size), t.line + t.countLines(dst[from:])})
	}
	return append(dst, "\uFFFD"...)
}

// countLines counts the line ends of text as lineEnds will leave them.
func (t *textReader) countLines(text []byte) int {
	n := bytes.Count(text, []byte{'\n'}) + bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n"))
	if t.afterCR && len(text) > 0 && text[0] == '\n' {
		n--
	}
	return n
}

// lineEnds makes every line end of text[from:] "\n".
func (t *textReader) lineEnds(text []byte, from int) []byte {
	new := text[from:]
	if len(new) == 0 {
		return text
	}
	if t.afterCR {
		t.afterCR = false
		if new[0] == '\n' {
			t.dropped++
			new = new[:copy(new, new[1:])]
		}
	}
	i := bytes.IndexByte(new, '\r')
	if i < 0 {
		return text[:from+len(new)]
	}
	out := new[:i]
	for i < len(new) {
		out = append(out, '\n') // for the CR at new[i]
		i++
		switch {
		case i == len(new):
			t.afterCR = true
		case new[i] == '\n':
			t.dropped++
			i++
		}
		j := bytes.IndexByte(new[i:], '\r')
		if j < 0 {
			j = len(new) - i
		}
		out = append(out, new[i:i+j]...)
		i += j
	}
	return text[:from+len(out)]
}

// problem says where undecodable bytes are and what became of them.
func (b badRun) problem(name string, enc Encoding) *Problem {
	bytes := "1 byte is"
	if b.size > 1 {
		bytes = fmt.Sprintf("%d bytes are", b.size)
	}
	return &Problem{
		File: name, Line: b.line, Code: BadBytes,
		Message: fmt.Sprintf("%s no %s text (at byte %d); read as U+FFFD", bytes, enc, b.offset),
	}
}
