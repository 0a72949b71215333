package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// gutterPage is the number from which pages are none of the paper's run: 99 is
// the gutter between two pages, where advertisements stand.
const gutterPage = 90

// Coverage tells which days, issues, pages and items a corpus has and lacks.
// The zero value is empty.
//
// Only holes can be known: a page between two others, an item before another.
// What is missing at the end of a page or an issue leaves no hole. What could
// be expected is an estimate: the days of the week on which the paper came out
// more often than not that year, and its usual number of pages on such a day.
type Coverage struct {
	days    map[Day]*dayCoverage
	slab    []dayCoverage // memory of the next days
	Undated int           // documents without a known day, which are left out of all else

	estimated bool // rhythm and usual are up to date
	rhythm    map[weekdayOf]float64
	usual     map[weekdayOf]int
	years     []int
}

// weekdayOf is a day of the week in one year: papers change their rhythm.
type weekdayOf struct{ year, weekday int }

func weekdayOfDay(d Day) weekdayOf {
	y, _, _ := d.Date()
	return weekdayOf{y, d.weekday()}
}

// dayCoverage is what is known of the issue of a day.
type dayCoverage struct {
	documents int
	issue     int           // its number, 0 where there is none or not one only
	pages     map[int][]int // page → items on it, as they come
}

// Add takes a document in.
func (c *Coverage) Add(d *Document) {
	day := c.add(d.Date)
	if day == nil {
		return
	}
	day.documents++
	if n, err := strconv.Atoi(d.Issue); err == nil && n > 0 {
		switch {
		case day.documents == 1:
			day.issue = n
		case day.issue != n:
			day.issue = 0
		}
	}
	page, err := strconv.Atoi(d.Page)
	if err != nil || page < 1 || page >= gutterPage {
		return
	}
	if day.pages == nil {
		day.pages = make(map[int][]int)
	}
	item, err := strconv.Atoi(d.Item)
	if err != nil || item < 1 {
		item = 0
	}
	day.pages[page] = append(day.pages[page], item)
}

// AddDate takes in no more of a document than its date.
func (c *Coverage) AddDate(d Date) { c.add(d) }

func (c *Coverage) add(d Date) *dayCoverage {
	if d.IsZero() || d.First != d.Last {
		c.Undated++
		return nil
	}
	day := c.days[d.First]
	if day == nil {
		if c.days == nil {
			c.days = make(map[Day]*dayCoverage)
		}
		if len(c.slab) == 0 {
			c.slab = make([]dayCoverage, 64)
		}
		day, c.slab = &c.slab[0], c.slab[1:]
		c.days[d.First] = day
		c.estimated = false
	}
	return day
}

// estimate finds the rhythm of each year between the first and the last day
// found in it, and the usual number of pages.
func (c *Coverage) estimate() {
	if c.estimated {
		return
	}
	c.estimated = true
	c.rhythm, c.usual = make(map[weekdayOf]float64), make(map[weekdayOf]int)
	ends := make(map[int]Date)
	pages := make(map[weekdayOf]map[int]int) // last page of an issue → issues
	for day, found := range c.days {
		w := weekdayOfDay(day)
		e, ok := ends[w.year]
		if !ok {
			e = Date{day, day}
		}
		ends[w.year] = Date{min(e.First, day), max(e.Last, day)}
		if last := found.lastPage(); last > 0 {
			if pages[w] == nil {
				pages[w] = make(map[int]int)
			}
			pages[w][last]++
		}
	}
	for year, e := range ends {
		var all, found [7]int
		for day := e.First; day <= e.Last; day++ {
			w := day.weekday()
			all[w]++
			if c.days[day] != nil {
				found[w]++
			}
		}
		for w, n := range all {
			if n >= minDates {
				c.rhythm[weekdayOf{year, w}] = float64(found[w]) / float64(n)
			}
		}
	}
	for w, counts := range pages {
		c.usual[w] = mode(counts)
	}
	c.years = slices.Sorted(maps.Keys(ends))
}

// minDates is how often a day of the week must lie between the first and the
// last day found in a year before it says anything about the paper's rhythm.
const minDates = 2

// mode returns the most frequent number, of several the smallest.
func mode(counts map[int]int) int {
	best := 0
	for _, n := range slices.Sorted(maps.Keys(counts)) {
		if best == 0 || counts[n] > counts[best] {
			best = n
		}
	}
	return best
}

func (d *dayCoverage) lastPage() int {
	last := 0
	for p := range d.pages {
		last = max(last, p)
	}
	return last
}

// expecting tells whether the paper could be expected on one day after another.
// A year of which nothing was found is judged by the year before it that has
// something.
type expecting struct {
	*Coverage
	year Date
	on   [7]bool
}

func (e *expecting) of(day Day) bool {
	if day < e.year.First || day > e.year.Last {
		year, _, _ := day.Date()
		e.year = yearDate(year)
		i, found := slices.BinarySearch(e.years, year)
		if !found {
			year = e.years[max(0, i-1)]
		}
		for w := range e.on {
			e.on[w] = e.rhythm[weekdayOf{year, w}] > .5
		}
	}
	return e.on[day.weekday()]
}

// Days returns how many days of an interval have documents, and how many could
// be expected to. ok is false where nothing can be expected of any of them: the
// corpus is no daily one.
func (c *Coverage) Days(d Date) (found, expected int, ok bool) {
	if len(c.days) == 0 {
		return 0, 0, false
	}
	c.estimate()
	usual := expecting{Coverage: c}
	for day := d.First; day <= d.Last; day++ {
		has := c.days[day] != nil
		if has {
			found++
		}
		if usual.of(day) {
			ok = true
			expected++
		} else if has {
			expected++
		}
	}
	return found, expected, ok
}

// A YearCoverage is what a year has and lacks.
type YearCoverage struct {
	Year          int `col:"year"`
	Documents     int `col:"documents"`
	DaysFound     int `col:"days_found"`
	DaysExpected  int `col:"days_expected"`  // estimate, for the whole year
	DaysMissing   int `col:"days_missing"`   // of those expected between the first and the last day found
	IssuesMissing int `col:"issues_missing"` // numbers left out between two days that are not nearer than their numbers
	NumberFaults  int `col:"number_faults"`  // days on which the number rises by more than the days do, or fails to rise
	PagesFound    int `col:"pages_found"`
	PagesExpected int `col:"pages_expected"` // estimate, of the days found
	PagesMissing  int `col:"pages_missing"`  // holes: pages before the last one found
	ItemsFound    int `col:"items_found"`
	ItemsMissing  int `col:"items_missing"` // holes: items before the last one found on their page
}

// Years returns a row for each year from the first to the last day found.
func (c *Coverage) Years() []YearCoverage {
	if len(c.days) == 0 {
		return nil
	}
	c.estimate()
	first, last := c.years[0], c.years[len(c.years)-1]
	rows := make([]YearCoverage, last-first+1)
	for i := range rows {
		rows[i].Year = first + i
		d := yearDate(first + i)
		rows[i].DaysFound, rows[i].DaysExpected, _ = c.Days(d)
	}
	for day, found := range c.days {
		y, _, _ := day.Date()
		row := &rows[y-first]
		row.Documents += found.documents
		row.PagesFound += len(found.pages)
		row.PagesExpected += max(c.usual[weekdayOfDay(day)], len(found.pages))
		for _, items := range found.pages {
			row.ItemsFound += len(items)
		}
	}
	for _, g := range c.Gaps() {
		y, _, _ := g.Date.Date()
		switch row := &rows[y-first]; g.What {
		case "day":
			row.DaysMissing++
		case "issue":
			for k := range g.Count { // numbers in step with the days to the next one found
				y, _, _ := (g.Date + Day(k*g.Days/(g.Count+1))).Date()
				rows[y-first].IssuesMissing++
			}
		case "number":
			row.NumberFaults += g.Count
		case "page":
			row.PagesMissing += g.Count
		case "item":
			row.ItemsMissing += g.Count
		}
	}
	return rows
}

// A Gap is something that the corpus lacks, or a number that is out of step.
type Gap struct {
	Date  Day    `col:"date,date"`
	What  string `col:"what"` // day, issue, number, page, item
	Page  string `col:"page"`
	Count int    `col:"count"`
	List  string `col:"missing"` // numbers of what is missing: 3, 5–7
	Basis string `col:"basis"`   // how it is known, or that it is an estimate
	Days  int    // of an issue gap: from the issue before it to the one behind it
}

// Gaps returns all gaps, in order of date.
func (c *Coverage) Gaps() []Gap {
	if len(c.days) == 0 {
		return nil
	}
	c.estimate()
	found := slices.Sorted(maps.Keys(c.days))
	var gaps []Gap
	for i, day := range found {
		if i > 0 {
			gaps = c.between(gaps, found[i-1], day)
		}
		gaps = c.inside(gaps, day)
	}
	return gaps
}

// between appends the gaps between two neighbouring days that were found.
func (c *Coverage) between(gaps []Gap, from, to Day) []Gap {
	usual := expecting{Coverage: c}
	for day := from + 1; day < to; day++ {
		if usual.of(day) {
			gaps = append(gaps, Gap{Date: day, What: "day", Count: 1, List: day.String(), Basis: "estimate: the paper usually came out on this day of the week"})
		}
	}
	m, n := c.days[from].issue, c.days[to].issue
	if m == 0 || n == 0 {
		return gaps
	}
	rise, days := n-m, int(to-from)
	switch {
	case rise > days || rise < 1:
		gaps = append(gaps, Gap{Date: to, What: "number", Count: 1, List: strconv.Itoa(n),
			Basis: fmt.Sprintf("issue number goes from %d to %d in %d days", m, n, days)})
	case rise > 1:
		gaps = append(gaps, Gap{Date: from + 1, What: "issue", Count: rise - 1, List: ranges(m+1, n-1), Days: days,
			Basis: fmt.Sprintf("issue numbers %d on %s and %d on %s", m, from, n, to)})
	}
	return gaps
}

// inside appends the gaps inside the issue of a day.
func (c *Coverage) inside(gaps []Gap, day Day) []Gap {
	d := c.days[day]
	pages := slices.Sorted(maps.Keys(d.pages))
	if n, list := holes(pages); n > 0 {
		gaps = append(gaps, Gap{Date: day, What: "page", Count: n, List: list, Basis: "pages before the last one found"})
	}
	for _, p := range pages {
		if n, list := holes(d.pages[p]); n > 0 {
			gaps = append(gaps, Gap{Date: day, What: "item", Page: strconv.Itoa(p), Count: n, List: list, Basis: "items before the last one found on the page"})
		}
	}
	return gaps
}

// holes returns the numbers from 1 on that a list lacks below its largest.
func holes(numbers []int) (count int, list string) {
	numbers = slices.Clone(numbers)
	slices.Sort(numbers)
	var parts []string
	next := 1
	for _, n := range numbers {
		if n > next {
			count += n - next
			parts = append(parts, ranges(next, n-1))
		}
		next = max(next, n+1)
	}
	return count, strings.Join(parts, ", ")
}

func ranges(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}
