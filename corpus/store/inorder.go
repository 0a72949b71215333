package store

import (
	"sync"
	"sync/atomic"
)

// inOrder makes the parts 0 to n-1 of something, two at a time, and visits them
// in order. Rooms are where they are made, of which there must be two or more: a
// room is used again once the part in it was visited, so what is made lies in the
// cache still when it is looked at, and no worker runs far ahead.
func inOrder[R any](n int, rooms []R, work func(worker, part int, room *R), visit func(room *R)) {
	free, made := make(chan *R, len(rooms)), make([]chan *R, n)
	for i := range rooms {
		free <- &rooms[i]
	}
	for i := range made {
		made[i] = make(chan *R, 1)
	}
	var next atomic.Int64
	var once sync.Once
	failed := make(chan struct{}) // closed when a worker ends before the last part
	wait := inBackground(func() {
		inParallel(func(worker int) {
			whole := false
			defer func() {
				if !whole {
					once.Do(func() { close(failed) })
				}
			}()
			for {
				var room *R
				select {
				case room = <-free: // before a part is taken, so that the first one of all has room
				case <-failed:
					return
				}
				part := int(next.Add(1) - 1)
				if whole = part >= n; whole {
					free <- room
					return
				}
				work(worker, part, room)
				made[part] <- room
			}
		})
	})
	for _, part := range made {
		select {
		case room := <-part:
			visit(room)
			free <- room
		case <-failed:
			wait() // panics
		}
	}
	wait()
}

// sharesOf returns the bounds of so many shares of a list of n whose items have
// the given sizes: the first is from bounds[0] to bounds[1]. They are about as
// large as each other.
func sharesOf(shares, n int, size func(i int) int) (bounds []int) {
	total := 0
	for i := range n {
		total += size(i)
	}
	bounds = append(bounds, 0)
	i, sum := 0, 0
	for share := 1; share <= shares; share++ {
		for ; i < n && sum < total/shares*share; i++ {
			sum += size(i)
		}
		bounds = append(bounds, i)
	}
	bounds[shares] = n
	return bounds
}
