package corpus

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const simplified = "〖ZQ/总期〗7〖-ZQ/总期〗\r\n〖RQ/日期〗19850301〖-RQ/日期〗\r\n〖BT/标题〗农业生产会议〖-BT/标题〗\r\n〖ZW/正文〗\r\n　　会议认为，今年的工作要抓紧。\r\n〖-ZW/正文〗\r\n"

func TestDetect(t *testing.T) {
	for want, e := range map[Encoding]encoding.Encoding{
		UTF8:    encoding.Nop,
		UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		UTF16BE: unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		GB18030: simplifiedchinese.GB18030,
	} {
		text := encoded(t, e, simplified)
		for cut := range 3 { // a head may end inside a character
			if got := detect([]byte(text[:len(text)-cut])); got != want {
				t.Errorf("%s detected for %s", got, want)
			}
		}
		d, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
		if len(d) != 1 || len(problems) != 0 || d[0].Body != "　　会议认为，今年的工作要抓紧。" {
			t.Errorf("%s: %+v, problems %v", want, d, problems)
		}
	}
}

// Big5 has no 〖: the tagged format cannot be written in it, other text can.
func TestDecodeBig5(t *testing.T) {
	text := encoded(t, traditionalchinese.Big5, "　　會議認為，今年的工作要抓緊。\r\n")
	_, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(problems) != 1 || problems[0].Code != NoRecords || !strings.Contains(problems[0].Message, "big5") {
		t.Error(problems)
	}
}

// Texts as short as a headline, in every encoding that has its characters.
func TestDetectShort(t *testing.T) {
	for _, s := range []string{"一九八五年三月一日", "农业生产会议在北京召开", "今天本报讯，各地的工作", "〖ZQ/总期〗", "《人民日报》", "第一版"} {
		if got := detect([]byte(encoded(t, simplifiedchinese.GBK, s))); got != GB18030 {
			t.Errorf("%s: %s", s, got)
		}
	}
	for _, s := range []string{"農業生產會議在臺北召開", "今天本報訊，各地的工作", "中華民國七十四年三月一日", "【日期】三月一日"} {
		if got := detect([]byte(encoded(t, traditionalchinese.Big5, s))); got != Big5 {
			t.Errorf("%s: %s", s, got)
		}
	}
	for _, s := range []string{"", "ASCII only", "会", "会议认\xff为", "\xff会议认为", "caf\u00e9"} {
		if got := detect([]byte(s)); got != UTF8 {
			t.Errorf("%q: %s", s, got)
		}
	}
}

func TestEncodingForced(t *testing.T) {
	text := encoded(t, simplifiedchinese.GB18030, titled)
	docs, _ := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{Encoding: GB18030}))
	if len(docs) != 1 || docs[0].Title != "春耕" {
		t.Errorf("%+v", docs)
	}
	text = encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), titled)
	docs, _ = all(t, Decode(strings.NewReader(text), "x", DecodeOptions{Encoding: UTF16LE}))
	if len(docs) != 1 || docs[0].Title != "春耕" {
		t.Errorf("%+v", docs)
	}
	_, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(problems) != 1 || problems[0].Code != NotText {
		t.Errorf("UTF-16 without a byte order mark: %v", problems)
	}
}

func TestParseEncoding(t *testing.T) {
	for s, want := range map[string]Encoding{"": "", "auto": "", "UTF-8": UTF8, "utf8": UTF8, "GBK": GB18030, "gb2312": GB18030, "GB18030": GB18030, "Big-5": Big5, "utf-16": UTF16LE, "UTF-16BE": UTF16BE} {
		if got, err := ParseEncoding(s); got != want || err != nil {
			t.Errorf("%q: %q, %v", s, got, err)
		}
	}
	if _, err := ParseEncoding("latin-1"); err == nil {
		t.Error("latin-1 is an encoding")
	}
}

// badCase is text with bytes that are none: where, how many, and what the text
// then reads like.
type badCase struct {
	name string
	enc  Encoding
	text string
	bad  []string // "line offset size"
	want string
}

var badCases = []badCase{
	{"none", UTF8, "春\n耕", nil, "春\n耕"},
	{"a run of three", UTF8, "春\r\n\xff\xfe\xff耕", []string{"2 5 3"}, "春\n\uFFFD耕"},
	{"two runs", UTF8, "\xff春\r\xff", []string{"1 0 1", "2 5 1"}, "\uFFFD春\n\uFFFD"},
	{"a character cut at the end", UTF8, "春\xe8\x80", []string{"1 3 2"}, "春\uFFFD"},
	{"a surrogate and an overlong NUL", UTF8, "\xed\xa0\x80a\xc0\x80", []string{"1 0 3", "1 4 2"}, "\uFFFDa\uFFFD"},
	{"NUL", UTF8, "春\x00\x00耕\x00", []string{"1 3 2", "1 8 1"}, "春\uFFFD耕\uFFFD"},
	{"U+FFFD is no error", UTF8, "春\uFFFD", nil, "春\uFFFD"},
	{"GB18030", GB18030, "\xb4\xba\n\xff\xff\xb8\xfb", []string{"2 3 2"}, "春\n\uFFFD耕"},
	{"GB18030 cut at the end", GB18030, "\xb4\xba\xb8", []string{"1 2 1"}, "春\uFFFD"},
	{"GB18030 has U+FFFD", GB18030, "\x84\x31\xa4\x37\xb4\xba", nil, "\uFFFD春"},
	{"GB18030 beyond the plane", GB18030, "\x95\x32\x82\x36\xff", []string{"1 4 1"}, "\U00020000\uFFFD"},
	{"Big5", Big5, "\xac\x4b\xff\r\n\xff\xaf\xd1", []string{"1 2 1", "2 5 1"}, "春\uFFFD\n\uFFFD耕"},
	{"UTF-16 halves of a pair", UTF16LE, "\x25\x66\x00\xd8\x00\xd8\x00\x00a\x00", []string{"1 2 6"}, "春\uFFFDa"},
	{"UTF-16 of odd length", UTF16BE, "\x66\x25\x00", []string{"1 2 1"}, "春\uFFFD"},
	{"UTF-16 has U+FFFD", UTF16BE, "\xff\xfd\x66\x25", nil, "\uFFFD春"},
}

func TestTextReader(t *testing.T) {
	for _, c := range badCases {
		for _, chunk := range []int{1, 2, 3, 1 << 10} {
			r := newTextReader(strings.NewReader(c.text), c.enc, nil, chunk)
			r.dec = c.enc.decoder()
			var text []byte
			for !r.atEnd() {
				text = r.more(text)
			}
			var bad []string
			for _, b := range r.bad {
				bad = append(bad, fmt.Sprintf("%d %d %d", b.line, b.offset, b.size))
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" || string(text) != c.want {
				t.Errorf("%s, chunk %d: %q, want %q; bad %s", c.name, chunk, text, c.want, diff)
			}
		}
	}
}

// A stream that is UTF-8 as far as it is judged stays UTF-8.
func TestEncodingIsNotChanged(t *testing.T) {
	text := titled + "〖ZW/正文〗\n" + strings.Repeat("　　今年的工作。\n", 4000) + encoded(t, simplifiedchinese.GBK, "春耕") + "\n〖-ZW/正文〗\n"
	if len(text) < sniffLen {
		t.Fatal("text too short")
	}
	docs, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(docs) != 1 || !strings.HasSuffix(docs[0].Body, "\n\uFFFD") || len(problems) != 1 || problems[0].Line != 4005 {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
	want := fmt.Sprintf("x:4005: 4 bytes are no utf-8 text (at byte %d); read as U+FFFD", strings.Index(text, "\xb4\xba"))
	if problems[0].Error() != want {
		t.Errorf("%s\nwant %s", problems[0], want)
	}
}

func TestBadBytesAreCounted(t *testing.T) {
	text := titled + "〖ZW/正文〗\n" + strings.Repeat("春耕\xff备耕\xff\xfe\n", 50) + "〖-ZW/正文〗\n" + titled
	_, problems := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(problems) != maxBadRuns+1 {
		t.Fatalf("%d problems", len(problems))
	}
	want := "x: 150 bytes are no utf-8 text, in 100 runs, of which the first 20 are listed"
	if got := problems[maxBadRuns].Error(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// FuzzText holds the fast decoding of bad bytes against the plain statement of
// what it is: every run of invalid bytes or NULs is one U+FFFD.
func FuzzText(f *testing.F) {
	for _, c := range badCases {
		f.Add([]byte(c.text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, raw []byte, chunk uint8) {
		r := newTextReader(bytes.NewReader(raw), UTF8, nil, 1+int(chunk))
		var got []byte
		for !r.atEnd() {
			got = r.more(got)
		}
		marked := bytes.ReplaceAll(raw, []byte{0}, []byte{0xFF})
		var want []byte
		for len(marked) > 0 {
			c, n := utf8.DecodeRune(marked)
			if c == utf8.RuneError && n == 1 {
				for len(marked) > 0 && c == utf8.RuneError && n == 1 {
					marked = marked[n:]
					c, n = utf8.DecodeRune(marked)
				}
				want = append(want, "\uFFFD"...)
				continue
			}
			want = append(want, marked[:n]...)
			marked = marked[n:]
		}
		want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
		want = bytes.ReplaceAll(want, []byte("\r"), []byte("\n"))
		if !bytes.Equal(got, want) {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
		if r.line != 1+bytes.Count(want, []byte("\n")) {
			t.Errorf("%q: %d lines", raw, r.line)
		}
	})
}
