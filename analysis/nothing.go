package analysis

import "fmt"

// A NothingError is the error of a question for documents that are not there:
// none passes the filter, none is of the target, none has a date. The question
// was asked as it should be. What is asked of documents and has no answer, such
// as a comparison with nothing, is no error: there are no rows, or a value is
// missing, and a note says why.
type NothingError struct{ message string }

func (e *NothingError) Error() string { return e.message }

func nothingf(format string, args ...any) error {
	return &NothingError{fmt.Sprintf(format, args...)}
}

// none yields no rows.
func none[R any](func(R, error) bool) {}
