package main

import "tifa/reports"

// reportTexts are the words of a report in a language.
type reportTexts struct {
	tag                     string // of the page's language
	title, titleTerms, lead string // formats
	contents                string
	words                   reports.PageWords
	comma, stop, leftOut    string            // leftOut is a format of parts and why they are left out
	reasons                 map[string]string // why parts are left out
	heading, text, sheet    map[string]string // by part; sheet is what the tables of a workbook are called
	methods                 []string
}

var reportLanguages = map[string]reportTexts{"en": reportEnglish, "zh": reportChinese}

var reportEnglish = reportTexts{
	tag: "en", title: "%s: a report", titleTerms: "%s in %s",
	lead:     "%d documents. Made by %s; corpus %s; segmentation %s. The same corpus gives the same page.",
	contents: "Contents", words: reports.PageWords{Command: "How to make this table", Notes: "Notes", NoRows: "No rows."}, comma: ", ", stop: ". ",
	leftOut: "Left out: %s. %s",
	reasons: map[string]string{
		"terms":   "No term was given.",
		"dates":   "No document has a date.",
		"periods": "All words lie in one period: there is nothing to compare it with.",
	},
	heading: map[string]string{
		"corpus": "What the corpus is", "coverage": "What it covers and lacks", "overview": "Overall figures", "frequencies": "Most frequent words",
		"sections": "Sections", "keywords": "Key words by period", "trends": "Trends", "lifecycle": "Life cycles", "collocates": "Collocates",
		"contexts": "Contexts", "methods": "Methods",
	},
	text: map[string]string{
		"corpus":      "Documents, words, characters and dates, and the most frequent values of each field.",
		"coverage":    "Days, issues, pages and items that are there, and those that are missing: a hole in the record looks like the decline of a term.",
		"overview":    "Documents and words by period. Rates below are by these totals.",
		"frequencies": "Stop words are hidden; rates and ranks are over all words.",
		"sections":    "What stands where. (none) has no section, (other) is what is not shown, (all) counts each document once.",
		"keywords":    "Words that stand in a period more often than in all others, by log-likelihood (g2). q_g2 takes words as drawn one by one, q_mw compares documents: trust words that pass both.",
		"trends":      "Uses per million words in each period, with 95 % intervals. A period without documents has no data; its line is broken.",
		"lifecycle":   "First document, first front page, first headline, the period of the greatest share of documents, the first below half of it, and the last document, as far as the corpus reaches.",
		"collocates":  "Words within five words of the term, within its paragraph, by log-likelihood.",
		"contexts":    "A sample, drawn with seed 1, of all uses.",
		"methods":     "",
	},
	methods: []string{
		"Texts are cut into words with the dictionary of gse; numbers and units are joined, and a political lexicon is laid over the cuts without moving one. Words are tokens that hold a letter, digit or Han character. Terms are counted as strings of characters, whatever the cuts; count_phrase counts those that begin and end at a cut.",
		"A rate is 10⁶·a/N, a the uses and N all words of the documents counted. Its interval is that of a ratio, with the variance between documents (Cochran 1977): words cluster, a Poisson interval would be too narrow. With fewer than five documents it is exact (Garwood 1936).",
		"Key words: G2 = 2·Σ O·ln(O/E) over four cells (Dunning 1993), positive where there are more than expected; log_ratio is log₂ of the ratio of the rates, 0 taken as ½ (Hardie 2014); q is p by Benjamini & Hochberg (1995); q_mw is from a Mann–Whitney test of the rates of documents.",
		"Collocates: O is the uses within the windows, E = f₂·W/N with W the positions of the windows that are there; pmi = log₂(O/E), log_dice = 14 + log₂(2·O/(f₁+f₂)) (Rychlý 2008), G2 as above.",
		"Life cycles: the peak is the period of the greatest share of documents; half-life is the first period after it below half of the peak, pooled with the period before and the one after.",
		"Every table names the command that makes it again. Hidden rows change no number.",
	},
}

var chineseHeadings = map[string]string{
	"corpus": "语料概况", "coverage": "覆盖与缺漏", "overview": "总体数据", "frequencies": "高频词",
	"sections": "版面分布", "keywords": "各时期关键词", "trends": "历时趋势", "lifecycle": "生命周期", "collocates": "搭配词",
	"contexts": "语境例句", "methods": "方法说明",
}

var reportChinese = reportTexts{
	tag: "zh-Hans", title: "%s：语料报告", titleTerms: "%s（%s）",
	lead:     "共 %d 篇文献。由 %s 生成；语料标识 %s；分词标识 %s。语料相同，报告即相同。",
	contents: "目录",
	words: reports.PageWords{
		Command: "本表的生成命令", Notes: "说明", NoRows: "没有符合条件的行。",
		Sheet: "工作表", Part: "部分", Text: "内容", CommandColumn: "生成命令", Name: "名称", Value: "取值", ChineseProvenance: true,
	},
	comma: "、", stop: "。",
	leftOut: "未列入：%s。%s",
	reasons: map[string]string{
		"terms":   "没有给出检索词。",
		"dates":   "文献都没有日期。",
		"periods": "全部词都在同一时期内，没有可以比较的时期。",
	},
	sheet: chineseHeadings, heading: chineseHeadings,
	text: map[string]string{
		"corpus":      "文献数、词数、字数与起止日期，以及各字段最常见的取值。",
		"coverage":    "有哪些日期、期号、版面和条目，又缺哪些：资料的空缺看上去就像提法的消退。",
		"overview":    "各时期的文献数与词数。下文的频率均以此为分母。",
		"frequencies": "停用词不显示；频率和名次按全部词计算。",
		"sections":    "各版面的文献与用例。（无）为无版名，（其他）为未列出者，（全部）为全部文献，每篇只计一次。",
		"keywords":    "与其余各时期相比，在某一时期明显多见的词，按对数似然值（g2）排列。q_g2 把词视为逐个独立抽取，q_mw 则比较文献：两者都显著的词才可信。",
		"trends":      "各时期每百万词的用例数及 95% 置信区间。没有文献的时期没有数据，折线在该处断开。",
		"lifecycle":   "在语料范围之内：首见文献、首登头版、首入标题、文献占比最高的时期、首次降到峰值一半以下的时期，以及末见文献。",
		"collocates":  "同一段落内，与该提法相距五词以内的词，按对数似然值排列。",
		"contexts":    "从全部用例中以种子 1 随机抽取的样本。",
		"methods":     "",
	},
	methods: []string{
		"文本用 gse 的词典切分；数字与单位合并，政治词表覆于切分之上而不移动任何切分点。凡含字母、数字或汉字的切分单位计为词。提法按字符串计数，不受切分影响；count_phrase 只计首尾都落在切分点上的用例。",
		"频率为 10⁶·a/N，a 为用例数，N 为所计文献的总词数。置信区间按比率估计量计算，用文献之间的方差（Cochran 1977）：词在文献中成群出现，泊松区间会过窄。文献不足五篇时用精确区间（Garwood 1936）。",
		"关键词：G2 = 2·Σ O·ln(O/E)，取四格（Dunning 1993），多于期望者为正；log_ratio 为两频率之比以 2 为底的对数，0 以 ½ 计（Hardie 2014）；q 为 Benjamini–Hochberg（1995）校正后的 p 值；q_mw 来自对各文献频率的曼–惠特尼检验。",
		"搭配词：O 为窗口内的用例数，E = f₂·W/N，W 为窗口实有的词位数；pmi = log₂(O/E)，log_dice = 14 + log₂(2·O/(f₁+f₂))（Rychlý 2008），G2 同上。",
		"生命周期：峰值为文献占比最高的时期；半衰期为其后首个低于峰值一半的时期，与前后各一个时期合并计算。",
		"每张表都附有可以重新生成它的命令。不显示的行不影响任何数字。",
	},
}
