package analysis

import (
	"fmt"
	"slices"

	"tifa/corpus"
)

// An EventRow compares the days around an event with all other days.
type EventRow struct {
	Term               string         `col:"term"`
	Event              string         `col:"event"`
	Windows            int            `col:"windows"` // times that the event comes with documents around it
	Documents          Maybe[int]     `col:"documents"`
	DocumentsTotal     int            `col:"documents_total"`
	DocumentShare      Maybe[float64] `col:"document_share"`
	DocumentsRest      Maybe[int]     `col:"documents_rest"`
	DocumentsTotalRest int            `col:"documents_total_rest"`
	ShareRest          Maybe[float64] `col:"share_rest"`
	Ratio              Maybe[float64] `col:"ratio"` // document_share / share_rest
	TwoCounts                         // of the documents around the event
}

// EventsOptions say how days around events are compared with the rest.
type EventsOptions struct {
	Match  Match
	Events []Event // see ParseEvents
	Around int     // as many days before and after belong to the event
}

// maxAround is how many days around an event may belong to it: more would be
// all of the year.
const maxAround = 182

// EventWindows compares, for each term and event, the documents of the days of
// the event and of those around it with the documents of all other days.
// Windows that overlap or touch are one. A document whose day is not known is
// in neither where its date lies across the edge of a window. The rest are all
// other days of the selection, whatever year they are in: a term that is as old
// as an event is better asked for with --from.
func EventWindows(s *Selection, terms []Term, opt EventsOptions) ([]EventRow, error) {
	if opt.Around < 0 || opt.Around > maxAround {
		return nil, fmt.Errorf("--around %d: give a number from 0 to %d", opt.Around, maxAround)
	}
	if s.span.First == 0 {
		return nil, ErrUndated
	}
	hits := CountTerms(s, terms, opt.Match)
	noteUses(s, terms, sumEach(hits), opt.Match)
	var rows []EventRow
	straddling, empty := 0, 0
	list := make([][]EventRow, len(opt.Events))
	for e, event := range opt.Events {
		w := newWindows(event.windows(s.span, opt.Around))
		blank := EventRow{Event: event.Label}
		seen := make([]bool, len(w.days))
		for date, n := range s.dates() {
			switch i, in := w.of(date); {
			case in == inside:
				blank.DocumentsTotal += n
				seen[i] = true
			case in == outside:
				blank.DocumentsTotalRest += n
			default:
				straddling += n
			}
		}
		for _, yes := range seen {
			if yes {
				blank.Windows++
			}
		}
		empty += b2i(blank.DocumentsTotal == 0)
		for i := range terms {
			list[e] = append(list[e], w.row(s, blank, terms[i].Label, hits[i], opt.Match))
		}
	}
	for i := range terms {
		for e := range opt.Events {
			rows = append(rows, list[e][i])
		}
	}
	s.note(empty, "no data: %s without documents", plural(empty, "event"))
	s.note(straddling, "left out: %d times a document that has no date, or one that lies in a window only in part", straddling)
	return rows, nil
}

// windows are the days of one event, in order and apart from each other.
type windows struct{ days []corpus.Date }

func newWindows(days []corpus.Date) windows {
	var w windows
	for _, d := range days {
		if n := len(w.days); n > 0 && d.First <= w.days[n-1].Last+1 {
			w.days[n-1].Last = max(w.days[n-1].Last, d.Last)
			continue
		}
		w.days = append(w.days, d)
	}
	return w
}

// The places of a date beside the windows of an event.
const (
	outside = iota
	inside
	across // in part, or no date
)

// of tells where a date lies, and in which window where it is inside.
func (w windows) of(d corpus.Date) (window, place int) {
	if d.IsZero() {
		return 0, across
	}
	i, _ := slices.BinarySearchFunc(w.days, d.First, func(x corpus.Date, day corpus.Day) int { return int(x.Last) - int(day) })
	switch {
	case i == len(w.days) || d.Last < w.days[i].First:
		return 0, outside
	case d.Within(w.days[i]):
		return i, inside
	}
	return i, across
}

// row fills in what depends on the term.
func (w windows) row(s *Selection, row EventRow, term string, hits []Hits, m Match) EventRow {
	row.Term = term
	var cells [across + 1]termCell
	for k := range hits {
		_, in := w.of(s.Corpus.Date(hits[k].Doc))
		cells[in].count(&hits[k], m)
	}
	with, rest := &cells[inside], &cells[outside]
	row.DocumentShare, row.ShareRest = share(with.documents, row.DocumentsTotal), share(rest.documents, row.DocumentsTotalRest)
	if row.DocumentsTotal > 0 {
		row.Documents, row.TwoCounts = Just(with.documents), with.twoCounts()
	}
	if row.DocumentsTotalRest > 0 {
		row.DocumentsRest = Just(rest.documents)
	}
	here, ok1 := row.DocumentShare.Get()
	there, ok2 := row.ShareRest.Get()
	if ok1 && ok2 && there > 0 {
		row.Ratio = Just(here / there)
	}
	return row
}
