package corpus

import (
	"bytes"
	"cmp"
)

// A cutter finds where records end.
type cutter interface {
	// next searches text, which follows what it was given before, for the end
	// of the open record: the number of bytes searched, and whether the record
	// ends behind them. Then it is ready for the next record.
	next(text []byte) (n int, end bool)

	// reset makes it ready for a new record.
	reset()

	// rescue is asked when row was no good: it returns the length of the part
	// behind which reading may begin anew, 0 where there is no such place.
	rescue(row []byte) int

	// unfinished says what is missing at the end of the text.
	unfinished() string
}

// lineCutter ends records with lines.
type lineCutter struct{}

func (*lineCutter) reset()             {}
func (*lineCutter) rescue([]byte) int  { return 0 }
func (*lineCutter) unfinished() string { return "" }
func (*lineCutter) next(text []byte) (int, bool) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1, true
	}
	return len(text), false
}

// wholeCutter makes one record of the whole text.
type wholeCutter struct{}

func (wholeCutter) reset()                       {}
func (wholeCutter) rescue([]byte) int            { return 0 }
func (wholeCutter) unfinished() string           { return "" }
func (wholeCutter) next(text []byte) (int, bool) { return len(text), false }

// A rowDecoder decodes the formats that are no tagged text: it cuts the text
// into rows by a cutter and keeps no more of it than the open one.
type rowDecoder struct {
	*decoder
	mapping *mapping
	cut     cutter

	// cells reads a row that begins on the line. An empty result without an
	// error is no record; broken is what may come of a bad cut, so that the
	// cutter is to be asked for a better one.
	cells func(row []byte, line int) (cells []cell, result rowResult)

	rescued int64 // bytes read again after a rescue
	total   int64 // bytes consumed
}

// A rowResult says what became of a row.
type rowResult struct {
	broken    string // why the row is no good, "" if it is
	kept      bool   // … and that its cells are a record all the same
	separator bool   // the row is a heading, or brackets and commas only
	line      int    // line on which the record begins, where not the row's
	leading   int    // bytes before the record
}

// run yields what the rows hold.
func (d *rowDecoder) run(yield func(*Document, error) bool) {
	d.yield = yield
	if d.opt.Account != nil {
		defer d.settle()
	}
	if d.notText() {
		return
	}
	d.open = true // all text belongs to a row
	for !d.stopped {
		n, end := d.cut.next(d.buf[d.scan:])
		d.scan += n
		switch {
		case end:
			d.row(d.scan, false)
		case !d.text.atEnd():
			d.fillRow()
		case len(d.buf) > 0 || d.skipped > 0:
			d.row(len(d.buf), true)
		default:
			d.finishRows()
			return
		}
	}
}

// fillRow reads on. A row beyond the limit may be the fault of a quote that is
// not closed: then reading begins anew inside it.
func (d *rowDecoder) fillRow() {
	if d.scan > d.opt.MaxRecord && d.skipped == 0 {
		if n := d.rescue(d.opt.MaxRecord); n > 0 {
			d.row(n, true)
			return
		}
	}
	d.fill()
}

// rescue asks for a place in buf[:end] to begin anew. What is read twice is
// bounded, so that hostile input takes no more than a constant factor of time.
func (d *rowDecoder) rescue(end int) int {
	if d.rescued > 4*d.total+16*int64(d.opt.MaxRecord) {
		return 0
	}
	n := d.cut.rescue(d.buf[:end])
	if n > 0 && n < end {
		d.rescued += int64(end - n)
		return n
	}
	return 0
}

// row yields what the row buf[:end] holds and goes on behind it. last is set
// where the row has no end of its own.
func (d *rowDecoder) row(end int, last bool) {
	d.problems = d.problems[:0]
	var doc *Document
	if d.skipped == 0 && end > d.opt.MaxRecord {
		end = cmp.Or(d.rescue(d.opt.MaxRecord), end)
	}
	if d.skipped > 0 || end > d.opt.MaxRecord {
		d.record++
		d.tooLongRow(end)
	} else {
		doc, end = d.document(end)
	}
	if last || end != d.scan {
		d.cut.reset()
	}
	d.total += int64(end)
	d.consume(end)
	d.scan, d.skipped = 0, 0
	d.addBadRuns(d.line)
	d.stopped = !d.yieldProblems() || doc != nil && !d.yield(doc, nil)
}

func (d *rowDecoder) tooLongRow(end int) {
	line, size := d.line, d.skipped+int64(end)
	if d.skipped > 0 {
		line = d.skippedLine
	}
	d.account.Problems += size
	d.problem(line, TooLong, "record of %d bytes, more than %d (--max-record); passed over", size, d.opt.MaxRecord)
}

// document makes a document of the row buf[:end], or of a part of it where the
// row was cut badly; it returns the end that the row turned out to have.
func (d *rowDecoder) document(end int) (*Document, int) {
	row := d.buf[:end]
	if blank(row) {
		d.account.Separators += int64(end)
		return nil, end
	}
	d.record++
	cells, result := d.cells(row, d.line)
	if result.broken != "" {
		if n := d.rescue(end); n > 0 {
			end, row = n, row[:n]
			cells, result = d.cells(row, d.line)
		}
	}
	if result.separator {
		d.record--
		d.account.Separators += int64(end)
		return nil, end
	}
	line := max(result.line, d.line)
	d.account.Separators += int64(result.leading)
	size := int64(end - result.leading)
	if result.broken != "" && !result.kept {
		d.account.Problems += size
		d.problem(line, BadRecord, "%s; passed over", result.broken)
		return nil, end
	}
	if result.broken != "" {
		d.problem(line, BadRecord, "%s; kept as far as it goes", result.broken)
	}
	d.account.Documents += size
	doc := &Document{Source: d.opt.Source, Path: d.opt.Path, Record: d.record, Line: line}
	d.mapping.fill(d, doc, cells)
	return doc, end
}

// finishRows yields what is to be said of the file as a whole.
func (d *rowDecoder) finishRows() {
	d.problems = d.problems[:0]
	d.open = false
	if d.record > 0 {
		d.mapping.missing(d)
	}
	if what := d.cut.unfinished(); what != "" && d.text.whole() {
		d.problem(d.line, BadRecord, "%s", what)
	}
	if d.yieldProblems() {
		d.end()
	}
}
