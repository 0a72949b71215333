package segment

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/corpus"
	"tifa/segment/lexicon"
)

// A UserWord is a word of a dictionary of the user's. It takes part in the cut
// as gse's own words do, and comes before them: its frequency and tag replace
// those that gse has for it.
type UserWord struct {
	Text string
	Freq int    // 0: the smallest that keeps the word whole when it is cut alone, and not below gse's own
	Tag  string // part of speech; "": gse's own for the word, if it has one
	At   string // where the word was read, "own.txt:3"; for messages
}

const (
	minFreq = 2 // gse leaves out words below
	// maxFreq keeps one word from being nearly all of the dictionary, whose sum
	// of frequencies is 58 million: its length would come to 0, which gse takes
	// for no path.
	maxFreq      = 1_000_000_000
	maxWordChars = 100 // of a word; what is longer is a sentence
	maxTagBytes  = 16
)

// ParseWords reads a user dictionary: a word a line, behind it its frequency
// and tag if need be, with a tab or spaces between them. A frequency that is
// empty or - is none. Comments (#) and blank lines are skipped; a byte order
// mark and line ends of any system are put up with. The first line that is no
// word ends the reading with a *lexicon.SyntaxError. name is for messages only.
func ParseWords(r io.Reader, name string) ([]UserWord, error) {
	data, err := io.ReadAll(r) // the words are kept anyway, and lines may end in CR alone
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var words []UserWord
	line := 0
	for s := range strings.SplitSeq(text, "\n") {
		line++
		s = strings.TrimRightFunc(s, unicode.IsSpace)
		if start := strings.TrimSpace(s); start == "" || start[0] == '#' {
			continue
		}
		w, msg := parseWord(s)
		if msg != "" {
			return nil, &lexicon.SyntaxError{File: name, Line: line, Msg: msg}
		}
		w.At = fmt.Sprintf("%s:%d", name, line)
		words = append(words, w)
	}
	return words, nil
}

// parseWord reads one line. What is wrong with it is in msg.
func parseWord(s string) (w UserWord, msg string) {
	if !utf8.ValidString(s) {
		return w, "not text in UTF-8; save the file as UTF-8"
	}
	columns := strings.Split(s, "\t")
	if len(columns) == 1 {
		columns = strings.Fields(s)
	}
	if len(columns) > 3 {
		return w, fmt.Sprintf("%d columns, want 3 at most: word, frequency, tag", len(columns))
	}
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	columns = append(columns, "", "")
	w.Text, w.Tag = columns[0], columns[2]
	if msg = checkText(w.Text); msg != "" {
		return w, msg
	}
	if w.Freq, msg = parseFreq(columns[1]); msg != "" {
		return w, msg
	}
	return w, checkTag(w.Tag)
}

func parseFreq(s string) (freq int, msg string) {
	if s == "" || s == "-" {
		return 0, ""
	}
	freq, err := strconv.Atoi(s)
	switch {
	case err != nil && strings.Trim(s, "0123456789") != "":
		return 0, fmt.Sprintf("frequency %q is no whole number (- stands for none)", s)
	case err != nil || freq > maxFreq:
		return 0, fmt.Sprintf("frequency %s is more than %d", s, maxFreq)
	case freq < minFreq:
		return 0, fmt.Sprintf("frequency %s is less than %d, and gse would leave the word out", s, minFreq)
	}
	return freq, ""
}

// checkText says why a text is no word that gse can load and cut; "" if it is.
func checkText(text string) string {
	switch {
	case text == "":
		return "no word"
	case !utf8.ValidString(text):
		return fmt.Sprintf("word %q is not UTF-8", text)
	case strings.ContainsFunc(text, invisible):
		return fmt.Sprintf("word %q holds a space or an invisible character", text)
	case strings.ContainsRune(text, utf8.RuneError):
		return fmt.Sprintf("word %q holds U+FFFD, which stands for a broken character", text)
	case utf8.RuneCountInString(text) > maxWordChars:
		return fmt.Sprintf("word %.30s… has more than %d characters", text, maxWordChars)
	}
	return ""
}

// invisible: spaces, controls and zero-width characters would keep a word from
// ever being found.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func checkTag(tag string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}
	first, _ := utf8.DecodeRuneInString(tag)
	if tag != "" && (!unicode.IsLetter(first) || strings.ContainsFunc(tag, odd) || len(tag) > maxTagBytes) {
		return fmt.Sprintf("tag %q is no part of speech (want a name such as n, v, nr)", tag)
	}
	return ""
}

// check is for words that no ParseWords has read.
func (w *UserWord) check() error {
	msg := cmp.Or(checkText(w.Text), checkTag(w.Tag))
	if msg == "" && w.Freq != 0 {
		_, msg = parseFreq(strconv.Itoa(w.Freq))
	}
	if msg == "" {
		return nil
	}
	return w.errorf("%s", msg)
}

func (w *UserWord) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %s", cmp.Or(w.At, "user dictionary"), fmt.Sprintf(format, args...))
}

// normalWords returns user words as texts are cut: normalised, sorted (ids do
// not depend on the order of the files) and each once. Words that gse takes for
// one, such as GDP and gdp, must agree in frequency and tag.
func normalWords(words []UserWord, normal corpus.Normalization) ([]UserWord, error) {
	type keyed struct {
		UserWord
		key string // as gse keeps it
	}
	list := make([]keyed, len(words))
	for i, w := range words {
		if err := w.check(); err != nil {
			return nil, err
		}
		w.Text, _ = normal.Apply(w.Text)
		list[i] = keyed{w, lower(w.Text)}
	}
	slices.SortStableFunc(list, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Text, b.Text))
	})
	kept := make([]UserWord, 0, len(list))
	for i, w := range list {
		if i == 0 || list[i-1].key != w.key {
			kept = append(kept, w.UserWord)
			continue
		}
		if first := &kept[len(kept)-1]; first.Freq != w.Freq || first.Tag != w.Tag {
			return nil, w.errorf("word %q again with another frequency or tag, see %s", w.Text, cmp.Or(first.At, first.Text))
		}
	}
	return kept, nil
}

// lower returns s with ASCII letters in lower case, which is how gse keeps
// words and looks them up.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
