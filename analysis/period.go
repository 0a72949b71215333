package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tifa/corpus"
)

// A Period is a labelled interval of days.
type Period struct {
	Label string
	Days  corpus.Date
}

// ErrUndated is the error for periods of documents without dates.
var ErrUndated = nothingf("no document has a date")

// Every returns the periods of one length (day, week, month, quarter, year or
// decade) that the selection covers, those without documents among them.
func Every(s *Selection, length string) ([]Period, error) {
	if _, ok := corpus.Period(length, 1); !ok {
		return nil, fmt.Errorf("unknown period %q (have day, week, month, quarter, year, decade)", length)
	}
	if s.span.First == 0 {
		return nil, ErrUndated
	}
	var periods []Period
	for day := s.span.First; day <= s.span.Last; {
		days, _ := corpus.Period(length, day)
		label := corpus.DateValue(length, corpus.Date{First: day, Last: day})
		periods = append(periods, Period{label, days})
		day = days.Last + 1
	}
	return periods, nil
}

// ParsePeriods reads periods from lines of label, from and to, with tabs or
// commas between them; from and to are dates of any precision. Periods may
// overlap and leave gaps. Empty lines, lines that begin with # and a heading
// "label,from,to" are passed over. The error of a bad line begins with
// name:line.
func ParsePeriods(text, name string) ([]Period, error) {
	var periods []Period
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	for i, line := range strings.Split(text, "\n") {
		p, ok, err := parsePeriod(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		if !ok {
			continue
		}
		if slices.ContainsFunc(periods, func(q Period) bool { return q.Label == p.Label }) {
			return nil, fmt.Errorf("%s:%d: period %q is given twice", name, i+1, p.Label)
		}
		periods = append(periods, p)
	}
	if len(periods) == 0 {
		return nil, fmt.Errorf("%s: no periods (want lines of label,from,to)", name)
	}
	return periods, nil
}

func parsePeriod(line string) (p Period, ok bool, err error) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return Period{}, false, nil
	}
	cells := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == ',' })
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if slices.Equal(cells, []string{"label", "from", "to"}) {
		return Period{}, false, nil
	}
	if len(cells) != 3 {
		return Period{}, false, fmt.Errorf("%q: want label,from,to", line)
	}
	from, ok1 := corpus.ParseDate(cells[1])
	to, ok2 := corpus.ParseDate(cells[2])
	if !ok1 || !ok2 {
		return Period{}, false, fmt.Errorf("%q: from and to are dates such as 1978, 1978-12 or 1978-12-18", line)
	}
	if from.First > to.Last {
		return Period{}, false, fmt.Errorf("%q: from is after to", line)
	}
	return Period{cells[0], corpus.Date{First: from.First, Last: to.Last}}, true, nil
}

// A calendar tells which documents lie in which period.
type calendar struct {
	periods []Period
	sorted  bool // periods follow each other without overlap
}

func newCalendar(periods []Period) calendar {
	c := calendar{periods: periods, sorted: true}
	for i := 1; i < len(periods); i++ {
		c.sorted = c.sorted && periods[i-1].Days.Last < periods[i].Days.First
	}
	return c
}

// A placer is a calendar that is asked of one document after another, most of
// which have the date of the one before.
type placer struct {
	calendar
	last corpus.Date
	in   []int
}

func (p *placer) of(d corpus.Date) []int {
	if d != p.last {
		p.last, p.in = d, p.calendar.of(d)
	}
	return p.in
}

// of returns the periods that a date lies in wholly.
func (c *calendar) of(d corpus.Date) []int {
	if d.IsZero() {
		return nil
	}
	if c.sorted {
		i, _ := slices.BinarySearchFunc(c.periods, d.First, func(p Period, day corpus.Day) int { return int(p.Days.Last) - int(day) })
		if i < len(c.periods) && d.Within(c.periods[i].Days) {
			return []int{i}
		}
		return nil
	}
	var in []int
	for i, p := range c.periods {
		if d.Within(p.Days) {
			in = append(in, i)
		}
	}
	return in
}
