package segment

import (
	_ "embed"
	"strings"
)

//go:embed stopwords.txt
var stopwords string

// StopWords returns the built-in list of words that carry grammar, not
// content. The caller may change the map.
func StopWords() map[string]bool { return ParseStopWords(stopwords) }

// ParseStopWords reads a list of words, one a line; white space around them,
// empty lines, lines that begin with # and a byte order mark are passed over.
// Lines may end in LF, CRLF or CR.
func ParseStopWords(text string) map[string]bool {
	words := make(map[string]bool)
	text = strings.TrimPrefix(text, "\ufeff")
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			words[line] = true
		}
	}
	return words
}
