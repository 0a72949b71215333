package store

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/edsrzf/mmap-go"
)

const (
	blockAlign = 64 // blocks begin at multiples of it
	footerSize = 32
	// A checksum is of as many bytes of a block. A question to a hundred thousand
	// documents all over the stream compares as many checksums as it reads
	// documents: larger chunks would make it read all the stream.
	sumBytes = 4 << 10
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A block is a named part of a mapped file. Its checksums are compared chunk by
// chunk, when a chunk is first touched.
type block struct {
	file string // for messages
	name string
	data []byte
	sums []byte          // four a chunk
	good []atomic.Uint32 // a bit a chunk: its sum was right
	all  atomic.Bool     // so were those of all chunks
}

// touch compares the checksums of data[from:to] that were not compared before.
func (b *block) touch(from, to int) {
	if from >= to {
		return
	}
	if from < 0 || to > len(b.data) {
		panic(&Damage{b.file, b.name + " is too short"})
	}
	if b.all.Load() {
		return
	}
	for i := from / sumBytes; i <= (to-1)/sumBytes; i++ {
		if b.good[i/32].Load()>>(i%32)&1 == 0 {
			b.compare(i)
		}
	}
	if from == 0 && to == len(b.data) {
		b.all.Store(true)
	}
}

func (b *block) compare(chunk int) {
	part := b.data[chunk*sumBytes : min((chunk+1)*sumBytes, len(b.data))]
	if crc32.Checksum(part, castagnoli) != binary.LittleEndian.Uint32(b.sums[4*chunk:]) {
		panic(&Damage{b.file, fmt.Sprintf("%s is damaged near byte %d", b.name, chunk*sumBytes)})
	}
	b.good[chunk/32].Or(1 << (chunk % 32))
}

// entry is a block in the directory of a file.
type entry struct {
	Name   string `json:"name"`
	Offset int64  `json:"offset"`
	Length int64  `json:"length"`
}

// A file is a mapped file of blocks.
type file struct {
	name   string
	data   mmap.MMap
	blocks map[string]*block

	order     []*block // as they lie in the file
	directory int      // where they end
}

// openFile maps a file of blocks and reads its directory. Whatever is wrong
// with it is a *Damage; a missing file is one too.
func openFile(dir string, ref fileRef) (*file, error) {
	damaged := func(format string, args ...any) error {
		return &Damage{ref.Name, fmt.Sprintf(format, args...)}
	}
	f, err := os.Open(filepath.Join(dir, ref.Name))
	if err != nil {
		return nil, damaged("%v", err)
	}
	defer f.Close() // the mapping outlives it
	info, err := f.Stat()
	if err != nil {
		return nil, damaged("%v", err)
	}
	if info.Size() != ref.Size {
		return nil, damaged("it has %d bytes and should have %d", info.Size(), ref.Size)
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, damaged("%v", err)
	}
	file := &file{name: ref.Name, data: data, blocks: make(map[string]*block)}
	if err := file.readDirectory(ref.Sum); err != nil {
		return nil, errors.Join(damaged("%v", err), data.Unmap())
	}
	return file, nil
}

func (f *file) readDirectory(sum uint32) error {
	le := binary.LittleEndian
	if len(f.data) < footerSize {
		return errors.New("it has no footer")
	}
	footer := f.data[len(f.data)-footerSize:]
	if string(footer[24:32]) != fileMagic {
		return errors.New("it is no file of a corpus")
	}
	at, n := le.Uint64(footer[0:]), le.Uint64(footer[8:])
	if at > uint64(len(f.data)) || n != uint64(len(f.data)-footerSize)-at {
		return errors.New("its footer is damaged")
	}
	directory := f.data[at : at+n]
	if got := crc32.Checksum(directory, castagnoli); uint64(got) != le.Uint64(footer[16:]) || got != sum {
		return errors.New("its directory is damaged, or it is of another commit")
	}
	f.directory = int(at)
	return f.addBlocks(directory, int64(at))
}

// addBlocks reads the directory: its length as JSON, the JSON, the checksums.
func (f *file) addBlocks(directory []byte, limit int64) error {
	le := binary.LittleEndian
	if len(directory) < 8 || le.Uint64(directory) > uint64(len(directory)-8) {
		return errors.New("its directory is damaged")
	}
	n := le.Uint64(directory)
	var entries []entry
	if err := json.Unmarshal(directory[8:8+n], &entries); err != nil {
		return errors.New("its directory is damaged")
	}
	sums := directory[8+n:]
	at := int64(0)
	for _, e := range entries {
		at = (at + blockAlign - 1) / blockAlign * blockAlign
		chunks := (e.Length + sumBytes - 1) / sumBytes
		if e.Offset != at || e.Length < 0 || e.Offset > limit-e.Length || int64(len(sums)) < 4*chunks {
			return fmt.Errorf("its directory is damaged at %s", e.Name)
		}
		b := &block{file: f.name, name: e.Name, data: f.data[e.Offset : e.Offset+e.Length : e.Offset+e.Length]}
		b.sums = sums[:4*chunks]
		b.good = make([]atomic.Uint32, (chunks+31)/32)
		sums, at = sums[4*chunks:], at+e.Length
		f.blocks[e.Name] = b
		f.order = append(f.order, b)
	}
	return nil
}

// verify compares all checksums, and returns the names of the damaged blocks
// with the first damage, which may lie between blocks too.
func (f *file) verify() (blocks []string, first error) {
	at := 0
	for _, b := range f.order {
		start := (at + blockAlign - 1) / blockAlign * blockAlign
		between := Guard(func() error { f.zeros(at, start); return nil })
		within := Guard(func() error { b.touch(0, len(b.data)); return nil })
		if within != nil {
			blocks = append(blocks, b.name)
		}
		first = cmp.Or(first, between, within)
		at = start + len(b.data)
	}
	return blocks, cmp.Or(first, Guard(func() error { f.zeros(at, f.directory); return nil }))
}

// zeros checks the bytes between two blocks.
func (f *file) zeros(from, to int) {
	for _, c := range f.data[from:to] {
		check(c == 0, f.name, "it is damaged between its parts, near byte %d", from)
	}
}

// attach lets a part stand for the block of a name.
func (f *file) attach(name string, a blockArray) {
	b := f.blocks[name]
	check(b != nil, f.name, "%s is missing", name)
	a.attach(b)
}

// A blockArray can be written to a block and stand for one.
type blockArray interface {
	bytes() []byte
	attach(*block)
}

// A fileWriter writes a file of blocks.
type fileWriter struct {
	f       *os.File
	w       *bufio.Writer
	at      int64
	entries []entry
	sums    []byte
	err     error
}

func createFile(path string) (*fileWriter, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &fileWriter{f: f, w: bufio.NewWriterSize(f, 128<<10)}, nil
}

// block writes a block, whose contents are those of parts.
func (w *fileWriter) block(name string, parts func(write func([]byte))) {
	if pad := -w.at & (blockAlign - 1); pad > 0 {
		w.write(make([]byte, pad))
	}
	e := entry{Name: name, Offset: w.at}
	sum, n := uint32(0), 0 // of the chunk in hand
	closeChunk := func() {
		w.sums = binary.LittleEndian.AppendUint32(w.sums, sum)
		sum, n = 0, 0
	}
	parts(func(p []byte) {
		w.write(p)
		for len(p) > 0 {
			k := min(len(p), sumBytes-n)
			sum = crc32.Update(sum, castagnoli, p[:k])
			p, n = p[k:], n+k
			if n == sumBytes {
				closeChunk()
			}
		}
	})
	if n > 0 {
		closeChunk()
	}
	e.Length = w.at - e.Offset
	w.entries = append(w.entries, e)
}

func (w *fileWriter) write(p []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(p)
		w.at += int64(len(p))
	}
}

// finish writes the directory and the footer. The file can be read then; onDisk
// gets the error of seeing it onto the disk, which takes a while.
func (w *fileWriter) finish(name string) (ref fileRef, onDisk <-chan error, err error) {
	directory, err := json.Marshal(w.entries)
	w.err = errors.Join(w.err, err)
	le := binary.LittleEndian
	directory = append(le.AppendUint64(nil, uint64(len(directory))), directory...)
	directory = append(directory, w.sums...)
	sum := crc32.Checksum(directory, castagnoli)
	footer := le.AppendUint64(nil, uint64(w.at))
	footer = le.AppendUint64(footer, uint64(len(directory)))
	footer = le.AppendUint64(footer, uint64(sum))
	w.write(directory)
	w.write(append(footer, fileMagic...))
	if w.err == nil {
		w.err = w.w.Flush()
	}
	if w.err != nil {
		return fileRef{}, nil, errors.Join(w.err, w.f.Close(), os.Remove(w.f.Name()))
	}
	synced := make(chan error, 1)
	go func() { synced <- errors.Join(w.f.Sync(), w.f.Close()) }()
	return fileRef{name, w.at, sum}, synced, nil
}

var _ io.Closer = (*file)(nil)

// Close unmaps the file; nothing of it may be used any more.
func (f *file) Close() error { return f.data.Unmap() }
