package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// brokenCases are records that are not as they should be.
var brokenCases = []decodeCase{
	{
		name:     "a field not closed before the next line",
		text:     titled + "〖ZZ/作者〗田禾\n〖TC/体裁〗消息〖-TC/体裁〗\n",
		want:     []Document{title(func(d *Document) { d.Authors, d.Genres = []string{"田禾"}, []string{"消息"} })},
		problems: []string{"4 unclosed-field"},
	},
	{
		name:     "a field not closed with text on the next line",
		text:     titled + "〖ZZ/作者〗田禾\n一二三\n〖TC/体裁〗消息〖-TC/体裁〗\n",
		want:     []Document{title(func(d *Document) { d.Authors, d.Genres = []string{"田禾"}, []string{"消息"} })},
		problems: []string{"4 unclosed-field", "5 stray-text"},
	},
	{
		name:     "a value that swallows what follows",
		text:     titled + "〖ZZ/作者〗田禾〖TC/体裁〗消息〖-TC/体裁〗\n〖BM/版名〗头版〖-BM/版名〗〖-ZZ/作者〗\n",
		want:     []Document{title(func(d *Document) { d.Authors, d.Genres, d.Section = []string{"田禾"}, []string{"消息"}, "头版" })},
		problems: []string{"4 unclosed-field", "5 unopened-field"},
	},
	{
		name: "tags without their bracket",
		text: "〖ZQ/总期\n〖RQ/日期〗19850301〖-RQ/日期〗\n〖BT/标题春耕〖-BT/标题〗\n" + "〖ZQ/总期8〖-ZQ/总期〗\n〖RQ/日期〗19850302〖-RQ/日期〗\n〖BT/标题〗夏收〖-BT/标题\n〖TC/体裁〗消息〖-TC/体裁〗\n",
		want: []Document{
			{DateText: "19850301", Date: day("19850301"), Text: Text{Title: "春耕"}},
			{Issue: "8", DateText: "19850302", Date: day("19850302"), Text: Text{Title: "夏收"}, Genres: []string{"消息"}, Record: 2, Line: 4},
		},
		problems: []string{"1 unclosed-field", "3 unclosed-field", "4 unclosed-field", "6 unclosed-field"},
	},
	{
		name:     "an end with another code",
		text:     titled + "〖ZZ/作者〗田禾〖-FL/分类〗\n〖-TC/体裁〗\n",
		want:     []Document{title(func(d *Document) { d.Authors = []string{"田禾"} })},
		problems: []string{"4 unclosed-field", "4 unopened-field", "5 unopened-field"},
	},
	{
		name:     "text outside fields",
		text:     "前言\n" + titled + "中间 的\n话\n〖TC/体裁〗消息〖-TC/体裁〗 尾\n",
		want:     []Document{title(func(d *Document) { d.Line, d.Genres = 2, []string{"消息"} })},
		problems: []string{"1 stray-text", "5 stray-text", "7 stray-text"},
	},
	{
		name: "a body that the next record ends",
		text: titled + "〖ZW/正文〗\n甲\n乙\n\n" + titled,
		want: []Document{
			title(func(d *Document) { d.Body = "甲\n乙" }),
			title(func(d *Document) { d.Record, d.Line = 2, 8 }),
		},
		problems: []string{"4 unclosed-field"},
	},
	{
		name: "a body that the next field ends",
		text: titled + "〖ZW/正文〗\n甲\n〖TM/中图〗〖BH/版号〗1〖-BH/版号〗〖-TM/中图〗\n乙\n〖BH/版号〗2〖-BH/版号〗\n〖TC/体裁〗消息〖-TC/体裁〗\n",
		want: []Document{title(func(d *Document) {
			d.Body, d.Page, d.Genres = "甲\n乙", "2", []string{"消息"}
			d.Fields = []Field{{"TM", "中图", "", "ZW"}, {"BH", "版号", "1", "ZW/TM"}}
		})},
		problems: []string{"4 unclosed-field"},
	},
	{
		name: "fields in a body not closed",
		text: titled + "〖ZW/正文〗\n甲\n〖TM/中图〗\n〖WJ/文件〗a.T01\n乙〖JZ/加重〗丙〖-ZI/字符〗\n〖-WJ/文件〗丁\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			// The end of WJ closes what it can: WJ runs to it.
			d.Body = "甲\n丁"
			d.Fields = []Field{{"TM", "中图", "", "ZW"}, {"WJ", "文件", "a.T01\n乙丙", "ZW"}}
		})},
		problems: []string{"6 unclosed-field", "8 unclosed-field", "8 unopened-field"},
	},
	{
		name: "a picture in a body not closed",
		text: titled + "〖ZW/正文〗\n甲\n〖TM/中图〗\n〖BH/版号〗5〖-BH/版号〗\n〖WJ/文件〗a.T01\n乙\n〖-XX/某〗\n〖-ZW/正文〗\n",
		want: []Document{title(func(d *Document) {
			d.Body = "甲\n乙\n"
			d.Fields = []Field{{"TM", "中图", "", "ZW"}, {"BH", "版号", "5", "ZW"}, {"WJ", "文件", "a.T01", "ZW"}}
		})},
		problems: []string{"6 unclosed-field", "8 unclosed-field", "10 unopened-field"},
	},
	{
		name: "inline tags outside fields",
		text: titled + "〖HH/换行〗\n〖JZ/加重〗甲〖-JZ/加重〗\n",
		want: []Document{title(nil)},
		// The tags and the text between them are told of one by one.
		problems: []string{"4 stray-text", "5 stray-text", "5 stray-text", "5 unopened-field"},
	},
	{
		name: "several items: a second title",
		text: titled + "〖ZW/正文〗\n甲\n〖-ZW/正文〗\n〖YT/引题〗又〖-YT/引题〗\n〖BT/标题〗夏收〖-BT/标题〗\n〖ZZ/作者〗田禾〖-ZZ/作者〗\n〖ZW/正文〗\n乙\n〖-ZW/正文〗\n〖BT/标题〗丙〖-BT/标题〗\n",
		want: []Document{title(func(d *Document) {
			d.Body, d.Authors = "甲", []string{"田禾"}
			d.More = []Text{{Kicker: "又", Title: "夏收", Body: "乙"}, {Title: "丙"}}
		})},
		problems: []string{"7 several-items"},
	},
	{
		name:     "several items: a second body, a title before any body",
		text:     titled + "〖ZW/正文〗甲〖-ZW/正文〗\n〖ZW/正文〗乙〖-ZW/正文〗\n" + titled + "〖BT/标题〗夏收〖-BT/标题〗\n",
		want:     []Document{title(func(d *Document) { d.Body, d.More = "甲", []Text{{Body: "乙"}} }), title(func(d *Document) { d.More, d.Record, d.Line = []Text{{Title: "夏收"}}, 2, 6 })},
		problems: []string{"5 several-items", "9 several-items"},
	},
	{
		name:     "a body not closed before the next item",
		text:     titled + "〖ZW/正文〗\n甲\n〖BT/标题〗夏收〖-BT/标题〗\n〖ZW/正文〗\n乙\n〖-ZW/正文〗\n",
		want:     []Document{title(func(d *Document) { d.Body, d.More = "甲", []Text{{Title: "夏收", Body: "乙"}} })},
		problems: []string{"4 unclosed-field", "6 several-items"},
	},
	{
		name: "repeated fields",
		text: titled + "〖BH/版号〗1〖-BH/版号〗\n〖BH/版号〗2〖-BH/版号〗\n〖YT/引题〗甲〖-YT/引题〗\n〖YT/引题〗乙〖-YT/引题〗\n〖BM/版名〗头版〖-BM/版名〗\n〖BM/版名〗头版〖-BM/版名〗\n〖TC/体裁〗消息〖-TC/体裁〗\n〖TC/体裁〗通讯；消息〖-TC/体裁〗\n",
		want: []Document{title(func(d *Document) {
			d.Page, d.Kicker, d.Section, d.Genres = "1", "甲", "头版", []string{"消息", "通讯"}
			d.Fields = []Field{{"BH", "版号", "2", ""}, {"YT", "引题", "乙", ""}, {"BM", "版名", "头版", ""}}
		})},
		problems: []string{"5 repeated-field", "7 repeated-field", "9 repeated-field"},
	},
	{
		name:     "no date, no title",
		text:     "〖ZQ/总期〗7〖-ZQ/总期〗\n〖RQ/日期〗〖-RQ/日期〗\n〖ZQ/总期〗8〖-ZQ/总期〗\n",
		want:     []Document{{Issue: "7"}, {Issue: "8", Record: 2, Line: 3}},
		problems: []string{"1 no-date", "1 no-title", "3 no-date", "3 no-title"},
	},
	{
		name: "dates that are none",
		text: "〖ZQ/总期〗7〖-ZQ/总期〗\n〖RQ/日期〗20050230〖-RQ/日期〗\n〖BT/标题〗春耕〖-BT/标题〗\n" + "〖RQ/日期〗3月〖-RQ/日期〗",
		want: []Document{{
			Issue: "7", DateText: "20050230", Text: Text{Title: "春耕"},
			Fields: []Field{{"RQ", "日期", "3月", ""}},
		}},
		problems: []string{"2 bad-date", "4 repeated-field"},
	},
	{
		name:     "only an end",
		text:     "〖-ZW/正文〗\n前言\n",
		problems: []string{"1 unopened-field", "0 no-records"},
	},
	{name: "empty", text: "", problems: []string{"0 no-records"}},
	{name: "a text without records", text: "# 说明\n\n没有记录。\n", problems: []string{"0 no-records"}},
	{name: "binary", text: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", problems: []string{"0 not-text"}},
	{name: "binary without NUL", text: "\x89\xf0\x01\x02\xff\x1e\x05\x06\xaa\xee", problems: []string{"0 not-text"}},
	{
		name:     "a NUL in a record",
		text:     titled + "〖BM/版名〗头\x00\x00版〖-BM/版名〗\n〖ZW/正文〗" + strings.Repeat("字", 100) + "〖-ZW/正文〗\n",
		want:     []Document{title(func(d *Document) { d.Section, d.Body = "头\uFFFD版", strings.Repeat("字", 100) })},
		problems: []string{"4 undecodable-bytes"},
	},
	{
		name:     "records in a binary file",
		text:     strings.Repeat("\x00", 100) + titled,
		problems: []string{"0 not-text"},
	},
}

func TestDecodeUnknownOncePerFile(t *testing.T) {
	text := strings.Repeat(titled+"〖XX/某物〗一〖-XX/某物〗\n", 3)
	docs, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(docs) != 3 || len(problems) != 1 || problems[0].Line != 4 {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
}

func TestDecodePlaces(t *testing.T) {
	opt := DecodeOptions{Source: "报", Path: "1985/a.txt"}
	for d, err := range Decode(strings.NewReader(titled), "报/1985/a.txt", opt) {
		if err != nil || d.Source != opt.Source || d.Path != opt.Path || d.Key() != "报/1985/a.txt#1" {
			t.Errorf("%+v, %v", d, err)
		}
	}
}

func TestDecodeStops(t *testing.T) {
	for d, err := range Decode(strings.NewReader(titled+titled+"尾"), "x", DecodeOptions{}) {
		if err != nil || d.Record != 1 {
			t.Error(d, err)
		}
		break
	}
	for _, err := range Decode(strings.NewReader("〖-BT/标题〗"+titled), "x", DecodeOptions{}) {
		if err != nil {
			break
		}
	}
}

func TestDecodeMessages(t *testing.T) {
	text := titled + "〖ZZ/作者〗田禾\n题外话\n〖RQ/日期〗1日〖-RQ/日期〗\n"
	_, problems := all(t, Decode(strings.NewReader(text), "1985.txt", DecodeOptions{}))
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := []string{
		"1985.txt:4: 〖ZZ〗 is not closed; its value was taken to end with \"田禾\"",
		"1985.txt:5: text outside any field: \"题外话\"; left out",
		"1985.txt:6: a second 〖RQ〗; the first is kept as the value, this one by its code",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestDecodeReadError(t *testing.T) {
	broken := errors.New("the disk is on fire")
	r := io.MultiReader(strings.NewReader(titled+"〖ZW/正文〗\n甲"), iotest.ErrReader(broken))
	docs, problems := all(t, Decode(r, "x", DecodeOptions{}))
	if len(docs) != 1 || docs[0].Body != "甲" {
		t.Errorf("documents %+v", docs)
	}
	last := problems[len(problems)-1]
	if len(problems) != 2 || last.Code != Unreadable || !errors.Is(last, broken) {
		t.Errorf("problems %v", problems)
	}
}

func TestDecodeTooLong(t *testing.T) {
	long := titled + "〖ZW/正文〗" + strings.Repeat("字", 400) + "〖-ZW/正文〗\n"
	for _, chunk := range []int{1, 50, 1 << 20} {
		var a Account
		opt := DecodeOptions{MaxRecord: 1000, Account: &a}
		docs, problems := all(t, inChunks([]byte(titled+long+titled), opt, chunk))
		if len(docs) != 2 || docs[1].Record != 3 || docs[1].Line != 8 {
			t.Errorf("chunk %d: documents %+v", chunk, docs)
		}
		if len(problems) != 1 || problems[0].Code != TooLong || problems[0].Line != 4 || a.Problems != int64(len(long)) {
			t.Errorf("chunk %d: problems %v, %+v", chunk, problems, a)
		}
	}
}

// endless is a record that is never closed, and how much memory is in use
// while it is read.
type endless struct {
	left int
	peak uint64
}

var endlessText = bytes.Repeat([]byte("　　没有尽头的一行文字。\n"), 1000)

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	if before := e.left; before/(32<<20) != (before-len(b))/(32<<20) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		e.peak = max(e.peak, m.HeapAlloc)
	}
	at := e.left % len(endlessText) // bytes left of the round
	n := copy(b, endlessText[(len(endlessText)-at)%len(endlessText):])
	n = min(n, e.left)
	e.left -= n
	return n, nil
}

func TestDecodeMemoryIsFlat(t *testing.T) {
	for name, head := range map[string]string{"unclosed": titled + "〖ZW/正文〗\n", "no record": "", "stray": titled} {
		e := &endless{left: 200 << 20 / len(endlessText) * len(endlessText)}
		docs, problems := all(t, Decode(io.MultiReader(strings.NewReader(head), e, strings.NewReader("\n"+titled)), "x", DecodeOptions{MaxRecord: 1 << 20}))
		if len(docs) != 1 || e.peak > 32<<20 {
			t.Errorf("%s: %d documents, %d MB", name, len(docs), e.peak>>20)
		}
		if len(problems) == 0 || name != "no record" && (len(problems) != 1 || problems[0].Code != TooLong) {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// A flood of tags in one record is passed over like one of text.
func TestDecodeFlood(t *testing.T) {
	for _, flood := range []string{"〖-BT/", "〖JZ/", "〖BT/", "〖TM/", "〖XX/〗", "〖XX/〗〖-XY/〗", "〖ZW/", "〖-ZW/", "a/", "〖A1/〗"} {
		text := titled + strings.Repeat(flood, 200_000) + "\n" + titled
		docs, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
		if len(docs) == 0 || len(problems) == 0 {
			t.Errorf("%s: %d documents, %d problems", flood, len(docs), len(problems))
		}
		text = titled + "〖ZW/正文〗" + strings.Repeat(flood, 200_000) + "〖-ZW/正文〗\n" + titled
		docs, _ = all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
		if len(docs) == 0 {
			t.Errorf("%s in a body: no documents", flood)
		}
	}
}
