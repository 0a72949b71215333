package corpus

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// A Problem is something odd in the input: where it stands, what it is, and
// what was done about it. Reading goes on behind it.
type Problem struct {
	File    string
	Line    int // 1-based; 0 where the problem is the file itself
	Record  int // 1-based number of the record in the file; 0 where it is in none
	Code    Code
	Message string // what was found and what was done
	Err     error  // the error behind it, if it is one of reading
}

// Unwrap returns the error behind the problem.
func (p *Problem) Unwrap() error { return p.Err }

// Error returns file:line: message.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// A Code names a kind of problem. Codes are stable: scripts may rely on them.
type Code string

// The kinds of problem.
const (
	Unclosed     Code = "unclosed-field"     // a field without its end
	Stray        Code = "stray-text"         // text outside any field
	Unopened     Code = "unopened-field"     // an end without its field
	Repeated     Code = "repeated-field"     // a single-valued field given twice
	SeveralItems Code = "several-items"      // several items in one record
	UnknownField Code = "unknown-field"      // a code that the format does not list
	BadDate      Code = "bad-date"           // a date that is none
	NoDate       Code = "no-date"            // a record without a date
	NoTitle      Code = "no-title"           // a record without a title
	BadBytes     Code = "undecodable-bytes"  // bytes that are no text in the encoding
	TooLong      Code = "record-too-long"    // a record beyond the limit
	NotText      Code = "not-text"           // a file that is no text
	BadRecord    Code = "bad-record"         // a line, row or object that is none of its format
	NoColumn     Code = "no-column"          // no column, or none of that name, for a field
	BadProfile   Code = "bad-profile"        // a profile that cannot be used
	NoRecords    Code = "no-records"         // a file without a record
	Unreadable   Code = "unreadable"         // a file that could not be read (to its end)
	Expands      Code = "expands-too-much"   // compressed input beyond the limit of expansion
	OwnResult    Code = "own-result"         // a file in a folder that tifa wrote
	GivenTwice   Code = "source-given-twice" // a file that two sources name, read once
	EmptyBody    Code = "empty-body"         // a record without text that is no picture or advert
	SameID       Code = "same-id"            // a printed id that a record before it has
	SameText     Code = "same-text"          // the text of a record before it, under another key
)

const (
	excerptBegin = 20 // characters
	excerptLast  = 8
)

// excerpt is the beginning of a text, for messages.
func excerpt(b []byte) string {
	n := 0
	for range excerptBegin {
		_, size := utf8.DecodeRune(b[n:])
		n += size
	}
	if n < len(b) {
		return string(b[:n]) + "…"
	}
	return string(b)
}

// excerptEnd is the end of a text, for messages.
func excerptEnd(b []byte) string {
	b = bytes.TrimSpace(b)
	n := len(b)
	for range excerptLast {
		_, size := utf8.DecodeLastRune(b[:n])
		n -= size
	}
	return string(b[n:])
}
