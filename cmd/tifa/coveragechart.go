package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// checkCoverage rejects a chart of problems.
func (f *chartFlags) checkCoverage(o checkOptions) error {
	if f.file != "" && !o.coverage {
		return usagef("--chart draws a calendar of the days there are: give --coverage with it")
	}
	return nil
}

// writeCoverage draws the days that a corpus has and lacks; it does nothing where
// no chart is asked for.
func (f *chartFlags) writeCoverage(covered map[string]*corpus.Coverage, table *reports.Table) error {
	if f.file == "" {
		return nil
	}
	d := new(reports.Calendar)
	for _, paper := range slices.Sorted(maps.Keys(covered)) {
		name := paper
		if name == "" {
			name = f.texts.value(analysis.None)
		}
		d.Papers = append(d.Papers, reports.CalendarPaper{Name: name, Years: calendarYears(covered[paper])})
	}
	return f.write(table, f.texts.covered, f.texts.coveredCaption, d)
}

// calendarYears returns the days of each year. Before the first day found and
// after the last nothing is missing.
func calendarYears(c *corpus.Coverage) (years []reports.CalendarYear) {
	all := c.Years()
	var first, last corpus.Day
	for _, y := range all {
		for _, day := range daysOf(y.Year) {
			if found, _, _ := c.Days(corpus.Date{First: day, Last: day}); found > 0 {
				if first == 0 {
					first = day
				}
				last = day
			}
		}
	}
	for _, y := range all {
		row := reports.CalendarYear{Year: y.Year, Note: fmt.Sprint(y.DaysFound)}
		if y.DaysMissing > 0 {
			row.Note += fmt.Sprintf(" · −%d", y.DaysMissing)
		}
		for _, day := range daysOf(y.Year) {
			found, expected, _ := c.Days(corpus.Date{First: day, Last: day})
			what := reports.DayUnexpected
			switch {
			case found > 0:
				what = reports.DayFound
			case expected > 0 && first <= day && day <= last:
				what = reports.DayMissing
			}
			row.Days = append(row.Days, what)
		}
		years = append(years, row)
	}
	return years
}

func daysOf(year int) (days []corpus.Day) {
	first, _ := corpus.DayOf(year, time.January, 1)
	last, _ := corpus.DayOf(year, time.December, 31)
	for day := first; day <= last; day++ {
		days = append(days, day)
	}
	return days
}
