package corpus

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDayOf(t *testing.T) {
	for _, c := range []struct {
		y    int
		m    time.Month
		d    int
		want Day
		ok   bool
	}{
		{1, 1, 1, 1, true},
		{1, 12, 31, 365, true},
		{1970, 1, 1, 719163, true}, // Rata Die of the Unix epoch (Reingold and Dershowitz, Calendrical Calculations)
		{2000, 2, 29, 730179, true},
		{9999, 12, 31, 3652059, true},
		{1900, 2, 29, 0, false},
		{2005, 2, 30, 0, false},
		{2005, 13, 1, 0, false},
		{2005, 0, 1, 0, false},
		{2005, 1, 0, 0, false},
		{0, 1, 1, 0, false},
		{10000, 1, 1, 0, false},
	} {
		if got, ok := DayOf(c.y, c.m, c.d); got != c.want || ok != c.ok {
			t.Errorf("%d-%d-%d: %d, %v, want %d, %v", c.y, c.m, c.d, got, ok, c.want, c.ok)
		}
	}
	if Day(0).String() != "" || (Date{}).String() != "" || (Date{}).compact() != "" {
		t.Error("no day has a name")
	}
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string][3]string{ // String, First, Last
		"20050628":   {"2005-06-28", "2005-06-28", "2005-06-28"},
		"2005-06-28": {"2005-06-28", "2005-06-28", "2005-06-28"},
		"200506":     {"2005-06", "2005-06-01", "2005-06-30"},
		"2004-02":    {"2004-02", "2004-02-01", "2004-02-29"},
		"2005":       {"2005", "2005-01-01", "2005-12-31"},
		"9999-12":    {"9999-12", "9999-12-01", "9999-12-31"},
		"0001":       {"0001", "0001-01-01", "0001-12-31"},
	} {
		d, ok := ParseDate(s)
		if !ok || d.String() != want[0] || d.First.String() != want[1] || d.Last.String() != want[2] {
			t.Errorf("%s: %v, %v to %v, %v", s, d, d.First, d.Last, ok)
		}
	}
	for _, s := range []string{"", "0000", "20050230", "2005-13", "200500", "2005-6-1", "2005/06/28", "+005", "-005", "2005-+6", "2005 628", "２００５", "一九五六", "3月"} {
		if d, ok := ParseDate(s); ok || !d.IsZero() {
			t.Errorf("%q is %v", s, d)
		}
	}
	week := Date{day("20050103").First, day("20050109").First}
	if got := week.String(); got != "2005-01-03/2005-01-09" {
		t.Error(got)
	}
}

func TestDateCompare(t *testing.T) {
	want := []string{"1999", "1999-12-31", "2000-01-01", "2000-01", "2000", "2000-02", ""}
	dates := make([]Date, 0, len(want))
	for _, s := range want {
		d, _ := ParseDate(s)
		dates = append(dates, d)
	}
	slices.Reverse(dates)
	slices.SortFunc(dates, Date.Compare)
	for i, d := range dates {
		if d.String() != want[i] {
			t.Errorf("%d: %v, want %s", i, d, want[i])
		}
	}
	year := day("2000")
	for s, want := range map[string]bool{"2000-01-01": true, "2000-12-31": true, "2000": true, "1999-12-31": false, "2001": false} {
		if day(s).Within(year) != want {
			t.Errorf("%s within 2000: not %v", s, want)
		}
	}
	if year.Within(day("2000-06")) || (Date{}).Within(year) {
		t.Error("a year lies within a month, or nothing within a year")
	}
}

func TestDayRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.Int32Range(1, 3652059).Draw(t, "day"))
		y, m, dd := d.Date()
		if back, ok := DayOf(y, m, dd); !ok || back != d {
			t.Fatalf("%d: %d, %v", d, back, ok)
		}
		if p, ok := ParseDate(d.String()); !ok || p != (Date{d, d}) {
			t.Fatalf("%s: %v", d, p)
		}
		if next, _ := ParseDate((d + 1).String()); d < 3652059 && next.First != d+1 {
			t.Fatalf("the day after %s is %v", d, next)
		}
	})
}
