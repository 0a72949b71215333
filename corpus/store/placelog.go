package store

import "slices"

// A place is where something stands: in a document, as which of a list's items,
// with five bits of what it counts as.
//
//	bits 0–4    the note
//	bits 5–31   the item
//	bits 32–63  the document and 1
type place uint64

const (
	noteBits  = 5
	seenShift = 32
)

func (p place) note() uint32 { return uint32(p) & (1<<noteBits - 1) }
func (p place) item() uint32 { return uint32(p) >> noteBits }
func (p place) seen() uint32 { return uint32(p >> seenShift) }

// A placeLog holds lists of places, each in the order of the documents: they are
// dealt to the lists as they are met, and one list at a time is sorted, in the
// cache. To find the one among millions of words or pairs as it is met would
// wait for memory each time.
//
// A place takes a word of 32 bits and, where a number does not fit, one or two
// more.
//
//	bits 0–4    the note
//	bits 5–15   the gap: documents from the place before to this one, or all
//	            ones: it stands in a word of its own behind this one
//	bits 16–31  the item, or all ones: it stands in a word of its own, the last one
//
// A list is a chain of chunks, each twice as large as the one before up to
// maxChunk. The last word of a chunk is where the next one begins and, in the
// lowest bits, log₂ of its size.
type placeLog struct {
	lists []placeList
	pages []*[pageSize]uint32
	next  uint64 // the first free word
}

// A placeList is the end of a list.
type placeList struct {
	head      uint32 // where the first chunk begins, with the size of the last one in the lowest bits
	next, end uint32 // the next word, and where the last chunk ends
	seen      uint32 // the last document and 1
}

const (
	gapMax  = 1<<11 - 1
	itemAt  = 16
	itemMax = 1<<16 - 1

	pageBits   = 18
	pageSize   = 1 << pageBits
	minChunk   = 4 // log₂ of words
	maxChunk   = 11
	chunkSize  = 1<<minChunk - 1 // the bits of a place that hold the size
	chunkStart = ^uint32(chunkSize)
)

// reset makes the log one of so many empty lists, in the memory that it has.
func (l *placeLog) reset(lists int) {
	l.lists = slices.Grow(l.lists[:0], lists)[:lists]
	clear(l.lists)
	l.next = 0
}

// add appends a place in the document seen-1 to a list.
func (l *placeLog) add(list, item, seen, note uint32) {
	t := &l.lists[list]
	gap := seen - t.seen
	t.seen = seen
	if gap < gapMax && item < itemMax && t.next < t.end { // nearly always
		l.pages[t.next>>pageBits][t.next&(pageSize-1)] = item<<itemAt | gap<<noteBits | note
		t.next++
		return
	}
	l.word(t, min(item, itemMax)<<itemAt|min(gap, gapMax)<<noteBits|note)
	if gap >= gapMax {
		l.word(t, gap)
	}
	if item >= itemMax {
		l.word(t, item)
	}
}

func (l *placeLog) word(t *placeList, w uint32) {
	if t.next == t.end {
		l.extend(t)
	}
	l.at(t.next)[0] = w
	t.next++
}

// extend gives a list a chunk to write on.
func (l *placeLog) extend(t *placeList) {
	size := uint32(minChunk)
	if t.end == 0 {
		t.head = l.chunk(size)
		t.next = t.head & chunkStart
	} else {
		size = min(t.head&chunkSize+1, maxChunk)
		next := l.chunk(size)
		l.at(t.end)[0] = next
		t.head = t.head&chunkStart | size
		t.next = next & chunkStart
	}
	t.end = t.next + 1<<size - 1
}

// at returns the page from a word on.
func (l *placeLog) at(word uint32) []uint32 { return l.pages[word>>pageBits][word&(pageSize-1):] }

// chunk returns where a new chunk of 1<<size words begins, with the size in the
// lowest bits.
func (l *placeLog) chunk(size uint32) uint32 {
	if l.next%pageSize+1<<size > pageSize {
		l.next += pageSize - l.next%pageSize
	}
	if l.next>>pageBits == uint64(len(l.pages)) {
		l.pages = append(l.pages, new([pageSize]uint32))
	}
	if l.next>>32 != 0 { // a segment ends at a hundredth of that
		panic("store: the texts of a segment are too long for its index")
	}
	start := uint32(l.next)
	l.next += 1 << size
	return start | size
}

// words is the number of words of a list, give or take a chunk.
func (l *placeLog) words(list int) int {
	t, n := &l.lists[list], 0
	if t.end == 0 {
		return 0
	}
	for start, size := t.head&chunkStart, uint32(minChunk); ; {
		n += 1 << size
		if start+1<<size-1 == t.end {
			return n
		}
		next := l.at(start + 1<<size - 1)[0]
		start, size = next&chunkStart, next&chunkSize
	}
}

// A placeReader reads lists of logs.
type placeReader struct {
	words  []uint32
	places []place
}

// clear forgets what was read.
func (r *placeReader) clear() { r.places = r.places[:0] }

// read appends a list to r.places, which are valid until the next call, and
// returns what it appended.
func (r *placeReader) read(l *placeLog, list int) []place {
	r.gather(l, list)
	first := len(r.places)
	places := slices.Grow(r.places, len(r.words))
	seen := uint32(0)
	for i := 0; i < len(r.words); i++ {
		w := r.words[i]
		gap, item := w>>noteBits&gapMax, w>>itemAt
		if gap == gapMax {
			i++
			gap = r.words[i]
		}
		if item == itemMax {
			i++
			item = r.words[i]
		}
		seen += gap
		places = append(places, place(seen)<<seenShift|place(item)<<noteBits|place(w&(1<<noteBits-1)))
	}
	r.places = places
	return places[first:]
}

// gather puts the words of a list behind one another.
func (r *placeReader) gather(l *placeLog, list int) {
	t, words := &l.lists[list], r.words[:0]
	if t.end > 0 {
		start, size := t.head&chunkStart, uint32(minChunk)
		for start+1<<size-1 != t.end {
			chunk := l.at(start)[:1<<size]
			words = append(words, chunk[:len(chunk)-1]...)
			next := chunk[len(chunk)-1]
			start, size = next&chunkStart, next&chunkSize
		}
		words = append(words, l.at(start)[:t.next-start]...)
	}
	r.words = words
}
