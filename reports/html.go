package reports

import (
	"bufio"
	"bytes"
	"fmt"
	"unicode"
)

// htmlStyle is the whole look of a page. Its families are those that systems
// have for Chinese; numbers have figures of one width.
const htmlStyle = `:root{color-scheme:light dark}
body{margin:2rem auto;padding:0 1rem;max-width:75rem;line-height:1.6;font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif}
h1{font-size:1.3rem}
.table{overflow:auto;max-height:calc(100vh - 6rem)}
table{border-collapse:collapse;font-size:.95rem}
th,td{padding:.25rem .75rem;border-bottom:1px solid #8886;text-align:left;vertical-align:top;white-space:pre-wrap}
thead th{position:sticky;top:0;background:Canvas;border-bottom:2px solid}
details{margin-top:1.5rem;font-size:.9rem}
dt{font-weight:bold}
dd{margin:0 0 .3rem 1rem;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none}.table{overflow:visible;max-height:none}thead th{position:static}}
`

// writeHTML writes the html format.
func writeHTML(w *bufio.Writer, t *Table, opt Options) error {
	if err := writeHTMLHead(w, t); err != nil {
		return err
	}
	var line []byte
	err := t.each(func(row []Cell) error {
		line = append(line[:0], "<tr>"...)
		for _, cell := range row {
			line = append(line, "<td>"...)
			if cell.kind.isText() {
				line = append(line, htmlIsolated(cell.text)...)
			} else {
				line = appendCell(line, cell)
			}
			line = append(line, "</td>"...)
		}
		_, err := w.Write(append(line, "</tr>\n"...))
		return err
	})
	if err != nil {
		return err
	}
	return writeHTMLTail(w, t, opt)
}

func writeHTMLHead(w *bufio.Writer, t *Table) error {
	var head bytes.Buffer
	title := t.Name
	if title == "" {
		title = "table"
	}
	// Nothing is loaded and nothing runs, whatever a text says.
	fmt.Fprintf(&head, `<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s</title>
<style>
%s`, htmlText(title), htmlStyle)
	for i, column := range t.Columns {
		switch {
		case column.Kind.numeric() || column.Right:
			fmt.Fprintf(&head, "tr>:nth-child(%d){text-align:right;font-variant-numeric:tabular-nums}\n", i+1)
		case column.Kind == Date:
			fmt.Fprintf(&head, "tr>:nth-child(%d){white-space:nowrap}\n", i+1)
		}
	}
	fmt.Fprintf(&head, "</style>\n</head>\n<body>\n<h1 lang=\"en\">%s</h1>\n<div class=\"table\">\n<table>\n<thead%s><tr>", htmlText(title), t.headLanguage())
	for _, column := range t.Columns {
		unit := ""
		if column.Unit != "" {
			unit = fmt.Sprintf(` title="%s"`, htmlText(column.Unit))
		}
		fmt.Fprintf(&head, `<th scope="col"%s>%s</th>`, unit, htmlText(column.Name))
	}
	head.WriteString("</tr></thead>\n<tbody>\n")
	_, err := w.Write(head.Bytes())
	return err
}

// headLanguage says that the names are English, where they can be: the page is
// Chinese.
func (t *Table) headLanguage() string {
	for _, c := range t.Columns {
		for _, r := range c.Name {
			if unicode.Is(unicode.Han, r) {
				return ""
			}
		}
	}
	return ` lang="en"`
}

// writeHTMLTail writes what comes behind the rows: the notes are complete.
func writeHTMLTail(w *bufio.Writer, t *Table, opt Options) error {
	var tail bytes.Buffer
	tail.WriteString("</tbody>\n</table>\n</div>\n")
	if facts := t.provenance(opt); len(facts) > 0 {
		tail.WriteString("<details lang=\"en\">\n<summary>Notes and provenance</summary>\n<dl>\n")
		for _, fact := range facts {
			fmt.Fprintf(&tail, "<dt>%s</dt><dd>%s</dd>\n", htmlText(fact.Name), htmlIsolated(fact.Value))
		}
		tail.WriteString("</dl>\n</details>\n")
	}
	if t.Manifest != nil && !opt.NoManifest {
		text, err := t.Manifest.withNotes(t.Notes...).compact()
		if err != nil {
			return t.wrap(err)
		}
		fmt.Fprintf(&tail, "<script type=\"application/json\" id=%q>%s</script>\n", manifestKey, htmlJSON(text))
	}
	tail.WriteString("</body>\n</html>\n")
	_, err := w.Write(tail.Bytes())
	return err
}
