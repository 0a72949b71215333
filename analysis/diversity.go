package analysis

import "math"

// DiversityOptions say of what the diversity is measured. The zero value is of
// the whole selection in one row.
type DiversityOptions struct {
	By      string   // a row for each group of a field
	Depth   int      // see GroupBy
	Periods []Period // a row for each period
	Window  int      // words of a window of MATTR; 0 is 100
}

// A DiversityRow says how varied the words of a group are. Documents stay apart:
// no window and no factor goes from one to the next.
type DiversityRow struct {
	Group          string         `col:"group"`
	Period         string         `col:"period"`
	DocumentsTotal int            `col:"documents_total"`
	WordsTotal     int            `col:"words_total"` // N
	Types          int            `col:"types"`       // V, different words
	Hapax          int            `col:"hapax"`       // words that stand once
	TTR            Maybe[float64] `col:"ttr"`         // V/N; falls with the length of the text
	HerdanC        Maybe[float64] `col:"herdan_c"`    // ln V/ln N (Herdan 1960)
	YuleK          Maybe[float64] `col:"yule_k"`      // 1e4(Σ fx·x² − N)/N², fx words standing x times (Yule 1944); less is more varied
	MATTR          Maybe[float64] `col:"mattr"`       // mean TTR of all windows (Covington & McFall 2010)
	ShortDocuments int            `col:"short_documents"`
	MTLD           Maybe[float64] `col:"mtld"` // words a stretch until its TTR falls to .72, mean of both directions (McCarthy & Jarvis 2010)
	HDD            Maybe[float64] `col:"hd_d"` // expected TTR of 42 words drawn without putting back (McCarthy & Jarvis 2007)
}

// mattrWindow is the default of DiversityOptions.Window.
const mattrWindow = 100

// Diversity measures the diversity of the words of groups. Documents shorter
// than a window count as one window each, that of their own TTR; ShortDocuments
// tells how many they are. Values that need more words than there are, or a
// word that comes twice, are missing.
func Diversity(s *Selection, opt DiversityOptions) ([]DiversityRow, error) {
	rows := []DiversityRow{{}}
	docs := [][]int{s.Docs}
	if opt.Window == 0 {
		opt.Window = mattrWindow
	}
	switch {
	case opt.By != "":
		g, err := GroupBy(s, []string{opt.By}, opt.Depth)
		if err != nil {
			return nil, err
		}
		g.noteOverlaps(s)
		rows, docs = nil, nil
		for _, group := range g.Groups {
			rows, docs = append(rows, DiversityRow{Group: group.Name()}), append(docs, group.Docs)
		}
	case opt.Periods != nil:
		var err error
		if docs, err = partsOf(s, &DispersionOptions{Periods: opt.Periods}); err != nil {
			return nil, err
		}
		rows = nil
		for _, p := range opt.Periods {
			rows = append(rows, DiversityRow{Period: p.Label})
		}
	}
	t := newTally(s)
	short, partly := 0, 0
	for i := range rows {
		r := &rows[i]
		r.fill(s, docs[i], t, opt.Window)
		short += r.ShortDocuments
		for _, v := range []Maybe[float64]{r.TTR, r.HerdanC, r.MTLD, r.HDD} {
			if _, ok := v.Get(); !ok {
				partly++
				break
			}
		}
	}
	s.note(partly, "values are missing in %s: hd_d takes 42 words, mtld a word that comes twice, herdan_c two words, all others one", plural(partly, "row"))
	s.note(short, "mattr: %d documents are shorter than the window of %d words; each counts as one window", short, opt.Window)
	return rows, nil
}

func (r *DiversityRow) fill(s *Selection, docs []int, t *tally, window int) {
	r.DocumentsTotal = len(docs)
	times := make(map[int]int) // x → words that stand x times
	for _, c := range t.unsorted(docs) {
		r.Types++
		r.WordsTotal += c.count
		times[c.count]++
	}
	r.Hapax = times[1]
	if r.WordsTotal == 0 {
		return
	}
	n, v := float64(r.WordsTotal), float64(r.Types)
	r.TTR = Just(v / n)
	if n > 1 {
		r.HerdanC = Just(math.Log(v) / math.Log(n))
	}
	squares := 0
	for x, words := range times {
		squares += x * x * words
	}
	r.YuleK = Just(1e4 * float64(squares-r.WordsTotal) / (n * n))
	r.HDD = hypergeometricDiversity(times, r.WordsTotal)
	w := walkDiversity(s, docs, window)
	r.ShortDocuments = w.short
	r.MATTR = Just((float64(w.types)/float64(window) + w.shortTTR) / float64(w.windows+w.short))
	if w.forward > 0 && w.backward > 0 {
		r.MTLD = Just((n/w.forward + n/w.backward) / 2)
	}
}
