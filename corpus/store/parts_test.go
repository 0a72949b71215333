package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
)

// What stands before the first heading, with the headlines; then a part a
// heading of the highest level.
func TestParts(t *testing.T) {
	c := build(t, place(
		&corpus.Document{Date: date(t, "2005"), Page: "1", Item: "1", Section: "头版", Text: corpus.Text{
			Title: "a b", Body: "a b\nc\n一、 d\ne\n（一） f\n二、 g h\n",
		}},
		&corpus.Document{Date: date(t, "2006"), Page: "1", Item: "1", Text: corpus.Text{Title: "a", Body: "b c"}},
		&corpus.Document{Date: date(t, "2007"), Page: "1", Item: "1", Text: corpus.Text{Title: "a b", Body: "a b\nc\n一、 d\ne\n（一） f\n二、 g h\n"}},
	)...).Parts()
	// id, heading, body, section, words (those of the title with the first part;
	// AllZones leaves its repeat out), first copy
	want := []string{
		"2005-1-1§0||c|头版|3|0", "2005-1-1§1|一、 d|一、 d e （一） f|头版|5|1", "2005-1-1§2|二、 g h|二、 g h|头版|3|2",
		"2006-1-1||b c||3|3",
		"2007-1-1§0||c||3|0", "2007-1-1§1|一、 d|一、 d e （一） f||5|1", "2007-1-1§2|二、 g h|二、 g h||3|2",
	}
	_, part := column(t, c, "part")
	_, section := column(t, c, "section")
	var got []string
	for doc := range c.Len() {
		text := strings.Join(strings.Fields(c.Text(doc, corpus.Body)), " ")
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%d|%d", c.ID(doc), part[doc], text, section[doc], c.Words(doc, corpus.AllZones), c.FirstCopy(doc)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Nothing is counted twice or left out: texts, words and postings of the parts
// of a document are those of the whole.
func TestPartsLaw(t *testing.T) {
	line := rapid.SampledFrom([]string{"一、 a b", "二、 红旗渠", "（一） a", "1、 c", "第一章 b", "a b c", "", "红旗渠 d。"})
	rapid.Check(t, func(t *rapid.T) {
		docs := documents().Draw(t, "documents")
		for _, d := range docs {
			d.Body = strings.Join(rapid.SliceOfN(line, 0, 8).Draw(t, "lines"), "\n")
			if rapid.Bool().Draw(t, "repeat") {
				d.Body = d.Title + "\n" + d.Body
			}
		}
		c := build(t, docs...)
		p := c.Parts()
		for doc, part := 0, 0; doc < c.Len(); doc++ {
			var texts [corpus.NumZones]string
			words, characters := 0, 0
			for ; part < p.Len() && p.Document(part).Key() == c.Document(doc).Key(); part++ {
				for z := range corpus.Zone(corpus.NumZones) {
					texts[z] += p.Text(part, z)
					var spelled strings.Builder
					for _, token := range p.Tokens(part, z) {
						spelled.WriteString(p.Lexicon(part).Text(token))
					}
					if spelled.String() != p.Text(part, z) {
						t.Fatalf("%s, %v: tokens %q, text %q", p.ID(part), z, &spelled, p.Text(part, z))
					}
				}
				words += p.Words(part, corpus.AllZones)
				characters += p.Characters(part, 1<<corpus.Title)
			}
			if texts != c.Document(doc).Zones() || words != c.Words(doc, corpus.AllZones) || characters != c.Characters(doc, 1<<corpus.Title) {
				t.Fatalf("%s: parts %q with %d words, whole %q with %d", c.ID(doc), texts, words, c.Document(doc).Zones(), c.Words(doc, corpus.AllZones))
			}
		}
		for w := range uint32(c.NumWords()) {
			whole, parts := 0, 0
			for _, posting := range c.Postings(w) {
				whole += int(posting.Titles + posting.Repeat + posting.Body)
			}
			for _, posting := range p.Postings(w) {
				parts += int(posting.Titles + posting.Repeat + posting.Body)
			}
			if whole != parts {
				t.Fatalf("%s: %d in parts, %d in the whole", c.Word(w), parts, whole)
			}
		}
		if list := ids(p); len(slices.Compact(slices.Sorted(slices.Values(list)))) != p.Len() {
			t.Fatalf("ids %q are not unique", list)
		}
	})
}
