package analysis

import (
	"iter"
	"slices"

	"tifa/corpus"
)

// A PhrasePeriodRow is a phrase in a period. Without documents in the period
// there is no data and no count.
type PhrasePeriodRow struct {
	Phrase          string         `col:"phrase"`
	Period          string         `col:"period"`
	PeriodStart     corpus.Day     `col:"period_start,date"`
	Count           Maybe[int]     `col:"count"`
	Documents       Maybe[int]     `col:"documents"`
	WordsTotal      int            `col:"words_total"`
	DocumentsTotal  int            `col:"documents_total"`
	PerMillionWords Maybe[float64] `col:"per_million_words"`
	DocumentShare   Maybe[float64] `col:"document_share"`
}

// Periods counts phrases by period: for each of rows, which are of p.Rows, the
// periods in their order. A note about documents that lie in no period is added
// to the selection.
func (p *Phrases) Periods(rows []PhraseRow, periods []Period) iter.Seq2[PhrasePeriodRow, error] {
	calendar := placer{calendar: newCalendar(periods)}
	in := make([][]int, len(p.s.Docs))
	blank := make([]PhrasePeriodRow, len(periods))
	for i, period := range periods {
		blank[i].Period, blank[i].PeriodStart = period.Label, period.Days.First
	}
	outside := 0
	for i, doc := range p.s.Docs {
		if in[i] = calendar.of(p.s.Corpus.Date(doc)); len(in[i]) == 0 {
			outside++
		}
		for _, k := range in[i] {
			blank[k].DocumentsTotal++
			blank[k].WordsTotal += p.s.Corpus.Words(doc, p.s.Zones)
		}
	}
	p.s.note(outside, "left out: %d documents that lie in no period (no date, or one that is not known well enough)", outside)
	return func(yield func(PhrasePeriodRow, error) bool) {
		last := make([]uint32, len(p.s.Docs))
		for i := range rows {
			n, found := slices.BinarySearch(p.texts, rows[i].Phrase)
			if !found {
				continue
			}
			for _, row := range p.byPeriod(n, in, blank, last) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// byPeriod returns the rows of phrase n. last is, for each document, 1 + the
// phrase that was counted last.
func (p *Phrases) byPeriod(n int, in [][]int, blank []PhrasePeriodRow, last []uint32) []PhrasePeriodRow {
	rows := slices.Clone(blank)
	counts, documents := make([]int, len(blank)), make([]int, len(blank))
	node := &p.nodes[n]
	for _, at := range p.search.places[node.from:node.to] {
		doc := p.search.document(at)
		first := last[doc] != uint32(n)+1
		last[doc] = uint32(n) + 1
		for _, k := range in[doc] {
			counts[k]++
			if first {
				documents[k]++
			}
		}
	}
	for k := range rows {
		r := &rows[k]
		if r.Phrase = p.texts[n]; r.DocumentsTotal > 0 {
			r.Count, r.Documents = Just(counts[k]), Just(documents[k])
			r.PerMillionWords, r.DocumentShare = perMillion(counts[k], r.WordsTotal), share(documents[k], r.DocumentsTotal)
		}
	}
	return rows
}
