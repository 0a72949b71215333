package main

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"tifa/reports"
)

// A noteForm is a form of notes with what it is in Chinese. In it, $1 is the first
// group of the pattern, through noteWords.
type noteForm struct{ pattern, chinese string }

// noteForms are the notes that reports often have. Others stay English, and the
// page says so.
var noteForms = []noteForm{
	{`covers (\d+) of (\d+) documents`, "只涉及 $2 篇文献中的 $1 篇"},
	{`problems in the input: (.+) \(tifa check lists them\)`, "输入中的问题：$1（tifa check 逐条列出）"},
	{`(\d+) of (\d+) documents are of kind (\w+) \(--kind article leaves them out\)`, "$2 篇文献中有 $1 篇是$3（--kind article 可将其排除）"},
	{`(\d+) of (\d+) documents have the same text as another one \(--duplicates first counts each text once\)`, "$2 篇文献中有 $1 篇与另一篇全文相同（--duplicates first 对相同的文本只计一次）"},
	{`(\d+) documents are cut into (\d+) parts at their numbered headings; documents are counted by part`, "$1 篇文献按其编号标题切分为 $2 个部分，文献数按部分计"},
	{`left out: (\d+) without a date`, "排除无日期的文献 $1 篇"},
	{`left out: (\d+) with the same text as another document`, "排除与另一篇全文相同的文献 $1 篇"},
	{`left out: (\d+) documents that lie in no period \(.*\)`, "排除不在任何时段内的文献 $1 篇（无日期，或日期不够确切，或在各时段之外）"},
	{`what is expected is an estimate, by the usual days of the week and number of pages of each year; days before the first one found and after the last are not counted as missing`,
		"应有数是估计值，按每年通常出报的星期几和版数推算；首个有报日之前和末个有报日之后不计缺报"},
	{`items after the last one found on a page, and pages after the last one of an issue, leave no hole and cannot be known to be missing`,
		"一版末条之后缺的条目、一期末版之后缺的版面不留空号，无从得知"},
	{`segmentation loses more than 5 %: (\d+) of (\d+) strings of (.+) are cut across \(--match phrase leaves them out\)`,
		"分词损失超过 5%：“$3”的 $2 处字符串中有 $1 处被切断（--match phrase 可将其排除）"},
	{`not compared: (\d+) of (\d+) groups or periods, without words or without anything to be compared with`, "未作比较：$2 个组或时段中的 $1 个，没有词，或没有可以比较的对象"},
	{`trend of (.+): (rises|falls|no trend), p (\S+) \((Mann–Kendall.*), z (\S+), τ (\S+)\), Sen's slope (\S+) per million words a period, (\d+) periods with data(, few for this test)?`,
		"“$1”的趋势：$2，p = $3（$4，z = $5，τ = $6），Sen 斜率为每时段每百万词 $7，有数据的时段 $8 个$9"},
	{`no trend test: more than (\d+) periods`, "时段多于 $1 个，不作趋势检验"},
	{`no data: (\d+) periods? without documents`, "无数据：$1 个时段没有文献"},
	{`no data: (\d+) periods? with documents, none of which passes the filter`, "无数据：$1 个时段有文献，但都不符合筛选条件"},
	{`(.+): it may be older: (\d+) periods? without documents before the first: (.+)`, "“$1”可能出现得更早：首见之前有 $2 个时段没有文献（$3）"},
	{`(.+): no document holds it( as a phrase| as a word)?`, "$1：不见于任何文献$2"},
	{`rows without p_mw and q_mw: (\d+), where all documents have the same rate`, "有 $1 行没有 p_mw 和 q_mw：各文献的频率全都相同"},
	{`(.+): no document of the periods holds it`, "$1：不见于这些时段的任何文献"},
	{`(.+): the peak is in a period of fewer than 20 documents`, "$1：峰值所在时段不足 20 篇文献"},
	{`heat: (.+) of the documents of a period \(built in: 沸 and 烫 are the China Media Project's, the lower ones tifa's own, each a quarter of the one above\)`,
		"热度：$1，按占一个时段文献的比例（内置：“沸”“烫”取自中国传媒研究计划，以下各级为 tifa 自定，每级为上一级的四分之一）"},
	{`(.+): (\d+) hits? in (\d+) documents?`, "“$1”：$3 篇文献中有 $2 处"},
	{`(.+): (\d+) hits? in (\d+) of (\d+) documents?`, "“$1”：$4 篇文献中的 $3 篇有 $2 处"},
	{`counted once: (\d+) words? in the windows of more than one hit`, "$1 个词处在不止一处用例的窗口内，只计一次"},
	{`expected is below 5 for (\d+) of (\d+) words?: z, g2 and p_g2 are rough there`, "$2 个词中有 $1 个的期望次数低于 5，其 z、g2 和 p_g2 只是粗略值"},
	{`drawn at random: (\d+) of (\d+) hits?, seed (\d+)`, "随机抽取 $2 处中的 $1 处，种子为 $3"},
	{`the table is empty: nothing fits what was asked for`, "表中没有行：没有符合条件的内容"},
}

// noteWords are what stands for a group of a note in Chinese.
var noteWords = map[string]string{
	"article": "文章", "picture": "图片", "advert": "广告", "empty": "空白文献",
	" as a phrase": "（按词界）", " as a word": "（按整词）",
	"rises": "上升", "falls": "下降", "no trend": "无趋势", ", few for this test": "，对此检验偏少",
	"Mann–Kendall, Hamed–Rao":                                        "Mann–Kendall 检验，Hamed–Rao 校正",
	"Mann–Kendall without correction, which would leave no variance": "Mann–Kendall 检验，未作校正（校正后方差为零）",
}

// noteLists puts the commas of lists into Chinese.
var noteLists = strings.NewReplacer(", ", "、", " to ", "至", " and ", "，另有 ", " more gaps", " 处空缺", " more", " 个")

type noteRule struct {
	pattern *regexp.Regexp
	chinese string
}

var noteRules = sync.OnceValue(func() (list []noteRule) {
	for _, f := range noteForms {
		list = append(list, noteRule{regexp.MustCompile(`^` + f.pattern + `$`), f.chinese})
	}
	return list
})

// noteInChinese returns a note in Chinese; ok is false where it has no form.
func noteInChinese(note string) (text string, ok bool) {
	for _, rule := range noteRules() {
		groups := rule.pattern.FindStringSubmatch(note)
		if groups == nil {
			continue
		}
		var pairs []string
		for i := len(groups) - 1; i > 0; i-- {
			word, known := noteWords[groups[i]]
			if !known {
				word = noteLists.Replace(groups[i])
			}
			pairs = append(pairs, "$"+string(rune('0'+i)), word)
		}
		return strings.NewReplacer(pairs...).Replace(rule.chinese), true
	}
	return note, false
}

// ofTable are the beginnings of notes that speak of their table without naming it:
// the same words below another are another note.
var ofTable = []string{"drawn at random: ", "expected is below ", "counted once: ", "the table is empty"}

// newNotes returns the notes that the report does not have yet, in its language.
func (r *reportRun) newNotes(notes []string) (list []reports.Note) {
	for _, text := range notes {
		own := slices.ContainsFunc(ofTable, func(beginning string) bool { return strings.HasPrefix(text, beginning) })
		if r.noted[text] && !own {
			continue
		}
		r.noted[text] = true
		note := reports.Note{Text: text}
		if r.lang == "zh" {
			var known bool
			if note.Text, known = noteInChinese(text); !known {
				note.Lang = "en"
			}
		}
		list = append(list, note)
	}
	return list
}
