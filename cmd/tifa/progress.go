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
	if b.bar == nil || b.total != p.Total {
		b.total = p.Total
		total := p.Total
		if total <= 0 {
			total = -1 // a spinner
		}
		b.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(b.w),
			progressbar.OptionShowBytes(true),
			progressbar.OptionThrottle(200*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetWidth(24),
		)
	}
	b.bar.Describe(fmt.Sprintf("%d documents", p.Documents))
	b.bar.Set64(p.Done) // an error of the terminal is no matter of the result
}

func (b *bar) clear() {
	if b.bar != nil {
		b.bar.Clear()
	}
}
