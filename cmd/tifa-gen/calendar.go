package main

import (
	"math"
	"time"

	"tifa/corpus"
)

// A period is a time in which issues of the paper were alike.
type period struct {
	until int // its last year
	pages int
	items int // on a page, on average
}

// periods are those of a national daily, from memory: four pages in the
// fifties, twenty in the end, with ever longer articles.
var periods = []period{
	{1955, 4, 14}, {1960, 8, 11}, {1966, 6, 11}, {1971, 4, 9}, {1978, 6, 10}, {1994, 8, 11},
	{2002, 12, 8}, {2009, 16, 6}, {math.MaxInt, 20, 5},
}

func periodOf(year int) period {
	for _, p := range periods {
		if year <= p.until {
			return p
		}
	}
	return periods[len(periods)-1]
}

// firstIssue is the day of issue number 1, where the corpus does not begin
// before it. The paper appears every day, and its issue numbers run.
var firstIssue, _ = corpus.DayOf(1949, time.January, 1)

// A calendar lays documents over the days of a range in such a way that a
// part of it can be made without the parts before.
type calendar struct {
	first, last corpus.Day
	documents   int
	before      []float64 // of each day, and of that after the last: share of all documents that come before it
}

// newCalendar shares the documents out by how many a day's issue would hold.
// For fewer than issues hold, some of each are left out, down to days that have
// none; for more, there are more items on a page.
func newCalendar(first, last corpus.Day, documents int) *calendar {
	c := &calendar{first: first, last: last, documents: documents, before: make([]float64, last-first+2)}
	for day := first; day <= last; day++ {
		c.before[day-first+1] = c.before[day-first] + usual(day)
	}
	total := c.before[len(c.before)-1]
	for i := range c.before {
		c.before[i] /= total
	}
	return c
}

// usual is how many documents the issue of a day has: those of its period, more
// or less by a fifth, fewer on Sundays.
func usual(day corpus.Day) float64 {
	p := periodOf(yearOf(day))
	n := float64(p.pages*p.items) * (0.8 + 0.4*float64(mix(uint64(day), 3)%1000)/1000)
	if day.Time().Weekday() == time.Sunday {
		n *= 0.6
	}
	return n
}

// upTo returns how many documents are older than a day.
func (c *calendar) upTo(day corpus.Day) int {
	day = min(max(day, c.first), c.last+1)
	return int(math.Round(c.before[day-c.first] * float64(c.documents)))
}

// of returns how many documents are of a day.
func (c *calendar) of(day corpus.Day) int { return c.upTo(day+1) - c.upTo(day) }

// ofYear returns how many documents a year has.
func (c *calendar) ofYear(year int) int { return c.upTo(newYear(year+1)) - c.upTo(newYear(year)) }

func (c *calendar) issue(day corpus.Day) int { return int(day-min(c.first, firstIssue)) + 1 }

func (c *calendar) years() (from, to int) { return yearOf(c.first), yearOf(c.last) }

// A month is one stream of random numbers.
type month struct {
	year  int
	month time.Month
}

// months returns the months that have documents, in order.
func (c *calendar) months() []month {
	var list []month
	for day := c.first; day <= c.last; day++ {
		y, m, _ := day.Date()
		if n := len(list); c.of(day) > 0 && (n == 0 || list[n-1] != month{y, m}) {
			list = append(list, month{y, m})
		}
	}
	return list
}

// days returns the first and the last day of a month that lie in the range.
func (c *calendar) days(m month) (first, last corpus.Day) {
	first, _ = corpus.DayOf(m.year, m.month, 1) // a month that was cut from days of corpus
	last = first + corpus.Day(time.Date(m.year, m.month+1, 0, 0, 0, 0, 0, time.UTC).Day()) - 1
	return max(first, c.first), min(last, c.last)
}

func yearOf(day corpus.Day) int {
	year, _, _ := day.Date()
	return year
}

// newYear returns the first day of a year from 1 to 9999.
func newYear(year int) corpus.Day {
	day, _ := corpus.DayOf(year, time.January, 1)
	return day
}
