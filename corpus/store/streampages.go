package store

// While a segment of a stored corpus is filled, its stream lies in pages, a
// document in one of them whole. So no more memory is asked for than documents
// take, and what one segment does not need any more the next one has. The stream of
// a corpus in memory is one array, which is read as that of a file is.
type streamPage []uint32

// A document that is longer has a page of its own.
const (
	pageShift  = 20
	pageTokens = 1 << pageShift
)

// addTokens adds the tokens of a document, and returns where they begin: in the
// stream, or in pages the number of a page times pageTokens and the place in it.
func (b *Builder) addTokens(zones [][]uint32) (first uint64) {
	n := 0
	for _, tokens := range zones {
		n += len(tokens)
	}
	b.size += n
	s := b.seg
	page := &s.stream.v
	if b.shared != nil {
		last := len(s.pages) - 1
		if last < 0 || len(s.pages[last])+n >= pageTokens { // never full, which would be the next page
			s.pages = append(s.pages, b.written.takePage(n))
			last++
		}
		first = uint64(last) << pageShift
		page = (*[]uint32)(&s.pages[last])
	}
	first += uint64(len(*page))
	for _, tokens := range zones {
		*page = append(*page, tokens...)
	}
	return first
}

// arrived returns the tokens of a document of a segment in memory.
func (s *segment) arrived(doc int) []uint32 {
	page, at, n := s.stream.v, s.first.v[doc], s.tokens(doc)
	if s.pages != nil {
		page, at = s.pages[at>>pageShift], at%pageTokens
	}
	return page[at : at+n]
}
