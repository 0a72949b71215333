package analysis

// A Maybe is a value that may be missing: no data is not zero. The zero Maybe
// is missing.
type Maybe[T any] struct {
	value T
	ok    bool
}

// Just returns the Maybe that holds value.
func Just[T any](value T) Maybe[T] { return Maybe[T]{value, true} }

// Get returns the value, and whether there is one.
func (m Maybe[T]) Get() (T, bool) { return m.value, m.ok }

// perMillion is the rate of count in total per million; missing where total
// is 0.
func perMillion(count, total int) Maybe[float64] {
	if total == 0 {
		return Maybe[float64]{}
	}
	return Just(1e6 * float64(count) / float64(total))
}

// share is part of total; missing where total is 0.
func share(part, total int) Maybe[float64] {
	if total == 0 {
		return Maybe[float64]{}
	}
	return Just(float64(part) / float64(total))
}
