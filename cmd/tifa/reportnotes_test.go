package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// reportOf writes a report and returns its text.
func reportOf(t *testing.T, ending string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report"+ending)
	succeed(t, slices.Concat([]string{"report"}, args, []string{"-o", file})...)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every note of reports of the sample has Chinese words, with the same numbers, and
// stands once unless it is about one table.
func TestReportNotes(t *testing.T) {
	numbers := regexp.MustCompile(`\d+`)
	for _, call := range []string{
		"改革开放 市场 阶级斗争 不存在的词", "改革开放 --from 1992 --to 1998", "一带一路 市场 --duplicates first --parts",
	} {
		text := reportOf(t, ".md", append([]string{sample}, strings.Fields(call)...)...)
		seen := make(map[string]bool)
		for line := range strings.Lines(text) {
			note, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "- ")
			if !ok {
				continue
			}
			note = strings.ReplaceAll(note, `\`, "")
			if seen[note] && !slices.ContainsFunc(ofTable, func(b string) bool { return strings.HasPrefix(note, b) }) {
				t.Errorf("twice: %s", note)
			}
			seen[note] = true
			chinese, ok := noteInChinese(note)
			if !ok {
				t.Errorf("English: %s", note)
			}
			a, b := numbers.FindAllString(note, -1), numbers.FindAllString(chinese, -1)
			slices.Sort(a)
			slices.Sort(b)
			if diff := cmp.Diff(a, b); diff != "" {
				t.Errorf("%s: %s: %s", note, chinese, diff)
			}
		}
		if len(seen) < 10 {
			t.Errorf("%s: %d notes", call, len(seen))
		}
	}
}

func TestNoteInChinese(t *testing.T) {
	for note, want := range map[string]string{
		"covers 18 of 129 documents": "只涉及 129 篇文献中的 18 篇",
		"5 of 129 documents are of kind picture (--kind article leaves them out)":              "129 篇文献中有 5 篇是图片（--kind article 可将其排除）",
		"甲: it may be older: 4 periods without documents before the first: 1977, 1979 to 1981": "“甲”可能出现得更早：首见之前有 4 个时段没有文献（1977、1979至1981）",
		"甲, 乙 and 3 more: no document of the periods holds it":                                 "甲、乙，另有 3 个：不见于这些时段的任何文献",
		"$2: 1 hit in 7 documents": "“$2”：7 篇文献中有 1 处",
		"trend of 甲 in 头版: rises, p 0.03 (Mann–Kendall, Hamed–Rao, z 2.1, τ 0.5), Sen's slope 1 per million words a period, 9 periods with data, few for this test": "“甲 in 头版”的趋势：上升，p = 0.03（Mann–Kendall 检验，Hamed–Rao 校正，z = 2.1，τ = 0.5），Sen 斜率为每时段每百万词 1，有数据的时段 9 个，对此检验偏少",
		"something else": "something else",
	} {
		if got, _ := noteInChinese(note); got != want {
			t.Errorf("%s: %s, want %s", note, got, want)
		}
	}
}

// A report in Chinese has no English words in its tables and notes but ids, and
// says of an English note that it is.
func TestReportInChinese(t *testing.T) {
	text := reportOf(t, ".html", sample, "改革开放", "市场", "--lang", "zh")
	for _, m := range regexp.MustCompile(`<(?:th|td|li|p|h\d|summary)(?: [^>]*)?>([^<]*)</`).FindAllStringSubmatch(text, -1) {
		for _, word := range []string{"documents", "words", "date", "segmentation", "value", "article", "false", "true", "(none)", "(other)", "(all)", "made by", "are of kind"} {
			if strings.Contains(strings.ReplaceAll(m[1], "--kind article", ""), word) {
				t.Errorf("%s: %s", word, m[1])
			}
		}
	}
	for _, want := range []string{"<td class=\"text\">文献数</td>", "11 个值", "<td class=\"text\">图片</td>", "（无）", "（全部）", "129 篇文献中有 5 篇是图片"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	r := &reportRun{lang: "zh", noted: make(map[string]bool)}
	if notes := r.newNotes([]string{"of no form", "covers 1 of 2 documents"}); notes[0].Lang != "en" || notes[1].Lang != "" {
		t.Errorf("%+v", notes)
	}
}

// The workbook of a report in Chinese has Chinese names, and is read again.
func TestReportWorkbookInChinese(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.xlsx")
	succeed(t, "report", sample, "市场", "--lang", "zh", "-o", file)
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	want := "目录,1 语料概况,2 覆盖与缺漏,3 总体数据,4 高频词,5 版面分布,6 各时期关键词,7 历时趋势,8 生命周期,9 搭配词,10 语境例句,来源"
	if got := strings.Join(book.GetSheetList(), ","); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for sheet, want := range map[string]string{"目录": "工作表,部分,内容,说明,生成命令", "来源": "名称,取值", "1 语料概况": "项目,取值,文献频率,文献比例"} {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rows[0], ","); got != want {
			t.Errorf("%s: %s, want %s", sheet, got, want)
		}
	}
	if out := succeed(t, "rerun", file); !strings.Contains(out, ": the same") {
		t.Error(out)
	}
}
