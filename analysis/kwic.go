package analysis

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"

	"tifa/corpus"
)

// A KwicRow is a hit in its context: a line of a concordance.
type KwicRow struct {
	// HitID is ID#ZONE:OFFSET, where OFFSET is the number of characters (code
	// points) of the zone before the hit; that of the body counts a title that
	// it begins with. It does not depend on how texts are cut into words, on
	// terms or on filters. Only --drop and --clean, which change the texts, and
	// --parts, which changes the documents, change it.
	HitID   string      `col:"hit_id"`
	ID      string      `col:"id"`
	Date    corpus.Date `col:"date,date"`
	Page    string      `col:"page"`
	Section string      `col:"section"`
	Genre   []string    `col:"genre"`
	Title   string      `col:"title"`
	Zone    string      `col:"zone"` // kicker, title, subtitle, body
	Part    string      `col:"part"` // the numbered heading of the highest level that the hit stands under
	Term    string      `col:"term"`
	Left    string      `col:"left,right"`
	Match   string      `col:"match"`
	Right   string      `col:"right"`

	// Of a stratified sample: the stratum, its hits, and how many of them a row
	// stands for.
	Stratum    string  `col:"stratum"`
	Population int     `col:"population"`
	Weight     float64 `col:"weight"`
}

// KwicColumns are the columns of a concordance: the tags of KwicRow.
var KwicColumns = []string{
	"hit_id", "id", "date", "page", "section", "genre", "title", "zone", "part", "term",
	"left", "match", "right", "stratum", "population", "weight",
}

// KwicSorts are the orders of a concordance, see KwicOptions.Sort.
var KwicSorts = []string{"date", "left", "right", "match", "random"}

// KwicOptions say which hits are shown, how, and in which order.
type KwicOptions struct {
	Match   Match
	Context Context
	// Sort is date (also ""), the order of the corpus; left or right, the 20
	// characters before the hit, from the last to the first, or behind it, by
	// code point; match, the hit itself; random, the order of a draw with Seed.
	// Ties are in the order of the corpus.
	Sort        string
	PerDocument int      // as many hits of a document, the first; with Sample such as are drawn; 0 is all
	Sample      int      // as many hits, drawn at random (see drawNumber: by hit_id and term); 0 is all
	By          []string // fields, or "term": Sample hits are drawn for each combination of values
	Seed        int64
	Top         int // as many rows; 0 is all
}

// An occurrence is a place where a term stands.
type occurrence struct {
	doc, term  int32
	start, end uint32 // bytes in the text of the zone; the body has its repeated title
	offset     uint32 // start in characters
	zone       corpus.Zone
}

// Kwic returns the hits of terms in the documents of a selection, in their
// order. There are as many as counts say. How many there are, and what is
// shown of them, is added to the notes of s.
func Kwic(s *Selection, terms []Term, opt KwicOptions) (iter.Seq2[KwicRow, error], error) {
	if opt.Sort != "" && !slices.Contains(KwicSorts, opt.Sort) {
		return nil, fmt.Errorf("unknown order %q (have %s)", opt.Sort, strings.Join(KwicSorts, ", "))
	}
	if len(opt.By) > 0 && opt.Sample == 0 {
		return nil, errors.New("fields make the strata of a sample, and there is none")
	}
	strata, err := newStrata(s, terms, opt.By)
	if err != nil {
		return nil, err
	}
	r := newConcordance(s, terms, opt)
	hits, made, whole := r.occurrences(opt.Match, r.inOrder())
	noteHits(s, terms, hits)
	noteCuts(s, terms, whole, opt.Match)
	chosen := r.draw(hits, strata)
	r.sort(hits, chosen)
	if opt.Top > 0 && len(chosen) > opt.Top {
		s.note(1, "shown: the first %d of %d", opt.Top, len(chosen))
		chosen = chosen[:opt.Top]
	}
	return func(yield func(KwicRow, error) bool) {
		rest := chosen
		for _, rows := range made {
			for _, row := range rows[:min(len(rows), len(rest))] {
				if !yield(row, nil) {
					return
				}
			}
			rest = rest[min(len(rows), len(rest)):]
		}
		for block := range slices.Chunk(rest, 16*rowsAtOnce) {
			for i, row := range r.rows(hits, block) {
				if len(opt.By) > 0 {
					strata.fill(&row, &hits[block[i]])
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}, nil
}

// rowsAtOnce is how many rows one processor makes before it is given others.
const rowsAtOnce = 256

// rows returns the rows of some hits; all processors make them.
func (r *concordance) rows(hits []occurrence, of []int) []KwicRow {
	rows := make([]KwicRow, len(of))
	runs := slices.Collect(slices.Chunk(of, rowsAtOnce))
	inParallel(len(runs), func(part int) {
		reader := newConcordance(r.s, r.terms, r.opt)
		for k, i := range runs[part] {
			rows[part*rowsAtOnce+k] = reader.row(&hits[i])
		}
	})
	return rows
}

// rowsKept is how many rows are kept in memory between the search for hits and
// the table: some 80 MB.
const rowsKept = 1 << 17

// inOrder is how many rows are made while hits are looked for, where the texts
// are at hand: the first ones, if they are to be shown in the order of the corpus.
func (r *concordance) inOrder() int {
	if r.opt.Sort != "" && r.opt.Sort != "date" || r.opt.Sample > 0 || r.opt.PerDocument > 0 {
		return 0
	}
	if r.opt.Top > 0 {
		return min(r.opt.Top, rowsKept)
	}
	return rowsKept
}

// occurrences returns the places where the terms stand, in the order of the
// corpus, in parts the rows of the first ones, about as many as are asked for,
// and what each term has in all.
func (r *concordance) occurrences(m Match, rows int) (hits []occurrence, made [][]KwicRow, whole []Hits) {
	docs := candidates(r.s, r.terms)
	runs, far := chunks(docs), r.s.progress(len(docs))
	parts, begun, uses := make([][]occurrence, len(runs)), make([][]KwicRow, len(runs)), make([][]Hits, len(runs))
	var n atomic.Int64 // rows made
	inParallel(len(parts), func(part int) {
		c, reader := newCounter(r.s, r.terms, m), newConcordance(r.s, r.terms, r.opt)
		uses[part] = make([]Hits, len(r.terms))
		for _, doc := range runs[part] {
			first := len(parts[part])
			parts[part] = c.occurrences(parts[part], doc, uses[part])
			found := parts[part][first:]
			if len(found) == 0 || len(begun[part]) < first || int(n.Load()) >= rows {
				continue
			}
			n.Add(int64(len(found)))
			reader.take(c)
			for i := range found {
				begun[part] = append(begun[part], reader.row(&found[i]))
			}
		}
		far.add(len(runs[part]))
	})
	done := 0 // parts of which all rows are made
	for done < len(parts) && len(begun[done]) == len(parts[done]) {
		done++
	}
	whole = make([]Hits, len(r.terms))
	for _, part := range uses {
		for i := range whole {
			whole[i].add(&part[i])
		}
	}
	return slices.Concat(parts...), begun[:done], whole
}

// occurrences appends those of a document, and adds to uses what each term has
// there.
func (c *counter) occurrences(list []occurrence, doc int, uses []Hits) []occurrence {
	for z := range c.eachZone(doc) {
		inZone := len(list)
		for i := range c.hits {
			h := c.inZone(i, z, func(s span) {
				list = append(list, occurrence{
					doc: int32(doc), term: int32(i), zone: printedZone(z), start: uint32(s.start), end: uint32(s.end),
				})
			})
			uses[i].add(&h)
		}
		if len(list) > inZone {
			c.place(list[inZone:], z)
		}
	}
	return list
}

// place puts those of a zone in order and counts the characters before them, and
// what stands before the zone where people see one text.
func (c *counter) place(found []occurrence, z corpus.Zone) {
	before := ""
	if z == corpus.Body {
		before = c.corpus.Text(c.doc, corpus.Repeat)
	}
	slices.SortStableFunc(found, func(a, b occurrence) int { return cmp.Compare(a.start, b.start) })
	at, offset := 0, characters(before)
	for i := range found {
		o := &found[i]
		offset += characters(c.text[at:o.start])
		at = int(o.start)
		o.offset = uint32(offset)
		o.start += uint32(len(before))
		o.end += uint32(len(before))
	}
}

// characters returns the number of code points of a text, which is valid UTF-8:
// that of the bytes that begin one, eight at a time.
func characters(s string) int {
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		b := binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s), 8))
		n -= bits.OnesCount64(b >> 7 &^ (b >> 6) & 0x0101010101010101) // 10xxxxxx goes on with one
	}
	for i := range len(s) {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// printedZone is the zone by the name that people know: a title that the body
// repeats is part of the body.
func printedZone(z corpus.Zone) corpus.Zone {
	if z == corpus.Repeat {
		return corpus.Body
	}
	return z
}

// notedTerms is how many terms get a note of their own.
const notedTerms = 20

// noteHits says how many hits there are, of each term while they are few.
func noteHits(s *Selection, terms []Term, hits []occurrence) {
	type tally struct {
		hits, documents int
		last            int32 // 1 + the document seen last
	}
	all, each := tally{}, make([]tally, len(terms))
	add := func(t *tally, doc int32) {
		t.hits++
		if t.last != doc+1 {
			t.documents++
		}
		t.last = doc + 1
	}
	for i := range hits {
		add(&all, hits[i].doc)
		add(&each[hits[i].term], hits[i].doc)
	}
	of := plural(len(s.Docs), "document")
	if len(terms) > notedTerms {
		s.note(1, "%d terms: %s in %d of %s", len(terms), plural(all.hits, "hit"), all.documents, of)
		return
	}
	for i, t := range each {
		s.note(1, "%s: %s in %d of %s", terms[i].Label, plural(t.hits, "hit"), t.documents, of)
	}
}

// A concordance makes rows of hits. It keeps what it read of the last document.
type concordance struct {
	s     *Selection
	terms []Term
	opt   KwicOptions
	cut   bool // documents are parts of documents, and part is their field

	doc    int
	head   KwicRow // what all rows of the document have
	buf    []byte
	texts  [corpus.NumZones]string // parts of buf: they hold until the next document
	repeat int                     // length of the repeated title in texts[Body]
	parts  []corpus.Heading
	words  [corpus.NumZones][]span
}

func newConcordance(s *Selection, terms []Term, opt KwicOptions) *concordance {
	part, err := s.Corpus.Column("part")
	return &concordance{s: s, terms: terms, opt: opt, doc: -1, cut: err == nil && len(part.Values) > 0}
}

// read takes the texts of a document in hand.
func (r *concordance) read(doc int) {
	if doc == r.doc {
		return
	}
	r.hold(doc, func(z corpus.Zone) { r.buf = r.s.Corpus.AppendText(r.buf, doc, z) })
}

// take is read of the document that a counter has in hand.
func (r *concordance) take(c *counter) {
	r.hold(c.doc, func(z corpus.Zone) {
		if c.zones.Has(z) {
			r.buf = append(r.buf, c.bufs[z]...)
		} else {
			r.buf = r.s.Corpus.AppendText(r.buf, c.doc, z)
		}
	})
}

// hold makes the texts of a document, which add appends to buf, those in hand.
func (r *concordance) hold(doc int, add func(corpus.Zone)) {
	r.doc = doc
	var ends [corpus.NumZones]int
	r.buf = r.buf[:0]
	for z := range corpus.Zone(corpus.NumZones) {
		add(z)
		ends[z] = len(r.buf)
		r.words[z] = nil
	}
	all, start := unsafe.String(unsafe.SliceData(r.buf), len(r.buf)), 0
	for z, end := range ends {
		r.texts[z] = all[start:end]
		start = end
	}
	r.repeat = len(r.texts[corpus.Repeat])
	r.texts[corpus.Body] = all[ends[corpus.Repeat]-r.repeat:] // the two stand one behind the other

	r.head.ID = "" // read when it is asked for
}

// describe makes the head of the rows of the document in hand.
func (r *concordance) describe() {
	c := r.s.Corpus
	d := c.Head(r.doc)
	r.head = KwicRow{
		ID: c.ID(r.doc), Date: d.Date, Page: d.Page, Section: strings.Join(c.Values(r.doc, "section"), "|"),
		Genre: c.Values(r.doc, "genre"), Title: strings.Clone(r.texts[corpus.Title]),
	}
	if r.cut {
		r.head.Part = strings.Join(c.Values(r.doc, "part"), "|")
		return
	}
	r.parts = r.parts[:0]
	for _, h := range corpus.Outline(r.texts[corpus.Body][r.repeat:]) {
		if h.Level == 1 {
			h.Text = strings.Clone(h.Text)
			r.parts = append(r.parts, h)
		}
	}
}

func (r *concordance) row(o *occurrence) KwicRow {
	r.read(int(o.doc))
	if r.head.ID == "" {
		r.describe()
	}
	row := r.head
	row.HitID = hitID(row.ID, o)
	row.Zone = o.zone.String()
	row.Term = r.terms[o.term].Label
	if o.zone == corpus.Body {
		for _, h := range r.parts {
			if h.Start+r.repeat <= int(o.start) {
				row.Part = h.Text
			}
		}
	}
	text := r.texts[o.zone]
	left, right := r.opt.Context.around(text, span{int(o.start), int(o.end)}, func() []span { return r.wordsOf(o.zone) })
	from := int(o.start) - len(left)
	line := strings.Clone(text[from : int(o.end)+len(right)]) // else a row would hold all of the text
	row.Left, row.Match, row.Right = line[:len(left)], line[len(left):int(o.end)-from], line[int(o.end)-from:]
	return row
}

// wordsOf returns the places of the words in a zone of the document in hand.
func (r *concordance) wordsOf(z corpus.Zone) []span {
	if r.words[z] == nil {
		c := r.s.Corpus
		var b []span
		at := 0
		if z == corpus.Body {
			b = wordBounds(b, c.Lexicon(r.doc), c.Tokens(r.doc, corpus.Repeat), 0)
			at = r.repeat
		}
		r.words[z] = wordBounds(b, c.Lexicon(r.doc), c.Tokens(r.doc, z), at)
	}
	return r.words[z]
}

func hitID(id string, o *occurrence) string {
	return id + "#" + o.zone.String() + ":" + strconv.FormatUint(uint64(o.offset), 10)
}

// sortedBy is how many characters beside a hit decide its place.
const sortedBy = 20

// sort puts the chosen hits in the order of the options.
func (r *concordance) sort(hits []occurrence, chosen []int) {
	var key func(o *occurrence) string
	switch r.opt.Sort {
	case "left":
		key = func(o *occurrence) string {
			text := r.texts[o.zone][:o.start]
			return reversed(text[back(text, len(text), sortedBy):])
		}
	case "right":
		key = func(o *occurrence) string {
			text := r.texts[o.zone][o.end:]
			return strings.Clone(text[:forth(text, 0, sortedBy)])
		}
	case "match":
		key = func(o *occurrence) string { return strings.Clone(r.texts[o.zone][o.start:o.end]) }
	case "random":
		numbers := r.numbers(hits)
		slices.SortStableFunc(chosen, func(a, b int) int { return cmp.Compare(numbers[a], numbers[b]) })
		return
	default:
		return
	}
	type keyed struct {
		key string // a copy: it must not hold the text
		hit int
	}
	list := make([]keyed, len(chosen))
	for n, i := range chosen {
		r.read(int(hits[i].doc))
		list[n] = keyed{key(&hits[i]), i}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	for n := range list {
		chosen[n] = list[n].hit
	}
}

// reversed returns the characters of s from the last to the first.
func reversed(s string) string {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, size := utf8.DecodeLastRuneInString(s)
		b = append(b, s[len(s)-size:]...)
		s = s[:len(s)-size]
	}
	return string(b)
}
