package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

func TestParseEvents(t *testing.T) {
	events, err := ParseEvents("\ufefflabel,from,to\r\n# 党代会\r\n\r\n国庆,10-01\r\n党代会,1978-12-18,1978-12-22\r\n两会\t03-03\t03-15\r\n党代会, 19820901\r\n年关,12-30,01-02\r\n闰日,02-29\r\n", "e")
	if err != nil {
		t.Fatal(err)
	}
	span := corpus.Date{First: day(t, "19770601").First, Last: day(t, "19821231").Last}
	var got []string
	for _, e := range events {
		var days []string
		for _, d := range e.windows(span, 0) {
			days = append(days, d.String())
		}
		got = append(got, e.Label+": "+strings.Join(days, " "))
	}
	want := []string{
		"国庆: 1977-10-01 1978-10-01 1979-10-01 1980-10-01 1981-10-01 1982-10-01",
		"党代会: 1978-12-18/1978-12-22 1982-09-01",
		"两会: 1978-03-03/1978-03-15 1979-03-03/1979-03-15 1980-03-03/1980-03-15 1981-03-03/1981-03-15 1982-03-03/1982-03-15",
		"年关: 1977-12-30/1978-01-02 1978-12-30/1979-01-02 1979-12-30/1980-01-02 1980-12-30/1981-01-02 1981-12-30/1982-01-02 1982-12-30/1983-01-02",
		"闰日: 1980-02-29",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := ParseEvents(BuiltinEvents, "builtin"); err != nil {
		t.Error(err)
	}
}

func TestParseEventsErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "e: no events"},
		{"# 国庆\n\n", "e: no events"},
		{"国庆", "e:1: "},
		{"国庆,10-01\n建军", "e:2: "},
		{",10-01", "e:1: "},
		{"国庆,", "e:1: "},
		{"国庆,,10-01", "e:1: "},
		{"国庆,10-01,10-03,10-05", "e:1: "},
		{"国庆,13-01", "e:1: "},
		{"国庆,02-30", "e:1: "},
		{"国庆,+1-01", "e:1: "},
		{"国庆,10-01,1978-12-18", "both"},
		{"国庆,1978-12-18,10-01", "both"},
		{"国庆,1979,1978", "from is after to"},
		{"国庆,十月一日", "e:1: "},
	} {
		if _, err := ParseEvents(c.text, "e"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q in it", c.text, err, c.want)
		}
	}
}

// On 1 October and the day before and after, in both years, 3 of 4 documents
// hold 甲; of the other days 1 of 4. June as a whole lies outside, September and
// October as a whole are in the window only in part.
func TestEventWindows(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050930", Body: "甲"}, D{Date: "20051001", Body: "甲"}, D{Date: "20051002", Body: "x"},
		D{Date: "20061001", Body: "甲"},
		D{Date: "20050929", Body: "x"}, D{Date: "20051003", Body: "甲"}, D{Date: "200606", Body: "x"}, D{Date: "20061231", Body: "x"},
		D{Date: "200510", Body: "甲"}, D{Date: "200609", Body: "甲"}, D{Body: "甲"},
	)
	events, err := ParseEvents("国庆,10-01\n元旦,01-01", "e")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := EventWindows(s, mustTerms(t, String, "甲", "丁"), EventsOptions{Events: events, Around: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []EventRow{
		{"甲", "国庆", 2, Just(3), 4, Just(.75), Just(1), 4, Just(.25), Just(3.), two(3, 3)},
		{"甲", "元旦", 1, Just(0), 1, Just(0.), Just(6), 9, Just(6. / 9), Just(0.), two(0, 0)}, // 31 December is a day before it
		{"丁", "国庆", 2, Just(0), 4, Just(0.), Just(0), 4, Just(0.), Maybe[float64]{}, two(0, 0)},
		{"丁", "元旦", 1, Just(0), 1, Just(0.), Just(0), 9, Just(0.), Maybe[float64]{}, two(0, 0)},
	}
	if diff := cmp.Diff(want, rows, maybes); diff != "" {
		t.Error(diff)
	}
	if !hasNote(s, "left out: 4 times a document") { // three beside 国庆, one beside 元旦
		t.Errorf("notes %q", s.Notes)
	}
}

func TestEventWindowsEdges(t *testing.T) {
	events, err := ParseEvents("会,1978-12-18", "e")
	if err != nil {
		t.Fatal(err)
	}
	terms := mustTerms(t, String, "甲")
	// No document lies in the window; all do.
	rows, err := EventWindows(selectAll(t, D{Date: "20050101", Body: "甲"}), terms, EventsOptions{Events: events})
	if err != nil || len(rows) != 1 || rows[0].Windows != 0 || value(rows[0].Documents) != -1 || value(rows[0].ShareRest) != 1 || value(rows[0].Ratio) != -1 {
		t.Errorf("%+v, %v", rows, err)
	}
	rows, err = EventWindows(selectAll(t, D{Date: "19781218", Body: "甲"}), terms, EventsOptions{Events: events})
	if err != nil || len(rows) != 1 || rows[0].Windows != 1 || value(rows[0].DocumentShare) != 1 || value(rows[0].DocumentsRest) != -1 || value(rows[0].Ratio) != -1 {
		t.Errorf("%+v, %v", rows, err)
	}
	for _, around := range []int{-1, 183} {
		if _, err := EventWindows(selectAll(t, D{Date: "2005", Body: "甲"}), terms, EventsOptions{Events: events, Around: around}); err == nil {
			t.Errorf("around %d: no error", around)
		}
	}
	if _, err := EventWindows(selectAll(t, D{Body: "甲"}), terms, EventsOptions{Events: events}); err == nil {
		t.Error("no date: no error")
	}
}

// Windows without a day between them are one: a month that is known as no more
// lies in two halves of it.
func TestEventWindowsTouch(t *testing.T) {
	for text, want := range map[string][2]int{
		"a,2005-09-01,2005-09-15\na,2005-09-16,2005-09-30": {1, 1},
		"a,2005-09-01,2005-09-16\na,2005-09-16,2005-09-30": {1, 1},
		"a,2005-09-01,2005-09-15\na,2005-09-17,2005-09-30": {0, 0},
	} {
		events, err := ParseEvents(text, "e")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := EventWindows(selectAll(t, D{Date: "200509", Body: "甲"}), mustTerms(t, String, "甲"), EventsOptions{Events: events})
		if err != nil || rows[0].Windows != want[0] || rows[0].DocumentsTotal != want[1] {
			t.Errorf("%q: %+v, %v", text, rows, err)
		}
	}
}

// Inside or outside: each day is asked for by itself.
func TestEventWindowsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "lines") {
			fmt.Fprintf(&text, "e,%02d-%02d,%02d-%02d\n", rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"),
				rapid.IntRange(1, 12).Draw(t, "to month"), rapid.IntRange(1, 28).Draw(t, "to day"))
		}
		events, err := ParseEvents(text.String(), "e")
		if err != nil {
			t.Fatal(err)
		}
		around := rapid.IntRange(0, maxAround).Draw(t, "around")
		first, _ := corpus.DayOf(2003, 12, 1)
		span := corpus.Date{First: first, Last: first + corpus.Day(rapid.IntRange(0, 900).Draw(t, "days"))}
		w := newWindows(events[0].windows(span, around))
		for d := span.First; d <= span.Last; d++ {
			want := outside
			for near := d - corpus.Day(around); near <= d+corpus.Day(around); near++ {
				_, m, n := near.Date()
				for _, s := range events[0].spans {
					x, from, to := int(m)*100+n, int(s.from.month)*100+s.from.day, int(s.to.month)*100+s.to.day
					if from <= to && from <= x && x <= to || from > to && (x >= from || x <= to) {
						want = inside
					}
				}
			}
			if _, got := w.of(corpus.Date{First: d, Last: d}); got != want {
				t.Fatalf("%s of %q, %d around: %d, want %d", d, text.String(), around, got, want)
			}
		}
	})
}
