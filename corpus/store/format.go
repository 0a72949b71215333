package store

// A stored corpus is a folder:
//
//	manifest-000017   what the corpus is made of; the highest number counts
//	segment-000003    documents that were taken in together
//	catalog-000017    what can only be said of all documents: made at each commit
//	shared-000001     the words of the dictionary, with the numbers they have there
//	cuts-000001       the segmentation itself, written and read by its owner
//	files-000017      which files were taken in, with size and SHA-256, as JSON
//	lock              held by the one process that writes
//
// Files are written once, under a name that no manifest has, then a manifest
// that has it is renamed into place: that is the commit. A reader opens the
// manifest of the highest number and never waits; a process that ends before
// the rename leaves files that the next one to write removes. A manifest may
// name segments that are pending: they are whole, but no catalog has them yet.
// A reader passes them over, the next ingest takes them up. A segment that was
// merged of others is called segment-000003-000017.1: it is as old as the
// youngest of them, and the first that was made for manifest 17.
//
// The manifest is JSON, a line end, and the CRC32C of what stands before it in
// eight hexadecimal digits and a line end. It has the size of every file and
// the checksum of its directory; for cuts and files that of the whole.
//
// Segments, catalogs and the shared lexicon are files of blocks. All numbers
// are little-endian:
//
//	blocks     each at a multiple of 64 bytes, zeros between them
//	directory  8 bytes: length of the JSON; JSON [{"name","offset","length"}…];
//	           then for each block, 4 bytes for each 4 KiB begun: CRC32C of that chunk
//	footer     32 bytes: offset and length of the directory, 8 bytes each; its
//	           CRC32C, 8 bytes; "TIFAFILE"
//
// Opening reads the directories only; a chunk is compared with its checksum
// when it is first touched. A list of texts is two blocks: .ends, 8 bytes a
// text, the end of each in .data.
//
// Blocks of a segment of n documents, in the order of the corpus:
//
//	dates               int32 × 2n: first and last day (1 is 0001-01-01, 0 none)
//	first               uint64 × n: place of a document's first token in stream
//	ends                uint32 × 5n: ends of its zones, counted from first
//	words, characters   uint32 × 5n: how many its zones have
//	hashes, textkeys    32n, 16n bytes: SHA-256 of the document; of its text
//	infile, files       uint32 × n: the file it came from; names of files
//	recordat, records   uint64 × n: place of its record; records (record.go)
//	stream              uint32: the tokens; below D of the shared lexicon
//	own.*               text, kind and pieces of the segment's own tokens, from D on
//	sharedword, ownword uint32 × tokens: the segment's word that a token counts as
//	word, tag, tags     its words, sorted; part of speech
//	columns, column*    fields: names; values; uint32 starts (or none) and ids
//	postings.*          uint64 starts and lists of documents by word (postings.go)
//	totals.*            int32 years, uint64 starts, counts of words by year (totals.go)
//	grams.*             lists of documents by character and pair (grams.go)
//
// Blocks of a catalog of N documents, in the order of the corpus:
//
//	segof, local        uint16, uint32 × N: where a document lies
//	dates               int32 × 2N
//	words, characters   uint32 × 5N
//	wordsums, charactersums  uint64: sums before every 64th document, by zone
//	copies              uint32 × N: the first document with the same text
//	renamed, endings    documents that share a printed id; what tells them apart
//	word, tag, tags     all words, sorted; part of speech
//	content             32 bytes: sum of the hashes
//	columns, column*    fields, with values sorted
//	segment*.rank       uint32: a segment's document → document, 2³²−1 if replaced
//	segment*.word       uint32: its word → word
//	segment*.sharedword, segment*.ownword: token → word, 2³²−1 if it is none
const (
	formatVersion = 1
	fileMagic     = "TIFAFILE"
)

// A fileRef names a file, its size and its checksum: of the directory of a file
// of blocks, of the whole of any other.
type fileRef struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"crc32c"`
}
