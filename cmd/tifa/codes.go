package main

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

// codesFlags are those of codes alone.
type codesFlags struct {
	codes cli.StringSlice
	by    string
	show  string
	level string
	order cli.StringSlice
	hits  string
	sums  []reports.Pair // file → SHA-256, for the manifest
}

// codesTables are what codes can show.
var codesTables = []string{"counts", "agreement", "joined"}

func (p *program) codesCommand() *cli.Command {
	out := outputFlags{p: p}
	var f codesFlags
	return &cli.Command{
		Name:        "codes",
		Usage:       "count hand-made codes of a concordance and compare coders",
		ArgsUsage:   "FILE…",
		Description: codesDescription,
		Flags: join([]cli.Flag{
			&cli.StringFlag{Name: "show", Value: "counts", Usage: "show `WHAT`: counts of each code, agreement of the coders, or the codings joined, a row a hit", Destination: &f.show},
			&cli.StringFlag{Name: "by", Usage: "count by `FIELD`: any column of the files, another code too, or year, month … of the column date", Destination: &f.by},
			&cli.StringSliceFlag{Name: "codes", Usage: "read the codes of `LIST` (default: all columns that are not those of a concordance)", Destination: &f.codes},
			&cli.StringFlag{Name: "level", Value: "nominal", Usage: "take values for Krippendorff's α as of `LEVEL`: nominal, ordinal, interval", Destination: &f.level},
			&cli.StringSliceFlag{Name: "order", Usage: "of ordinal values that are no numbers the `ORDER`, lowest first: low,middle,high", Destination: &f.order},
			&cli.StringFlag{Name: "hits", Usage: "check that all hits are in `FILE`, the concordance as it was before it was coded", Destination: &f.hits},
		}, out.flags()),
		Action: func(c *cli.Context) error {
			if err := out.check(); err != nil {
				return err
			}
			level, err := f.check(c, p.args)
			if err != nil {
				return err
			}
			codings, err := f.read(p.args)
			if err != nil {
				return err
			}
			t, err := f.table(codings, analysis.AgreementOptions{Level: level, Order: splitList(f.order.Value())})
			if err != nil {
				return err
			}
			t.Name = c.Command.Name
			t.Name, t.Manifest = "codes", p.origin(c)
			t.Manifest.Parameters = slices.Concat(f.sums, parameters(c))
			return out.write(t)
		},
	}
}

const codesDescription = `Reads concordances that were coded by hand (tifa kwic --codes): csv, tsv, jsonl or json, a file
for each coder, or with a column coder. Rows are joined by hit_id and, where there are several
terms, by term; other columns may be missing or moved. A cell without a code is (none).

counts: how often each coder gave each value, share of the hits that the coder coded; with the
column weight of a stratified sample also the estimates for all hits it was drawn from.

agreement: of the hits that both coded the share with the same value, Cohen's κ (1960, nominal)
and Krippendorff's α (2011; hits that some coded need not be left out); (all) is α of all coders.

   tifa codes testdata/coded/li.csv testdata/coded/wang.csv
   tifa codes testdata/coded/li.csv testdata/coded/wang.csv --show agreement`

// check rejects flags that are wrong or would do nothing.
func (f *codesFlags) check(c *cli.Context, files []string) (analysis.Level, error) {
	level, err := analysis.ParseLevel(f.level)
	switch {
	case len(files) == 0:
		return level, usagef("codes needs a file: a concordance that was coded, as in: tifa codes coder1.csv coder2.csv")
	case err != nil:
		return level, asUsage(err)
	case !slices.Contains(codesTables, f.show):
		return level, usagef("unknown --show %q (have %s)", f.show, strings.Join(codesTables, ", "))
	case f.by != "" && f.show != "counts":
		return level, usagef("--by goes with --show counts")
	case len(f.order.Value()) > 0 && level != analysis.Ordinal:
		return level, usagef("--order goes with --level ordinal")
	}
	return level, nil
}

func (f *codesFlags) read(names []string) (*analysis.Codings, error) {
	var files []*analysis.CodedFile
	for _, name := range names {
		file, err := f.readFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	opt := analysis.CodingsOptions{Codes: splitList(f.codes.Value())}
	if f.hits != "" {
		var err error
		if opt.Hits, err = f.readFile(f.hits); err != nil {
			return nil, err
		}
	}
	return analysis.JoinCodes(files, opt)
}

func (f *codesFlags) readFile(name string) (*analysis.CodedFile, error) {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
	if !slices.Contains(analysis.CodedFormats, format) {
		return nil, usagef("%s: no format has this ending (have %s)", name, strings.Join(analysis.CodedFormats, ", "))
	}
	text, err := readText(name)
	if err != nil {
		return nil, err
	}
	sum := reports.Pair{Name: "sha256 of " + name, Value: fmt.Sprintf("%x", sha256.Sum256([]byte(text)))}
	if !slices.Contains(f.sums, sum) { // a file may be given as that of --hits too
		f.sums = append(f.sums, sum)
	}
	return analysis.ReadCoded(strings.NewReader(text), name, format)
}

// table returns what --show asks for, with notes on what was read.
func (f *codesFlags) table(c *analysis.Codings, opt analysis.AgreementOptions) (*reports.Table, error) {
	var t *reports.Table
	agreement, err := c.Agreement(opt)
	switch f.show {
	case "agreement":
		if err != nil {
			return nil, err
		}
		t = reports.OfSlice(agreement)
	case "joined":
		t = joinedTable(c)
	default:
		rows, err := c.Counts(f.by)
		if err != nil {
			return nil, err
		}
		t = reports.OfSlice(rows)
		if f.by == "" {
			t = t.Without("group")
		}
		if !c.Weighted() {
			t = t.Without("weighted_count", "weighted_share")
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("hits: %d; coders: %s", c.Hits(), strings.Join(c.Coders, ", ")))
	if err != nil || f.show != "counts" {
		return t, nil // one coder agrees with nobody
	}
	for _, row := range agreement {
		if alpha, ok := row.Alpha.Get(); ok && (row.Coder == analysis.All || len(c.Coders) == 2) {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: Krippendorff's α %.3f (%s) over %d hits; --show agreement has the pairs", row.Code, alpha, opt.Level, row.Hits))
		}
	}
	return t, nil
}

func joinedTable(c *analysis.Codings) *reports.Table {
	columns, rows := c.Joined()
	t := &reports.Table{}
	for _, name := range columns {
		t.Columns = append(t.Columns, reports.Column{Name: name})
	}
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		cells := make([]reports.Cell, len(columns))
		for _, row := range rows {
			for i, v := range row {
				cells[i] = reports.TextCell(v)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return t
}
