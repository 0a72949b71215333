package analysis

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
)

// CollocationOptions say what a term goes together with. Sort, MinCount, Hide,
// Tags and Top choose rows and change no number.
type CollocationOptions struct {
	Match    Match
	Window   Window
	Periods  []Period        // collocates of each, against the text of that period; nil is the whole selection
	Sort     string          // one of CollocationSorts, "" is g2; largest first, ties by code point
	MinCount int             // hide words with fewer occurrences in the windows
	Hide     map[string]bool // hide these words
	Tags     []string        // show words of these parts of speech only; a tag shows those that begin with it
	Top      int             // show as many words of each term and period at most; 0 is all
}

// A CollocationRow is a word that stands in the windows around a term, with
// measures of how closely the two go together; see Cooccurrence for each.
type CollocationRow struct {
	Term           string         `col:"term"`
	Period         string         `col:"period"`
	PeriodStart    corpus.Day     `col:"period_start,date"`
	Word           string         `col:"word"`
	Count          int            `col:"count"` // O: of the word in the windows
	CountLeft      int            `col:"count_left"`
	CountRight     int            `col:"count_right"`
	Documents      int            `col:"documents"`    // that have the word in a window
	CountTerm      int            `col:"count_term"`   // f1: matches
	CountWord      int            `col:"count_word"`   // f2: of the word anywhere
	WindowWords    int            `col:"window_words"` // W: words in the windows
	WordsTotal     int            `col:"words_total"`  // N
	Expected       float64        `col:"expected"`     // E
	PMI            float64        `col:"pmi"`
	MI3            float64        `col:"mi3"`
	T              float64        `col:"t"`
	Z              float64        `col:"z"`
	Dice           float64        `col:"dice"`
	LogDice        float64        `col:"log_dice"`
	G2             float64        `col:"g2"` // negative where the word is rarer in the windows than elsewhere
	DeltaPWord     Maybe[float64] `col:"delta_p_word_term"`
	DeltaPTerm     Maybe[float64] `col:"delta_p_term_word"`
	MinSensitivity float64        `col:"min_sensitivity"`
	PG2            float64        `col:"p_g2"`
	Rank           int            `col:"rank"` // by Sort among all words in the windows of the term and period
	TwoCounts                     // of the term in the period, the same in all rows of the two
}

// collocationSorts are the columns by which rows can be ranked.
var collocationSorts = []struct {
	name string
	of   func(*CollocationRow) Maybe[float64]
}{
	{"g2", func(r *CollocationRow) Maybe[float64] { return Just(r.G2) }},
	{"count", func(r *CollocationRow) Maybe[float64] { return Just(float64(r.Count)) }},
	{"count_left", func(r *CollocationRow) Maybe[float64] { return Just(float64(r.CountLeft)) }},
	{"count_right", func(r *CollocationRow) Maybe[float64] { return Just(float64(r.CountRight)) }},
	{"documents", func(r *CollocationRow) Maybe[float64] { return Just(float64(r.Documents)) }},
	{"count_word", func(r *CollocationRow) Maybe[float64] { return Just(float64(r.CountWord)) }},
	{"pmi", func(r *CollocationRow) Maybe[float64] { return Just(r.PMI) }},
	{"mi3", func(r *CollocationRow) Maybe[float64] { return Just(r.MI3) }},
	{"t", func(r *CollocationRow) Maybe[float64] { return Just(r.T) }},
	{"z", func(r *CollocationRow) Maybe[float64] { return Just(r.Z) }},
	{"dice", func(r *CollocationRow) Maybe[float64] { return Just(r.Dice) }},
	{"log_dice", func(r *CollocationRow) Maybe[float64] { return Just(r.LogDice) }},
	{"delta_p_word_term", func(r *CollocationRow) Maybe[float64] { return r.DeltaPWord }},
	{"delta_p_term_word", func(r *CollocationRow) Maybe[float64] { return r.DeltaPTerm }},
	{"min_sensitivity", func(r *CollocationRow) Maybe[float64] { return Just(r.MinSensitivity) }},
}

// CollocationSorts are the names of the orders, see CollocationOptions.
func CollocationSorts() []string {
	var names []string
	for _, s := range collocationSorts {
		names = append(names, s.name)
	}
	return names
}

// Collocation returns the words that stand around each term: for each term the
// periods in their order, and in each the words by Sort. Every position of the
// text counts once, also where the windows of two matches overlap: so a word is
// never counted more often than it is there, and the four cells of G2 are
// numbers of positions. Documents that lie in no period are left out, which a
// note tells; so do notes of what was found.
func Collocation(s *Selection, terms []Term, opt CollocationOptions) (iter.Seq2[CollocationRow, error], error) {
	if opt.Sort == "" {
		opt.Sort = collocationSorts[0].name
	}
	names := CollocationSorts()
	order := slices.Index(names, opt.Sort)
	if order < 0 {
		return nil, fmt.Errorf("unknown order %q (have %s)", opt.Sort, strings.Join(names, ", "))
	}
	found := collocates(s, terms, opt)
	found.note(terms, opt)
	return func(yield func(CollocationRow, error) bool) {
		for i, term := range terms {
			for p := range found.parts {
				for _, row := range found.rows(i, p, order, opt) {
					row.Term = term.Label
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}, nil
}

// rows returns the rows of a term in a period.
func (f *collocations) rows(term, p, order int, opt CollocationOptions) []CollocationRow {
	around, part := &f.around[term][p], &f.parts[p]
	all := make([]CollocationRow, len(around.list))
	ranked := make([]int, len(all))
	keys := make([]Maybe[float64], len(all))
	for i := range all {
		all[i] = around.row(&around.list[i], part.words)
		all[i].Period, all[i].PeriodStart, all[i].TwoCounts = part.Label, part.Days.First, around.uses.twoCounts()
		ranked[i], keys[i] = i, collocationSorts[order].of(&all[i])
	}
	slices.SortFunc(ranked, func(a, b int) int {
		x, hasX := keys[a].Get()
		y, hasY := keys[b].Get()
		if hasX != hasY {
			return map[bool]int{true: -1, false: 1}[hasX]
		}
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(around.list[a].word, around.list[b].word))
	})
	var shown []CollocationRow
	for rank, i := range ranked {
		if opt.Top > 0 && len(shown) == opt.Top {
			break
		}
		number := around.list[i].word
		word := f.s.Corpus.Word(number)
		if all[i].Count < opt.MinCount || opt.Hide[word] || !tagged(f.s.Corpus.Tag(number), opt.Tags) {
			continue
		}
		all[i].Word, all[i].Rank = word, rank+1
		shown = append(shown, all[i])
	}
	return shown
}

func (a *surroundings) row(c *collocate, words int) CollocationRow {
	o := a.cooccurrence(c, words)
	return CollocationRow{
		Count: c.count, CountLeft: c.left, CountRight: c.count - c.left, Documents: c.documents,
		CountTerm: o.F1, CountWord: o.F2, WindowWords: o.W, WordsTotal: o.N,
		Expected: o.Expected(), PMI: o.PMI(), MI3: o.MI3(), T: o.T(), Z: o.Z(), Dice: o.Dice(), LogDice: o.LogDice(),
		G2: o.G2(), DeltaPWord: o.DeltaPWord(), DeltaPTerm: o.DeltaPTerm(), MinSensitivity: o.MinSensitivity(), PG2: o.PG2(),
	}
}

func (a *surroundings) cooccurrence(c *collocate, words int) Cooccurrence {
	return Cooccurrence{O: c.count, F1: a.matches, F2: c.total, W: a.words, N: words}
}

// note tells what was found, and what to beware of.
func (f *collocations) note(terms []Term, opt CollocationOptions) {
	uses := make([]Hits, len(terms))
	for i := range terms {
		uses[i] = f.whole[i].Hits
	}
	noteCuts(f.s, terms, uses, opt.Match)
	shared, rare, words := 0, 0, 0
	for i := range terms {
		for p := range f.around[i] {
			a := &f.around[i][p]
			shared += a.shared
			for k := range a.list {
				if c := &a.list[k]; c.count >= opt.MinCount {
					words++
					if a.cooccurrence(c, f.parts[p].words).Expected() < 5 {
						rare++
					}
				}
			}
		}
		if len(terms) <= notedTerms {
			f.s.note(1, "%s: %s in %s", terms[i].Label, plural(uses[i].Count(opt.Match), "hit"), plural(f.whole[i].documents, "document"))
		}
	}
	f.s.note(shared, "counted once: %s in the windows of more than one hit", plural(shared, "word"))
	least := ""
	if opt.MinCount > 1 {
		least = fmt.Sprintf(" of count %d or more", opt.MinCount)
	}
	f.s.note(rare, "expected is below 5 for %d of %s%s: z, g2 and p_g2 are rough there", rare, plural(words, "word"), least)
}
