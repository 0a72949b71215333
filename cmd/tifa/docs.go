package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

func (p *program) docsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var terms termFlags
	var opt analysis.DocumentsOptions
	return &cli.Command{
		Name:      "docs",
		Usage:     "list the documents, or those that hold a term",
		ArgsUsage: "CORPUS [TERM…]",
		Description: `Lists the documents behind a number. A sample is drawn by a hash of seed and document: the
same seed gives the same documents, whatever else is in the corpus.

   tifa docs testdata/sample 改革开放 --from 1984 --to 1989`,
		Flags: join([]cli.Flag{
			&cli.IntFlag{Name: "sample", Usage: "draw `N` of the documents at random", Destination: &opt.Sample},
			&cli.Int64Flag{Name: "seed", Value: 1, Usage: "`SEED` of the sample", Destination: &opt.Seed},
		}, terms.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			source, list, m, err := p.corpusAndTerms("docs", &terms, false)
			if err != nil {
				return err
			}
			opt.Match = m
			s, err := in.selection(c.Context, []string{source})
			if err != nil {
				return err
			}
			t := reports.OfSlice(analysis.Documents(s, list, opt)).Without("class", "column", "author", "characters")
			if len(list) == 0 {
				t = t.Without("count", "count_string", "count_phrase", "phrase_share")
			}
			return out.finish(c, &in, s, t)
		},
	}
}

func (p *program) showCommand() *cli.Command {
	in := inputFlags{p: p}
	var tagged bool
	return &cli.Command{
		Name:      "show",
		Usage:     "print a document",
		ArgsUsage: "CORPUS ID…",
		Description: `Prints the fields and the text of a document, by the id that tables show.

   tifa show testdata/sample 20050712-5-1`,
		Flags: append(in.sourceFlags(),
			&cli.BoolFlag{Name: "tagged", Usage: "print the record in the tagged format", Destination: &tagged}),
		Action: func(c *cli.Context) error {
			if len(p.args) < 2 {
				return usagef("show needs a corpus and an id, as in: tifa show testdata/sample 20050712-5-1 (tifa docs lists ids)")
			}
			s, err := in.open(c.Context, p.args[:1])
			if err != nil {
				return err
			}
			var docs []int
			for _, id := range p.args[1:] {
				found := slices.Collect(s.Find(id))
				if len(found) == 0 {
					return fmt.Errorf("no document has the id %q (tifa docs lists them)", id)
				}
				docs = append(docs, found...)
			}
			for _, doc := range docs {
				if err := p.show(s.Document(doc), s.ID(doc), s.Kind(doc), tagged); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// visible returns a text with lineEnd for its line ends and U+FFFD for other
// control characters, which would steer the terminal.
func visible(s, lineEnd string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
	return strings.ReplaceAll(s, "\n", lineEnd)
}

// show prints a document.
func (p *program) show(d *corpus.Document, id, kind string, tagged bool) error {
	if tagged {
		return corpus.Encode(p.stdout, d)
	}
	var b strings.Builder
	field := func(name string, values ...string) {
		if v := visible(strings.Join(values, " / "), " "); v != "" {
			fmt.Fprintf(&b, "%-9s %s\n", name, v)
		}
	}
	field("id", id)
	field("file", fmt.Sprintf("%s:%d", d.File(), d.Line))
	field("kind", kind)
	field("date", d.Date.String())
	for _, f := range corpus.StoredFields {
		if f.Name != "kind" && f.Name != "source" {
			field(f.Name, d.Values(f.Name)...)
		}
	}
	for _, f := range d.Fields {
		field(strings.TrimPrefix(f.Within+"/"+f.Code, "/"), f.Value)
	}
	for _, t := range append([]corpus.Text{d.Text}, d.More...) {
		field("kicker", t.Kicker)
		field("title", t.Title)
		field("subtitle", t.Subtitle)
		if t.Body != "" {
			fmt.Fprintf(&b, "\n%s\n", visible(t.Body, "\n"))
		}
	}
	b.WriteByte('\n')
	_, err := p.stdout.Write([]byte(b.String()))
	return err
}
