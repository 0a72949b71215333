package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// inputFlags say what a command reads and which documents it looks at.
type inputFlags struct {
	p             *program
	also, set     cli.StringSlice
	kinds         cli.StringSlice
	from, to, in  string
	where         string
	repeatedTitle string
	encoding      string
	workers       int
	strict        bool

	maxRecord, maxExpansion int
	mapped                  cli.StringSlice
	profile                 string
	inputFormat             string
	duplicates              string
	once                    bool
	segmentation            segmentationFlags
	parts                   bool
	reading                 readingFlags
	narrow                  narrowFlags
	problems                map[corpus.Code]int
}

func (f *inputFlags) sourceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "also", Usage: "read `SOURCE` too", Destination: &f.also},
		&cli.StringSliceFlag{Name: "set", Usage: "give every document a constant, `paper=NAME`", Destination: &f.set},
		&cli.StringFlag{Name: "encoding", Usage: "read files as `NAME`: utf-8, gb18030, big5, utf-16le, utf-16be (default: judged file by file)", Destination: &f.encoding},
		&cli.StringFlag{Name: "profile", Usage: "read how the files are written from `FILE` (YAML: format, encoding, map, constants; default: tifa.yaml in the folder of the source)", Destination: &f.profile},
		&cli.StringSliceFlag{Name: "map", Usage: "read fields from columns or keys of other names: `date=pubtime,body=content`", Destination: &f.mapped},
		&cli.StringFlag{Name: "input-format", Usage: "read all files as `FORMAT`: tagged, jsonl, json, csv, tsv, text (default: judged file by file)", Destination: &f.inputFormat},
		&cli.IntFlag{Name: "max-record", Usage: "pass over records of more than `BYTES` (default: 16 MiB)", Destination: &f.maxRecord},
		&cli.IntFlag{Name: "max-expansion", Usage: "let compressed files grow to `N` times their size, beyond their first 64 MiB; -1 for any (default: 100)", Destination: &f.maxExpansion},
		&cli.IntFlag{Name: "workers", Usage: "cut texts with `N` goroutines; the result is the same for any (default: one a processor)", Destination: &f.workers},
		&cli.BoolFlag{Name: "strict", Usage: "stop at the first problem in the input", Destination: &f.strict},
	}
}

func (f *inputFlags) flags() []cli.Flag {
	return append(join(f.sourceFlags(), f.reading.flags(), f.segmentation.flags(), f.narrow.flags()),
		&cli.StringFlag{Name: "from", Usage: "leave out documents before `DATE` (1978, 1978-12, 1978-12-18)", Destination: &f.from},
		&cli.StringFlag{Name: "to", Usage: "leave out documents after `DATE`", Destination: &f.to},
		&cli.StringFlag{Name: "where", Usage: `keep documents for which ` + "`EXPR`" + ` holds: section == "头版" and date >= "1978-12" and class startsWith "D2"`, Destination: &f.where},
		&cli.StringSliceFlag{Name: "kind", Usage: "keep documents of `KIND` only: article, picture, advert, empty, or several with commas", Destination: &f.kinds},
		&cli.StringFlag{Name: "in", Value: "all", Usage: "count in `ZONES`: all, titles, body, or a list of kicker, title, subtitle, body", Destination: &f.in},
		&cli.StringFlag{Name: "repeated-title", Value: "once", Usage: "count a title that the body begins with `HOW`: once or keep (twice)", Destination: &f.repeatedTitle},
		&cli.BoolFlag{Name: "parts", Usage: "cut documents into parts at their numbered headings (一、 第一章); --by part does it too", Destination: &f.parts},
		&cli.StringFlag{Name: "duplicates", Value: "keep", Usage: "of documents with the same text `KEEP` all, or count the first only: keep or first", Destination: &f.duplicates},
		&cli.BoolFlag{Name: "once", Usage: "count a text that was printed again, word for word or nearly (Jaccard at least 0.8, see tifa help reprints), once: the first print of those asked for stays, with its own fields, and excerpts do; more than --duplicates first leaves out", Destination: &f.once},
	)
}

// open reads the sources into a corpus.
func (f *inputFlags) open(ctx context.Context, sources []string) (*store.Corpus, error) {
	sources = append(slices.Clone(sources), f.also.Value()...)
	key := strings.Join(sources, "\x00")
	if c := f.p.opened[key]; c != nil {
		return c, nil
	}
	c, err := f.read(ctx, sources)
	if err == nil && f.p.opened != nil {
		f.p.opened[key] = c
	}
	return c, err
}

func (f *inputFlags) read(ctx context.Context, sources []string) (*store.Corpus, error) {
	dir, err := storedSource(sources)
	if err != nil {
		return nil, err
	}
	if dir != "" {
		return f.openStored(dir)
	}
	opt, err := f.readOptions(sources)
	if err != nil {
		return nil, err
	}
	bar := newBar(f.p.stderr)
	opt.Progress = bar.show
	c, err := ingest.Read(ctx, sources, opt)
	bar.clear()
	return c, err
}

// readOptions returns how the flags ask sources to be read.
func (f *inputFlags) readOptions(sources []string) (opt ingest.Options, err error) {
	opt = ingest.Options{
		Workers: f.workers, Strict: f.strict, Stdin: f.p.stdin, Problem: f.problem,
	}
	if err := f.p.spareSources(sources); err != nil {
		return opt, err
	}
	if opt.Decode, err = f.decodeOptions(); err != nil {
		return opt, err
	}
	if opt.Paper, err = f.paper(); err != nil {
		return opt, err
	}
	if err := f.reading.apply(&opt); err != nil {
		return opt, err
	}
	opt.Segmenter, err = f.segmentation.segmenter(f.p)
	return opt, err
}

func (f *inputFlags) decodeOptions() (corpus.DecodeOptions, error) {
	opt := corpus.DecodeOptions{MaxRecord: f.maxRecord, MaxExpansion: f.maxExpansion}
	var err error
	if f.encoding != "" {
		if opt.Encoding, err = corpus.ParseEncoding(f.encoding); err != nil {
			return opt, asUsage(err)
		}
	}
	opt.Profile, err = f.readProfile()
	return opt, err
}

// readProfile returns the profile of --profile with what --map and
// --input-format say besides; nil leaves it to the folders of the sources.
func (f *inputFlags) readProfile() (*corpus.Profile, error) {
	if f.profile == "" && len(f.mapped.Value()) == 0 && f.inputFormat == "" {
		return nil, nil
	}
	profile := new(corpus.Profile)
	if f.profile != "" {
		text, err := readText(f.profile)
		if err != nil {
			return nil, err
		}
		if profile, err = corpus.ParseProfile(strings.NewReader(text), f.profile); err != nil {
			return nil, err
		}
	}
	if list := f.mapped.Value(); len(list) > 0 {
		mapped, err := corpus.ParseMap(strings.Join(list, ","))
		if err != nil {
			return nil, asUsage(err)
		}
		if profile.Map == nil {
			profile.Map = make(map[string][]string)
		}
		maps.Copy(profile.Map, mapped)
	}
	if f.inputFormat != "" {
		format, err := corpus.ParseFormat(f.inputFormat)
		if err != nil {
			return nil, asUsage(err)
		}
		profile.Format = format
	}
	return profile, asUsage(profile.Check())
}

// paper returns the value of --set paper=.
func (f *inputFlags) paper() (string, error) {
	paper := ""
	for _, s := range f.set.Value() {
		field, value, ok := strings.Cut(s, "=")
		if !ok || field != "paper" || value == "" {
			return "", usagef("--set %s: want paper=NAME", s)
		}
		paper = value
	}
	return paper, nil
}

func (f *inputFlags) problem(p *corpus.Problem) {
	if f.problems == nil {
		f.problems = make(map[corpus.Code]int)
	}
	f.problems[p.Code]++
}

// selection reads the sources and returns the documents that pass the filter.
// Documents are cut into parts if --parts asks for it, or if they are to be
// grouped by part.
func (f *inputFlags) selection(ctx context.Context, sources []string, by ...string) (*analysis.Selection, error) {
	filter, err := f.filter()
	if err != nil {
		return nil, err
	}
	c, err := f.open(ctx, sources)
	if err != nil {
		return nil, err
	}
	whole := c.Len()
	if f.parts = f.parts || slices.Contains(by, "part"); f.parts {
		c = c.Parts()
	}
	s, err := analysis.Select(c, filter)
	if err != nil {
		return nil, err
	}
	var notes []string
	if f.parts {
		notes = append(notes, fmt.Sprintf("%d documents are cut into %d parts at their numbered headings; documents are counted by part", whole, c.Len()))
	}
	if len(s.Docs) < c.Len() {
		notes = append(notes, fmt.Sprintf("covers %d of %d documents", len(s.Docs), c.Len()))
	}
	if n := f.problemNote(); n != "" {
		notes = append(notes, n)
	}
	s.Notes = append(notes, s.Notes...)
	s.Progress = newBar(f.p.stderr).later()
	return s, nil
}

func (f *inputFlags) problemNote() string {
	if len(f.problems) == 0 {
		return ""
	}
	var parts []string
	for _, code := range slices.Sorted(maps.Keys(f.problems)) {
		parts = append(parts, fmt.Sprintf("%s %d", code, f.problems[code]))
	}
	return "problems in the input: " + strings.Join(parts, ", ") + " (tifa check lists them)"
}

func (f *inputFlags) filter() (analysis.Filter, error) {
	filter := analysis.Filter{Kinds: splitList(f.kinds.Value()), Near: f.p.near}
	err := f.narrow.apply(&filter)
	if err != nil {
		return filter, err
	}
	if filter.From, err = dateFlag("from", f.from); err != nil {
		return filter, err
	}
	if filter.To, err = dateFlag("to", f.to); err != nil {
		return filter, err
	}
	if !filter.From.IsZero() && !filter.To.IsZero() && filter.From.First > filter.To.Last {
		return filter, usagef("--from %s is after --to %s", f.from, f.to)
	}
	if f.where != "" {
		if filter.Where, err = analysis.ParseCondition(f.where); err != nil {
			return filter, asUsage(err)
		}
	}
	if f.duplicates != "keep" && f.duplicates != "first" {
		return filter, usagef("--duplicates %q: want keep or first", f.duplicates)
	}
	filter.Once = f.duplicates == "first"
	if f.once {
		filter.Families = analysis.DefaultThreshold
	}
	if f.repeatedTitle != "once" && f.repeatedTitle != "keep" {
		return filter, usagef("--repeated-title %q: want once or keep", f.repeatedTitle)
	}
	filter.Zones, err = corpus.ParseZones(f.in, f.repeatedTitle == "keep")
	return filter, asUsage(err)
}

func dateFlag(name, value string) (corpus.Date, error) {
	if value == "" {
		return corpus.Date{}, nil
	}
	d, ok := corpus.ParseDate(value)
	if !ok {
		return d, usagef("--%s %q is not a date (want 1978, 1978-12 or 1978-12-18)", name, value)
	}
	return d, nil
}

// splitList returns the parts of values that hold several with commas between
// them, nil for none.
func splitList(values []string) []string {
	var list []string
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
	}
	return list
}

// pairs are the filter as a manifest states it.
func (f *inputFlags) pairs() [][2]string {
	return append([][2]string{
		{"where", f.where}, {"from", f.from}, {"to", f.to}, {"kind", strings.Join(splitList(f.kinds.Value()), ",")},
		{"in", f.in}, {"repeated-title", f.repeatedTitle}, {"duplicates", f.duplicates}, {"set", strings.Join(f.set.Value(), ",")},
		{"profile", f.profile}, {"map", strings.Join(f.mapped.Value(), ",")}, {"input-format", f.inputFormat}, {"encoding", f.encoding},
		{"once", onceValue(f.once)},
		{"parts", partsValue(f.parts)}, {"dict", strings.Join(f.segmentation.dicts.Value(), ",")},
	}, slices.Concat(f.narrow.pairs(), f.reading.pairs())...)
}

func partsValue(parts bool) string {
	if parts {
		return "true"
	}
	return ""
}

// onceValue states by which threshold and with which seed families were found.
func onceValue(once bool) string {
	if once {
		return fmt.Sprintf("jaccard %v seed %d", analysis.DefaultThreshold, analysis.OnceSeed)
	}
	return ""
}

// sources returns the arguments as sources; at least one.
func (p *program) sources(command string) ([]string, error) {
	if len(p.args) == 0 {
		return nil, usagef("%s needs a source: a file or folder of records, or - for standard input", command)
	}
	return p.args, nil
}

// termFlags say which terms a command counts and how it finds them.
type termFlags struct {
	match, file string
	near        cli.StringSlice
}

func (f *termFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "match", Value: "string", Usage: "find terms as `HOW`: string, phrase (begins and ends at a word cut), word, regex", Destination: &f.match},
		&cli.StringFlag{Name: "terms", Usage: "read more terms from `FILE`: one a line, or label: spelling | spelling; [name] begins a category (see tifa help terms)", Destination: &f.file},
		&cli.StringSliceFlag{Name: "near", Usage: "count terms only beside another one, `TERM:N`: in the same paragraph, with at most N words between; found as --match says", Destination: &f.near},
	}
}

// corpusAndTerms splits the arguments of a command that takes terms.
func (p *program) corpusAndTerms(command string, f *termFlags, need bool) (source string, terms []analysis.Term, m analysis.Match, err error) {
	if len(p.args) == 0 {
		return "", nil, 0, usagef("%s needs a corpus: a file or folder of records, or - for standard input", command)
	}
	if m, err = analysis.ParseMatch(f.match); err != nil {
		return "", nil, 0, asUsage(err)
	}
	list := slices.Clone(p.args[1:])
	if err := noFiles(command, p.args[0], list); err != nil {
		return "", nil, 0, err
	}
	more, err := termsOf(f.file, m)
	if err != nil {
		return "", nil, 0, err
	}
	if list = append(list, more...); need && len(list) == 0 {
		return "", nil, 0, usagef("%s needs a term, as in: tifa %s %s 改革开放", command, command, p.args[0])
	}
	if p.near, err = parseNear(f.near.Value(), m); err != nil {
		return "", nil, 0, err
	}
	if len(list) == 0 && len(p.near) > 0 {
		return "", nil, 0, usagef("--near narrows the counts of terms: give a term with it")
	}
	terms, err = analysis.ParseTerms(list, m)
	return p.args[0], terms, m, asUsage(err)
}

// termsOf returns the terms of a file, as they would be given one by one; nil for
// no file. Categories are for the command terms, and passed over.
func termsOf(file string, m analysis.Match) (list []string, err error) {
	if file == "" {
		return nil, nil
	}
	d, err := readDictionary(file, m)
	if err != nil {
		return nil, err
	}
	for _, t := range d.Terms {
		list = append(list, t.String())
	}
	return list, nil
}

func readDictionary(file string, m analysis.Match) (*analysis.Dictionary, error) {
	text, err := readText(file)
	if err != nil {
		return nil, err
	}
	return analysis.ParseDictionary(text, file, m)
}

// noFiles rejects terms that name a file: they were meant as sources, or the
// corpus stands behind the term.
func noFiles(command, source string, terms []string) error {
	for _, t := range terms {
		if _, err := os.Stat(t); err != nil {
			continue
		}
		if _, err := os.Stat(source); err != nil && source != corpus.StdinSource && !strings.ContainsAny(source, "*?[") {
			return usagef("%s: no such file or folder; the corpus comes first, as in: tifa %s %s %s", source, command, t, source)
		}
		return usagef("term %q is a file: more sources are given with --also %s", t, t)
	}
	return nil
}
