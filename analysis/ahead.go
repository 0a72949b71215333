package analysis

import (
	"iter"
	"runtime"
	"sync"

	"tifa/corpus/store"
)

// ahead has 0 to n−1 worked on by all processors and yields what comes of them in
// that order. Few results wait to be read, so that they may be many. worker makes
// what one goroutine works with.
func ahead[T any](n int, worker func() func(part int) T) iter.Seq[T] {
	type result struct {
		value T
		err   error
	}
	type job struct {
		part int
		to   chan<- result
	}
	return func(yield func(T) bool) {
		workers := min(n, runtime.GOMAXPROCS(0))
		jobs, order := make(chan job), make(chan (<-chan result), 2*workers)
		stop := make(chan struct{})
		var running sync.WaitGroup
		defer running.Wait()
		defer close(stop)
		running.Go(func() {
			defer close(jobs)
			defer close(order)
			for part := range n {
				to := make(chan result, 1)
				select {
				case order <- to:
				case <-stop:
					return
				}
				jobs <- job{part, to} // somebody works on it: workers end after this
			}
		})
		for range workers {
			running.Go(func() {
				var work func(int) T
				for j := range jobs {
					var r result
					r.err = store.Guard(func() error {
						if work == nil {
							work = worker()
						}
						r.value = work(j.part)
						return nil
					})
					j.to <- r
				}
			})
		}
		for next := range order {
			r := <-next
			if r.err != nil {
				panic(r.err) // damage, which the caller guards against too
			}
			if !yield(r.value) {
				return
			}
		}
	}
}
