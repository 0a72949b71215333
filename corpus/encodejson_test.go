package corpus

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkEncodeJSON holds that documents in JSON decode to themselves.
func checkEncodeJSON(t testing.TB, docs []*Document) {
	t.Helper()
	var b bytes.Buffer
	for _, d := range docs {
		if err := EncodeJSON(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	opt := DecodeOptions{Path: "a.jsonl", MaxRecord: 1 << 30}
	again, problems := all(t, DecodeAny(bytes.NewReader(b.Bytes()), "a.jsonl", opt))
	for _, p := range problems {
		if p.Code != NoDate && p.Code != NoTitle && p.Code != BadDate && p.Code != NoColumn {
			t.Errorf("problem %v in\n%s", p, b.String())
		}
	}
	if diff := cmp.Diff(content(docs), content(again)); diff != "" {
		t.Errorf("-want +got\n%s\n%s", diff, b.String())
	}
}

// Records of the tagged format in JSON: nested fields, repeated ones, several
// items, all that has no column of its own.
func TestEncodeJSON(t *testing.T) {
	const text = `〖ZQ/总期〗17〖-ZQ/总期〗
〖RQ/日期〗2005年6月〖-RQ/日期〗〖BH/版号〗05〖-BH/版号〗〖TH/条号〗1〖-TH/条号〗
〖BT/标题〗“甲” & <乙>〖-BT/标题〗
〖ZZ/作者〗张三/李四〖-ZZ/作者〗〖TC/体裁〗消息；社论〖-TC/体裁〗〖FL/分类〗D261.4〖-FL/分类〗
〖XX/别的〗一\二〖-XX/别的〗〖XX/别的〗三〖-XX/别的〗
〖ZW/正文〗
　　甲乙。
〖TM/中图〗图〖WJ/文件〗a.jpg〖-WJ/文件〗〖-TM/中图〗

　　丙。
〖-ZW/正文〗
〖BT/标题〗第二〖-BT/标题〗〖ZW/正文〗丁〖-ZW/正文〗
〖ZQ/总期〗〖-ZQ/总期〗〖RQ/日期〗何时〖-RQ/日期〗〖BT/标题〗戊〖-BT/标题〗〖ZW/正文〗己	庚〖-ZW/正文〗
`
	docs, _ := all(t, Decode(strings.NewReader(text), "x", DecodeOptions{}))
	if len(docs) != 2 || len(docs[0].More) != 1 || len(docs[0].Fields) != 4 {
		t.Fatalf("the records are read otherwise: %v", docs)
	}
	checkEncodeJSON(t, docs)
}

// Columns of their own stay columns: what came as JSON goes as it came.
func TestEncodeJSONKeepsColumns(t *testing.T) {
	const line = `{"date":"2005-06-28","author":["张三"],"title":"甲","body":"一\n二","url":"http://x/?a&b","rating":"4.5"}` + "\n"
	docs, _ := all(t, DecodeAny(strings.NewReader(line), "a.jsonl", DecodeOptions{Path: "a.jsonl"}))
	var b strings.Builder
	for _, d := range docs {
		if err := EncodeJSON(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != line {
		t.Errorf("%s, want %s", b.String(), line)
	}
	checkEncodeJSON(t, docs)

	// A column of that name that is somebody else's is kept as one.
	docs, _ = all(t, DecodeAny(strings.NewReader(`{"title":"甲","body":"乙","tifa":{"x":1}}`), "a.jsonl", DecodeOptions{Path: "a.jsonl"}))
	if want := []Field{{Code: "tifa", Value: `{"x":1}`}}; len(docs) != 1 || !cmp.Equal(want, docs[0].Fields) {
		t.Errorf("%+v", docs)
	}
	checkEncodeJSON(t, docs)
}
