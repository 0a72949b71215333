package analysis

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tifa/corpus"
)

// A HeatScale is a ladder of names for how much a term is used, hottest first,
// as the China Media Project reads the People's Daily.
type HeatScale struct {
	ByNumber bool // steps begin at a number of documents a year, else at a share of the documents
	Steps    []HeatStep
	Source   string // where the steps come from, for notes
}

// A HeatStep is a name, and where it begins.
type HeatStep struct {
	Name string
	From float64
}

// HeatSteps is a file of steps by share. The first two are known: 2,000 and 500
// articles of the People's Daily a year, which were .0518 and .0129 of them. The
// lower ones are not: each is a quarter of the one above, as the second is of
// the first.
const HeatSteps = `# name,share: a step begins at this share of the documents of a period.
# 沸 and 烫 are the China Media Project's. The lower ones are tifa's own, each a
# quarter of the one above: put in their place what you can cite.
沸,0.0518
烫,0.0129
热,0.0032
暖,0.0008
温,0.0002
冷,0
`

// HeatStepsByNumber is HeatSteps by articles of the People's Daily a year.
const HeatStepsByNumber = `# name,number: a step begins at this number of documents a year.
# 沸 and 烫 are the China Media Project's, for the People's Daily. The lower ones
# are tifa's own, each a quarter of the one above: put in their place what you can
# cite.
沸,2000
烫,500
热,125
暖,31
温,8
冷,0
`

// BuiltinHeat returns the scale by share, or by number.
func BuiltinHeat(byNumber bool) HeatScale {
	text := HeatSteps
	if byNumber {
		text = HeatStepsByNumber
	}
	steps, err := ParseHeatSteps(text, "builtin", byNumber)
	if err != nil {
		panic(err) // written above
	}
	return HeatScale{byNumber, steps, "built in: 沸 and 烫 are the China Media Project's, the lower ones tifa's own, each a quarter of the one above"}
}

// ParseHeatSteps reads steps from lines of name and value, with a comma or a tab
// between them, the hottest first; values are shares of 0 to 1, or numbers of
// documents a year. Empty lines and lines that begin with # are passed over. The
// error of a bad line begins with name:line.
func ParseHeatSteps(text, name string, byNumber bool) ([]HeatStep, error) {
	var steps []HeatStep
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		step, err := parseHeatStep(line, byNumber)
		if n := len(steps); err == nil && n > 0 && step.From >= steps[n-1].From {
			err = fmt.Errorf("%q: a step begins below the one before it, at less than %g", line, steps[n-1].From)
		}
		if err == nil && slices.ContainsFunc(steps, func(s HeatStep) bool { return s.Name == step.Name }) {
			err = fmt.Errorf("step %q is given twice", step.Name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("%s: no steps (want lines of name,share)", name)
	}
	return steps, nil
}

func parseHeatStep(line string, byNumber bool) (HeatStep, error) {
	name, value, ok := strings.Cut(strings.ReplaceAll(line, "\t", ","), ",")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || name == "" {
		return HeatStep{}, fmt.Errorf("%q: want name,share", line)
	}
	from, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil || math.IsNaN(from) || math.IsInf(from, 0) || from < 0:
		return HeatStep{}, fmt.Errorf("%q: %q is not a number from 0 up", line, value)
	case !byNumber && from > 1:
		return HeatStep{}, fmt.Errorf("%q: a share is at most 1 (--scale rmrb takes numbers of articles)", line)
	}
	return HeatStep{name, from}, nil
}

// String states the steps, as notes and manifests have them.
func (h HeatScale) String() string {
	var parts []string
	for _, s := range h.Steps {
		parts = append(parts, fmt.Sprintf("%s ≥ %g", s.Name, s.From))
	}
	of := "of the documents of a period"
	if h.ByNumber {
		of = "documents a year"
	}
	return strings.Join(parts, ", ") + " " + of
}

// of returns the step of a period; missing below the last.
func (h HeatScale) of(p point) Maybe[string] {
	value := p.share()
	if h.ByNumber {
		value = float64(p.with)
	}
	for _, s := range h.Steps {
		if value >= s.From {
			return Just(s.Name)
		}
	}
	return Maybe[string]{}
}

// check finds out whether numbers of documents a year can be told by periods.
func (h HeatScale) check(periods []Period) error {
	if !h.ByNumber {
		return nil
	}
	for _, p := range periods {
		if year, _ := corpus.Period("year", p.Days.First); year != p.Days {
			return errors.New("--scale rmrb counts articles a year: give --every year with it")
		}
	}
	return nil
}

func (s *Selection) noteHeat(h HeatScale) {
	s.Notes = append(s.Notes, fmt.Sprintf("heat: %s (%s)", h, h.Source))
}

// A HeatRun is periods of the same heat, one behind another.
type HeatRun struct {
	From, To string        // labels of the first and of the last
	Periods  int           // how many
	Heat     Maybe[string] // missing without documents, and below the last step
	NoData   bool          // without documents
}

// runs returns the heat of all periods, in their order.
func (h HeatScale) runs(x *series, periods []Period) (runs []HeatRun) {
	for i, p := range x.each(len(periods)) {
		r := HeatRun{From: periods[i].Label, To: periods[i].Label, Periods: 1, NoData: p == nil}
		if p != nil {
			r.Heat = h.of(*p)
		}
		if n := len(runs); n > 0 && runs[n-1].Heat == r.Heat && runs[n-1].NoData == r.NoData {
			runs[n-1].To = r.To
			runs[n-1].Periods++
			continue
		}
		runs = append(runs, r)
	}
	return runs
}

// A HeatRow is the heat of a term in a period. Without documents in the period
// there is none.
type HeatRow struct {
	Term           string         `col:"term"`
	Period         string         `col:"period"`
	PeriodStart    corpus.Day     `col:"period_start,date"`
	Documents      Maybe[int]     `col:"documents"`
	DocumentsTotal int            `col:"documents_total"`
	DocumentShare  Maybe[float64] `col:"document_share"`
	Heat           Maybe[string]  `col:"heat"`
	TwoCounts                     // of the documents of the period
}

// Heat returns the step of each term in each period. A note says which steps
// they were.
func Heat(s *Selection, terms []Term, opt TimeOptions, scale HeatScale) ([]HeatRow, error) {
	if err := scale.check(opt.Periods); err != nil {
		return nil, err
	}
	list, err := seriesOf(s, terms, opt)
	if err != nil {
		return nil, err
	}
	rows := make([]HeatRow, 0, len(list)*len(opt.Periods))
	for _, x := range list {
		for i, p := range x.each(len(opt.Periods)) {
			row := HeatRow{Term: x.term, Period: opt.Periods[i].Label, PeriodStart: opt.Periods[i].Days.First}
			if p != nil {
				row.Documents, row.DocumentsTotal = Just(p.with), p.total
				row.DocumentShare, row.Heat = Just(p.share()), scale.of(*p)
				row.TwoCounts = p.uses.twoCounts()
			}
			rows = append(rows, row)
		}
	}
	s.noteHeat(scale)
	return rows, nil
}
