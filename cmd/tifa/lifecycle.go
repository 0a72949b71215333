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
		Description: `When did a term begin, rise, fall, come back and end? A card a term: its first document, the first
on the front page and the first with it in a headline; peak, the period with the greatest share of
documents; half_life, the first period after it in which the share is below half of the peak, over
three periods together (it, the one before, the one after, as trend --smooth 1 pools them: beside
a gap there are fewer), and half_life_periods, how many periods after the peak, gaps counted too;
revivals, how often it came back to half; the last document. at_start is true where the first
period with documents holds it already: the term may be older. Heat is one of six steps, 沸 烫 热
暖 温 冷, by the share of documents that hold the term; the card has that of each period, neighbours
that are alike together, and the steps that were used. Other formats than text, and text with
--columns, have a table with a row a term; with --heat it has a row for each period of a term, with
its heat. Only 沸 (.0518) and 烫 (.0129) are known to us: --steps print shows the file, --steps FILE
reads yours. --scale rmrb goes by articles a year (2,000 and 500), as for the People's Daily.
Do not trust the peak where periods have few documents or the first where the corpus has gaps.
Source: China Media Project, Qian Gang's scale of 2016.

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
