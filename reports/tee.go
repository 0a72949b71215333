package reports

import (
	"errors"
	"slices"
	"strings"
	"sync"
)

// teeRows is how many rows travel together to the writers.
const teeRows = 256

// A teeBatch is rows on their way to all writers, which only read them.
type teeBatch struct {
	rows [][]Cell
	err  error // ends the table
	last bool
}

// errStopped ends a writer because another one or the producer of the rows
// has failed; it never reaches a caller.
var errStopped = errors.New("stopped")

// tee has n writers write the table in one pass over its rows: what a table
// costs is making the rows, and some can be made only once. write is called n
// times at once, with tables that are alike. The rows are made by the caller's
// goroutine, which may guard against what goes wrong in it, and texts are copied
// there, since they may lie in a file that is mapped and damaged.
func tee(t *Table, n int, write func(i int, t *Table) error) error {
	tables, errs := make([]Table, n), make([]error, n)
	batches, done := make([]chan teeBatch, n), make([]chan struct{}, n)
	var writers sync.WaitGroup
	for i := range n {
		tables[i] = *t
		batches[i], done[i] = make(chan teeBatch, 2), make(chan struct{})
		tables[i].Rows = func(yield func([]Cell, error) bool) { t.receive(&tables[i], batches[i], yield) }
		writers.Go(func() {
			defer close(done[i])
			errs[i] = write(i, &tables[i])
		})
	}
	send := func(b teeBatch) bool {
		for i := range n {
			select {
			case batches[i] <- b:
			case <-done[i]:
				return false
			}
		}
		return true
	}
	func() {
		defer writers.Wait()
		defer func() {
			for _, c := range batches {
				close(c)
			}
		}()
		t.sendRows(send)
	}()
	handed := len(t.Notes)
	for i := range tables {
		if own := tables[i].Notes; len(own) > handed {
			for _, note := range own[handed:] { // those of the format
				t.note(note)
			}
		}
	}
	for _, err := range errs {
		if err != nil && err != errStopped {
			return err
		}
	}
	return nil
}

// sendRows sends the rows of the table until send says false.
func (t *Table) sendRows(send func(teeBatch) bool) {
	var b teeBatch
	if t.Rows != nil {
		for row, err := range t.Rows {
			if err != nil {
				b.err = err
				break
			}
			row = slices.Clone(row)
			for i := range row {
				row[i].text = strings.Clone(row[i].text)
			}
			if b.rows = append(b.rows, row); len(b.rows) < teeRows {
				continue
			}
			if !send(b) {
				return
			}
			b.rows = nil
		}
	}
	b.last = true
	send(b)
}

// receive yields the rows that come for a copy of the table.
func (t *Table) receive(c *Table, batches <-chan teeBatch, yield func([]Cell, error) bool) {
	for b := range batches {
		for _, row := range b.rows {
			if !yield(row, nil) {
				return
			}
		}
		if b.last {
			c.Notes = slices.Clone(t.Notes) // complete now
			if b.err != nil {
				yield(nil, b.err)
			}
			return
		}
	}
	yield(nil, errStopped)
}
