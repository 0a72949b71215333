package corpus

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mustDay(t *testing.T, s string) Day {
	t.Helper()
	d, ok := ParseDate(s)
	if !ok {
		t.Fatalf("no date: %s", s)
	}
	return d.First
}

func printed(day Day, issue, page, item string) *Document {
	return &Document{Date: Date{day, day}, Issue: issue, Page: page, Item: item}
}

// A week of a daily paper from Monday 2001-01-01, without Thursday; then one
// without a gap. Numbers run with the days but jump by 100 on the last day.
func TestCoverageDaysAndNumbers(t *testing.T) {
	var c Coverage
	monday := mustDay(t, "2001-01-01")
	for i := range Day(21) {
		if i == 3 {
			continue
		}
		number := 500 + int(i)
		if i == 20 {
			number += 100
		}
		c.Add(printed(monday+i, strconv.Itoa(number), "1", "1"))
	}
	found, expected, ok := c.Days(Date{monday, monday + 6})
	if found != 6 || expected != 7 || !ok {
		t.Errorf("first week: %d of %d days, %v; want 6 of 7, true (Thursday came out in two weeks of three)", found, expected, ok)
	}
	want := []Gap{
		{Date: monday + 3, What: "day", Count: 1, List: "2001-01-04", Basis: "estimate: the paper usually came out on this day of the week"},
		{Date: monday + 3, What: "issue", Count: 1, List: "503", Days: 2, Basis: "issue numbers 502 on 2001-01-03 and 504 on 2001-01-05"},
		{Date: monday + 20, What: "number", Count: 1, List: "620", Basis: "issue number goes from 519 to 620 in 1 days"},
	}
	if diff := cmp.Diff(want, c.Gaps()); diff != "" {
		t.Error(diff)
	}
	years := c.Years()
	if len(years) != 1 {
		t.Fatalf("%d years", len(years))
	}
	// All 365 days of 2001 are expected; of those between the first and the last
	// day found one is missing.
	wantYear := YearCoverage{
		Year: 2001, Documents: 20, DaysFound: 20, DaysExpected: 365, DaysMissing: 1, IssuesMissing: 1, NumberFaults: 1,
		PagesFound: 20, PagesExpected: 20, ItemsFound: 20,
	}
	if diff := cmp.Diff(wantYear, years[0]); diff != "" {
		t.Error(diff)
	}
}

// A number that does not rise is out of step; days on which no paper came out
// are none that is missing.
func TestCoverageRhythm(t *testing.T) {
	var c Coverage
	monday := mustDay(t, "2001-01-01")
	for week := range Day(4) {
		for i := range Day(5) { // Monday to Friday
			c.Add(printed(monday+7*week+i, "7", "1", "1"))
		}
	}
	if found, expected, _ := c.Days(Date{monday, monday + 27}); found != 20 || expected != 20 {
		t.Errorf("%d of %d days, want 20 of 20", found, expected)
	}
	faults := 0
	for _, g := range c.Gaps() {
		if g.What != "number" {
			t.Errorf("unexpected gap %+v", g)
		}
		faults++
	}
	if faults != 19 {
		t.Errorf("%d numbers that do not rise, want 19", faults)
	}
	if _, _, ok := new(Coverage).Days(Date{monday, monday}); ok {
		t.Error("an empty corpus expects days")
	}
}

func TestCoveragePagesAndItems(t *testing.T) {
	var c Coverage
	day := mustDay(t, "1998-03-20")
	for _, at := range [][2]string{{"01", "2"}, {"1", "5"}, {"4", "1"}, {"99", "1"}, {"A", "1"}} {
		c.Add(printed(day, "", at[0], at[1]))
	}
	c.Add(&Document{})
	want := []Gap{
		{Date: day, What: "page", Count: 2, List: "2–3", Basis: "pages before the last one found"},
		{Date: day, What: "item", Page: "1", Count: 3, List: "1, 3–4", Basis: "items before the last one found on the page"},
	}
	if diff := cmp.Diff(want, c.Gaps()); diff != "" {
		t.Error(diff)
	}
	if c.Undated != 1 {
		t.Errorf("undated %d, want 1", c.Undated)
	}
}

// A year without a single day is judged by the year before it.
func TestCoverageMissingYear(t *testing.T) {
	var c Coverage
	for _, year := range []int{2001, 2003} {
		d := yearDate(year)
		for day := d.First; day <= d.Last; day++ {
			c.AddDate(Date{day, day})
		}
	}
	if found, expected, ok := c.Days(yearDate(2002)); found != 0 || expected != 365 || !ok {
		t.Errorf("2002: %d of %d, %v; want 0 of 365, true", found, expected, ok)
	}
}
