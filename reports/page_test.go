package reports

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const hostilePage = "=cmd|' /C calc'!A0 <script>alert(1)</script> \"quoted\" & </title>"

// testPage is a page whose every text is hostilePage.
func testPage() *Page {
	table := func() *Table {
		return &Table{
			Name: hostilePage, Columns: []Column{{Name: hostilePage}, {Name: "share", Kind: Float}},
			Rows: func(yield func([]Cell, error) bool) {
				yield([]Cell{TextCell(hostilePage), FloatCell(1. / 3)}, nil)
			},
		}
	}
	return &Page{
		Title: hostilePage, Lang: "zh-Hans", Lead: []string{hostilePage}, Contents: "目录",
		Words: PageWords{Command: "命令", Notes: "说明", NoRows: "无"},
		Parts: []Part{
			{ID: "one", Heading: hostilePage, Text: []string{hostilePage}, Blocks: []Block{{Heading: hostilePage, Table: table(), Chart: []byte("<svg/>"), Alt: hostilePage, Command: hostilePage, Notes: []Note{{hostilePage, "en"}}}}},
			{ID: "two", Sheet: "二", Heading: "方法", Text: []string{"一、二"}, Blocks: []Block{{Table: &Table{Columns: []Column{{Name: "空"}}}}}},
		},
		Manifest: &Manifest{Tool: "tifa", Command: hostilePage},
	}
}

func pageText(t *testing.T, ending string) string {
	t.Helper()
	f, ok := PageForFile("x" + ending)
	if !ok {
		t.Fatalf("no format for %s", ending)
	}
	var b bytes.Buffer
	if err := WritePage(&b, f, testPage()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A page holds what it was given as text, loads nothing, and runs nothing.
func TestPageHTML(t *testing.T) {
	text := pageText(t, ".html")
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]int)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			found[n.Data]++
			for _, a := range n.Attr {
				if loads := a.Key == "src" || a.Key == "href"; loads && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "data:") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(a.Key, "on") || n.Data == "script" && a.Key == "type" && a.Val != "application/json" {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if n.Data == "html" && a.Key == "lang" && a.Val == "zh-Hans" || n.Data == "img" && a.Key == "alt" && a.Val == hostilePage {
					found[a.Val]++
				}
			}
		}
		if n.Type == html.TextNode && n.Data == hostilePage {
			found["text in "+n.Parent.Data]++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for what, want := range map[string]int{
		"script": 1, "section": 2, "table": 2, "img": 1, "zh-Hans": 1, hostilePage: 1, "text in title": 1, "text in h1": 1, "text in h2": 1,
		"text in h3": 1, "text in p": 2, "text in td": 1, "text in th": 1, "text in li": 1, "text in a": 1, "text in pre": 1,
	} {
		if found[what] != want {
			t.Errorf("%s: %d, want %d", what, found[what], want)
		}
	}
}

// The same page gives the same bytes, in every format, and every part is there.
func TestPageSameBytes(t *testing.T) {
	for _, ending := range []string{".html", ".md", ".xlsx"} {
		if a, b := pageText(t, ending), pageText(t, ending); a != b || a == "" {
			t.Errorf("%s: two pages differ", ending)
		}
	}
	if text := pageText(t, ".md"); !strings.Contains(text, "## 方法") || !strings.Contains(text, "0.3333333333") {
		t.Errorf("Markdown: %s", text)
	}
	book := openXLSX(t, pageText(t, ".xlsx"))
	if got := strings.Join(book.GetSheetList(), ","); got != "目录,1 one,2 二,provenance" {
		t.Errorf("sheets %s", got)
	}
	if cell, err := book.GetCellValue("1 one", "A2"); err != nil || cell != hostilePage {
		t.Errorf("%q, %v", cell, err)
	}
}

// A date or an id stands on one line; what is longer, or is Chinese, may be broken.
func TestPageSolid(t *testing.T) {
	texts := []string{"1987-10-27", "19871027-1-1", "2,5 %", "改革-开放", "59f9dbc71410646df6ed1918da9601ee9d078443123fa5f5c51c40d66d83eeb2", ""}
	table := &Table{Columns: []Column{{Name: "x"}}, Rows: func(yield func([]Cell, error) bool) {
		for _, text := range texts {
			if !yield([]Cell{TextCell(text)}, nil) {
				return
			}
		}
	}}
	var b bytes.Buffer
	f, _ := PageForFile("x.html")
	if err := WritePage(&b, f, &Page{Parts: []Part{{ID: "one", Blocks: []Block{{Table: table}}}}}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"<td>", "<td>", `<td class="text">`, `<td class="text">`, `<td class="text">`, "<td>"} {
		if !strings.Contains(b.String(), "<tr>"+want+texts[i]+"</td></tr>") {
			t.Errorf("%q is not in %s", texts[i], want)
		}
	}
}

// Cards hold the cells of a table, a card a row, and say that there is none.
func TestPageCards(t *testing.T) {
	table := func(rows ...[]Cell) *Table {
		return &Table{Columns: []Column{{Name: "term"}, {Name: "n", Kind: Int}, {Name: "day", Optional: true}}, Rows: func(yield func([]Cell, error) bool) {
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		}}
	}
	p := &Page{Words: PageWords{NoRows: "none"}, Parts: []Part{{ID: "one", Blocks: []Block{
		{Cards: true, Table: table([]Cell{TextCell("a<b"), IntCell(3), TextCell("1987-10-27")}, []Cell{TextCell("c"), IntCell(0), Empty()})},
	}}, {ID: "two", Blocks: []Block{{Cards: true, Table: table()}}}}}
	f, _ := PageForFile("x.html")
	var b bytes.Buffer
	if err := WritePage(&b, f, p); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if text := strings.TrimSpace(n.Data); n.Type == html.TextNode && text != "" {
			switch n.Parent.Data {
			case "caption", "th", "td", "p":
				texts = append(texts, n.Parent.Data+" "+text)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	want := "caption a<b,th n,td 3,th day,td 1987-10-27,caption c,th n,td 0,th day,p none"
	if got := strings.Join(texts, ","); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
