package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) reprintsCommand() *cli.Command {
	in, out := inputFlags{p: p}, outputFlags{p: p}
	var opt analysis.ReprintOptions
	var families bool
	return &cli.Command{
		Name:      "reprints",
		Usage:     "find texts that were printed again, and excerpts",
		ArgsUsage: "SOURCE…",
		Description: `Which texts were printed more than once, who had them first, when and where again?
Formula: of the sets of all runs of five characters (Han characters, letters, digits) in two bodies,
jaccard is shared / all of both, containment shared / all of the shorter one; marks, space, headlines
and --in make no difference. A reprint has a jaccard of --threshold or more with the first document
of its family, the earliest, then the one on the lowest page; of an excerpt that document holds
--containment or more: it is no copy (size, front, --once).
Variants: --families, a row a family; --once, elsewhere, counts each family once. Pairs come from
MinHash (--seed), which misses few, as a note says, and are compared exactly.
Not to trust: for lists and tables; for bodies under 24 characters, which are copies only if the
headlines agree too; for texts that change little by little, which make several families.
Source: Broder (1997); Leskovec, Rajaraman & Ullman (2014), chapter 3.

   tifa reprints testdata/sample testdata/reprints
   tifa trend testdata/sample --also testdata/reprints 改革开放 --once`,
		Flags: join([]cli.Flag{
			&cli.Float64Flag{Name: "threshold", Value: analysis.DefaultThreshold, Usage: "take texts of a Jaccard of at least `J`, 0.5 to 1, for copies", Destination: &opt.Threshold},
			&cli.Float64Flag{Name: "containment", Value: analysis.DefaultContainment, Usage: "take a text of which a longer one holds at least `C`, 0.5 to 1, for an excerpt", Destination: &opt.Containment},
			&cli.BoolFlag{Name: "families", Usage: "show a row a family, not a row a document", Destination: &families},
			&cli.IntFlag{Name: "top", Usage: "show the `N` largest families at most, 0 for all (default: 50 in text, else all)", Destination: &opt.Top},
			&cli.Int64Flag{Name: "seed", Value: analysis.OnceSeed, Usage: "`SEED` of the random orders of MinHash", Destination: &opt.Seed},
		}, in.flags(), out.flags()),
		Action: func(c *cli.Context) error {
			sources, err := p.prepare("reprints", &out)
			if err != nil {
				return err
			}
			if in.once {
				return usagef("reprints shows what --once leaves out: leave it out")
			}
			if c.IsSet("in") || c.IsSet("repeated-title") {
				return usagef("reprints compares bodies without the title they may begin with: --in and --repeated-title do nothing")
			}
			if !c.IsSet("top") && out.isText() {
				if err := c.Set("top", strconv.Itoa(textRows)); err != nil {
					return err
				}
			}
			if opt.Threshold == 0 || opt.Containment == 0 { // which stand for the defaults
				return usagef("threshold %v, containment %v: want %v to 1", opt.Threshold, opt.Containment, analysis.LeastThreshold)
			}
			if err := opt.Check(); err != nil {
				return asUsage(err)
			}
			s, err := in.selection(c.Context, sources)
			if err != nil {
				return err
			}
			r, err := analysis.FindReprints(s, opt)
			if err != nil {
				return err
			}
			t := reports.Of(r.Rows())
			if families {
				t = reports.Of(r.Families())
			}
			return out.finish(c, &in, s, t)
		},
	}
}
