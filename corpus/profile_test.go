package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParseProfile(t *testing.T) {
	got, err := ParseProfile(strings.NewReader(`# 某报
format: csv
encoding: gbk
map:
  date: pubtime
  body: [content, text]
  keep: source
  page: ~
constants:
  paper: 某报
  issue: 7
separators:
  author: ";、"
  keyword: ""
date-path: "{year}/{month}/{day}/{page}-{title}"
`), "p.yaml")
	want := &Profile{
		Format: CSV, Encoding: GB18030,
		Map:        map[string][]string{"date": {"pubtime"}, "body": {"content", "text"}, "keep": {"source"}, "page": {}},
		Constants:  map[string]string{"paper": "某报", "issue": "7"},
		Separators: map[string]string{"author": ";、", "keyword": ""},
		DatePath:   "{year}/{month}/{day}/{page}-{title}",
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Profile{})); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if p, err := ParseProfile(strings.NewReader("# nothing\n"), "p.yaml"); err != nil || p.Check() != nil || p.Map != nil {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestParseProfileErrors(t *testing.T) {
	for text, want := range map[string]string{
		"format: csv\n\nformt: csv\n":                `p.yaml:3: unknown key "formt" (have format, encoding,`,
		"format: xls\n":                              `p.yaml:1: unknown format "xls" (have tagged, jsonl, json, csv, tsv, text)`,
		"encoding: x\n":                              `p.yaml:1: unknown encoding "x"`,
		"map:\n  date: d\n  titel: t\n":              `p.yaml:3: unknown field "titel" (have author, body, class,`,
		"map: [a]\n":                                 `p.yaml:1: map: want keys and values`,
		"map:\n  date:\n    x: y\n":                  `p.yaml:3: date: want one value`,
		"constants:\n  papr: x\n":                    `p.yaml:2: unknown field "papr"`,
		"constants:\n  date: x\n":                    `p.yaml:2: constant date "x" is not a date`,
		"separators:\n  title: x\n":                  `p.yaml:2: field "title" does not have many values`,
		"date-path: '{yaer}'\n":                      `p.yaml:1: date path "{yaer}": unknown name {yaer}`,
		"date-path: '{year'\n":                       `p.yaml:1: date path "{year": { without }`,
		"date-path: '{year}{year}'\n":                `p.yaml:1: date path "{year}{year}": {year} stands twice`,
		"format: csv\nformat: csv\n":                 `p.yaml:2: "format" stands twice`,
		"- a\n":                                      `p.yaml:1: want keys and values`,
		"a: b: c\n":                                  `p.yaml:1: `,
		"format: tagged\nmap: {date: x}\n":           `p.yaml: the tagged format has no columns to map`,
		"map:\n  date: [a, {b: c}]\nformat: [csv]\n": `p.yaml:2: date: want one value`,
	} {
		if _, err := ParseProfile(strings.NewReader(text), "p.yaml"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s…", text, err, want)
		}
	}
}

func TestParseMap(t *testing.T) {
	got, err := ParseMap("date=pubtime, body = content,body=text,keep=url,page=")
	want := map[string][]string{"date": {"pubtime"}, "body": {"content", "text"}, "keep": {"url"}, "page": nil}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for _, s := range []string{"", "date", "datum=x", "=x", "date=a,,"} {
		if _, err := ParseMap(s); err == nil {
			t.Errorf("%q is read", s)
		}
	}
	if _, err := ParseMap("datum=x"); !strings.Contains(err.Error(), "date, genre, issue, item, keyword, kicker") {
		t.Error(err)
	}
}

func TestUsualPath(t *testing.T) {
	for _, c := range []struct{ source, inside, want string }{ // date page item title
		{"c", "2019/05/20190512-01-03.txt", "2019-05-12 01 03 "},
		{"c", "2019-05-12_标题.md", "2019-05-12   标题"},
		{"c", "2019.5.12 3 标题.md", "2019-05-12 3  标题"},
		{"c", "2019年5月12日 标题.md", "2019-05-12   标题"},
		{"c", "2019年/5月/12日/第3版/01 标题.txt", "2019-05-12 3 01 标题"},
		{"c", "2019/05/12/03-01.txt", "2019-05-12 03 01 "},
		{"c", "2019/05/12/03/01-标题.txt", "2019-05-12 03 01 标题"},
		{"c", "2019-05/12.txt", "2019-05-12   "},
		{"c", "201905/12-03.txt", "2019-05-12 03  "},
		{"c", "2019/0512.txt", "2019-05-12   "},
		{"c", "20190512/甲.txt", "2019-05-12   甲"},
		{"c", "200506280501.TXT", "2005-06-28 05 01 "},
		{"c", "2014062800501.txt.gz", "2014-06-28 005 01 "},
		{"c", "2019/05/甲.txt", "2019-05   甲"},
		{"c", "2019/甲.txt", "2019   甲"},
		{"c", "1954年政府工作报告.txt", "1954   政府工作报告"},
		{"c/2019/05", "12-03.txt", "2019-05-12 03  "},
		{"c/2019/05/12", "甲.txt", "2019-05-12   甲"},
		{"c/2019", "甲.txt", ""},
		{"c/2019/05", "甲.txt", ""},
		{"", "20190230.txt", ""},
		{"c", "x20190512.txt", ""},
		{"c", "甲.txt", ""},
		{"c", "3000/甲.txt", ""},
		{"c", "a/2019-05-12/2018年总结.txt", "2019-05-12   2018年总结"},
	} {
		info, ok := readUsualPath(c.source, c.inside)
		got := ""
		if ok {
			values := map[string]string{}
			for _, f := range info.fields {
				values[f.name] = f.text
			}
			got = strings.Join([]string{info.date.String(), values["page"], values["item"], info.title}, " ")
		}
		if got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.source, c.inside, got, c.want)
		}
	}
}

func TestDatePath(t *testing.T) {
	for _, c := range []struct{ pattern, path, want string }{
		{"{year}/{month}/{day}/{page}-{title}", "c/2019/5/12/03-甲-乙.txt", "2019-05-12 03 甲-乙"},
		{"{date}_{section}", "c/2019-05-12_要闻.txt", "2019-05-12  "},
		{"{date}", "c/2019年5月.txt", "2019-05  "},
		{"*/{year}*", "c/1985年卷.txt", "1985  "},
		{"{year}/{page}", "c/x/1.txt", ""},
		{"{year}-{month}", "c/1985-13.txt", ""},
		{"{title}", "c/甲.txt", ""},
	} {
		pattern, err := compileDatePath(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		info, ok := readDatePath(pattern, c.path)
		got := ""
		if ok {
			page := ""
			if len(info.fields) > 0 && info.fields[0].name == "page" {
				page = info.fields[0].text
			}
			got = strings.Join([]string{info.date.String(), page, info.title}, " ")
		}
		if got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.pattern, c.path, got, c.want)
		}
	}
}
