package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/reports"
	"tifa/segment"
)

func (p *program) segmentCommand() *cli.Command {
	in := inputFlags{p: p}
	var format, separator, explain string
	var score scoreFlags
	return &cli.Command{
		Name:      "segment",
		Usage:     "cut text into words",
		ArgsUsage: "[FILE…]",
		Description: `Cuts the lines of files or of standard input; a line in is a line out, words separated by
spaces. With --input-format tagged the files are records and the texts of their documents
are cut. With --format jsonl every line is an object with the tokens, their byte offsets, tags
and ids in the dictionary.

With --explain it says why a text is cut as it is, in a table: the words of the dictionary in it
(candidate) with their frequency and distance, which is log2 of the sum of all frequencies over
that of the word, or 32 for an unknown character; the path with the smallest sum (best), which
is the cut, and the next one (second); then what was joined and laid over it.

   echo 坚持改革开放 | tifa segment
   tifa segment --explain 研究生命起源` + scoreHelp,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "input-format", Aliases: []string{"in-format"}, Value: "text", Usage: "read `FORMAT`: text, line by line, or records: " + strings.Join(recordFormats[:], ", "), Destination: &in.inputFormat},
			&cli.StringFlag{Name: "encoding", Usage: "read records and gold files as `NAME`: utf-8, gb18030, big5, utf-16le, utf-16be (default: judged file by file)", Destination: &in.encoding},
			&cli.StringFlag{Name: "explain", Usage: "say why `TEXT` is cut as it is", Destination: &explain},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "write `FORMAT`: text or jsonl; with --explain and --score " + strings.Join(reports.Formats(), ", "), Destination: &format},
			&cli.StringFlag{Name: "separator", Value: " ", Usage: "write `TEXT` between words", Destination: &separator},
		}, join(score.flags(), in.segmentation.flags())...),
		Action: func(c *cli.Context) error {
			if err := score.check(c); err != nil {
				return err
			}
			if score.score {
				return p.scoreFiles(c, &score, &in.segmentation)
			}
			if c.IsSet("explain") {
				return p.explain(c, &score, &in.segmentation, explain)
			}
			return p.cut(c.Context, &in, format, separator)
		},
	}
}

// cut writes the words of the files that are the arguments.
func (p *program) cut(ctx context.Context, in *inputFlags, format, separator string) error {
	records := slices.Contains(recordFormats[:], in.inputFormat)
	switch {
	case !records && in.inputFormat != "text":
		return usagef("unknown --input-format %q (have text, %s)", in.inputFormat, strings.Join(recordFormats[:], ", "))
	case !records && in.encoding != "":
		return usagef("--encoding is for records; text is read as UTF-8 (iconv -f gb18030 -t utf-8 converts it)")
	}
	if format != "text" && format != "jsonl" {
		return usagef("unknown format %q (have text, jsonl)", format)
	}
	files := p.args
	if len(files) == 0 {
		files = []string{corpus.StdinSource}
	}
	seg, err := in.segmentation.segmenter(p)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(p.stdout)
	k := cutter{seg: seg, w: w, separator: separator, jsonl: format == "jsonl"}
	if records {
		err = in.cutRecords(ctx, &k, files)
	} else {
		err = p.cutFiles(ctx, &k, files)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// recordFormats are the formats of which segment cuts the texts of documents.
var recordFormats = [...]string{"tagged", "jsonl", "json", "csv", "tsv"}

// A cutter writes the words of lines.
type cutter struct {
	seg       *segment.Segmenter
	buf       segment.Buffer
	w         *bufio.Writer
	separator string
	jsonl     bool
}

// A cutLine is a line of --format jsonl.
type cutLine struct {
	File   string     `json:"file,omitempty"`
	Line   int        `json:"line,omitempty"`
	ID     string     `json:"id,omitempty"`
	Zone   string     `json:"zone,omitempty"`
	Text   string     `json:"text"`
	Tokens []cutToken `json:"tokens"`
}

type cutToken struct {
	Text  string `json:"text"`
	Start int    `json:"start"` // byte offsets in the line's text
	End   int    `json:"end"`
	Kind  string `json:"kind"`
	Tag   string `json:"tag,omitempty"`
	// DictID is the token's id in the dictionary, nil for one that it does not
	// have: the same for the same segmentation identity.
	DictID *int32 `json:"dict_id,omitempty"`
	// Pieces are the ends of the pieces of a compound, whose inner cuts count
	// for phrases.
	Pieces []int32 `json:"pieces,omitempty"`
}

// line cuts a text without line ends.
func (k *cutter) line(l cutLine) error {
	start := int32(0)
	if k.jsonl {
		l.Tokens = []cutToken{}
	}
	first := true
	tokens := k.seg.Cut(&k.buf, l.Text)
	pieces := k.buf.Pieces()
	for _, t := range tokens {
		text := l.Text[start:t.End]
		switch {
		case k.jsonl:
			token := cutToken{Text: text, Start: int(start), End: int(t.End), Kind: t.Kind.String()}
			if t.ID != segment.NoID {
				token.Tag, token.DictID = k.seg.Tag(t.ID), &t.ID
			}
			token.Pieces, pieces = slices.Clone(pieces[:t.Pieces]), pieces[t.Pieces:]
			l.Tokens = append(l.Tokens, token)
		case t.Kind != segment.Space:
			if !first {
				k.w.WriteString(k.separator)
			}
			first = false
			k.w.WriteString(text)
		}
		start = t.End
	}
	if !k.jsonl {
		return k.w.WriteByte('\n')
	}
	e := json.NewEncoder(k.w)
	e.SetEscapeHTML(false)
	return e.Encode(l)
}

// cutFiles cuts the lines of plain text files.
func (p *program) cutFiles(ctx context.Context, k *cutter, files []string) error {
	for _, name := range files {
		if name == corpus.StdinSource {
			if err := p.cutLines(ctx, k, p.stdin, "standard input"); err != nil {
				return err
			}
			continue
		}
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return usagef("%s: is a folder; name text files, or cut records with --input-format tagged", name)
		}
		file, err := os.Open(name)
		if err != nil {
			return fileError(err)
		}
		err = p.cutLines(ctx, k, file, name)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *program) cutLines(ctx context.Context, k *cutter, r io.Reader, name string) error {
	b := bufio.NewReader(r)
	for n := 1; ; n++ {
		text, end := b.ReadString('\n')
		if n == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case end != nil && !errors.Is(end, io.EOF):
			return fmt.Errorf("%s: %w", name, end)
		case !utf8.ValidString(text):
			return fmt.Errorf("%s:%d: not text in UTF-8; convert it first (iconv -f gb18030 -t utf-8)", name, n)
		case n == 1 && strings.HasPrefix(text, "〖"):
			p.notes([]string{name + " looks like records, of which --input-format tagged cuts the texts"})
		}
		if text != "" {
			if err := k.line(cutLine{File: name, Line: n, Text: strings.TrimRight(text, "\r\n")}); err != nil {
				return err
			}
		}
		if end != nil {
			return nil
		}
	}
}

// cutRecords cuts the zones of the documents of files of records, line by line; a
// line says which document and zone it is of. In text an empty line stands
// between documents.
func (in *inputFlags) cutRecords(ctx context.Context, k *cutter, sources []string) error {
	opt, err := in.decodeOptions()
	if err != nil {
		return err
	}
	files, problems, err := corpus.Files(sources, corpus.SourceOptions{Stdin: in.p.stdin})
	if err != nil {
		return err
	}
	for _, problem := range problems {
		in.problem(problem)
	}
	documents := 0
	for _, f := range files {
		for d, err := range f.Documents(opt) {
			var problem *corpus.Problem
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.As(err, &problem):
				in.problem(problem)
				continue
			case err != nil:
				return err
			}
			documents++
			if err := k.document(d); err != nil {
				return err
			}
		}
	}
	if documents == 0 {
		return fmt.Errorf("no documents in %s (tifa check says what was found)", strings.Join(sources, ", "))
	}
	if n := in.problemNote(); n != "" {
		in.p.notes([]string{n})
	}
	return nil
}

func (k *cutter) document(d *corpus.Document) error {
	for z, text := range d.Zones() {
		if text == "" {
			continue
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
			if err := k.line(cutLine{ID: d.PrintedID(), Zone: corpus.Zone(z).String(), Text: line}); err != nil {
				return err
			}
		}
	}
	if k.jsonl {
		return nil
	}
	return k.w.WriteByte('\n')
}
