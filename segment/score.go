package segment

import (
	"fmt"
	"io"
	"strings"

	"tifa/corpus"
)

// A Score tells how a segmentation agrees with a gold standard, as in the
// bakeoffs of SIGHAN (Sproat and Emerson 2003; Emerson 2005): a word is right if
// the gold standard has a word with the same two boundaries. Marks are words
// here, as they are there. Scores of parts add up to the score of the whole.
type Score struct {
	Lines   int // lines with words
	Gold    int // words of the gold standard
	Cut     int // words of the segmentation
	Correct int // words of both

	// Words of the gold standard that are out of the vocabulary, and how many of
	// them are right.
	OOV, OOVCorrect int
}

// Add adds the counts of another text.
func (s *Score) Add(o Score) {
	s.Lines += o.Lines
	s.Gold += o.Gold
	s.Cut += o.Cut
	s.Correct += o.Correct
	s.OOV += o.OOV
	s.OOVCorrect += o.OOVCorrect
}

// Precision is the share of the words cut that are right.
func (s Score) Precision() Ratio { return Ratio{s.Correct, s.Cut} }

// Recall is the share of the gold standard's words that were cut.
func (s Score) Recall() Ratio { return Ratio{s.Correct, s.Gold} }

// F1 is the harmonic mean of precision and recall: 2·correct/(gold+cut).
func (s Score) F1() Ratio { return Ratio{2 * s.Correct, s.Gold + s.Cut} }

// OOVRate is the share of the gold standard's words that are out of the
// vocabulary.
func (s Score) OOVRate() Ratio { return Ratio{s.OOV, s.Gold} }

// OOVRecall is the recall of the words out of the vocabulary.
func (s Score) OOVRecall() Ratio { return Ratio{s.OOVCorrect, s.OOV} }

// IVRecall is the recall of the words in the vocabulary.
func (s Score) IVRecall() Ratio { return Ratio{s.Correct - s.OOVCorrect, s.Gold - s.OOV} }

// A Ratio is a share, nothing where the whole is 0.
type Ratio struct{ Part, Whole int }

// Get returns the share, and whether there is one.
func (r Ratio) Get() (float64, bool) {
	if r.Whole == 0 {
		return 0, false
	}
	return float64(r.Part) / float64(r.Whole), true
}

// A Scorer scores the cuts of a Segmenter. One goroutine uses it at a time.
type Scorer struct {
	segmenter  *Segmenter
	vocabulary map[string]bool
	buf        Buffer
	text       strings.Builder
	ends       []int32 // of the gold words
	oov        []bool  // gold word → it is out of the vocabulary
	words      []int32 // ends of the words cut
	pieces     []int32 // … with the pieces of compounds in their place
}

// NewScorer returns a Scorer. The vocabulary is every word that the segmenter
// has an id for: its dictionary, the user's words, the lexicon. The form of a
// word that counts is the one that is looked up, in small letters and after
// folding. Marks are in it, numbers that are joined (2005年) are not.
func NewScorer(s *Segmenter) *Scorer {
	c := &Scorer{segmenter: s, vocabulary: make(map[string]bool, s.Size())}
	for id := range int32(s.Size()) {
		c.vocabulary[strings.ToLower(s.Word(id))] = true
	}
	return c
}

// Score reads a gold file, a sentence a line with white space of any kind and
// length between the words, and scores the cuts of its text. The text is the
// words one behind another: the space between two words is not part of it. So
// words in Latin letters that a space parts (New York) make one word of the
// text, as they do in the test files of the bakeoffs, and are wrong unless the
// gold standard has them as one word.
//
// Compounds of the lexicon, and what a convention binds, are words with words
// inside. Words is the score with them as words; pieces the score with their
// pieces in their place, which is what the lexicon leaves alone. Errors begin
// with name, and line.
func (c *Scorer) Score(r io.Reader, name string, enc corpus.Encoding) (words, pieces Score, err error) {
	for line, err := range corpus.Lines(r, name, enc) {
		if err != nil {
			return words, pieces, err
		}
		w, p := c.Line(strings.Fields(line))
		words.Add(w)
		pieces.Add(p)
	}
	if words.Gold == 0 {
		return words, pieces, fmt.Errorf("%s: no words: want a sentence a line, with spaces between its words", name)
	}
	return words, pieces, nil
}

// Line scores the cuts of the text that the words of a line of gold spell; see
// [Scorer.Score].
func (c *Scorer) Line(gold []string) (words, pieces Score) {
	c.text.Reset()
	c.ends, c.oov = c.ends[:0], c.oov[:0]
	for _, w := range gold {
		c.text.WriteString(w)
		c.ends = append(c.ends, int32(c.text.Len()))
		c.oov = append(c.oov, corpus.Characters(w) > 0 && !c.vocabulary[strings.ToLower(c.segmenter.Normal(w))])
	}
	tokens := c.segmenter.Cut(&c.buf, c.text.String())
	inner := c.buf.Pieces()
	c.words, c.pieces = c.words[:0], c.pieces[:0]
	for _, t := range tokens {
		c.words = append(c.words, t.End)
		if t.Pieces == 0 {
			c.pieces = append(c.pieces, t.End)
		} else {
			c.pieces = append(c.pieces, inner[:t.Pieces]...)
			inner = inner[t.Pieces:]
		}
	}
	return c.compare(c.words), c.compare(c.pieces)
}

// compare scores words that end at the given offsets.
func (c *Scorer) compare(ends []int32) Score {
	s := Score{Lines: min(len(c.ends), 1), Gold: len(c.ends), Cut: len(ends)}
	start, from := int32(0), int32(0) // of the gold word, of the word cut
	i := 0
	for g, end := range c.ends {
		for i < len(ends) && ends[i] < end {
			from = ends[i]
			i++
		}
		right := from == start && i < len(ends) && ends[i] == end
		if right {
			s.Correct++
		}
		if c.oov[g] {
			s.OOV++
			if right {
				s.OOVCorrect++
			}
		}
		start = end
	}
	return s
}
