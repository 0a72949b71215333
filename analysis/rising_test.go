package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A book of strings finds what strings.Contains finds, and the first documents.
func TestStringBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		texts := make([][]string, s.Corpus.Len())
		var list []string
		c := newCounter(s, nil, String)
		for _, doc := range s.Docs {
			for range c.eachZone(doc) {
				texts[doc] = append(texts[doc], strings.Clone(c.normal))
				if r := []rune(c.normal); len(r) >= 2 {
					from := rapid.IntRange(0, len(r)-2).Draw(t, "from")
					list = append(list, string(r[from:rapid.IntRange(from+2, len(r)).Draw(t, "to")]))
				}
			}
		}
		slices.Sort(list)
		list = append(slices.Compact(list), "没有的话")
		if rapid.Bool().Draw(t, "some") {
			s.Docs = slices.DeleteFunc(s.Docs, func(doc int) bool { return doc%3 == 1 })
		}
		lists, first := newStringBook(list).documents(s, s.Docs), firstHolding(s, list)
		for i, text := range list {
			var want []uint32
			for _, doc := range s.Docs {
				if slices.ContainsFunc(texts[doc], func(zone string) bool { return strings.Contains(zone, text) }) {
					want = append(want, uint32(doc))
				}
			}
			if !slices.Equal(lists[i], want) {
				t.Fatalf("%q: %v, want %v", text, lists[i], want)
			}
			if n := len(want); n == 0 && first[i] != -1 || n > 0 && first[i] != int(want[0]) {
				t.Fatalf("%q stands first in %d, want in %v", text, first[i], want)
			}
		}
	})
}

// By hand: 乡村振兴 in three of four documents of 2018, in none of 2017 and in
// one of 2015; 人民 in all. No other phrase stands in ten places.
func TestRisingByHand(t *testing.T) {
	body := "人民，乡村|振兴，大乡村|振兴小，新乡村|振兴旧，高乡村|振兴低。"
	s := selectAll(t,
		D{Date: "20150601", Body: "人民，乡村|振兴"},
		D{Date: "20171231", Body: "人民"}, D{Date: "20170101", Body: "人民，学校"},
		D{Date: "20180101", Body: body}, D{Date: "20180201", Body: body}, D{Date: "20180301", Body: body}, D{Date: "20181231", Body: "人民"})
	c, err := ParseCondition(`year == "2018"`)
	if err != nil {
		t.Fatal(err)
	}
	target, err := s.Where(c)
	if err != nil {
		t.Fatal(err)
	}
	reference, err := s.Before(target)
	if err != nil || len(reference.Docs) != 2 {
		t.Fatalf("before 2018: %v, %v", reference, err)
	}
	opt := RisingOptions{Phrases: PhraseOptions{MinLength: 4, MinPhraseShare: 0, MinEntropy: .5, MinCohesion: -10}, Known: map[string]bool{"乡村振兴": true}}
	rows := all[RisingRow](t)(Rising(s, target, reference, opt))
	r := rows[slices.IndexFunc(rows, func(r RisingRow) bool { return r.Unit == "phrase" })]
	if r.Word != "乡村振兴" || r.Unit != "phrase" || r.DocumentsTarget != 3 || r.DocumentsReference != 0 || r.New || !r.InLexicon {
		t.Fatalf("%+v", r)
	}
	if r.FirstDate.String() != "2015-06-01" || r.DaysBefore != Just(945) { // 1 June 2015 to 1 January 2018
		t.Errorf("first %s, %v days before", r.FirstDate, r.DaysBefore)
	}
	within(t, "ratio", r.Ratio, 3.5/4.5*2.5/.5, 1e-9)
	within(t, "low", r.Low, math.Exp(math.Log(35/9.)-1.959964*math.Sqrt(1/3.5-1/4.5+1/.5-1/2.5)), 1e-5)
	i := slices.IndexFunc(rows, func(r RisingRow) bool { return r.Word == "人民" })
	if r := rows[i]; r.Unit != "word" || r.DocumentsTarget != 4 || r.DocumentsReference != 2 || r.G2 != 0 || r.FirstDate.String() != "2015-06-01" {
		t.Errorf("%+v", r)
	}
	// 2017 has no documents before it, and six stand in no text.
	nothing, err := reference.Before(reference)
	if err != nil || len(nothing.Docs) != 0 || !hasNote(reference, "no document lies in the 365 days before 2017-01-01") {
		t.Errorf("before 2017: %+v, %v, %q", nothing, err, reference.Notes)
	}
	if rows := all[RisingRow](t)(Rising(s, target, nothing, opt)); len(rows) != 0 || !hasNote(s, "not compared: the reference has no documents") {
		t.Errorf("beside nothing: %v, %q", rows, s.Notes)
	}
	opt.MinDocuments = 6
	if rows := all[RisingRow](t)(Rising(s, target, reference, opt)); len(rows) != 0 || !hasNote(s, "no word of two characters and no phrase stands in 6 documents of the target") {
		t.Errorf("in six documents: %v, %q", rows, s.Notes)
	}
}

// 疫 is in all three documents of the target and 县 in two; 的 is hidden. One word
// of one character would have been shown, of three and of two documents two.
func TestRisingOneCharacter(t *testing.T) {
	s := selectAll(t,
		D{Date: "20170101", Body: "人民"},
		D{Date: "20180101", Body: "疫|人民|的"}, D{Date: "20180201", Body: "疫|人民|的|县"}, D{Date: "20180301", Body: "疫|人民|的|县"})
	target, reference := halves(t, s, `year == "2018"`)
	for least, want := range map[int]string{
		3: "left out: 1 word of one character in 3 documents of the target or more (keyness has them)",
		2: "left out: 2 words of one character in 2 documents of the target or more (keyness has them)",
	} {
		s.Notes = nil
		rows := all[RisingRow](t)(Rising(s, target, reference, RisingOptions{MinDocuments: least, Hide: map[string]bool{"的": true}}))
		if len(rows) != 1 || rows[0].Word != "人民" || !hasNote(s, want) {
			t.Errorf("%+v, notes %q", rows, s.Notes)
		}
	}
	s.Notes = nil
	all[RisingRow](t)(Rising(s, target, reference, RisingOptions{MinDocuments: 3, Hide: map[string]bool{"的": true, "疫": true}}))
	if hasNote(s, "one character") {
		t.Errorf("notes %q", s.Notes)
	}
	rows := all[RisingRow](t)(Rising(s, reference, target, RisingOptions{}))
	if len(rows) != 0 || !hasNote(s, "no word of two characters and no phrase stands in 3 documents of the target") {
		t.Errorf("%+v, notes %q", rows, s.Notes)
	}
}
