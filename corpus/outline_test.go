package corpus

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOutline(t *testing.T) {
	lead := "    各位代表：\n"
	one := "    一、工作回顾\n"
	text := "　　1、坚持领导带头。要认真学习。\n"
	two := "（二）２０年来的经验\n"
	run := "    二、这一段虽然编了号但是很长很长并且没有句号只有逗号所以它不是标题而是正文的一部分，实在太长了，还在继续\n"
	body := lead + one + text + two + run + "3.5万人\n三、结尾"
	want := []Heading{
		{1, "一、工作回顾", len(lead)},
		{3, "1、坚持领导带头", len(lead + one)},
		{2, "（二）２０年来的经验", len(lead + one + text)},
		{1, "三、结尾", len(body) - len("三、结尾")},
	}
	if diff := cmp.Diff(want, Outline(body)); diff != "" {
		t.Error(diff)
	}
	want = []Heading{{1, "第一章 总则", 0}, {2, "一、目的", len("第一章 总则\n")}}
	if diff := cmp.Diff(want, Outline("第一章 总则\n一、目的\n")); diff != "" {
		t.Error(diff)
	}
	if got := Outline("没有标题"); got != nil {
		t.Errorf("%v", got)
	}
}

func TestCharacters(t *testing.T) {
	for s, want := range map[string]int{"": 0, "在2005年，GDP增长8.5%。": 13, "９月 \n…—“": 2, "\xff\xfe": 0, "〇々𠀀": 3} {
		if got := Characters(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

// The ways in which headings are numbered, as expressions, the highest first.
var numbered = []*regexp.Regexp{
	regexp.MustCompile(`^第[一二三四五六七八九十百零〇\d]+[编部篇章]`),
	regexp.MustCompile(`^第[一二三四五六七八九十百零〇\d]+[节]`),
	regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、．.]`),
	regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)]`),
	regexp.MustCompile(`^[0-9０-９]{1,2}[、．](?:[^0-9０-９]|$)|^[0-9０-９]{1,2}\.(?:[^0-9０-９]|$)`),
}

func TestHeadingLevel(t *testing.T) {
	start := rapid.SampledFrom([]string{"第", "一", "十", "（", "(", "2", "２", "甲", "、", "百", "", " "})
	rest := rapid.SampledFrom([]string{"一", "二十", "百", "、", "．", ".", "）", ")", "章", "节", "编", "3", "３", "3.5", "", "甲"})
	rapid.Check(t, func(t *rapid.T) {
		line := start.Draw(t, "start") + strings.Join(rapid.SliceOfN(rest, 0, 4).Draw(t, "rest"), "")
		want := slices.IndexFunc(numbered, func(re *regexp.Regexp) bool { return re.MatchString(line) })
		if got := headingLevel(line); got != want {
			t.Fatalf("%q: %d, want %d", line, got, want)
		}
	})
}
