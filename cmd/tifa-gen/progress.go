package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A bar shows how many documents have been written. On anything but a terminal
// it is silent.
type bar struct {
	bar *progressbar.ProgressBar
	sum tally
}

func newBar(w io.Writer, documents int) *bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &bar{}
	}
	return &bar{bar: progressbar.NewOptions(documents,
		progressbar.OptionSetWriter(w),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("documents"),
		progressbar.OptionSetWidth(24),
	)}
}

func (b *bar) add(t tally) {
	if b.bar == nil {
		return
	}
	b.sum.add(t)
	b.bar.Describe(fmt.Sprintf("%d MB", b.sum.Bytes/1e6))
	b.bar.Set(b.sum.Documents) // an error of the terminal is no matter of the result
}

func (b *bar) clear() {
	if b.bar != nil {
		b.bar.Clear()
	}
}
