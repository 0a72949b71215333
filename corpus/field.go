package corpus

import (
	"fmt"
	"strconv"
	"time"
)

// A FieldInfo describes a field by which documents can be grouped.
type FieldInfo struct {
	Name   string
	Code   string // of the tagged format; "" for a derived field
	Many   bool   // a document may have several values
	Number bool   // values are ordered as printed numbers
}

// StoredFields are the fields that a document carries, in the order in which
// people list them; [DateFields] are computed from its date. Any other field of
// a record is named by its code.
var StoredFields = []FieldInfo{
	{Name: "issue", Code: "ZQ", Number: true},
	{Name: "page", Code: "BH", Number: true},
	{Name: "item", Code: "TH", Number: true},
	{Name: "section", Code: "BM"},
	{Name: "genre", Code: "TC", Many: true},
	{Name: "class", Code: "FL", Many: true},
	{Name: "column", Code: "LM", Many: true},
	{Name: "author", Code: "ZZ", Many: true},
	{Name: "keyword", Code: "GJ", Many: true},
	{Name: "agency"},
	{Name: "dateline"},
	{Name: "kind"},
	{Name: "paper"},
	{Name: "source"},
}

// DateFields are the fields that a date gives; their values sort in time.
var DateFields = []string{"day", "week", "month", "quarter", "year", "decade", "weekday", "month_of_year"}

// Values returns the values of a stored field; kind is not among them, because
// it depends on rules ([KindRules.Kind]). Printed numbers lose their leading
// zeros, so that 05 and 005 are one page.
func (d *Document) Values(field string) []string {
	switch field {
	case "issue":
		return one(plainNumber(d.Issue))
	case "page":
		return one(plainNumber(d.Page))
	case "item":
		return one(plainNumber(d.Item))
	case "section":
		return one(d.Section)
	case "genre":
		return d.Genres
	case "class":
		return d.Classes
	case "column":
		return d.Columns
	case "author":
		return d.Authors
	case "keyword":
		return d.Keywords
	case "agency":
		agency, _ := Dateline(d.Zones()[Body])
		return one(agency)
	case "dateline":
		_, place := Dateline(d.Zones()[Body])
		return one(place)
	case "paper":
		return one(d.Paper)
	case "source":
		return one(d.Source)
	}
	return d.Coded(field)
}

// Coded returns the values of the fields that the document keeps by a code,
// those nested in the body too.
func (d *Document) Coded(code string) []string {
	var values []string
	for _, f := range d.Fields {
		if f.Code == code && f.Value != "" {
			values = append(values, f.Value)
		}
	}
	return values
}

func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// DateValue returns the value of a date field, "" where the date is not known
// to that precision. Weeks are ISO weeks.
func DateValue(field string, d Date) string {
	if d.IsZero() {
		return ""
	}
	first := dateValue(field, d.First)
	if d.First != d.Last {
		span := d.Last - d.First
		if dateValue(field, d.Last) != first || field == "weekday" || span > 366 && field == "month_of_year" {
			return ""
		}
	}
	return first
}

func dateValue(field string, day Day) string {
	y, m, _ := day.Date()
	switch field {
	case "day":
		return day.String()
	case "week":
		y, w := day.Time().ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case "month":
		return fmt.Sprintf("%04d-%02d", y, m)
	case "quarter":
		return fmt.Sprintf("%04d-Q%d", y, (m+2)/3)
	case "year":
		return fmt.Sprintf("%04d", y)
	case "decade":
		return fmt.Sprintf("%04ds", y/10*10)
	case "weekday":
		return weekday(day.Time().Weekday())
	case "month_of_year":
		return fmt.Sprintf("%02d", m)
	}
	return ""
}

// weekday writes a day of the week so that the week begins with Monday.
func weekday(d time.Weekday) string {
	return strconv.Itoa((int(d)+6)%7+1) + "-" + d.String()[:3]
}

// Period returns the interval of days that a date field's value covers:
// "2005-Q2" → 2005-04-01 … 2005-06-30. It is defined for day, week, month,
// quarter, year and decade.
func Period(field string, day Day) (d Date, ok bool) {
	y, m, _ := day.Date()
	switch field {
	case "day":
		return Date{day, day}, true
	case "week":
		monday := day - Day((int(day.Time().Weekday())+6)%7)
		return Date{monday, monday + 6}, true
	case "month":
		return monthDate(y, m), true
	case "quarter":
		first := (m-1)/3*3 + 1
		return Date{monthDate(y, first).First, monthDate(y, first+2).Last}, true
	case "year":
		return yearDate(y), true
	case "decade":
		return Date{yearDate(max(1, y/10*10)).First, yearDate(min(9999, y/10*10+9)).Last}, true
	}
	return Date{}, false
}
