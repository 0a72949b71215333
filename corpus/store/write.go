package store

import (
	"maps"
	"slices"
	"strings"

	"tifa/corpus"
)

// write writes a segment in memory to a file, its stream and records in the
// order of the documents.
func (s *segment) write(f *fileWriter) {
	s.indexed()
	first, recordAt := s.first.v, s.recordAt.v
	s.first.v, s.recordAt.v = s.places()
	names := slices.Sorted(maps.Keys(s.columns))
	for _, name := range names {
		s.columnNames.add(name)
	}
	s.blocks(func(name string, a blockArray) {
		switch name {
		case "stream":
			f.block(name, func(write func([]byte)) {
				for doc := range s.len() {
					write(bytesOf(s.stream.v[first[doc] : first[doc]+s.tokens(doc)]))
				}
			})
		case "records":
			f.block(name, func(write func([]byte)) {
				for doc := range s.len() {
					write(s.records.v[recordAt[doc] : recordAt[doc]+recordSize(s.records.v[recordAt[doc]:])])
				}
			})
		default:
			f.array(name, a)
		}
	})
	for i, name := range names {
		s.columns[name].blocks(i, func(name string, a blockArray) { f.array(name, a) })
	}
}

// places returns where the tokens and the records of each document lie once
// they are in order.
func (s *segment) places() (first, recordAt []uint64) {
	token, record := uint64(0), uint64(0)
	for doc := range s.len() {
		first, recordAt = append(first, token), append(recordAt, record)
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
	c.blocks(func(name string, a blockArray) { f.array(name, a) })
	for i, name := range sorted {
		order := strings.Compare
		if j := slices.IndexFunc(corpus.StoredFields, func(f corpus.FieldInfo) bool { return f.Name == name }); j >= 0 {
			order = valueOrder(corpus.StoredFields[j])
		}
		col := c.mergeColumn(segments, name, order)
		col.blocks(i, func(name string, a blockArray) { f.array(name, a) })
	}
}
