package corpus

import (
	"html"
	"regexp"
	"sync"
)

// Compiled when first used: the repetitions make it half of what a start of the
// program costs before main.
var (
	htmlBreak = compiled(`(?i)<\s*(br|/p|p|/div|/tr)\b[^<>]{0,200}>`)
	htmlTag   = compiled(`(?i)</?[a-z][a-z0-9]{0,11}\b(\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->`)
)

func compiled(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// CleanHTML returns a text without what a web page left in it: <br>, <p> and
// their like become line ends, other tags are taken out, entities (&nbsp;
// &#12288;) become the characters they stand for.
func CleanHTML(s string) string {
	s = htmlBreak().ReplaceAllString(s, "\n")
	s = htmlTag().ReplaceAllString(s, "")
	return html.UnescapeString(s)
}
