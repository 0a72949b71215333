package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus/store"
	"tifa/reports"
)

func (p *program) infoCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	top := 0
	return &cli.Command{
		Name:      "info",
		Usage:     "say what a corpus holds",
		ArgsUsage: "SOURCE…",
		Description: `Documents, words, characters and dates, and for each field that --by knows the
number of its values and the most frequent ones. Of a stored corpus also how it was made and
what its parts take on disk.

   tifa info testdata/sample --top 3`,
		Flags: join([]cli.Flag{
			&cli.IntFlag{Name: "top", Value: 5, Usage: "show `N` values of each field at most", Destination: &top},
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("info", &out)
			if err != nil {
				return err
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			rows, err := analysis.Info(s, top)
			if err != nil {
				return err
			}
			rows = append(rows, making(s.Corpus)...)
			return out.finish(c, &in, s, reports.OfSlice(rows))
		},
	}
}

// making says how a stored corpus was made and what it takes on disk.
func making(c *store.Corpus) []analysis.InfoRow {
	made := c.About()
	if made == nil {
		return nil
	}
	var rows []analysis.InfoRow
	add := func(item, value string) { rows = append(rows, analysis.InfoRow{Item: "stored: " + item, Value: value}) }
	add("made by", made.Tool)
	for _, s := range made.Settings {
		value := s.Value
		if lines := strings.Count(value, "\n"); lines > 0 { // rules of a file
			value = fmt.Sprintf("%s, SHA-256 %.8x", number(lines, "line"), sha256.Sum256([]byte(value)))
		}
		add("--"+s.Name, value)
	}
	add("files", strconv.Itoa(made.Files))
	for _, code := range slices.Sorted(maps.Keys(made.Problems)) {
		add("problem "+code, strconv.Itoa(made.Problems[code]))
	}
	add("segments", strconv.Itoa(made.Segments))
	if made.Pending > 0 {
		add("segments that wait for the next ingest", strconv.Itoa(made.Pending))
	}
	total := int64(0)
	for _, part := range c.Sizes() {
		add("bytes of "+part.Part, strconv.FormatInt(part.Bytes, 10))
		total += part.Bytes
	}
	add("bytes", strconv.FormatInt(total, 10))
	return rows
}
