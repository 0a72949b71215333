package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// htmlEscapes make a text show the characters it has. A reader of a page would
// take a bare \r for a line end.
var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\r", "&#13;")

// htmlText is a text as it stands in a page, or in an attribute.
func htmlText(s string) string { return htmlEscapes.Replace(strings.Map(shown, validText(s))) }

// shown returns what shows a character that a page cannot hold or that nobody
// would see: a picture of a control character, U+FFFD for one that has none and
// for what is no character.
func shown(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return r
	case r < ' ':
		return '␀' + r
	case r == 0x7F:
		return '␡'
	case r >= 0x80 && r < 0xA0, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return '\ufffd'
	}
	return r
}

// directions are the characters that turn the direction of reading.
const directions = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// htmlIsolated is a text as it stands in a page, kept apart where it would turn
// what stands beside it.
func htmlIsolated(s string) string {
	if strings.ContainsAny(s, directions) {
		return "<bdi>" + htmlText(s) + "</bdi>"
	}
	return htmlText(s)
}

// htmlJSON is JSON as it stands in an element script: no </script> is in it, and
// what a page cannot hold is escaped, so that it reads back as it was.
func htmlJSON(text []byte) string {
	var b bytes.Buffer
	json.HTMLEscape(&b, text)
	if strings.Map(shown, b.String()) == b.String() {
		return b.String()
	}
	var escaped strings.Builder
	for _, r := range b.String() {
		switch {
		case shown(r) == r:
			escaped.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&escaped, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&escaped, `\u%04x`, r)
		}
	}
	return escaped.String()
}
