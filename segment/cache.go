package segment

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"unsafe"

	"github.com/edsrzf/mmap-go"
)

// The file of a compiled dictionary, numbers little-endian:
//
//	0   8  magic "TIFADICT"
//	8   4  version of the format
//	12  4  CRC32C of all that follows
//	16  8  length of the file
//	24  4  number of words w
//	28  4  number of cells c
//	32  4  length of the texts t
//	36  4  length of the rest, as JSON
//	40  4  number of user words u
//	44  4  number of their pieces p
//	48     codes of the characters below U+10000, 2 bytes each
//	       cells, 16 bytes each
//	       frequencies of the words, 8 bytes each
//	       ends of the words, 4 bytes each
//	       of the user words: ends of their pieces in the list of pieces, 4 bytes each
//	       pieces, 4 bytes each
//	       kinds of the words, tags of the words: w bytes each
//	       texts, rest
const (
	dictionaryMagic   = "TIFADICT"
	dictionaryVersion = 3
	dictionaryHeader  = 48
)

// dictionaryRest is what is small enough to be read when the file is opened.
type dictionaryRest struct {
	Hash   string            `json:"hash"`
	Ext    map[rune]uint16   `json:"ext"`
	Runs   map[string]uint16 `json:"runs"`
	MaxRun int               `json:"max_run"`
	Tags   []string          `json:"tags"`
	Total  float64           `json:"total"`
	Saved  *saved            `json:"segmentation,omitempty"` // only in the files of Save
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// compileGSE loads gse and compiles its dictionary.
func compileGSE() (*dictionary, error) {
	e, err := newGSE(nil)
	if err != nil {
		return nil, err
	}
	return compile(e)
}

// cachedDictionary returns the compiled dictionary of a name: from the cache if
// it is there and whole, else made anew and put there. Notes say what went wrong with
// the cache; the dictionary is good all the same.
func cachedDictionary(dir, name string, fresh func() (*dictionary, error)) (d *dictionary, notes []string, err error) {
	if dir == "" {
		if dir, err = os.UserCacheDir(); err == nil {
			dir = filepath.Join(dir, "tifa")
		}
	}
	file := filepath.Join(dir, name)
	if dir != "" {
		d, _, err = openDictionary(file)
		if err == nil {
			return d, nil, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			notes = append(notes, fmt.Sprintf("the compiled dictionary %s cannot be used (%v); compiled again", file, err))
		}
	}
	if d, err = fresh(); err != nil {
		return nil, nil, err
	}
	switch {
	case dir == "":
		notes = append(notes, "there is no cache folder for the compiled dictionary; every start compiles it")
	default:
		if err := writeFile(file, d.marshal(nil)); err != nil {
			notes = append(notes, fmt.Sprintf("the compiled dictionary cannot be kept (%v); every start compiles it", err))
		}
	}
	return d, notes, nil
}

// dictionaryName is the name of the file for what goes into the dictionary:
// gse's own words, the user's, and the layers with which user words are cut
// into pieces.
func dictionaryName(words []UserWord, layers string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %d gse %s zh_s", dictionaryMagic, dictionaryVersion, gseVersion)
	if len(words) == 0 {
		return "zh_s-" + hex.EncodeToString(h.Sum(nil)[:8]) + ".dict"
	}
	writeText(h, layers)
	for _, w := range words {
		writeText(h, w.Text)
		writeText(h, w.Tag)
		fmt.Fprint(h, w.Freq)
	}
	return "own-" + hex.EncodeToString(h.Sum(nil)[:8]) + ".dict"
}

// writeFile writes a file whole or not at all.
func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".dict-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644) // a temporary file is for its owner only
	}
	if err == nil {
		err = f.Sync() // a name never stands for half a file, not after a power cut either
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// marshal returns the file of a dictionary, with what is cut with besides if it
// is to be a saved segmentation.
func (d *dictionary) marshal(with *saved) []byte {
	rest, err := json.Marshal(dictionaryRest{d.hash, d.ext, d.runs, d.maxRun, d.tags, d.total, with})
	if err != nil {
		panic(err) // strings and numbers
	}
	le := binary.LittleEndian
	b := make([]byte, dictionaryHeader, dictionaryHeader+2*len(d.bmp)+16*len(d.cells)+14*len(d.ends)+4*len(d.parts.to)+4*len(d.parts.ends)+len(d.texts)+len(rest))
	for _, code := range d.bmp {
		b = le.AppendUint16(b, code)
	}
	b = append(b, bytesOf(d.cells)...)
	b = append(b, bytesOf(d.freqs)...)
	for _, end := range d.ends {
		b = le.AppendUint32(b, end)
	}
	b = append(b, bytesOf(d.parts.to)...)
	b = append(b, bytesOf(d.parts.ends)...)
	b = append(b, d.kinds...)
	b = append(b, d.tagOf...)
	b = append(b, d.texts...)
	b = append(b, rest...)
	copy(b, dictionaryMagic)
	le.PutUint32(b[8:], dictionaryVersion)
	le.PutUint64(b[16:], uint64(len(b)))
	le.PutUint32(b[24:], uint32(len(d.ends)))
	le.PutUint32(b[28:], uint32(len(d.cells)))
	le.PutUint32(b[32:], uint32(len(d.texts)))
	le.PutUint32(b[36:], uint32(len(rest)))
	le.PutUint32(b[40:], uint32(len(d.parts.to)))
	le.PutUint32(b[44:], uint32(len(d.parts.ends)))
	le.PutUint32(b[12:], crc32.Checksum(b[16:], castagnoli))
	return b
}

// openDictionary maps the file of a dictionary. It is never unmapped: tokens
// of a corpus point into it.
func openDictionary(name string) (*dictionary, *saved, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() // the mapping outlives it
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() < dictionaryHeader {
		return nil, nil, errDamaged
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, nil, err
	}
	d, with, err := unmarshalDictionary(data)
	if err != nil {
		return nil, nil, errors.Join(err, data.Unmap())
	}
	return d, with, nil
}

var errDamaged = errors.New("it is damaged")

// unmarshalDictionary returns the dictionary of a file, whose slices are parts
// of data. Data begins at an address that 16 divides.
func unmarshalDictionary(data []byte) (*dictionary, *saved, error) {
	le := binary.LittleEndian
	if len(data) < dictionaryHeader || string(data[:8]) != dictionaryMagic || le.Uint32(data[8:]) != dictionaryVersion {
		return nil, nil, errors.New("it is no compiled dictionary of this version")
	}
	words, cells := uint64(le.Uint32(data[24:])), uint64(le.Uint32(data[28:]))
	texts, rest := uint64(le.Uint32(data[32:])), uint64(le.Uint32(data[36:]))
	own, pieces := uint64(le.Uint32(data[40:])), uint64(le.Uint32(data[44:]))
	size := dictionaryHeader + 2<<16 + 16*cells + 14*words + 4*own + 4*pieces + texts + rest
	if le.Uint64(data[16:]) != uint64(len(data)) || size != uint64(len(data)) || le.Uint32(data[12:]) != crc32.Checksum(data[16:], castagnoli) {
		return nil, nil, errDamaged
	}
	at := uint64(dictionaryHeader)
	part := func(n uint64) []byte {
		at += n
		return data[at-n : at : at]
	}
	d := &dictionary{
		bmp:   sliceOf[uint16](part(2 << 16)),
		cells: sliceOf[cell](part(16 * cells)),
		freqs: sliceOf[float64](part(8 * words)),
		ends:  sliceOf[uint32](part(4 * words)),
		own:   int(own),
		parts: parts{to: sliceOf[uint32](part(4 * own)), ends: sliceOf[int32](part(4 * pieces))},
		kinds: part(words),
		tagOf: part(words),
		texts: part(texts),
	}
	var r dictionaryRest
	j := json.NewDecoder(bytes.NewReader(part(rest)))
	j.DisallowUnknownFields() // an option that this version does not know would be left out of the cuts
	if err := j.Decode(&r); err != nil {
		return nil, nil, fmt.Errorf("it cannot be read by this version: %w", err)
	}
	d.hash, d.ext, d.runs, d.maxRun, d.tags, d.total = r.Hash, r.Ext, r.Runs, r.MaxRun, r.Tags, r.Total
	return d, r.Saved, nil
}

// bytesOf returns the memory of a slice. Tifa is built for little-endian
// processors only; a test holds it.
func bytesOf[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// sliceOf is the opposite of bytesOf.
func sliceOf[T any](b []byte) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/int(unsafe.Sizeof(*new(T))))
}
