package reports

import (
	"bufio"
	"runtime"
	"sync"
)

// How many rows are formatted at a time, and how many such blocks there may be:
// enough for some processors, and few enough that a table streams.
const (
	blockRows  = 256
	mostBlocks = 8
)

// A block is some rows on their way to be formatted.
type block struct {
	first int           // number of its first row
	cells []Cell        // row behind row; the texts are in texts, their lengths in the cells
	texts []byte        // one behind another
	lines []byte        // what the rows are formatted as
	done  chan struct{} // gets a value when lines is there; nil before the first use
}

// A blockWriter writes rows that all processors format. Rows are taken by the
// caller's goroutine, which may guard against what goes wrong in it, and texts
// are copied there, since they may lie in a file that is mapped and damaged.
type blockWriter struct {
	w     *bufio.Writer
	line  func(b []byte, n int, row []Cell) []byte
	width int

	ring    [mostBlocks]block // used in turn
	number  int               // of the block that is being filled
	jobs    chan *block       // nil as long as there is one block
	workers sync.WaitGroup
}

// writeRows writes what line appends for each row; n is the number of the row,
// from 0. Several goroutines call it at once, and the row is valid until it
// returns.
func (t *Table) writeRows(w *bufio.Writer, line func(b []byte, n int, row []Cell) []byte) error {
	b := &blockWriter{w: w, line: line, width: len(t.Columns)}
	defer b.stop()
	if err := t.each(b.add); err != nil {
		return err
	}
	return b.finish()
}

// at returns a block: 0 is the one that is being filled, 1 the one after, which
// is the one that was handed over first.
func (b *blockWriter) at(ahead int) *block { return &b.ring[(b.number+ahead)%mostBlocks] }

// add takes a row.
func (b *blockWriter) add(row []Cell) error {
	to := b.at(0)
	for _, c := range row {
		if c.kind.isText() {
			to.texts = append(to.texts, c.text...)
			c.bits, c.text = uint64(len(c.text)), ""
		}
		to.cells = append(to.cells, c)
	}
	if len(to.cells) < blockRows*b.width {
		return nil
	}
	b.hand(to)
	next := b.at(1)
	err := b.write(next)
	next.first = to.first + blockRows
	b.number++
	return err
}

// hand hands a block over to the goroutines that format, the first time starting
// them: most tables are too short for it.
func (b *blockWriter) hand(full *block) {
	if b.jobs == nil {
		b.jobs = make(chan *block, mostBlocks)
		for range min(mostBlocks, runtime.GOMAXPROCS(0)) {
			b.workers.Go(func() {
				for job := range b.jobs {
					b.format(job)
					job.done <- struct{}{}
				}
			})
		}
	}
	if full.done == nil {
		full.done = make(chan struct{}, 1)
	}
	b.jobs <- full
}

// format fills in the lines of a block.
func (b *blockWriter) format(job *block) {
	texts := string(job.texts)
	for i := range job.cells {
		if c := &job.cells[i]; c.kind.isText() {
			n := c.bits
			c.text, c.bits, texts = texts[:n], 0, texts[n:]
		}
	}
	n := job.first
	for rest := job.cells; len(rest) > 0; rest = rest[b.width:] {
		job.lines = b.line(job.lines, n, rest[:b.width])
		n++
	}
}

// write writes a block that was handed over, once it is formatted, and empties
// it; one that was not has nothing to write.
func (b *blockWriter) write(full *block) error {
	if full.done != nil {
		<-full.done
	}
	_, err := b.w.Write(full.lines)
	full.cells, full.texts, full.lines = full.cells[:0], full.texts[:0], full.lines[:0]
	return err
}

// finish formats the rows that are left and writes all blocks in their order.
func (b *blockWriter) finish() error {
	for ahead := 1; ahead < mostBlocks; ahead++ {
		if err := b.write(b.at(ahead)); err != nil {
			return err
		}
	}
	last := b.at(0)
	b.format(last)
	_, err := b.w.Write(last.lines)
	return err
}

// stop ends the goroutines.
func (b *blockWriter) stop() {
	if b.jobs != nil {
		close(b.jobs)
		b.workers.Wait()
	}
}
