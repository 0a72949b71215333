package analysis

import (
	"container/heap"
	"iter"
)

// lazily yields 0 to n−1 in the order of before, and sorts no more of them
// than are taken: a question for the first hundred of millions of rows is
// answered from a heap.
func lazily(n int, before func(a, b int32) bool) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		h := &indexHeap{make([]int32, n), before}
		for i := range h.list {
			h.list[i] = int32(i)
		}
		heap.Init(h)
		for len(h.list) > 0 {
			if !yield(heap.Pop(h).(int32)) {
				return
			}
		}
	}
}

type indexHeap struct {
	list   []int32
	before func(a, b int32) bool
}

func (h *indexHeap) Len() int           { return len(h.list) }
func (h *indexHeap) Less(i, j int) bool { return h.before(h.list[i], h.list[j]) }
func (h *indexHeap) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *indexHeap) Push(x any)         { h.list = append(h.list, x.(int32)) }

func (h *indexHeap) Pop() any {
	last := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return last
}
