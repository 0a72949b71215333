package store

import (
	"sync"

	"tifa/corpus"
)

// A segment holds documents that were taken in together, in the order of the
// corpus, with all that can be said of them without knowing others. It lies in
// memory or in a file. The names of its blocks stand in blocks; format.go says
// what is in them.
type segment struct {
	file *file // nil in memory

	// Documents, by their number in the segment.
	dates      array[int32]  // first and last day of each
	first      array[uint64] // its first token in the stream
	ends       array[uint32] // ends of its zones, counted from first: NumZones each
	words      array[uint32] // words in its zones: NumZones each
	characters array[uint32] // NumZones each
	hashes     array[uint8]  // 32 each
	textKeys   array[uint8]  // 16 each
	inFile     array[uint32] // place in files
	files      texts         // sources and paths, as corpus.Document.File gives them
	recordAt   array[uint64] // where its record begins
	records    array[uint8]

	stream array[uint32]
	pages  []streamPage   // the stream, while the segment is filled
	plain  []corpus.Zones // in memory: zones of each document that are known to be normal

	// Words, sorted; a token below shared is of the shared lexicon.
	shared     uint32
	lexicon    *Shared // nil where there is none
	normal     corpus.Normalization
	sharedWord array[uint32] // shared token → word of the segment, NoWord
	own        tokenTable
	ownWord    array[uint32] // own token → word of the segment, NoWord
	text       texts         // word → text
	tag        array[uint8]  // word → place in tags
	tags       texts

	columns     map[string]*rawColumn // by field name, or "=" and code
	columnNames texts

	index index
	once  sync.Once // of an index in memory
}

func (s *segment) len() int { return s.dates.len() / 2 }

func (s *segment) blocks(visit func(string, blockArray)) {
	s.ownBlocks(visit)
	s.index.blocks(visit)
}

// ownBlocks visits the blocks but those of the index.
func (s *segment) ownBlocks(visit func(string, blockArray)) {
	visit("dates", &s.dates)
	visit("first", &s.first)
	visit("ends", &s.ends)
	visit("words", &s.words)
	visit("characters", &s.characters)
	visit("hashes", &s.hashes)
	visit("textkeys", &s.textKeys)
	visit("infile", &s.inFile)
	s.files.blocks("files", visit)
	visit("recordat", &s.recordAt)
	visit("records", &s.records)
	visit("stream", &s.stream)
	visit("sharedword", &s.sharedWord)
	s.own.blocks("own", visit)
	visit("ownword", &s.ownWord)
	s.text.blocks("word", visit)
	visit("tag", &s.tag)
	s.tags.blocks("tags", visit)
	s.columnNames.blocks("columns", visit)
}

// date returns the date of a document.
func (s *segment) date(local int) corpus.Date {
	d := s.dates.slice(2*local, 2*local+2)
	return corpus.Date{First: corpus.Day(d[0]), Last: corpus.Day(d[1])}
}

func (s *segment) hash(local int) (h corpus.Hash) {
	copy(h[:], s.hashes.slice(len(h)*local, len(h)*(local+1)))
	return h
}

func (s *segment) textKey(local int) (k corpus.TextKey) {
	copy(k[:], s.textKeys.slice(len(k)*local, len(k)*(local+1)))
	return k
}

// record returns the bytes of a document's record.
func (s *segment) record(local int) []byte {
	at := int(s.recordAt.at(local))
	to := min(at+10, s.records.len())
	n, size := uvarint(s.records.slice(at, to))
	check(size > 0 && n <= uint64(s.records.len()-at-size), s.name(), "record %d is damaged", local)
	return s.records.slice(at+size, at+size+int(n))
}

func (s *segment) name() string {
	if s.file == nil {
		return "corpus"
	}
	return s.file.name
}
