package analysis

import (
	"slices"
	"strings"

	"tifa/corpus"
)

// eventsIn returns the labels of the events that fall into days, be it in part.
func eventsIn(events []Event, days corpus.Date) (labels []string) {
	for i := range events {
		if len(events[i].windows(days, 0)) > 0 {
			labels = append(labels, events[i].Label)
		}
	}
	return labels
}

// noteEvents says which events fall into none of the periods.
func (b *trendTable) noteEvents() {
	var outside []string
	for i, e := range b.opt.Events {
		in := func(p Period) bool { return eventsIn(b.opt.Events[i:i+1], p.Days) != nil }
		if !slices.ContainsFunc(b.opt.Periods, in) {
			outside = append(outside, e.Label)
		}
	}
	const most = 5
	names := strings.Join(outside[:min(most, len(outside))], ", ")
	if len(outside) > most {
		names += " …"
	}
	b.s.note(len(outside), "in no period: %s (%s)", plural(len(outside), "event"), names)
}

// notePeriods says where periods overlap, so that they do not add up, or are in
// another order than time.
func (b *trendTable) notePeriods() {
	overlaps, back := overlapping(b.opt.Periods), 0
	for i := 1; i < len(b.opt.Periods); i++ {
		if b.opt.Periods[i].Days.First < b.opt.Periods[i-1].Days.First {
			back++
		}
	}
	b.s.note(overlaps, "periods that begin before another ends: %d; their documents count in both, and there is no trend test", overlaps)
	if overlaps == 0 {
		b.s.note(back, "the periods are not in the order of time: there is no trend test")
	}
}

// noteOverlaps says where periods overlap, for tables that are counted all the same.
func (s *Selection) noteOverlaps(periods []Period) {
	overlaps := overlapping(periods)
	s.note(overlaps, "periods that begin before another ends: %d; their documents count in both", overlaps)
}

// overlapping returns how many periods begin before one that began earlier ends.
func overlapping(periods []Period) (n int) {
	periods = slices.Clone(periods)
	slices.SortStableFunc(periods, func(p, q Period) int { return int(p.Days.First) - int(q.Days.First) })
	last := corpus.Day(0)
	for i, p := range periods {
		n += b2i(i > 0 && p.Days.First <= last)
		last = max(last, p.Days.Last)
	}
	return n
}
