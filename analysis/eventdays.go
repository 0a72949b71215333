package analysis

import "tifa/corpus"

// Days returns when an event comes within a span of days, in order; what only
// reaches into the span is among it.
func (e *Event) Days(within corpus.Date) []corpus.Date { return e.windows(within, 0) }
