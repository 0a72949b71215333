package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tifa/analysis"
)

// errNoTerms is the error of a part about terms where there are none.
var errNoTerms = errors.New("no term was given")

// errAlone is the error of a comparison of periods where no two have words.
var errAlone = errors.New("no two periods have words")

// leftOutFor are the errors that cost a part of a report and not the report, with
// what its notes say for each.
var leftOutFor = []struct {
	err    error
	reason string // key of reportTexts.reasons
	note   string
}{
	{errNoTerms, "terms", "no term was given"},
	{analysis.ErrUndated, "dates", "no document has a date"},
	{errAlone, "periods", "all words lie in one period: there is nothing to compare it with"},
}

// reasonFor returns the reason for which an error leaves out a part, by its place
// in leftOutFor.
func reasonFor(err error) (reason int, ok bool) {
	for i, l := range leftOutFor {
		if errors.Is(err, l.err) {
			return i, true
		}
	}
	return 0, false
}

// A leftOut is the parts that a report cannot have, by reason.
type leftOut struct {
	reasons []int // in the order in which they came
	parts   map[int][]string
}

func (l *leftOut) add(part string, reason int) {
	if l.parts == nil {
		l.parts = make(map[int][]string)
	}
	if !slices.Contains(l.reasons, reason) {
		l.reasons = append(l.reasons, reason)
	}
	l.parts[reason] = append(l.parts[reason], part)
}

// notes are for standard error.
func (l *leftOut) notes() (list []string) {
	for _, reason := range l.reasons {
		list = append(list, fmt.Sprintf("left out: %s: %s", strings.Join(l.parts[reason], ", "), leftOutFor[reason].note))
	}
	return list
}

// paragraphs are for the page, in its language.
func (l *leftOut) paragraphs(texts *reportTexts) (list []string) {
	for _, reason := range l.reasons {
		var headings []string
		for _, part := range l.parts[reason] {
			headings = append(headings, texts.heading[part])
		}
		list = append(list, fmt.Sprintf(texts.leftOut, strings.Join(headings, texts.comma), texts.reasons[leftOutFor[reason].reason]))
	}
	return list
}
