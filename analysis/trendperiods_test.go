package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An event of one day, of a month, of every year, of a span over two periods.
func TestTrendEvents(t *testing.T) {
	events, err := ParseEvents("十四大,1992-10-12\n南巡,1992-01-18,1993-02-21\n国庆,10-01\n某月,1994-03\n后来,2020", "e")
	if err != nil {
		t.Fatal(err)
	}
	s := selectAll(t, D{Date: "19920101", Body: "x"}, D{Date: "19941231", Body: "x"})
	var got []string
	for _, r := range trend(t, s, mustTerms(t, String, "x"), TrendOptions{Events: events}) {
		got = append(got, r.Period+" "+strings.Join(r.Events, " "))
	}
	want := []string{"1992 十四大 南巡 国庆", "1993 南巡 国庆", "1994 国庆 某月"} // 1993 has no documents
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(s.Notes, "in no period: 1 event (后来)") {
		t.Errorf("notes %q", s.Notes)
	}
	periods, err := ParsePeriods("A,1992-10-12,1992-10-12\nB,1992-10-13,1993-09-30\nC,1994-03-31,1994-09-30", "p")
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, r := range trend(t, s, mustTerms(t, String, "x"), TrendOptions{Events: events, Periods: periods}) {
		got = append(got, strings.Join(r.Events, " "))
	}
	if diff := cmp.Diff([]string{"十四大 南巡", "南巡", "某月"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNotePeriods(t *testing.T) {
	for file, want := range map[string]string{
		"A,2000,2001\nB,2002,2003":                    "",
		"A,2000,2001\nB,2004,2005":                    "", // a gap
		"A,2000,2002\nB,2002,2003\nC,2002-12,2005":    "periods that begin before another ends: 2; their documents count in both, and there is no trend test",
		"A,2000,2009\nB,2001,2002\nC,2005,2006":       "periods that begin before another ends: 2; their documents count in both, and there is no trend test",
		"B,2002,2003\nA,2000,2001":                    "the periods are not in the order of time: there is no trend test",
		"B,2002,2003\nA,2000,2001\nC,2001-12,2001-12": "periods that begin before another ends: 1; their documents count in both, and there is no trend test",
	} {
		periods, err := ParsePeriods(file, "p")
		if err != nil {
			t.Fatal(err)
		}
		s := selectAll(t, D{Date: "2000", Body: "x"})
		s.Notes = nil
		trend(t, s, mustTerms(t, String, "x"), TrendOptions{Periods: periods})
		if got := strings.Join(s.Notes, "; "); got != want {
			t.Errorf("%q: %q, want %q", file, got, want)
		}
	}
}
