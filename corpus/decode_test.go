package corpus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A decodeCase is one record, or a few, with what they decode to by hand.
type decodeCase struct {
	name     string
	text     string
	want     []Document // without Source; Record and Line are 1 unless given
	problems []string   // "line code"
}

func day(s string) Date {
	d, ok := ParseDate(s)
	if !ok {
		panic(s)
	}
	return d
}

// titled is a record of three lines with a title, the least that is no problem.
const titled = "〖ZQ/总期〗7〖-ZQ/总期〗\n〖RQ/日期〗19850301〖-RQ/日期〗\n〖BT/标题〗春耕〖-BT/标题〗\n"

// title is what titled decodes to, with more of it set.
func title(set func(d *Document)) Document {
	d := Document{Issue: "7", DateText: "19850301", Date: day("19850301"), Text: Text{Title: "春耕"}}
	if set != nil {
		set(&d)
	}
	return d
}

var decodeCases = []decodeCase{
	{
		name: "every field",
		text: "〖ZQ/总期〗10234〖-ZQ/总期〗\n〖RQ/日期〗19850301〖-RQ/日期〗\n〖BH/版号〗03〖-BH/版号〗\n〖TH/条号〗12〖-TH/条号〗\n" +
			"〖YT/引题〗某县来信〖-YT/引题〗\n〖BT/标题〗春耕备耕忙〖-BT/标题〗\n〖FT/副题〗种子已到田头〖-FT/副题〗\n〖ZZ/作者〗田禾/欧 灿〖-ZZ/作者〗\n" +
			"〖FL/分类〗F323.3/S5〖-FL/分类〗\n〖LM/栏目〗来信/农村〖-LM/栏目〗\n〖BM/版名〗经济〖-BM/版名〗\n〖GJ/关键〗春耕/种子〖-GJ/关键〗\n〖TC/体裁〗照片；图片;通讯/照片〖-TC/体裁〗\n" +
			"〖ZW/正文〗\n    春天到了。\n    大家很忙。\n〖-ZW/正文〗\n",
		want: []Document{{
			Issue: "10234", DateText: "19850301", Date: day("19850301"), Page: "03", Item: "12", Section: "经济",
			Authors: []string{"田禾", "欧 灿"}, Classes: []string{"F323.3", "S5"}, Columns: []string{"来信", "农村"},
			Keywords: []string{"春耕", "种子"}, Genres: []string{"照片", "图片", "通讯"},
			Text: Text{Kicker: "某县来信", Title: "春耕备耕忙", Subtitle: "种子已到田头", Body: "    春天到了。\n    大家很忙。"},
		}},
	},
	{
		name: "no body",
		text: titled,
		want: []Document{title(nil)},
	},
	{
		name: "records without blank lines and with",
		text: titled + titled + "\n \n　\n" + titled,
		want: []Document{
			title(nil),
			title(func(d *Document) { d.Record, d.Line = 2, 4 }),
			title(func(d *Document) { d.Record, d.Line = 3, 10 }),
		},
	},
	{
		name: "records on one line",
		text: "〖ZQ/总期〗1〖-ZQ/总期〗〖RQ/日期〗1985〖-RQ/日期〗〖BT/标题〗甲〖-BT/标题〗〖ZQ/总期〗2〖-ZQ/总期〗〖RQ/日期〗1986-03〖-RQ/日期〗〖BT/标题〗乙〖-BT/标题〗",
		want: []Document{
			{Issue: "1", DateText: "1985", Date: day("1985"), Text: Text{Title: "甲"}},
			{Issue: "2", DateText: "1986-03", Date: day("1986-03"), Text: Text{Title: "乙"}, Record: 2},
		},
	},
	{
		name: "a date begins a record without an issue",
		text: "〖RQ/日期〗19850301〖-RQ/日期〗\n〖BT/标题〗甲〖-BT/标题〗\n〖RQ/日期〗19850302〖-RQ/日期〗\n〖BT/标题〗乙〖-BT/标题〗\n",
		want: []Document{
			{DateText: "19850301", Date: day("19850301"), Text: Text{Title: "甲"}},
			{DateText: "19850302", Date: day("19850302"), Text: Text{Title: "乙"}, Record: 2, Line: 3},
		},
	},
	{
		name:     "a second date does not begin one with an issue",
		text:     titled + "〖RQ/日期〗19850302〖-RQ/日期〗\n",
		want:     []Document{title(func(d *Document) { d.Fields = []Field{{"RQ", "日期", "19850302", ""}} })},
		problems: []string{"4 repeated-field"},
	},
	{
		name: "blank first line, BOM, a BOM between records",
		text: "\uFEFF\n\n" + titled + "\uFEFF" + titled,
		want: []Document{
			title(func(d *Document) { d.Line = 3 }),
			title(func(d *Document) { d.Record, d.Line = 2, 6 }),
		},
	},
	{
		name: "line ends CRLF, CR, mixed",
		text: "〖ZQ/总期〗7〖-ZQ/总期〗\r\n〖RQ/日期〗19850301〖-RQ/日期〗\r〖BT/标题〗春耕〖-BT/标题〗\n〖ZW/正文〗\r\n  一\r二\n\r三\r\n\r\n四\r〖-ZW/正文〗\r" + titled,
		want: []Document{
			title(func(d *Document) { d.Body = "  一\n二\n\n三\n\n四" }),
			title(func(d *Document) { d.Record, d.Line = 2, 12 }),
		},
	},
	{
		name: "bodies keep their spaces and blank lines, values do not",
		text: "〖ZQ/总期〗 7　\t〖-ZQ/总期〗\n〖RQ/日期〗\n19850301 \n〖-RQ/日期〗\n〖BT/标题〗　 春 耕　〖-BT/标题〗\n〖ZW/正文〗 \n\n　　甲 \n\n〖-ZW/正文〗",
		want: []Document{title(func(d *Document) { d.Title, d.Body = "春 耕", " \n\n　　甲 \n" })},
	},
	{
		name: "bodies without line ends, with one, empty",
		text: titled + "〖ZW/正文〗甲〖-ZW/正文〗" + titled + "〖ZW/正文〗甲\n〖-ZW/正文〗\n" + titled + "〖ZW/正文〗\n甲〖-ZW/正文〗\n" + titled + "〖ZW/正文〗\n〖-ZW/正文〗\n" + titled + "〖ZW/正文〗\n\n〖-ZW/正文〗\n",
		want: []Document{
			title(func(d *Document) { d.Body = "甲" }),
			title(func(d *Document) { d.Body, d.Record, d.Line = "甲", 2, 4 }),
			title(func(d *Document) { d.Body, d.Record, d.Line = "甲", 3, 9 }),
			title(func(d *Document) { d.Record, d.Line = 4, 14 }),
			title(func(d *Document) { d.Record, d.Line = 5, 19 }),
		},
	},
	{
		name: "odd characters stay",
		text: titled + "〖ZW/正文〗\n\u00a0\u200b甲\u200d\ue5e5\uFFFD<br>&nbsp;９月３０日（下转第二版）《》〖附〗\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			d.Body = "\u00a0\u200b甲\u200d\ue5e5\uFFFD<br>&nbsp;９月３０日（下转第二版）《》〖附〗"
		})},
	},
	{
		name: "page 99, a garbled author, values with odd separators",
		text: titled + "〖BH/版号〗99〖-BH/版号〗\n〖ZZ/作者〗砼某？/ /甲/甲/〖-ZZ/作者〗\n〖GJ/关键〗风波RW：某甲/某市〖-GJ/关键〗\n〖GJ/关键〗某市/某县〖-GJ/关键〗\n",
		want: []Document{title(func(d *Document) {
			d.Page, d.Authors, d.Keywords = "99", []string{"砼某？", "甲"}, []string{"风波RW：某甲", "某市", "某县"}
		})},
	},
	{
		name: "empty fields are none",
		text: titled + "〖BH/版号〗〖-BH/版号〗\n〖BH/版号〗5〖-BH/版号〗\n〖BH/版号〗 〖-BH/版号〗\n〖LM/栏目〗/〖-LM/栏目〗\n〖BT/标题〗〖-BT/标题〗\n",
		want: []Document{title(func(d *Document) { d.Page = "5" })},
	},
	{
		name: "one-line fields with line breaks and emphasis",
		text: "〖RQ/日期〗19850301〖-RQ/日期〗\n〖BT/标题〗春〖JZ/加重〗耕〖-JZ/加重〗〖HH/换行〗忙\n了〖-BT/标题〗\n",
		want: []Document{{DateText: "19850301", Date: day("19850301"), Text: Text{Title: "春耕\n忙\n了"}}},
	},
	{
		name: "a picture in a body that has nothing else",
		text: titled + "〖BH/版号〗12〖-BH/版号〗\n〖ZW/正文〗\n〖TM/中图〗\n〖BH/版号〗13〖-BH/版号〗\n〖WJ/文件〗a.T01〖-WJ/文件〗\n〖-TM/中图〗\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			d.Page = "12"
			d.Fields = []Field{{"TM", "中图", "", "ZW"}, {"BH", "版号", "13", "ZW/TM"}, {"WJ", "文件", "a.T01", "ZW/TM"}}
		})},
	},
	{
		name: "pictures among paragraphs and in a line",
		text: titled + "〖ZW/正文〗\n　　一\n  〖TM/中图〗〖WJ/文件〗a〖-WJ/文件〗 〖-TM/中图〗 \n　　二〖TM/中图〗\n田头〖WJ/文件〗b〖-WJ/文件〗\n〖-TM/中图〗三\n〖WJ/文件〗c〖-WJ/文件〗〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			d.Body = "　　一\n　　二三"
			d.Fields = []Field{
				{"TM", "中图", "", "ZW"},
				{"WJ", "文件", "a", "ZW/TM"},
				{"TM", "中图", "田头", "ZW"},
				{"WJ", "文件", "b", "ZW/TM"},
				{"WJ", "文件", "c", "ZW"},
			}
		})},
	},
	{
		name: "emphasis, glyphs and line breaks in a body",
		text: titled + "〖ZW/正文〗\n一〖JZ/加重〗二〖ZI/字符〗三〖-JZ/加重〗四〖-ZI/字符〗五〖HH/换行〗六〖HH/换行〗〖-HH/换行〗七\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) { d.Body = "一二三四五\n六\n七" })},
	},
	{
		name: "a picture outside a body",
		text: titled + "〖TM/中图〗\n〖BH/版号〗13〖-BH/版号〗\n〖-TM/中图〗\n〖WJ/文件〗a〖-WJ/文件〗\n",
		want: []Document{title(func(d *Document) {
			d.Fields = []Field{{"TM", "中图", "", ""}, {"BH", "版号", "13", "TM"}, {"WJ", "文件", "a", ""}}
		})},
	},
	{
		name: "unknown fields in a body and outside",
		text: titled + "〖XX/某物〗一〖-XX/某物〗\n〖XX/某物〗二〖-XX/某物〗\n〖ZW/正文〗\n甲\n〖XY/某事〗三〖-XY/某事〗\n〖BT/标题〗四〖-BT/标题〗\n乙\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			d.Body = "甲\n乙"
			d.Fields = []Field{{"XX", "某物", "一", ""}, {"XX", "某物", "二", ""}, {"XY", "某事", "三", "ZW"}, {"BT", "标题", "四", "ZW"}}
		})},
		problems: []string{"4 unknown-field", "8 unknown-field", "9 unknown-field"},
	},
	{
		name:     "brackets that are no tags",
		text:     titled + "〖ZW/正文〗\n〖一〗〖AB〗〖-〗〖A/〗〖ABCDEFGHI/〗〖AB/没有尾\n〖-ZW/正文〗\n〖XX/也没有\n",
		want:     []Document{title(func(d *Document) { d.Body = "〖一〗〖AB〗〖-〗〖A/〗〖ABCDEFGHI/〗〖AB/没有尾" })},
		problems: []string{"7 stray-text"},
	},
}

func TestDecode(t *testing.T) {
	for _, c := range append(decodeCases, brokenCases...) {
		t.Run(c.name, func(t *testing.T) { c.run(t) })
	}
}

func (c decodeCase) run(t *testing.T) {
	docs, problems := all(t, Decode(strings.NewReader(c.text), "x", DecodeOptions{}))
	var want []*Document
	for _, d := range c.want {
		d.Source = "x"
		d.Record, d.Line = max(d.Record, 1), max(d.Line, 1)
		want = append(want, &d)
	}
	if diff := cmp.Diff(want, docs); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d %s", p.Line, p.Code))
	}
	if diff := cmp.Diff(c.problems, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
		for _, p := range problems {
			t.Log(p)
		}
	}
}
