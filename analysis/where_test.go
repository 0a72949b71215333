package analysis_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// sample is the sample corpus, read once.
var sample = sync.OnceValues(func() (*store.Corpus, error) {
	return ingest.Read(context.Background(), []string{"../testdata/sample"}, ingest.Options{})
})

// Every condition is compared with the same question asked of the documents.
func TestConditions(t *testing.T) {
	c, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	year := func(d *corpus.Document) int { y, _, _ := d.Date.First.Date(); return y }
	starts := func(values []string, prefix string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return strings.HasPrefix(v, prefix) })
	}
	for text, want := range map[string]func(d *corpus.Document) bool{
		`section == "头版"`:                      func(d *corpus.Document) bool { return d.Section == "头版" },
		`section != "头版"`:                      func(d *corpus.Document) bool { return d.Section != "头版" },
		`section == ""`:                        func(d *corpus.Document) bool { return d.Section == "" },
		`class startsWith "F"`:                 func(d *corpus.Document) bool { return starts(d.Classes, "F") },
		`not (class startsWith "F") and front`: func(d *corpus.Document) bool { return !starts(d.Classes, "F") && d.Front() },
		`genre in ["通讯", "图片"]`: func(d *corpus.Document) bool {
			return starts(d.Genres, "通讯") || slices.Contains(d.Genres, "图片")
		},
		`genre not in ["通讯"]`:                 func(d *corpus.Document) bool { return !slices.Contains(d.Genres, "通讯") },
		`author != "砼娉？"`:                     func(d *corpus.Document) bool { return !slices.Contains(d.Authors, "砼娉？") },
		`title contains "改革" or page == 99`:   func(d *corpus.Document) bool { return strings.Contains(d.Title, "改革") || d.Page == "99" },
		`year >= 2005 && year < 2013`:         func(d *corpus.Document) bool { return year(d) >= 2005 && year(d) < 2013 },
		`year == "1992"`:                      func(d *corpus.Document) bool { return year(d) == 1992 },
		`date >= "1978-12" and date < "1992"`: func(d *corpus.Document) bool { s := d.Date.String(); return s >= "1978-12-01" && s < "1992-01-01" },
		`date > "1984"`:                       func(d *corpus.Document) bool { return year(d) > 1984 },
		`"1984" >= date`:                      func(d *corpus.Document) bool { return year(d) <= 1984 },
		`date == "1984-10"`:                   func(d *corpus.Document) bool { return strings.HasPrefix(d.Date.String(), "1984-10") },
		`date != "1984"`:                      func(d *corpus.Document) bool { return year(d) != 1984 },
		`date in ["1976", "2019-05"]`:         func(d *corpus.Document) bool { return year(d) == 1976 || strings.HasPrefix(d.Date.String(), "2019-05") },
		`section matches "^(头|时事)"`:           func(d *corpus.Document) bool { return d.Section == "头版" || d.Section == "时事新闻" },
		`!front`:                              func(d *corpus.Document) bool { return !d.Front() },
		`page in [2, 3]`:                      func(d *corpus.Document) bool { return slices.Contains([]string{"2", "02", "3", "03"}, d.Page) },
		`column == "理论园地" or XX contains "内部"`: func(d *corpus.Document) bool {
			return slices.Contains(d.Columns, "理论园地") || hasField(d, "XX", "内部")
		},
		`weekday == "7-Sun"`: func(d *corpus.Document) bool { return d.Date.First.Time().Weekday() == 0 },
	} {
		where, err := analysis.ParseCondition(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := make([]bool, c.Len())
		s, err := analysis.Select(c, analysis.Filter{Where: where})
		if err != nil && !strings.Contains(err.Error(), "no document passes") {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err == nil {
			for _, doc := range s.Docs {
				got[doc] = true
			}
		}
		for doc := range c.Len() {
			if d := c.Document(doc); got[doc] != want(d) {
				t.Errorf("%s: %s is %v", text, c.ID(doc), got[doc])
				break
			}
		}
	}
}

func hasField(d *corpus.Document, code, part string) bool {
	return slices.ContainsFunc(d.Fields, func(f corpus.Field) bool { return f.Code == code && strings.Contains(f.Value, part) })
}

func TestConditionErrors(t *testing.T) {
	c, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		`section ==`:            "unexpected token EOF",
		`date >= 1978-12`:       `a date is compared with a quoted date: date >= "1978-12"`,
		`date >= 1978`:          `a date is compared with a quoted date`,
		`date >= "1978-13"`:     `"1978-13" is not a date`,
		`date matches "1978"`:   "dates have ==",
		`colour == "red"`:       `unknown field "colour" (have issue, page,`,
		`section == 5`:          "values of section are texts: quote them",
		`page > section`:        "compares two fields",
		`1 == 1`:                "names no field",
		`section matches "["`:   "missing closing ]",
		`front == "yes"`:        "mismatched types",
		`section`:               "expected bool",
		`len(author) > 1`:       "their number cannot be asked for",
		`author == nil`:         "a missing one is",
		`section == "x" and`:    "unexpected token EOF",
		`page == "1" and 3 > 2`: "names no field",
	} {
		where, err := analysis.ParseCondition(text)
		if err == nil {
			_, err = analysis.Select(c, analysis.Filter{Where: where})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q in it", text, err, want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: an error of several lines: %v", text, err)
		}
	}
}

// The parts of documents hold their words, each once.
func TestPartsSumToTheWhole(t *testing.T) {
	c, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	p := c.Parts()
	if p.Len() <= c.Len() {
		t.Fatalf("%d parts of %d documents: the sample has headings", p.Len(), c.Len())
	}
	total := func(c *store.Corpus) (words, characters int) {
		s, err := analysis.Select(c, analysis.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		return s.Size(s.Docs)
	}
	words, characters := total(c)
	if w, ch := total(p); w != words || ch != characters {
		t.Errorf("parts have %d words and %d characters, the whole %d and %d", w, ch, words, characters)
	}
	for doc := range p.Len() {
		for z := range corpus.Zone(corpus.NumZones) {
			text := ""
			for _, token := range p.Tokens(doc, z) {
				text += p.Lexicon(doc).Text(token)
			}
			if text != p.Text(doc, z) {
				t.Fatalf("%s, %v: the tokens spell %q, the text is %q", p.ID(doc), z, text, p.Text(doc, z))
			}
		}
	}
}
