package reports

import (
	"fmt"
	"time"
)

// chartWords are the words that charts add to what they are given.
type chartWords struct {
	noData, interval           string
	found, missing, unexpected string // days of a calendar
	percent                    string // format of a whole number
	month                      func(time.Month) string
}

var chartEnglish = chartWords{
	noData: "no data", interval: "95 % interval",
	found: "documents", missing: "expected, missing", unexpected: "not expected",
	percent: "%d %%",
	month:   func(m time.Month) string { return m.String()[:3] },
}

var chartChinese = chartWords{
	noData: "无数据", interval: "95% 置信区间",
	found: "有文献", missing: "应有而缺", unexpected: "预计不出报",
	percent: "%d%%",
	month:   func(m time.Month) string { return fmt.Sprintf("%d月", m) },
}

// chartWordsOf returns the words of a language: Chinese for zh, else English.
func chartWordsOf(lang string) *chartWords {
	if lang == "zh" {
		return &chartChinese
	}
	return &chartEnglish
}
