package corpus

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A formatCase is a file of some format with what it decodes to by hand.
type formatCase struct {
	name     string
	path     string // "x.jsonl" if empty
	text     string
	profile  *Profile
	max      int // MaxRecord
	want     []Document
	problems []string // "line code"
}

// article has the date, the title and the body; more of it is set by set.
func article(date, title, body string, set func(d *Document)) Document {
	d := Document{DateText: date, Text: Text{Title: title, Body: body}}
	d.Date, _ = ReadDate(date)
	if set != nil {
		set(&d)
	}
	return d
}

// at is the article as a later record.
func at(record, line int, d Document) Document {
	d.Record, d.Line = record, line
	return d
}

func fields(pairs ...string) []Field {
	var list []Field
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Field{Code: pairs[i], Value: pairs[i+1]})
	}
	return list
}

var jsonCases = []formatCase{
	{
		name: "lines with names that are usual and not",
		text: `{"title": "春耕", "url": "https://x/1", "content": "第一段\n\n第二段", "year": "1985"}` + "\n" +
			`{"Headline":"夏收","pub_date":"1985/6/1","Text":"麦子\r\n黄了\r","作者":"田禾、石川","pages":3,"tags":["a",null,"b"],"meta":{"n": [1, 2]}}` + "\n\n",
		want: []Document{
			article("1985", "春耕", "第一段\n\n第二段", func(d *Document) { d.Fields = fields("url", "https://x/1") }),
			at(2, 2, article("1985/6/1", "夏收", "麦子\n黄了\n", func(d *Document) {
				d.Authors = []string{"田禾", "石川"}
				d.Fields = fields("pages", "3", "tags", "a", "tags", "b", "meta", `{"n":[1,2]}`)
			})),
		},
	},
	{
		name: "null, numbers, lists, escapes",
		text: `{"date":20050628,"title":"甲\u4e59\ud83d\ude00\/\"","body":["一","二"],"page":5,"keywords":["改革/开放","改革/开放",7],"class":"D2/E1","genre":null,"author":[],"front":true}` + "\n" +
			`{"date":null,"title":"","body":"文","year":1998}` + "\n",
		want: []Document{
			article("20050628", "甲乙😀/\"", "一\n二", func(d *Document) {
				d.Page, d.Keywords, d.Classes, d.Fields = "5", []string{"改革/开放", "7"}, []string{"D2", "E1"}, fields("front", "true")
			}),
			at(2, 2, article("1998", "", "文", nil)),
		},
		problems: []string{"2 no-title"},
	},
	{
		name: "a bad line leaves the others as they are",
		text: `{"title":"甲","body":"一","date":"1985"}` + "\n{\"title\":\"乙\n[1]\n" + `{"title":"丙","body":"三","date":"1985-13-01"} {}` + "\n" + `{"title":"丁","body":"四","date":"1985-13-01"}`,
		want: []Document{
			article("1985", "甲", "一", nil),
			at(5, 5, article("1985-13-01", "丁", "四", nil)),
		},
		problems: []string{"2 bad-record", "3 bad-record", "4 bad-record", "5 bad-date"},
	},
	{
		name: "names that stand twice, raw control characters, half characters",
		text: `{"title":"甲","title":"乙","body":"a` + "\tb" + `\u0000\ud800c","date":"1985"}`,
		want: []Document{article("1985", "甲", "a\tb\uFFFD\uFFFDc", func(d *Document) { d.Fields = fields("title", "乙") })},
		problems: []string{
			"1 bad-record", "1 undecodable-bytes", "1 repeated-field",
		},
	},
	{
		name: "no body",
		text: `{"title":"甲","date":"1985","words":"x"}` + "\n" + `{"name":"乙","body2":""}`,
		want: []Document{
			article("1985", "甲", "", func(d *Document) { d.Fields = fields("words", "x") }),
			at(2, 2, Document{Fields: fields("name", "乙")}),
		},
		problems: []string{"2 no-date", "2 no-title", "0 no-column"},
	},
	{
		name:     "neither date nor title in the file is told of once",
		text:     `{"text":"甲"}` + "\n" + `{"text":"乙"}`,
		want:     []Document{{Text: Text{Body: "甲"}}, at(2, 2, Document{Text: Text{Body: "乙"}})},
		problems: []string{"1 no-date", "1 no-title"},
	},
	{
		name: "a map",
		text: `{"t":"甲","content":"不是","ts":1119888000,"text":"正文","source":"某社","tag":"a;b","media":"某报"}` + "\n",
		profile: &Profile{
			Map:        map[string][]string{"title": {"t"}, "body": {"text"}, "date": {"ts"}, "keyword": {"tag", "nothing"}, "paper": {"media"}, "page": {"p1"}},
			Separators: map[string]string{"keyword": ""},
			Constants:  map[string]string{"paper": "PLA", "genre": "消息/短讯", "section": "要闻"},
		},
		want: []Document{article("1119888000", "甲", "正文", func(d *Document) {
			d.Date, d.Keywords, d.Paper, d.Genres, d.Section = day("2005-06-28"), []string{"a;b"}, "某报", []string{"消息", "短讯"}, "要闻"
			d.Fields = fields("content", "不是", "source", "某社")
		})},
		problems: []string{"0 no-column"},
	},
	{
		name:     "a timestamp that nobody said is one",
		text:     `{"title":"甲","text":"正文","time":1119888000}`,
		want:     []Document{article("1119888000", "甲", "正文", nil)},
		problems: []string{"1 bad-date"},
	},
	{
		name:    "constants for date and title, a usual name that is not read",
		text:    `{"title":"甲","text":"正文","page":"9"}`,
		profile: &Profile{Map: map[string][]string{"title": {}, "keep": {"page"}}, Constants: map[string]string{"date": "1985年3月", "title": "无题"}},
		want:    []Document{article("1985年3月", "无题", "正文", func(d *Document) { d.Fields = fields("title", "甲", "page", "9") })},
	},
	{
		name: "a record beyond the limit",
		text: `{"title":"甲","text":"` + strings.Repeat("长", 400) + `","date":"1985"}` + "\n" + `{"title":"乙","text":"短","date":"1985"}`,
		max:  1000,
		want: []Document{at(2, 2, article("1985", "乙", "短", nil))},
		problems: []string{
			"1 record-too-long",
		},
	},
	{
		name: "an array", path: "x.json",
		text: "\uFEFF[\n  {\"title\": \"甲\", \"text\": \"]},{\\\"\", \"date\": \"1985\"},\n  {\n    \"title\": \"乙\",\n    \"text\": \"二\", \"date\": \"1985\"\n  }\n]\n",
		want: []Document{
			at(1, 2, article("1985", "甲", "]},{\"", nil)),
			at(2, 3, article("1985", "乙", "二", nil)),
		},
	},
	{
		name: "an array with what are no objects, without its end", path: "x.json",
		text: `[1, "x", {"title":"甲","text":"一","date":"1985"}, null,` + "\n" + `{"title":"乙","text":"二","date":"1985"}`,
		want: []Document{at(3, 1, article("1985", "甲", "一", nil)), at(5, 2, article("1985", "乙", "二", nil))},
		problems: []string{
			"1 bad-record", "1 bad-record", "1 bad-record", "2 bad-record",
		},
	},
	{
		name: "an object that has lost a quote, another a bracket", path: "x.json",
		text: "[{\"title\":\"甲,\"text\":\"一\",\"date\":\"1985\"},\n{\"title\":\"乙\",\"text\":\"二\",\"date\":\"1985\"},\n{\"title\":\"丙\",\"more\":[{\"a\":1}\n,{\"title\":\"丁\",\"text\":\"四\",\"date\":\"1985\"}]",
		want: []Document{at(2, 2, article("1985", "乙", "二", nil)), at(4, 4, article("1985", "丁", "四", nil))},
		problems: []string{
			"1 bad-record", "3 bad-record",
		},
	},
	{
		name: "one object", path: "x.json",
		text: "{\n\"title\": \"甲\",\n\"text\": \"一\r\n二\", \"date\": \"1985\"}",
		want: []Document{article("1985", "甲", "一\n二", nil)},
		problems: []string{
			"1 bad-record", // a raw line end in a string
		},
	},
	{
		name: "lines in .json, an array in .jsonl.gz", path: "y/x.json.GZ",
		text: `{"title":"甲","text":"一","date":"1985"}` + "\n{\n" + `{"title":"乙","text":"二","date":"1985"}`,
		want: []Document{article("1985", "甲", "一", nil), at(3, 3, article("1985", "乙", "二", nil))},
		problems: []string{
			"2 bad-record",
		},
	},
	{
		name: "an array in .jsonl, of one record in two arrays", path: "x.jsonl",
		text: `[[{"title":"甲","text":"一","date":"1985"}]]`,
		want: []Document{article("1985", "甲", "一", nil)},
	},
	{
		name: "no name, no ending", path: "-",
		text: ` {"title":"甲","text":"一","date":"1985"}`,
		want: []Document{article("1985", "甲", "一", nil)},
	},
	{
		name: "too many values", max: 20000,
		text:     `{"title":"甲","text":"一","date":"1985","a":[1` + strings.Repeat(",1", 5000) + "]}\n" + `{"title":"乙","text":"二","date":"1985"}`,
		want:     []Document{at(2, 2, article("1985", "乙", "二", nil))},
		problems: []string{"1 bad-record"},
	},
	{name: "empty", text: "", problems: []string{"0 no-records"}},
	{name: "an empty array", path: "x.json", text: "[]\n", problems: []string{"0 no-records"}},
	{
		name: "tags in a string are text", path: "x.jsonl",
		text: `{"title":"甲","text":"〖ZW/正文〗一〖-ZW/正文〗","date":"1985"}`,
		want: []Document{article("1985", "甲", "〖ZW/正文〗一〖-ZW/正文〗", nil)},
	},
	{name: "tags make it tagged", path: "x.json", text: titled, want: []Document{title(nil)}},
	{
		name: "a profile that cannot be used", text: `{}`, profile: &Profile{Map: map[string][]string{"titel": {"t"}}},
		problems: []string{"0 bad-profile"},
	},
}

var csvCases = []formatCase{
	{
		name: "commas, quotes, line ends in quotes", path: "x.csv",
		text: "\uFEFF标题,日期,正文,版次,作者,url\r\n" +
			"甲,2005-06-28,\"第一段，\r\n\"\"第二段\"\"\",5,田禾；石川,u1\r\n\r\n" +
			"\"乙, 丙\",２００５年６月,短,,,\r\n",
		want: []Document{
			at(1, 2, article("2005-06-28", "甲", "第一段，\n\"第二段\"", func(d *Document) {
				d.Page, d.Authors, d.Fields = "5", []string{"田禾", "石川"}, fields("url", "u1")
			})),
			at(2, 5, article("２００５年６月", "乙, 丙", "短", nil)),
		},
	},
	{
		name: "rows of wrong width", path: "x.csv",
		text: "date,title,text\n1985,甲\n1986,乙,二,三,四\n1987,丙,三\n",
		want: []Document{
			at(1, 2, article("1985", "甲", "", nil)),
			at(2, 3, article("1986", "乙", "二", func(d *Document) { d.Fields = fields("column4", "三", "column5", "四") })),
			at(3, 4, article("1987", "丙", "三", nil)),
		},
		problems: []string{"2 bad-record", "3 bad-record"},
	},
	{
		name: "a quote that is not closed", path: "x.csv",
		text: "date,title,text\n1985,\"甲,一\n1986,乙,二\n1987,\"丙\",三\n1988,丁,\"四\n",
		want: []Document{
			at(1, 2, article("1985", "甲,一", "", nil)),
			at(2, 3, article("1986", "乙", "二", nil)),
			at(3, 4, article("1987", "丙", "三", nil)),
			at(4, 5, article("1988", "丁", "四", nil)),
		},
		problems: []string{"2 bad-record", "5 bad-record"},
	},
	{
		name: "quotes that are none", path: "x.csv",
		text: "date,title,text\n1985,说\"好\"的,\"好\"的\n",
		want: []Document{at(1, 2, article("1985", "说\"好\"的", "好的", nil))},
		problems: []string{
			"2 bad-record",
		},
	},
	{
		name: "tabs", path: "x.tsv",
		text: "date\ttitle\ttext\n1985\t甲, 乙\t一\n",
		want: []Document{at(1, 2, article("1985", "甲, 乙", "一", nil))},
	},
	{
		name: "semicolons, an empty heading, one twice", path: "x.CSV",
		text: "date;title;text;;title\n1985;甲;一;二;三\n",
		want: []Document{at(1, 2, article("1985", "甲", "一", func(d *Document) { d.Fields = fields("column4", "二", "title", "三") }))},
		problems: []string{
			"2 repeated-field",
		},
	},
	{
		name: "from standard input", path: "-",
		text: "title,content\n甲,一\n",
		want: []Document{at(1, 2, article("", "甲", "一", nil))},
		problems: []string{
			"2 no-date",
		},
	},
	{
		name: "too many cells", path: "x.csv", max: 20000,
		text: "date,title,text\n1985,甲,一" + strings.Repeat(",", 5000) + "\n1985,乙,二\n",
		want: []Document{at(1, 2, article("1985", "甲", "一", nil)), at(2, 3, article("1985", "乙", "二", nil))},
		problems: []string{
			"2 bad-record",
		},
	},
	{name: "a heading only", path: "x.csv", text: "date,title,text\n", problems: []string{"0 no-records"}},
	{
		name: "no column of text", path: "x.csv", text: "a,b\n1,2\n",
		want:     []Document{at(1, 2, Document{Fields: fields("a", "1", "b", "2")})},
		problems: []string{"2 no-date", "2 no-title", "0 no-column"},
	},
	{
		name: "a row beyond the limit swallows no more than itself", path: "x.csv",
		text: "date,title,text\n1985,\"甲,一\n" + strings.Repeat("1986,乙,"+strings.Repeat("二", 20)+"\n", 20), max: 800,
		want: func() []Document {
			docs := []Document{at(1, 2, article("1985", "甲,一", "", nil))}
			for i := range 20 {
				docs = append(docs, at(i+2, i+3, article("1986", "乙", strings.Repeat("二", 20), nil)))
			}
			return docs
		}(),
		problems: []string{"2 bad-record"},
	},
}

var plainCases = []formatCase{
	{
		name: "date, page and item in the path", path: "2019/05/20190512-01-03.txt",
		text: "\n春耕\r\n\r\n　　第一段\r\n　　第二段\r\n\r\n",
		want: []Document{article("2019-05-12", "春耕", "　　第一段\n　　第二段", func(d *Document) { d.Page, d.Item = "01", "03" })},
	},
	{
		name: "a heading of Markdown", path: "2019-05-12_某个标题.md", text: "# 春耕\n\n第一段\n",
		want: []Document{article("2019-05-12", "春耕", "第一段", nil)},
	},
	{
		name: "the title in the name", path: "2019-05-12_某个标题.txt", text: "第一段\n第二段\n",
		want: []Document{article("2019-05-12", "某个标题", "第一段\n第二段", nil)},
	},
	{
		name: "the title in the name and in the text", path: "2019-05-12_春耕 忙.txt", text: "“春耕”忙\n第二段\n",
		want: []Document{article("2019-05-12", "“春耕”忙", "第二段", nil)},
	},
	{
		name: "front matter", path: "2019/05/12.md",
		text: "---\ntitle: 春耕\nauthor: [田禾, 石川]\ndate: 2019-05-13\nlink: {a: 1, b: [x]}\nnote: ~\n---\n\n# 小标题\n\n第一段\n",
		want: []Document{article("2019-05-13", "春耕", "# 小标题\n\n第一段", func(d *Document) {
			d.Authors, d.Fields = []string{"田禾", "石川"}, fields("link", "{a: 1, b: [x]}")
		})},
	},
	{
		name: "front matter that is none", path: "2019/05/12.md", text: "---\n甲: [\n---\n第一段\n",
		want:     []Document{article("2019-05-12", "---", "甲: [\n---\n第一段", nil)},
		problems: []string{"1 bad-record"},
	},
	{
		name: "one line", path: "20190512.txt", text: "只有一行。\n",
		want: []Document{article("2019-05-12", "", "只有一行。", nil)}, problems: []string{"1 no-title"},
	},
	{name: "blank", path: "20190512.txt", text: " \n\n", problems: []string{"0 no-records"}},
	{name: "no date in the path", path: "x/notes.md", text: "# 说明\n\n文\n", problems: []string{"0 no-records"}},
	{name: "another ending", path: "2019/20190512.log", text: "说明\n文\n", problems: []string{"0 no-records"}},
	{
		name: "as the profile says", path: "x/d12m05y2019 p3.log", text: "春耕\n一\n",
		profile: &Profile{Format: PlainText, DatePath: "d{day}m{month}y{year} p{page}"},
		want:    []Document{article("2019-05-12", "春耕", "一", func(d *Document) { d.Page = "3" })},
	},
	{
		name: "no date where the profile says", path: "x/20190512.txt", text: "春耕\n一\n",
		profile:  &Profile{Format: PlainText, DatePath: "{year}/{page}"},
		want:     []Document{article("", "春耕", "一", nil)},
		problems: []string{"1 no-date"},
	},
	{
		name: "too long", path: "20190512.txt", text: strings.Repeat("长\n", 1000), max: 100,
		problems: []string{"1 record-too-long"},
	},
}

func TestDecodeAny(t *testing.T) {
	for _, group := range [][]formatCase{jsonCases, csvCases, plainCases} {
		for _, c := range group {
			t.Run(cmp.Or(c.path, "x.jsonl")+" "+c.name, func(t *testing.T) { c.run(t) })
		}
	}
}

func (c formatCase) run(t *testing.T) {
	path := cmp.Or(c.path, "x.jsonl")
	docs, problems := checkAny(t, []byte(c.text), DecodeOptions{Source: "s", Path: path, Profile: c.profile, MaxRecord: c.max})
	var want []*Document
	for _, d := range c.want {
		d.Source, d.Path = "s", path
		d.Record, d.Line = max(d.Record, 1), max(d.Line, 1)
		want = append(want, &d)
	}
	if diff := gocmp.Diff(want, docs); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d %s", p.Line, p.Code))
	}
	if diff := gocmp.Diff(c.problems, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
		for _, p := range problems {
			t.Log(p)
		}
	}
}

// checkAny holds what is true of decoding whatever the input and the format.
func checkAny(t testing.TB, text []byte, opt DecodeOptions) ([]*Document, []*Problem) {
	t.Helper()
	var a Account
	opt.Account = &a
	docs, problems := all(t, DecodeAny(bytes.NewReader(text), "x", opt))
	if a.Documents+a.Problems+a.Separators != a.Text || a.Documents < 0 || a.Problems < 0 || a.Separators < 0 {
		t.Errorf("account does not add up: %+v", a)
	}
	if len(docs) == 0 && len(problems) == 0 {
		t.Error("neither a document nor a problem")
	}
	last := 0
	for _, d := range docs {
		if d.Record <= last {
			t.Errorf("record %d after %d", d.Record, last)
		}
		last = d.Record
	}
	if opt.Profile.Check() != nil {
		return docs, problems
	}
	opt.Account = nil
	againDocs, againProblems := all(t, func(yield func(*Document, error) bool) {
		o := opt
		if o.Profile != nil && len(o.Profile.Constants) > 0 {
			yield = o.Profile.withConstants(yield)
		}
		newDecoder(iotest.HalfReader(bytes.NewReader(text)), "x", o, 7).runAny(yield)
	})
	if diff := gocmp.Diff(docs, againDocs); diff != "" {
		t.Errorf("other documents in small chunks (-whole +chunks):\n%s", diff)
	}
	if diff := gocmp.Diff(problems, againProblems); diff != "" {
		t.Errorf("other problems in small chunks (-whole +chunks):\n%s", diff)
	}
	return docs, problems
}

// The formats come in the encodings that the tagged format comes in.
func TestDecodeAnyEncodings(t *testing.T) {
	text := "标题,日期,正文\n春耕备耕忙,一九八五年三月,今年的粮食生产要抓住农时，把良种、肥料和水利三件事办好。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := all(t, DecodeAny(strings.NewReader(text), "x.csv", DecodeOptions{}))
	got, problems := all(t, DecodeAny(strings.NewReader(gb), "x.csv", DecodeOptions{}))
	if diff := gocmp.Diff(want, got); diff != "" || len(problems) != 0 || len(got) != 1 {
		t.Errorf("%s%v", diff, problems)
	}
	profile := &Profile{Encoding: GB18030}
	got, _ = all(t, DecodeAny(strings.NewReader(gb[:60]), "x.csv", DecodeOptions{Profile: profile}))
	if len(got) != 1 || got[0].Title != "春耕备耕忙" {
		t.Errorf("%+v", got)
	}
}

// A folder of files of all formats, one of them packed.
func TestFormatsInFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.jsonl": `{"title":"甲","text":"一","date":"1985-03-01"}`, "b.csv": "title,text,date\n乙,二,1985-03-02\n", "1985/03/03-02.txt": "丙\n三\n",
		"d.txt": titled, "e.tsv": "title\ttext\tdate\n戊\t五\t1985-03-05\n", "readme.md": "# 说明\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	docs, problems, _ := decodeSources(t, dir)
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.PrintedID()+" "+d.Title)
	}
	if diff := gocmp.Diff([]string{"19850303-2 丙", "19850301 甲", "19850302 乙", "19850301 春耕", "19850305 戊"}, ids); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 1 || problems[0].Code != NoRecords {
		t.Errorf("%v", problems)
	}
}

// The reports load as they are, by the usual names.
func TestSharedReports(t *testing.T) {
	name := sharedOrSkip(t, "gwr/government_work_reports.jsonl")[0]
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	docs, problems, account := decodeSources(t, name)
	if lines := bytes.Count(text, []byte{'\n'}); len(docs) != lines {
		t.Errorf("%d documents in %d lines", len(docs), lines)
	}
	undated := 0
	for _, d := range docs {
		if d.Title == "" || d.Body == "" {
			t.Errorf("line %d: title %q, %d bytes of body", d.Line, d.Title, len(d.Body))
		}
		if d.Date.IsZero() {
			undated++
		} else if len(d.DateText) != 4 || d.Date.String() != d.DateText || d.Date.First == d.Date.Last {
			t.Errorf("line %d: date %q is %v", d.Line, d.DateText, d.Date)
		}
	}
	if nulls := bytes.Count(text, []byte(`"year": null`)); undated != nulls || len(problems) != nulls {
		t.Errorf("%d without a date of %d, problems %v", undated, nulls, problems)
	}
	if account.Problems != 0 || account.Documents+account.Separators != account.Read {
		t.Errorf("%+v", account)
	}
}
