package analysis

import (
	"iter"
	"math"
	"slices"
	"sync"

	"tifa/corpus"
)

// KeynessOptions choose rows and their order. They hide rows and change no
// number but q, which is of the rows that MinCount leaves. The zero value shows
// every word, the most striking of the target first.
type KeynessOptions struct {
	MinCount  int             // leave out what stands fewer times in both together
	Hide      map[string]bool // hide these words
	Tags      []string        // show words of these parts of speech only
	Top       int             // show as many rows of each contrast at most; 0 is all
	Sort      string          // column to sort by, see KeynessColumns; "" is g2
	Ascending bool            // smallest first
	Alpha0    float64         // weight of the prior of log_odds in words; 0 is as many as both texts have
	Lambda    float64         // what simple_maths adds to both rates per million words; 0 is 1
	Ngrams    *NgramOptions   // compare n-grams instead of words; of one corpus those with MinCount, 2 at least
	Variants  bool            // fill in the variants, which take longer than all the rest of a row
}

// A KeynessRow is a word, a term or an n-gram in a target and a reference.
// What [Contrast] says of its methods holds for the columns.
type KeynessRow struct {
	Group                    string         `col:"group"`
	Period                   string         `col:"period"`
	PeriodStart              corpus.Day     `col:"period_start,date"`
	Rank                     int            `col:"rank"` // by the column of Sort among all that MinCount leaves
	Word                     string         `col:"word"`
	CountTarget              int            `col:"count_target"`
	CountReference           int            `col:"count_reference"`
	PerMillionWordsTarget    float64        `col:"per_million_words_target"`
	PerMillionWordsReference float64        `col:"per_million_words_reference"`
	DocumentsTarget          int            `col:"documents_target"`
	DocumentsReference       int            `col:"documents_reference"`
	G2                       float64        `col:"g2"`
	Chi2                     float64        `col:"chi2"`
	LogRatio                 float64        `col:"log_ratio"`
	LogRatioWalter           float64        `col:"log_ratio_walter"`
	DiffPercent              Maybe[float64] `col:"diff_percent"`
	OddsRatio                float64        `col:"odds_ratio"`
	BIC                      float64        `col:"bic"`
	LogOdds                  float64        `col:"log_odds"`
	LogOddsZ                 float64        `col:"log_odds_z"`
	DPTarget                 Maybe[float64] `col:"dp_target"` // Gries' deviation of proportions over documents, 0 is even
	DPReference              Maybe[float64] `col:"dp_reference"`
	PG2                      float64        `col:"p_g2"`
	QG2                      float64        `col:"q_g2"`
	MWEffect                 Maybe[float64] `col:"mw_effect"` // rank-biserial, of rates by document
	PMW                      Maybe[float64] `col:"p_mw"`
	QMW                      Maybe[float64] `col:"q_mw"`

	// of terms
	CountStringTarget    Maybe[int]     `col:"count_string_target"`
	CountPhraseTarget    Maybe[int]     `col:"count_phrase_target"`
	PhraseShareTarget    Maybe[float64] `col:"phrase_share_target"`
	CountStringReference Maybe[int]     `col:"count_string_reference"`
	CountPhraseReference Maybe[int]     `col:"count_phrase_reference"`
	PhraseShareReference Maybe[float64] `col:"phrase_share_reference"`

	// variants: 0 unless Variants asks for them, or Sort for one
	G2Williams           float64 `col:"g2_williams"`
	G2Yates              float64 `col:"g2_yates"`
	G2TwoCell            float64 `col:"g2_two_cell"`
	Chi2Williams         float64 `col:"chi2_williams"`
	Chi2Yates            float64 `col:"chi2_yates"`
	SimpleMaths          float64 `col:"simple_maths"`
	LogRatioConservative float64 `col:"log_ratio_conservative"`
}

// Keyness compares two selections: what stands in the target more often than
// in the reference, or less. The two have no document in common; they may be of
// two corpora. Documents without words are left out of the tests by document.
func Keyness(target, reference *Selection, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	u, err := wordsOrNgrams(target, reference, opt)
	if err != nil {
		return nil, err
	}
	return keynessOf(u, []contrastDocs{{docs: [2][]int{target.Docs, reference.Docs}}}, opt)
}

func wordsOrNgrams(target, reference *Selection, opt KeynessOptions) (units, error) {
	if opt.Ngrams == nil {
		return newWordUnits(target, reference), nil
	}
	n := *opt.Ngrams
	n.MinCount = max(2, opt.MinCount)
	return newNgramUnits(target, reference, n)
}

// KeynessTerms is Keyness of terms. Hits by m are counted.
func KeynessTerms(target, reference *Selection, terms []Term, m Match, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	u := newTermUnits(target, reference, terms, m)
	u.noteNowhere(target)
	return keynessOf(u, []contrastDocs{{docs: [2][]int{target.Docs, reference.Docs}}}, opt)
}

// KeynessGroups compares each group of a selection with all of it that is not
// in the group, or, if before is true, with the group before; nil terms are all
// words. What has no words, or nothing to be compared with, gives no rows and a
// note.
func KeynessGroups(s *Selection, groups []Group, before bool, terms []Term, m Match, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	(&Grouping{Groups: groups}).noteOverlaps(s)
	list := make([]contrastDocs, len(groups))
	for i, g := range groups {
		list[i] = contrastDocs{group: g.Name(), docs: [2][]int{g.Docs, nil}}
	}
	return keynessEach(s, list, before, terms, m, opt)
}

// KeynessPeriods is KeynessGroups of the documents of periods.
func KeynessPeriods(s *Selection, periods []Period, before bool, terms []Term, m Match, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	list := make([]contrastDocs, len(periods))
	for i, p := range periods {
		list[i] = contrastDocs{period: p}
	}
	at := placer{calendar: newCalendar(periods)}
	outside := 0
	for _, doc := range s.Docs {
		in := at.of(s.Corpus.Date(doc))
		outside += b2i(len(in) == 0)
		for _, p := range in {
			list[p].docs[0] = append(list[p].docs[0], doc)
		}
	}
	where := "part of the rest that each is compared with"
	if before {
		where = "left out"
	}
	s.note(outside, "%s: %s in no period (no date, or one that is not known well enough)", where, plural(outside, "document"))
	s.noteOverlaps(periods)
	return keynessEach(s, list, before, terms, m, opt)
}

func keynessEach(s *Selection, list []contrastDocs, before bool, terms []Term, m Match, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	var u units
	if terms != nil {
		t := newTermUnits(s, s, terms, m)
		t.noteNowhere(s)
		u = t
	} else {
		var err error
		if u, err = wordsOrNgrams(s, s, opt); err != nil {
			return nil, err
		}
	}
	all := len(list)
	for i := range list {
		switch {
		case !before:
			list[i].docs[1] = without(s.Docs, list[i].docs[0])
		case i > 0:
			list[i].docs[1] = without(list[i-1].docs[0], list[i].docs[0])
		}
	}
	list = slices.DeleteFunc(list, func(d contrastDocs) bool { return s.wordsOf(d.docs[0]) == 0 || s.wordsOf(d.docs[1]) == 0 })
	s.note(all-len(list), "not compared: %d of %d groups or periods, without words or without anything to be compared with", all-len(list), all)
	return keynessOf(u, list, opt)
}

// without returns the members of docs that are not in others; both ascend.
func without(docs, others []int) []int {
	var rest []int
	for _, doc := range docs {
		n, found := slices.BinarySearch(others, doc)
		if others = others[n:]; !found {
			rest = append(rest, doc)
		}
	}
	return rest
}

// contrastDocs are the documents of a target and of a reference.
type contrastDocs struct {
	group  string
	period Period
	docs   [2][]int
}

// A keyness is a contrast at work.
type keyness struct {
	units
	opt   KeynessOptions
	of    contrastDocs
	sides [2]*side
	cells []keynessCell
	q, qm []float64
}

// A keynessCell is what is kept of a unit until rows are written.
type keynessCell struct {
	unit      uint32
	count     [2]uint32
	documents [2]uint32
	dp        [2]float64 // NaN where it stands nowhere
	effect, p float64    // of the Mann–Whitney test, NaN where there is none
}

func keynessOf(u units, list []contrastDocs, opt KeynessOptions) (iter.Seq2[KeynessRow, error], error) {
	column, err := keynessColumns.find(opt.Sort)
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		for i, name := range []string{"target", "reference"} {
			if s := u.selection(i); s.wordsOf(d.docs[i]) == 0 {
				target := u.selection(0)
				target.note(1, "not compared: the %s has no %s", name, map[bool]string{true: "documents", false: "words"}[len(d.docs[i]) == 0])
				return none[KeynessRow], nil
			}
		}
	}
	return func(yield func(KeynessRow, error) bool) {
		for _, d := range list {
			k := &keyness{units: u, opt: opt, of: d}
			for i := range k.sides {
				k.sides[i] = newSide(u.selection(i), d.docs[i])
			}
			k.count()
			if !k.rows(column, yield) {
				return
			}
		}
	}, nil
}

// unitsAtOnce is how many units a goroutine takes at a time.
const unitsAtOnce = 2048

// count fills the cells.
func (k *keyness) count() {
	n := k.len()
	parts := make([][]keynessCell, (n+unitsAtOnce-1)/unitsAtOnce)
	readings := sync.Pool{New: func() any { return new(pairReading) }}
	inParallel(len(parts), func(part int) {
		in := readings.Get().(*pairReading)
		defer readings.Put(in)
		for unit := part * unitsAtOnce; unit < min(n, (part+1)*unitsAtOnce); unit++ {
			if cell, ok := k.cell(unit, in); ok {
				parts[part] = append(parts[part], cell)
			}
		}
	})
	k.cells = slices.Concat(parts...)
	q := [2]*[]float64{&k.q, &k.qm}
	inParallel(len(q), func(which int) {
		p := make([]float64, len(k.cells))
		for i := range k.cells {
			if c := &k.cells[i]; which == 0 {
				p[i] = pOfStatistic(k.contrast(c).G2())
			} else {
				p[i] = c.p
			}
		}
		*q[which] = falseDiscovery(p)
	})
}

// cell counts a unit; ok is false if it is rarer than what is asked for.
func (k *keyness) cell(unit int, in *pairReading) (cell keynessCell, ok bool) {
	cell.unit = uint32(unit)
	in.test.keys = in.test.keys[:0]
	k.read(unit, in)
	for i, list := range in.uses {
		side := k.sides[i]
		for _, u := range list {
			words := side.sizes[u.doc]
			if words == 0 { // not of this side
				continue
			}
			cell.count[i] += u.count
			cell.documents[i]++
			in.test.add(uint64(i), u.count, words)
			in.own[i] = append(in.own[i], use{words, u.count})
		}
		d := deviation{uses: float64(cell.count[i]), words: float64(side.words)}
		for _, u := range in.own[i] {
			d.add(u.count, u.doc)
		}
		cell.dp[i] = d.value()
		in.own[i] = in.own[i][:0]
	}
	if total := int(cell.count[0] + cell.count[1]); total == 0 || total < k.opt.MinCount {
		return cell, false
	}
	cell.effect, cell.p, ok = in.test.take(k.sides[0].documents, k.sides[1].documents)
	if !ok {
		cell.effect = math.NaN()
	}
	return cell, true
}

func (k *keyness) contrast(c *keynessCell) Contrast {
	return Contrast{int(c.count[0]), int(c.count[1]), k.sides[0].words, k.sides[1].words}
}

// rows yields the rows in their order; it is false if yield was.
func (k *keyness) rows(column sortColumn[KeynessRow], yield func(KeynessRow, error) bool) bool {
	keys := make([]float64, len(k.cells))
	runs := slices.Collect(slices.Chunk(keys, unitsAtOnce))
	inParallel(len(runs), func(part int) {
		var row KeynessRow
		for i := range runs[part] {
			row = k.row(part*unitsAtOnce+i, column.slow)
			runs[part][i] = column.of(&row)
		}
	})
	shown, rank := 0, 0
	for i := range sorted(keys, k.opt.Ascending) {
		rank++
		if k.opt.Top > 0 && shown == k.opt.Top {
			break
		}
		if unit := int(k.cells[i].unit); k.opt.Hide[k.text(unit)] || !tagged(k.tag(unit), k.opt.Tags) {
			continue
		}
		shown++
		row := k.row(int(i), k.opt.Variants || column.slow)
		row.Rank = rank
		k.twoCounts(&row, int(k.cells[i].unit))
		if !yield(row, nil) {
			return false
		}
	}
	return true
}

// twoCounts fills in how often a term stands on either side, as a string and as
// a phrase.
func (k *keyness) twoCounts(row *KeynessRow, unit int) {
	t, ok := k.units.(*termUnits)
	if !ok {
		return
	}
	var c [2]TwoCounts
	for i := range c {
		var uses Hits
		for n := range t.hits[i][unit] {
			if h := &t.hits[i][unit][n]; k.sides[i].sizes[h.Doc] > 0 {
				uses.add(h)
			}
		}
		c[i] = uses.twoCounts()
	}
	row.CountStringTarget, row.CountPhraseTarget, row.PhraseShareTarget = c[0].CountString, c[0].CountPhrase, c[0].PhraseShare
	row.CountStringReference, row.CountPhraseReference, row.PhraseShareReference = c[1].CountString, c[1].CountPhrase, c[1].PhraseShare
}

// row returns the row of a cell, with the variants where they are asked for.
func (k *keyness) row(i int, variants bool) KeynessRow {
	c := &k.cells[i]
	x := k.contrast(c)
	alpha0 := k.opt.Alpha0
	if alpha0 == 0 {
		alpha0 = float64(x.N1 + x.N2)
	}
	row := KeynessRow{
		Group: k.of.group, Period: k.of.period.Label, PeriodStart: k.of.period.Days.First, Word: k.text(int(c.unit)),
		CountTarget: x.A, CountReference: x.B,
		PerMillionWordsTarget:    1e6 * float64(x.A) / float64(x.N1),
		PerMillionWordsReference: 1e6 * float64(x.B) / float64(x.N2),
		DocumentsTarget:          int(c.documents[0]), DocumentsReference: int(c.documents[1]),
		G2: x.G2(), Chi2: x.Chi2(),
		LogRatio: x.LogRatio(), LogRatioWalter: x.LogRatioWalter(),
		DiffPercent: x.DiffPercent(), OddsRatio: x.OddsRatio(), BIC: x.BIC(),
		DPTarget: number(c.dp[0]), DPReference: number(c.dp[1]),
		QG2: k.q[i], MWEffect: number(c.effect), PMW: number(c.p), QMW: number(k.qm[i]),
	}
	row.LogOdds, row.LogOddsZ = x.LogOdds(alpha0)
	row.PG2 = pOfStatistic(row.G2)
	if variants {
		k.vary(&row, x)
	}
	return row
}

// vary fills in the variants of a row.
func (k *keyness) vary(row *KeynessRow, x Contrast) {
	lambda := k.opt.Lambda
	if lambda == 0 {
		lambda = 1
	}
	row.G2Williams, row.G2Yates, row.G2TwoCell = x.G2Williams(), x.G2Yates(), x.G2TwoCell()
	row.Chi2Williams, row.Chi2Yates, row.SimpleMaths = x.Chi2Williams(), x.Chi2Yates(), x.SimpleMaths(lambda)
	row.LogRatioConservative = x.LogRatioConservative(len(k.cells))
}
