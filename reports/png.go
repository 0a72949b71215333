package reports

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"maps"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// dotsPerInch makes two pixels a point.
const dotsPerInch = 144

// writePNG writes a chart as PNG.
func writePNG(w io.Writer, c *Chart, opt ChartOptions) error {
	manifest, err := c.manifest(opt)
	if err != nil {
		return err
	}
	letters := newLettering(opt.Font)
	var canvas *vgimg.Canvas
	c.lay(letters, func(width, height vg.Length) *sheet {
		canvas = vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dotsPerInch))
		return newSheet(canvas, width, height)
	})
	if err := letters.lacking(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, canvas.Image()); err != nil {
		return err
	}
	data := b.Bytes()
	if manifest != nil {
		data = slices.Insert(data, pngHeader, textChunk(chartKeyword, manifest)...)
	}
	_, err = w.Write(data)
	return err
}

// lacking is an error where no font has a letter.
func (l *lettering) lacking() error {
	switch {
	case len(l.missing) == 0:
		return nil
	case l.wide == nil:
		return ErrNoFont
	}
	letters := slices.Sorted(maps.Keys(l.missing))
	return fmt.Errorf("the font %s has no %q: give another with --font FILE, or write .svg", l.wide.Name, string(letters[:min(len(letters), 10)]))
}

// chartKeyword names the manifest within a chart.
const chartKeyword = "tifa"

// pngHeader is the length of the signature and the chunk IHDR, behind which other
// chunks may stand.
const pngHeader = 8 + 12 + 13

// textChunk returns a chunk iTXt: text in UTF-8 below a keyword.
func textChunk(keyword string, text []byte) []byte {
	body := append([]byte("iTXt"+keyword), 0, 0, 0, 0, 0) // not compressed, of no language, no other keyword
	body = append(body, text...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
}
