package reports

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
)

// writeNPZ writes the npz format: a zip archive of arrays as numpy's format 1.0
// has them (numpy.lib.format), with the names that scipy.sparse.save_npz gives
// them. The columns of all entries stand before their values, so values wait in
// a temporary file; the places where rows begin stay in memory.
func writeNPZ(w io.Writer, m *Matrix, temp spool) (err error) {
	waiting, err := temp()
	if err != nil {
		return err
	}
	defer func() {
		waiting.Close()
		if removeErr := os.Remove(waiting.Name()); err == nil {
			err = removeErr
		}
	}()
	z := newZip(w)
	index := newNPYInts(m)
	starts := make([]int64, 1, m.Rows+1)
	err = z.array("indices", index.kind, fmt.Sprintf("(%d,)", m.Entries), func(columns *bufio.Writer) error {
		values := bufio.NewWriterSize(waiting, 1<<16)
		n := int64(0)
		err := m.eachRow(func(_ int, entries []Entry) error {
			for _, e := range entries {
				if err := index.write(columns, int64(e.Col)); err != nil {
					return err
				}
				bits := math.Float64bits(e.Value)
				if m.Integer {
					bits = uint64(int64(e.Value))
				}
				if _, err := values.Write(binary.LittleEndian.AppendUint64(index.buf[:0], bits)); err != nil {
					return err
				}
			}
			n += int64(len(entries))
			starts = append(starts, n)
			return nil
		})
		if err != nil {
			return err
		}
		return values.Flush()
	})
	if err != nil {
		return err
	}
	if err := m.npzRest(z, index, starts, waiting); err != nil {
		return err
	}
	return z.Close()
}

// npzRest writes what stands behind the columns of the entries.
func (m *Matrix) npzRest(z zipWriter, index *npyInts, starts []int64, waiting *os.File) error {
	err := z.array("indptr", index.kind, fmt.Sprintf("(%d,)", len(starts)), func(w *bufio.Writer) error {
		return index.write(w, starts...)
	})
	if err != nil {
		return err
	}
	err = z.array("format", "|S3", "()", func(w *bufio.Writer) error {
		_, err := w.WriteString("csr")
		return err
	})
	if err != nil {
		return err
	}
	size := npyInts{kind: "<i8"}
	err = z.array("shape", size.kind, "(2,)", func(w *bufio.Writer) error {
		return size.write(w, int64(m.Rows), int64(m.Cols))
	})
	if err != nil {
		return err
	}
	kind := "<f8"
	if m.Integer {
		kind = "<i8"
	}
	if _, err := waiting.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return z.array("data", kind, fmt.Sprintf("(%d,)", m.Entries), func(w *bufio.Writer) error {
		n, err := io.Copy(w, waiting)
		if err == nil && n != 8*int64(m.Entries) {
			err = fmt.Errorf("%s: %d bytes of %d values", waiting.Name(), n, m.Entries)
		}
		return err
	})
}

// array writes one array: a head that is padded to a multiple of 64 bytes, then
// the numbers, which write writes.
func (z zipWriter) array(name, kind, shape string, write func(w *bufio.Writer) error) error {
	file, err := z.create(name + ".npy")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(file, 1<<16)
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }", kind, shape)
	const before = 10 // bytes: magic, version, length
	length := (before+len(head)+1+63)/64*64 - before
	magic := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), uint16(length))
	if _, err := fmt.Fprintf(w, "%s%-*s\n", magic, length-1, head); err != nil {
		return err
	}
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// npyInts writes whole numbers of one width.
type npyInts struct {
	kind string // <i4, <i8
	buf  [8]byte
}

// newNPYInts returns the width of scipy's own indices: 32 bits as long as they do.
func newNPYInts(m *Matrix) *npyInts {
	if max(m.Rows, m.Cols, m.Entries) <= math.MaxInt32 {
		return &npyInts{kind: "<i4"}
	}
	return &npyInts{kind: "<i8"}
}

func (n *npyInts) write(w *bufio.Writer, numbers ...int64) error {
	for _, x := range numbers {
		b := binary.LittleEndian.AppendUint64(n.buf[:0], uint64(x))
		if n.kind == "<i4" {
			b = b[:4]
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}
