package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"
)

func TestBuiltinShape(t *testing.T) {
	terms := Builtin()
	if len(terms) < 1600 {
		t.Errorf("%d terms, want at least 1600", len(terms))
	}
	seen := map[string]bool{}
	perKind := map[string]int{}
	for _, term := range terms {
		if seen[term.Text] {
			t.Errorf("%s: twice", term.Text)
		}
		seen[term.Text] = true
		perKind[term.Kind]++
		if n := utf8.RuneCountInString(term.Text); n < 2 || n > 20 {
			t.Errorf("%s: %d characters, want 2 to 20", term.Text, n)
		}
		if strings.ContainsFunc(term.Text, func(r rune) bool { return !allowed(r) }) {
			t.Errorf("%s: holds a character that is not Han, a digit, Latin, · or 、", term.Text)
		}
		if strings.Trim(term.Text, "·、") != term.Text {
			t.Errorf("%s: punctuation at an end", term.Text)
		}
		if term.Year != 0 && (term.Year < 1840 || term.Year > 2026) {
			t.Errorf("%s: year %d, want 1840 to 2026", term.Text, term.Year)
		}
	}
	for _, kind := range Kinds() {
		if perKind[kind] == 0 {
			t.Errorf("no term of kind %s", kind)
		}
	}
}

func allowed(r rune) bool {
	switch {
	case unicode.Is(unicode.Han, r), r == '·', r == '、':
		return true
	}
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}

// The file is grouped by kind, and sorted by year and code point inside a group,
// so that a diff of it can be read.
func TestBuiltinOrder(t *testing.T) {
	kinds := Kinds()
	order := func(a, b Term) int {
		return cmp.Or(
			cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(a.Year, b.Year),
			strings.Compare(a.Text, b.Text))
	}
	terms := Builtin()
	for i := 1; i < len(terms); i++ {
		if order(terms[i-1], terms[i]) >= 0 {
			t.Errorf("%v stands before %v", terms[i-1], terms[i])
		}
	}
}

func TestHeaderExplainsKinds(t *testing.T) {
	for _, kind := range Kinds() {
		if !strings.Contains(builtin, "\n#   "+kind+" ") {
			t.Errorf("the header does not explain %s", kind)
		}
		if !strings.Contains(builtin, "\n# "+kind+": ") {
			t.Errorf("no comment opens the group of %s", kind)
		}
	}
}

func TestBuiltinHolds(t *testing.T) {
	const want = `新时代 一带一路 人类命运共同体 脱贫攻坚 乡村振兴 高质量发展 中国特色社会主义
		科学发展观 全面依法治国 四个全面 供给侧 供给侧结构性改革 无产阶级文化大革命 习近平
		改革开放 共同富裕 和谐社会 社会主义和谐社会 先进性教育 先进性教育活动
		保持共产党员先进性教育活动 群众路线 党的群众路线教育实践活动 先进性建设 三个代表
		社会主义市场经济 解放思想 实事求是`
	have := map[string]bool{}
	for _, term := range Builtin() {
		have[term.Text] = true
	}
	for text := range strings.FieldsSeq(want) {
		if !have[text] {
			t.Errorf("%s is missing", text)
		}
	}
}

// Years that a reader can look up, with where they come from.
func TestBuiltinYears(t *testing.T) {
	years := map[string]int{}
	for _, term := range Builtin() {
		years[term.Text] = term.Year
	}
	for _, c := range []struct {
		text   string
		year   int
		source string
	}{
		{"为人民服务", 1944, "Mao at the memorial meeting for Zhang Side, 8 September 1944"},
		{"和平共处五项原则", 1953, "Zhou Enlai to the Indian delegation, 31 December 1953"},
		{"大跃进", 1957, "People's Daily, editorial of 13 November 1957"},
		{"十一届三中全会", 1978, "held 18 to 22 December 1978"},
		{"四项基本原则", 1979, "Deng Xiaoping, 30 March 1979"},
		{"改革开放", 1984, "People's Daily, first on 13 September 1984 (Study Times, 30 December 2013)"},
		{"三个代表", 2000, "Jiang Zemin in Guangdong, February 2000"},
		{"科学发展观", 2003, "Hu Jintao in Jiangxi, August to September 2003"},
		{"反分裂国家法", 2005, "passed 14 March 2005"},
		{"精准扶贫", 2013, "Xi Jinping at Shibadong, 3 November 2013"},
		{"供给侧结构性改革", 2015, "Xi Jinping to the Leading Group for Finance, 10 November 2015"},
		{"新质生产力", 2023, "Xi Jinping in Heilongjiang, September 2023"},
		{"马克思主义", 0, "older than the papers"},
	} {
		if got := years[c.text]; got != c.year {
			t.Errorf("%s: year %d, want %d: %s", c.text, got, c.year, c.source)
		}
	}
}

func TestParse(t *testing.T) {
	want := []Term{{"三个代表", 2000, "theory"}, {"毛泽东", 0, "person"}}
	for name, in := range map[string]string{
		"plain":         "# terms\n三个代表\t2000\ttheory\n\n毛泽东\t-\tperson\n",
		"no last end":   "三个代表\t2000\ttheory\n毛泽东\t-\tperson",
		"mark and CRLF": "\ufeff# terms\r\n三个代表\t2000\ttheory\r\n毛泽东\t-\tperson\r\n",
		"mark, no head": "\ufeff三个代表\t2000\ttheory\n毛泽东\t-\tperson\n",
		"CR alone":      "三个代表\t2000\ttheory\r毛泽东\t-\tperson\r",
		"a long line":   "#" + strings.Repeat(" long", 40_000) + "\n三个代表\t2000\ttheory\n毛泽东\t-\tperson\n",
	} {
		got, err := Parse(iotest.HalfReader(strings.NewReader(in)), name)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, want)
		}
	}
	if got, err := Parse(strings.NewReader(""), "empty"); len(got) != 0 || err != nil {
		t.Errorf("an empty file: got %v, %v", got, err)
	}
}

func TestParseErrors(t *testing.T) {
	const good = "三个代表\t2000\ttheory\n"
	for _, c := range []struct{ in, want string }{
		{"三个代表 2000 theory\n", "my.tsv:1: 1 fields, want 3"},
		{good + "\n八七会议\t1927\n", "my.tsv:3: 2 fields, want 3"},
		{good + "八七会议\t1927\tmeeting\t\n", "my.tsv:2: 4 fields, want 3"},
		{"# a\r\n八七会议\t27\tmeeting\r\n", `my.tsv:2: year "27" is neither`},
		{"八七会议\t\tmeeting\n", `my.tsv:1: year "" is neither`},
		{"八七会议\t0000\tmeeting\n", `my.tsv:1: year "0000" is neither`},
		{"八七会议\t+192\tmeeting\n", `my.tsv:1: year "+192" is neither`},
		{"八七会议\t１９２７\tmeeting\n", `my.tsv:1: year "１９２７" is neither`},
		{"八七会议\t1927\tsession\n", `my.tsv:1: unknown kind "session", want one of campaign`},
		{"八七会议\t1927\t\n", `my.tsv:1: unknown kind ""`},
		{"\t1927\tmeeting\n", "my.tsv:1: the term is empty"},
		{"八七 会议\t1927\tmeeting\n", `my.tsv:1: term "八七 会议" holds a space`},
		{"八七会议\u3000\t1927\tmeeting\n", `my.tsv:1: term "八七会议\u3000" holds a space`},
		{"八七\u200b会议\t1927\tmeeting\n", `my.tsv:1: term "八七\u200b会议" holds a space or an invisible`},
		{good + "# b\n" + good, `my.tsv:3: term "三个代表" again, first on line 1`},
		{good + "八七\xff会议\t1927\tmeeting\n", "my.tsv:2: not UTF-8"},
	} {
		got, err := Parse(strings.NewReader(c.in), "my.tsv")
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: error %v, want a SyntaxError %s…", c.in, err, c.want)
		}
		if got != nil {
			t.Errorf("%q: terms beside the error: %v", c.in, got)
		}
	}

	broken := errors.New("disk on fire")
	if _, err := Parse(iotest.ErrReader(broken), "my.tsv"); !errors.Is(err, broken) || err.Error() != "my.tsv: disk on fire" {
		t.Errorf("a reader that fails: %v", err)
	}
}

func TestUntil(t *testing.T) {
	terms := []Term{{"新时代", 2017, "theory"}, {"毛泽东", 0, "person"}, {"四清", 1963, "campaign"}}
	for _, c := range []struct {
		year int
		want []Term
	}{
		{1962, terms[1:2]},
		{1963, terms[1:]},
		{2017, terms},
	} {
		if got := Until(terms, c.year); !slices.Equal(got, c.want) {
			t.Errorf("until %d: got %v, want %v", c.year, got, c.want)
		}
	}

	// A later year keeps all that an earlier one keeps.
	all := Builtin()
	later := Until(all, 2026)
	if len(later) != len(all) {
		t.Errorf("until 2026: %d terms of %d", len(later), len(all))
	}
	for year := 2025; year >= 1840; year-- {
		kept := Until(all, year)
		if again := Until(later, year); !slices.Equal(kept, again) {
			t.Fatalf("until %d: %d terms, but %d of those until %d", year, len(kept), len(again), year+1)
		}
		later = kept
	}
}

// What Parse takes, written out again, parses to the same terms; what it
// refuses has a line inside the input.
func FuzzParse(f *testing.F) {
	f.Add("\ufeff# a\r\n三个代表\t2000\ttheory\r\n")
	f.Add("三个代表\t-\ttheory\n三个代表\t-\ttheory\n")
	f.Add("八七 会议\t1927\tmeeting")
	f.Add("\r#\r\t\t\r")
	f.Fuzz(func(t *testing.T, in string) {
		terms, err := Parse(strings.NewReader(in), "fuzz")
		if err != nil {
			var syntax *SyntaxError
			if ends := strings.Count(in, "\n") + strings.Count(in, "\r"); !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Line > ends+1 {
				t.Fatalf("error %v for %d line ends", err, ends)
			}
			return
		}
		var out strings.Builder
		for _, term := range terms {
			year := "-"
			if term.Year != 0 {
				year = fmt.Sprint(term.Year)
			}
			fmt.Fprintf(&out, "%s\t%s\t%s\n", term.Text, year, term.Kind)
		}
		again, err := Parse(strings.NewReader(out.String()), "again")
		if err != nil || !slices.Equal(again, terms) {
			t.Fatalf("%q: %v, written and read again: %v, %v", in, terms, again, err)
		}
	})
}
