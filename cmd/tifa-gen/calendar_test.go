package main

import (
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// Days, months and years share out all documents, and none twice.
func TestCalendarSharesOutAllDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := newYear(1900) + corpus.Day(rapid.IntRange(0, 40000).Draw(t, "first"))
		last := first + corpus.Day(rapid.IntRange(0, 3000).Draw(t, "days"))
		n := rapid.IntRange(1, 1_000_000).Draw(t, "documents")
		c := newCalendar(first, last, n)
		sum := 0
		for day := first; day <= last; day++ {
			if c.of(day) < 0 {
				t.Fatalf("%v has %d documents", day, c.of(day))
			}
			sum += c.of(day)
		}
		if sum != n {
			t.Fatalf("the days have %d documents, want %d", sum, n)
		}
		sum = 0
		for _, m := range c.months() {
			from, to := c.days(m)
			for day := from; day <= to; day++ {
				sum += c.of(day)
			}
		}
		if sum != n {
			t.Fatalf("the months have %d documents, want %d", sum, n)
		}
		sum = 0
		from, to := c.years()
		for y := from; y <= to; y++ {
			sum += c.ofYear(y)
		}
		if sum != n {
			t.Fatalf("the years have %d documents, want %d", sum, n)
		}
	})
}

// 2005-06-28 is day 20632 from 1949-01-01 on: 56 years with 14 leap days are
// 20454 days, and 178 days of 2005 come before it.
func TestIssueNumbersRun(t *testing.T) {
	day, _ := corpus.ParseDate("2005-06-28")
	for _, from := range []int{1949, 2001} {
		if got := newCalendar(newYear(from), newYear(2010), 10).issue(day.First); got != 20454+178+1 {
			t.Errorf("from %d: issue %d", from, got)
		}
	}
	c := newCalendar(newYear(1948), newYear(1950), 10)
	if got := c.issue(newYear(1948)); got != 1 {
		t.Errorf("first issue of a paper that began before: %d", got)
	}
}

// A year of n documents holds each planted term in as many as the manifest
// says.
func TestPlantedIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3000).Draw(t, "documents")
		years := rapid.IntRange(0, 80).Draw(t, "years")
		age := rapid.IntRange(0, years).Draw(t, "age")
		docs, count := make(map[string]int), make(map[string]int)
		for i := range n {
			in := make(map[string]bool)
			for _, term := range plantedIn(i, n, age, years) {
				count[term]++
				in[term] = true
			}
			for term := range in {
				docs[term]++
			}
		}
		for _, p := range plants {
			if want := p.docs(n, age, years); docs[p.term] != want || count[p.term] != want*p.each {
				t.Fatalf("%s: %d in %d documents, want %d in %d", p.term, count[p.term], docs[p.term], want*p.each, want)
			}
		}
	})
}
