package segment

import "strings"

// join joins neighbouring tokens of b that are one number (8.5%, 1,234,
// 180多万, 二〇〇五年, 百分之三十五点六), one Latin name (C-17, R&D), one run of the
// same mark (——, ……) or one run of spaces. What is joined is one word, without
// cuts inside it.
func (b *Buffer) join(s *Segmenter, text string) {
	b.datelines(s, text)
	j := joiner{text: text, tokens: b.tokens, pku: s.options.Convention == PKU}
	out := b.tokens[:0]
	for i := 0; i < len(j.tokens); {
		to := j.alone(i)
		out = appendTokens(out, j.tokens[i:to])
		if i = to; i == len(j.tokens) {
			break
		}
		n, kind := j.at(i)
		t := j.tokens[i+n-1]
		if n > 1 {
			t.ID, t.Kind = NoID, kind
		}
		out = append(out, t) // never ahead of i: n ≥ 1
		j.base = t.End
		i += n
	}
	b.tokens = out
}

// appendTokens appends tokens that stand in the same memory as out or behind it.
func appendTokens(out, tokens []Token) []Token {
	n := len(out)
	if to := out[:n+len(tokens)]; len(tokens) == 0 || &to[n] == &tokens[0] { // nothing was joined yet
		return to
	}
	return append(out, tokens...)
}

// alone returns the index of the first token from i on, which begins at j.base,
// that may be joined with the one behind it, and lets j.base be its start. Most
// tokens may not.
func (j *joiner) alone(i int) int {
	text, start := j.text, j.base
	for ; i < len(j.tokens); i++ {
		t := &j.tokens[i]
		if t.Kind == Word && !beginsNumeral(text[start:t.End]) || t.Kind == Punct && !j.isMark(i+1) {
			start = t.End
			continue
		}
		break
	}
	j.base = start
	return i
}

// beginsNumeral tells whether a word begins with a Chinese numeral and does not
// end there, as every word does that is joined as a number: 百分之, 五点.
func beginsNumeral(word string) bool {
	// All numerals have three bytes, and hardly any other character ends as one of
	// them does: that is asked first, since the answer is nearly always the same.
	return len(word) >= 3 && numeralTails[word[1]&0x3F]>>(word[2]&0x3F)&1 == 1 && len(word) > 3 && word[0]&0xF0 == 0xE0 &&
		isChineseDigit(rune(word[0]&0x0F)<<12|rune(word[1]&0x3F)<<6|rune(word[2]&0x3F))
}

// A joiner looks at the tokens of one text from a place on. base is the offset
// at which the token in question begins: tokens before it may have been
// overwritten by joined ones.
type joiner struct {
	text   string
	tokens []Token
	base   int32
	from   int
	pku    bool // 多 and 年 of a duration are words of their own
}

// word returns the text of token i, "" behind the end and for a user word,
// which is part of nothing.
func (j *joiner) word(i int) string {
	if i >= len(j.tokens) || j.tokens[i].Kind&fixed != 0 {
		return ""
	}
	return j.text[j.start(i):j.tokens[i].End]
}

// start returns the offset at which token i begins.
func (j *joiner) start(i int) int32 {
	if i > j.from {
		return j.tokens[i-1].End
	}
	return j.base
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
		if n := j.fraction(i); n > 0 {
			return n, Number
		}
		if j.point(i, i) > i { // 一点|五亿
			return j.number(i), Number
		}
	case Punct, Space:
		return j.repeated(i), t.Kind
	}
	return 1, t.Kind
}

// isMark tells whether token i is a mark.
func (j *joiner) isMark(i int) bool { return i < len(j.tokens) && j.tokens[i].Kind == Punct }

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

// fraction counts tokens of 百分之八点五 or 百分之8.5; 0 where token i does not
// begin one. 百分之三十 and 百分之八点 are words of the dictionary.
func (j *joiner) fraction(i int) int {
	whole, parts, ok := strings.Cut(j.word(i), "分之")
	if !ok || !isNumeral(whole) {
		return 0
	}
	if parts == "" {
		if n := j.number(i + 1); n > 0 {
			return n + 1
		}
		return 0
	}
	if stem, ok := strings.CutSuffix(parts, "点"); ok && isNumeral(stem) {
		if k := j.decimals(i + 1); k > i+1 {
			return k - i
		}
	}
	if !isNumeral(parts) {
		return 0
	}
	return j.point(i+1, j.numerals(i+1)) - i
}

// number counts tokens from i on that are one number with its unit; 0 where
// token i is none.
func (j *joiner) number(i int) int {
	k := j.digits(i)
	digits := k > i
	if !digits {
		k = j.numerals(i)
		if k > i && j.endsYear(i, k) {
			return k + 1 - i
		}
		k = j.point(i, k)
	}
	if k == i {
		return 0
	}
	k = j.magnitude(k, digits)
	switch unit := j.word(k); unit {
	case "%", "‰", "月", "日", "年代":
		k++
	case "年":
		if !j.pku || isYearFigures(j.text[j.start(i):j.start(k)]) {
			k++
		}
	case "时", "分", "秒":
		if digits { // 三时, 十分 are words of their own
			k++
		}
	}
	return k - i
}

// numerals returns the index behind the Chinese numerals that begin at i.
func (j *joiner) numerals(i int) int {
	for isNumeral(j.word(i)) {
		i++
	}
	return i
}

// decimals returns the index behind what may follow 点 from i on: figures, 万
// and 亿.
func (j *joiner) decimals(i int) int {
	for w := j.word(i); isNumeral(w) && !strings.ContainsAny(w, "十百千"); w = j.word(i) {
		i++
	}
	return i
}

// point returns the index behind 点 and the figures behind it where tokens i to
// k−1 are the whole part of a decimal number; k where there is none. The
// dictionary may cut the last figure with 点: 三十|五点|六. Other than behind 分之,
// only 万 and 亿 tell 三点五亿 from the time of day.
func (j *joiner) point(i, k int) int {
	last, ok := strings.CutSuffix(j.word(k), "点")
	if !ok || last == "" && k == i && i == j.from || last != "" && !isNumeral(last) {
		return k
	}
	n := j.decimals(k + 1)
	figures := j.word(n - 1)
	if n == k+1 || j.from == i && !strings.HasSuffix(figures, "万") && !strings.HasSuffix(figures, "亿") {
		return k
	}
	return n
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
	if !isDigits(j.word(i)) {
		return i
	}
	k := j.groups(i)
	for isDigits(j.word(k + 1)) {
		switch mark := j.word(k); {
		case mark == ":":
		case (mark == "." || mark == "．") && !(len(j.word(k+1)) == 4 && strings.HasPrefix(j.word(k+2), "年")): // 1.2005年 is an item of a list
		default:
			return k
		}
		k += 2
	}
	return k
}

// groups returns the index behind the digits at i and the groups of three
// behind them. It takes a run of digits with commas as a whole: 1,2,345 are
// three numbers, and so are 001,002,003.
func (j *joiner) groups(i int) int {
	first, before := j.word(i), j.text[:j.start(i)]
	if n := len(before); len(first) > 3 || first[0] == '0' || n > 1 && before[n-1] == ',' && isDigits(before[n-2:n-1]) {
		return i + 1
	}
	k, three := i+1, true
	for j.word(k) == "," && isDigits(j.word(k+1)) {
		three = three && len(j.word(k+1)) == 3
		k += 2
	}
	if !three {
		return i + 1
	}
	return k
}

// magnitude returns the index behind what may follow the figures: 多, 余, 几
// and 百, 千, 万, 亿 (180多万, 3000余, 三千多, 1亿2000万).
func (j *joiner) magnitude(k int, digits bool) int {
	for {
		w := j.word(k)
		switch {
		case !beginsMagnitude(w): // nearly always
			return k
		case isMagnitude(w):
			k++
		case j.pku && !(digits && isDigits(w)):
			return k
		case isMagnitude(strings.TrimLeft(w, "多余几")): // 多万, 余万, 几万 are words of the dictionary
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

// beginsMagnitude tells whether a word begins as one does that magnitude takes.
func beginsMagnitude(s string) bool {
	if len(s) < 3 {
		return isDigits(s)
	}
	switch s[:3] {
	case "多", "余", "几", "十", "百", "千", "万", "亿":
		return true
	}
	return '0' <= s[0] && s[0] <= '9'
}

// lastRune returns the last character of a text of three-byte characters.
func lastRune(s string) string {
	if len(s) < 3 {
		return s
	}
	return s[len(s)-3:]
}

// datelines cuts 日电 behind a number, which the dictionary has as the name of
// a firm: 27日|电.
func (b *Buffer) datelines(s *Segmenter, text string) {
	word := s.dateline.word
	if word == NoID || !hasID(b.tokens, word) {
		return
	}
	b.split(text, func(before, t Token) []part {
		if t.ID == word && before.Kind == Number {
			return s.dateline.parts
		}
		return nil
	})
}

func hasID(tokens []Token, id int32) bool {
	for i := range tokens {
		if tokens[i].ID == id {
			return true
		}
	}
	return false
}

// A dateline is the word 日电 and its parts.
type dateline struct {
	word  int32
	parts []part
}

func newDateline(e backend) dateline {
	return dateline{idOf(e, "日电"), []part{{int32(len("日")), idOf(e, "日")}, {int32(len("日电")), idOf(e, "电")}}}
}

// idOf returns the id of a word, NoID where it is cut or not in the dictionary.
func idOf(e backend, word string) int32 {
	var b Buffer
	if e.cut(&b, word); len(b.tokens) == 1 {
		return b.tokens[0].ID
	}
	return NoID
}
