package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/reports"
	"tifa/segment"
)

// scoreFlags are the flags of segment --score. The format of its table is the
// --format of the command.
type scoreFlags struct {
	score bool
	out   outputFlags
}

const scoreHelp = `

With --score the files are gold standards, a sentence a line with spaces between its words, and
the result is a table of how well the cuts of their text agree with them: precision, recall and
F1 (a word is right if both its ends are; marks are words), the share of gold words that are not
in the vocabulary (oov) and the recall of those and of the others (iv). The vocabulary is the
dictionary with the user's words and the lexicon in use, and all marks. The text is the gold words
one behind another: of words in Latin letters that a space parts it makes one. In the row of unit
pieces, the pieces of compounds and of what a convention joins stand in their place: it is the
score without the lexicon.

   tifa segment --score testdata/gold.txt`

func (f *scoreFlags) flags() []cli.Flag {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "score", Usage: "score the cuts against gold files: precision, recall, F1", Destination: &f.score},
	}
	for _, flag := range f.out.flags() {
		switch flag := flag.(type) {
		case *cli.StringFlag:
			if flag.Name == "format" {
				continue
			}
			flag.Usage = "with --score and --explain: " + flag.Usage
		case *cli.StringSliceFlag:
			flag.Usage = "with --score and --explain: " + flag.Usage
		case *cli.BoolFlag:
			flag.Usage = "with --score and --explain: " + flag.Usage
		}
		flags = append(flags, flag)
	}
	return flags
}

// onlyWithTable are the flags that go with --score and --explain alone,
// notWithScore those that do not go with --score.
var (
	onlyWithTable = []string{"o", "columns", "lang", "bom", "no-manifest"}
	notWithScore  = []string{"input-format", "separator", "explain"}
)

// check tells whether the flags go together.
func (f *scoreFlags) check(c *cli.Context) error {
	wrong, message := onlyWithTable, "%s goes with --score or --explain"
	switch {
	case f.score:
		wrong, message = notWithScore, "%s does not go with --score"
	case c.IsSet("explain"):
		return nil
	}
	for _, name := range wrong {
		if c.IsSet(name) {
			if name = "--" + name; name == "--o" {
				name = "-o"
			}
			return usagef(message, name)
		}
	}
	return nil
}

// A scoreRow is a gold file, or all of them.
type scoreRow struct {
	File      string        `col:"file"`
	Unit      string        `col:"unit"`
	Lines     int           `col:"lines"`
	Gold      int           `col:"words_gold"`
	Cut       int           `col:"words_cut"`
	Correct   int           `col:"words_correct"`
	Precision segment.Ratio `col:"precision"`
	Recall    segment.Ratio `col:"recall"`
	F1        segment.Ratio `col:"f1"`
	OOVRate   segment.Ratio `col:"oov_rate"`
	OOVRecall segment.Ratio `col:"oov_recall"`
	IVRecall  segment.Ratio `col:"iv_recall"`
}

func newScoreRow(file, unit string, s segment.Score) scoreRow {
	return scoreRow{
		File: file, Unit: unit, Lines: s.Lines, Gold: s.Gold, Cut: s.Cut, Correct: s.Correct,
		Precision: s.Precision(), Recall: s.Recall(), F1: s.F1(),
		OOVRate: s.OOVRate(), OOVRecall: s.OOVRecall(), IVRecall: s.IVRecall(),
	}
}

// checkOutput checks where the table goes.
func (f *scoreFlags) checkOutput(c *cli.Context, p *program) error {
	f.out.p = p
	if c.IsSet("format") {
		f.out.format = c.String("format")
	}
	return f.out.check()
}

// scoreFiles scores the cuts of gold files and writes the table.
func (p *program) scoreFiles(c *cli.Context, f *scoreFlags, layers *segmentationFlags) error {
	if len(p.args) == 0 {
		return usagef("segment --score needs a gold file, or - for standard input")
	}
	if err := f.checkOutput(c, p); err != nil {
		return err
	}
	enc, err := corpus.ParseEncoding(c.String("encoding"))
	if err != nil {
		return asUsage(err)
	}
	if err := p.spareSources(p.args); err != nil {
		return err
	}
	seg, err := layers.segmenter(p)
	if err != nil {
		return err
	}
	s := scoring{scorer: segment.NewScorer(seg), encoding: enc, hash: sha256.New()}
	for _, name := range p.args {
		if err := s.file(c.Context, p, name); err != nil {
			return err
		}
	}
	if len(p.args) > 1 {
		s.add("(all)", s.words, s.pieces)
	}
	t := reports.OfSlice(s.rows)
	t.Name, t.Notes = "segment", s.notes
	m := p.origin(c)
	m.Corpus, m.Documents, m.Segmentation = "gold "+hex.EncodeToString(s.hash.Sum(nil)), len(p.args), seg.Identity().String()
	m.Parameters = reports.Pairs{{Name: "score", Value: strconv.FormatBool(f.score)}, {Name: "encoding", Value: c.String("encoding")}}
	t.Manifest = m
	return f.out.write(t)
}

// A scoring is the work on several gold files.
type scoring struct {
	scorer        *segment.Scorer
	encoding      corpus.Encoding
	hash          hash.Hash // of the bytes of all files
	rows          []scoreRow
	words, pieces segment.Score
	notes         []string
}

func (s *scoring) file(ctx context.Context, p *program, name string) error {
	if name == corpus.StdinSource {
		return s.read(ctx, p.stdin, "standard input")
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return usagef("%s: is a folder; name gold files", name)
	}
	file, err := os.Open(name)
	if err != nil {
		return fileError(err)
	}
	defer file.Close()
	return s.read(ctx, file, name)
}

func (s *scoring) read(ctx context.Context, r io.Reader, name string) error {
	words, pieces, err := s.scorer.Score(io.TeeReader(&stoppable{ctx, r}, s.hash), name, s.encoding)
	if err != nil {
		return err
	}
	if words.Gold == words.Lines && words.Cut > words.Gold {
		s.notes = append(s.notes, fmt.Sprintf("no line of %s has two words: a gold file has spaces between words", name))
	}
	s.words.Add(words)
	s.pieces.Add(pieces)
	s.add(name, words, pieces)
	return nil
}

func (s *scoring) add(name string, words, pieces segment.Score) {
	s.rows = slices.Concat(s.rows, []scoreRow{newScoreRow(name, "words", words), newScoreRow(name, "pieces", pieces)})
}

// stoppable is a reader that ends when the program is interrupted.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
