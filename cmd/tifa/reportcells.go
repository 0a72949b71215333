package main

import (
	"regexp"
	"slices"
	"strings"

	"tifa/reports"
)

// keep reads the table of a command, so that it can be written later, in the
// language of the report, and returns the notes that are new besides.
func (r *reportRun) keep(command string, t *reports.Table) (*reports.Table, []reports.Note, error) {
	var rows [][]reports.Cell
	for row, err := range t.Rows {
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, slices.Clone(row))
	}
	kept := &reports.Table{Name: t.Name, Columns: slices.Clone(t.Columns), Manifest: t.Manifest}
	if r.lang == "zh" {
		if command == "info" {
			infoInChinese(rows)
		}
		cellsInChinese(rows)
		for i := range kept.Columns {
			if kept.Columns[i].Kind == reports.Bool {
				kept.Columns[i].Kind = reports.Text
			}
		}
	}
	kept.Rows = func(yield func([]reports.Cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return kept, r.newNotes(t.Notes), nil
}

// infoItems are the things that info tells, beside fields.
var infoItems = map[string]string{
	"documents": "文献数", "words": "词数", "characters": "字数", "first date": "起始日期", "last date": "截止日期", "corpus": "语料标识", "segmentation": "分词标识",
	"stored: made by": "存储：生成程序", "stored: files": "存储：文件数", "stored: segments": "存储：分段数", "stored: bytes": "存储：总字节数",
	"stored: segments that wait for the next ingest": "存储：待下次录入处理的分段数",
}

// infoValues are values that tifa itself gives to fields.
var infoValues = map[string]map[string]string{
	"front":   {"true": "是", "false": "否"},
	"kind":    noteWords,
	"weekday": {"1-Mon": "星期一", "2-Tue": "星期二", "3-Wed": "星期三", "4-Thu": "星期四", "5-Fri": "星期五", "6-Sat": "星期六", "7-Sun": "星期日"},
}

var (
	valuesCounted = regexp.MustCompile(`^(\d+) values?$`)
	bytesOf       = regexp.MustCompile(`^stored: bytes of (\w+)$`)
	problemOf     = regexp.MustCompile(`^stored: problem ([\w-]+)$`)
)

// infoInChinese puts the items of info into Chinese, and those of its values that
// are not the corpus's own words.
func infoInChinese(rows [][]reports.Cell) {
	before := ""
	for _, row := range rows {
		item, value := row[0].Text(), row[1].Text()
		switch first := item != before; {
		case first && valuesCounted.MatchString(value):
			row[1] = reports.TextCell(valuesCounted.ReplaceAllString(value, "$1 个值"))
		case infoValues[item][value] != "":
			row[1] = reports.TextCell(infoValues[item][value])
		}
		before = item
		row[0] = reports.TextCell(infoItem(item))
	}
}

func infoItem(item string) string {
	if called, ok := infoItems[item]; ok {
		return called
	}
	item = bytesOf.ReplaceAllString(item, "存储：$1 字节数")
	item = problemOf.ReplaceAllString(item, "存储：问题 $1")
	if rest, ok := strings.CutPrefix(item, "stored: "); ok {
		return "存储：" + rest
	}
	return chartChinese.field(item)
}

// cellsInChinese puts what is no value, and true and false, into Chinese.
func cellsInChinese(rows [][]reports.Cell) {
	names := chartChinese.values
	for _, row := range rows {
		for i, cell := range row {
			switch {
			case cell.IsEmpty():
			case cell.Kind() == reports.Text && names[cell.Text()] != "":
				row[i] = reports.TextCell(names[cell.Text()])
			case cell.Kind() == reports.Bool && cell.Bool():
				row[i] = reports.TextCell("是")
			case cell.Kind() == reports.Bool:
				row[i] = reports.TextCell("否")
			}
		}
	}
}
