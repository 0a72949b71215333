package main

import (
	"fmt"
	"html"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
)

// Both languages say all that a chart says, with the same values in each format.
func TestChartTexts(t *testing.T) {
	en, zh := reflect.ValueOf(chartEnglish), reflect.ValueOf(chartChinese)
	verb := regexp.MustCompile(`%[sd]`)
	for i := range en.NumField() {
		name := en.Type().Field(i).Name
		if en.Field(i).Kind() != reflect.String || name == "stop" {
			continue
		}
		a, b := en.Field(i).String(), zh.Field(i).String()
		if a == "" || b == "" || !slices.Equal(verb.FindAllString(a, -1), verb.FindAllString(b, -1)) {
			t.Errorf("%s: %q, %q", name, a, b)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(chartEnglish.signed)), slices.Sorted(maps.Keys(chartChinese.signed))); diff != "" {
		t.Error(diff)
	}
	for _, noun := range append([]string{"event", "use", "document", "period"}, corpus.DateFields[:6]...) {
		if counters[noun] == "" {
			t.Errorf("no counter for %s", noun)
		}
	}
	for _, field := range corpus.StoredFields {
		if called := chartChinese.field(field.Name); called == field.Name {
			t.Errorf("%s has no Chinese name", field.Name)
		}
	}
}

// A chart in Chinese has no English words but those that the user gave, and the
// marks of the one in English.
func TestChartInChinese(t *testing.T) {
	for _, c := range []struct {
		call string
		want []string // texts
	}{
		{"trend %s 改革开放 市场 --every year --ci", []string{"改革开放、市场：每百万词用例数（按年）", "95% 置信区间", "无数据"}},
		{"trend %s 市场 --every year --by section --smooth 1", []string{"（无）", "与前后各 1 年合并计算。"}},
		{"trend %s 市场 --every decade --adjust section", nil},
		{"sections %s 改革开放 市场 --by section --top 3", []string{"改革开放、市场：每百万词用例数（按版面）", "（其他）", "（无）"}},
		{"sections %s --by year", []string{"文献数（按年）", "文献数"}},
		{"sections %s 市场 --by section --by decade", []string{"市场：每百万词用例数（按版面、年代）", "无数据", "（无）"}},
		{"sections %s --by section --by genre --chart-kind stacked", []string{"文献数占各版面的比例", "20%%"}},
		{"dispersion %s 改革 市场", []string{"改革、市场：出现位置"}},
		{"keyness %s --reference year<1990 --target year>=2000 --top 7", nil},
		{"check %s --coverage", []string{"有文献的日期", "有文献", "应有而缺", "预计不出报", "1月", "12月"}},
		{"colloc %s 改革 --top 9", []string{"改革的搭配词", "检索词", "搭配词"}},
	} {
		args := strings.Fields(fmt.Sprintf(c.call, sample))
		_, english := chartOf(t, args...)
		_, chinese := chartOf(t, append(args, "--lang", "zh")...)
		texts := textsOf(chinese)
		for _, want := range c.want {
			if want = strings.ReplaceAll(want, "%%", "%"); !slices.Contains(texts, want) {
				t.Errorf("%s: no %q in %q", c.call, want, texts)
			}
		}
		for _, text := range texts {
			for _, word := range regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(text, -1) {
				if word != "year" { // of the expressions
					t.Errorf("%s: %q", c.call, text)
				}
			}
		}
		for _, mark := range []string{"<rect", "<circle", "<polyline", `class="edge"`, `class="series"`} {
			if a, b := strings.Count(english, mark), strings.Count(chinese, mark); a != b {
				t.Errorf("%s: %d of %s in English, %d in Chinese", c.call, a, mark, b)
			}
		}
	}
}

// textsOf returns what a reader sees, or is read aloud.
func textsOf(svg string) (texts []string) {
	svg = regexp.MustCompile(`(?s)<metadata.*</metadata>`).ReplaceAllString(svg, "")
	for _, m := range regexp.MustCompile(`<(?:text|title|desc)[^>]*>([^<]*)</`).FindAllStringSubmatch(svg, -1) {
		texts = append(texts, html.UnescapeString(m[1]))
	}
	return texts
}
