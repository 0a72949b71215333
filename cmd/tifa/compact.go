package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"tifa/corpus/ingest"
)

func (p *program) compactCommand() *cli.Command {
	return &cli.Command{
		Name:      "compact",
		Usage:     "merge small segments of a stored corpus and drop what was replaced",
		ArgsUsage: "CORPUS",
		Description: `A corpus that was extended many times lies in many small segments, and keeps the documents of
files that were replaced. This writes them anew, in fewer and without those. Every answer
stays the same. It can be stopped at any moment: the corpus is then as it was.

   tifa compact kept`,
		Action: func(c *cli.Context) error {
			if len(p.args) != 1 {
				return usagef("compact needs one stored corpus")
			}
			dir := p.args[0]
			defer limitMemory(ingestMemory)()
			bar := newBar(p.stderr)
			done, err := ingest.Compact(c.Context, dir, ingest.CompactOptions{Progress: bar.count})
			bar.clear()
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "%s: %s, before %d; %s dropped; %d bytes, before %d\n",
				dir, number(done.SegmentsAfter, "segment"), done.SegmentsBefore, number(done.Dropped, "replaced document"), done.BytesAfter, done.BytesBefore)
			return nil
		},
	}
}
