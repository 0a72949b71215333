package store

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
)

// Damage is a stored corpus that does not hold what was written. The methods of
// a Corpus panic with it, because a number must not come from a damaged file
// and hardly any of them could otherwise fail; [Guard] turns it into an error.
type Damage struct {
	File string // name of the file in the folder of the corpus
	What string
}

func (d *Damage) Error() string {
	return fmt.Sprintf("%s: %s; tifa verify says what else is damaged", d.File, d.What)
}

// Cause returns what is wrong with a file, without its name.
func Cause(err error) string {
	var d *Damage
	if errors.As(err, &d) {
		return d.What
	}
	return err.Error()
}

// Guard calls f and returns its error, or the damage that f met in a stored
// corpus: a wrong checksum, or a mapped file that was cut short or whose disk
// is gone. Questions to a stored corpus are asked inside it, once for each
// goroutine.
//
// Where the checksums are right and the contents still do not fit together,
// because whoever wrote the file got it wrong, an index into an array of this
// package leads out of it. Comparing every number with its bounds when it is
// read would cost the questions more than all else, and Go does it anyway: such
// an index error is damage too. It is that only if it was raised in this
// package. One of a caller is a mistake in Tifa, which must not be hidden.
func Guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Damage:
			err = r
		case interface {
			runtime.Error
			Addr() uintptr
		}: // a fault of mapped memory
			err = &Damage{"corpus", "a mapped file cannot be read any more: " + r.Error()}
		case runtime.Error:
			if !raisedHere() {
				panic(r)
			}
			err = &Damage{"corpus", "its parts do not fit together: " + r.Error()}
		default:
			panic(r)
		}
	}()
	return f()
}

// raisedHere tells, in a deferred function, whether the panic was raised by a
// function of this package.
func raisedHere() bool {
	frames := runtime.CallersFrames(callers())
	raised := false
	for {
		frame, more := frames.Next()
		inRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if raised && !inRuntime {
			return strings.HasPrefix(frame.Function, "tifa/corpus/store.")
		}
		raised = raised || frame.Function == "runtime.gopanic"
		if !more {
			return false
		}
	}
}

func callers() []uintptr {
	pcs := make([]uintptr, 32)
	return pcs[:runtime.Callers(0, pcs)]
}

// A once is a sync.Once for what may panic with Damage: then it was not done,
// and the next question meets the damage as well.
type once struct {
	done atomic.Bool
	mu   sync.Mutex
}

func (o *once) do(f func()) {
	if !o.done.Load() {
		o.first(f)
	}
}

func (o *once) first(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done.Load() {
		f()
		o.done.Store(true)
	}
}

// check panics with Damage unless ok.
func check(ok bool, file, format string, args ...any) {
	if !ok {
		panic(&Damage{file, fmt.Sprintf(format, args...)})
	}
}
