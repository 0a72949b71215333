package corpus

import (
	"strings"
	"unicode/utf8"
)

// A folder finds what is to be folded in a text. Letters, digits and ％ are
// folded wherever they stand, marks only inside a number or a name, where no
// writer means punctuation by them:
//
//   - ．between digits becomes a point (８．５ is 8.5), unless four digits and 年
//     follow: １．２００５年 is an item of a list;
//   - ，between digits becomes a comma if it parts groups of three behind one to
//     three digits, all through the run (１，２３４，５６７): 1，2，3 are three numbers, and so
//     are 12，34 and 001，002. A list such as 100，200 cannot be told from a number
//     and is taken for one;
//   - －becomes a hyphen in a run of letters and digits that holds a letter (Ｃ－１７);
//   - ○ (U+25CB) becomes 〇 in a number written figure by figure that does not
//     begin with it (二○○五年).
type folder struct {
	s      string
	circle int     // of the next ○; len(s) where there is none
	judged markRun // the run that was judged last
}

// A markRun is a run of characters that a mark binds together, up to end.
type markRun struct {
	end  int
	mark rune
	fold bool
}

func newFolder(s string) folder {
	f := folder{s: s, circle: -1}
	f.findCircle(0)
	return f
}

func (f *folder) findCircle(from int) {
	if f.circle >= from {
		return
	}
	f.circle = len(f.s)
	if j := strings.Index(f.s[from:], "○"); j >= 0 {
		f.circle = from + j
	}
}

// next returns the first character from i on that is folded, its size and what
// becomes of it; at is the length of the text where there is none.
func (f *folder) next(i int) (at, size int, to rune) {
	const circleSize = len("○")
	for {
		f.findCircle(i)
		j := strings.IndexByte(f.s[i:f.circle], 0xEF) // full-width forms begin EF BC or EF BD
		switch {
		case j >= 0:
			i += j
			if c := folded(f.s[i:]); c != 0 {
				return i, 3, rune(c)
			}
			if to := f.mark(i); to != 0 {
				return i, 3, to
			}
			i++
		case f.circle == len(f.s):
			return len(f.s), 0, 0
		default:
			if i = f.circle; f.figures(i) {
				return i, circleSize, '〇'
			}
			i += circleSize
		}
	}
}

// mark returns what becomes of the full-width mark at i, 0 where it stays.
func (f *folder) mark(i int) rune {
	rest := f.s[i:]
	if len(rest) < 4 || i == 0 || rest[1] != 0xBC {
		return 0
	}
	switch rest[2] {
	case 0x8E: // ．
		if digitBefore(f.s[:i]) > 0 && digitAt(rest[3:]) > 0 && !isYear(rest[3:]) {
			return '.'
		}
	case 0x8C: // ，
		if digitBefore(f.s[:i]) > 0 && digitAt(rest[3:]) > 0 && f.groups(i) {
			return ','
		}
	case 0x8D: // －
		if alnumBefore(f.s[:i]) > 0 && alnumAt(rest[3:]) > 0 && f.name(i) {
			return '-'
		}
	}
	return 0
}

// isYear tells whether s begins with four digits and 年.
func isYear(s string) bool {
	for range 4 {
		n := digitAt(s)
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return strings.HasPrefix(s, "年")
}

// groups tells whether the commas of the run around the one at i part groups of
// three digits.
func (f *folder) groups(i int) bool {
	if f.judged.mark == ',' && i < f.judged.end {
		return f.judged.fold
	}
	run := markRun{mark: ',', fold: true}
	start, first := i, 0
	for n := digitBefore(f.s[:start]); n > 0; n = digitBefore(f.s[:start]) {
		start -= n
		first++
	}
	if first > 3 || strings.HasPrefix(f.s[start:], "0") || strings.HasPrefix(f.s[start:], "０") {
		run.fold = false
	}
	if n := before(f.s[:start], commaOrPointAt); n > 0 && digitBefore(f.s[:start-n]) > 0 {
		run.fold = false // digits behind a point, or a group behind a comma of the other width
	}
	at := i
	for commaAt(f.s[at:]) > 0 {
		next := at + commaAt(f.s[at:])
		digits := 0
		for n := digitAt(f.s[next:]); n > 0; n = digitAt(f.s[next:]) {
			next += n
			digits++
		}
		if digits == 0 {
			break // a comma behind the number
		}
		run.fold = run.fold && digits == 3
		at = next
	}
	run.end = at
	f.judged = run
	return run.fold
}

// name tells whether the run of letters, digits and hyphens around the hyphen
// at i holds a letter.
func (f *folder) name(i int) bool {
	if f.judged.mark == '-' && i < f.judged.end {
		return f.judged.fold
	}
	run := markRun{mark: '-'}
	start := i
	for start > 0 {
		n := max(alnumBefore(f.s[:start]), hyphenBefore(f.s[:start]))
		if n == 0 {
			break
		}
		start -= n
		run.fold = run.fold || isLetter(f.s[start:])
	}
	for run.end = i; ; {
		n := max(alnumAt(f.s[run.end:]), hyphenAt(f.s[run.end:]))
		if n == 0 {
			break
		}
		run.fold = run.fold || isLetter(f.s[run.end:])
		run.end += n
	}
	f.judged = run
	return run.fold
}

// figures tells whether the ○ at i stands in a number written figure by figure.
// It is the first of its run from the left: those behind it were judged with it.
func (f *folder) figures(i int) bool {
	if f.judged.mark == '〇' && i < f.judged.end {
		return f.judged.fold
	}
	run := markRun{mark: '〇', end: i}
	before, n := utf8.DecodeLastRuneInString(f.s[:i])
	run.fold = n > 0 && isFigure(before)
	for {
		r, n := utf8.DecodeRuneInString(f.s[run.end:])
		if r != '○' && !isFigure(r) {
			break
		}
		run.end += n
	}
	f.judged = run
	return run.fold
}

func isFigure(r rune) bool {
	return r != utf8.RuneError && strings.ContainsRune("〇零一二三四五六七八九", r)
}

// digitAt returns the size of the digit that s begins with, full-width or not;
// 0 where it begins with none. So do the functions below for what they name.
func digitAt(s string) int {
	if s == "" {
		return 0
	}
	if c := s[0]; c < 0x80 {
		return truth('0' <= c && c <= '9')
	}
	if c := folded(s); '0' <= c && c <= '9' {
		return 3
	}
	return 0
}

func digitBefore(s string) int { return before(s, digitAt) }

func alnumAt(s string) int {
	if s == "" {
		return 0
	}
	if n := digitAt(s); n > 0 {
		return n
	}
	if isLetter(s) {
		if s[0] < 0x80 {
			return 1
		}
		return 3
	}
	return 0
}

func alnumBefore(s string) int { return before(s, alnumAt) }

func isLetter(s string) bool {
	c := s[0]
	if c >= 0x80 {
		c = folded(s)
	}
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func commaAt(s string) int        { return markAt(s, ",", "，") }
func commaOrPointAt(s string) int { return max(commaAt(s), markAt(s, ".", "．")) }

func hyphenAt(s string) int     { return markAt(s, "-", "－") }
func hyphenBefore(s string) int { return before(s, hyphenAt) }

func markAt(s, narrow, wide string) int {
	switch {
	case strings.HasPrefix(s, narrow):
		return len(narrow)
	case strings.HasPrefix(s, wide):
		return len(wide)
	}
	return 0
}

// before returns the size of what at finds in the last character of s.
func before(s string, at func(string) int) int {
	if n := len(s); n > 0 && s[n-1] < 0x80 {
		return at(s[n-1:])
	} else if n >= 3 && at(s[n-3:]) == 3 {
		return 3
	}
	return 0
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
