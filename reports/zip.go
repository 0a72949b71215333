package reports

import (
	"archive/zip"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
)

// A zipWriter writes archives whose bytes depend on what is in them alone: all
// files are of one time, and the compressor is that of go.mod, which does not
// change with the compiler as the standard one does.
type zipWriter struct{ *zip.Writer }

func newZip(w io.Writer) zipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.DefaultCompression)
	})
	return zipWriter{z}
}

// zipTime is the earliest that an archive can state.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// create begins a file, which lasts until the next one.
func (z zipWriter) create(name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
}

// file writes a whole file.
func (z zipWriter) file(name, content string) error {
	w, err := z.create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, content)
	return err
}
