package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

func TestHTMLText(t *testing.T) {
	for s, want := range map[string]string{
		"\x00\x01\x1b\x7f": "␀␁␛␡", "\u0085\ufffe\uffff\ufdd0\U0001fffe\xff": "������", "a\tb\nc\rd": "a\tb\nc&#13;d", "改革<b>": "改革&lt;b&gt;",
	} {
		if got := htmlText(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if got := htmlIsolated("\u202egnp.exe<"); got != "<bdi>\u202egnp.exe&lt;</bdi>" {
		t.Errorf("%q", got)
	}
}

// Whatever a table or a page is given, its HTML has no control character and
// nothing that is no character, and the manifest in it reads back.
func TestHTMLHoldsCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\x00\x01\x1b\x7f\u0085\u202e\ufffe\uffff<改"))), 1, 12, -1).Draw(t, "text")
		table := tableOf([]Column{{Name: text}}, [][]Cell{{TextCell(text)}})
		table.Name, table.Notes, table.Manifest = text, []string{text}, &Manifest{Tool: "tifa", Arguments: []string{text}}
		p := &Page{Title: text, Lead: []string{text}, Parts: []Part{{ID: "one", Heading: text, Blocks: []Block{
			{Heading: text, Chart: []byte("<svg/>"), Alt: text, Command: text, Notes: []Note{{Text: text}}, Table: tableOf([]Column{{Name: text}}, [][]Cell{{TextCell(text)}})},
			{Cards: true, Table: tableOf([]Column{{Name: "a" + text}, {Name: text}}, [][]Cell{{TextCell(text), TextCell(text)}})},
		}}}, Manifest: table.Manifest}
		format, _ := PageForFile("x.html")
		var page bytes.Buffer
		if err := WritePage(&page, format, p); err != nil {
			t.Fatal(err)
		}
		for _, written := range []string{mustWriteTable(t, table), page.String()} {
			for _, r := range written {
				if r < ' ' && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 || r&0xFFFE == 0xFFFE {
					t.Fatalf("%U", r)
				}
			}
			root, err := html.Parse(strings.NewReader(written))
			if err != nil {
				t.Fatal(err)
			}
			for n := range root.Descendants() {
				if n.Type != html.ElementNode || n.Data != "script" {
					continue
				}
				var m Manifest
				if err := json.Unmarshal([]byte(textOf(n)), &m); err != nil {
					t.Fatal(err)
				}
				if m.Arguments[0] != validText(text) {
					t.Fatalf("%q, want %q", m.Arguments[0], text)
				}
			}
		}
	})
}

func mustWriteTable(t *rapid.T, table *Table) string {
	format, err := Lookup("html")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, format, table, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
