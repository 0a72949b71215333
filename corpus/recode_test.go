package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestRecoding(t *testing.T) {
	var r Recoding
	text := "\ufeffold,new,from,to\n# genres\n新闻报道,消息\n通讯,特写,1990,1991-06\n通讯,报道\n杂,,,\n\"a,b\",c\n"
	if err := r.Read("genre", strings.NewReader(text), "genres.csv"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		date   string
		values []string
		want   []string
	}{
		{"1985", []string{"新闻报道", "社论"}, []string{"消息", "社论"}},
		{"1990-05-01", []string{"通讯"}, []string{"特写"}},
		{"1991-07-01", []string{"通讯"}, []string{"报道"}},
		{"1991", []string{"通讯"}, []string{"报道"}}, // the year straddles the end of the rule
		{"", []string{"通讯"}, []string{"报道"}},
		{"1985", []string{"杂", "a,b"}, []string{"c"}},
	} {
		d, _ := ParseDate(c.date)
		if got := r.Values("genre", c.values, d); !slices.Equal(got, c.want) {
			t.Errorf("%s %v: %v, want %v", c.date, c.values, got, c.want)
		}
	}
	if got := r.Values("section", []string{"通讯"}, Date{}); !slices.Equal(got, []string{"通讯"}) {
		t.Errorf("another field: %v", got)
	}
}

func TestRecodingErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\nc":             "f.csv:2: ",
		"a,b,1990,1989":      "from is after to",
		"a,b,soon":           `f.csv:1: "soon" is not a date`,
		"a\tb\tc\td\te":      "want old,new",
		"x,y\n\n\"a,b\nc\n,": "f.csv",
	} {
		var r Recoding
		if err := r.Read("genre", strings.NewReader(text), "f.csv"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q in it", text, err, want)
		}
	}
}

func TestBoilerplate(t *testing.T) {
	all := BuiltinBoilerplate()
	for _, c := range []struct{ names, body, want string }{
		{"dateline", "    新华社北京6月27日电 经中央批准", "    经中央批准"},
		{"dateline", "    新华社北京6月27日电（记者张三）经中央批准", "    经中央批准"},
		{"dateline", "央视网消息（新闻联播）：今天", "今天"},
		{"dateline", "本报讯 甲\n本报讯 乙", "甲\n本报讯 乙"},
		{"jump", "正文（下转第二版）", "正文"},
		{"jump", "（上接第一版）正文", "正文"},
		{"jump", "前（下转第２版）后", "前\n后"},
		{"byline", "正文。\n（记者张三 李四）\n", "正文。\n\n"},
		{"byline", "图为会场。\n    牛三 摄（照片）", "图为会场。\n    "},
		{"dateline,jump", "本报讯 今天，他说新华社是通讯社。（下转第二版）", "今天，他说新华社是通讯社。"},
		{"byline", "他是记者", "他是记者"},
		{"jump", "", ""},
	} {
		rules, err := all.Only(strings.Split(c.names, ","))
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.Drop(c.body); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.names, c.body, got, c.want)
		}
	}
	if _, err := all.Only([]string{"ads"}); err == nil || !strings.Contains(err.Error(), "have dateline, byline, jump") {
		t.Errorf("unknown name: %v", err)
	}
	for pattern, want := range map[string]string{`any \s`: "甲\n乙　丙", `any [^改革开放]`: "改革\n开放", `any x*`: "甲 乙　丙"} {
		rules, err := ParseBoilerplate(strings.NewReader("y "+pattern), "rules")
		if err != nil {
			t.Fatal(err)
		}
		body := "甲 乙　丙"
		if strings.Contains(pattern, "改") {
			body = "好改革和开放"
		}
		if got := rules.Drop(body); got != want {
			t.Errorf("%s: %q became %q, want %q", pattern, body, got, want)
		}
	}
	var none Boilerplate
	if got := none.Drop("本报讯 甲"); got != "本报讯 甲" {
		t.Errorf("no rules: %q", got)
	}
}

func TestParseBoilerplateErrors(t *testing.T) {
	for text, want := range map[string]string{
		"jump any":          "rules:1: want NAME WHERE PATTERN",
		"\njump here x":     `rules:2: unknown place "here"`,
		"jump any [":        "rules:1: pattern",
		"# only\njump":      "rules:2: want",
		"dateline  first  ": "rules:1: want",
	} {
		if _, err := ParseBoilerplate(strings.NewReader(text), "rules"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q in it", text, err, want)
		}
	}
}

func TestCleanHTML(t *testing.T) {
	for in, want := range map[string]string{
		"甲<br>乙<BR/>丙</P>丁":            "甲\n乙\n丙\n丁",
		"<font color=\"red\">红</font>": "红",
		"A&nbsp;B &lt;会议&gt; &#12288;": "A\u00a0B <会议> \u3000",
		"<!-- 注 -->正文":                 "正文",
		"3 < 5 且 7 > 6":                "3 < 5 且 7 > 6",
		"《书》〈篇〉":                       "《书》〈篇〉",
	} {
		if got := CleanHTML(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
