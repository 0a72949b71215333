package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tifa/corpus/ingest"
)

// A bar shows how far reading has come. On anything but a terminal it is silent.
type bar struct {
	bar   *progressbar.ProgressBar
	w     io.Writer
	total int64
}

func newBar(w io.Writer) *bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &bar{}
	}
	return &bar{w: w}
}

// show draws the bar; short work is over before it appears.
func (b *bar) show(p ingest.Progress) {
	if b.w == nil {
		return
	}
	b.begin(p.Total, true)
	b.bar.Describe(fmt.Sprintf("%d documents", p.Documents))
	b.bar.Set64(p.Done) // an error of the terminal is no matter of the result
}

// count is show for work that is measured in documents.
func (b *bar) count(done, total int) {
	if b.w == nil {
		return
	}
	b.begin(int64(total), false)
	b.bar.Describe(fmt.Sprintf("%d of %d documents", done, total))
	b.bar.Set(done)
}

// slowQuestion is how long a question takes before it tells how far it has come.
const slowQuestion = 2 * time.Second

// later returns count for a question that begins now: it is silent while the
// question may yet be a short one.
func (b *bar) later() func(done, total int) {
	if b.w == nil {
		return nil
	}
	begun := time.Now()
	return func(done, total int) {
		if time.Since(begun) >= slowQuestion {
			b.count(done, total)
		}
	}
}

// begin makes the bar unless it is there for this total.
func (b *bar) begin(total int64, bytes bool) {
	if b.bar != nil && b.total == total {
		return
	}
	b.total = total
	if total <= 0 {
		total = -1 // a spinner
	}
	b.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.w),
		progressbar.OptionShowBytes(bytes),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(24),
	)
}

func (b *bar) clear() {
	if b.bar != nil {
		b.bar.Clear()
	}
}

// stopping says on a terminal that an ingest was interrupted, which may first write
// what it has read.
func (b *bar) stopping() {
	if b.w != nil {
		fmt.Fprintln(b.w, "\ntifa: stopping (a second interrupt ends at once)")
	}
}
