// Package lexicon holds the political lexicon: formulations of Chinese political
// language that general dictionaries lack or rank too low, each with the year in
// which it entered public use and its kind.
//
//  1. [Builtin] gives the lexicon that ships with Tifa; [Parse] reads one of the
//     user's in the same form.
//  2. [Until] leaves out what came up after a year, so that a corpus of 1965 is
//     not cut with the words of 2017.
//
// It does not segment, and it gives no frequencies: how terms lie over the words
// of the dictionary is for package segment to say.
package lexicon

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon.tsv
var builtin string

// A Term is one formulation.
type Term struct {
	Text string
	Year int    // of its first public use; 0 unknown
	Kind string // one of Kinds
}

// A SyntaxError is a line that is no term.
type SyntaxError struct {
	File string
	Line int // 1-based
	Msg  string
}

// Error returns file:line: message.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// Kinds returns the kinds a term may have, in the order of the builtin lexicon,
// whose header says what each stands for.
func Kinds() []string {
	return []string{
		"campaign", "slogan", "theory", "organ", "meeting", "person", "office", "policy",
		"law", "institution", "diplomacy", "military", "event", "party", "ideology", "place",
	}
}

// Builtin returns the lexicon that ships with Tifa (lexicon.tsv). The slice is
// the caller's own.
func Builtin() []Term {
	terms, err := Parse(strings.NewReader(builtin), "lexicon.tsv")
	if err != nil {
		panic(err) // a test reads the file
	}
	return terms
}

// Until returns, in their order, the terms first used in year or before, and
// those whose year is unknown.
func Until(terms []Term, year int) []Term {
	var kept []Term
	for _, t := range terms {
		if t.Year <= year || t.Year == 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

// Parse reads terms in the form that lexicon.tsv explains: term, first year (or
// a hyphen) and kind with tabs between them. Comments and blank lines are
// skipped; a byte order mark and line ends of any system are put up with. The
// first line that is no term ends the reading with a *SyntaxError. name is for
// messages only.
func Parse(r io.Reader, name string) ([]Term, error) {
	// Read whole: the terms are kept anyway, and lines may end in CR alone.
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)

	var terms []Term
	lineOf := map[string]int{}
	kinds := Kinds()
	line := 0
	for s := range strings.SplitSeq(text, "\n") {
		line++
		if strings.TrimSpace(s) == "" || s[0] == '#' {
			continue
		}
		t, msg := parseTerm(s, kinds)
		if first := lineOf[t.Text]; msg == "" && first > 0 {
			msg = fmt.Sprintf("term %q again, first on line %d", t.Text, first)
		}
		if msg != "" {
			return nil, &SyntaxError{File: name, Line: line, Msg: msg}
		}
		lineOf[t.Text] = line
		terms = append(terms, t)
	}
	return terms, nil
}

// parseTerm reads one line. What is wrong with it is in msg.
func parseTerm(s string, kinds []string) (t Term, msg string) {
	if !utf8.ValidString(s) {
		return t, "not UTF-8"
	}
	f := strings.Split(s, "\t")
	if len(f) != 3 {
		return t, fmt.Sprintf("%d fields, want 3: term, first year, kind, with tabs between them", len(f))
	}
	t = Term{Text: f[0], Kind: f[2]}
	if t.Text == "" {
		return t, "the term is empty"
	}
	if strings.ContainsFunc(t.Text, invisible) {
		return t, fmt.Sprintf("term %q holds a space or an invisible character", t.Text)
	}
	var ok bool
	if t.Year, ok = parseYear(f[1]); !ok {
		return t, fmt.Sprintf("year %q is neither four digits nor -", f[1])
	}
	if !slices.Contains(kinds, t.Kind) {
		return t, fmt.Sprintf("unknown kind %q, want one of %s", t.Kind, strings.Join(kinds, " "))
	}
	return t, ""
}

// invisible: spaces, controls, and the zero-width characters that word lists
// carry along from web pages, and that would keep a term from ever matching.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func parseYear(s string) (year int, ok bool) {
	if s == "-" {
		return 0, true
	}
	// No sign, no leading zero: Atoi alone would take +123 and 0000.
	if len(s) != 4 || s[0] < '1' || s[0] > '9' {
		return 0, false
	}
	year, err := strconv.Atoi(s)
	return year, err == nil
}
