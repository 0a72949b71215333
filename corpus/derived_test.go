package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDateline(t *testing.T) {
	for _, c := range []struct{ body, agency, place string }{
		{"    新华社北京6月27日电 经中央批准", "新华社", "北京"},
		{"    新华社一月四日讯 华盛顿消息", "新华社", ""},
		{"本报澜州９月３０日讯", "本报", "澜州"},
		{"本报讯 记者报道", "本报", ""},
		{"\n　　（新华社华盛顿一月四日电）", "新华社", "华盛顿"},
		{"央视网消息（新闻联播）：今天", "央视网", ""},
		{"今年以来，新华社播发了消息", "", ""},
		{"", "", ""},
	} {
		agency, place := Dateline(c.body)
		if agency != c.agency || place != c.place {
			t.Errorf("%q: %q, %q; want %q, %q", c.body, agency, place, c.agency, c.place)
		}
	}
}

func TestBuiltinKinds(t *testing.T) {
	rules := BuiltinKinds()
	long := 1000
	for _, c := range []struct {
		d    Document
		body int
		want string
	}{
		{Document{Genres: []string{"消息"}}, 200, "article"},
		{Document{Genres: []string{"照片", "图片新闻"}}, 80, "picture"},
		{Document{Genres: []string{"图片"}}, long, "article"},
		{Document{Genres: []string{"图片"}}, 0, "picture"},
		{Document{Text: Text{Title: "广告"}}, 0, "advert"},
		{Document{Genres: []string{"广告"}}, long, "advert"},
		{Document{Genres: []string{"通讯"}}, 0, "empty"},
		{Document{Text: Text{Title: "图片新闻"}}, 20, "picture"},
	} {
		if got := rules.Kind(&c.d, c.body); got != c.want {
			t.Errorf("%v %q with %d characters: %s, want %s", c.d.Genres, c.d.Title, c.body, got, c.want)
		}
	}
	var none KindRules
	if got := none.Kind(&Document{}, 0); got != KindArticle {
		t.Errorf("no rules: %s", got)
	}
}

func TestParseKindsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"picture":                    "rules:1: a kind needs a condition",
		"# x\n\npicture genre = 图":   "rules:3: condition",
		"picture colour ~ red":       `rules:1: condition "colour ~ red": unknown field "colour"`,
		"picture genre ~ [":          "rules:1: condition",
		"empty body < few":           "want body < N",
		"advert genre ~ a & title ~": "rules:1: condition",
	} {
		if _, err := ParseKinds(strings.NewReader(text), "rules"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q in it", text, err, want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	day, _ := ParseDate("2005-06-28")
	doc := func(file string, line int, page, body string) *Document {
		return &Document{Source: file, Line: line, Record: 1, Date: day, Page: page, Item: "1", Text: Text{Title: "标题", Body: body}}
	}
	var s Duplicates
	var got []string
	for _, d := range []*Document{
		doc("a", 1, "1", "全文，ＧＤＰ"),
		doc("a", 9, "1", "别的"),
		doc("b", 1, "2", " 全 文，\nGDP"),
		doc("b", 5, "3", ""),
		doc("b", 7, "4", "\n　"),
	} {
		for _, p := range s.Add(d) {
			got = append(got, string(p.Code)+" "+p.Error())
		}
	}
	want := []string{
		"same-id a:9: the same id 20050628-1-1 as the record at a:1; kept",
		"same-text b:1: the same text as the record at a:1; kept",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCodesAreExplainedOnce(t *testing.T) {
	seen := make(map[Code]bool)
	for _, c := range Codes() {
		if seen[c.Code] || c.Meaning == "" || c.Done == "" {
			t.Errorf("%s: explained twice or not at all", c.Code)
		}
		seen[c.Code] = true
	}
}
