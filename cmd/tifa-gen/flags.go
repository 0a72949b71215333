package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/segment"
)

// flags are those of the command line, and what they come to.
type flags struct {
	p                       *program
	words, documents, bytes string
	from, to, encoding      string
	out, planted, files     string
	seed                    int64
	duplicates              float64
	workers                 int

	count          int // of documents
	first, last    corpus.Day
	parsedEncoding corpus.Encoding
}

func (f *flags) list() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "words", Usage: "make about `N` words, as tifa counts them; k, M and G may follow the number", Destination: &f.words},
		&cli.StringFlag{Name: "documents", Usage: "make `N` documents", Destination: &f.documents},
		&cli.StringFlag{Name: "bytes", Usage: "make about `N` bytes", Destination: &f.bytes},
		&cli.StringFlag{Name: "o", Usage: "write into the folder `DIR`, which is new or empty; - writes all records to standard output", Destination: &f.out},
		&cli.StringFlag{Name: "files", Value: "month", Usage: "write one file a `PERIOD`: month or day", Destination: &f.files},
		&cli.StringFlag{Name: "planted", Usage: "write the manifest of planted terms to `FILE` (default: DIR.planted.json)", Destination: &f.planted},
		&cli.StringFlag{Name: "from", Value: "1949", Usage: "begin with `DATE` (1949, 1949-10, 1949-10-01)", Destination: &f.from},
		&cli.StringFlag{Name: "to", Value: "2020", Usage: "end with `DATE`", Destination: &f.to},
		&cli.StringFlag{Name: "encoding", Value: string(corpus.UTF8), Usage: "write as `NAME`: utf-8 or gb18030", Destination: &f.encoding},
		&cli.Float64Flag{Name: "duplicates", Usage: "let a `SHARE` of the documents, 0 to 1, repeat the text of one before", Destination: &f.duplicates},
		&cli.Int64Flag{Name: "seed", Value: 1, Usage: "draw the texts from the seed `S`", Destination: &f.seed},
		&cli.IntFlag{Name: "workers", Usage: "write with `N` goroutines; the result is the same for any (default: one a processor)", Destination: &f.workers},
	}
}

// What a document holds on average, by measurement: words as tifa counts them,
// bytes of its record.
const (
	meanWords   = 507
	meanBytes   = 3290
	meanGB18030 = 2240
)

// The years that may be generated: terms and periods are known for these.
const firstYear, lastYear = 1900, 2099

func (f *flags) parse(c *cli.Context) error {
	var err error
	if f.parsedEncoding, err = corpus.ParseEncoding(f.encoding); err != nil || f.parsedEncoding != corpus.UTF8 && f.parsedEncoding != corpus.GB18030 {
		return usagef("--encoding %q: want utf-8 or gb18030", f.encoding)
	}
	if err := f.parseSize(c); err != nil {
		return err
	}
	if err := f.parseRange(); err != nil {
		return err
	}
	switch {
	case f.out == "":
		return usagef("where to? Give -o DIR, or -o - for standard output")
	case f.files != "month" && f.files != "day":
		return usagef("--files %q: want month or day", f.files)
	case f.out == corpus.StdinSource && c.IsSet("files"):
		return usagef("--files goes with -o DIR")
	case c.IsSet("planted") && f.planted == "":
		return usagef("flag --planted needs a value that is not empty")
	case f.workers < 0:
		return usagef("--workers %d: want a whole number, 0 or more", f.workers)
	case !(f.duplicates >= 0 && f.duplicates <= 1):
		return usagef("--duplicates %v: want a share from 0 to 1", f.duplicates)
	}
	if f.workers == 0 {
		f.workers = runtime.GOMAXPROCS(0)
	}
	if f.planted == "" && f.out != corpus.StdinSource {
		f.planted = filepath.Clean(f.out) + ".planted.json"
	}
	return nil
}

// parseSize finds the number of documents.
func (f *flags) parseSize(c *cli.Context) error {
	bytes := float64(meanBytes)
	if f.parsedEncoding == corpus.GB18030 {
		bytes = meanGB18030
	}
	for _, size := range []struct {
		name, value string
		mean        float64
	}{{"words", f.words, meanWords}, {"documents", f.documents, 1}, {"bytes", f.bytes, bytes}} {
		if !c.IsSet(size.name) {
			continue
		}
		if f.count > 0 {
			return usagef("--words, --documents and --bytes: give one of the three")
		}
		n, err := parseCount(size.value)
		if err != nil {
			return usagef("--%s %q: %v", size.name, size.value, err)
		}
		f.count = int(max(1, math.Round(float64(n)/size.mean)))
	}
	if f.count == 0 {
		return usagef("how much? Give --words N, --documents N or --bytes N")
	}
	return nil
}

// maxCount bounds the number of words and bytes; documents are fewer.
const maxCount = 1e15

// parseCount reads 2000000, 2_000_000 or 2M.
func parseCount(s string) (int64, error) {
	digits, factor := s, 1.
	for suffix, value := range map[string]float64{"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9} {
		if d, ok := strings.CutSuffix(s, suffix); ok {
			digits, factor = d, value
		}
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(digits, "_", ""), 64)
	if n *= factor; err != nil || !(n >= 1 && n <= maxCount) || n != math.Trunc(n) {
		return 0, fmt.Errorf("want a whole number from 1 to %g; k, M or G may follow it", float64(maxCount))
	}
	return int64(n), nil
}

func (f *flags) parseRange() error {
	from, okFrom := corpus.ParseDate(f.from)
	to, okTo := corpus.ParseDate(f.to)
	switch {
	case !okFrom:
		return usagef("--from %q is not a date (want 1978, 1978-12 or 1978-12-18)", f.from)
	case !okTo:
		return usagef("--to %q is not a date (want 1978, 1978-12 or 1978-12-18)", f.to)
	case from.First > to.Last:
		return usagef("--from %s is after --to %s", f.from, f.to)
	case yearOf(from.First) < firstYear || yearOf(to.Last) > lastYear:
		return usagef("--from %s --to %s: want years from %d to %d", f.from, f.to, firstYear, lastYear)
	}
	f.first, f.last = from.First, to.Last
	return nil
}

// generate writes the corpus and then its manifest.
func (f *flags) generate(ctx context.Context) error {
	if err := f.checkTargets(); err != nil {
		return err
	}
	v, err := f.p.needVocabulary()
	if err != nil {
		return err
	}
	c := &plan{
		vocabulary: v, calendar: newCalendar(f.first, f.last, f.count),
		seed: uint64(f.seed), duplicates: f.duplicates, gb18030: f.parsedEncoding == corpus.GB18030,
	}
	bar := newBar(f.p.stderr, f.count)
	years, err := f.write(ctx, c, bar.add)
	bar.clear()
	if err != nil {
		return err
	}
	m := newManifest(c, f, years)
	fmt.Fprintf(f.p.stderr, "tifa-gen: %d documents, %d bytes, about %d words\n", m.Total.Documents, m.Total.Bytes, m.Total.Words)
	if f.planted == "" {
		return nil
	}
	return m.write(f.planted)
}

// needVocabulary returns the vocabulary of the built-in segmentation.
func (p *program) needVocabulary() (*vocabulary, error) {
	if p.vocabulary != nil {
		return p.vocabulary, nil
	}
	seg, err := segment.New(segment.Options{})
	if err != nil {
		return nil, err
	}
	for _, note := range seg.Notes() {
		fmt.Fprintln(p.stderr, "tifa-gen: note:", note)
	}
	return newVocabulary(seg), nil
}

// write writes the records and returns what each year holds.
func (f *flags) write(ctx context.Context, c *plan, done func(tally)) (map[int]tally, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var years map[int]tally
	if months := c.calendar.months(); f.out == corpus.StdinSource {
		years = c.runStream(ctx, cancel, f.workers, months, f.p.stdout, done)
	} else {
		files := func(int) target { return &monthFiles{dir: f.out, daily: f.files == "day"} }
		years = c.run(ctx, cancel, f.workers, months, nil, files, done)
	}
	return years, context.Cause(ctx)
}

// checkTargets finds out before the work what would make writing fail.
func (f *flags) checkTargets() error {
	if f.out != corpus.StdinSource {
		if err := checkFolder(f.out); err != nil {
			return err
		}
	}
	if f.planted == "" {
		return nil
	}
	return dropManifest(f.planted)
}
