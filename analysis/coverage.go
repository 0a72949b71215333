package analysis

import (
	"tifa/corpus"
	"tifa/corpus/store"
)

// coverage tells on which days a corpus has documents and on which it could be
// expected to have some.
type coverage struct {
	found  map[corpus.Day]bool
	rhythm map[weekdayOf]float64 // share of the weekday's dates that have documents
}

// weekdayOf is a day of the week in one year: papers change their rhythm.
type weekdayOf struct{ year, weekday int }

// newCoverage looks at all documents with a known day, whatever a selection
// leaves out: what was printed is not a matter of the question.
func newCoverage(c *store.Corpus) *coverage {
	v := &coverage{found: make(map[corpus.Day]bool), rhythm: make(map[weekdayOf]float64)}
	for doc := range c.Len() {
		if d := c.Date(doc); !d.IsZero() && d.First == d.Last {
			v.found[d.First] = true
		}
	}
	ends := make(map[int]corpus.Date) // year → first and last day found in it
	for day := range v.found {
		y, _, _ := day.Date()
		e, ok := ends[y]
		if !ok {
			e = corpus.Date{First: day, Last: day}
		}
		ends[y] = corpus.Date{First: min(e.First, day), Last: max(e.Last, day)}
	}
	for year, e := range ends {
		var all, found [7]int
		for day := e.First; day <= e.Last; day++ {
			w := int(day.Time().Weekday())
			all[w]++
			if v.found[day] {
				found[w]++
			}
		}
		for w := range all {
			if all[w] > 0 {
				v.rhythm[weekdayOf{year, w}] = float64(found[w]) / float64(all[w])
			}
		}
	}
	return v
}

// days returns how many days of an interval have documents, and how many could
// be expected to: those whose weekday has documents more often than not
// between the first and the last day found in the year. Where no weekday of
// the interval's years has, the corpus is no daily one and nothing can be
// expected: ok is false.
func (v *coverage) days(d corpus.Date) (found, expected int, ok bool) {
	for day := d.First; day <= d.Last; day++ {
		y, _, _ := day.Date()
		if v.found[day] {
			found++
		}
		if v.rhythm[weekdayOf{y, int(day.Time().Weekday())}] > .5 {
			expected++
			ok = true
		}
	}
	return found, max(expected, found), ok
}
