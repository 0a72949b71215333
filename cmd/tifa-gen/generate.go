package main

import (
	"context"
	"io"
	"slices"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"tifa/corpus"
)

// A plan is what determines a corpus to the byte.
type plan struct {
	vocabulary *vocabulary
	calendar   *calendar
	seed       uint64
	duplicates float64 // share of documents that repeat the text of one before
	gb18030    bool    // instead of UTF-8
}

// A tally is what was written.
type tally struct {
	Documents  int   `json:"documents"`
	Duplicates int   `json:"duplicates"` // of Documents: with the text of one before
	Words      int   `json:"words_written"`
	Bytes      int64 `json:"bytes"`
}

func (t *tally) add(u tally) {
	t.Documents += u.Documents
	t.Duplicates += u.Duplicates
	t.Words += u.Words
	t.Bytes += u.Bytes
}

// A text that may be repeated, and its words.
type repeatable struct {
	corpus.Text
	words int
}

// keptTexts is how many texts of a month are kept to be repeated.
const keptTexts = 64

// A monthWriter writes the records of a month, which depend on those of no
// other: its random numbers are a stream of their own.
type monthWriter struct {
	*plan
	month  month
	prose  *prose
	recent []repeatable
	out    *encodedWriter
	today  tally
}

func newMonthWriter(c *plan, m month) *monthWriter {
	w := &monthWriter{
		plan: c, month: m,
		prose: newProse(c.vocabulary, m.year, c.seed, uint64(m.year*12)+uint64(m.month)),
		out:   &encodedWriter{},
	}
	if c.gb18030 {
		w.out.encoder = simplifiedchinese.GB18030.NewEncoder()
	}
	return w
}

// write writes the days of the month to the writers that open returns for
// them. After each day it tells done what the day holds.
func (w *monthWriter) write(ctx context.Context, open func(corpus.Day) (io.Writer, error), done func(tally)) error {
	first, last := w.calendar.days(w.month)
	for day := first; day <= last; day++ {
		if w.calendar.of(day) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		to, err := open(day)
		if err != nil {
			return err
		}
		w.out.to, w.out.bytes = to, 0
		w.today = tally{}
		if err := w.day(day); err != nil {
			return err
		}
		w.today.Bytes = w.out.bytes
		done(w.today)
		w.recent = slices.Delete(w.recent, 0, max(0, len(w.recent)-keptTexts))
	}
	return nil
}

// day writes the issue of a day. Its documents lie evenly on its pages, from the
// first on where there are enough.
func (w *monthWriter) day(day corpus.Day) error {
	c := w.calendar
	from, to := c.years()
	inYear, before := c.ofYear(w.month.year), c.upTo(day)-c.upTo(newYear(w.month.year))
	n, pages := c.of(day), periodOf(w.month.year).pages
	begin := int(mix(uint64(day), 5) % 1000)
	s := slot{day: day, issue: c.issue(day)}
	for i := range n {
		if page := (1000*i+begin)*pages/(1000*n) + 1; page != s.page {
			s.page, s.item = page, 0
		}
		s.item++
		s.planted = plantedIn(before+i, inYear, w.month.year-from, to-from)
		if err := w.document(s); err != nil {
			return err
		}
	}
	return nil
}

// document writes the document of a slot. What has a planted term neither
// repeats a text nor is repeated: it would stand in more documents than told.
func (w *monthWriter) document(s slot) error {
	w.prose.words = 0
	d := w.prose.article(s)
	words := w.prose.words
	if d.Body != "" && len(s.planted) == 0 && w.duplicates > 0 {
		if len(w.recent) > 0 && w.prose.chance(w.duplicates) {
			again := w.recent[w.prose.rng.IntN(len(w.recent))]
			d.Text, words = again.Text, again.words
			w.today.Duplicates++
		} else {
			w.recent = append(w.recent, repeatable{d.Text, words})
		}
	}
	w.today.Documents++
	w.today.Words += words
	return corpus.Encode(w.out, d)
}

// An encodedWriter writes whole characters in an encoding, and counts bytes.
type encodedWriter struct {
	to      io.Writer
	encoder *encoding.Encoder // nil for UTF-8
	buf     []byte
	bytes   int64
}

func (w *encodedWriter) Write(b []byte) (int, error) {
	out := b
	if w.encoder != nil {
		var err error
		if w.buf, _, err = transform.Append(w.encoder, w.buf[:0], b); err != nil {
			return 0, err
		}
		out = w.buf
	}
	n, err := w.to.Write(out)
	w.bytes += int64(n)
	if err != nil {
		return 0, err
	}
	return len(b), nil
}
