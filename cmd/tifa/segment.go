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
	var inFormat, format, separator string
	var layers segmentationFlags
	var score scoreFlags
	return &cli.Command{
		Name:      "segment",
		Usage:     "cut text into words",
		ArgsUsage: "[FILE…]",
		Description: `Cuts the lines of files or of standard input; a line in is a line out, words separated by
spaces. With --in-format tagged the files are records and the texts of their documents are
cut. With --format jsonl every line is an object with the tokens and their byte offsets.

   echo 坚持改革开放 | tifa segment` + scoreHelp,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "in-format", Value: "text", Usage: "read `FORMAT`: text or tagged", Destination: &inFormat},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "write `FORMAT`: text or jsonl; with --score " + strings.Join(reports.Formats(), ", "), Destination: &format},
			&cli.StringFlag{Name: "separator", Value: " ", Usage: "write `TEXT` between words", Destination: &separator},
		}, join(score.flags(), layers.flags())...),
		Action: func(c *cli.Context) error {
			if err := score.check(c); err != nil {
				return err
			}
			if score.score {
				return p.scoreFiles(c, &score, &layers)
			}
			if inFormat != "text" && inFormat != "tagged" {
				return usagef("unknown --in-format %q (have text, tagged)", inFormat)
			}
			if format != "text" && format != "jsonl" {
				return usagef("unknown format %q (have text, jsonl)", format)
			}
			files := p.args
			if len(files) == 0 {
				files = []string{corpus.StdinSource}
			}
			seg, err := layers.segmenter(p)
			if err != nil {
				return err
			}
			w := bufio.NewWriter(p.stdout)
			k := cutter{seg: seg, w: w, separator: separator, jsonl: format == "jsonl"}
			if inFormat == "tagged" {
				err = p.cutRecords(c.Context, &k, files)
			} else {
				err = p.cutFiles(c.Context, &k, files)
			}
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
}

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
				token.Tag = k.seg.Tag(t.ID)
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
			return usagef("%s: is a folder; name text files, or cut records with --in-format tagged", name)
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
			p.notes([]string{name + " looks like records, of which --in-format tagged cuts the texts"})
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

// cutRecords cuts the zones of the documents of tagged files, line by line; a
// line says which document and zone it is of. In text an empty line stands
// between documents.
func (p *program) cutRecords(ctx context.Context, k *cutter, sources []string) error {
	files, problems, err := corpus.Files(sources, corpus.SourceOptions{Stdin: p.stdin})
	if err != nil {
		return err
	}
	in := inputFlags{problems: make(map[corpus.Code]int)}
	for _, problem := range problems {
		in.problem(problem)
	}
	documents := 0
	for _, f := range files {
		for d, err := range f.Documents(corpus.DecodeOptions{}) {
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
		p.notes([]string{n})
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
