package reports

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg"
)

// A Chart is a picture of numbers with a title that says what is shown.
type Chart struct {
	Title    string
	Lang     string    // zh for Chinese words beside what is given, else English
	Caption  string    // stands below: what the marks mean, what is left out
	Drawing  Drawing   // what is drawn
	Manifest *Manifest // where the numbers came from; nil if nobody said
	Notes    []string  // caveats; they go into the manifest
}

// A Drawing is what a chart can show: [Lines], [Bars], [Heat], [Strips],
// [Calendar], [Network].
type Drawing interface {
	check() error
	key(w *chartWords) []keyEntry
	height(p *sheet) vg.Length // of what it draws, for the width of a page
	draw(p *sheet, area vg.Rectangle)
}

// ChartOptions say how a chart is written. The zero value will do for SVG.
type ChartOptions struct {
	Font       *Font // for what the built-in Latin letters lack; PNG with Chinese characters needs one
	NoManifest bool
}

// A ChartFormat is a kind of file for charts: [SVG] or [PNG].
type ChartFormat struct {
	Name, Ending string
	write        func(w io.Writer, c *Chart, opt ChartOptions) error
}

// The formats of charts. SVG keeps text as text: a program that shows it needs a
// font with Chinese characters, and all browsers find one. PNG has two pixels a
// point. Both hold the manifest: in <metadata>, and in an iTXt chunk "tifa".
var (
	SVG = ChartFormat{Name: "svg", Ending: ".svg", write: writeSVG}
	PNG = ChartFormat{Name: "png", Ending: ".png", write: writePNG}
)

// ChartForFile returns the format that the ending of a file name asks for.
func ChartForFile(name string) (ChartFormat, bool) {
	switch ending := strings.ToLower(filepath.Ext(name)); ending {
	case SVG.Ending:
		return SVG, true
	case PNG.Ending:
		return PNG, true
	}
	return ChartFormat{}, false
}

// ErrNothing is the error for a chart of no numbers.
var ErrNothing = errors.New("there is nothing to draw")

// ErrNoFont is the error for a picture of dots that has Chinese characters, where
// no font has them.
var ErrNoFont = errors.New("no font with Chinese characters found: give --font FILE, or write .svg")

// WriteChart writes a chart. The same chart gives the same bytes, as PNG with the
// same font. A number that is not finite is an error.
func WriteChart(w io.Writer, f ChartFormat, c *Chart, opt ChartOptions) error {
	if err := c.Drawing.check(); err != nil {
		return fmt.Errorf("chart: %w", err)
	}
	return f.write(w, c, opt)
}

// WriteChartFile writes a chart to a file, which is whole or not there.
func WriteChartFile(path string, f ChartFormat, c *Chart, opt ChartOptions) error {
	write := func(w io.Writer) error { return WriteChart(w, f, c, opt) }
	if special(path) {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		err = write(file)
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		return err
	}
	var set fileSet
	defer set.discard()
	if err := set.add(path, write); err != nil {
		return err
	}
	return set.place()
}

// manifest returns the manifest as one line of JSON; nil where there is none.
func (c *Chart) manifest(opt ChartOptions) ([]byte, error) {
	if c.Manifest == nil || opt.NoManifest {
		return nil, nil
	}
	return c.Manifest.withNotes(c.Notes...).compact()
}

// The measures of a page, in points.
const (
	pageWidth = 760
	margin    = 14
	titleSize = 14
	labelSize = 10
	smallSize = 9
)

// lineHeight is from one line of text to the next, in sizes of the letters.
const lineHeight = 1.35

// lay draws the chart on the sheet that start makes for its height.
func (c *Chart) lay(letters *lettering, start func(width, height vg.Length) *sheet) *sheet {
	words := chartWordsOf(c.Lang)
	p := &sheet{letters: letters, words: words}
	inner := vg.Length(pageWidth - 2*margin)
	title := letters.wrap(c.Title, style{size: titleSize, bold: true}, inner)
	caption := letters.wrap(c.Caption, style{size: smallSize}, inner)
	key := layKey(c.Drawing.key(words), letters, inner)
	head := textHeight(len(title), titleSize) + key.height()
	foot := textHeight(len(caption), smallSize)
	body := c.Drawing.height(p)
	p = start(pageWidth, 2*margin+head+body+foot+12)
	p.letters, p.words = letters, words
	p.fill(vg.Rectangle{Max: vg.Point{X: p.width, Y: p.top}}, white)
	y := p.top - margin
	for _, line := range title {
		p.text(line, margin, y, style{size: titleSize, bold: true, down: 1})
		y -= titleSize * lineHeight
	}
	key.draw(p, margin, y)
	area := vg.Rectangle{Min: vg.Point{X: margin, Y: margin + foot + 4}, Max: vg.Point{X: p.width - margin}}
	area.Max.Y = area.Min.Y + body
	c.Drawing.draw(p, area)
	y = margin + foot
	for _, line := range caption {
		p.text(line, margin, y, style{size: smallSize, color: grey, down: 1})
		y -= smallSize * lineHeight
	}
	return p
}

func textHeight(lines int, size vg.Length) vg.Length { return vg.Length(lines) * size * lineHeight }
