package corpus

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
)

// DecodeOptions say how a stream is decoded. The zero value works.
type DecodeOptions struct {
	// Source and Path are what the documents get as theirs. Where both are
	// empty, the name of the stream is their source.
	Source, Path string

	// Encoding of the stream; "" judges by the first bytes.
	Encoding Encoding

	// Profile says how the files are written; nil judges by what is there.
	// Decode, which reads the tagged format only, does not use it.
	Profile *Profile

	// MaxRecord bounds a record, and with it the memory that decoding takes,
	// in bytes of UTF-8; 0 is 16 MiB, 1 GiB the most. A record may have one tag,
	// or one value of other formats, for every 64 bytes of this, but always 4096.
	MaxRecord int

	// MaxExpansion is how many times its size on disk compressed input may
	// grow to, beyond its first 64 MiB; 0 is 100, less than 0 is any number.
	MaxExpansion int

	// Account, if not nil, is added to when the stream has been read.
	Account *Account

	// Progress, if not nil, is told the number of bytes that were read, on
	// disk, since it was last told. Streams decoded at once call it at once.
	Progress func(n int64)
}

// An Account says where the bytes of a stream went. Documents + Problems +
// Separators = Text, if the stream was read to its end. Text = Read for UTF-8
// without undecodable bytes.
type Account struct {
	Read       int64 // bytes of the stream
	Text       int64 // bytes that these are in UTF-8, a U+FFFD for each undecodable run
	Documents  int64 // bytes of fields, tags included
	Problems   int64 // bytes outside documents that a Problem tells of
	Separators int64 // white space between fields, CR of CRLF, byte order marks; headings and brackets of other formats
}

func (a *Account) add(b Account) {
	a.Read += b.Read
	a.Text += b.Text
	a.Documents += b.Documents
	a.Problems += b.Problems
	a.Separators += b.Separators
}

const defaultMaxRecord = 16 << 20

// Decode reads records of the tagged format from r, in any of the
// encodings and with any line ends. It yields documents, and every error as a
// *Problem, in the order of the stream; the problems of a record come before
// its document. Reading goes on behind a Problem. Only [Unreadable] and
// [NotText] end it: the first wraps the error of r, and what was read up to it
// has been yielded.
//
// A record begins at ZQ, or at a second RQ where it has no ZQ. A field that is
// not closed ends where its line or the next field begins, a body at the next
// field that cannot stand in one. One-line values lose the white space (ASCII,
// U+3000) around them; a body loses the line end behind its opening tag and
// the one before its closing tag, and nothing else but the fields nested in it.
// The name is only for messages.
func Decode(r io.Reader, name string, opt DecodeOptions) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		newDecoder(r, name, opt, 256<<10).run(yield)
	}
}

// A decoder cuts a text into records and keeps no more of it than the open one.
type decoder struct {
	name  string
	opt   DecodeOptions
	text  *textReader
	yield func(*Document, error) bool
	begun bool

	base  []byte // the memory that buf is part of
	buf   []byte // text from the beginning of the open record
	scan  int    // buf[:scan] has been searched for tags
	tags  []tag  // of the open record
	line  int    // line of buf[0]
	open  bool   // a field has been opened: buf is a record, not what stands before the first
	issue bool   // the open record has a ZQ
	date  bool   // … an RQ

	skipped     int64 // bytes of the open record already dropped as too long
	skippedLine int   // line on which it began
	record      int   // number of the open record
	strayLine   int   // line of the last problem of text before the first record
	stopped     bool  // no more is wanted
	account     Account

	parser   recordParser
	problems []*Problem // of the open record
	held     []*Problem // from before the first record
	unknown  map[string]bool
}

func newDecoder(r io.Reader, name string, opt DecodeOptions, chunk int) *decoder {
	if opt.Source == "" && opt.Path == "" {
		opt.Source = name
	}
	opt.MaxRecord = min(cmp.Or(max(opt.MaxRecord, 0), defaultMaxRecord), 1<<30)
	return &decoder{name: name, opt: opt, text: newTextReader(r, opt.Encoding, opt.Progress, chunk), line: 1}
}

func (d *decoder) run(yield func(*Document, error) bool) {
	d.yield = yield
	if d.opt.Account != nil {
		defer d.settle()
	}
	d.begin()
	if d.notText() {
		return
	}
	for {
		end, more := d.next()
		if !d.finish(end) {
			return
		}
		if !more {
			d.end()
			return
		}
	}
}

// begin reads the first bytes, once.
func (d *decoder) begin() {
	if !d.begun {
		d.begun = true
		d.buf = d.text.begin(d.buf)
		d.base = d.buf[:0]
	}
}

// notText tells whether the stream is no text, and says so.
func (d *decoder) notText() bool {
	why := notText(d.buf, d.text)
	if why == "" {
		return false
	}
	d.account.Problems += d.text.account.Text - d.text.dropped
	d.yield(nil, &Problem{File: d.name, Code: NotText, Message: why + "; passed over"})
	return true
}

// settle adds up the account.
func (d *decoder) settle() {
	a := d.account
	a.Read, a.Text = d.text.account.Read, d.text.account.Text
	a.Separators += d.text.dropped
	d.opt.Account.add(a)
}

// next searches on to the end of the open record. It says whether another
// record begins there; if not, the text ends there.
func (d *decoder) next() (end int, more bool) {
	for !d.stopped {
		i := bytes.Index(d.buf[d.scan:], []byte(tagOpen))
		if i < 0 {
			d.scan = max(d.scan, len(d.buf)-len(tagOpen)+1)
		} else {
			d.scan += i
		}
		switch {
		case (i < 0 || len(d.buf)-d.scan < maxTag) && !d.text.atEnd():
			d.fill()
			continue
		case i < 0:
			return len(d.buf), false
		}
		t, ok := parseTag(d.buf, d.scan)
		if !ok {
			d.scan += len(tagOpen)
			continue
		}
		if (t.at > 0 || d.skipped > 0) && d.begins(&t) {
			return d.scan, true
		}
		d.add(t)
	}
	return 0, false
}

// begins tells whether the tag is the first of a record.
func (d *decoder) begins(t *tag) bool {
	switch {
	case t.closing, t.field.inline():
		return false
	case !d.open, t.field == fieldIssue:
		return true
	}
	return t.field == fieldDate && d.date && !d.issue
}

// add takes the tag into the open record.
func (d *decoder) add(t tag) {
	d.scan = int(t.end)
	if !t.closing && !t.field.inline() {
		d.open = true
		d.issue = d.issue || t.field == fieldIssue
		d.date = d.date || t.field == fieldDate
	}
	if d.skipped == 0 {
		d.tags = append(d.tags, t)
	}
	if len(d.tags) > d.maxTags() {
		d.letGo()
	}
}

func (d *decoder) maxTags() int { return max(d.opt.MaxRecord/64, 4096) }

// fill reads on, behind what is kept.
func (d *decoder) fill() {
	if d.scan > d.opt.MaxRecord || d.skipped > 0 {
		d.letGo()
	}
	d.buf = d.base[:copy(d.base[:cap(d.base)], d.buf)]
	d.buf = d.text.more(d.buf)
	d.base = d.buf[:0]
}

// letGo drops what has been searched of a record beyond the limit; of text
// before the first record it makes an end.
func (d *decoder) letGo() {
	if !d.open {
		d.finish(d.scan)
		return
	}
	if d.skipped == 0 {
		d.skippedLine = d.line
	}
	d.skipped += int64(d.scan)
	d.consume(d.scan)
}

// consume goes on to buf[n:].
func (d *decoder) consume(n int) {
	d.line += bytes.Count(d.buf[:n], []byte{'\n'})
	d.buf = d.buf[n:]
	d.scan -= n
	d.tags = d.tags[:0]
}

// finish yields what buf[:end] holds, a record or what stands before the
// first, and goes on behind it. It returns false where the reader of the
// sequence wants no more.
func (d *decoder) finish(end int) bool {
	if d.stopped {
		return false
	}
	var doc *Document
	d.problems = d.problems[:0]
	switch {
	case !d.open:
		d.parser.parse(d, d.buf[:end], nil)
	case d.skipped > 0 || end > d.opt.MaxRecord || len(d.tags) > d.maxTags():
		d.record++
		d.tooLong(end)
	default:
		d.record++
		doc = &Document{Source: d.opt.Source, Path: d.opt.Path, Record: d.record, Line: d.line}
		d.parser.parse(d, d.buf[:end], doc)
	}
	d.consume(end)
	d.scan = 0
	d.addBadRuns(d.line)
	ok := d.yieldProblems() && (doc == nil || d.yield(doc, nil))
	d.open, d.issue, d.date, d.skipped = false, false, false, 0
	d.stopped = d.stopped || !ok
	return !d.stopped
}

func (d *decoder) tooLong(end int) {
	line, size := d.line, d.skipped+int64(end)
	if d.skipped > 0 {
		line = d.skippedLine
	}
	d.account.Problems += size
	d.problem(line, TooLong, "record of %d bytes, more than %d bytes (--max-record) or %d tags; passed over", size, d.opt.MaxRecord, d.maxTags())
}

func (d *decoder) problem(line int, code Code, format string, args ...any) {
	if code == Stray && !d.open { // a text without records comes in pieces: one problem a line is enough
		if line == d.strayLine {
			return
		}
		d.strayLine = line
	}
	p := &Problem{File: d.name, Line: line, Code: code, Message: fmt.Sprintf(format, args...)}
	if d.open {
		p.Record = d.record
	}
	d.problems = append(d.problems, p)
}

// addBadRuns takes the undecodable bytes up to a line among the problems.
func (d *decoder) addBadRuns(line int) {
	n := 0
	for n < len(d.text.bad) && d.text.bad[n].line <= line {
		d.problems = append(d.problems, d.text.bad[n].problem(d.name, d.text.enc))
		n++
	}
	d.text.bad = d.text.bad[:copy(d.text.bad, d.text.bad[n:])]
}

// maxHeld is how many problems are held back until it is clear that the file
// has records at all.
const maxHeld = 100

// yieldProblems yields the problems in the order of lines. Before the first
// record it only holds them back, within reason.
func (d *decoder) yieldProblems() bool {
	slices.SortStableFunc(d.problems, func(a, b *Problem) int { return cmp.Compare(a.Line, b.Line) })
	if d.record == 0 && len(d.held)+len(d.problems) <= maxHeld {
		d.held = append(d.held, d.problems...)
		return true
	}
	for _, list := range [2][]*Problem{d.held, d.problems} {
		for _, p := range list {
			if !d.yield(nil, p) {
				return false
			}
		}
	}
	d.held = nil
	return true
}

// end yields what is to be said of the file as a whole.
func (d *decoder) end() {
	d.problems = d.problems[:0]
	if d.record == 0 {
		for _, p := range d.held { // text outside any field is what a file without records consists of
			if p.Code != Stray {
				d.problems = append(d.problems, p)
			}
		}
		d.held = nil
		if d.text.whole() {
			d.problem(0, NoRecords, "no record in %d bytes of %s", d.text.account.Read, d.text.enc)
		}
	}
	d.addBadRuns(d.line)
	if d.text.badRuns > maxBadRuns {
		d.problem(0, BadBytes, "%d bytes are no %s text, in %d runs, of which the first %d are listed",
			d.text.badSize, d.text.enc, d.text.badRuns, maxBadRuns)
	}
	for _, p := range d.problems {
		if !d.yield(nil, p) {
			return
		}
	}
	if err := d.text.err; !d.text.whole() {
		cut := int64(len(d.text.raw)) // the part of a character before the break
		d.text.account.Text += cut
		d.account.Problems += cut
		d.yield(nil, &Problem{
			File: d.name, Code: Unreadable, Err: err,
			Message: fmt.Sprintf("could not be read beyond byte %d: %v; the last record may be cut", d.text.account.Read, err),
		})
	}
}

// notText says why the beginning of a stream is no text of records, "" if it
// may be. Tags outweigh some odd bytes, but not a file full of them.
func notText(head []byte, t *textReader) string {
	tagged := false
	for i := 0; !tagged; i += len(tagOpen) {
		j := bytes.Index(head[i:], []byte(tagOpen))
		if j < 0 {
			break
		}
		i += j
		_, tagged = parseTag(head, i)
	}
	controls := 0
	for _, c := range head {
		if c < ' ' && (c < '\t' || c > '\r') && c != 0x1A {
			controls++
		}
	}
	size := int(t.account.Read)
	switch {
	case t.nuls > 0 && (!tagged || t.nuls > size/100):
		return "no text: it holds NUL bytes (UTF-16 without a byte order mark needs its encoding named)"
	case !tagged && int(t.badSize)+controls > size/10:
		return "no text in any encoding known here"
	}
	return ""
}
