package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/reports"
)

func (p *program) lifecycleCommand() *cli.Command {
	t := newTimeCommand(p)
	var scaleName, steps string
	var heat bool
	return &cli.Command{
		Name:      "lifecycle",
		Usage:     "tell when terms began, peaked, fell and came back",
		ArgsUsage: "CORPUS TERM…",
		Description: `When did a term begin, rise, fall, come back and end? A card a term.
Formula: first_… are its first documents, anywhere, on page 1 and in a headline; peak is the period of
the greatest document share; half_life the first one after it in which the share of three periods (it
and its neighbours in the calendar, those without documents left out) is below half of the peak;
revivals how often it came back to half. heat is one of six steps by document share: 沸 from .0518,
烫 from .0129, 热 暖 温 冷 below.
Variants: as text a card a term, else (or with --columns) a row; --heat, a row a period; --steps FILE
reads your steps (--steps print shows ours); --scale rmrb goes by articles a year (2,000 and 500), as
for the People's Daily; --every, --periods.
Not to trust: the first where the corpus begins (at_start: the term may be older) or has gaps; the
peak where periods have few documents; steps below 烫, which are ours and not published.
Source: China Media Project, Qian Gang (2016), for heat.

   tifa lifecycle testdata/sample 改革开放 科学发展观 --every year`,
		Flags: t.flags(
			&cli.BoolFlag{Name: "heat", Usage: "show the heat of each period, a row a period", Destination: &heat},
			&cli.StringFlag{Name: "scale", Value: "share", Usage: "measure heat by `WHAT`: share (of the documents of a period) or rmrb (articles a year)", Destination: &scaleName},
			&cli.StringFlag{Name: "steps", Usage: "read the steps of heat from `FILE`, lines of name,share, hottest first; print shows those that are built in", Destination: &steps},
		),
		Action: func(c *cli.Context) error {
			if scaleName != "share" && scaleName != "rmrb" {
				return usagef("--scale %q: want share or rmrb", scaleName)
			}
			if steps == "print" {
				return printSteps(p.stdout, scaleName == "rmrb")
			}
			scale, err := readSteps(steps, scaleName == "rmrb")
			if err != nil {
				return err
			}
			t.extra = []reports.Pair{{Name: "steps-list", Value: scale.String()}}
			return t.run(c, func(s *analysis.Selection, terms []analysis.Term, time analysis.TimeOptions) (*reports.Table, error) {
				if heat {
					rows, err := analysis.Heat(s, terms, time, scale)
					return reports.OfSlice(rows), err
				}
				rows, err := analysis.Lifecycle(s, terms, time, scale)
				table := reports.OfSlice(rows)
				table.Cards = lifeCards(rows, scale, t.out.lang)
				return table, err
			})
		},
	}
}

// printSteps writes the built-in steps as a file to be edited.
func printSteps(w io.Writer, byNumber bool) error {
	text := analysis.HeatSteps
	if byNumber {
		text = analysis.HeatStepsByNumber
	}
	_, err := io.WriteString(w, text)
	return err
}

// readSteps returns the scale of --steps, or the built-in one.
func readSteps(file string, byNumber bool) (analysis.HeatScale, error) {
	if file == "" {
		return analysis.BuiltinHeat(byNumber), nil
	}
	text, err := readText(file)
	if err != nil {
		return analysis.HeatScale{}, err
	}
	steps, err := analysis.ParseHeatSteps(text, file, byNumber)
	return analysis.HeatScale{ByNumber: byNumber, Steps: steps, Source: "steps of " + file}, err
}
