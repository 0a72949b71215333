package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// Documents opens the file and decodes what it holds as [DecodeAny] does: the
// file itself, unpacked if it is compressed (gzip, bzip2, zstd), or each member
// of a zip or tar archive, compressed or not, as a path inside it. What a file
// is, its first bytes tell and not its name. Where Source and Path of opt are
// empty they are those of the file. A file that cannot be opened is one
// [Unreadable] problem.
func (f File) Documents(opt DecodeOptions) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		if opt.Source == "" && opt.Path == "" {
			opt.Source, opt.Path = f.Source, f.Path
		}
		if opt.Profile == nil {
			opt.Profile = f.Profile
		}
		o := newOpener(opt, yield)
		if f.stdin != nil {
			o.stream(o.disk(f.stdin), "standard input", opt.Path, 0)
			return
		}
		file, err := os.Open(filepath.FromSlash(f.Name()))
		if err != nil {
			o.unreadable(f.Name(), err, "could not be opened: %v; passed over", bare(err))
			return
		}
		defer func() { _ = file.Close() }() // it is only read
		o.file = file
		o.stream(o.disk(file), f.Name(), opt.Path, 0)
	}
}

// An opener decodes one file and what is packed in it.
type opener struct {
	opt      DecodeOptions
	yield    func(*Document, error) bool
	progress func(int64)
	file     *os.File // nil for standard input
	stopped  bool     // no more is wanted, or no more allowed
	in, out  int64    // bytes read from disk, and bytes that were unpacked
	inZip    bool     // in and out are those of a member
	spent    int64    // bytes that were unpacked of all members
}

func newOpener(opt DecodeOptions, yield func(*Document, error) bool) *opener {
	o := &opener{opt: opt, yield: yield, progress: opt.Progress}
	o.opt.Progress = nil // of which o tells, in bytes on disk
	o.opt.MaxExpansion = cmp.Or(opt.MaxExpansion, defaultMaxExpansion)
	return o
}

func (o *opener) problem(p *Problem) {
	o.stopped = o.stopped || !o.yield(nil, p)
}

func (o *opener) unreadable(name string, err error, format string, args ...any) {
	o.problem(&Problem{File: name, Code: Unreadable, Err: err, Message: fmt.Sprintf(format, args...)})
}

// maxPacked is how often what is packed may be packed again.
const maxPacked = 4

// stream decodes r, whatever its first bytes show it to be.
func (o *opener) stream(r io.Reader, name, path string, depth int) {
	b := bufio.NewReaderSize(r, 512) // larger reads pass it by
	head, _ := b.Peek(512)           // an error comes again when the text is read
	if depth > maxPacked {
		o.unreadable(name, nil, "packed more than %d times; passed over", maxPacked)
		return
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		z, err := gzip.NewReader(buffered(b))
		if err != nil {
			o.unreadable(name, err, "no whole gzip file: %v; passed over", err)
			return
		}
		o.stream(o.unpacked(z), name, path, depth+1)
	case bytes.HasPrefix(head, []byte("BZh")) && len(head) > 3 && '1' <= head[3] && head[3] <= '9':
		o.stream(o.unpacked(bzip2.NewReader(buffered(b))), name, path, depth+1)
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			o.unreadable(name, err, "no whole zstd file: %v; passed over", err)
			return
		}
		defer z.Close()
		o.stream(o.unpacked(z), name, path, depth+1)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if depth > 0 || o.file == nil {
			o.unreadable(name, nil, "a zip archive that is packed or comes from a pipe cannot be read; passed over")
			return
		}
		o.zip(name, path)
	case len(head) >= 262 && string(head[257:262]) == "ustar":
		o.tar(b, name, path, depth)
	default:
		o.decode(b, name, path)
	}
}

// buffered is what unpacking reads from, byte by byte.
func buffered(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, 64<<10) }

// decode yields what one text holds.
func (o *opener) decode(r io.Reader, name, path string) {
	opt := o.opt
	opt.Path = path
	for doc, err := range DecodeAny(r, name, opt) {
		var p *Problem
		if errors.As(err, &p) && errors.Is(p.Err, errExpands) {
			err = &Problem{
				File: p.File, Code: Expands, Err: p.Err,
				Message: o.expandsMessage(),
			}
			o.stopped = !o.inZip // whose other members are packed by themselves
		}
		if !o.yield(doc, err) {
			o.stopped = true
			return
		}
	}
}

// disk counts what is read from disk.
func (o *opener) disk(r io.Reader) io.Reader { return &diskReader{o, r} }

type diskReader struct {
	o *opener
	r io.Reader
}

func (d *diskReader) Read(b []byte) (int, error) {
	n, err := d.r.Read(b)
	d.o.in += int64(n)
	if d.o.progress != nil && n > 0 {
		d.o.progress(int64(n))
	}
	return n, err
}

const (
	defaultMaxExpansion = 100
	freeExpansion       = 64 << 20 // bytes that any file may unpack to
)

var errExpands = errors.New("expands too much")

// beyond tells whether so many bytes are more than in bytes on disk may expand
// to, beyond those that are free.
func (o *opener) beyond(out, in, free int64) bool {
	limit := int64(o.opt.MaxExpansion)
	return limit > 0 && out > free && out/limit > in
}

func (o *opener) expandsMessage() string {
	return fmt.Sprintf("expands to more than %d times its size on disk (--max-expansion); the rest of it is passed over", o.opt.MaxExpansion)
}

// unpacked counts what comes out of packed data, and ends it where it is out
// of proportion to what went in: Chinese text packs to a third or a tenth,
// zeros to a thousandth. Nothing is ever written to disk.
func (o *opener) unpacked(r io.Reader) io.Reader { return &unpackedReader{o, r} }

type unpackedReader struct {
	o *opener
	r io.Reader
}

func (u *unpackedReader) Read(b []byte) (int, error) {
	o := u.o
	if o.beyond(o.out, o.in, freeExpansion) {
		return 0, errExpands
	}
	n, err := u.r.Read(b)
	o.out += int64(n)
	return n, err
}
