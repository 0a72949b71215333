package store

import (
	"maps"
	"slices"
	"strings"

	"tifa/corpus"
)

// write writes a segment in memory to a file, its stream and records in the
// order of the documents. Meanwhile the index is begun.
func (s *segment) write(f *fileWriter, room *indexRoom, written *writtenBuilders) {
	wait := inBackground(func() { s.logWords(room) })
	names := slices.Sorted(maps.Keys(s.columns))
	for _, name := range names {
		s.columnNames.add(name)
	}
	s.writeDocuments(f)
	for i, name := range names {
		s.columns[name].blocks(i, func(name string, a blockArray) { f.array(name, a) })
	}
	wait()
	s.makeIndex(room, func() { written.putPages(s.pages) }, f.block)
	s.index.blocks(func(name string, a blockArray) {
		if name != "postings.data" && name != "grams.data" {
			f.array(name, a)
		}
	})
}

// writeDocuments writes what a segment has but its columns and index.
func (s *segment) writeDocuments(f *fileWriter) {
	first, recordAt := s.places()
	s.ownBlocks(func(name string, a blockArray) {
		switch name {
		case "first":
			f.array(name, &first)
		case "recordat":
			f.array(name, &recordAt)
		case "stream":
			f.block(name, func(write func([]byte)) {
				for doc := range s.len() {
					write(bytesOf(s.arrived(doc)))
				}
			})
		case "records":
			f.block(name, func(write func([]byte)) {
				for _, at := range s.recordAt.v {
					write(s.records.v[at : at+recordSize(s.records.v[at:])])
				}
			})
		default:
			f.array(name, a)
		}
	})
}

// places returns where the tokens and the records of each document lie once
// they are in order.
func (s *segment) places() (first, recordAt array[uint64]) {
	token, record := uint64(0), uint64(0)
	for doc := range s.len() {
		first.add(token)
		recordAt.add(record)
		token += s.tokens(doc)
		record += recordSize(s.records.v[s.recordAt.v[doc]:])
	}
	return first, recordAt
}

// tokens is the number of tokens of a document.
func (s *segment) tokens(doc int) uint64 {
	return uint64(s.ends.v[corpus.NumZones*doc+corpus.NumZones-1])
}

// recordSize is the number of bytes of the record that b begins with.
func recordSize(b []byte) uint64 {
	n, size := uvarint(b)
	return n + uint64(size)
}

// write writes a catalog in memory to a file, with the columns of all fields.
func (c *catalog) write(f *fileWriter, segments []*segment) {
	names := make(map[string]bool)
	for _, s := range segments {
		for name := range s.columns {
			names[name] = true
		}
	}
	sorted := slices.Sorted(maps.Keys(names))
	for _, name := range sorted {
		c.columnNames.add(name)
	}
	columns, wait := c.mergedColumns(segments, sorted)
	c.blocks(func(name string, a blockArray) { f.array(name, a) })
	for i := range sorted {
		if col := <-columns[i%len(columns)]; col != nil {
			col.blocks(i, func(name string, a blockArray) { f.array(name, a) })
		}
	}
	wait()
}

// mergedColumns merges the columns of fields in two goroutines, which give them
// in turn; nil stands for those behind which there was damage. wait panics with
// that, and ends when both have.
func (c *catalog) mergedColumns(segments []*segment, names []string) (columns [2]chan *rawColumn, wait func()) {
	var waits [2]func()
	for half := range columns {
		columns[half] = make(chan *rawColumn, 1)
		waits[half] = inBackground(func() {
			defer close(columns[half])
			for i := half; i < len(names); i += len(columns) {
				columns[half] <- c.mergeColumn(segments, names[i], orderOf(names[i]))
			}
		})
	}
	return columns, func() { waits[0](); waits[1]() }
}

// orderOf returns the order of the values of a field.
func orderOf(name string) func(a, b string) int {
	i := slices.IndexFunc(corpus.StoredFields, func(f corpus.FieldInfo) bool { return f.Name == name })
	if i < 0 {
		return strings.Compare
	}
	return valueOrder(corpus.StoredFields[i])
}
