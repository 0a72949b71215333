package reports

import (
	"encoding/binary"
	"errors"
	"slices"

	"golang.org/x/image/font/opentype"
)

// needed are the tables of a font that drawing reads.
var needed = []string{"CFF ", "GPOS", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "kern", "loca", "maxp", "name", "post"}

var errFontTables = errors.New("the tables of the font reach beyond its end")

// parseAligned parses the font whose directory of tables is at an offset, with
// its tables moved to offsets that are multiples of four, as the format demands.
// Package opentype refuses a font where they are not, and that of WenQuanYi, which
// many Linux systems have, is one.
func parseAligned(data []byte, at uint32) (*opentype.Font, error) {
	const header, entry = 12, 16
	if uint64(at)+header > uint64(len(data)) {
		return nil, errFontTables
	}
	head := data[at:]
	n := int(binary.BigEndian.Uint16(head[4:]))
	if len(head) < header+n*entry {
		return nil, errFontTables
	}
	type table struct{ entry, data []byte }
	var tables []table
	for i := range n {
		e := head[header+i*entry:][:entry]
		offset, length := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if offset+length > uint64(len(data)) {
			return nil, errFontTables
		}
		if slices.Contains(needed, string(e[:4])) {
			tables = append(tables, table{e, data[offset : offset+length]})
		}
	}
	font := slices.Clone(head[:header])
	binary.BigEndian.PutUint16(font[4:], uint16(len(tables)))
	offset := header + len(tables)*entry
	for _, t := range tables {
		font = append(font, t.entry[:8]...)
		font = binary.BigEndian.AppendUint32(font, uint32(offset))
		font = binary.BigEndian.AppendUint32(font, uint32(len(t.data)))
		offset += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		font = append(font, t.data...)
		font = append(font, make([]byte, (4-len(t.data)%4)%4)...)
	}
	return opentype.Parse(font)
}

// members returns where the fonts of a file begin: at 0, or where the head of a
// collection says.
func members(data []byte) (at []uint32) {
	if len(data) < 12 || string(data[:4]) != "ttcf" {
		return []uint32{0}
	}
	n := int(binary.BigEndian.Uint32(data[8:]))
	for i := range n {
		if len(data) < 16+4*i {
			break
		}
		at = append(at, binary.BigEndian.Uint32(data[12+4*i:]))
	}
	return at
}
