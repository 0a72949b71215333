package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"

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

// A line that is passed over without the expressions fits none of them.
func TestHeadingFirst(t *testing.T) {
	start := rapid.SampledFrom([]string{"第", "一", "十", "（", "(", "2", "２", "甲", "、", "百", "", " "})
	rest := rapid.SampledFrom([]string{"一", "二十", "、", "．", ".", "）", ")", "章", "节", "编", "3", "3.5", "", "甲"})
	rapid.Check(t, func(t *rapid.T) {
		line := start.Draw(t, "start") + strings.Join(rapid.SliceOfN(rest, 0, 4).Draw(t, "rest"), "")
		first, _ := utf8.DecodeRuneInString(line)
		for _, l := range headingLevels {
			if l.numbered.MatchString(line) && !strings.ContainsRune(l.first, first) {
				t.Fatalf("%q is passed over by %s", line, l.numbered)
			}
		}
	})
}
