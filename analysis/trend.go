package analysis

import (
	"fmt"
	"iter"
	"slices"

	"tifa/corpus"
)

// TrendOptions say how a term is counted over time.
type TrendOptions struct {
	Match    Match
	Periods  []Period // see Every and ParsePeriods
	By       string   // field to group by; "" is the whole selection
	Depth    int      // see GroupBy
	Top      int      // as many groups, those with most documents; 0 is all
	Smooth   int      // k: pool the 2k+1 periods around each; 0 is none
	Interval bool     // fill Low, High and Method, and those of the document share

	Bootstrap bool     // the interval is of documents drawn anew, see resampler
	Seed      int64    // of Bootstrap
	Emphasis  Emphasis // fill CountWeighted and RateWeighted
	Adjust    []string // fields: fill Adjusted and WeightCovered, see adjustment
	Events    []Event  // fill Events
}

// A TrendRow is a term in a period. Without documents in the period there is
// no data and no count; documents that hold no match count 0.
type TrendRow struct {
	Term        string     `col:"term"`
	Group       string     `col:"group"`
	Period      string     `col:"period"`
	PeriodStart corpus.Day `col:"period_start,date"`
	Count       Maybe[int] `col:"count"`
	TwoCounts
	WordsTotal           int            `col:"words_total"`
	CharactersTotal      int            `col:"characters_total"`
	PerMillionWords      Maybe[float64] `col:"per_million_words"`
	PerMillionCharacters Maybe[float64] `col:"per_million_characters"`
	Documents            Maybe[int]     `col:"documents"`
	DocumentsTotal       int            `col:"documents_total"`
	DocumentShare        Maybe[float64] `col:"document_share"`
	FrontDocuments       Maybe[int]     `col:"front_documents"` // of Documents: on page 1; missing where no document of the selection has a page
	TitleDocuments       Maybe[int]     `col:"title_documents"` // of Documents: in a headline
	Days                 int            `col:"days"`            // days of the period on which the corpus has documents
	DaysExpected         Maybe[int]     `col:"days_expected"`   // an estimate, missing where the corpus has no daily rhythm
	Partial              Maybe[bool]    `col:"partial"`
	Low                  Maybe[float64] `col:"low"` // of PerMillionWords, 95 %
	High                 Maybe[float64] `col:"high"`
	Method               string         `col:"interval"`           // "ratio", "bootstrap" or "exact"
	ShareLow             Maybe[float64] `col:"document_share_low"` // of DocumentShare, 95 %
	ShareHigh            Maybe[float64] `col:"document_share_high"`
	Smooth               Maybe[float64] `col:"per_million_words_smooth"` // pooled over the periods around
	CountWeighted        Maybe[float64] `col:"count_weighted"`
	RateWeighted         Maybe[float64] `col:"rate_weighted"`              // CountWeighted per million weighted words
	Adjusted             Maybe[float64] `col:"per_million_words_adjusted"` // as if the mix of documents were that of the selection
	WeightCovered        Maybe[float64] `col:"weight_covered"`             // share of the selection's words in strata that the period has
	Events               []string       `col:"events"`
}

// Trend counts terms by period: for each term and group the periods in their
// order. Notes about what could not be placed, on whether the rate rises or
// falls (see noteTrends) and on uses that the segmentation cuts are added to
// the selection.
func Trend(s *Selection, terms []Term, opt TrendOptions) (iter.Seq2[TrendRow, error], error) {
	groups := []Group{{Values: []string{""}, Docs: s.Docs}}
	if opt.By != "" {
		g, err := GroupBy(s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		var other []int
		if groups, other = g.top(opt.Top); other != nil {
			groups = append(slices.Clone(groups), Group{Values: []string{Other}, Docs: other})
		}
	}
	t := newTimeline(s, opt)
	t.noteOutside()
	b := &trendTable{timeline: t, terms: terms, groups: groups, blank: make([][]TrendRow, len(groups))}
	for _, g := range groups {
		b.totals = append(b.totals, t.totals(g))
	}
	inParallel(2, func(part int) { // the days of seventy years take as long as a word
		if part == 0 {
			b.count()
			return
		}
		t.cover()
		for i, g := range groups {
			b.blank[i] = t.blank(g)
		}
	})
	if err := b.extend(); err != nil {
		return nil, err
	}
	first := b.first(trendNotes)
	noteTrends(s, t, first, len(terms)*len(groups))
	noteUses(s, terms, b.whole, opt.Match)
	return func(yield func(TrendRow, error) bool) {
		for n := range len(terms) * len(groups) {
			var rows []TrendRow
			if n < len(first) {
				rows = first[n]
			} else {
				rows = b.rows(n)
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// A timeline places documents in periods.
type timeline struct {
	s        *Selection
	opt      TrendOptions
	calendar placer
	outside  int                         // documents in no period
	beyond   int                         // of these: no period has a day of theirs
	paged    bool                        // a document has a page
	covered  map[string]*corpus.Coverage // paper → its days; "" is the whole corpus
}

func newTimeline(s *Selection, opt TrendOptions) *timeline {
	t := &timeline{s: s, opt: opt, calendar: placer{calendar: newCalendar(opt.Periods)}}
	pages := s.Corpus.Stored("page")
	for _, doc := range s.Docs {
		if t.paged = len(pages.Of(doc)) > 0; t.paged {
			break
		}
	}
	for date, n := range s.dates() {
		if len(t.calendar.of(date)) == 0 {
			t.outside += n
			if !date.IsZero() && !slices.ContainsFunc(opt.Periods, func(p Period) bool { return date.First <= p.Days.Last && date.Last >= p.Days.First }) {
				t.beyond += n
			}
		}
	}
	return t
}

// cover finds the days that have documents. What was printed is no matter of the
// question: all documents count.
func (t *timeline) cover() {
	s := t.s
	t.covered = map[string]*corpus.Coverage{"": new(corpus.Coverage)}
	papers := s.Corpus.Stored("paper")
	for _, r := range s.Corpus.Runs() {
		t.covered[""].AddDate(r.Date)
	}
	for doc := range s.Corpus.Len() {
		if len(papers.Values) == 0 {
			break
		}
		for _, id := range papers.Of(doc) {
			paper := papers.Values[id]
			if t.covered[paper] == nil {
				t.covered[paper] = new(corpus.Coverage)
			}
			t.covered[paper].AddDate(s.Corpus.Date(doc))
		}
	}
}

// noteOutside says how many documents lie in no period, and why.
func (t *timeline) noteOutside() {
	why := "no date, or one that is not known well enough"
	if t.beyond > 0 {
		why = fmt.Sprintf("%d before, between or after the periods; else no date, or one that is not known well enough", t.beyond)
	}
	t.s.note(t.outside, "left out: %d documents that lie in no period (%s)", t.outside, why)
}

// blank returns a row a period with what does not depend on the term. Days are
// those of the whole corpus, or of the group's paper where papers are compared.
func (t *timeline) blank(g Group) []TrendRow {
	covered := t.covered[""]
	if t.opt.By == "paper" && t.covered[g.Name()] != nil {
		covered = t.covered[g.Name()]
	}
	rows := make([]TrendRow, len(t.opt.Periods))
	for i, p := range t.opt.Periods {
		rows[i] = TrendRow{Period: p.Label, PeriodStart: p.Days.First, Events: eventsIn(t.opt.Events, p.Days)}
		found, expected, ok := covered.Days(p.Days)
		rows[i].Days = found
		if ok {
			rows[i].DaysExpected, rows[i].Partial = Just(expected), Just(found < expected)
		}
	}
	return rows
}

// A cell is what is counted in a period.
type cell struct {
	Hits
	documents, front, titles int
	total, words, characters int
	sample                   rateSample
}

// totals returns what a group has in each period whatever the term.
func (t *timeline) totals(g Group) []cell {
	cells := make([]cell, len(t.opt.Periods))
	if from, to, ok := oneBehindAnother(g.Docs); ok && !t.opt.Interval {
		t.addRuns(cells, from, to)
		return cells
	}
	for _, doc := range g.Docs {
		in := t.calendar.of(t.s.Corpus.Date(doc))
		if len(in) == 0 {
			continue
		}
		words, characters := t.s.Corpus.Words(doc, t.s.Zones), t.s.Corpus.Characters(doc, t.s.Zones)
		for _, p := range in {
			c := &cells[p]
			c.total++
			c.words += words
			c.characters += characters
			c.sample.addWords(words)
		}
	}
	return cells
}

// addRuns is totals for the documents from to to-1: neighbouring days that lie
// in the same periods are added in one go.
func (t *timeline) addRuns(cells []cell, from, to int) {
	start, periods := from, []int(nil)
	flush := func(end int) {
		if start < end && len(periods) > 0 {
			words, characters := t.s.Corpus.Size(start, end, t.s.Zones)
			for _, p := range periods {
				cells[p].total += end - start
				cells[p].words += words
				cells[p].characters += characters
			}
		}
		start = end
	}
	for _, r := range t.s.Corpus.Runs() {
		if r.To <= from || r.From >= to {
			continue
		}
		if in := t.calendar.of(r.Date); !slices.Equal(in, periods) {
			flush(max(r.From, from))
			periods = in
		}
	}
	flush(to)
}

// merge adds the uses of other documents.
func (c *cell) merge(d *cell) {
	c.String += d.String
	c.Phrase += d.Phrase
	c.Word += d.Word
	c.documents += d.documents
	c.front += d.front
	c.titles += d.titles
}

// cells returns what a group has in each period; hits are those of one term in
// all documents of the selection.
func (t *timeline) cells(g Group, totals []cell, hits []Hits) []cell {
	cells := slices.Clone(totals)
	for p, h := range t.hitsOf(g, hits) {
		t.add(&cells[p], h, t.s.Corpus.Front(h.Doc))
	}
	return cells
}

// rows returns the row of each period, made of its blank one and its cell.
func (t *timeline) rows(blank []TrendRow, cells []cell) []TrendRow {
	rows := slices.Clone(blank)
	for p := range rows {
		t.fill(&rows[p], &cells[p])
	}
	t.smooth(rows, cells)
	return rows
}

// hitsOf yields the hits that lie in a group, with their periods.
func (t *timeline) hitsOf(g Group, hits []Hits) iter.Seq2[int, *Hits] {
	return func(yield func(int, *Hits) bool) {
		docs := g.Docs
		for i := range hits {
			if len(docs) < len(t.s.Docs) { // else the group is the selection
				n, found := slices.BinarySearch(docs, hits[i].Doc)
				if docs = docs[n:]; !found {
					continue
				}
			}
			for _, p := range t.calendar.of(t.s.Corpus.Date(hits[i].Doc)) {
				if !yield(p, &hits[i]) {
					return
				}
			}
		}
	}
}

// documentsOf yields the documents of a group, with their periods.
func (t *timeline) documentsOf(g Group) iter.Seq2[int, int] {
	return func(yield func(period, doc int) bool) {
		for _, doc := range g.Docs {
			for _, p := range t.calendar.of(t.s.Corpus.Date(doc)) {
				if !yield(p, doc) {
					return
				}
			}
		}
	}
}

func (t *timeline) add(c *cell, h *Hits, front bool) {
	c.Hits.add(h)
	n := h.Count(t.opt.Match)
	if n == 0 {
		return
	}
	if t.opt.Interval {
		c.sample.addCount(n, t.s.Corpus.Words(h.Doc, t.s.Zones))
	}
	c.documents++
	if front {
		c.front++
	}
	if h.Title {
		c.titles++
	}
}

func (t *timeline) fill(row *TrendRow, c *cell) {
	row.WordsTotal, row.CharactersTotal, row.DocumentsTotal = c.words, c.characters, c.total
	if c.total == 0 {
		return
	}
	count := c.Count(t.opt.Match)
	row.Count, row.TwoCounts = Just(count), c.twoCounts()
	row.PerMillionWords = perMillion(count, c.words)
	row.PerMillionCharacters = perMillion(count, c.characters)
	row.Documents, row.DocumentShare = Just(c.documents), share(c.documents, c.total)
	if t.paged {
		row.FrontDocuments = Just(c.front)
	}
	if t.s.Zones&corpus.Titles != 0 {
		row.TitleDocuments = Just(c.titles)
	}
	if !t.opt.Interval {
		return
	}
	low, high := wilson(c.documents, c.total)
	row.ShareLow, row.ShareHigh = Just(low), Just(high)
	if low, high, exact, ok := c.sample.interval(); ok {
		row.Low, row.High, row.Method = Just(1e6*low), Just(1e6*high), "ratio"
		if exact {
			row.Method = "exact"
		}
	}
}

// smooth fills the moving rate: occurrences and words pooled over the 2k+1
// periods around each, fewer at the edges; periods without data have none.
func (t *timeline) smooth(rows []TrendRow, cells []cell) {
	k := t.opt.Smooth
	if k <= 0 {
		return
	}
	for p := range rows {
		if cells[p].total == 0 {
			continue
		}
		rows[p].Smooth = perMillion(pool(p, k, len(cells), func(q int) (count, words int) {
			return cells[q].Count(t.opt.Match), cells[q].words
		}))
	}
}

// NoteNoData adds a note to s on periods that have no documents at all and on
// those whose documents the filter left out.
func NoteNoData(s *Selection, periods []Period) {
	c := placer{calendar: newCalendar(periods)}
	selected, all := make([]bool, len(periods)), make([]bool, len(periods))
	for date := range s.dates() {
		for _, p := range c.of(date) {
			selected[p] = true
		}
	}
	for _, r := range s.Corpus.Runs() {
		for _, p := range c.of(r.Date) {
			all[p] = true
		}
	}
	none, filtered := 0, 0
	for p := range periods {
		switch {
		case !all[p]:
			none++
		case !selected[p]:
			filtered++
		}
	}
	s.note(none, "no data: %s without documents", plural(none, "period"))
	s.note(filtered, "no data: %s with documents, none of which passes the filter", plural(filtered, "period"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
