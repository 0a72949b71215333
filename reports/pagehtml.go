package reports

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"strings"
)

// pageStyle is the look of a page: for paper, for a phone and for a desk, light
// and dark. Charts are pictures: on a phone they scroll, because their letters
// cannot be read at its width, and in the dark they are inverted, hues turned back,
// so that their white is what browsers take for black.
const pageStyle = `:root{color-scheme:light dark;--line:#8885;--soft:#8881;--accent:light-dark(#0b5a8f,#8cc8f2)}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:72rem;line-height:1.65;font-family:system-ui,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif}
:lang(zh){line-height:1.8}
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0 1rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{max-width:46rem;margin:.6rem 0;overflow-wrap:anywhere}
a{color:var(--accent)}
nav ol{columns:16rem;padding-left:1.5rem}
.table{overflow:auto;max-height:32rem;margin:.75rem 0;border:1px solid var(--line)}
table{border-collapse:collapse;font-size:.9rem;min-width:100%}
th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;white-space:nowrap}
td.text{white-space:normal;min-width:6rem;overflow-wrap:anywhere}
.n{text-align:right;font-variant-numeric:tabular-nums}
thead th{vertical-align:bottom;position:sticky;top:0;background:Canvas;border-bottom:2px solid var(--line)}
tbody tr:last-child td{border-bottom:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr));gap:.75rem;align-items:start;margin:.75rem 0}
.cards table{border:1px solid var(--line);min-width:0}
.cards caption{font-weight:bold;text-align:left;padding:.2rem .6rem}
.cards th{font-weight:normal;white-space:normal}
.cards td{text-align:right}
figure{margin:1rem 0;padding:.5rem;border:1px solid var(--line);border-radius:.4rem;overflow-x:auto;background:#fff}
figure img{display:block;width:100%;min-width:44rem;height:auto}
@media screen and (prefers-color-scheme:dark){figure{background:#121212}figure img{filter:invert(.93) hue-rotate(180deg)}}
pre{margin:.4rem 0;padding:.5rem .75rem;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;font-size:.82rem}
details{font-size:.9rem;margin:.4rem 0}
summary{cursor:pointer;color:var(--accent)}
ul{margin:.3rem 0;padding-left:1.2rem}
@page{margin:15mm 14mm}
@media print{
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h1,h2,h3,h2+p,summary,caption{break-after:avoid}
p,li,pre{orphans:2;widows:2}
figure,tr,.cards table{break-inside:avoid}
figure{padding:0;border:0}
figure img{min-width:0}
.table{overflow:visible;max-height:none;border:0}
table{font-size:7.5pt;line-height:1.35}
th,td{padding:.1rem .3rem;white-space:normal}
th{overflow-wrap:break-word}
td:not(.text){white-space:nowrap}
td.text{min-width:5.5em}
thead th{position:static}
.cards{display:block;columns:2}
.cards table{width:100%;margin-bottom:.5rem}
details{display:block}
details::details-content{content-visibility:visible;block-size:auto;display:block}
summary{list-style:none;color:inherit;font-weight:bold}
}
`

func writePageHTML(w *bufio.Writer, p *Page) error {
	fmt.Fprintf(w, `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>%s</title>
<link rel="icon" href="data:,">
<style>
%s</style>
</head>
<body>
<h1>%s</h1>
`, htmlText(p.Lang), htmlText(p.Title), pageStyle, htmlIsolated(p.Title))
	writeParagraphs(w, p.Lead)
	fmt.Fprintf(w, "<nav aria-label=\"%[1]s\">\n<h2>%[1]s</h2>\n<ol>\n", htmlText(p.Contents))
	for _, part := range p.Parts {
		fmt.Fprintf(w, "<li><a href=\"#%s\">%s</a></li>\n", htmlText(part.ID), htmlIsolated(part.Heading))
	}
	w.WriteString("</ol>\n</nav>\n<main>\n")
	for i := range p.Parts {
		if err := p.writePart(w, &p.Parts[i]); err != nil {
			return err
		}
	}
	w.WriteString("</main>\n")
	if p.Manifest != nil {
		text, err := p.Manifest.compact()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "<script type=\"application/json\" id=%q>%s</script>\n", manifestKey, htmlJSON(text))
	}
	_, err := w.WriteString("</body>\n</html>\n")
	return err
}

func writeParagraphs(w *bufio.Writer, text []string) {
	for _, t := range text {
		fmt.Fprintf(w, "<p>%s</p>\n", htmlIsolated(t))
	}
}

func (p *Page) writePart(w *bufio.Writer, part *Part) error {
	fmt.Fprintf(w, "<section id=\"%s\">\n<h2>%s</h2>\n", htmlText(part.ID), htmlIsolated(part.Heading))
	writeParagraphs(w, part.Text)
	for i := range part.Blocks {
		b := &part.Blocks[i]
		if b.Heading != "" {
			fmt.Fprintf(w, "<h3>%s</h3>\n", htmlIsolated(b.Heading))
		}
		if b.Chart != nil {
			fmt.Fprintf(w, "<figure tabindex=\"0\"><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"></figure>\n", htmlText(b.Alt), base64.StdEncoding.EncodeToString(b.Chart))
		}
		if b.Table != nil {
			write := p.writeTable
			if b.Cards {
				write = p.writeCards
			}
			if err := write(w, b.Table); err != nil {
				return err
			}
		}
		p.writeNotes(w, b.Notes)
		if b.Command != "" {
			fmt.Fprintf(w, "<details><summary>%s</summary>\n<pre lang=\"en\">%s</pre>\n</details>\n", htmlText(p.Words.Command), htmlIsolated(b.Command))
		}
	}
	_, err := w.WriteString("</section>\n")
	return err
}

func (p *Page) writeNotes(w *bufio.Writer, notes []Note) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintf(w, "<details><summary>%s</summary>\n<ul>\n", htmlText(p.Words.Notes))
	for _, n := range notes {
		lang := ""
		if n.Lang != "" && n.Lang != p.Lang {
			lang = fmt.Sprintf(` lang="%s"`, htmlText(n.Lang))
		}
		fmt.Fprintf(w, "<li%s>%s</li>\n", lang, htmlIsolated(n.Text))
	}
	w.WriteString("</ul>\n</details>\n")
}

func (p *Page) writeTable(w *bufio.Writer, t *Table) error {
	w.WriteString("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>")
	for _, c := range t.Columns {
		fmt.Fprintf(w, "<th scope=\"col\"%s>%s</th>", cellClass(c), htmlName(c.Name))
	}
	w.WriteString("</tr></thead>\n<tbody>\n")
	rows := 0
	err := t.each(func(row []Cell) error {
		rows++
		w.WriteString("<tr>")
		for i, cell := range row {
			writeCell(w, cell, t.Columns[i])
		}
		_, err := w.WriteString("</tr>\n")
		return err
	})
	if err != nil {
		return err
	}
	w.WriteString("</tbody>\n</table></div>\n")
	p.writeNoRows(w, rows)
	return nil
}

// writeCards writes a table as a card a row: that of 25 columns cannot be read on a
// phone, and paper cuts it off.
func (p *Page) writeCards(w *bufio.Writer, t *Table) error {
	w.WriteString("<div class=\"cards\">\n")
	rows := 0
	err := t.each(func(row []Cell) error {
		rows++
		fmt.Fprintf(w, "<table><caption>%s</caption>\n<tbody>\n", htmlIsolated(shortText(row[0])))
		for i, cell := range row[1:] {
			fmt.Fprintf(w, "<tr><th scope=\"row\">%s</th>", htmlName(t.Columns[i+1].Name))
			writeCell(w, cell, t.Columns[i+1])
			w.WriteString("</tr>\n")
		}
		_, err := w.WriteString("</tbody></table>\n")
		return err
	})
	if err != nil {
		return err
	}
	w.WriteString("</div>\n")
	p.writeNoRows(w, rows)
	return nil
}

func (p *Page) writeNoRows(w *bufio.Writer, rows int) {
	if rows == 0 {
		fmt.Fprintf(w, "<p>%s</p>\n", htmlText(p.Words.NoRows))
	}
}

func writeCell(w *bufio.Writer, cell Cell, c Column) {
	text, class := shortText(cell), cellClass(c)
	if cell.kind.isText() && !c.Right && solid(text) {
		class = ""
	}
	fmt.Fprintf(w, "<td%s>%s</td>", class, htmlIsolated(text))
}

func cellClass(c Column) string {
	switch {
	case c.Kind.numeric() || c.Right:
		return ` class="n"`
	case c.Kind == Text:
		return ` class="text"`
	}
	return ""
}

// htmlName is the name of a column, which may be broken behind its underscores.
func htmlName(name string) string { return strings.ReplaceAll(htmlIsolated(name), "_", "_<wbr>") }

// mostSolid is how long a text that no line may break is at most, in bytes.
const mostSolid = 24

// solid tells whether a text is a date, an id, a number or a like name, which a
// browser would break behind its hyphens.
func solid(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= mostSolid
}

// shortText is a cell for reading: of a fraction five digits, which is more than a
// reader takes in; the command gives all.
func shortText(c Cell) string {
	if c.kind != Float || !c.set {
		return string(appendCell(nil, c))
	}
	return fmt.Sprintf("%.5g", c.Float())
}
