package reports

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// A page as a browser sees it: the cells of its one table, the names of its
// elements and the text of the script.
type page struct {
	rows     [][]string
	elements map[string]int
	details  string
	script   string
	lang     string
}

func readPage(t interface{ Fatal(...any) }, text string) page {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	p := page{elements: make(map[string]int)}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.elements[n.Data]++
		switch n.Data {
		case "html":
			p.lang = n.Attr[0].Val
		case "tr":
			p.rows = append(p.rows, nil)
		case "th", "td":
			p.rows[len(p.rows)-1] = append(p.rows[len(p.rows)-1], textOf(n))
		case "details":
			p.details = textOf(n)
		case "script":
			p.script = textOf(n)
		}
	}
	return p
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// Any table read back by the parser of golang.org/x/net.
func TestHTMLReadsBack(t *testing.T) {
	as := func(s string) string { return strings.Map(shown, validText(s)) }
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := drawTable(t)
		p := readPage(t, mustWrite(t, "html", columns, rows))
		sameRecords(t, columns, rows, p.rows, as)
	})
}

// Nothing that a text, a name, a note or an argument holds becomes an element.
func TestHTMLIsEscaped(t *testing.T) {
	hostile := `</script></td></style><script>alert(1)</script><img src=x onerror="alert(1)">&lt;'"`
	table := tableOf([]Column{{Name: hostile, Unit: hostile}}, [][]Cell{{TextCell(hostile)}})
	table.Name = hostile
	table.Notes = []string{hostile}
	table.Manifest = &Manifest{Tool: "tifa", Arguments: []string{hostile}, Filter: Pairs{{hostile, hostile}}}
	p := readPage(t, write(t, "html", table, Options{}))
	want := map[string]int{
		"html": 1, "head": 1, "meta": 3, "title": 1, "style": 1, "body": 1, "h1": 1, "div": 1, "table": 1, "thead": 1, "tbody": 1,
		"tr": 2, "th": 1, "td": 1, "details": 1, "summary": 1, "dl": 1, "dt": 7, "dd": 7, "script": 1,
	}
	if diff := cmp.Diff(want, p.elements); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if p.rows[0][0] != hostile || p.rows[1][0] != hostile {
		t.Errorf("rows %q", p.rows)
	}
	var back Manifest
	if err := json.Unmarshal([]byte(p.script), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*table.Manifest.withNotes(hostile), back); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestHTMLPage(t *testing.T) {
	text := write(t, "html", sample(), Options{})
	p := readPage(t, text)
	if p.lang != "zh-Hans" || !strings.Contains(p.details, "date >= \"1978-12\" && front") || !strings.Contains(p.details, "2 of 3 documents are pictures") {
		t.Errorf("lang %q, details %q", p.lang, p.details)
	}
	// count and per_million_words are the third and fourth column, and no others are numbers
	for i, right := range []bool{false, false, true, true, false} {
		if got := strings.Contains(text, "tr>:nth-child("+string(rune('1'+i))+"){text-align:right"); got != right {
			t.Errorf("column %d at the right: %v", i+1, got)
		}
	}
	if strings.Contains(text, "http:") || strings.Contains(text, "https:") || strings.Contains(text, "url(") {
		t.Error("the page asks for something")
	}
	bare := readPage(t, write(t, "html", tableOf(sampleColumns, sampleRows), Options{NoManifest: true}))
	if bare.elements["details"]+bare.elements["script"] != 0 {
		t.Errorf("without notes and manifest: %v", bare.elements)
	}
}
