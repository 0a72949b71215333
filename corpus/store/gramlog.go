package store

import "encoding/binary"

// A gramState is what is known of a gram while a segment is built. It is 64
// bytes, a line of the cache: most grams stand in so few documents that they
// never need another.
//
// A document is a varint, the gap (see grams) and in the lowest two bits its
// counts: once in the body without and with a phrase, 2 counts of the body
// behind it, or all 6.
type gramState struct {
	key             uint64
	seen            uint32 // the last document and 1
	open            uint32 // its place in gramBuilder.open, if that is the document in hand
	n               uint32 // documents in the log
	head, tail, end uint32 // the documents before those in last: first chunk, next byte, end of the last chunk
	held            uint8
	last            [31]byte // the last documents, held bytes of them
}

// The kinds of counts in the log.
const (
	bodyString = iota
	bodyPhrase
	bodyCounts
	allCounts
)

// A gramLog keeps the documents of the grams, of each as a chain of chunks,
// each twice as large as the one before up to maxChunk. The last four bytes of
// a chunk are the place of the next one and, in the lowest bits, log₂ of its size.
type gramLog struct {
	pages [][]byte
	next  uint64 // place of the first free byte
	bytes int    // of documents
	buf   []byte
}

const (
	pageBits  = 20
	minChunk  = 6 // log₂ of bytes
	maxChunk  = 9
	chunkSize = 1<<minChunk - 1 // the bits of a place that hold the size
	linkSize  = 4
)

// append writes an open gram behind what there is of its state.
func (l *gramLog) append(s *gramState, o *openGram) {
	s.n++
	c := &o.counts
	titles, text, phrase := c.String[0]|c.String[1], c.String[bodyClass], c.Phrase[bodyClass]
	if v := uint64(o.gap)<<2 | uint64(phrase); titles == 0 && text == 1 && v < 1<<14 && int(s.held)+2 <= len(s.last) {
		if v < 1<<7 {
			s.last[s.held] = byte(v)
			s.held++
		} else {
			s.last[s.held], s.last[s.held+1] = byte(v)|0x80, byte(v>>7)
			s.held += 2
		}
		return
	}
	l.buf = appendEntry(l.buf[:0], o)
	if int(s.held)+len(l.buf) > len(s.last) {
		l.write(s, s.last[:s.held])
		s.held = 0
	}
	if len(l.buf) > len(s.last) {
		l.write(s, l.buf)
		return
	}
	for _, c := range l.buf { // copy would wait for the bytes just written
		s.last[s.held] = c
		s.held++
	}
}

func appendEntry(buf []byte, o *openGram) []byte {
	c, gap := &o.counts, uint64(o.gap)<<2
	text, phrase := c.String[bodyClass], c.Phrase[bodyClass]
	switch {
	case c.String[0]|c.String[1] != 0:
		buf = binary.AppendUvarint(buf, gap|allCounts)
		for class := range c.String {
			buf = binary.AppendUvarint(buf, uint64(c.String[class]))
			buf = binary.AppendUvarint(buf, uint64(c.Phrase[class]))
		}
	case text == 1:
		buf = binary.AppendUvarint(buf, gap|uint64(phrase)) // bodyString, bodyPhrase
	default:
		buf = binary.AppendUvarint(buf, gap|bodyCounts)
		buf = binary.AppendUvarint(buf, uint64(text))
		buf = binary.AppendUvarint(buf, uint64(phrase))
	}
	return buf
}

// write moves bytes to the chunks of a state.
func (l *gramLog) write(s *gramState, b []byte) {
	l.bytes += len(b)
	for len(b) > 0 {
		if s.tail == s.end {
			l.extend(s)
		}
		n := copy(l.at(s.tail)[:s.end-s.tail], b)
		s.tail += uint32(n)
		b = b[n:]
	}
}

// at returns the page from a place on.
func (l *gramLog) at(place uint32) []byte { return l.pages[place>>pageBits][place&(1<<pageBits-1):] }

// extend gives a state a chunk to write on. The size of the last one stands in
// the lowest bits of head.
func (l *gramLog) extend(s *gramState) {
	size := uint32(minChunk)
	if s.end == 0 {
		s.head = l.chunk(size)
		s.tail = s.head &^ chunkSize
	} else {
		size = min(s.head&chunkSize+1, maxChunk)
		next := l.chunk(size)
		binary.LittleEndian.PutUint32(l.at(s.end), next)
		s.head = s.head&^chunkSize | size
		s.tail = next &^ chunkSize
	}
	s.end = s.tail + 1<<size - linkSize
}

// chunk returns the place of a new chunk of 1<<size bytes, with the size in its
// lowest bits.
func (l *gramLog) chunk(size uint32) uint32 {
	const page = 1 << pageBits
	if l.next%page+1<<size > page {
		l.next += page - l.next%page
	}
	if l.next>>pageBits == uint64(len(l.pages)) {
		l.pages = append(l.pages, make([]byte, page))
	}
	if l.next>>32 != 0 { // a segment ends at a tenth of that
		panic("store: the texts of a segment are too long for its character index")
	}
	place := uint32(l.next)
	l.next += 1 << size
	return place | size
}

// touch reads from where read will read.
func (l *gramLog) touch(s *gramState) byte {
	if s.end == 0 {
		return 0
	}
	return l.at(s.head)[0]
}

// read returns what there is of a state, valid until the next call.
func (l *gramLog) read(s *gramState) []byte {
	if s.end == 0 {
		return s.last[:s.held]
	}
	buf := l.buf[:0]
	place, size := s.head&^chunkSize, uint32(minChunk)
	for place+1<<size-linkSize != s.end {
		end := place + 1<<size - linkSize
		buf = append(buf, l.at(place)[:end-place]...)
		next := binary.LittleEndian.Uint32(l.at(end))
		place, size = next&^chunkSize, next&chunkSize
	}
	buf = append(buf, l.at(place)[:s.tail-place]...)
	buf = append(buf, s.last[:s.held]...)
	l.buf = buf
	return buf
}
