package store

import (
	"math/bits"
	"slices"
)

// A placeSorter reads lists of logs and sorts their places by their items.
type placeSorter struct {
	places []place  // as they were read
	counts []uint32 // of each item: its places; then where the next one belongs
	met    []uint64 // bits of the items that have places
	sorted []place
	chunks [][]uint32
}

// prepare makes it a sorter of items below a number.
func (s *placeSorter) prepare(items int) {
	if len(s.counts) < items {
		s.counts, s.met = make([]uint32, items), make([]uint64, (items+63)/64)
	}
}

// read takes in a list behind the ones before. What is another's item there is
// the item that items has for it.
func (s *placeSorter) read(l *placeLog, list int, items []uint32) {
	s.chunks = l.appendChunks(s.chunks[:0], list)
	first := len(s.places)
	s.places = slices.Grow(s.places, l.words(list))[:first+l.words(list)]
	places, counts := s.places[first:], s.counts
	n, seen, far := 0, uint32(0), uint32(0)
	for _, words := range s.chunks {
		for _, w := range words {
			note := w % (1 << noteBits)
			if note >= farGap {
				if note == farGap {
					seen += w >> noteBits
				} else {
					far = w >> noteBits << (32 - itemAt)
				}
				continue
			}
			seen += w >> noteBits & gapMax
			item := items[w>>itemAt|far]
			far = 0
			if counts[item] == 0 {
				s.met[item/64] |= 1 << (item % 64)
			}
			counts[item]++
			places[n] = place(seen)<<seenShift | place(item<<noteBits|note)
			n++
		}
	}
	s.places = s.places[:first+n]
}

// sort visits the items, ascending, each with its places in the order in which
// they were read, which are valid until the next call. It forgets all places.
func (s *placeSorter) sort(visit func(item uint32, places []place)) {
	at := uint32(0)
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			n := &s.counts[i*64+bits.TrailingZeros64(word)]
			at, *n = at+*n, at
		}
	}
	s.sorted = slices.Grow(s.sorted[:0], len(s.places))[:len(s.places)]
	for _, p := range s.places {
		to := &s.counts[p.item()]
		s.sorted[*to] = p
		*to++
	}
	at = 0
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			item := uint32(i*64 + bits.TrailingZeros64(word))
			end := s.counts[item]
			s.counts[item] = 0
			visit(item, s.sorted[at:end])
			at = end
		}
		s.met[i] = 0
	}
	s.places = s.places[:0]
}

// documents is the number of documents that places stand in.
func documents(places []place) uint32 {
	n, last := uint32(0), uint32(0)
	for _, p := range places {
		if p.seen() != last {
			n++
		}
		last = p.seen()
	}
	return n
}
