package segment

import (
	"fmt"
	"slices"
	"strings"
)

// A Convention says what else is one word, or several, than by the usual cuts.
// The zero value is the usual cuts.
type Convention string

// The conventions.
const (
	// Dates joins 2005年6月28日, 2005年6月 and 6月28日 into one word, whose
	// pieces are the year, the month and the day.
	Dates Convention = "date"
	// PKU follows the People's Daily corpus of Peking University as far as rules
	// can, see pku.go.
	PKU Convention = "pku"
)

// conventions are the conventions there are, with the versions of their rules.
var conventions = []struct {
	name    Convention
	version string
}{{Dates, "date.1"}, {PKU, "pku.1"}}

// ParseConvention reads the name of a convention; "" and "none" are the zero
// value.
func ParseConvention(s string) (Convention, error) {
	if s == "" || s == "none" {
		return "", nil
	}
	var names []string
	for _, c := range conventions {
		if s == string(c.name) {
			return c.name, nil
		}
		names = append(names, string(c.name))
	}
	return "", fmt.Errorf("unknown convention %q (have %s, none)", s, strings.Join(names, ", "))
}

// version names the convention and the version of its rules; "" is none.
func (c Convention) version() string {
	for _, k := range conventions {
		if k.name == c {
			return k.version
		}
	}
	return ""
}

// check tells whether a Segmenter can be made with the convention.
func (c Convention) check(noJoin bool) error {
	if _, err := ParseConvention(string(c)); err != nil {
		return err
	}
	if c != "" && noJoin {
		return fmt.Errorf("the convention %s goes with joined numbers", c)
	}
	return nil
}

// A part is a part of a word of the dictionary that is split.
type part struct {
	end int32 // byte offset behind it in the word
	id  int32 // in the dictionary, or NoID
}

// split replaces each token of b for which parts returns some by these. parts
// is given the token before, the zero Token for none.
func (b *Buffer) split(text string, parts func(before, t Token) []part) {
	var before Token
	i := 0
	for i < len(b.tokens) && parts(before, b.tokens[i]) == nil {
		before = b.tokens[i]
		i++
	}
	if i == len(b.tokens) {
		return
	}
	b.unsplit = append(b.unsplit[:0], b.tokens[i:]...)
	b.tokens = b.tokens[:i]
	for _, t := range b.unsplit {
		start, from := before.End, before.End
		for _, p := range parts(before, t) {
			to := start + p.end
			b.tokens = append(b.tokens, Token{End: to, ID: p.id, Kind: kindOf(text[from:to])})
			from = to
		}
		if from == start {
			b.tokens = append(b.tokens, t)
		}
		before = t
	}
}

// bind makes one word of each run of tokens of b that is one by the convention,
// and keeps the cuts inside it as pieces: strings and phrases are counted as
// before. Compounds of the lexicon are laid before and stay as they are.
func (b *Buffer) bind(c Convention, text string) {
	j := joiner{text: text, tokens: b.tokens}
	out := b.tokens[:0]
	b.bound = b.bound[:0]
	pieces := b.pieces
	start := int32(0)
	for i := 0; i < len(j.tokens); {
		j.base, j.from = start, i
		n := 1
		switch {
		case !j.isPlain(i):
		case c == Dates:
			n = j.date(i)
		case c == PKU:
			n = min(j.quantity(i), maxPieces)
		}
		t := j.tokens[i+n-1]
		if n > 1 {
			t = Token{End: t.End, ID: NoID, Pieces: uint8(n), Kind: Number}
			for _, piece := range j.tokens[i : i+n] {
				b.bound = append(b.bound, piece.End)
			}
		} else {
			b.bound = append(b.bound, pieces[:t.Pieces]...)
			pieces = pieces[t.Pieces:]
		}
		out = append(out, t) // never ahead of i: n ≥ 1
		start = t.End
		i += n
	}
	b.tokens = out
	b.pieces, b.bound = b.bound, b.pieces
}

// isPlain tells whether token i is there and no compound.
func (j *joiner) isPlain(i int) bool { return i < len(j.tokens) && j.tokens[i].Pieces == 0 }

// date counts the tokens of a date of two or three parts that begins at i: a
// year in four figures (two in Chinese ones), a month, a day.
func (j *joiner) date(i int) int {
	k := i
	if isYearWord(j.word(k)) {
		k++
	}
	if j.isPlain(k) && inRange(j.word(k), "月", 12) {
		k++
		if j.isPlain(k) && (inRange(j.word(k), "日", 31) || inRange(j.word(k), "号", 31)) {
			k++
		}
	}
	if k-i < 2 {
		return 1
	}
	return k - i
}

// isYearWord tells whether w is a year: 2005年, 二〇〇五年, 九八年.
func isYearWord(w string) bool {
	figures, ok := strings.CutSuffix(w, "年")
	return ok && isYearFigures(figures)
}

// isYearFigures tells whether s is a year in four digits, or in four or two
// Chinese figures.
func isYearFigures(s string) bool {
	if isDigits(s) {
		return len(s) == 4
	}
	n := len(s) / len("〇")
	return isFigures(s) && (n == 2 || n == 4)
}

// inRange tells whether w is a number from 1 to limit, which is below 100, and
// the unit.
func inRange(w, unit string, limit int) bool {
	s, ok := strings.CutSuffix(w, unit)
	if !ok {
		return false
	}
	n := 0
	switch {
	case isDigits(s) && len(s) <= 2:
		for _, c := range []byte(s) {
			n = 10*n + int(c-'0')
		}
	case isNumeral(s) && len(s) <= len("二十八"):
		n = slices.Index(chineseDays, s) + 1
	}
	return 1 <= n && n <= limit
}

// chineseDays are the numbers from 1 on as months and days are written.
var chineseDays = strings.Fields("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 " +
	"二十 二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十 三十一")
