package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
	"gopkg.in/yaml.v3"

	"tifa/corpus/store"
	"tifa/reports"
)

const reportHelp = `One page about a corpus and some terms, to send to a colleague: what the corpus is and what it
lacks, overall figures, frequencies, sections, key words by period, the terms' trends, life
cycles, collocates and contexts, the methods with their formulae, and the commands that make
each table again. It holds everything that it shows and loads nothing. The ending of -o says
what it is: .html, .md (without charts) or .xlsx (a sheet a table).

--profile FILE chooses the parts, in YAML, under the key report: parts: [corpus, coverage,
overview, frequencies, sections, keywords, trends, lifecycle, collocates, contexts, methods],
every: year, top: 30, sample: 8, title: …; --outline FILE holds the same without that key. All numbers are those of the commands; the filters hold for all parts.

   tifa report testdata/sample 改革开放 市场 --lang zh -o report.html`

// An outline says which parts a report has, and how long they are.
type outline struct {
	Parts  []string `yaml:"parts"`
	Every  string   `yaml:"every"`  // period of trends and life cycles
	Top    int      `yaml:"top"`    // rows of a table
	Sample int      `yaml:"sample"` // contexts of a term
	Title  string   `yaml:"title"`
}

// A reportRun makes the parts of a report by asking the commands.
type reportRun struct {
	outline
	p      *program
	ctx    context.Context
	texts  reportTexts
	lang   string
	source string
	terms  []string // as ParseTerm reads them
	labels []string // of the terms
	flags  []string // filters, as given
	idle   []string // flags that change no number: they hold here, and no page names them
	opened map[string]*store.Corpus
	noted  map[string]bool // notes that are on the page
	folder string          // of charts
	first  *reports.Manifest
	origin *reports.Manifest // what was asked for
}

func (p *program) reportCommand() *cli.Command {
	in := inputFlags{p: p}
	var lang, outlineFile, termsFile string
	var files cli.StringSlice
	return &cli.Command{
		Name:        "report",
		Usage:       "write one page about a corpus and some terms",
		ArgsUsage:   "CORPUS [TERM…]",
		Description: reportHelp,
		Flags: join([]cli.Flag{
			&cli.StringSliceFlag{Name: "o", Usage: "write to `FILE`: .html, .md or .xlsx", Destination: &files},
			&cli.StringFlag{Name: "lang", Value: "en", Usage: "write in `LANGUAGE`: en or zh", Destination: &lang},
			&cli.StringFlag{Name: "outline", Usage: "read which parts there are from `FILE` (YAML)", Destination: &outlineFile},
			&cli.StringFlag{Name: "terms", Usage: "read more terms from `FILE`: one a line, or label: spelling | spelling; [name] begins a category (see tifa help terms)", Destination: &termsFile},
		}, in.flags()),
		Action: func(c *cli.Context) error {
			if err := p.reportTargets(files.Value()); err != nil {
				return err
			}
			source, terms, _, err := p.corpusAndTerms("report", &termFlags{match: "string", file: termsFile}, false)
			if err != nil {
				return err
			}
			r := &reportRun{p: p, ctx: c.Context, lang: lang, source: source, opened: make(map[string]*store.Corpus), noted: make(map[string]bool)}
			for _, t := range terms {
				r.terms, r.labels = append(r.terms, t.String()), append(r.labels, t.Label)
			}
			var ok bool
			if r.texts, ok = reportLanguages[lang]; !ok {
				return usagef("--lang %q: want en or zh", lang)
			}
			if r.outline, err = chooseOutline(outlineFile, in.profile); err != nil {
				return err
			}
			r.flags, r.idle = filterFlags(c, in.flags())
			if store.IsStored(source) { // it was read with a profile of its own
				r.flags = slices.DeleteFunc(r.flags, func(f string) bool { return strings.HasPrefix(f, "--profile=") })
			}
			r.origin = p.origin(c)
			page, err := r.page()
			if err != nil {
				return err
			}
			return fileError(reports.WritePageFiles(files.Value(), page))
		},
	}
}

// reportTargets checks the files of -o.
func (p *program) reportTargets(files []string) error {
	if len(files) == 0 || slices.Contains(files, "-") {
		return usagef("report needs -o FILE.html, .md or .xlsx")
	}
	p.formats = nil
	for i, file := range files {
		format, ok := reports.PageForFile(file)
		switch {
		case !ok:
			return usagef("-o %s: want a file that ends in .html, .md or .xlsx", file)
		case slices.Contains(files[:i], file):
			return usagef("-o %s is given twice", file)
		}
		if err := p.checkTarget(file); err != nil {
			return err
		}
		p.formats = append(p.formats, format.Name)
	}
	return nil
}

// chooseOutline returns the outline of --outline, else that of the key report
// of --profile, else the whole report.
func chooseOutline(file, profile string) (outline, error) {
	name := file
	if name == "" {
		name = profile
	}
	if name == "" {
		return readOutline("", "")
	}
	text, err := readText(name)
	if err != nil {
		return outline{}, err
	}
	if file == "" {
		var p struct {
			Report yaml.Node `yaml:"report"`
		}
		if err := yaml.Unmarshal([]byte(text), &p); err != nil {
			return outline{}, usagef("%s: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
		}
		if text = ""; !p.Report.IsZero() {
			part, err := yaml.Marshal(&p.Report)
			if err != nil {
				return outline{}, err
			}
			text = string(part)
		}
	}
	return readOutline(text, name)
}

// readOutline reads an outline from the text of a file; "" is the whole report.
func readOutline(text, file string) (outline, error) {
	o := outline{Every: "year", Top: 30, Sample: 8}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&o); err != nil && err != io.EOF {
		return o, usagef("%s: %s", file, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	switch {
	case o.Parts == nil:
		o.Parts = reportParts
	case len(o.Parts) == 0:
		return o, usagef("%s: parts is empty: name some (%s), or leave it out for all", file, strings.Join(reportParts, ", "))
	}
	for i, name := range o.Parts {
		if !slices.Contains(reportParts, name) {
			return o, usagef("%s: unknown part %q (have %s)", file, name, strings.Join(reportParts, ", "))
		}
		if slices.Contains(o.Parts[:i], name) {
			return o, usagef("%s: part %q is given twice", file, name)
		}
	}
	if o.Top < 1 || o.Sample < 1 {
		return o, usagef("%s: top and sample are 1 or more", file)
	}
	return o, nil
}

// filterFlags are the flags of input as they were given, for the commands, and
// apart from them those that change no result.
func filterFlags(c *cli.Context, flags []cli.Flag) (given, idle []string) {
	for _, f := range flags {
		name := f.Names()[0]
		if !c.IsSet(name) {
			continue
		}
		if many, ok := c.Value(name).(cli.StringSlice); ok {
			for _, v := range many.Value() {
				given = append(given, "--"+name+"="+v)
			}
			continue
		}
		flag := fmt.Sprintf("--%s=%v", name, c.Value(name))
		if slices.Contains(idleFlags, name) {
			idle = append(idle, flag)
		} else {
			given = append(given, flag)
		}
	}
	return given, idle
}

// page makes all parts.
func (r *reportRun) page() (*reports.Page, error) {
	folder, err := os.MkdirTemp("", "tifa-report-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }() // of the temporary files of the system
	r.folder = folder
	page := &reports.Page{
		Title: r.title(), Lang: r.texts.tag, Contents: r.texts.contents,
		Words: r.texts.words,
	}
	var left leftOut
	for _, name := range r.Parts {
		part := reports.Part{ID: name, Sheet: r.texts.sheet[name], Heading: r.texts.heading[name], Text: []string{r.texts.text[name]}}
		part.Blocks, err = r.blocks(name)
		if reason, ok := reasonFor(err); ok {
			left.add(name, reason)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if name == "methods" {
			part.Text = r.texts.methods
		}
		page.Parts = append(page.Parts, part)
	}
	if len(page.Parts) == 0 {
		return nil, usagef("the report has no part left: %s", strings.Join(left.notes(), "; "))
	}
	r.p.notes(left.notes())
	page.Manifest = r.manifest()
	if m := page.Manifest; m != nil {
		page.Lead = []string{fmt.Sprintf(r.texts.lead, m.Documents, m.Tool+" "+m.Version, m.Corpus, m.Segmentation)}
	}
	page.Lead = append(page.Lead, left.paragraphs(&r.texts)...)
	return page, nil
}

func (r *reportRun) title() string {
	if r.Title != "" {
		return r.Title
	}
	name := filepath.Base(filepath.Clean(r.source))
	if len(r.terms) == 0 {
		return fmt.Sprintf(r.texts.title, name)
	}
	return fmt.Sprintf(r.texts.titleTerms, strings.Join(r.labels, r.texts.comma), name)
}

// manifest is that of the tables, with the report in the place of the command.
func (r *reportRun) manifest() *reports.Manifest {
	if r.first == nil {
		return nil
	}
	m := *r.first
	m.Command, m.Arguments, m.Flags, m.Files, m.Outputs = "report", r.origin.Arguments, r.origin.Flags, r.origin.Files, r.origin.Outputs
	m.Parameters = reports.Pairs{{Name: "parts", Value: strings.Join(r.Parts, ",")}, {Name: "lang", Value: r.lang}}
	m.Notes = nil
	return &m
}

// ask runs a command and returns its table, in memory, and what would be typed
// for it. chart is a file for its chart, "" for none.
func (r *reportRun) ask(chart string, command string, args ...string) (reports.Block, error) {
	typed := append([]string{command, r.source}, args...)
	for _, f := range r.flags { // check takes corpora as they are, without filters
		if name, _, _ := strings.Cut(f[2:], "="); hasFlag(r.p.app(), command, name) {
			typed = append(typed, f)
		}
	}
	call := slices.Concat(typed, r.idle)
	if chart != "" {
		chart = filepath.Join(r.folder, chart)
		call = append(call, "--chart="+chart)
	}
	var block reports.Block
	child := &program{stdin: r.p.stdin, stdout: io.Discard, stderr: io.Discard, segmenter: r.p.segmenter, opened: r.opened}
	if child.listing = r.p.listing; r.first != nil {
		child.listing = "none" // the page says once which documents there are
	}
	child.take = func(t *reports.Table) error {
		var err error
		block.Table, block.Notes, err = r.keep(command, t)
		return err
	}
	child.drawn = func(c *reports.Chart) {
		block.Alt = c.Title
		if c.Caption != "" {
			block.Alt += r.texts.stop + c.Caption
		}
	}
	if r.lang == "zh" && hasFlag(child.app(), command, "lang") {
		call = append(call, "--lang=zh")
	}
	err := child.run(r.ctx, call)
	if errors.Is(err, reports.ErrNothing) && block.Table != nil { // it tells more than no picture
		chart, err = "", nil
	}
	if err != nil {
		return block, err
	}
	r.p.segmenter = child.segmenter
	if block.Table != nil && r.first == nil {
		r.first = block.Table.Manifest
	}
	block.Command = "tifa " + shellQuoted(typed)
	if chart != "" {
		svg, err := os.ReadFile(chart)
		if err != nil {
			return block, err
		}
		block.Chart = svg
	}
	return block, nil
}

func hasFlag(app *cli.App, command, name string) bool {
	return findFlag([]*cli.Command{app.Command(command)}, name) != nil
}

// shellQuoted is a command line as a shell takes it.
func shellQuoted(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		if quoted[i] = a; a == "" || strings.ContainsAny(a, " \t\n'\"\\$&|;<>()*?[]{}`!#~") {
			quoted[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}
