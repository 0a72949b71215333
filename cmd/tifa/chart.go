package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// chartFlags say whether and how a command draws its result, besides the table.
type chartFlags struct {
	p                *program
	file, font, kind string

	format reports.ChartFormat
	opt    reports.ChartOptions
	texts  *chartTexts // in the language of the table
}

func (f *chartFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "chart", Usage: "draw the result into `FILE` too, .svg or .png", Destination: &f.file},
		&cli.StringFlag{Name: "font", Usage: "with --chart x.png, write Chinese with the font in `FILE` (default: one that the system has)", Destination: &f.font},
	}
}

// kinds of charts of a breakdown.
var chartKinds = []string{"bars", "stacked", "heat"}

func (f *chartFlags) kindFlag() cli.Flag {
	return &cli.StringFlag{Name: "chart-kind", Usage: "with --chart, draw `KIND`: bars, stacked or heat (default: bars; of two fields heat if one is of time, else stacked)", Destination: &f.kind}
}

// check is called before the work, so that a wrong file or a missing font costs
// no time. The language and the manifest are as for the table.
func (f *chartFlags) check(out *outputFlags) error {
	f.texts = chartTextsOf(out.lang)
	switch {
	case f.file == "" && f.font != "":
		return usagef("--font goes with --chart FILE.png")
	case f.file == "" && f.kind != "":
		return usagef("--chart-kind goes with --chart FILE")
	case f.file == "":
		return nil
	case f.kind != "" && !slices.Contains(chartKinds, f.kind):
		return usagef("--chart-kind %q: want bars, stacked or heat", f.kind)
	}
	format, ok := reports.ChartForFile(f.file)
	if !ok {
		return usagef("--chart %s: want a file that ends in .svg or .png", f.file)
	}
	if slices.Contains(f.p.outputs, f.file) {
		return usagef("--chart %s: the table goes there; name another file", f.file)
	}
	f.format, f.opt.NoManifest, f.p.unlisted = format, out.noManifest, out.noManifest
	if err := f.p.checkTargetOf("--chart", f.file); err != nil {
		return err
	}
	if format.Name != reports.PNG.Name {
		if f.font != "" {
			return usagef("--font is for .png: an .svg holds its text as text")
		}
		return nil
	}
	var err error
	if f.font != "" {
		f.opt.Font, err = reports.OpenFont(f.font)
	} else {
		folders := f.p.fontFolders
		if folders == nil {
			folders = fontFolders()
		}
		f.opt.Font, err = reports.FindFont(folders)
	}
	if err != nil {
		return fmt.Errorf("--chart %s: %w", f.file, fileError(err))
	}
	return nil
}

// fontFolders are the places where systems keep fonts.
func fontFolders() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "." // nobody's fonts
	}
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(home, "AppData", "Local", "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{filepath.Join(home, "Library", "Fonts"), "/Library/Fonts", "/System/Library/Fonts", "/System/Library/AssetsV2"}
	}
	return []string{filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts"), "/usr/local/share/fonts", "/usr/share/fonts"}
}

// eventsWithin returns the days of events within a span.
func eventsWithin(span corpus.Date, events []analysis.Event) (list []reports.Event) {
	for i := range events {
		for _, d := range events[i].Days(span) {
			list = append(list, reports.Event{Label: events[i].Label, Day: d.First.Time()})
		}
	}
	return list
}

// watch has every row of a table shown to see before it is written, so that the
// chart draws the numbers of the table. see gets the cells of the named
// columns, empty ones for columns that the table has not.
func (f *chartFlags) watch(t *reports.Table, see func(cells []reports.Cell), columns ...string) {
	if f.file == "" || t.Rows == nil {
		return
	}
	at := make([]int, len(columns))
	for i, name := range columns {
		at[i] = slices.IndexFunc(t.Columns, func(c reports.Column) bool { return c.Name == name })
	}
	rows := t.Rows
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		cells := make([]reports.Cell, len(columns))
		for row, err := range rows {
			if err == nil {
				for i, k := range at {
					if cells[i] = reports.Empty(); k >= 0 {
						cells[i] = row[k]
					}
				}
				see(cells)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// write draws the chart of a table that is written. Notes of the table are the
// chart's.
func (f *chartFlags) write(t *reports.Table, title, caption string, d reports.Drawing) error {
	c := &reports.Chart{Title: title, Lang: f.texts.lang, Caption: caption, Drawing: d, Manifest: t.Manifest, Notes: t.Notes}
	if t.Manifest != nil && f.kind != "" { // of the table it is no parameter
		m := *t.Manifest
		m.Parameters = append(slices.Clone(m.Parameters), reports.Pair{Name: "chart-kind", Value: f.kind})
		c.Manifest = &m
	}
	if err := reports.WriteChartFile(f.file, f.format, c, f.opt); err != nil {
		return fileError(err)
	}
	if f.p.drawn != nil {
		f.p.drawn(c)
	}
	return nil
}
