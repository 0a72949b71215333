package corpus

import (
	"regexp"
	"strings"
)

// dateline matches the opening of a report: the agency, the place, the day and
// what it is (电, 讯 …): 新华社北京6月27日电, 本报江原3月5日讯, 新华社一月四日讯, 本报讯.
var dateline = regexp.MustCompile(`^[\s　(（【]*(新华社|中新社|中国新闻社|中央社|本报|本刊|本台|本社|人民日报|解放军报|塔斯社|法新社|路透社|美联社|共同社)` +
	`(?:记者)?([\p{Han}·]{2,12}?)??[ 　]*(?:[〇零一二三四五六七八九十0-9０-９]{1,3}月[〇零一二三四五六七八九十0-9０-９]{1,3}日)?[ 　]*(?:专?电|讯|消息|专稿)`)

// broadcast matches the opening of a broadcaster's item: 央视网消息（新闻联播）.
var broadcast = regexp.MustCompile(`^[\s　]*(央视网|央视|央广网)消息`)

// Dateline returns the agency and the place that a report names in its first
// line, "" for what it does not.
func Dateline(body string) (agency, place string) {
	line := strings.TrimLeft(body, " \t\n　")
	line, _, _ = strings.Cut(line, "\n")
	if len(line) > 300 {
		line = line[:300]
	}
	if m := dateline.FindStringSubmatch(line); m != nil {
		return m[1], m[2]
	}
	if m := broadcast.FindStringSubmatch(line); m != nil {
		return m[1], ""
	}
	return "", ""
}
