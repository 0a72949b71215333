package segment

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

var (
	dated = sync.OnceValue(func() *Segmenter { return build(Options{Convention: Dates}) })
	pku   = sync.OnceValue(func() *Segmenter { return build(Options{NoLexicon: true, Convention: PKU}) })
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2005年6月28日", "2005年+6月+28日"},
		{"２００５年６月２８日", "２００５年+６月+２８日"},
		{"二〇〇五年六月二十八日", "二〇〇五年+六月+二十八日"},
		{"二○○五年六月二十八日", "二○○五年+六月+二十八日"},
		{"一九四九年十月一日", "一九四九年+十月+一日"},
		{"2005年6月", "2005年+6月"},
		{"6月28日", "6月+28日"},
		{"六月三十日", "六月+三十日"},
		{"九八年三月", "九八年+三月"},
		{"北京6月27日电", "北京|6月+27日|电"},
		{"2005年", "2005年"},
		{"6月", "6月"},
		{"28日", "28日"},
		{"2005年28日", "2005年|28日"}, // no month
		{"13月5日", "13月|5日"},
		{"6月32日", "6月|32日"},
		{"0月1日", "0月|1日"},
		{"2005年13月", "2005年|13月"},
		{"20年6月", "20年|6月"}, // twenty years
		{"2005年6月28日6月29日", "2005年+6月+28日|6月+29日"},
		{"6月28日、29日", "6月+28日|、|29日"},
		{"2005年，6月", "2005年|，|6月"},
	} {
		if got := cut(dated(), c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPKU(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// names
		{"江泽民", "江|泽民"},
		{"马克思", "马克思"},
		{"克林顿", "克林顿"},
		// numerals and measure words
		{"三个", "三|个"},
		{"一个", "一个"},
		{"第一天", "第一|天"},
		{"多年", "多|年"},
		{"几个", "几|个"},
		{"万元", "万|元"},
		{"一些", "一些"},
		{"一起", "一起"},
		{"十分", "十分"},
		// phrases
		{"信息技术", "信息|技术"},
		{"中央军事委员会", "中央|军事|委员会"},
		{"社会主义", "社会主义"},
		{"实事求是", "实事求是"},
		{"官兵们", "官兵|们"},
		{"我们", "我们"},
		{"县政府", "县|政府"},
		{"不能", "不|能"},
		{"不断", "不断"},
		// times and durations
		{"2001年12月31日", "2001年|12月|31日"},
		{"10年", "10|年"},
		{"二十五年", "二十五|年"},
		{"二〇〇一年", "二〇〇一年"},
		{"九八年", "九八年"},
		{"80年代", "80年代"},
		{"8时30分", "8时|30分"},
		// numbers
		{"180多万", "180|多|万"},
		{"3000余", "3000|余"},
		{"1亿2000万", "1亿2000万"},
		{"百分之二十六点八", "百分之二十六点八"},
		{"第三十二条", "第三十二|条"}, // a word of the dictionary
		{"第一百二十三条", "第一百+二十三|条"},
		{"第21", "第+21"},
	} {
		if got := cut(pku(), c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// A date keeps the cuts that are there without the convention: counts of
// strings and phrases do not change.
func TestDatesMoveNoCut(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		checkCover(t, dated(), text)
		if with, without := allCuts(dated(), text), allCuts(full(), text); !slices.Equal(with, without) {
			t.Fatalf("%q: cuts %v, without the convention %v", text, with, without)
		}
	}
	rapid.Check(t, func(t *rapid.T) { check(t, texts().Draw(t, "text")+"6月28日"+texts().Draw(t, "more")) })
	for _, line := range sample() {
		check(t, line)
	}
}

// By the convention of Peking University too the lexicon moves no cut, and the
// parts of split words have the ids of their texts.
func TestPKUCover(t *testing.T) {
	with := build(Options{Convention: PKU})
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		checkCover(t, pku(), text)
		if a, b := allCuts(with, text), allCuts(pku(), text); !slices.Equal(a, b) {
			t.Fatalf("%q: cuts %v, without lexicon %v", text, a, b)
		}
	}
	words := []string{"第", "三十", "几", "数", "十", "万", "多", "信息技术", "江泽民", "不能", "官兵们", "年", "10", "五", "日电", "27"}
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(words), texts())).Draw(t, "texts"), ""))
	})
	for _, line := range sample() {
		check(t, line)
	}
	check(t, "第"+strings.Repeat("几十", 600)+strings.Repeat("27日电", 600))
}

// Every word that is split is spelled by its parts, none of which is empty.
func TestPKUSplits(t *testing.T) {
	s := pku()
	if n := len(s.splits.lists); n < 1000 {
		t.Errorf("%d words are split", n)
	}
	for id, list := range s.splits.index {
		if list == 0 {
			continue
		}
		word, end, parts := s.Word(int32(id)), int32(0), s.splits.lists[list]
		if len(parts) < 2 {
			t.Errorf("%s: parts %v", word, parts)
		}
		for _, p := range parts {
			if p.end <= end || p.id != NoID && s.Word(p.id) != word[end:p.end] {
				t.Errorf("%s: parts %v", word, parts)
			}
			end = p.end
		}
		if int(end) != len(word) {
			t.Errorf("%s: parts %v", word, parts)
		}
	}
}

func TestConventionErrors(t *testing.T) {
	if _, err := ParseConvention("msr"); err == nil {
		t.Error("msr is a convention")
	}
	for _, opt := range []Options{{Convention: "msr"}, {Convention: Dates, NoJoin: true}} {
		if _, err := newSegmenter(compiled(), opt); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
	for _, c := range conventions {
		if got, err := ParseConvention(string(c.name)); got != c.name || err != nil {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}

// Both engines cut alike by a convention, and allocate nothing for it.
func TestConventionEngines(t *testing.T) {
	const text = "第一百二十三次会议27日电，江泽民2005年６月28日说，180多万元、信息技术、中国特色社会主义，几十万人。"
	for _, c := range []Convention{Dates, PKU} {
		slow, err := newSegmenter(engine(), Options{Convention: c})
		if err != nil {
			t.Fatal(err)
		}
		fast := build(Options{Convention: c})
		for _, line := range append(sample(), text) {
			if got, want := cut(fast, line), cut(slow, line); got != want {
				t.Fatalf("%s: %s, by gse %s", c, got, want)
			}
		}
		var b Buffer
		fast.Cut(&b, text)
		if n := testing.AllocsPerRun(20, func() { fast.Cut(&b, text) }); n != 0 {
			t.Errorf("%s: %g allocations", c, n)
		}
	}
}
