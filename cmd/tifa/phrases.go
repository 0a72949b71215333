package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
	"tifa/segment"
	"tifa/segment/lexicon"
)

// phraseFlags are the flags of phrases.
type phraseFlags struct {
	opt                      analysis.PhraseOptions
	before, sort, every      string
	accept, known, toLexicon string
	stopwords                string
	top                      int
	unknown                  bool
	accepted                 map[string]bool // nil: all
}

func (f *phraseFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "min-count", Value: 10, Usage: "leave out phrases with fewer than `N` occurrences", Destination: &f.opt.MinCount},
		&cli.IntFlag{Name: "min-length", Value: 4, Usage: "leave out phrases of fewer than `N` characters (2 or more)", Destination: &f.opt.MinLength},
		&cli.IntFlag{Name: "max-length", Value: 24, Usage: "leave out phrases of more than `N` characters (100 at most)", Destination: &f.opt.MaxLength},
		&cli.Float64Flag{Name: "min-entropy", Value: 1.5, Usage: "leave out phrases whose neighbours on the left or the right have an entropy below `H` nats", Destination: &f.opt.MinEntropy},
		&cli.Float64Flag{Name: "min-cohesion", Value: 4, Usage: "leave out phrases that can be split where ln(p/(p_l·p_r)) is below `X`", Destination: &f.opt.MinCohesion},
		&cli.Float64Flag{Name: "fold", Value: .8, Usage: "drop a phrase if a longer one that holds it has `SHARE` of its count or more; 0 drops none", Destination: &f.opt.Fold},
		&cli.Float64Flag{Name: "min-phrase-share", Value: .3, Usage: "leave out phrases that begin and end at a word cut in less than `SHARE` of their places", Destination: &f.opt.MinPhraseShare},
		&cli.BoolFlag{Name: "numbers", Usage: "keep phrases that begin with a digit (2020年, 5G基站) or mostly stand behind one (个百分点)", Destination: &f.opt.Numbers},
		&cli.StringFlag{Name: "stopwords", Value: "none", Usage: "leave out phrases that begin or end with a word of `LIST`: builtin, none, or a file with a word a line", Destination: &f.stopwords},
		&cli.StringFlag{Name: "across", Usage: "let the `MARKS` stand inside of phrases: --across 、 finds 不忘初心、牢记使命", Destination: &f.opt.Across},
		&cli.StringFlag{Name: "before", Usage: "compare what stands before `DATE` with what stands from it on", Destination: &f.before},
		&cli.StringFlag{Name: "known", Usage: "take the phrases of `FILE` for ones of the lexicon: one a line, or lines of --to-lexicon (--dict does it too)", Destination: &f.known},
		&cli.BoolFlag{Name: "unknown", Usage: "leave out phrases of the lexicon", Destination: &f.unknown},
		&cli.StringFlag{Name: "sort", Usage: "order by `WHAT`: count, ratio, length, first (default: count, with --before ratio)", Destination: &f.sort},
		&cli.IntFlag{Name: "top", Usage: "show `N` phrases at most, 0 for all (default: 50 in text, else all)", Destination: &f.top},
		&cli.StringFlag{Name: "accept", Usage: "show the phrases of `FILE` only: one a line, or lines of --to-lexicon", Destination: &f.accept},
		&cli.StringFlag{Name: "to-lexicon", Usage: "write the phrases that are shown to `FILE`, which --dict reads", Destination: &f.toLexicon},
		&cli.StringFlag{Name: "every", Usage: "count the phrases that are shown by period: a row for each, of `LENGTH` day, week, month, quarter, year or decade", Destination: &f.every},
	}
}

func (p *program) phrasesCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var f phraseFlags
	return &cli.Command{
		Name:      "phrases",
		Usage:     "find formulations of any length",
		ArgsUsage: "SOURCE…",
		Description: `Which formulations of any length does the corpus have, and which are new? Strings of characters that
stand in changing company, hold together, and begin and end where words do (--min-phrase-share).
Formula: entropy_left, entropy_right −Σ q·ln q, q the shares of the characters beside it, a mark or
line end a neighbour of its own each time: --min-entropy at least; cohesion the least ln(p/(p_l·p_r))
over its splits, p counts (of all places) by the number of characters: --min-cohesion, or the most it
can be, ln(characters/count). A part of a longer phrase with --fold of its count is dropped.
Variants: --before DATE: ratio = (count_after+½)/words_after by (count_before+½)/words_before; --every
counts by period; --across, --numbers; --to-lexicon writes what --dict reads.
Not to trust: first_date as the first use anywhere: it is that of the selection; what is printed word
for word every day (--once, --duplicates first); entropies of rare strings (--min-count).
Source: Jin & Tanaka-Ishii (2006) for entropy; Feng et al. (2004) for ends of runs; Church & Hanks
(1990) for cohesion, which is PMI at the weakest split.

   tifa phrases testdata/sample --min-count 5 --before 1990 --top 9`,
		Flags: join(f.flags(), in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("phrases", &out)
			if err != nil {
				return err
			}
			recorded, err := f.read(c, &in, &out)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			var periods []analysis.Period
			if f.every != "" {
				if periods, err = analysis.Every(s, f.every); err != nil {
					return err
				}
			}
			phrases, err := analysis.FindPhrases(s, f.opt)
			if err != nil {
				return err
			}
			rows, err := f.shown(s, phrases.Rows())
			if err != nil {
				return err
			}
			if f.toLexicon != "" {
				if err := writeLexicon(f.toLexicon, rows); err != nil {
					return err
				}
			}
			if periods != nil {
				return out.finish(c, &in, s, reports.Of(phrases.Periods(rows, periods)), recorded...)
			}
			return out.finish(c, &in, s, phraseTable(rows, f.before != ""), recorded...)
		},
	}
}

// read checks the flags before the work, and fills in what depends on others.
func (f *phraseFlags) read(c *cli.Context, in *inputFlags, out *outputFlags) (recorded []reports.Pair, err error) {
	if err := f.check(in.p); err != nil {
		return nil, err
	}
	if f.accept != "" {
		if f.accepted, err = phraseList(f.accept); err != nil {
			return nil, err
		}
		recorded = append(recorded, reports.Pair{Name: "accept-list", Value: listIdentity(f.accepted)})
	}
	if f.opt.Known, err = in.segmentation.known(); err != nil {
		return nil, err
	}
	if f.known != "" {
		list, err := phraseList(f.known)
		if err != nil {
			return nil, err
		}
		maps.Copy(f.opt.Known, list)
		recorded = append(recorded, reports.Pair{Name: "known-list", Value: listIdentity(list)})
	}
	words := wordFlags{stopwords: f.stopwords}
	if f.opt.Hide, err = words.hidden(); err != nil {
		return nil, err
	}
	if !c.IsSet("top") && out.isText() {
		f.top = textRows
		err = c.Set("top", strconv.Itoa(textRows))
	}
	return append(recorded, words.recorded...), err
}

// check rejects flags that cannot be, and fills in the order.
func (f *phraseFlags) check(p *program) (err error) {
	if f.opt.Before, err = dateFlag("before", f.before); err != nil {
		return err
	}
	if f.opt.MinCount == 0 || f.opt.MinLength == 0 || f.opt.MaxLength == 0 { // 0 stands for the default
		return usagef("--min-count, --min-length, --max-length: want 2 or more")
	}
	if err := f.opt.Check(); err != nil {
		return asUsage(err)
	}
	if f.sort == "" {
		f.sort = "count"
		if f.before != "" {
			f.sort = "ratio"
		}
	}
	if f.sort == "ratio" && f.before == "" {
		return usagef("--sort ratio compares two times: give --before DATE with it")
	}
	if err := analysis.SortPhrases(nil, f.sort); err != nil {
		return asUsage(err)
	}
	if _, ok := corpus.Period(f.every, 1); f.every != "" && !ok {
		return usagef("unknown --every %q (have day, week, month, quarter, year, decade)", f.every)
	}
	if f.toLexicon != "" {
		return p.checkTarget(f.toLexicon)
	}
	return nil
}

// phraseList reads the file of --accept or --known: a list of phrases, or what
// --to-lexicon wrote with the lines that somebody left in it.
func phraseList(file string) (map[string]bool, error) {
	text, err := readText(file)
	if err != nil {
		return nil, err
	}
	words, err := segment.ParseWords(strings.NewReader(text), file)
	if err != nil {
		return nil, err
	}
	list := make(map[string]bool, len(words))
	for _, w := range words {
		list[w.Text] = true
	}
	return list, nil
}

// shown returns the rows that are shown, in their order.
func (f *phraseFlags) shown(s *analysis.Selection, rows []analysis.PhraseRow) ([]analysis.PhraseRow, error) {
	if err := analysis.SortPhrases(rows, f.sort); err != nil {
		return nil, err
	}
	if f.accepted != nil {
		rows = slices.DeleteFunc(rows, func(r analysis.PhraseRow) bool { return !f.accepted[r.Phrase] })
		if missing := len(f.accepted) - len(rows); missing > 0 {
			s.Notes = append(s.Notes, fmt.Sprintf("%d of the %d phrases of %s are not among those found", missing, len(f.accepted), f.accept))
		}
	}
	if f.unknown {
		rows = slices.DeleteFunc(rows, func(r analysis.PhraseRow) bool { return r.InLexicon })
	}
	if f.top > 0 && len(rows) > f.top {
		s.Notes = append(s.Notes, fmt.Sprintf("shown: the first %d of %d", f.top, len(rows)))
		rows = rows[:f.top]
	}
	return rows, nil
}

func phraseTable(rows []analysis.PhraseRow, compared bool) *reports.Table {
	t := reports.OfSlice(rows)
	if !compared {
		t = t.Without("count_before", "count_after", "ratio", "new")
	}
	return t
}

// writeLexicon writes phrases as --dict reads them: without a frequency, which
// gives each the smallest that keeps it whole, and tagged l, a set phrase. What
// is longer than a word can be is an error there, not here.
func writeLexicon(file string, rows []analysis.PhraseRow) error {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t-\tl\n", r.Phrase)
	}
	return fileError(os.WriteFile(file, []byte(b.String()), 0o666))
}

// known returns the terms that in_lexicon tells of: those of the lexicon and of
// --dict.
func (f *segmentationFlags) known() (map[string]bool, error) {
	opt, err := f.options()
	if err != nil {
		return nil, err
	}
	terms := opt.Lexicon
	if terms == nil && !opt.NoLexicon {
		terms = lexicon.Builtin()
	}
	known := make(map[string]bool, len(terms))
	for _, t := range terms {
		known[t.Text] = true
	}
	for _, w := range opt.Words {
		known[w.Text] = true
	}
	return known, nil
}
