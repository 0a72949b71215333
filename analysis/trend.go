package analysis

import (
	"fmt"
	"iter"
	"slices"
	"sort"

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
	Interval bool     // fill Low, High and Method
}

// A TrendRow is a term in a period. Without documents in the period there is
// no data and no count; documents that hold no match count 0.
type TrendRow struct {
	Term                 string         `col:"term"`
	Group                string         `col:"group"`
	Period               string         `col:"period"`
	PeriodStart          corpus.Day     `col:"period_start,date"`
	Count                Maybe[int]     `col:"count"`
	CountString          Maybe[int]     `col:"count_string"`
	CountPhrase          Maybe[int]     `col:"count_phrase"`
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
	Method               string         `col:"interval"`                 // "ratio" or "exact"
	Smooth               Maybe[float64] `col:"per_million_words_smooth"` // pooled over the periods around
}

// Trend counts terms by period: for each term and group the periods in their
// order. Notes about what could not be placed are added to the selection.
func Trend(s *Selection, terms []Term, opt TrendOptions) (iter.Seq2[TrendRow, error], error) {
	groups := []Group{{Values: []string{""}, Docs: s.Docs}}
	if opt.By != "" {
		g, err := GroupBy(s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		var other []int
		if groups, other = g.top(opt.Top); other != nil {
			groups = append(slices.Clone(groups), Group{Values: []string{Other}, Docs: other})
		}
	}
	t := newTimeline(s, opt)
	s.note(t.outside, "left out: %d documents that lie in no period (no date, or one that is not known well enough)", t.outside)
	blank, cells := make([][]TrendRow, len(groups)), make([][]cell, len(groups))
	for i, g := range groups {
		cells[i] = t.totals(g)
	}
	var counted func(term, group int) []cell
	inParallel(2, func(part int) { // the days of seventy years take as long as a word
		if part == 0 {
			counted = t.count(terms, groups, cells)
			return
		}
		t.cover()
		for i, g := range groups {
			blank[i] = t.blank(g)
		}
	})
	return func(yield func(TrendRow, error) bool) {
		for i, term := range terms {
			for k, g := range groups {
				for _, row := range t.rows(blank[k], counted(i, k)) {
					row.Term, row.Group = term.Label, g.Name()
					if !yield(row, nil) {
						return
					}
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
	outside  int
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

// blank returns a row a period with what does not depend on the term. Days are
// those of the whole corpus, or of the group's paper where papers are compared.
func (t *timeline) blank(g Group) []TrendRow {
	covered := t.covered[""]
	if t.opt.By == "paper" && t.covered[g.Name()] != nil {
		covered = t.covered[g.Name()]
	}
	rows := make([]TrendRow, len(t.opt.Periods))
	for i, p := range t.opt.Periods {
		rows[i] = TrendRow{Period: p.Label, PeriodStart: p.Days.First}
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

// count returns what each term has in each period of each group, totals being
// what the groups have whatever the term.
func (t *timeline) count(terms []Term, groups []Group, totals [][]cell) func(term, group int) []cell {
	short := make([][]cell, len(terms))
	place := make([]int, len(terms)) // in hits
	var rest []Term
	for i, term := range terms {
		var ok bool
		if short[i], ok = t.short(term, totals[0]); !ok {
			place[i] = len(rest)
			rest = append(rest, term)
		}
	}
	hits := CountTerms(t.s, rest, t.opt.Match)
	return func(term, group int) []cell {
		if short[term] != nil {
			return short[term]
		}
		return t.cells(groups[group], totals[group], hits[place[term]])
	}
}

// short is cells for the whole selection and a term that the index answers for.
// It keeps nothing of each document, of which there may be a million. ok is
// false where more than counts is asked for, or the index cannot tell.
func (t *timeline) short(term Term, totals []cell) (cells []cell, ok bool) {
	if t.opt.By != "" || t.opt.Interval || !t.calendar.sorted {
		return nil, false
	}
	uses, ok := shortUses(t.s, term)
	if !ok {
		return nil, false
	}
	type place struct {
		run, period int // period is -1 where the run lies in none
		cells       []cell
	}
	runs := t.s.Corpus.Runs()
	parts := make([]*place, uses.Parts())
	for i := range parts {
		parts[i] = &place{run: -1, cells: make([]cell, len(totals))}
	}
	ok = eachShort(t.s, uses, t.opt.Match, func(part int, h *Hits, front bool) {
		p := parts[part]
		if p.run < 0 || h.Doc >= runs[p.run].To {
			p.run = sort.Search(len(runs), func(i int) bool { return runs[i].To > h.Doc })
			p.period = -1
			if in := t.calendar.calendar.of(runs[p.run].Date); len(in) > 0 {
				p.period = in[0]
			}
		}
		if p.period >= 0 {
			t.add(&p.cells[p.period], h, front)
		}
	})
	if !ok {
		return nil, false
	}
	cells = slices.Clone(totals)
	for _, p := range parts {
		for i := range cells {
			cells[i].merge(&p.cells[i])
		}
	}
	return cells, true
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
	docs := g.Docs
	for i := range hits {
		if len(docs) < len(t.s.Docs) { // else the group is the selection
			n, found := slices.BinarySearch(docs, hits[i].Doc)
			if docs = docs[n:]; !found {
				continue
			}
		}
		for _, p := range t.calendar.of(t.s.Corpus.Date(hits[i].Doc)) {
			t.add(&cells[p], &hits[i], t.s.Corpus.Front(hits[i].Doc))
		}
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

func (t *timeline) add(c *cell, h *Hits, front bool) {
	c.String += h.String
	c.Phrase += h.Phrase
	c.Word += h.Word
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
	row.Count, row.CountString, row.CountPhrase = Just(count), Just(c.String), Just(c.Phrase)
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
		count, words := 0, 0
		for q := max(0, p-k); q <= min(len(cells)-1, p+k); q++ {
			count += cells[q].Count(t.opt.Match)
			words += cells[q].words
		}
		rows[p].Smooth = perMillion(count, words)
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
