package corpus

import (
	"bytes"
	"errors"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// all collects what a decoder yields. Every error must be a *Problem.
func all(t testing.TB, seq iter.Seq2[*Document, error]) (docs []*Document, problems []*Problem) {
	t.Helper()
	for d, err := range seq {
		var p *Problem
		switch {
		case err == nil:
			docs = append(docs, d)
		case errors.As(err, &p) && d == nil:
			problems = append(problems, p)
		default:
			t.Fatalf("yielded %v with error %v", d, err)
		}
	}
	return docs, problems
}

// inChunks decodes with seams every few bytes.
func inChunks(text []byte, opt DecodeOptions, chunk int) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		newDecoder(iotest.HalfReader(bytes.NewReader(text)), "x", opt, chunk).run(yield)
	}
}

// content is the documents without their places.
func content(docs []*Document) []*Document {
	out := make([]*Document, len(docs))
	for i, d := range docs {
		c := *d
		c.Source, c.Path, c.Record, c.Line = "", "", 0, 0
		out[i] = &c
	}
	return out
}

// checkDecode holds what is true of decoding whatever the input is.
func checkDecode(t testing.TB, text []byte, opt DecodeOptions) []*Document {
	t.Helper()
	var a Account
	opt.Account = &a
	docs, problems := all(t, Decode(bytes.NewReader(text), "x", opt))
	if a.Documents+a.Problems+a.Separators != a.Text || a.Documents < 0 || a.Problems < 0 || a.Separators < 0 {
		t.Errorf("account does not add up: %+v", a)
	}
	var bad int
	for _, p := range problems {
		if p.Code == BadBytes || p.Code == NotText {
			bad++
		}
		if p.Code != NotText && a.Read != int64(len(text)) {
			t.Errorf("%d bytes read of %d", a.Read, len(text))
		}
	}
	if opt.Encoding == UTF8 && bad == 0 && a.Text != a.Read {
		t.Errorf("text of %d bytes in %d bytes of UTF-8", a.Text, a.Read)
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
	opt.Account = nil
	againDocs, againProblems := all(t, inChunks(text, opt, 7))
	if diff := cmp.Diff(docs, againDocs); diff != "" {
		t.Errorf("other documents in small chunks (-whole +chunks):\n%s", diff)
	}
	if diff := cmp.Diff(problems, againProblems); diff != "" {
		t.Errorf("other problems in small chunks (-whole +chunks):\n%s", diff)
	}
	return docs
}

// checkEncode holds that decoding and encoding again changes nothing.
func checkEncode(t testing.TB, docs []*Document) {
	t.Helper()
	var b bytes.Buffer
	for _, d := range docs {
		if err := Encode(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	if len(docs) == 0 {
		return
	}
	checkEncodeJSON(t, docs)
	again, _ := all(t, Decode(bytes.NewReader(b.Bytes()), "x", DecodeOptions{Encoding: UTF8}))
	if diff := cmp.Diff(content(docs), content(again)); diff != "" {
		t.Errorf("not the same after encoding (-first +again):\n%s\n%s", diff, b.Bytes())
	}
}

var pieces = []string{
	"〖ZQ/总期〗", "〖-ZQ/总期〗", "〖RQ/日期〗", "〖-RQ/日期〗", "〖BH/版号〗", "〖-BH/版号〗", "〖TH/条号〗", "〖-TH/条号〗",
	"〖YT/引题〗", "〖-YT/引题〗", "〖BT/标题〗", "〖-BT/标题〗", "〖FT/副题〗", "〖-FT/副题〗", "〖ZZ/作者〗", "〖-ZZ/作者〗",
	"〖TC/体裁〗", "〖-TC/体裁〗", "〖GJ/关键〗", "〖-GJ/关键〗", "〖ZW/正文〗", "〖-ZW/正文〗", "〖ZW/正文〗\n", "〖-ZW/正文〗\n",
	"〖TM/中图〗", "〖-TM/中图〗", "〖WJ/文件〗", "〖-WJ/文件〗", "〖HH/换行〗", "〖JZ/加重〗", "〖-JZ/加重〗", "〖ZI/字符〗", "〖-ZI/字符〗",
	"〖XX/某〗", "〖-XX/某〗", "〖Y2/乙〗", "〖-Y2/乙〗", "〖ZQ/总期", "〖-BT/", "〖", "〗", "〖-", "ZW/", "/", "；", ";", "\n", "\n", "\n",
	"\r\n", "\r", " ", "　", "\uFEFF", "文", "章", "a", "20050628", "2005-13-01", "05", "\x00", "\xff", "\xe3\x80", "\uFFFD", "\u200b",
}

// record draws something like a record, with fields in order and whole.
func record(t *rapid.T) string {
	value := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4)
	var b strings.Builder
	for _, f := range rapid.SliceOfN(rapid.SampledFrom(fieldCodes[1:]), 0, 8).Draw(t, "fields") {
		b.WriteString("〖" + f.code + "/" + f.name + "〗")
		b.WriteString(strings.Join(value.Draw(t, "value"), ""))
		b.WriteString("〖-" + f.code + "/" + f.name + "〗\n")
	}
	return b.String()
}

func drawText(t *rapid.T) []byte {
	part := rapid.OneOf(rapid.SampledFrom(pieces), rapid.Custom(record), rapid.StringMatching(`〖-?[A-Z]{2}/[文a]〗`))
	return []byte(strings.Join(rapid.SliceOfN(part, 0, 60).Draw(t, "parts"), ""))
}

func TestDecodeProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawText(rt)
		opt := DecodeOptions{
			Encoding:  rapid.SampledFrom([]Encoding{"", UTF8, UTF16LE, GB18030, Big5}).Draw(rt, "encoding"),
			MaxRecord: rapid.SampledFrom([]int{0, 0, 0, 1, 64, 300}).Draw(rt, "max"),
		}
		// rapid.T is no testing.TB: failures are reported by both.
		sub := &recorder{TB: t}
		checkEncode(sub, checkDecode(sub, text, opt))
		if sub.failed {
			rt.Fatalf("%q", text)
		}
	})
}

// A recorder notes that a check failed and keeps its report to itself while
// rapid looks for the smallest input.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Error(...any)          { r.failed = true }
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatal(...any)          { r.failed = true }
func (r *recorder) Fatalf(string, ...any) { r.failed = true }

func FuzzDecode(f *testing.F) {
	for _, c := range decodeCases {
		f.Add([]byte(c.text), 0)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var b strings.Builder
		for range 40 {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		f.Add([]byte(b.String()), r.IntN(500))
	}
	f.Fuzz(func(t *testing.T, text []byte, maxRecord int) {
		checkEncode(t, checkDecode(t, text, DecodeOptions{MaxRecord: maxRecord}))
	})
}

func FuzzEncode(f *testing.F) {
	f.Add("17336", "20050628", "05", "标题", "副题", "作者/乙", "正文\n　　第二段", "XX", "某", "值", "ZW/TM")
	f.Add("", "", "", "〖BT/标题〗", "〖-", "", "〖ZW/", "TM", "中图", "〖BH/版号〗", "")
	f.Fuzz(func(t *testing.T, issue, date, page, title, subtitle, author, body, code, name, value, within string) {
		d := &Document{
			Issue: issue, DateText: date, Page: page, Authors: []string{author},
			Text:   Text{Title: title, Subtitle: subtitle, Body: body},
			Fields: []Field{{Code: code, Name: name, Value: value, Within: within}},
		}
		var b bytes.Buffer
		if Encode(&b, d) != nil {
			d.Fields, d.Authors = nil, nil
			if err := Encode(&b, d); err != nil {
				t.Fatal(err)
			}
		}
		docs, _ := all(t, Decode(&b, "x", DecodeOptions{Encoding: UTF8}))
		checkEncode(t, docs)
	})
}
