package main

import (
	"fmt"
	"strings"

	"tifa/analysis"
)

// chartTexts are the words of charts in a language. Those with verbs are formats.
type chartTexts struct {
	lang             string // of the drawing
	comma, and, stop string
	some             string            // the first of many labels, and how many more
	values           map[string]string // what is no value of a field
	fields           map[string]string // beside those that columns name

	rate, documents, uses string // axes
	rateBy, documentsBy   string // titles: (terms,) fields
	usesBy, period        string
	ofEach, shareOfEach   string // shares of what of each field
	firstGroups           string
	firstRows, firstCols  string

	smooth, adjusted, intervals, cut, unlabelled string // captions of a trend

	covered, coveredCaption           string
	xray, xrayAxis, xrayCaption       string
	around, term, word, aroundCaption string
	heaviest                          string
	key, keyCaption, corpus, rest     string
	signed                            map[string]string // axes of key words, by column

	count func(n int, noun string) string // noun is an English one, or what stands for it
}

var chartEnglish = chartTexts{
	lang: "en", comma: ", ", and: " and ", stop: " ", some: "%s and %d more",
	rate: "uses per million words", documents: "documents", uses: "uses",
	rateBy: "%s: uses per million words by %s", documentsBy: "Documents by %s", usesBy: "%s: uses by %s", period: "period",
	ofEach: "%s, in shares of each %s", shareOfEach: "share of the %s of each %s",
	firstGroups: "The first %d of %d groups.", firstRows: "The first %d of %d rows.", firstCols: "The first %d of %d columns.",
	smooth: "Pooled over %s on either side.", adjusted: "As if each %s had the mix of %s of the whole selection.",
	intervals: "95 % intervals of the rate, from its variation between documents.", cut: "Intervals that reach above the chart are cut.",
	unlabelled: "%s without room for a label.",
	covered:    "Days with documents",
	coveredCaption: "At the end of a row: days found, and days missing between the first and the last day found. " +
		"What is expected is an estimate, by the usual days of the week of each year.",
	xray: "%s: where they stand", xrayAxis: "words of the documents in the order of their dates, by year",
	xrayCaption: "A tick is a use, a darker one several; the width is that of the %d words of %s.",
	around:      "Words around %s", term: "term", word: "word around it",
	aroundCaption: "The words shown, by %s. Circles: how often they stand in the documents. Lines: how often in one window.",
	heaviest:      "Of the lines between words the heaviest; %d are left out.",
	key:           "Key words: %s compared with %s", keyCaption: "To the right: more often in %s. To the left: more often in %s.",
	corpus: "the corpus", rest: "the rest",
	signed: keySigned,
	count:  number,
}

var chartChinese = chartTexts{
	lang: "zh", comma: "、", and: "、", stop: "", some: "%s等（另有 %d 个）",
	values: map[string]string{analysis.None: "（无）", analysis.Other: "（其他）", analysis.All: "（全部）"},
	fields: fieldsChinese,
	rate:   "每百万词用例数", documents: "文献数", uses: "用例数",
	rateBy: "%s：每百万词用例数（按%s）", documentsBy: "文献数（按%s）", usesBy: "%s：用例数（按%s）", period: "时段",
	ofEach: "%s，占各%s的比例", shareOfEach: "%s占各%s的比例",
	firstGroups: "只画前 %d 组，共 %d 组。", firstRows: "只画前 %d 行，共 %d 行。", firstCols: "只画前 %d 列，共 %d 列。",
	smooth: "与前后各 %s合并计算。", adjusted: "假定每%s的%s构成都与所选文献的整体相同。",
	intervals: "频率的 95% 置信区间，按文献之间的差异计算。", cut: "超出图面的区间被截去。",
	unlabelled: "有 %s没有位置标注名称。",
	covered:    "有文献的日期",
	coveredCaption: "行末：有文献的天数，以及首末两日之间缺报的天数。" +
		"应有天数是估计值，按每年通常出报的星期几推算。",
	xray: "%s：出现位置", xrayAxis: "文献按日期排列后的词位（按年）",
	xrayCaption: "一道竖线是一处用例，颜色较深的是几处；横轴为全部 %d 词，共 %s。",
	around:      "%s的搭配词", term: "检索词", word: "搭配词",
	aroundCaption: "表中所列的词，按%s选取。圆的大小：在文献中出现的次数。连线的粗细：在同一窗口中出现的次数。",
	heaviest:      "词与词之间只画最粗的连线，略去 %d 条。",
	key:           "关键词：%s与%s比较", keyCaption: "向右：在%s中较多。向左：在%s中较多。",
	corpus: "语料库", rest: "其余部分",
	signed: map[string]string{
		"g2": "对数似然比 G²（带正负号）", "g2_williams": "G²，Williams 校正（带正负号）", "g2_yates": "G²，Yates 校正（带正负号）", "g2_two_cell": "两格 G²（带正负号）",
		"chi2": "χ²（带正负号）", "chi2_williams": "χ²，Williams 校正（带正负号）", "chi2_yates": "χ²，Yates 校正（带正负号）",
		"log_ratio": "频率比的 log₂", "log_ratio_walter": "频率比的 log₂（Walter）", "log_ratio_conservative": "频率比的 log₂，靠近 0 的置信限",
		"log_odds": "带先验的对数优势比", "log_odds_z": "带先验的对数优势比的 z 值", "mw_effect": "秩二列相关（按文献频率）",
	},
	count: func(n int, noun string) string { return fmt.Sprintf("%d %s", n, counters[noun]) },
}

// counters stand behind a number in Chinese, for English nouns.
var counters = map[string]string{
	"event": "件大事", "use": "处", "document": "篇文献", "period": "个时段",
	"day": "日", "week": "周", "month": "个月", "quarter": "个季度", "year": "年", "decade": "个年代",
}

// fieldsChinese are the fields that no column is called after, and those that
// read otherwise in a text than above a column.
var fieldsChinese = map[string]string{
	"day": "日", "week": "周", "month": "月", "quarter": "季度", "year": "年", "decade": "年代", "weekday": "星期", "month_of_year": "月份",
	"period": "时段", "front": "是否头版", "kind": "文献类型", "keyword": "关键词", "agency": "发稿单位", "dateline": "电头地点",
	"item": "条号", "issue": "总期号", "kicker": "引题", "subtitle": "副题", "body": "正文",
}

func chartTextsOf(lang string) *chartTexts {
	if lang == "zh" {
		return &chartChinese
	}
	return &chartEnglish
}

// field returns the name of a field; one that a record has for its own keeps it.
func (t *chartTexts) field(name string) string {
	if t.fields == nil {
		return name
	}
	if called, ok := t.fields[name]; ok {
		return called
	}
	if c, ok := findColumn(name); ok {
		return c.Chinese
	}
	return name
}

// fieldList returns the names of fields, with what stands between the last two.
func (t *chartTexts) fieldList(names []string, between string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = t.field(name)
	}
	return strings.Join(list, between)
}

// named returns values of a field as a reader sees them.
func (t *chartTexts) named(values []string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = t.value(v)
	}
	return list
}

func (t *chartTexts) value(v string) string {
	if called, ok := t.values[v]; ok {
		return called
	}
	return v
}

// sentences joins what a caption says.
func (t *chartTexts) sentences(list ...string) string {
	var some []string
	for _, s := range list {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, t.stop)
}

// labels lists terms for a title, the first few of many.
func (t *chartTexts) labels(terms []analysis.Term) string {
	const most = 6
	var list []string
	for _, term := range terms {
		list = append(list, term.Label)
	}
	if len(list) > most {
		return fmt.Sprintf(t.some, strings.Join(list[:most-1], t.comma), len(list)-most+1)
	}
	return strings.Join(list, t.comma)
}
