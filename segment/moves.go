package segment

// moves tell of most steps in a double array that lead nowhere, without a look
// at its cells: there is a bit for each hash of a state and a code that lead
// somewhere, so that about one in seven is told wrongly. For the terms of the
// lexicon these are 16 KB, and the cells half a megabyte.
type moves []uint64

const moveBits = 17 // log₂ of how many bits there are

// movesOf returns the moves of an array.
func movesOf(cells []cell) moves {
	m := make(moves, 1<<moveBits/64)
	for to := range cells {
		if state := cells[to].Check; state >= 0 {
			h := moveHash(state, uint16(int32(to)-cells[state].Base))
			m[h/64] |= 1 << (h % 64)
		}
	}
	return m
}

// may tells whether a code may lead somewhere from a state.
func (m moves) may(state int32, code uint16) bool {
	h := moveHash(state, code)
	return m[h/64]>>(h%64)&1 == 1
}

func moveHash(state int32, code uint16) uint32 {
	return (uint32(state)*0x9E3779B1 + uint32(code)*0x85EBCA77) >> (32 - moveBits)
}
