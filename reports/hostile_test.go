package reports

import (
	"strings"
	"testing"
)

// hostile are texts that break what is written without care.
var hostile = []string{
	"=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1", "<script>alert(1)</script>",
	"a,b;c\td", `say "so"`, "一\n二", "一\r\n二", "😀👩‍👩‍👧", "\x00nul", "_x0041_", "坏\xff字", "]]>", "</t>", "| a | b |", "\ufeffbom", "\u202egnp.exe", "",
}

func hostileTable() *Table {
	var rows [][]Cell
	for i, s := range hostile {
		rows = append(rows, []Cell{TextCell(s), IntCell(int64(-i))})
	}
	t := tableOf([]Column{{Name: "=name"}, {Name: "count", Kind: Int}}, rows)
	t.Name = "=hostile"
	t.Notes = hostile
	t.Manifest = &Manifest{Tool: "tifa", Arguments: hostile}
	return t
}

// Every format writes every text, and the same bytes each time.
func TestFormatsWriteTheSameBytes(t *testing.T) {
	for _, f := range formats {
		for _, table := range []func() *Table{hostileTable, sample} {
			first := write(t, f.Name, table(), Options{})
			if again := write(t, f.Name, table(), Options{}); again != first {
				t.Errorf("%s: %d and %d bytes differ", f.Name, len(first), len(again))
			}
		}
	}
}

// With the mark for Excel no text of CSV or TSV begins as a formula does, and
// numbers stay numbers; without it all values are as they were.
func TestNoFormulas(t *testing.T) {
	for format, line := range map[string]string{
		"csv": "'=cmd|' /C calc'!A0,0\n'+1+1,-1\n'-1,-2\n'@SUM(A1),-3\n", "tsv": "'=cmd|' /C calc'!A0\t0\n'+1+1\t-1\n'-1\t-2\n'@SUM(A1)\t-3\n",
	} {
		table := hostileTable()
		got := write(t, format, table, Options{BOM: true})
		head, rest, _ := strings.Cut(got, "\n")
		if !strings.HasPrefix(head, "\ufeff'=name") || !strings.HasPrefix(rest, line) {
			t.Errorf("%s: %q", format, got[:120])
		}
		note := table.Notes[len(table.Notes)-1]
		if !strings.HasPrefix(note, "8 texts begin with an apostrophe") { // the first eight of hostile
			t.Errorf("%s: note %q", format, note)
		}
		if got := write(t, format, hostileTable(), Options{}); !strings.Contains(got, "\n=cmd|' /C calc'!A0") {
			t.Errorf("%s without the mark: %q", format, got[:80])
		}
	}
}

func TestTextBold(t *testing.T) {
	plain := write(t, "text", sample(), Options{})
	names, rest, _ := strings.Cut(plain, "\n")
	if got := write(t, "text", sample(), Options{Bold: true}); got != "\x1b[1m"+names+"\x1b[0m\n"+rest {
		t.Errorf("%q", got)
	}
	if strings.Contains(plain, "\x1b") {
		t.Error("bold without being asked")
	}
}
