package segment

import "strings"

// join joins neighbouring tokens of b that are one number (8.5%, 1,234,
// 180多万, 二〇〇五年), one Latin name (C-17, R&D), one run of the same mark
// (——, ……) or one run of spaces. What is joined is one word, without cuts
// inside it.
func (b *Buffer) join(text string) {
	j := joiner{text: text, tokens: b.tokens}
	out := b.tokens[:0]
	start := int32(0)
	for i := 0; i < len(j.tokens); {
		j.base = start
		n, kind := j.at(i)
		t := j.tokens[i+n-1]
		if n > 1 {
			t.ID, t.Kind = NoID, kind
		}
		out = append(out, t) // never ahead of i: n ≥ 1
		start = t.End
		i += n
	}
	b.tokens = out
}

// A joiner looks at the tokens of one text from a place on. base is the offset
// at which the token in question begins: tokens before it may have been
// overwritten by joined ones.
type joiner struct {
	text   string
	tokens []Token
	base   int32
	from   int
}

// word returns the text of token i, "" behind the end and for a user word,
// which is part of nothing.
func (j *joiner) word(i int) string {
	if i >= len(j.tokens) || j.tokens[i].Kind&fixed != 0 {
		return ""
	}
	start := j.base
	if i > j.from {
		start = j.tokens[i-1].End
	}
	return j.text[start:j.tokens[i].End]
}

// at returns how many tokens from i on are one, and the kind they have.
func (j *joiner) at(i int) (n int, kind Kind) {
	j.from = i
	t := j.tokens[i]
	switch t.Kind {
	case Number, Latin:
		if n := j.latin(i); n > 1 {
			return n, Latin
		}
		if n := j.number(i); n > 0 {
			return n, Number
		}
	case Word:
		if w := j.word(i); strings.HasSuffix(w, "分之") && isNumeral(strings.TrimSuffix(w, "分之")) {
			if n := j.number(i + 1); n > 0 {
				return n + 1, Number
			}
		}
	case Punct, Space:
		return j.repeated(i), t.Kind
	}
	return 1, t.Kind
}

// repeated counts tokens that repeat the mark —, …, ＊, *, -, =, _, ～, ─ or
// white space other than line ends.
func (j *joiner) repeated(i int) int {
	n := 1
	if first := j.word(i); j.tokens[i].Kind == Space {
		for first != "\n" && i+n < len(j.tokens) && j.tokens[i+n].Kind == Space && j.word(i+n) != "\n" {
			n++
		}
	} else if j.word(i+1) == first && strings.Contains("— … ＊ * - = _ ～ ─ ━ ·", first) {
		for j.word(i+n) == first {
			n++
		}
	}
	return n
}

// latin counts tokens of a name with hyphens or ampersands: at least one part
// holds a letter.
func (j *joiner) latin(i int) int {
	if !j.alnum(i) {
		return 1
	}
	n, letters := 1, j.tokens[i].Kind == Latin
	for w := j.word(i + n); (w == "-" || w == "&") && j.alnum(i+n+1); w = j.word(i + n) {
		letters = letters || j.tokens[i+n+1].Kind == Latin
		n += 2
	}
	if !letters {
		return 1
	}
	return n
}

// alnum tells whether token i is of ASCII letters and digits.
func (j *joiner) alnum(i int) bool {
	w := j.word(i)
	for k := range len(w) {
		if !asciiKind(w[k]).IsWord() || w[k] >= 0x80 {
			return false
		}
	}
	return w != ""
}

// number counts tokens from i on that are one number with its unit; 0 where
// token i is none.
func (j *joiner) number(i int) int {
	k := j.digits(i)
	digits := k > i
	if !digits {
		for isNumeral(j.word(k)) {
			k++
		}
	}
	if k == i {
		return 0
	}
	if j.endsYear(i, k) {
		return k + 1 - i
	}
	k = j.magnitude(k, digits)
	switch unit := j.word(k); unit {
	case "%", "‰", "年", "月", "日", "年代":
		k++
	case "时", "分", "秒":
		if digits { // 三时, 十分 are words of their own
			k++
		}
	}
	return k - i
}

// endsYear tells whether token k ends the year that tokens i to k−1 begin: the
// dictionary cuts 二〇〇五年 before its word 五年.
func (j *joiner) endsYear(i, k int) bool {
	last, ok := strings.CutSuffix(j.word(k), "年")
	if !ok || !isFigures(last) {
		return false
	}
	for ; i < k; i++ {
		if !isFigures(j.word(i)) {
			return false
		}
	}
	return true
}

// digits returns the index behind a number in digits that begins at i: 12,
// 8.5, 1,234,567, 10:30.
func (j *joiner) digits(i int) int {
	w := j.word(i)
	if !isDigits(w) {
		return i
	}
	k := i + 1
	for isDigits(j.word(k + 1)) {
		next := j.word(k + 1)
		switch mark := j.word(k); {
		case mark == "." || mark == "．" || mark == ":":
		case mark == "," && len(next) == 3 && len(w) <= 3:
		default:
			return k
		}
		k += 2
	}
	return k
}

// magnitude returns the index behind what may follow the figures: 多, 余, 几
// and 百, 千, 万, 亿 (180多万, 3000余, 三千多, 1亿2000万).
func (j *joiner) magnitude(k int, digits bool) int {
	for {
		w := j.word(k)
		switch {
		case isMagnitude(w), isMagnitude(strings.TrimLeft(w, "多余几")): // 多万, 余万, 几万 are words of the dictionary
			k++
		case (w == "多" || w == "余" || w == "几") && isMagnitude(j.word(k+1)):
			k += 2
		case (w == "多" || w == "余") && (digits || isMagnitude(lastRune(j.word(k-1)))):
			return k + 1
		case digits && isDigits(w) && isMagnitude(j.word(k-1)):
			k++
		default:
			return k
		}
	}
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isFigures tells whether s is a number written figure by figure: 二〇〇五.
func isFigures(s string) bool { return isNumeral(s) && !strings.ContainsAny(s, "十百千万亿两") }

func isMagnitude(s string) bool {
	return s != "" && strings.Trim(s, "十百千万亿") == ""
}

// lastRune returns the last character of a text of three-byte characters.
func lastRune(s string) string {
	if len(s) < 3 {
		return s
	}
	return s[len(s)-3:]
}
