package store

// An indexRoom is the memory in which the index of a segment is made. A Writer
// keeps it for the next segment: new memory would have to be asked for and be
// cleared, some 300 MB each time.
type indexRoom struct {
	logs    placeLogs
	sorters [2]placeSorter
	words   [4]postingCoder
	grams   [4]gramCoder

	wordStarts, gramStarts, keys []uint64

	builders [2]gramBuilder
	tokens   [2]gramTokens
}

// indexShares is how many shares an index is coded in.
const indexShares = 64
