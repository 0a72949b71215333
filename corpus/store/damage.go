package store

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
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
		default:
			panic(r)
		}
	}()
	return f()
}

// check panics with Damage unless ok.
func check(ok bool, file, format string, args ...any) {
	if !ok {
		panic(&Damage{file, fmt.Sprintf(format, args...)})
	}
}
