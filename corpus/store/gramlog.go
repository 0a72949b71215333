package store

// A gramLog holds the characters of a segment as they are met: for each
// different one the list of the places where it stands, in the order of the
// documents. A place is a word of 32 bits and, where a number does not fit, one
// or two more.
//
//	bits 0–4    what it counts as, see gramUse
//	bits 5–15   the gap: documents between it and the place before, or all ones:
//	            the gap stands in a word of its own behind this one
//	bits 16–31  the character behind it, 0 if it makes no pair with that, or all
//	            ones: the character stands in a word of its own, the last one
//
// Characters have numbers from 1 on. A list is a chain of chunks, each twice as
// large as the one before up to maxChunk. The last word of a chunk is the place
// of the next one and, in the lowest bits, log₂ of its size.
type gramLog struct {
	lists []gramTail // by the number of the character
	pages [][]uint32
	next  uint64 // place of the first free word
}

// A gramTail is the end of a list.
type gramTail struct {
	head      uint32 // the first chunk, with the size of the last one in the lowest bits
	next, end uint32 // the next word, and where the last chunk ends
	seen      uint32 // the last document and 1
}

// A gramUse is what a place counts as: a string and a phrase of the pair, a
// phrase of the character alone (it always is a string), and the class.
type gramUse uint32

const (
	pairString   gramUse = 1 << 0
	pairPhrase   gramUse = 1 << 1
	singlePhrase gramUse = 1 << 2
	useClass             = 3
	useBits              = 5

	gapShift   = useBits
	gapMax     = 1<<11 - 1
	behindAt   = 16
	behindMax  = 1<<16 - 1
	pageBits   = 18
	minChunk   = 4 // log₂ of words
	maxChunk   = 11
	chunkSize  = 1<<minChunk - 1 // the bits of a place that hold the size
	chunkStart = ^uint32(chunkSize)
)

// character adds a character and returns its number.
func (l *gramLog) character() uint32 {
	if len(l.lists) == 0 {
		l.lists = make([]gramTail, 1, 1<<13)
	}
	l.lists = append(l.lists, gramTail{})
	return uint32(len(l.lists) - 1)
}

// add appends a place of a character in the document seen-1.
func (l *gramLog) add(character, behind, seen uint32, use gramUse) {
	t := &l.lists[character]
	gap := seen - t.seen
	t.seen = seen
	if gap < gapMax && behind < behindMax {
		l.word(t, behind<<behindAt|gap<<gapShift|uint32(use))
		return
	}
	l.word(t, min(behind, behindMax)<<behindAt|min(gap, gapMax)<<gapShift|uint32(use))
	if gap >= gapMax {
		l.word(t, gap)
	}
	if behind >= behindMax {
		l.word(t, behind)
	}
}

func (l *gramLog) word(t *gramTail, w uint32) {
	if t.next == t.end {
		l.extend(t)
	}
	l.pages[t.next>>pageBits][t.next&(1<<pageBits-1)] = w
	t.next++
}

// extend gives a list a chunk to write on.
func (l *gramLog) extend(t *gramTail) {
	size := uint32(minChunk)
	if t.end == 0 {
		t.head = l.chunk(size)
		t.next = t.head & chunkStart
	} else {
		size = min(t.head&chunkSize+1, maxChunk)
		next := l.chunk(size)
		l.pages[t.end>>pageBits][t.end&(1<<pageBits-1)] = next
		t.head = t.head&chunkStart | size
		t.next = next & chunkStart
	}
	t.end = t.next + 1<<size - 1
}

// chunk returns the place of a new chunk of 1<<size words, with the size in its
// lowest bits.
func (l *gramLog) chunk(size uint32) uint32 {
	const page = 1 << pageBits
	if l.next%page+1<<size > page {
		l.next += page - l.next%page
	}
	if l.next>>pageBits == uint64(len(l.pages)) {
		l.pages = append(l.pages, make([]uint32, page))
	}
	if l.next>>32 != 0 { // a segment ends at a hundredth of that
		panic("store: the texts of a segment are too long for its character index")
	}
	place := uint32(l.next)
	l.next += 1 << size
	return place | size
}

// list returns the words of a character's list, in buf's memory.
func (l *gramLog) list(buf []uint32, character uint32) []uint32 {
	t, buf := &l.lists[character], buf[:0]
	if t.end == 0 {
		return buf
	}
	place, size := t.head&chunkStart, uint32(minChunk)
	for place+1<<size-1 != t.end {
		chunk := l.pages[place>>pageBits][place&(1<<pageBits-1):][:1<<size]
		buf = append(buf, chunk[:len(chunk)-1]...)
		next := chunk[len(chunk)-1]
		place, size = next&chunkStart, next&chunkSize
	}
	return append(buf, l.pages[place>>pageBits][place&(1<<pageBits-1):][:t.next-place]...)
}
