package analysis

import (
	"iter"
	"math"
	"slices"
	"unicode/utf8"

	"gonum.org/v1/gonum/stat/distuv"

	"tifa/corpus"
)

// RisingOptions say what is looked at, and choose rows.
type RisingOptions struct {
	MinDocuments int             // of the target, that hold it; 0 is 3
	Phrases      PhraseOptions   // which strings are candidates beside the words
	Known        map[string]bool // the lexicon
	Hide         map[string]bool // hide these words
	Tags         []string        // show words of these parts of speech, and no phrases
	Top          int             // show as many rows at most; 0 is all
	Sort         string          // column to sort by, see RisingColumns; "" is low
	Ascending    bool
}

// A RisingRow is a word or a phrase that documents of the target hold. Ratio is
// that of the shares of documents, half a document added to each (Walter 1975),
// with its 95 % interval by the delta method (Katz et al. 1978, of the same
// counts); q is of all candidates (Benjamini & Hochberg 1995).
type RisingRow struct {
	Rank               int         `col:"rank"`
	Word               string      `col:"word"`
	Unit               string      `col:"unit"` // word, or phrase: a string of any length
	DocumentsTarget    int         `col:"documents_target"`
	DocumentsReference int         `col:"documents_reference"`
	ShareTarget        float64     `col:"document_share_target"`
	ShareReference     float64     `col:"document_share_reference"`
	Ratio              float64     `col:"share_ratio"`
	Low                float64     `col:"low"`
	High               float64     `col:"high"`
	G2                 float64     `col:"g2"` // of documents, signed
	PG2                float64     `col:"p_g2"`
	QG2                float64     `col:"q_g2"`
	New                bool        `col:"new"` // no document before the target holds it
	FirstDate          corpus.Date `col:"first_date,date"`
	FirstID            string      `col:"first_id"`
	DaysBefore         Maybe[int]  `col:"days_before"` // from the first document to the first day of the target
	InLexicon          bool        `col:"in_lexicon"`
}

var risingColumns = sortColumns[RisingRow]{
	{name: "low", of: func(r *RisingRow) float64 { return r.Low }},
	{name: "share_ratio", of: func(r *RisingRow) float64 { return r.Ratio }},
	{name: "g2", of: func(r *RisingRow) float64 { return r.G2 }},
	{name: "documents_target", of: func(r *RisingRow) float64 { return float64(r.DocumentsTarget) }},
	{name: "documents_reference", of: func(r *RisingRow) float64 { return float64(r.DocumentsReference) }},
}

// RisingColumns returns the columns that rows can be sorted by.
func RisingColumns() []string { return risingColumns.names() }

// Before returns the documents of a selection in as many days before a part of
// it as that part spans, from its first to its last. There may be none, which a
// note tells. A part without dates is a NothingError.
func (s *Selection) Before(part *Selection) (*Selection, error) {
	first, last := part.days()
	if first == 0 {
		return nil, nothingf("no document of the target has a date: say what to compare with (--reference)")
	}
	span := corpus.Date{First: first - (last - first + 1), Last: first - 1}
	before := &Selection{Corpus: s.Corpus, Zones: s.Zones, span: span, near: s.near}
	for _, doc := range s.Docs {
		if d := s.Corpus.Date(doc); !d.IsZero() && d.Within(span) {
			before.Docs = append(before.Docs, doc)
		}
	}
	if len(before.Docs) == 0 {
		s.note(1, "no document lies in the %s before %s: say what to compare with (--reference)", plural(int(last-first)+1, "day"), first)
	}
	return before, nil
}

// days returns the first and the last day of the documents, 0 where none has a
// date.
func (s *Selection) days() (first, last corpus.Day) {
	for _, doc := range s.Docs {
		d := s.Corpus.Date(doc)
		if d.IsZero() {
			continue
		}
		if first == 0 || d.First < first {
			first = d.First
		}
		last = max(last, d.Last)
	}
	return first, last
}

// Rising tells which words and phrases rose from the reference to the target,
// two selections of one corpus; all is where first uses are looked for.
// Candidates are the words of the target of two characters or more, and the
// phrases that FindPhrases finds in it; one that is both is a phrase, found as a
// string. Words of one character are left out, with a note: most are what the
// segmentation leaves over of a word that it does not know, which the phrase with
// it tells better, and as candidates they would make every q larger. Without
// documents in the reference, or candidates in the target, there are no rows and
// there is a note.
func Rising(all, target, reference *Selection, opt RisingOptions) (iter.Seq2[RisingRow, error], error) {
	column, err := risingColumns.find(opt.Sort)
	if err != nil {
		return nil, err
	}
	if opt.MinDocuments == 0 {
		opt.MinDocuments = 3
	}
	if len(reference.Docs) == 0 {
		all.note(1, "not compared: the reference has no documents")
		return none[RisingRow], nil
	}
	r := &rising{all: all, target: target, reference: reference, opt: opt}
	if err := r.phrases(); err != nil {
		return nil, err
	}
	r.words()
	if len(r.cells) == 0 {
		all.note(1, "no word of two characters and no phrase stands in %s of the target (--min-documents asks for fewer)", plural(opt.MinDocuments, "document"))
		return none[RisingRow], nil
	}
	p := make([]float64, len(r.cells))
	for i := range r.cells {
		p[i] = pOfStatistic(r.contrast(&r.cells[i]).G2())
	}
	r.q = falseDiscovery(p)
	return func(yield func(RisingRow, error) bool) { r.rows(column, yield) }, nil
}

// A rising is the question at work.
type rising struct {
	all, target, reference *Selection
	opt                    RisingOptions
	cells                  []risingCell // phrases in code point order, then words
	q                      []float64
}

type risingCell struct {
	text      string
	word      uint32 // noWord for a phrase
	documents [2]int
}

func (r *rising) contrast(c *risingCell) Contrast {
	return Contrast{c.documents[0], c.documents[1], len(r.target.Docs), len(r.reference.Docs)}
}

// phrases fills the cells of phrases.
func (r *rising) phrases() error {
	if len(r.opt.Tags) > 0 {
		return nil
	}
	told := len(r.target.Notes)
	found, err := FindPhrases(r.target, r.opt.Phrases)
	if err != nil {
		return err
	}
	r.all.Notes = append(r.all.Notes, r.target.Notes[told:]...)
	book := newStringBook(found.texts)
	target, reference := book.documents(r.target, r.target.Docs), book.documents(r.reference, r.reference.Docs)
	for i, text := range found.texts {
		if len(target[i]) >= r.opt.MinDocuments {
			r.cells = append(r.cells, risingCell{text, noWord, [2]int{len(target[i]), len(reference[i])}})
		}
	}
	return nil
}

// words fills the cells of words that are no phrases.
func (r *rising) words() {
	phrases, short := len(r.cells), 0
	reference := make(map[uint32]int)
	for _, c := range newTally(r.reference).unsorted(r.reference.Docs) {
		reference[c.word] = c.documents
	}
	list := newTally(r.target).unsorted(r.target.Docs)
	slices.SortFunc(list, func(a, b wordCount) int { return int(a.word) - int(b.word) })
	for _, c := range list {
		text := r.target.Corpus.Word(c.word)
		if c.documents < r.opt.MinDocuments {
			continue
		}
		if utf8.RuneCountInString(text) < 2 {
			short += b2i(r.shows(text, c.word))
			continue
		}
		_, isPhrase := slices.BinarySearchFunc(r.cells[:phrases], text, func(c risingCell, text string) int {
			if c.text < text {
				return -1
			}
			return b2i(c.text > text)
		})
		if !isPhrase {
			r.cells = append(r.cells, risingCell{text, c.word, [2]int{c.documents, reference[c.word]}})
		}
	}
	r.all.note(short, "left out: %s of one character in %s of the target or more (keyness has them)", plural(short, "word"), plural(r.opt.MinDocuments, "document"))
}

// shows tells whether a row of a text would be shown; word is noWord for a phrase.
func (r *rising) shows(text string, word uint32) bool {
	return !r.opt.Hide[text] && (word == noWord || tagged(r.target.Corpus.Tag(word), r.opt.Tags))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rows yields the rows in their order.
func (r *rising) rows(column sortColumn[RisingRow], yield func(RisingRow, error) bool) {
	keys := make([]float64, len(r.cells))
	for i := range r.cells {
		row := r.row(i)
		keys[i] = column.of(&row)
	}
	var shown []RisingRow
	var cells []*risingCell
	rank := 0
	for i := range sorted(keys, r.opt.Ascending) {
		rank++
		if r.opt.Top > 0 && len(shown) == r.opt.Top {
			break
		}
		c := &r.cells[i]
		if !r.shows(c.text, c.word) {
			continue
		}
		row := r.row(int(i))
		row.Rank = rank
		shown, cells = append(shown, row), append(cells, c)
	}
	r.firsts(shown, cells)
	for _, row := range shown {
		if !yield(row, nil) {
			return
		}
	}
}

func (r *rising) row(i int) RisingRow {
	c := &r.cells[i]
	x := r.contrast(c)
	row := RisingRow{
		Word: c.text, Unit: "word", DocumentsTarget: x.A, DocumentsReference: x.B,
		ShareTarget: float64(x.A) / float64(x.N1), ShareReference: float64(x.B) / float64(x.N2),
		G2: x.G2(), QG2: r.q[i], InLexicon: r.opt.Known[c.text],
	}
	if c.word == noWord {
		row.Unit = "phrase"
	}
	row.PG2 = pOfStatistic(row.G2)
	a, b, n1, n2 := float64(x.A)+.5, float64(x.B)+.5, float64(x.N1)+.5, float64(x.N2)+.5
	half := distuv.UnitNormal.Quantile((1+confidence)/2) * math.Sqrt(1/a-1/n1+1/b-1/n2)
	row.Ratio = a * n2 / (b * n1) // 1 where the shares are equal
	row.Low, row.High = row.Ratio*math.Exp(-half), row.Ratio*math.Exp(half)
	return row
}

// firsts fills in where each row stands first.
func (r *rising) firsts(rows []RisingRow, cells []*risingCell) {
	begin, _ := r.target.days()
	var strings []string
	var places []int
	first := make([]int, len(rows))
	register := newRegister(r.all.Corpus, r.all.Docs, r.all.Zones)
	in := membersOfAny(r.all)
	for i, c := range cells {
		first[i] = -1
		if c.word == noWord {
			strings, places = append(strings, c.text), append(places, i)
			continue
		}
		for _, u := range register.read(c.word, new(reading)) {
			if in(int(u.doc)) {
				first[i] = int(u.doc)
				break
			}
		}
	}
	for i, doc := range firstHolding(r.all, strings) {
		first[places[i]] = doc
	}
	for i, doc := range first {
		if doc < 0 {
			continue
		}
		date := r.all.Corpus.Date(doc)
		rows[i].FirstDate, rows[i].FirstID = date, r.all.Corpus.ID(doc)
		if !date.IsZero() && begin != 0 {
			rows[i].DaysBefore = Just(int(begin - date.First))
			rows[i].New = date.First >= begin
		}
	}
}

// membersOfAny tells whether documents, in any order, are in a selection.
func membersOfAny(s *Selection) func(doc int) bool {
	return func(doc int) bool {
		_, found := slices.BinarySearch(s.Docs, doc)
		return found
	}
}

// firstHolding returns the first document of a selection that holds each
// string, −1 where none does: from the corpus' index where it has one, else by
// reading on until all are found.
func firstHolding(s *Selection, list []string) []int {
	first := slices.Repeat([]int{-1}, len(list))
	var rest []string
	var places []int
	for i, text := range list {
		docs, ok := s.Corpus.Candidates(text)
		if !ok {
			rest, places = append(rest, text), append(places, i)
			continue
		}
		c := newCounter(s, nil, String)
		book := newStringBook([]string{text})
		for _, doc := range s.keep(docs) {
			held := false
			for range c.eachZone(doc) {
				book.find(c.normal, func(uint32) { held = true })
			}
			if held {
				first[i] = doc
				break
			}
		}
	}
	book := newStringBook(rest)
	left := len(rest)
	for block := range slices.Chunk(s.Docs, 8*512) {
		if left == 0 {
			break
		}
		for i, docs := range book.documents(s, block) {
			if first[places[i]] < 0 && len(docs) > 0 {
				first[places[i]] = int(docs[0])
				left--
			}
		}
	}
	return first
}
