package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
	"tifa/segment"
)

// wordFlags choose the words that a table shows.
type wordFlags struct {
	stopwords string
	recorded  []reports.Pair // what the words of --stopwords were
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

// hidden returns the words that --stopwords hides, and keeps for the manifest
// which they were: a name alone would not tell when a file has changed.
func (f *wordFlags) hidden() (map[string]bool, error) {
	var words map[string]bool
	switch f.stopwords {
	case "builtin":
		words = segment.StopWords()
	case "none", "":
		return nil, nil
	default:
		text, err := readText(f.stopwords)
		if err != nil {
			return nil, err
		}
		words = segment.ParseStopWords(text)
	}
	f.recorded = []reports.Pair{{Name: "stopwords-list", Value: listIdentity(words)}}
	return words, nil
}

// listIdentity tells a list of words from others: their number, and the first
// 16 hex digits of the SHA-256 of the words in code point order, a line each.
func listIdentity(words map[string]bool) string {
	h := sha256.New()
	for _, w := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintln(h, w)
	}
	return fmt.Sprintf("%d words %x", len(words), h.Sum(nil)[:8])
}

func (f *wordFlags) tags() []string { return splitList(f.pos.Value()) }

func byFlag(by *string) cli.Flag {
	return &cli.StringFlag{Name: "by", Usage: "group by `FIELD`: section, genre, class, author, year, month, kind … (tifa info lists them)", Destination: by}
}

func depthFlag(depth *int) cli.Flag {
	return &cli.IntFlag{Name: "depth", Usage: "cut class to its first `N` characters (D261.4 → D2 with 2)", Destination: depth}
}

// checkBy rejects a field that is given twice, and a --depth that would do
// nothing.
func checkBy(c *cli.Context, by ...string) error {
	for i, field := range by {
		if slices.Contains(by[:i], field) {
			return usagef("--by %s is given twice", field)
		}
	}
	if c.IsSet("depth") && !slices.Contains(by, "class") {
		return usagef("--depth cuts class: give --by class with it")
	}
	return nil
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
		Description: `Which words stand most often, in all documents or in each group of --by? A row a word, most
frequent first.
Formula: per_million_words 1,000,000 · count / words, document_share documents with it / documents,
of the selection or group. Rates and ranks are over all words, whatever rows are shown.
Variants: --by FIELD for groups; --stopwords, --pos, --min-count and --top hide rows and change no
number. Terms and formulations that are more than a word: tifa terms, ngrams, phrases.
Not to trust: for what a corpus is about, as the most frequent words are so anywhere (tifa keyness
compares); where one long speech makes a count (documents, tifa dispersion); beside another tool: a
word is what the dictionary cuts (tifa segment --explain).
Source: Biber, Conrad & Reppen (1998), Corpus Linguistics, on norming counts.

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
			if err := checkBy(c, opt.By); err != nil {
				return err
			}
			if opt.Hide, err = words.hidden(); err != nil {
				return err
			}
			opt.Tags, opt.MinCount = words.tags(), words.minCount
			if !c.IsSet("top") && out.isText() {
				if err := c.Set("top", strconv.Itoa(textRows)); err != nil {
					return err
				}
			}
			s, err := in.selection(c.Context, sources, opt.By)
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
			return out.finish(c, &in, s, t, words.recorded...)
		},
	}
}

// prepare checks what can be checked before the work: there are sources, and
// the result can be written.
func (p *program) prepare(command string, out *outputFlags) ([]string, error) {
	if err := out.check(); err != nil {
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
