package corpus

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// newspaper makes n bytes of records or a few more: 16 tags and some 600
// characters of body in each, as in a daily newspaper.
func newspaper(n int) string {
	sentences := []string{
		"会议指出，今年的粮食生产要抓住农时，把良种、肥料和水利三件事办好。", "新渠通水那天，全村老少都来到堤上。", "厂长说：“质量是企业的生命。”",
		"据统计，上半年全省完成工业产值１２３．５亿元，比去年同期增长8.5%。", "他在信中写道，山里的路修通了，娃娃们上学再不用翻两道梁。", "大家认为，经验要总结，问题也要摆出来。",
	}
	r := rand.New(rand.NewPCG(1985, 3))
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "〖ZQ/总期〗%d〖-ZQ/总期〗\n〖RQ/日期〗1985%02d%02d〖-RQ/日期〗\n〖BH/版号〗%02d〖-BH/版号〗\n〖TH/条号〗%d〖-TH/条号〗\n",
			10000+i/40, 1+i/40/28%12, 1+i/40%28, 1+i/10%4, 1+i%10)
		fmt.Fprintf(&b, "〖BT/标题〗%s〖-BT/标题〗\n〖ZZ/作者〗田禾/石川〖-ZZ/作者〗\n〖BM/版名〗要闻〖-BM/版名〗\n〖TC/体裁〗消息〖-TC/体裁〗\n〖ZW/正文〗\n", sentences[i%6])
		for range 4 + r.IntN(6) {
			b.WriteString("    ")
			for range 2 + r.IntN(6) {
				b.WriteString(sentences[r.IntN(6)])
			}
			b.WriteByte('\n')
		}
		b.WriteString("〖-ZW/正文〗\n")
	}
	return b.String()
}

func BenchmarkDecode(b *testing.B) {
	text := newspaper(16 << 20)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"utf-8", text},
		{"crlf", strings.ReplaceAll(text, "\n", "\r\n")},
		{"gb18030", gb},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkDecode(b, []byte(c.text)) })
	}
	if files := shared(b, "xwlb/*.gz"); len(files) > 0 {
		var news []byte
		for _, f := range files[:4] {
			news = append(news, unpackedFile(b, f)...)
		}
		b.Run("xwlb", func(b *testing.B) { benchmarkDecode(b, news) })
	}
}

func benchmarkDecode(b *testing.B, text []byte) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Decode(bytes.NewReader(text), "x", DecodeOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	text := newspaper(1 << 20)
	docs, _ := all(b, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var out bytes.Buffer
		for _, d := range docs {
			if err := Encode(&out, d); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// Most files of the newspaper database hold one record.
func BenchmarkSmallFile(b *testing.B) {
	name := filepath.Join(b.TempDir(), "x.txt")
	text := newspaper(1)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	files, _, err := Files([]string{name}, SourceOptions{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range files[0].Documents(DecodeOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
