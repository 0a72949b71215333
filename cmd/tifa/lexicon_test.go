package main

import (
	"slices"
	"testing"
)

// A lexicon that grows changes no count of a string or a phrase, only of words.
func TestLexiconChangesNoStringAndNoPhrase(t *testing.T) {
	terms := []string{
		"社会主义", "改革", "改革开放", "中国特色社会主义", "现代化", "群众路线", "先进性教育", "先进性教育活动", "三个代表", "科学发展观",
		"发展", "建设", "一带一路", "脱贫攻坚", "农业学大寨", "阶级斗争", "和谐", "和谐社会", "市场经济", "社会主义市场经济", "代表", "党的十八大",
		"乡村", "乡村振兴", "供给侧", "生态", "生态文明", "思想", "解放思想", "实事求是", "开放", "深化改革", "全面",
	}
	count := func(flags ...string) (table []string, words int) {
		for _, r := range rows(t, slices.Concat([]string{"trend", sample, "--every", "decade", "--match", "word"}, flags, terms)...) {
			table = append(table, r.text("term")+" "+r.text("period")+" "+r.text("count_string")+" "+r.text("count_phrase"))
			words += r.number(t, "count")
		}
		return table, words
	}
	none, wordsNone := count("--layers", "fold,join")
	for _, flags := range [][]string{{"--lexicon-until", "1978"}, {"--lexicon-until", "2004"}, nil} {
		with, words := count(flags...)
		if !slices.Equal(with, none) {
			t.Errorf("%v: strings or phrases are counted otherwise than without a lexicon", flags)
		}
		if flags == nil && words == wordsNone {
			t.Error("the lexicon changes no word either: it is not there")
		}
	}
}
