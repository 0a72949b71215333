package main

import (
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
	"tifa/segment"
)

// wordFlags choose the words that a table shows.
type wordFlags struct {
	stopwords string
	pos       cli.StringSlice
	minCount  int
}

func (f *wordFlags) flags(stopwords string) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "stopwords", Value: stopwords, Usage: "hide the words of `LIST`: builtin, none, or a file with a word a line", Destination: &f.stopwords},
		&cli.StringSliceFlag{Name: "pos", Usage: "show words of these parts of speech only, by the dictionary's `TAGS`: n,v,nr (n takes nr, ns … too)", Destination: &f.pos},
		&cli.IntFlag{Name: "min-count", Usage: "hide words with fewer than `N` occurrences", Destination: &f.minCount},
	}
}

// hidden returns the words that --stopwords hides.
func (f *wordFlags) hidden() (map[string]bool, error) {
	switch f.stopwords {
	case "builtin":
		return segment.StopWords(), nil
	case "none", "":
		return nil, nil
	}
	text, err := os.ReadFile(f.stopwords)
	if err != nil {
		return nil, fileError(err)
	}
	return segment.ParseStopWords(string(text)), nil
}

func (f *wordFlags) tags() []string {
	var tags []string
	for _, list := range f.pos.Value() {
		for t := range strings.SplitSeq(list, ",") {
			if t = strings.TrimSpace(t); t != "" {
				tags = append(tags, t)
			}
		}
	}
	return tags
}

func byFlag(by *string) cli.Flag {
	return &cli.StringFlag{Name: "by", Usage: "group by `FIELD`: section, genre, class, author, year, month, kind … (tifa info lists them)", Destination: by}
}

func depthFlag(depth *int) cli.Flag {
	return &cli.IntFlag{Name: "depth", Usage: "cut class to its first `N` characters (D261.4 → D2 with 2)", Destination: depth}
}

// textRows is how many rows a table shows for reading where --top is not given.
const textRows = 50

func (p *program) freqCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var words wordFlags
	var opt analysis.FrequencyOptions
	return &cli.Command{
		Name:      "freq",
		Usage:     "count words",
		ArgsUsage: "SOURCE…",
		Description: `Counts the words of the documents, most frequent first. Rates and ranks are over all
words, whatever rows are shown.

   tifa freq testdata/sample --by section --top 5`,
		Flags: join([]cli.Flag{
			byFlag(&opt.By), depthFlag(&opt.Depth),
			&cli.IntFlag{Name: "top", Usage: "show `N` words of each group at most, 0 for all (default: 50 in text, else all)", Destination: &opt.Top},
		}, words.flags("builtin"), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("freq", &out)
			if err != nil {
				return err
			}
			if opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			opt.Tags, opt.MinCount = words.tags(), words.minCount
			if !c.IsSet("top") && out.isText() {
				opt.Top = textRows
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			rows, err := analysis.Frequency(s, opt)
			if err != nil {
				return asUsage(err)
			}
			t := reports.Of(rows)
			if opt.By == "" {
				t = t.Without("group")
			}
			return out.finish(c, &in, s, t)
		},
	}
}

// prepare checks what can be checked before the work: the sources are there
// and the format is known.
func (p *program) prepare(command string, out *outputFlags) ([]string, error) {
	if _, err := out.lookup(); err != nil {
		return nil, err
	}
	return p.sources(command)
}

func join(lists ...[]cli.Flag) []cli.Flag {
	var all []cli.Flag
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}
