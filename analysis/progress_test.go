package analysis

import (
	"fmt"
	"strings"
	"testing"
)

// Progress goes up to all documents that are read, and changes no result.
func TestProgress(t *testing.T) {
	var docs []D
	for i := range 3000 {
		docs = append(docs, D{Date: fmt.Sprintf("2005%02d%02d", 1+i%12, 1+i%28), Body: "甲|乙|" + strings.Repeat("丙|", i%3)})
	}
	s := selectAll(t, docs...)
	terms := mustTerms(t, String, "甲乙", "丙丙丙")
	for name, ask := range map[string]func(*Selection) any{
		"terms": func(s *Selection) any { return CountTerms(s, terms, String) },
		"words": func(s *Selection) any { return newTally(s).count(s.Docs[1:]) },
		"hits":  func(s *Selection) any { return occurrences(s, terms, String) },
	} {
		s.Progress = nil
		want := fmt.Sprint(ask(s))
		last, calls := 0, 0
		total := 3000
		if name == "words" {
			total--
		}
		s.Progress = func(done, of int) {
			if done <= last || of != total {
				t.Errorf("%s: %d of %d after %d", name, done, of, last)
			}
			last, calls = done, calls+1
		}
		if got := fmt.Sprint(ask(s)); got != want {
			t.Errorf("%s: progress changes the result", name)
		}
		if last != total || calls < 2 {
			t.Errorf("%s: %d of %d documents after %d calls", name, last, total, calls)
		}
	}
}
