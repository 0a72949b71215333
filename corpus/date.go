package corpus

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// A Day is a civil day, counted from 0001-01-01 = 1. The zero Day is no day.
type Day int32

const secondsPerDay = 24 * 60 * 60

var unixOfDayZero = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC).Unix()

// DayOf returns the day of a civil date; ok is false where there is no such
// date (2005-02-30) or the year is not in 1 to 9999.
func DayOf(year int, month time.Month, day int) (d Day, ok bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	y, m, dd := t.Date()
	if y != year || m != month || dd != day || year < 1 || year > 9999 {
		return 0, false
	}
	return Day((t.Unix() - unixOfDayZero) / secondsPerDay), true
}

// Time returns midnight UTC of the day.
func (d Day) Time() time.Time {
	return time.Unix(unixOfDayZero+int64(d)*secondsPerDay, 0).UTC()
}

// Date returns the civil date of the day.
func (d Day) Date() (year int, month time.Month, day int) { return d.Time().Date() }

// weekday is the day of the week, 0 for Sunday: 0001-01-01 was a Monday.
func (d Day) weekday() int { return int(d % 7) }

// String returns the day as 2005-06-28, or "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// A Date is an interval of days, both ends included: one day where the day is
// known, a month or a year where only that is known. The zero Date is none.
type Date struct{ First, Last Day }

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d.First == 0 }

// String returns the date in the precision it has: 2005-06-28, 2005-06, 2005,
// or both ends with a slash between them, as ISO 8601 writes intervals.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, _ := d.First.Date()
	switch d {
	case Date{d.First, d.First}:
		return d.First.String()
	case monthDate(y, m):
		return fmt.Sprintf("%04d-%02d", y, m)
	case yearDate(y):
		return fmt.Sprintf("%04d", y)
	}
	return d.First.String() + "/" + d.Last.String()
}

// compact is String without hyphens, as printed ids have it: 20050628.
func (d Date) compact() string {
	b := make([]byte, 0, 10)
	for _, c := range []byte(d.String()) {
		if c != '-' {
			b = append(b, c)
		}
	}
	return string(b)
}

// Compare orders dates by first day, then by last; no date comes last.
func (d Date) Compare(e Date) int {
	if d.IsZero() != e.IsZero() {
		if d.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(d.First, e.First), cmp.Compare(d.Last, e.Last))
}

// Within tells whether the whole of d lies in e.
func (d Date) Within(e Date) bool {
	return !d.IsZero() && e.First <= d.First && d.Last <= e.Last
}

func yearDate(year int) Date {
	first, ok := DayOf(year, time.January, 1)
	if !ok {
		return Date{}
	}
	last, _ := DayOf(year, time.December, 31)
	return Date{first, last}
}

func monthDate(year int, month time.Month) Date {
	first, ok := DayOf(year, month, 1)
	if !ok {
		return Date{}
	}
	last := first + Day(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()) - 1
	return Date{first, last}
}

// ParseDate reads a date of any precision written in digits: 20050628,
// 2005-06-28, 2005-06, 200506, 2005. ok is false where s is no such date.
func ParseDate(s string) (d Date, ok bool) {
	parts := make([]int, 0, 3)
	for _, p := range splitDate(s) {
		n, err := strconv.Atoi(p)
		if err != nil || p[0] == '+' || p[0] == '-' {
			return Date{}, false
		}
		parts = append(parts, n)
	}
	switch len(parts) {
	case 1:
		d = yearDate(parts[0])
	case 2:
		if parts[1] >= 1 && parts[1] <= 12 {
			d = monthDate(parts[0], time.Month(parts[1]))
		}
	case 3:
		day, ok := DayOf(parts[0], time.Month(parts[1]), parts[2])
		if ok {
			d = Date{day, day}
		}
	}
	return d, !d.IsZero()
}

// splitDate cuts 20050628 and 2005-06-28 into year, month and day; it returns
// nil for any other shape.
func splitDate(s string) []string {
	switch len(s) {
	case 4:
		return []string{s}
	case 6:
		return []string{s[:4], s[4:]}
	case 7:
		if s[4] == '-' {
			return []string{s[:4], s[5:]}
		}
	case 8:
		return []string{s[:4], s[4:6], s[6:]}
	case 10:
		if s[4] == '-' && s[7] == '-' {
			return []string{s[:4], s[5:7], s[8:]}
		}
	}
	return nil
}
