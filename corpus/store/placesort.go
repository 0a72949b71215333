package store

import (
	"math/bits"
	"slices"
)

// A placeSorter sorts the places of a list by their items.
type placeSorter struct {
	slots  []placeSlot // by item
	met    []uint64    // bits of the items whose slots are in use
	sorted []place
}

// A placeSlot is what is known of an item.
type placeSlot struct {
	documents uint32
	seen      uint32 // the last of them and 1
	places    uint32 // how many; then where the next one belongs
}

// newPlaceSorter returns a sorter of items below a number.
func newPlaceSorter(items int) placeSorter {
	return placeSorter{slots: make([]placeSlot, items), met: make([]uint64, (items+63)/64)}
}

// sort visits the items, ascending, each with the number of its documents and
// its places in the order of places, which are valid until the next call.
func (s *placeSorter) sort(places []place, visit func(item, documents uint32, places []place)) {
	for _, p := range places {
		slot := &s.slots[p.item()]
		if seen := p.seen(); slot.seen != seen {
			slot.seen = seen
			slot.documents++
		}
		slot.places++
		s.met[p.item()/64] |= 1 << (p.item() % 64)
	}
	at := uint32(0)
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			slot := &s.slots[i*64+bits.TrailingZeros64(word)]
			at, slot.places = at+slot.places, at
		}
	}
	s.sorted = slices.Grow(s.sorted[:0], len(places))[:len(places)]
	for _, p := range places {
		slot := &s.slots[p.item()]
		s.sorted[slot.places] = p
		slot.places++
	}
	at = 0
	for i, word := range s.met {
		for ; word != 0; word &= word - 1 {
			item := uint32(i*64 + bits.TrailingZeros64(word))
			slot := s.slots[item]
			s.slots[item] = placeSlot{}
			visit(item, slot.documents, s.sorted[at:slot.places])
			at = slot.places
		}
		s.met[i] = 0
	}
}
