package store

import (
	"sort"
	"unsafe"
)

// An array is a list of numbers in memory, or in a block of a mapped file,
// which is checked piece by piece as it is first touched.
type array[T numeric] struct {
	v     []T
	block *block // nil in memory
}

type numeric interface {
	~uint8 | ~uint16 | ~uint32 | ~int32 | ~uint64
}

func (a *array[T]) len() int { return len(a.v) }

// at returns one number.
func (a *array[T]) at(i int) T {
	if a.block != nil {
		size := int(unsafe.Sizeof(*new(T)))
		a.block.touch(i*size, (i+1)*size)
	}
	return a.v[i]
}

// slice returns the numbers from i to j, not to be changed.
func (a *array[T]) slice(i, j int) []T {
	if a.block != nil {
		size := int(unsafe.Sizeof(*new(T)))
		a.block.touch(i*size, j*size)
	}
	return a.v[i:j:j]
}

// all returns all numbers, not to be changed.
func (a *array[T]) all() []T { return a.slice(0, len(a.v)) }

func (a *array[T]) add(v ...T) { a.v = append(a.v, v...) }

// bytes returns the memory of the numbers.
func (a *array[T]) bytes() []byte { return bytesOf(a.v) }

// attach makes the array stand for the contents of a block.
func (a *array[T]) attach(b *block) {
	check(len(b.data)%int(unsafe.Sizeof(*new(T))) == 0, b.file, "%s has an odd length", b.name)
	a.v, a.block = sliceOf[T](b.data), b
}

// A runReader reads numbers that mostly lie near the one before. It looks once
// whether those around one were checked.
type runReader struct {
	array *array[uint32]
	from  int // of what was checked
	run   []uint32
}

func (r *runReader) at(i int) uint32 {
	if uint(i-r.from) >= uint(len(r.run)) {
		r.look(i)
	}
	return r.run[i-r.from]
}

func (r *runReader) look(i int) {
	const n = sumBytes / 4
	r.array.at(i)
	r.from = i / n * n
	r.run = r.array.v[r.from:min(r.from+n, r.array.len())]
}

// texts are strings one behind another.
type texts struct {
	ends array[uint64] // end of each text
	data array[byte]
}

func (t *texts) len() int { return t.ends.len() }

func (t *texts) add(s string) {
	t.data.v = append(t.data.v, s...)
	t.ends.add(uint64(len(t.data.v)))
}

// at returns a text. It is a part of the memory or file of the texts.
func (t *texts) at(i int) string {
	start := 0
	if i > 0 {
		start = int(t.ends.at(i - 1))
	}
	b := t.data.slice(start, int(t.ends.at(i)))
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// search returns the place of s among texts that are sorted.
func (t *texts) search(s string) (place int, found bool) {
	i := sort.Search(t.len(), func(i int) bool { return t.at(i) >= s })
	return i, i < t.len() && t.at(i) == s
}

// list returns all texts.
func (t *texts) list() []string {
	if t.len() == 0 {
		return nil
	}
	list := make([]string, t.len())
	for i := range list {
		list[i] = t.at(i)
	}
	return list
}

// bytesOf returns the memory of a slice. Tifa is built for little-endian
// processors only, and its files are as the memory is.
func bytesOf[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// sliceOf is the opposite of bytesOf.
func sliceOf[T any](b []byte) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/int(unsafe.Sizeof(*new(T))))
}
