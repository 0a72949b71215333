package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// Close unmaps the files of a corpus, of which tests open thousands.
func (c *Corpus) Close() { c.close() }

// Blocks returns where the blocks of a file lie, nothing where it is no such
// file.
func Blocks(data []byte) (places [][2]int) {
	_, entries, _, ok := directoryOf(data)
	if !ok {
		return nil
	}
	for _, e := range entries {
		places = append(places, [2]int{int(e.Offset), int(e.Offset + e.Length)})
	}
	return places
}

// BlockOf returns where a block of a file lies.
func BlockOf(data []byte, name string) (from, to int) {
	_, entries, _, _ := directoryOf(data)
	for _, e := range entries {
		if e.Name == name {
			return int(e.Offset), int(e.Offset + e.Length)
		}
	}
	return 0, 0
}

// directoryOf returns the place of a file's directory, what it lists and where
// its checksums begin.
func directoryOf(data []byte) (at int, entries []entry, sums int, ok bool) {
	if len(data) < footerSize+8 {
		return 0, nil, 0, false
	}
	footer := data[len(data)-footerSize:]
	from := binary.LittleEndian.Uint64(footer)
	if from > uint64(len(data)-footerSize-8) {
		return 0, nil, 0, false
	}
	at = int(from)
	n := binary.LittleEndian.Uint64(data[at:])
	if n > uint64(len(data)-footerSize-8-at) || json.Unmarshal(data[at+8:at+8+int(n)], &entries) != nil {
		return 0, nil, 0, false
	}
	return at, entries, at + 8 + int(n), true
}

// Seal gives the files of a corpus, by name, the checksums of what they hold,
// so that nothing but their contents can betray damage. It says how far it came:
// a manifest or directory that cannot be read stays as it is.
func Seal(files map[string][]byte) {
	name := ""
	for n := range files {
		if _, ok := manifestNumber(n); ok && n > name {
			name = n
		}
	}
	data := files[name]
	if len(data) < 10 {
		return
	}
	text := data[:len(data)-10]
	var m manifest
	if json.Unmarshal(text, &m) == nil {
		refs := []*fileRef{&m.Shared, &m.Cuts, &m.Catalog, &m.Files}
		for i := range m.Segments {
			refs = append(refs, &m.Segments[i].fileRef)
		}
		for _, ref := range refs {
			ref.Size, ref.Sum = int64(len(files[ref.Name])), sealFile(files[ref.Name])
		}
		if again, err := json.MarshalIndent(&m, "", " "); err == nil {
			text = again
		}
	}
	files[name] = fmt.Appendf(text[:len(text):len(text)], "\n%08x\n", crc32.Checksum(text, castagnoli))
}

// sealFile writes the checksums of a file into it and returns that which the
// manifest has.
func sealFile(data []byte) uint32 {
	at, entries, sums, ok := directoryOf(data)
	if !ok {
		return crc32.Checksum(data, castagnoli)
	}
	directory := data[at : len(data)-footerSize]
	list := data[sums : len(data)-footerSize]
	for _, e := range entries {
		for from := e.Offset; e.Offset >= 0 && e.Length >= 0 && e.Length <= int64(len(data)) && e.Offset <= int64(len(data))-e.Length && from < e.Offset+e.Length && len(list) >= 4; from += sumBytes {
			binary.LittleEndian.PutUint32(list, crc32.Checksum(data[from:min(from+sumBytes, e.Offset+e.Length)], castagnoli))
			list = list[4:]
		}
	}
	footer := data[len(data)-footerSize:]
	sum := crc32.Checksum(directory, castagnoli)
	binary.LittleEndian.PutUint64(footer[8:], uint64(len(directory)))
	binary.LittleEndian.PutUint64(footer[16:], uint64(sum))
	copy(footer[24:], fileMagic)
	return sum
}
