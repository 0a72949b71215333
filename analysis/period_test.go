package analysis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
)

func labels(periods []Period) string {
	var list []string
	for _, p := range periods {
		list = append(list, p.Label+" "+p.Days.String())
	}
	return strings.Join(list, "\n")
}

// Every period that is covered is there, those without documents too.
func TestEvery(t *testing.T) {
	s := selectAll(t, D{Date: "20041230", Body: "a"}, D{Date: "20050301", Body: "a"}, D{Body: "a"})
	for length, want := range map[string]string{
		"year":    "2004 2004\n2005 2005",
		"quarter": "2004-Q4 2004-10-01/2004-12-31\n2005-Q1 2005-01-01/2005-03-31",
		"month":   "2004-12 2004-12\n2005-01 2005-01\n2005-02 2005-02\n2005-03 2005-03",
		"decade":  "2000s 2000-01-01/2009-12-31",
	} {
		periods, err := Every(s, length)
		if err != nil {
			t.Fatal(err)
		}
		if got := labels(periods); got != want {
			t.Errorf("every %s: %s, want %s", length, got, want)
		}
	}
	// 62 days from 30 December to 1 March: 2 + 31 + 28 + 1. The first week is
	// that of Monday 27 December (cal 12 2004), the last that of 28 February.
	days, _ := Every(s, "day")
	weeks, _ := Every(s, "week")
	if len(days) != 62 || days[0].Label != "2004-12-30" || days[61].Label != "2005-03-01" {
		t.Errorf("%d days from %v to %v", len(days), days[0], days[len(days)-1])
	}
	if len(weeks) != 10 || weeks[0].Label != "2004-W53" || weeks[9].Label != "2005-W09" || weeks[9].Days.First.String() != "2005-02-28" {
		t.Errorf("%d weeks from %v to %v", len(weeks), weeks[0], weeks[len(weeks)-1])
	}
}

// --from and --to say what is covered, before and behind the documents too.
func TestEverySpan(t *testing.T) {
	c := newCorpus(t, D{Date: "20040105", Body: "a"}, D{Date: "2005", Body: "a"})
	for _, w := range []struct{ from, to, want string }{
		{"", "", "2004 2005"}, {"2003", "", "2003 2004 2005"}, {"", "2007", "2004 2005 2006 2007"}, {"2003", "2006", "2003 2004 2005 2006"},
		{"200406", "", "2004 2005"}, {"2005", "", "2005"},
	} {
		s := selected(t, c, Filter{From: day(t, w.from), To: day(t, w.to)})
		periods, err := Every(s, "year")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range periods {
			got = append(got, p.Label)
		}
		if strings.Join(got, " ") != w.want {
			t.Errorf("from %q to %q: %v, want %s", w.from, w.to, got, w.want)
		}
	}
}

func TestEveryErrors(t *testing.T) {
	s := selectAll(t, D{Body: "a"})
	for _, length := range []string{"year", "fortnight", "weekday", ""} {
		if _, err := Every(s, length); err == nil {
			t.Errorf("every %q of undated documents is no error", length)
		}
	}
}

func TestParsePeriods(t *testing.T) {
	const text = "\ufefflabel,from,to\r\n# leaders\r\n毛泽东,1949,1976-09\r\n\r华国锋\t19761007\t1981-06\n十五,2001,2005 \n"
	got, err := ParsePeriods(text, "p.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []Period{
		{"毛泽东", corpus.Date{First: day(t, "19490101").First, Last: day(t, "19760930").First}},
		{"华国锋", corpus.Date{First: day(t, "19761007").First, Last: day(t, "19810630").First}},
		{"十五", corpus.Date{First: day(t, "20010101").First, Last: day(t, "20051231").First}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for text, want := range map[string]string{
		"a,2001,2002\nb,2003\n":    "p.csv:2: ",
		"a,2001,2002,2003":         "p.csv:1: ",
		"#\n\na,2001-13,2002":      "p.csv:3: ",
		"a,2002,2001":              "from is after to",
		"a\t2001\t2002-02-30\n":    "p.csv:1: ",
		"label,from,to\n# nothing": "no periods",
		"":                         "no periods",
	} {
		if periods, err := ParsePeriods(text, "p.csv"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want an error with %q", text, periods, err, want)
		}
	}
}

// A date belongs to the periods in which it lies wholly, whether they follow
// each other or overlap.
func TestCalendar(t *testing.T) {
	period := func(from, to string) Period {
		return Period{from, corpus.Date{First: day(t, from).First, Last: day(t, to).Last}}
	}
	years := []Period{period("2004", "2004"), period("2005", "2005"), period("2007", "2007")}
	overlapping := []Period{period("2004", "2006"), period("2005", "2005"), period("200506", "200506"), period("2004", "2004")}
	for _, c := range []struct {
		periods []Period
		date    string
		want    []int
	}{
		{years, "20040101", []int{0}}, {years, "20041231", []int{0}}, {years, "20050101", []int{1}}, {years, "2005", []int{1}},
		{years, "200506", []int{1}}, {years, "2006", nil}, {years, "20031231", nil}, {years, "20080101", nil}, {years, "", nil},
		{overlapping, "20050615", []int{0, 1, 2}}, {overlapping, "200506", []int{0, 1, 2}}, {overlapping, "2005", []int{0, 1}},
		{overlapping, "2004", []int{0, 3}}, {overlapping, "2007", nil}, {overlapping, "", nil}, {nil, "2005", nil},
	} {
		calendar := newCalendar(c.periods)
		if diff := cmp.Diff(c.want, calendar.of(day(t, c.date))); diff != "" {
			t.Errorf("%q: %s", c.date, diff)
		}
	}
}
