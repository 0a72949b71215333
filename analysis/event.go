package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tifa/corpus"
)

// An Event is what comes on fixed days: every year, or on dates of its own.
type Event struct {
	Label string
	spans []eventSpan
}

// An eventSpan is a line of a file of events.
type eventSpan struct {
	yearly   bool
	from, to monthDay    // where it comes every year
	days     corpus.Date // where it does not
}

// A monthDay is a day of the year.
type monthDay struct {
	month time.Month
	day   int
}

// BuiltinEvents are days of every year that need no file, in the form of one.
// The sessions of the congresses are those of most years since 1998.
const BuiltinEvents = `元旦,01-01
两会,03-03,03-15
劳动节,05-01
建党,07-01
建军,08-01
国庆,10-01
`

// ParseEvents reads events from lines of label and date, or label, from and to,
// with tabs or commas between them: 10-01 is a day of every year, 1978-12-18 one
// day. A span of days of every year may go over the end of the year; 02-29 is
// in leap years only. Lines of one label are one event that comes more than
// once. Empty lines, lines that begin with # and a heading "label,from,to" are
// passed over. The error of a bad line begins with name:line.
func ParseEvents(text, name string) ([]Event, error) {
	var events []Event
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		cells := strings.Split(strings.ReplaceAll(line, "\t", ","), ",")
		for k := range cells {
			cells[k] = strings.TrimSpace(cells[k])
		}
		if line == "" || line[0] == '#' || slices.Equal(cells, []string{"label", "from", "to"}) || slices.Equal(cells, []string{"label", "date"}) {
			continue
		}
		span, err := parseEvent(line, cells)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		n := slices.IndexFunc(events, func(e Event) bool { return e.Label == cells[0] })
		if n < 0 {
			n, events = len(events), append(events, Event{Label: cells[0]})
		}
		events[n].spans = append(events[n].spans, span)
	}
	if len(events) == 0 {
		return nil, fmt.Errorf("%s: no events (want lines of label,date or label,from,to)", name)
	}
	return events, nil
}

func parseEvent(line string, cells []string) (eventSpan, error) {
	if n := len(cells); n != 2 && n != 3 || cells[0] == "" {
		return eventSpan{}, fmt.Errorf("%q: want label,date or label,from,to", line)
	}
	first, last := cells[1], cells[len(cells)-1]
	from, ok1 := parseMonthDay(first)
	to, ok2 := parseMonthDay(last)
	if ok1 && ok2 {
		return eventSpan{yearly: true, from: from, to: to}, nil
	}
	a, ok3 := corpus.ParseDate(first)
	b, ok4 := corpus.ParseDate(last)
	switch {
	case ok1 && ok4 || ok2 && ok3:
		return eventSpan{}, fmt.Errorf("%q: from and to are both days of every year (10-01), or both dates (1978-12-18)", line)
	case !ok3 || !ok4:
		return eventSpan{}, fmt.Errorf("%q: want days such as 10-01 (of every year) or dates such as 1978-12-18", line)
	case a.First > b.Last:
		return eventSpan{}, fmt.Errorf("%q: from is after to", line)
	}
	return eventSpan{days: corpus.Date{First: a.First, Last: b.Last}}, nil
}

// parseMonthDay reads 10-01.
func parseMonthDay(s string) (monthDay, bool) {
	if len(s) != len("10-01") || s[2] != '-' {
		return monthDay{}, false
	}
	m, err1 := strconv.ParseUint(s[:2], 10, 8)
	d, err2 := strconv.ParseUint(s[3:], 10, 8)
	if err1 != nil || err2 != nil {
		return monthDay{}, false
	}
	_, ok := corpus.DayOf(2000, time.Month(m), int(d)) // a leap year
	return monthDay{time.Month(m), int(d)}, ok
}

// windows returns the days of an event with those around it, as far as they
// touch a span of days, in order.
func (e *Event) windows(within corpus.Date, around int) []corpus.Date {
	var list []corpus.Date
	add := func(first, last corpus.Day) {
		first, last = first-corpus.Day(around), last+corpus.Day(around)
		if first <= within.Last && last >= within.First {
			list = append(list, corpus.Date{First: max(1, first), Last: last})
		}
	}
	from, _, _ := within.First.Date()
	to, _, _ := within.Last.Date()
	for _, s := range e.spans {
		if !s.yearly {
			add(s.days.First, s.days.Last)
			continue
		}
		// A window of any width that touches the span begins at most that many
		// years before or after it.
		more := around/365 + 2
		for year := from - more; year <= to+more; year++ {
			end := year
			if s.to.month < s.from.month || s.to.month == s.from.month && s.to.day < s.from.day {
				end++
			}
			first, ok1 := corpus.DayOf(year, s.from.month, s.from.day)
			last, ok2 := corpus.DayOf(end, s.to.month, s.to.day)
			if ok1 && ok2 {
				add(first, last)
			}
		}
	}
	slices.SortFunc(list, func(a, b corpus.Date) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
	})
	return list
}
