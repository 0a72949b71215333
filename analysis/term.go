package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tifa/corpus"
)

// A Match says how a term is found in a text.
type Match uint8

const (
	// String finds the characters, left to right, not overlapping, however the
	// text was cut into words.
	String Match = iota
	// Phrase is String where a match begins and ends at a cut, the cuts inside
	// compounds included.
	Phrase
	// Word finds words that are exactly the term.
	Word
	// Regex finds the matches of a regular expression (RE2 syntax).
	Regex
)

var matchNames = []string{"string", "phrase", "word", "regex"}

func (m Match) String() string { return matchNames[m] }

// ParseMatch reads the value of --match.
func ParseMatch(s string) (Match, error) {
	if i := slices.Index(matchNames, s); i >= 0 {
		return Match(i), nil
	}
	return 0, fmt.Errorf("unknown match %q (have %s)", s, strings.Join(matchNames, ", "))
}

// A Term is what a user asks for: one spelling or several under a label.
// Several spellings are matched from left to right, of those that begin at one
// place the longest, without overlap. For one
// spelling the number of words ≤ of phrases ≤ of strings, always; for several
// spellings of which one contains another, words are counted each by itself.
type Term struct {
	Label    string
	given    []string  // the spellings
	variants []string  // normalised, longest first
	finders  []*finder // of the variants
	regex    *regexp.Regexp
}

// ParseTerm reads a term: a spelling, or "label: spelling | spelling". With
// Regex the whole of s is one expression.
func ParseTerm(s string, m Match) (Term, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Term{}, errors.New("empty term")
	}
	if m == Regex {
		re, err := regexp.Compile(s)
		if err != nil {
			return Term{}, fmt.Errorf("term %q: %w", s, err)
		}
		if re.MatchString("") {
			return Term{}, fmt.Errorf("term %q: the expression matches the empty string", s)
		}
		return Term{Label: s, regex: re}, nil
	}
	t := Term{Label: s}
	rest := s
	if label, spellings, ok := strings.Cut(s, ": "); ok && strings.TrimSpace(label) != "" {
		t.Label, rest = strings.TrimSpace(label), spellings
	}
	for v := range strings.SplitSeq(rest, "|") {
		if v = strings.TrimSpace(v); v == "" {
			return Term{}, fmt.Errorf("term %q: empty spelling", s)
		}
		t.given = append(t.given, v)
	}
	return t.normalised(new(corpus.Normalization)), nil
}

// String returns the term as ParseTerm reads it.
func (t Term) String() string {
	if t.regex != nil || len(t.given) == 1 && t.given[0] == t.Label {
		return t.Label
	}
	return t.Label + ": " + strings.Join(t.given, " | ")
}

// normalised returns the term as it stands in normalised texts, its spellings
// longest first.
func (t Term) normalised(n *corpus.Normalization) Term {
	if t.regex != nil {
		pattern, _ := n.Apply(t.regex.String())
		if re, err := regexp.Compile(pattern); err == nil { // else it is no pattern in its normal form
			t.regex = re
		}
		return t
	}
	var variants []string
	for _, v := range t.given {
		v, _ = n.Apply(v)
		variants = append(variants, v)
	}
	slices.SortFunc(variants, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	t.variants, t.finders = slices.Compact(variants), nil
	for _, v := range t.variants {
		t.finders = append(t.finders, newFinder(v))
	}
	return t
}

// ParseTerms reads terms; the same label twice is an error.
func ParseTerms(list []string, m Match) ([]Term, error) {
	var terms []Term
	for _, s := range list {
		t, err := ParseTerm(s, m)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(terms, func(u Term) bool { return u.Label == t.Label }) {
			return nil, fmt.Errorf("term %q is given twice", t.Label)
		}
		terms = append(terms, t)
	}
	return terms, nil
}

// ReadTerms returns the lines of a file of terms: empty lines and those that
// begin with # are passed over.
func ReadTerms(text string) []string {
	var list []string
	text = strings.TrimPrefix(text, "\ufeff")
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}

// scan calls found for the matches of t in a normalised text, left to right,
// not overlapping; of those that begin at one place the longest that accept
// takes, nil taking all.
func (t *Term) scan(text string, accept func(start, end int) bool, found func(start, end int)) {
	if t.regex != nil {
		t.scanRegex(text, accept, found)
		return
	}
	next := make([]int, len(t.variants)) // start of each spelling's next match, -1 if none
	at := 0
	for i, f := range t.finders {
		next[i] = f.index(text, 0)
	}
	for {
		first := -1
		for i, f := range t.finders {
			if next[i] >= 0 && next[i] < at {
				next[i] = f.index(text, at)
			}
			if next[i] >= 0 && (first < 0 || next[i] < next[first]) {
				first = i
			}
		}
		if first < 0 {
			return
		}
		start := next[first]
		at = start + 1
		for i, v := range t.variants {
			if next[i] == start && (accept == nil || accept(start, start+len(v))) {
				found(start, start+len(v))
				at = start + len(v)
				break
			}
		}
	}
}

// scanRegex is scan for an expression. It looks at one line after another, so
// that no match crosses from one paragraph to the next.
func (t *Term) scanRegex(text string, accept func(start, end int) bool, found func(start, end int)) {
	at := 0
	for line := range strings.Lines(text) {
		for _, m := range t.regex.FindAllStringIndex(strings.TrimSuffix(line, "\n"), -1) {
			start, end := at+m[0], at+m[1]
			if start < end && (accept == nil || accept(start, end)) {
				found(start, end)
			}
		}
		at += len(line)
	}
}
