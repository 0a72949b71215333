package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"tifa/analysis"
	"tifa/corpus/store"
	"tifa/reports"
)

// outputFlags say how and where a command writes its table.
type outputFlags struct {
	p          *program
	format     string
	files      cli.StringSlice
	targets    []reports.Target // what files and format say, once they are checked
	columns    string
	lang       string
	bom        bool
	noManifest bool
}

func (f *outputFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Usage: "write as `FORMAT`: " + strings.Join(reports.Formats(), ", ") + " (default: what the ending of -o says, else text)", Destination: &f.format},
		&cli.StringSliceFlag{Name: "o", Usage: "write to `FILE`, and where it came from into it or to FILE.tifa.json; - is standard output", Destination: &f.files},
		&cli.StringFlag{Name: "columns", Usage: "write the columns of `LIST` only, in its order: word,count", Destination: &f.columns},
		&cli.StringFlag{Name: "lang", Value: "en", Usage: "name the columns and write the chart in `LANGUAGE`: en or zh (tifa help columns has both)", Destination: &f.lang},
		&cli.BoolFlag{Name: "bom", Usage: "write CSV and TSV for Excel: with a byte order mark, and an apostrophe before texts that Excel would take for formulas", Destination: &f.bom},
		&cli.BoolFlag{Name: "no-manifest", Usage: "leave out where the result came from", Destination: &f.noManifest},
	}
}

// check is called before the work, so that a wrong format or file costs no time.
func (f *outputFlags) check() error {
	names := f.files.Value()
	if len(names) == 0 {
		names = []string{"-"}
	}
	if !slices.Contains(languages, f.lang) {
		return usagef("unknown --lang %q (have %s)", f.lang, strings.Join(languages, ", "))
	}
	f.targets, f.p.formats = nil, nil
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return usagef("-o %s is given twice", name)
		}
		if slices.Contains(names, name+".tifa.json") {
			return usagef("-o %s.tifa.json: where %s came from is written there; name another", name, name)
		}
		format, err := f.lookup(name, len(names) > 1)
		if err != nil {
			return err
		}
		target := reports.Target{Path: name, Format: format}
		if name == "-" {
			target = reports.Target{W: f.p.stdout, Format: format} // as elsewhere
		} else if err := f.p.checkTarget(name); err != nil {
			return err
		}
		f.targets = append(f.targets, target)
		f.p.formats = append(f.p.formats, format.Name)
	}
	f.p.unlisted = f.noManifest || !slices.ContainsFunc(f.targets, func(t reports.Target) bool { return t.W == nil || t.Format.Carries() })
	if f.bom && !slices.ContainsFunc(f.targets, func(t reports.Target) bool { return t.Format.Name == "csv" || t.Format.Name == "tsv" }) {
		return usagef("--bom is for csv and tsv: give --format csv with it")
	}
	return nil
}

// lookup returns the format for a file. --format comes before the ending; of
// one file among several it speaks where the ending says nothing, because they
// are several to have several formats.
func (f *outputFlags) lookup(name string, several bool) (reports.Format, error) {
	byEnding, known := reports.ForFile(name)
	switch {
	case f.format != "" && !(several && known):
		format, err := reports.Lookup(f.format)
		return format, asUsage(err)
	case known:
		return byEnding, nil
	case name == "-":
		return reports.Lookup("text")
	}
	return byEnding, usagef("-o %s: no format has this ending; name one with --format (%s)", name, strings.Join(reports.Formats(), ", "))
}

// isText tells whether the table is for reading, not for another program.
func (f *outputFlags) isText() bool {
	return !slices.ContainsFunc(f.targets, func(t reports.Target) bool { return t.Format.Name != "text" })
}

// write writes the table, then its notes to standard error.
func (f *outputFlags) write(t *reports.Table) error {
	t, err := f.chosen(t)
	if err != nil {
		return err
	}
	t = inLanguage(t, f.lang)
	if f.p.take != nil {
		return f.p.take(t)
	}
	opt := reports.Options{BOM: f.bom, NoManifest: f.noManifest}
	opt.Bold = len(f.targets) == 1 && f.isText() && bold(f.targets[0].W, os.Getenv)
	if _, err := reports.WriteFiles(f.targets, t, opt); err != nil {
		return fileError(err)
	}
	f.p.notes(t.Notes)
	return nil
}

// bold tells whether w is a terminal that may be told to write bold: the user has
// not set NO_COLOR (no-color.org), and the terminal is not one that cannot.
func bold(w io.Writer, getenv func(string) string) bool {
	f, ok := w.(*os.File)
	return ok && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// chosen returns the table with the columns of --columns.
func (f *outputFlags) chosen(t *reports.Table) (*reports.Table, error) {
	if f.columns == "" {
		return t, nil
	}
	want := strings.Split(f.columns, ",")
	for i := range want {
		want[i] = strings.TrimSpace(want[i])
	}
	var have []string
	for _, c := range t.Columns {
		have = append(have, c.Name)
	}
	for i, name := range want {
		if c, ok := findColumn(name); ok && !slices.Contains(have, name) {
			want[i] = c.Name // given in Chinese
		}
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			return nil, usagef("--columns: no column %q (have %s)", name, strings.Join(have, ", "))
		}
	}
	return t.Only(want...), nil
}

func (p *program) notes(notes []string) {
	if p.quiet {
		return
	}
	for _, n := range notes {
		fmt.Fprintln(p.stderr, "tifa: note:", n)
	}
}

// notParameters are flags that change no number, or are part of the filter.
var notParameters = []string{
	"format", "o", "network", "lang", "bom", "no-manifest", "workers", "strict", "help", "h",
	"where", "from", "to", "kind", "in", "repeated-title", "set", "duplicates", "once", "parts", "with", "without", "engine", "layers", "convention", "lexicon-until", "dict", "profile", "map", "input-format", "encoding", "max-record", "max-expansion",
	"to-lexicon", "drop", "drop-rules", "clean", "recode", "kind-rules", "chart", "chart-kind", "font",
}

// manifest says where the result of a command came from. extra are parameters
// that no flag states.
func (p *program) manifest(c *cli.Context, in *inputFlags, s *store.Corpus, extra ...reports.Pair) *reports.Manifest {
	id := s.Identity()
	m := p.origin(c)
	m.Corpus, m.Documents, m.Segmentation = id.Content.String(), id.Documents, id.Segmentation
	p.listDocuments(m, s)
	for _, pair := range in.pairs() {
		if pair[1] != "" {
			m.Filter = append(m.Filter, reports.Pair{Name: pair[0], Value: pair[1]})
		}
	}
	m.Parameters = append(parameters(c), extra...)
	return m
}

// parameters are the flags that numbers depend on, as a manifest states them.
func parameters(c *cli.Context) (list reports.Pairs) {
	for _, f := range c.Command.Flags {
		name := f.Names()[0]
		if slices.Contains(notParameters, name) {
			continue
		}
		if value := flagValue(c, name); value != "" {
			list = append(list, reports.Pair{Name: name, Value: value})
		}
	}
	return list
}

func flagValue(c *cli.Context, name string) string {
	switch v := c.Value(name).(type) {
	case cli.StringSlice:
		return strings.Join(v.Value(), ",")
	case bool:
		if !v {
			return ""
		}
		return "true"
	case float64:
		if v == 0 && !c.IsSet(name) {
			return ""
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case int:
		if v == 0 && !c.IsSet(name) {
			return ""
		}
		return strconv.Itoa(v)
	case int64:
		if v == 0 && !c.IsSet(name) {
			return ""
		}
		return strconv.FormatInt(v, 10)
	default:
		return fmt.Sprint(v)
	}
}

// finish gives a table its notes and manifest and writes it.
func (f *outputFlags) finish(c *cli.Context, in *inputFlags, s *analysis.Selection, t *reports.Table, extra ...reports.Pair) error {
	t.Name = c.Command.Name
	t.Notes = append(t.Notes, s.Notes...)
	t.Manifest = f.p.manifest(c, in, s.Corpus, extra...)
	noteEmpty(t)
	return f.write(t)
}

// noteEmpty adds a note where no row comes: an empty table explains nothing.
func noteEmpty(t *reports.Table) {
	rows := t.Rows
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		empty := true
		for row, err := range rows {
			empty = false
			if !yield(row, err) {
				return
			}
		}
		if empty {
			t.Notes = append(t.Notes, "the table is empty: nothing fits what was asked for")
		}
	}
}
