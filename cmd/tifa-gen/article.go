package main

import (
	"fmt"
	"strconv"

	"tifa/corpus"
)

// A section is a page of the paper, with the classes of what it prints.
type section struct {
	name    string
	classes []string
}

var sections = []section{
	{"头版", []string{"D61", "D261.4", "D262", "D625", "D822"}},
	{"要闻", []string{"D61", "D63", "D26", "F12"}},
	{"国内新闻", []string{"D67", "D63", "F127", "C91"}},
	{"国际新闻", []string{"D815", "D822", "D83", "K15"}},
	{"经济建设", []string{"F12", "F426", "F32", "F124", "F8"}},
	{"理论学习", []string{"A8", "B0", "D0", "D61"}},
	{"农村天地", []string{"F32", "S", "F323.8"}},
	{"文化生活", []string{"G12", "I2", "J", "I267"}},
	{"军事", []string{"E2", "EI233", "EU31", "EL264"}},
	{"教育科技", []string{"G4", "N", "TP3", "G3"}},
	{"体育", []string{"G8"}},
	{"读者来信", []string{"D63", "C91"}},
	{"副刊", []string{"I2", "K23", "J"}},
	{"地方通讯", []string{"D67", "F127"}},
}

// genres of articles, the commonest more often; the pages of pictures and
// adverts have their own.
var genres = []string{"消息", "消息", "消息", "消息", "消息", "通讯", "通讯", "通讯", "短讯", "述评", "公文", "散文", "社论", "其它体裁"}

var columns = []string{"今日谈", "国际瞭望", "读者论坛", "基层见闻", "学习札记", "文史杂谈", "体坛内外", "市场观察"}

// Titles that come again and again.
var standing = []string{"简讯", "国内简讯", "国际简讯", "要闻简报", "更正", "编者的话", "今日天气", "学习问答"}

var cities = []string{"北京", "上海", "广州", "天津", "重庆", "武汉", "沈阳", "西安", "南京", "成都", "哈尔滨", "昆明", "乌鲁木齐", "拉萨", "莫斯科", "华盛顿", "伦敦", "巴黎", "东京", "开罗", "日内瓦"}

// meanBody is the mean length of an article's body in words as the prose counts
// them, bodySpread that of its logarithm: half of the articles are shorter than
// 0.64 of the mean. What is more than 36 times the mean is cut.
const (
	meanBody   = 500
	bodySpread = 0.95
	longest    = 18000
)

// A slot is the place of a document in the paper.
type slot struct {
	day        corpus.Day
	issue      int
	page, item int
	planted    []string
}

// article writes the document of a slot. Pictures (6 in 100) have few words or
// none, adverts (2 in 100, since 1979) few.
func (p *prose) article(s slot) *corpus.Document {
	year, month, day := s.day.Date()
	at := 0
	if s.page > 1 {
		at = 1 + int(mix(uint64(s.page), uint64(year/5))%uint64(len(sections)-1))
	}
	p.begin(at, s.planted)
	d := &corpus.Document{
		Issue: strconv.Itoa(s.issue), DateText: fmt.Sprintf("%04d%02d%02d", year, month, day),
		Page: fmt.Sprintf("%02d", s.page), Item: strconv.Itoa(s.item), Section: sections[at].name,
	}
	p.out = p.out[:0]
	switch x := p.rng.IntN(100); {
	case x < 6:
		p.picture(d)
	case x < 8 && year >= 1979:
		d.Genres, d.Title = []string{"广告"}, "广告"
		p.body(d, p.logNormal(60, 0.6, 300))
	default:
		p.report(d, at)
	}
	return d
}

// picture makes a document with a caption, or with a title only.
func (p *prose) picture(d *corpus.Document) {
	d.Genres = []string{"照片", "图片", "图片新闻"}
	d.Authors = []string{p.name()}
	d.Title = "图片新闻"
	if p.chance(0.6) {
		d.Title = p.headline(3 + p.rng.IntN(5))
	}
	if len(p.planted) > 0 || p.chance(0.5) {
		p.body(d, 10+p.rng.IntN(40))
	}
}

// report makes an article. Keywords are of the years before 2005, classes of
// those since.
func (p *prose) report(d *corpus.Document, at int) {
	d.Genres = []string{genres[p.rng.IntN(len(genres))]}
	d.Title = p.headline(4 + p.rng.IntN(7))
	if p.chance(0.04) {
		d.Title = standing[p.rng.IntN(len(standing))]
	}
	if p.chance(0.25) {
		d.Kicker = p.headline(3 + p.rng.IntN(6))
	}
	if p.chance(0.15) {
		d.Subtitle = p.headline(4 + p.rng.IntN(6))
	}
	if p.chance(0.7) {
		for range 1 + p.rng.IntN(8)/6 {
			d.Authors = append(d.Authors, p.name())
		}
	}
	if p.year >= 2005 {
		classes := sections[at].classes
		d.Classes = []string{classes[p.rng.IntN(len(classes))]}
	} else {
		for range p.rng.IntN(4) {
			d.Keywords = append(d.Keywords, string(p.v.core.at(p.topic[p.rng.IntN(topicSize)])))
		}
	}
	if p.chance(0.08) {
		d.Columns = []string{columns[p.rng.IntN(len(columns))]}
	}
	p.body(d, p.logNormal(meanBody, bodySpread, longest))
}

// name returns an author's name.
func (p *prose) name() string {
	start := len(p.out)
	p.person()
	name := string(p.out[start:])
	p.out = p.out[:start]
	return name
}

// body writes a body of at least about so many words: paragraphs, long ones
// now and then under numbered headings. One in 30 begins with the title, as
// some databases have it; every second report with a dateline.
func (p *prose) body(d *corpus.Document, words int) {
	if p.chance(1. / 30) {
		p.out = append(append(append(p.out, indent...), d.Title...), '\n')
	}
	headings, n := 0, 0
	if words > 700 && p.chance(0.3) {
		headings = 3 + p.rng.IntN(4)
	}
	p.out = append(p.out, indent...)
	if d.Genres[0] == "消息" || p.chance(0.2) {
		p.dateline(d)
	}
	for next, first := 0, true; ; first = false {
		if !first {
			p.out = append(p.out, indent...)
		}
		if !first && headings > 0 && n >= next*words/headings && next < 10 {
			p.heading(next + 1)
			next++
			continue
		}
		n += p.paragraph(min(p.logNormal(75, 0.5, 400), words-n))
		if n >= words {
			break
		}
	}
	if len(p.planted) > 0 {
		p.out = append(p.out, indent...)
		p.rest()
	}
	d.Body = string(p.out[:len(p.out)-1])
	p.out = p.out[:0]
}

// heading appends a line like 三、加强农村工作, now and then （三）.
func (p *prose) heading(n int) {
	if p.year%2 == 0 {
		p.out = append(appendInt(p.out, n, true), "、"...)
	} else {
		p.out = append(append(append(p.out, "（"...), numeralOf(n)...), "）"...)
	}
	for range 2 + p.rng.IntN(4) {
		p.word()
	}
	p.out = append(p.out, '\n')
}

func numeralOf(n int) string { return string(appendInt(nil, n, true)) }

// dateline appends the opening of a report, of the day before.
func (p *prose) dateline(d *corpus.Document) {
	date, _ := corpus.ParseDate(d.DateText)
	_, month, day := (date.First - 1).Date()
	old := p.year < 1985
	p.words += 4
	switch p.rng.IntN(5) {
	case 0:
		p.out = append(p.out, "本报讯 "...)
		return
	case 1, 2:
		p.out = append(p.out, "本报"...)
	default:
		p.out = append(p.out, "新华社"...)
	}
	p.out = append(p.out, cities[min(p.rng.IntN(len(cities)), p.rng.IntN(len(cities)))]...)
	p.out = append(appendInt(p.out, int(month), old), "月"...)
	p.out = append(appendInt(p.out, day, old), "日电 "...)
}
