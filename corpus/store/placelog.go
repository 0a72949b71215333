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
// A place takes a word of 32 bits.
//
//	bits 0–4    the note
//	bits 5–15   the gap: documents from the place before to this one
//	bits 16–31  the item
//
// What does not fit stands in words before it, whose note is none: theirs are
// added to the gap (farGap) or are the high bits of the item (farItem).
//
// A list is a chain of chunks, each twice as large as the one before up to
// maxChunk. The last word of a chunk is where the next one begins and, in the
// lowest bits, log₂ of its size.
type placeLog struct {
	lists  []placeList
	chains []placeChain // of the lists
	pages  []*[pageSize]uint32
	next   uint64 // the first free word
}

// A placeList is the end of a list: what is touched at each place.
type placeList struct {
	next, end uint32 // the next word, and where the last chunk ends
	seen      uint32 // the last document and 1
}

// A placeChain is the rest of a list.
type placeChain struct {
	head uint32 // where the first chunk begins, with the size of the last one in the lowest bits
	full uint32 // words of the chunks before the last one
}

const (
	gapMax  = 1<<11 - 1
	itemAt  = 16
	itemMax = 1<<16 - 1

	farGap, farItem = 30, 31
	farMax          = 1<<(32-noteBits) - 1

	pageBits   = 18
	pageSize   = 1 << pageBits
	minChunk   = 4 // log₂ of words
	maxChunk   = 11
	chunkSize  = 1<<minChunk - 1 // the bits of a place that hold the size
	chunkStart = ^uint32(chunkSize)
)

// reset makes the log one of so many empty lists, in the memory that it has.
func (l *placeLog) reset(lists int) {
	l.lists, l.chains = slices.Grow(l.lists[:0], lists)[:lists], slices.Grow(l.chains[:0], lists)[:lists]
	clear(l.lists)
	clear(l.chains)
	l.next = 0
}

// addList adds an empty list.
func (l *placeLog) addList() {
	l.lists, l.chains = append(l.lists, placeList{}), append(l.chains, placeChain{})
}

// add appends a place in the document seen-1 to a list. Compilers put what it
// calls where it is called, but not add itself: loops over all places do as it
// does.
func (l *placeLog) add(list, item, seen, note uint32) {
	if t := &l.lists[list]; t.isNear(seen) && item <= itemMax { // nearly always
		l.put(t, item<<itemAt|t.gap(seen)<<noteBits|note)
	} else {
		l.addFar(list, item, seen, note)
	}
}

// isNear tells whether a place in a document takes one word, for which there is
// room.
func (t *placeList) isNear(seen uint32) bool { return seen-t.seen <= gapMax && t.next < t.end }

// gap moves on to a document.
func (t *placeList) gap(seen uint32) uint32 {
	gap := seen - t.seen
	t.seen = seen
	return gap
}

// put writes a word for which there is room.
func (l *placeLog) put(t *placeList, w uint32) {
	l.pages[t.next>>pageBits][t.next%pageSize] = w
	t.next++
}

// addFar is add where a number does not fit or a chunk is full.
func (l *placeLog) addFar(list, item, seen, note uint32) {
	gap := l.lists[list].gap(seen)
	for gap > gapMax {
		far := min(gap, farMax)
		l.word(list, far<<noteBits|farGap)
		gap -= far
	}
	if item > itemMax {
		l.word(list, item>>(32-itemAt)<<noteBits|farItem)
	}
	l.word(list, item<<itemAt|gap<<noteBits|note)
}

func (l *placeLog) word(list, w uint32) {
	t := &l.lists[list]
	if t.next == t.end {
		l.extend(list)
	}
	l.put(t, w)
}

// extend gives a list a chunk to write on.
func (l *placeLog) extend(list uint32) {
	t, c := &l.lists[list], &l.chains[list]
	size := uint32(minChunk)
	if t.end == 0 {
		c.head = l.chunk(size)
		t.next = c.head & chunkStart
	} else {
		c.full += 1<<(c.head&chunkSize) - 1
		size = min(c.head&chunkSize+1, maxChunk)
		next := l.chunk(size)
		l.at(t.end)[0] = next
		c.head = c.head&chunkStart | size
		t.next = next & chunkStart
	}
	t.end = t.next + 1<<size - 1
}

// at returns the page from a word on.
func (l *placeLog) at(word uint32) []uint32 { return l.pages[word>>pageBits][word%pageSize:] }

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

// words is the number of words of a list.
func (l *placeLog) words(list int) int {
	t, c := &l.lists[list], &l.chains[list]
	if t.end == 0 {
		return 0
	}
	last := t.end + 1 - 1<<(c.head&chunkSize)
	return int(c.full + t.next - last)
}

// appendChunks appends the words of a list, chunk by chunk.
func (l *placeLog) appendChunks(chunks [][]uint32, list int) [][]uint32 {
	t := &l.lists[list]
	if t.end == 0 {
		return chunks
	}
	start, size := l.chains[list].head&chunkStart, uint32(minChunk)
	for start+1<<size-1 != t.end {
		chunk := l.at(start)[:1<<size]
		chunks = append(chunks, chunk[:len(chunk)-1])
		next := chunk[len(chunk)-1]
		start, size = next&chunkStart, next&chunkSize
	}
	return append(chunks, l.at(start)[:t.next-start])
}
